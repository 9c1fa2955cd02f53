/** A hotkey lowers its take. Reference: staking/decrease_take.rs. */
import type { AccountId } from '../../../../primitives/account.ts'
import { call } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import { ensureSigned, type Origin } from '../../../runtime/origin.ts'
import { accountId } from '../../../runtime/types.ts'
import { named } from '../../../scale/codec.ts'
import { u16 } from '../../../scale/primitives.ts'
import { errors } from '../errors.ts'
import { events } from '../events.ts'
import { MinDelegateTake } from '../storage/global.ts'
import { Delegates } from '../storage/keys.ts'
import { doTakeChecks } from '../utils/misc.ts'
import { setLastTxBlockDelegateTake } from '../utils/rate-limiting.ts'
import { weights } from '../weights.ts'

/**
 * Lowers the take of a hotkey, in parts of 65535; the first time it may be set to anything. That may be done at any
 * time, but counts against the next increase.
 * @throws HotKeyAccountNotExists, NonAssociatedColdKey, DelegateTakeTooLow
 */
export function doDecreaseTake(ctx: Ctx, origin: Origin, hotkey: AccountId, take: number): void {
  const coldkey = ensureSigned(origin)
  doTakeChecks(ctx, coldkey, hotkey)
  const current = Delegates.find(ctx, hotkey)
  ensure(current === undefined || take < current, errors.DelegateTakeTooLow)
  ensure(take >= MinDelegateTake.get(ctx), errors.DelegateTakeTooLow)
  Delegates.put(ctx, hotkey, take)
  setLastTxBlockDelegateTake(ctx, hotkey, ctx.block)
  ctx.deposit(events.TakeDecreased(coldkey, hotkey, take))
}

export const decreaseTake = call(
  'decrease_take',
  65,
  { hotkey: named(accountId, 'T::AccountId'), take: u16 },
  { weight: weights.decreaseTake, pays: 'No' },
  (ctx, origin, { hotkey, take }) => doDecreaseTake(ctx, origin, hotkey, take),
)
