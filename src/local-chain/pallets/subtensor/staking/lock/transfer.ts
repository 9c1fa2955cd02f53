/** A lock goes along with stake that is given to another coldkey. Reference: staking/lock.rs transfer_lock. */
import { U64F64 } from '../../../../../consensus/fixed/types.ts'
import { emptyLock } from '../../../../../consensus/lock-state.ts'
import type { AccountId } from '../../../../../primitives/account.ts'
import { type Alpha, minAmount, satAdd, satSub, ZERO_ALPHA } from '../../../../../primitives/amounts.ts'
import type { NetUid } from '../../../../../primitives/netuid.ts'
import type { Ctx } from '../../../../runtime/context.ts'
import { ensure } from '../../../../runtime/dispatch-error.ts'
import { errors } from '../../errors.ts'
import { Lock } from '../../storage/stake.ts'
import type { LockState } from '../../types.ts'
import { ensureCanReceiveLockedAlpha, totalColdkeyAlphaOnSubnet } from './locks.ts'
import { addAggregateLock, insertLockState, lockMode, part, reduceAggregateLock, rolledToNow } from './model.ts'

interface FoundLock {
  readonly hotkey: AccountId
  readonly lock: LockState
}

/** The lock of a coldkey on a subnet, as it stands now. */
function findLock(ctx: Ctx, coldkey: AccountId, netuid: NetUid): FoundLock | undefined {
  const entry = Lock.entries(ctx, coldkey, netuid)[0]
  if (entry === undefined) return undefined
  const hotkey = entry.keys[2]
  return { hotkey, lock: rolledToNow(ctx, entry.value, lockMode(ctx, coldkey, netuid, hotkey)).lock }
}

/**
 * Moves as much of a lock as `amount` of stake cannot leave without: free stake goes first, the rest takes its lock
 * and a proportional conviction along. Called before the stake itself moves.
 * @throws LockHotkeyMismatch, AccountRejectsLockedAlpha
 */
export function transferLock(
  ctx: Ctx,
  originColdkey: AccountId,
  destinationColdkey: AccountId,
  netuid: NetUid,
  amount: Alpha,
): void {
  if (originColdkey === destinationColdkey || amount === 0n) return
  const source = findLock(ctx, originColdkey, netuid)
  if (source === undefined) return
  const destination = findLock(ctx, destinationColdkey, netuid)
  const free = satSub(totalColdkeyAlphaOnSubnet(ctx, originColdkey, netuid), source.lock.locked_mass)
  const beyondFree = satSub(amount, minAmount(amount, free))
  ensure(
    beyondFree === 0n || destination === undefined || destination.hotkey === source.hotkey,
    errors.LockHotkeyMismatch,
  )
  const moved = shareOfLock(source.lock, beyondFree, ctx.block)
  ensureCanReceiveLockedAlpha(ctx, destinationColdkey, moved.locked_mass)
  const toHotkey = destination?.hotkey ?? source.hotkey
  storeRolled(ctx, originColdkey, netuid, source.hotkey, without(source.lock, moved))
  storeRolled(ctx, destinationColdkey, netuid, toHotkey, withAdded(destination?.lock ?? emptyLock(ctx.block), moved))
  if (moved.locked_mass === 0n) return
  reduceAggregateLock(ctx, originColdkey, source.hotkey, netuid, moved)
  addAggregateLock(ctx, destinationColdkey, toHotkey, netuid, moved)
}

/** As much of a lock as there is of `mass`, with conviction in proportion. */
function shareOfLock(lock: LockState, mass: Alpha, now: bigint): LockState {
  const lockedMass = minAmount(mass, lock.locked_mass)
  if (lockedMass === 0n) return { locked_mass: ZERO_ALPHA, conviction: U64F64.ZERO, last_update: now }
  const conviction = U64F64.satMul(lock.conviction, part(lockedMass, lock.locked_mass))
  return { locked_mass: lockedMass, conviction, last_update: now }
}

const without = (lock: LockState, moved: LockState): LockState => ({
  ...lock,
  locked_mass: satSub(lock.locked_mass, moved.locked_mass),
  conviction: U64F64.satSub(lock.conviction, moved.conviction),
})

const withAdded = (lock: LockState, moved: LockState): LockState => ({
  ...lock,
  locked_mass: satAdd(lock.locked_mass, moved.locked_mass),
  conviction: U64F64.satAdd(lock.conviction, moved.conviction),
})

function storeRolled(ctx: Ctx, coldkey: AccountId, netuid: NetUid, hotkey: AccountId, lock: LockState): void {
  insertLockState(ctx, coldkey, netuid, hotkey, rolledToNow(ctx, lock, lockMode(ctx, coldkey, netuid, hotkey)).lock)
}
