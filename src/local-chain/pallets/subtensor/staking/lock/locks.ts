/**
 * Locking alpha behind a hotkey: until it has decayed, as much of a coldkey's stake on the subnet cannot leave it.
 * Reference: staking/lock.rs.
 */
import { U64F64 } from '../../../../../consensus/fixed/types.ts'
import { newLock } from '../../../../../consensus/lock-state.ts'
import type { AccountId } from '../../../../../primitives/account.ts'
import { type Alpha, satAdd, satSub, ZERO_ALPHA } from '../../../../../primitives/amounts.ts'
import type { NetUid } from '../../../../../primitives/netuid.ts'
import type { Ctx } from '../../../../runtime/context.ts'
import { ensure } from '../../../../runtime/dispatch-error.ts'
import { attempt } from '../../../swap/attempt.ts'
import { errors } from '../../errors.ts'
import { events } from '../../events.ts'
import { ACCEPT_LOCKED_ALPHA_FLAG } from '../../limits.ts'
import { AccountFlags, StakingHotkeys } from '../../storage/keys.ts'
import { OwnerCutAutoLockEnabled } from '../../storage/pool.ts'
import { DecayingLock, Lock } from '../../storage/stake.ts'
import { SubnetOwner, SubnetOwnerHotkey } from '../../storage/subnet.ts'
import type { LockState } from '../../types.ts'
import { getOwningColdkeyForHotkey, hotkeyAccountExists } from '../helpers.ts'
import { getStakeForHotkeyAndColdkeyOnSubnet } from '../stake-utils/shares.ts'
import {
  addAggregateLock,
  insertLockState,
  isPerpetualLock,
  lockMode,
  readConvictionModel,
  readConvictionModelForHotkey,
  reduceAggregateLock,
  removeLock,
  rolledToNow,
} from './model.ts'

/** Accounts take no locked alpha unless they have said so. */
export const accountRejectsLockedAlpha = (ctx: Ctx, coldkey: AccountId): boolean =>
  (AccountFlags.get(ctx, coldkey) & ACCEPT_LOCKED_ALPHA_FLAG) !== 1n

export function setAcceptLockedAlpha(ctx: Ctx, coldkey: AccountId, enabled: boolean): void {
  const old = AccountFlags.get(ctx, coldkey)
  const flags = enabled ? old | ACCEPT_LOCKED_ALPHA_FLAG : old & ~ACCEPT_LOCKED_ALPHA_FLAG
  if (flags === 0n) AccountFlags.remove(ctx, coldkey)
  else AccountFlags.put(ctx, coldkey, flags)
}

/** @throws AccountRejectsLockedAlpha */
export function ensureCanReceiveLockedAlpha(ctx: Ctx, coldkey: AccountId, amount: Alpha): void {
  if (amount !== 0n) ensure(!accountRejectsLockedAlpha(ctx, coldkey), errors.AccountRejectsLockedAlpha)
}

/** What a coldkey stakes on a subnet behind all its hotkeys. */
export const totalColdkeyAlphaOnSubnet = (ctx: Ctx, coldkey: AccountId, netuid: NetUid): Alpha =>
  StakingHotkeys.get(ctx, coldkey).reduce(
    (sum, hotkey) => satAdd(sum, getStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, netuid)),
    ZERO_ALPHA,
  )

/** The lock of a coldkey on a subnet as it stands now. */
export function getColdkeyLock(ctx: Ctx, coldkey: AccountId, netuid: NetUid): LockState | undefined {
  const entry = Lock.entries(ctx, coldkey, netuid)[0]
  return entry && rolledToNow(ctx, entry.value, lockMode(ctx, coldkey, netuid, entry.keys[2])).lock
}

export const getCurrentLocked = (ctx: Ctx, coldkey: AccountId, netuid: NetUid): Alpha =>
  getColdkeyLock(ctx, coldkey, netuid)?.locked_mass ?? ZERO_ALPHA

export const getConviction = (ctx: Ctx, coldkey: AccountId, netuid: NetUid): U64F64 =>
  getColdkeyLock(ctx, coldkey, netuid)?.conviction ?? U64F64.ZERO

export interface StakeAvailability {
  readonly total: Alpha
  readonly locked: Alpha
  readonly available: Alpha
}

/** What of a coldkey's stake on a subnet may leave it. A lock does not say behind which hotkey the rest must stay. */
export function stakeAvailability(ctx: Ctx, coldkey: AccountId, netuid: NetUid): StakeAvailability {
  const total = totalColdkeyAlphaOnSubnet(ctx, coldkey, netuid)
  const locked = getCurrentLocked(ctx, coldkey, netuid)
  return { total, locked, available: satSub(total, locked) }
}

export const availableToUnstake = (ctx: Ctx, coldkey: AccountId, netuid: NetUid): Alpha =>
  stakeAvailability(ctx, coldkey, netuid).available

/** @throws StakeUnavailable */
export function ensureAvailableToUnstake(ctx: Ctx, coldkey: AccountId, netuid: NetUid, amount: Alpha): void {
  ensure(availableToUnstake(ctx, coldkey, netuid) >= amount, errors.StakeUnavailable)
}

/**
 * Locks alpha behind a hotkey, or adds to the lock there.
 * @throws AmountTooLow, HotKeyAccountNotExists, LockHotkeyMismatch, InsufficientStakeForLock
 */
export function doLockStake(ctx: Ctx, coldkey: AccountId, netuid: NetUid, hotkey: AccountId, amount: Alpha): void {
  ensure(amount !== 0n, errors.AmountTooLow)
  ensure(hotkeyAccountExists(ctx, hotkey), errors.HotKeyAccountNotExists)
  const total = totalColdkeyAlphaOnSubnet(ctx, coldkey, netuid)
  const existing = readConvictionModel(ctx, coldkey, netuid)
  ensure(existing === undefined || existing.hotkey === hotkey, errors.LockHotkeyMismatch)
  const model = existing ?? readConvictionModelForHotkey(ctx, coldkey, netuid, hotkey)
  model.rollForward(ctx)
  const { individual } = model
  const isNew = individual.locked_mass === 0n && individual.conviction === 0n
  const lock = isNew
    ? newLock(amount, ctx.block)
    : { ...individual, locked_mass: satAdd(individual.locked_mass, amount) }
  ensure(total >= lock.locked_mass, errors.InsufficientStakeForLock)
  model.setRolledIndividual(ctx, lock)
  model.rollForwardAggregate(ctx)
  model.addToAggregate(newLock(amount, ctx.block))
  model.rollForwardAggregate(ctx)
  model.save(ctx, coldkey, netuid)
  ctx.deposit(events.StakeLocked({ coldkey, hotkey, netuid, amount }))
}

/** Takes mass off a coldkey's lock because its stake is gone. */
export function forceReduceLock(ctx: Ctx, coldkey: AccountId, netuid: NetUid, amount: Alpha): void {
  const model = readConvictionModel(ctx, coldkey, netuid)
  if (model === undefined) return
  model.rollForward(ctx)
  model.rollForwardAggregate(ctx)
  model.forceReduceIndividual(amount, ctx.block)
  model.save(ctx, coldkey, netuid)
}

/** Rolls a coldkey's lock forward and stores it, or removes what has become too small. */
export function cleanupLockIfZero(ctx: Ctx, coldkey: AccountId, netuid: NetUid): void {
  const model = readConvictionModel(ctx, coldkey, netuid)
  if (model === undefined) return
  model.rollForward(ctx)
  model.save(ctx, coldkey, netuid)
}

/** Adds mass without conviction to the aggregate of a coldkey's locks on a hotkey. */
export const upsertAggregateLock = (
  ctx: Ctx,
  coldkey: AccountId,
  hotkey: AccountId,
  netuid: NetUid,
  amount: Alpha,
): void => addAggregateLock(ctx, coldkey, hotkey, netuid, newLock(amount, ctx.block))

/** Lets a coldkey's lock on a subnet stay as it is, or decay. Its aggregate changes with it. */
export function doSetPerpetualLock(ctx: Ctx, coldkey: AccountId, netuid: NetUid, enabled: boolean): void {
  const changes = isPerpetualLock(ctx, coldkey, netuid) !== enabled
  const model = readConvictionModel(ctx, coldkey, netuid)
  if (model !== undefined) {
    model.rollForward(ctx)
    model.save(ctx, coldkey, netuid)
    if (changes) reduceAggregateLock(ctx, coldkey, model.hotkey, netuid, model.individual)
  }
  if (enabled) DecayingLock.put(ctx, coldkey, netuid, false)
  else DecayingLock.remove(ctx, coldkey, netuid)
  const rebucketed = changes ? readConvictionModel(ctx, coldkey, netuid) : undefined
  if (rebucketed !== undefined) addAggregateLock(ctx, coldkey, rebucketed.hotkey, netuid, rebucketed.individual)
  ctx.deposit(events.PerpetualLockUpdated({ coldkey, netuid, enabled }))
}

/**
 * Moves a coldkey's lock to another hotkey. Conviction is lost unless both hotkeys have one owner.
 * @throws HotKeyAccountNotExists, NoExistingLock
 */
export function doMoveLock(ctx: Ctx, coldkey: AccountId, destinationHotkey: AccountId, netuid: NetUid): void {
  ensure(hotkeyAccountExists(ctx, destinationHotkey), errors.HotKeyAccountNotExists)
  const model = readConvictionModel(ctx, coldkey, netuid)
  if (model === undefined) throw errors.NoExistingLock
  const originHotkey = model.hotkey
  model.rollForward(ctx)
  const removed = model.individual
  const sameOwner = getOwningColdkeyForHotkey(ctx, originHotkey) === getOwningColdkeyForHotkey(ctx, destinationHotkey)
  const moved = sameOwner ? removed : { ...removed, conviction: U64F64.ZERO }
  const { lock } = rolledToNow(ctx, moved, lockMode(ctx, coldkey, netuid, destinationHotkey))
  removeLock(ctx, coldkey, netuid, originHotkey)
  insertLockState(ctx, coldkey, netuid, destinationHotkey, lock)
  reduceAggregateLock(ctx, coldkey, originHotkey, netuid, removed)
  addAggregateLock(ctx, coldkey, destinationHotkey, netuid, lock)
  ctx.deposit(events.LockMoved({ coldkey, origin_hotkey: originHotkey, destination_hotkey: destinationHotkey, netuid }))
}

/** Locks the owner's cut where the subnet is set to do so: on the hotkey of an existing lock, else on the owner's. */
export function autoLockOwnerCut(ctx: Ctx, netuid: NetUid, amount: Alpha): void {
  if (!OwnerCutAutoLockEnabled.get(ctx, netuid)) return
  const owner = SubnetOwner.get(ctx, netuid)
  const hotkey = Lock.entries(ctx, owner, netuid)[0]?.keys[2] ?? SubnetOwnerHotkey.get(ctx, netuid)
  attempt(() => doLockStake(ctx, owner, netuid, hotkey, amount))
}
