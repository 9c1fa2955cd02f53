/**
 * Locks follow their keys: to a new coldkey, to a new hotkey; and they end with their subnet.
 * Reference: staking/lock.rs swap_coldkey_locks, swap_hotkey_locks, destroy_lock_maps.
 */

import type { LockMode } from '../../../../../consensus/lock-state.ts'
import type { AccountId } from '../../../../../primitives/account.ts'
import type { NetUid } from '../../../../../primitives/netuid.ts'
import type { Ctx } from '../../../../runtime/context.ts'
import { ensure } from '../../../../runtime/dispatch-error.ts'
import { errors } from '../../errors.ts'
import { AccountFlags } from '../../storage/keys.ts'
import {
  DecayingHotkeyLock,
  DecayingLock,
  DecayingOwnerLock,
  HotkeyLock,
  Lock,
  LockingColdkeys,
  OwnerLock,
} from '../../storage/stake.ts'
import { getAllSubnetNetuids } from '../../subnets/subnet.ts'
import type { LockState } from '../../types.ts'
import { accountRejectsLockedAlpha } from './locks.ts'
import {
  addAggregateLock,
  findAggregate,
  insertAggregate,
  insertLockState,
  isPerpetualLock,
  isSubnetOwnerHotkey,
  lockMode,
  maybeRemoveLockingColdkey,
  reduceAggregateLock,
  removeLock,
  rolledToNow,
  takeAggregate,
} from './model.ts'

/** @throws ActiveLockExists when a coldkey has a lock on any subnet */
export function ensureNoActiveLocks(ctx: Ctx, coldkey: AccountId): void {
  for (const { keys, value } of Lock.entries(ctx, coldkey)) {
    const { lock } = rolledToNow(ctx, value, lockMode(ctx, coldkey, keys[1], keys[2]))
    ensure(lock.locked_mass === 0n, errors.ActiveLockExists)
  }
}

interface MovedLock {
  readonly netuid: NetUid
  readonly hotkey: AccountId
  readonly lock: LockState
  readonly mode: LockMode
}

/**
 * Gives all locks of a coldkey, with its flags, to another one that has none.
 * @throws ActiveLockExists, AccountRejectsLockedAlpha
 */
export function swapColdkeyLocks(ctx: Ctx, oldColdkey: AccountId, newColdkey: AccountId): void {
  ensureNoActiveLocks(ctx, newColdkey)
  const rejects = accountRejectsLockedAlpha(ctx, newColdkey)
  const decaying = DecayingLock.entries(ctx, oldColdkey)
  const moved = Lock.entries(ctx, oldColdkey).map(({ keys: [, netuid, hotkey], value }): MovedLock => {
    const mode = lockMode(ctx, oldColdkey, netuid, hotkey)
    const { lock } = rolledToNow(ctx, value, mode)
    ensure(lock.locked_mass === 0n || !rejects, errors.AccountRejectsLockedAlpha)
    return { netuid, hotkey, lock, mode }
  })
  // Which aggregate a lock is part of depends on the flags of its coldkey: leave before they move, enter afterwards.
  for (const { netuid, hotkey, lock } of moved) {
    removeLock(ctx, oldColdkey, netuid, hotkey)
    reduceAggregateLock(ctx, oldColdkey, hotkey, netuid, lock)
  }
  for (const { keys, value } of decaying) {
    DecayingLock.remove(ctx, oldColdkey, keys[1])
    DecayingLock.put(ctx, newColdkey, keys[1], value)
  }
  moveAccountFlags(ctx, oldColdkey, newColdkey)
  for (const { netuid, hotkey, lock, mode } of moved) {
    const rolled = rolledToNow(ctx, lock, mode).lock
    insertLockState(ctx, newColdkey, netuid, hotkey, rolled)
    addAggregateLock(ctx, newColdkey, hotkey, netuid, rolled)
  }
}

function moveAccountFlags(ctx: Ctx, oldColdkey: AccountId, newColdkey: AccountId): void {
  const flags = AccountFlags.take(ctx, oldColdkey)
  if (flags === 0n) AccountFlags.remove(ctx, newColdkey)
  else AccountFlags.put(ctx, newColdkey, flags)
}

/** How much storage a swap touched. */
export interface Touched {
  readonly reads: number
  readonly writes: number
}

/** Moves all locks on a hotkey to its successor, on every subnet. Conviction stays: the owner does. */
export const swapHotkeyLocks = (ctx: Ctx, oldHotkey: AccountId, newHotkey: AccountId): Touched =>
  swapHotkeyLocksForNetuids(ctx, oldHotkey, newHotkey, getAllSubnetNetuids(ctx))

/** Moves all locks on a hotkey to its successor, on one subnet. */
export const swapHotkeyLocksOnSubnet = (
  ctx: Ctx,
  oldHotkey: AccountId,
  newHotkey: AccountId,
  netuid: NetUid,
): Touched => swapHotkeyLocksForNetuids(ctx, oldHotkey, newHotkey, [netuid])

/** A subnet on which a hotkey with locks is replaced: whether the old one was, and the new one is, the owner's. */
interface Replacement {
  readonly netuid: NetUid
  readonly wasOwner: boolean
  readonly isOwner: boolean
}

const AGGREGATES = [
  { owner: false, perpetual: true },
  { owner: false, perpetual: false },
] as const

function replacementOn(ctx: Ctx, netuid: NetUid, oldHotkey: AccountId, newHotkey: AccountId): Replacement | undefined {
  const wasOwner = isSubnetOwnerHotkey(ctx, netuid, oldHotkey)
  const isOwner = wasOwner || isSubnetOwnerHotkey(ctx, netuid, newHotkey)
  const hasLocks = AGGREGATES.some(mode => findAggregate(ctx, netuid, oldHotkey, mode) !== undefined)
  return isOwner || hasLocks ? { netuid, wasOwner, isOwner } : undefined
}

function swapHotkeyLocksForNetuids(
  ctx: Ctx,
  oldHotkey: AccountId,
  newHotkey: AccountId,
  netuids: readonly NetUid[],
): Touched {
  const replacements = netuids.flatMap(netuid => replacementOn(ctx, netuid, oldHotkey, newHotkey) ?? [])
  let reads = 5 * netuids.length
  let writes = 6 * replacements.length
  const found = replacements.map(replacement => findLocksOn(ctx, replacement.netuid, oldHotkey))
  for (const { locks, stale } of found) {
    reads += locks.length + stale
    writes += stale
  }
  replacements.forEach((replacement, i) => {
    for (const { coldkey, lock } of found[i]!.locks) {
      moveHotkeyLock(ctx, replacement, oldHotkey, newHotkey, coldkey, lock)
      writes += 2
    }
  })
  for (const replacement of replacements) moveHotkeyAggregates(ctx, replacement, oldHotkey, newHotkey)
  return { reads, writes }
}

interface LockOfColdkey {
  readonly coldkey: AccountId
  readonly lock: LockState
}

/** The locks on a hotkey. What the index lists in vain is taken off it. */
function findLocksOn(ctx: Ctx, netuid: NetUid, hotkey: AccountId): { locks: LockOfColdkey[]; stale: number } {
  const locks: LockOfColdkey[] = []
  let stale = 0
  for (const { keys } of LockingColdkeys.entries(ctx, netuid, hotkey)) {
    const coldkey = keys[2]
    const lock = Lock.get(ctx, coldkey, netuid, hotkey)
    if (lock !== undefined) {
      locks.push({ coldkey, lock })
    } else {
      maybeRemoveLockingColdkey(ctx, hotkey, netuid, coldkey)
      stale++
    }
  }
  return { locks, stale }
}

function moveHotkeyLock(
  ctx: Ctx,
  { netuid, wasOwner, isOwner }: Replacement,
  oldHotkey: AccountId,
  newHotkey: AccountId,
  coldkey: AccountId,
  lock: LockState,
): void {
  const perpetual = isPerpetualLock(ctx, coldkey, netuid)
  const rolled = rolledToNow(ctx, lock, { owner: wasOwner, perpetual }).lock
  const moved = rolledToNow(ctx, rolled, { owner: isOwner, perpetual }).lock
  removeLock(ctx, coldkey, netuid, oldHotkey)
  insertLockState(ctx, coldkey, netuid, newHotkey, moved)
}

function moveHotkeyAggregates(
  ctx: Ctx,
  { netuid, wasOwner, isOwner }: Replacement,
  oldHotkey: AccountId,
  newHotkey: AccountId,
): void {
  for (const perpetual of [true, false]) {
    const lock = takeAggregate(ctx, netuid, oldHotkey, { owner: wasOwner, perpetual })
    if (lock === undefined) continue
    const mode = { owner: isOwner, perpetual }
    insertAggregate(ctx, netuid, newHotkey, mode, rolledToNow(ctx, lock, mode).lock)
  }
}

/** Forgets all locks on a subnet that is dissolved. */
export function destroyLockMaps(ctx: Ctx, netuid: NetUid): void {
  for (const { keys } of LockingColdkeys.entries(ctx, netuid)) Lock.remove(ctx, keys[2], netuid, keys[1])
  LockingColdkeys.clear(ctx, [netuid])
  HotkeyLock.clear(ctx, [netuid])
  DecayingHotkeyLock.clear(ctx, [netuid])
  OwnerLock.remove(ctx, netuid)
  DecayingOwnerLock.remove(ctx, netuid)
  for (const { keys } of DecayingLock.entries(ctx)) {
    if (keys[1] === netuid) DecayingLock.remove(ctx, keys[0], netuid)
  }
}
