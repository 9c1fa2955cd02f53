/**
 * Locks in storage. Each coldkey has at most one lock on a subnet, on one hotkey; besides, the locks on a hotkey are
 * added up in one of four aggregates: perpetual or decaying, on the owner's hotkey or on another one.
 *
 * An aggregate is rolled forward on its own, so it is only about the sum of its parts: so it is on the chain.
 *
 * Reference: staking/lock.rs ConvictionModel, read_conviction_model, save_conviction_model.
 */
import { U64F64 } from '../../../../../consensus/fixed/types.ts'
import {
  emptyLock,
  isZeroLock,
  type LockMode,
  type LockRates,
  mergeLock,
  type Rolled,
  reduceLock,
  rollForwardLock,
} from '../../../../../consensus/lock-state.ts'
import type { AccountId } from '../../../../../primitives/account.ts'
import { type Alpha, satSub } from '../../../../../primitives/amounts.ts'
import type { NetUid } from '../../../../../primitives/netuid.ts'
import type { Ctx } from '../../../../runtime/context.ts'
import { MaturityRate, UnlockRate } from '../../storage/global.ts'
import {
  DecayingHotkeyLock,
  DecayingLock,
  DecayingOwnerLock,
  HotkeyLock,
  Lock,
  LockingColdkeys,
  OwnerLock,
} from '../../storage/stake.ts'
import { SubnetOwnerHotkey } from '../../storage/subnet.ts'
import type { LockState } from '../../types.ts'

export const lockRates = (ctx: Ctx): LockRates => ({ unlock: UnlockRate.get(ctx), maturity: MaturityRate.get(ctx) })

/** A lock as it stands now. */
export const rolledToNow = (ctx: Ctx, lock: LockState, mode: LockMode): Rolled =>
  rollForwardLock(lock, ctx.block, lockRates(ctx), mode)

export const isSubnetOwnerHotkey = (ctx: Ctx, netuid: NetUid, hotkey: AccountId): boolean =>
  hotkey === SubnetOwnerHotkey.get(ctx, netuid)

/** Whether a coldkey has asked for its lock on a subnet not to decay. */
export const isPerpetualLock = (ctx: Ctx, coldkey: AccountId, netuid: NetUid): boolean =>
  DecayingLock.get(ctx, coldkey, netuid) === false

export const lockMode = (ctx: Ctx, coldkey: AccountId, netuid: NetUid, hotkey: AccountId): LockMode => ({
  owner: isSubnetOwnerHotkey(ctx, netuid, hotkey),
  perpetual: isPerpetualLock(ctx, coldkey, netuid),
})

const isNothing = (lock: LockState): boolean => lock.locked_mass === 0n && lock.conviction === 0n

/** The aggregate of locks of one mode on a hotkey; undefined where there are none. */
export function findAggregate(ctx: Ctx, netuid: NetUid, hotkey: AccountId, mode: LockMode): LockState | undefined {
  if (mode.owner) return (mode.perpetual ? OwnerLock : DecayingOwnerLock).get(ctx, netuid)
  return (mode.perpetual ? HotkeyLock : DecayingHotkeyLock).get(ctx, netuid, hotkey)
}

/** Takes an aggregate out of storage, as it stands now. */
export function takeAggregate(ctx: Ctx, netuid: NetUid, hotkey: AccountId, mode: LockMode): LockState | undefined {
  const lock = findAggregate(ctx, netuid, hotkey, mode)
  if (lock === undefined) return undefined
  if (mode.owner) (mode.perpetual ? OwnerLock : DecayingOwnerLock).remove(ctx, netuid)
  else (mode.perpetual ? HotkeyLock : DecayingHotkeyLock).remove(ctx, netuid, hotkey)
  return rolledToNow(ctx, lock, mode).lock
}

export function insertAggregate(ctx: Ctx, netuid: NetUid, hotkey: AccountId, mode: LockMode, lock: LockState): void {
  if (mode.owner) {
    const item = mode.perpetual ? OwnerLock : DecayingOwnerLock
    if (isNothing(lock)) item.remove(ctx, netuid)
    else item.put(ctx, netuid, lock)
  } else {
    const item = mode.perpetual ? HotkeyLock : DecayingHotkeyLock
    if (isNothing(lock)) item.remove(ctx, netuid, hotkey)
    else item.put(ctx, netuid, hotkey, lock)
  }
}

export const addLockingColdkey = (ctx: Ctx, hotkey: AccountId, netuid: NetUid, coldkey: AccountId): void =>
  LockingColdkeys.put(ctx, netuid, hotkey, coldkey, null)

export const maybeRemoveLockingColdkey = (ctx: Ctx, hotkey: AccountId, netuid: NetUid, coldkey: AccountId): void =>
  LockingColdkeys.remove(ctx, netuid, hotkey, coldkey)

/** Stores a coldkey's lock, or removes it where it has become too small. */
export function insertLockState(
  ctx: Ctx,
  coldkey: AccountId,
  netuid: NetUid,
  hotkey: AccountId,
  lock: LockState,
): void {
  if (isZeroLock(lock)) {
    removeLock(ctx, coldkey, netuid, hotkey)
  } else {
    addLockingColdkey(ctx, hotkey, netuid, coldkey)
    Lock.put(ctx, coldkey, netuid, hotkey, lock)
  }
}

export function removeLock(ctx: Ctx, coldkey: AccountId, netuid: NetUid, hotkey: AccountId): void {
  maybeRemoveLockingColdkey(ctx, hotkey, netuid, coldkey)
  Lock.remove(ctx, coldkey, netuid, hotkey)
}

/** One lock with the aggregate that it is part of, to be changed together and saved. */
export class ConvictionModel {
  readonly hotkey: AccountId
  readonly mode: LockMode
  individual: LockState
  #individualChanged = false
  #aggregate: LockState
  #aggregateChanged = false

  constructor(hotkey: AccountId, mode: LockMode, individual: LockState, aggregate: LockState) {
    this.hotkey = hotkey
    this.mode = mode
    this.individual = individual
    this.#aggregate = aggregate
  }

  #setAggregate(aggregate: LockState): void {
    this.#aggregate = aggregate
    this.#aggregateChanged = true
  }

  /** Rolls the lock forward; the aggregate loses what the lock lost, or is rolled forward where that is nothing. */
  rollForward(ctx: Ctx): void {
    const { lock, delta } = rolledToNow(ctx, this.individual, this.mode)
    this.individual = lock
    this.#individualChanged = true
    if (delta.lockedMass === 0n && delta.conviction === 0n) {
      this.rollForwardAggregate(ctx)
    } else {
      const reduced = reduceLock(this.#aggregate, delta.lockedMass, delta.conviction)
      this.#setAggregate({ ...reduced, last_update: ctx.block })
    }
  }

  rollForwardAggregate(ctx: Ctx): void {
    this.#setAggregate(rolledToNow(ctx, this.#aggregate, this.mode).lock)
  }

  setRolledIndividual(ctx: Ctx, lock: LockState): void {
    this.individual = rolledToNow(ctx, lock, this.mode).lock
    this.#individualChanged = true
  }

  addToAggregate(added: LockState): void {
    this.#setAggregate(mergeLock(this.#aggregate, added))
  }

  reduceAggregate(lockedMass: Alpha, conviction: U64F64): void {
    this.#setAggregate(reduceLock(this.#aggregate, lockedMass, conviction))
  }

  /** Takes mass off the lock, with conviction in proportion. */
  forceReduceIndividual(amount: Alpha, now: bigint): void {
    const { locked_mass, conviction } = this.individual
    const mass = satSub(locked_mass, amount)
    const kept =
      mass === 0n ? U64F64.ZERO : U64F64.satMul(conviction, U64F64.satSub(U64F64.ONE, part(amount, locked_mass)))
    this.individual = { locked_mass: mass, conviction: kept, last_update: now }
    this.#individualChanged = true
    this.reduceAggregate(satSub(locked_mass, mass), U64F64.satSub(conviction, kept))
  }

  save(ctx: Ctx, coldkey: AccountId, netuid: NetUid): void {
    if (this.#individualChanged) insertLockState(ctx, coldkey, netuid, this.hotkey, this.individual)
    if (this.#aggregateChanged) insertAggregate(ctx, netuid, this.hotkey, this.mode, this.#aggregate)
  }
}

/** `of` as a part of `whole`. */
export const part = (of: Alpha, whole: Alpha): U64F64 => U64F64.safeDiv(U64F64.satFromInt(of), U64F64.satFromInt(whole))

/** The lock of a coldkey on a given hotkey, an empty one where there is none. */
export function readConvictionModelForHotkey(
  ctx: Ctx,
  coldkey: AccountId,
  netuid: NetUid,
  hotkey: AccountId,
): ConvictionModel {
  const mode = lockMode(ctx, coldkey, netuid, hotkey)
  const individual = Lock.get(ctx, coldkey, netuid, hotkey) ?? emptyLock(ctx.block)
  const aggregate = findAggregate(ctx, netuid, hotkey, mode) ?? emptyLock(ctx.block)
  return new ConvictionModel(hotkey, mode, individual, aggregate)
}

/** The lock of a coldkey on a subnet; undefined where there is none. */
export function readConvictionModel(ctx: Ctx, coldkey: AccountId, netuid: NetUid): ConvictionModel | undefined {
  const hotkey = Lock.entries(ctx, coldkey, netuid)[0]?.keys[2]
  return hotkey === undefined ? undefined : readConvictionModelForHotkey(ctx, coldkey, netuid, hotkey)
}

/** Adds a lock, conviction and all, to the aggregate it belongs to. */
export function addAggregateLock(
  ctx: Ctx,
  coldkey: AccountId,
  hotkey: AccountId,
  netuid: NetUid,
  added: LockState,
): void {
  const model = readConvictionModelForHotkey(ctx, coldkey, netuid, hotkey)
  model.rollForwardAggregate(ctx)
  model.addToAggregate(added)
  model.rollForwardAggregate(ctx)
  model.save(ctx, coldkey, netuid)
}

/** Takes mass and conviction off the aggregate that a lock belongs to. */
export function reduceAggregateLock(
  ctx: Ctx,
  coldkey: AccountId,
  hotkey: AccountId,
  netuid: NetUid,
  lock: LockState,
): void {
  const model = readConvictionModelForHotkey(ctx, coldkey, netuid, hotkey)
  model.rollForwardAggregate(ctx)
  model.reduceAggregate(lock.locked_mass, lock.conviction)
  model.save(ctx, coldkey, netuid)
}
