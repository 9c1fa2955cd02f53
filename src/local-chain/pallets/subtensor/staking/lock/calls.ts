/** Calls on locks. Reference: macros/dispatches.rs. */
import { call } from '../../../../runtime/call.ts'
import { ensureSigned } from '../../../../runtime/origin.ts'
import { accountId, alphaBalance, netuid as netuidCodec } from '../../../../runtime/types.ts'
import { weigh } from '../../../../runtime/weight.ts'
import { named } from '../../../../scale/codec.ts'
import { bool } from '../../../../scale/primitives.ts'
import { events } from '../../events.ts'
import { weights } from '../../weights.ts'
import { doLockStake, doMoveLock, doSetPerpetualLock, setAcceptLockedAlpha } from './locks.ts'

const account = named(accountId, 'T::AccountId')

export const lockStake = call(
  'lock_stake',
  136,
  { hotkey: account, netuid: netuidCodec, amount: alphaBalance },
  { weight: weights.lockStake },
  (ctx, origin, { hotkey, netuid, amount }) => doLockStake(ctx, ensureSigned(origin), netuid, hotkey, amount),
)

export const moveLock = call(
  'move_lock',
  137,
  { destination_hotkey: account, netuid: netuidCodec },
  { weight: weights.moveLock },
  (ctx, origin, { destination_hotkey, netuid }) => doMoveLock(ctx, ensureSigned(origin), destination_hotkey, netuid),
)

export const setPerpetualLock = call(
  'set_perpetual_lock',
  138,
  { netuid: netuidCodec, enabled: bool },
  { weight: weigh(0, 0, 4, 3) },
  (ctx, origin, { netuid, enabled }) => doSetPerpetualLock(ctx, ensureSigned(origin), netuid, enabled),
)

export const setRejectLockedAlpha = call(
  'set_reject_locked_alpha',
  142,
  { enabled: bool },
  { weight: weigh(0, 0, 1, 1) },
  (ctx, origin, { enabled }) => {
    const coldkey = ensureSigned(origin)
    setAcceptLockedAlpha(ctx, coldkey, !enabled)
    ctx.deposit(events.RejectLockedAlphaUpdated({ coldkey, enabled }))
  },
)

export const lockCalls = [lockStake, moveLock, setPerpetualLock, setRejectLockedAlpha]
