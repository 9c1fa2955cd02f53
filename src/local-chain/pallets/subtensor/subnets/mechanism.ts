/**
 * Mechanisms: several incentive schemes within one subnet, each with weights, bonds and incentives of its own and a share of
 * the emission. Reference: subnets/mechanism.rs.
 */
import { type Alpha, alpha, satAdd, satSub } from '../../../../primitives/amounts.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import { InitialMaxAllowedUids } from '../constants.ts'
import { errors } from '../errors.ts'
import { GLOBAL_MAX_SUBNET_COUNT, MAX_MECHANISM_COUNT_PER_SUBNET } from '../limits.ts'
import { MaxMechanismCount } from '../storage/global.ts'
import { MaxAllowedUids } from '../storage/hyperparameters.ts'
import { Bonds, Incentive, LastUpdate, TimelockedWeightCommits, WeightCommits, Weights } from '../storage/neurons.ts'
import { MechanismCountCurrent, MechanismEmissionSplit } from '../storage/subnet.ts'
import { ifSubnetExist } from './subnet.ts'

const U16_MAX = 0xffff

/** The mechanism that every subnet has. */
export const MAIN_MECHANISM = 0

/** Under which number the rows of a mechanism are kept. */
export const getMechanismStorageIndex = (netuid: NetUid, mechanism: number): number =>
  Math.min(U16_MAX, Math.min(U16_MAX, mechanism * GLOBAL_MAX_SUBNET_COUNT) + netuid)

/** The storage indices of all mechanisms of a subnet. */
export const mechanismIndices = (ctx: Ctx, netuid: NetUid): number[] =>
  Array.from({ length: MechanismCountCurrent.get(ctx, netuid) }, (_, mechanism) =>
    getMechanismStorageIndex(netuid, mechanism),
  )

export const getNetuid = (index: number): NetUid => index % GLOBAL_MAX_SUBNET_COUNT

/** The mechanism whose rows an index names; undefined where there is none. */
export function getNetuidAndSubid(
  ctx: Ctx,
  index: number,
): { readonly netuid: NetUid; readonly mechanism: number } | undefined {
  const netuid = getNetuid(index)
  const mechanism = Math.trunc(index / GLOBAL_MAX_SUBNET_COUNT)
  return mechanismExists(ctx, netuid, mechanism) ? { netuid, mechanism } : undefined
}

const mechanismExists = (ctx: Ctx, netuid: NetUid, mechanism: number): boolean =>
  ifSubnetExist(ctx, netuid) && MechanismCountCurrent.get(ctx, netuid) > mechanism

/** @throws MechanismDoesNotExist */
export const ensureMechanismExists = (ctx: Ctx, netuid: NetUid, mechanism: number): void =>
  ensure(mechanismExists(ctx, netuid, mechanism), errors.MechanismDoesNotExist)

/** More mechanisms, fewer neurons. @throws TooManyUIDsPerMechanism */
export const ensureMaxUidsOverAllMechanisms = (ctx: Ctx, maxUids: number, count: number): void =>
  ensure(Math.min(U16_MAX, maxUids * count) <= InitialMaxAllowedUids.of(ctx), errors.TooManyUIDsPerMechanism)

/** @throws MechanismDoesNotExist, InvalidValue, TooManyUIDsPerMechanism */
export function doSetMechanismCount(ctx: Ctx, netuid: NetUid, count: number): void {
  ensure(ifSubnetExist(ctx, netuid), errors.MechanismDoesNotExist)
  ensure(count > 0, errors.InvalidValue)
  ensure(count <= MaxMechanismCount.get(ctx), errors.InvalidValue)
  ensureMaxUidsOverAllMechanisms(ctx, MaxAllowedUids.get(ctx, netuid), count)
  ensure(count <= MAX_MECHANISM_COUNT_PER_SUBNET, errors.InvalidValue)
  updateMechanismCountsIfNeeded(ctx, netuid, count)
}

/** @throws InvalidValue */
export function doSetMaxMechanismCount(ctx: Ctx, count: number): void {
  ensure(count > 0, errors.InvalidValue)
  ensure(count <= MAX_MECHANISM_COUNT_PER_SUBNET, errors.InvalidValue)
  MaxMechanismCount.put(ctx, count)
}

/** Forgets the mechanisms that are no more. The emission is split evenly again. */
export function updateMechanismCountsIfNeeded(ctx: Ctx, netuid: NetUid, count: number): void {
  const before = MechanismCountCurrent.get(ctx, netuid)
  if (before === count) return
  for (let mechanism = count; mechanism < before; mechanism++) {
    const index = getMechanismStorageIndex(netuid, mechanism)
    Incentive.remove(ctx, index)
    LastUpdate.remove(ctx, index)
    for (const item of [Weights, Bonds]) item.clear(ctx, [index])
    WeightCommits.clear(ctx, [index])
    TimelockedWeightCommits.clear(ctx, [index])
  }
  MechanismCountCurrent.put(ctx, netuid, count)
  MechanismEmissionSplit.remove(ctx, netuid)
}

/** Parts of 65535 for each mechanism, or undefined for an even split. @throws MechanismDoesNotExist, InvalidValue */
export function doSetEmissionSplit(ctx: Ctx, netuid: NetUid, split: Uint16Array | undefined): void {
  ensure(ifSubnetExist(ctx, netuid), errors.MechanismDoesNotExist)
  if (split === undefined) {
    MechanismEmissionSplit.remove(ctx, netuid)
    return
  }
  ensure(split.length > 0, errors.InvalidValue)
  ensure(split.length <= MechanismCountCurrent.get(ctx, netuid), errors.InvalidValue)
  ensure(split.reduce((sum, part) => sum + part, 0) === U16_MAX, errors.InvalidValue)
  MechanismEmissionSplit.put(ctx, netuid, split)
}

/** The part of an emission for each mechanism; what rounding leaves over is the first one's. */
export function splitEmissions(ctx: Ctx, netuid: NetUid, amount: Alpha): Alpha[] {
  const count = MechanismCountCurrent.get(ctx, netuid)
  const split = MechanismEmissionSplit.get(ctx, netuid)
  const parts = Array.from({ length: count }, (_, mechanism) =>
    split === undefined ? amount / BigInt(count) : (amount * BigInt(split[mechanism] ?? 0)) / BigInt(U16_MAX),
  )
  const left = satSub(amount, alpha(parts.reduce((sum, part) => sum + part, 0n)))
  return parts.map((part, mechanism) => (mechanism === 0 ? satAdd(alpha(part), left) : alpha(part)))
}
