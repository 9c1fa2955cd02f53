/**
 * What validators think of their neighbours. Reference: subnets/weights.rs; commits and reveals are in commits.ts and
 * reveals.ts.
 */
import { I64F64 } from '../../../../consensus/fixed/types.ts'
import { maxUpscale } from '../../../../consensus/weights.ts'
import type { AccountId } from '../../../../primitives/account.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import { call } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { DispatchError, ensure } from '../../../runtime/dispatch-error.ts'
import { ensureSigned, type Origin } from '../../../runtime/origin.ts'
import { mechId, netuid as netuidCodec } from '../../../runtime/types.ts'
import { weigh } from '../../../runtime/weight.ts'
import { named } from '../../../scale/codec.ts'
import { tuple, vec, vecU16 } from '../../../scale/collections.ts'
import { compactU16, compactU64, u64 } from '../../../scale/primitives.ts'
import { shouldRunEpoch } from '../coinbase/epoch-schedule.ts'
import { errors } from '../errors.ts'
import { events } from '../events.ts'
import { MAX_COMMIT_REVEAL_PERIODS, MIN_COMMIT_REVEAL_PERIODS } from '../limits.ts'
import { getStakeWeightsForHotkeyOnSubnet } from '../staking/stake-utils/stake-weights.ts'
import { StakeThreshold } from '../storage/global.ts'
import {
  CommitRevealWeightsEnabled,
  MinAllowedWeights,
  RevealPeriodEpochs,
  WeightsSetRateLimit,
  WeightsVersionKey,
} from '../storage/hyperparameters.ts'
import { Uids, Weights } from '../storage/neurons.ts'
import { SubnetEpochIndex, SubnetworkN } from '../storage/subnet.ts'
import { getLastUpdateForUid, getOwnerUid, getValidatorPermitForUid, setLastUpdateForUid } from '../utils/misc.ts'
import { weights } from '../weights.ts'

import { ensureMechanismExists, getMechanismStorageIndex, getNetuidAndSubid, MAIN_MECHANISM } from './mechanism.ts'
import { getUidForNetAndHotkey, isHotkeyRegisteredOnNetwork, isUidExistOnNetwork } from './uids.ts'

/**
 * Sets the weights of a hotkey's neuron in one mechanism, whether commit-reveal is on or not: calls see to that.
 * @throws CanNotSetRootNetworkWeights, WeightVecNotEqualSize, MechanismDoesNotExist, UidsLengthExceedUidsInSubNet,
 * HotKeyNotRegisteredInSubNet, NotEnoughStakeToSetWeights, IncorrectWeightVersionKey, SettingWeightsTooFast,
 * NeuronNoValidatorPermit, DuplicateUids, UidVecContainInvalidOne, WeightVecLengthIsLow
 */
export function doSetMechanismWeights(
  ctx: Ctx,
  origin: Origin,
  netuid: NetUid,
  mechanism: number,
  uids: Uint16Array,
  values: Uint16Array,
  versionKey: bigint,
): void {
  const hotkey = ensureSigned(origin)
  ensure(netuid !== ROOT, errors.CanNotSetRootNetworkWeights)
  ensure(uids.length === values.length, errors.WeightVecNotEqualSize)
  ensureMechanismExists(ctx, netuid, mechanism)
  ensure(uids.length <= SubnetworkN.get(ctx, netuid), errors.UidsLengthExceedUidsInSubNet)
  ensure(isHotkeyRegisteredOnNetwork(ctx, netuid, hotkey), errors.HotKeyNotRegisteredInSubNet)
  ensure(checkWeightsMinStake(ctx, hotkey, netuid), errors.NotEnoughStakeToSetWeights)
  ensure(checkVersionKey(ctx, netuid, versionKey), errors.IncorrectWeightVersionKey)
  const uid = getUidForNetAndHotkey(ctx, netuid, hotkey)
  const index = getMechanismStorageIndex(netuid, mechanism)
  // With commit-reveal the commit was what had to wait.
  const commitReveal = CommitRevealWeightsEnabled.get(ctx, netuid)
  ensure(commitReveal || checkRateLimit(ctx, index, uid, ctx.block), errors.SettingWeightsTooFast)
  ensure(checkValidatorPermit(ctx, netuid, uid, uids), errors.NeuronNoValidatorPermit)
  ensure(new Set(uids).size === uids.length, errors.DuplicateUids)
  ensure(
    uids.every(target => isUidExistOnNetwork(ctx, netuid, target)),
    errors.UidVecContainInvalidOne,
  )
  ensure(checkLength(ctx, netuid, uid, uids), errors.WeightVecLengthIsLow)
  Weights.put(ctx, index, uid, rowOf(uids, maxUpscale(values)))
  if (!commitReveal) setLastUpdateForUid(ctx, index, uid, ctx.block)
  ctx.deposit(events.WeightsSet(index, uid))
}

/** As `doSetMechanismWeights`, for the mechanism that every subnet has. */
export const doSetWeights = (
  ctx: Ctx,
  origin: Origin,
  netuid: NetUid,
  uids: Uint16Array,
  values: Uint16Array,
  versionKey: bigint,
): void => doSetMechanismWeights(ctx, origin, netuid, MAIN_MECHANISM, uids, values, versionKey)

function rowOf(uids: Uint16Array, values: Uint16Array): Uint16Array {
  const row = new Uint16Array(2 * uids.length)
  uids.forEach((uid, i) => {
    row[2 * i] = uid
    row[2 * i + 1] = values[i]!
  })
  return row
}

/** Pairs of (uid, value) for each of several subnets. */
type WeightsOfSubnet = readonly (readonly [uid: number, value: number])[]

/** Sets weights in several subnets; what fails in one is told by an event and hinders no other. @throws InputLengthsUnequal */
export function doBatchSetWeights(
  ctx: Ctx,
  origin: Origin,
  netuids: readonly NetUid[],
  weightsOfSubnets: readonly WeightsOfSubnet[],
  versionKeys: readonly bigint[],
): void {
  const hotkey = ensureSigned(origin)
  const equal = netuids.length === weightsOfSubnets.length && netuids.length === versionKeys.length
  ensure(equal, errors.InputLengthsUnequal)
  const refusals = netuids.map((netuid, i) =>
    refusalOf(() => {
      ensure(!CommitRevealWeightsEnabled.get(ctx, netuid), errors.CommitRevealEnabled)
      const pairs = weightsOfSubnets[i]!
      const column = (side: 0 | 1) => Uint16Array.from(pairs, pair => pair[side])
      doSetWeights(ctx, origin, netuid, column(0), column(1), versionKeys[i]!)
    }),
  )
  reportBatch(ctx, hotkey, netuids, refusals)
}

/** Why something was refused; undefined when it was done. */
export function refusalOf(run: () => void): DispatchError | undefined {
  try {
    run()
    return undefined
  } catch (error) {
    if (error instanceof DispatchError) return error
    throw error
  }
}

/** Tells what became of a batch, the failures in its order. */
export function reportBatch(
  ctx: Ctx,
  hotkey: AccountId,
  netuids: readonly NetUid[],
  refusals: readonly (DispatchError | undefined)[],
): void {
  if (refusals.some(refusal => refusal !== undefined)) ctx.deposit(events.BatchCompletedWithErrors())
  refusals.forEach((refusal, i) => {
    if (refusal !== undefined) ctx.deposit(events.BatchWeightItemFailed(netuids[i]!, ctx.runtime.errorData(refusal)))
  })
  ctx.deposit(events.BatchWeightsCompleted(netuids, hotkey))
}

/** Whether a hotkey has the stake that weights ask for. The owner's hotkey needs none. Reference: lib.rs. */
export function checkWeightsMinStake(ctx: Ctx, hotkey: AccountId, netuid: NetUid): boolean {
  const ownerUid = getOwnerUid(ctx, netuid)
  if (ownerUid !== undefined && Uids.get(ctx, netuid, hotkey) === ownerUid) return true
  const { total } = getStakeWeightsForHotkeyOnSubnet(ctx, hotkey, netuid)
  return total >= StakeThreshold.get(ctx) << BigInt(I64F64.fracBits)
}

export function checkVersionKey(ctx: Ctx, netuid: NetUid, versionKey: bigint): boolean {
  const required = WeightsVersionKey.get(ctx, netuid)
  return required === 0n || versionKey >= required
}

/** Whether enough blocks have passed since the neuron's last weights, or its registration. */
export function checkRateLimit(ctx: Ctx, index: number, uid: number, block: bigint): boolean {
  const owner = getNetuidAndSubid(ctx, index)
  if (owner === undefined || !isUidExistOnNetwork(ctx, owner.netuid, uid)) return false
  const last = getLastUpdateForUid(ctx, index, uid)
  const since = block > last ? block - last : 0n
  return last === 0n || since >= WeightsSetRateLimit.get(ctx, owner.netuid)
}

/** Weights for oneself alone need no permit, and the owner's neuron never does. */
export const checkValidatorPermit = (ctx: Ctx, netuid: NetUid, uid: number, uids: Uint16Array): boolean =>
  isSelfWeight(uid, uids) || getOwnerUid(ctx, netuid) === uid || getValidatorPermitForUid(ctx, netuid, uid)

/** Whether there are as many weights as the subnet asks for, or as it has neurons. */
export function checkLength(ctx: Ctx, netuid: NetUid, uid: number, uids: Uint16Array): boolean {
  const least = Math.min(SubnetworkN.get(ctx, netuid), MinAllowedWeights.get(ctx, netuid))
  return (netuid !== ROOT && isSelfWeight(uid, uids)) || uids.length >= least
}

/** Whether the only target is the neuron itself. Callers know that there are as many values as uids. */
export const isSelfWeight = (uid: number, uids: Uint16Array): boolean => uids.length === 1 && uids[0] === uid

/** The epoch to which the present block belongs: one ahead of the counter while an epoch is due and has not run. */
export function currentEpochWithLookahead(ctx: Ctx, netuid: NetUid): bigint {
  const index = SubnetEpochIndex.get(ctx, netuid)
  return shouldRunEpoch(ctx, netuid, ctx.block) ? index + 1n : index
}

const revealEpochOf = (ctx: Ctx, netuid: NetUid, commitEpoch: bigint): bigint =>
  commitEpoch + getRevealPeriod(ctx, netuid)

/** A commit is revealed in one epoch, neither before nor after. */
export const isRevealBlockRange = (ctx: Ctx, netuid: NetUid, commitEpoch: bigint): boolean =>
  currentEpochWithLookahead(ctx, netuid) === revealEpochOf(ctx, netuid, commitEpoch)

export const isCommitExpired = (ctx: Ctx, netuid: NetUid, commitEpoch: bigint): boolean =>
  currentEpochWithLookahead(ctx, netuid) > revealEpochOf(ctx, netuid, commitEpoch)

/** @throws RevealPeriodTooLarge, RevealPeriodTooSmall */
export function setRevealPeriod(ctx: Ctx, netuid: NetUid, epochs: bigint): void {
  ensure(epochs <= MAX_COMMIT_REVEAL_PERIODS, errors.RevealPeriodTooLarge)
  ensure(epochs >= MIN_COMMIT_REVEAL_PERIODS, errors.RevealPeriodTooSmall)
  RevealPeriodEpochs.put(ctx, netuid, epochs)
  ctx.deposit(events.CommitRevealPeriodsSet(netuid, epochs))
}

/** Epochs between a commit and its reveal. */
export const getRevealPeriod = (ctx: Ctx, netuid: NetUid): bigint => RevealPeriodEpochs.get(ctx, netuid)

export const setWeights = call(
  'set_weights',
  0,
  { netuid: netuidCodec, dests: vecU16, weights: vecU16, version_key: u64 },
  { weight: weights.setWeights, pays: 'No' },
  (ctx, origin, { netuid, dests, weights, version_key }) => {
    ensure(!CommitRevealWeightsEnabled.get(ctx, netuid), errors.CommitRevealEnabled)
    doSetWeights(ctx, origin, netuid, dests, weights, version_key)
  },
)

export const setMechanismWeights = call(
  'set_mechanism_weights',
  119,
  { netuid: netuidCodec, mecid: mechId, dests: vecU16, weights: vecU16, version_key: u64 },
  { weight: weigh(15_540_000_000, 0, 4111, 2), pays: 'No' },
  (ctx, origin, { netuid, mecid, dests, weights, version_key }) => {
    ensure(!CommitRevealWeightsEnabled.get(ctx, netuid), errors.CommitRevealEnabled)
    doSetMechanismWeights(ctx, origin, netuid, mecid, dests, weights, version_key)
  },
)

export const batchSetWeights = call(
  'batch_set_weights',
  80,
  {
    netuids: named(vec(compactU16), 'Vec<Compact<NetUid>>'),
    weights: named(vec(vec(tuple(compactU16, compactU16))), 'Vec<Vec<(Compact<u16>, Compact<u16>)>>'),
    version_keys: named(vec(compactU64), 'Vec<Compact<u64>>'),
  },
  { weight: weights.batchSetWeights, pays: 'No' },
  (ctx, origin, { netuids, weights, version_keys }) => doBatchSetWeights(ctx, origin, netuids, weights, version_keys),
)

export const weightCalls = [setWeights, setMechanismWeights, batchSetWeights]
