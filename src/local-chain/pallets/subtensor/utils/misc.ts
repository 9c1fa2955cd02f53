/**
 * Who may change a subnet, when it may be changed, its parameters and the vectors of its neurons.
 *
 * What only reads or writes an item has no function here: the item does it. Reference: utils/misc.rs.
 */
import { U96F32 } from '../../../../consensus/fixed/types.ts'
import type { AccountId } from '../../../../primitives/account.ts'
import { type Alpha, satAdd, type Tao, U64_MAX, ZERO_ALPHA } from '../../../../primitives/amounts.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { BAD_ORIGIN, ensure } from '../../../runtime/dispatch-error.ts'
import type { RuntimeEvent } from '../../../runtime/event.ts'
import { ensureSigned, type Origin } from '../../../runtime/origin.ts'
import type { StorageMap, StorageValue } from '../../../state/storage.ts'
import { isSubnetAccountId } from '../coinbase/accounts.ts'
import { blocksUntilNextAutoEpoch } from '../coinbase/epoch-schedule.ts'
import { InitialMinStake } from '../constants.ts'
import { errors } from '../errors.ts'
import { events } from '../events.ts'
import { coldkeyOwnsHotkey, hotkeyAccountExists } from '../staking/helpers.ts'
import * as global from '../storage/global.ts'
import * as hyperparameters from '../storage/hyperparameters.ts'
import { MinChildkeyTakePerSubnet } from '../storage/keys.ts'
import * as neurons from '../storage/neurons.ts'
import * as pool from '../storage/pool.ts'
import {
  LastEpochBlock,
  NetworkRegistrationAllowed,
  PendingEpochAt,
  SubnetOwner,
  SubnetOwnerHotkey,
  SubnetworkN,
  Tempo,
} from '../storage/subnet.ts'
import { getNetuid } from '../subnets/mechanism.ts'
import { passesRateLimitOnSubnet, setLastBlockOnSubnet, type TransactionType } from './rate-limiting.ts'

/** The owner, or undefined for root. @throws BadOrigin for anybody else */
export function ensureSubnetOwnerOrRoot(ctx: Ctx, origin: Origin, netuid: NetUid): AccountId | undefined {
  return origin.type === 'Root' ? undefined : ensureSubnetOwner(ctx, origin, netuid)
}

/** The owner. @throws BadOrigin for anybody else */
export function ensureSubnetOwner(ctx: Ctx, origin: Origin, netuid: NetUid): AccountId {
  const who = ensureSigned(origin)
  ensure(SubnetOwner.get(ctx, netuid) === who, BAD_ORIGIN)
  return who
}

/** As `ensureSubnetOwnerOrRoot`; the owner, not root, is held to the rate limits. @throws BadOrigin, TxRateLimitExceeded */
export function ensureSnOwnerOrRootWithLimits(
  ctx: Ctx,
  origin: Origin,
  netuid: NetUid,
  limits: readonly TransactionType[],
): AccountId | undefined {
  const who = ensureSubnetOwnerOrRoot(ctx, origin, netuid)
  if (who !== undefined) {
    for (const limit of limits) ensure(passesRateLimitOnSubnet(ctx, limit, who, netuid), errors.TxRateLimitExceeded)
  }
  return who
}

/** Remembers for the owner, not for root, that these actions happened now. */
export function recordOwnerRl(
  ctx: Ctx,
  owner: AccountId | undefined,
  netuid: NetUid,
  actions: readonly TransactionType[],
): void {
  if (owner === undefined) return
  for (const action of actions) setLastBlockOnSubnet(ctx, action, owner, netuid, ctx.block)
}

/** Whether the next epoch is too near, or triggered by hand, for parameters to be changed. */
export function isInAdminFreezeWindow(ctx: Ctx, netuid: NetUid, block: bigint): boolean {
  const tempo = Tempo.get(ctx, netuid)
  if (tempo === 0) return false
  if (PendingEpochAt.get(ctx, netuid) > block) return true
  const remaining = blocksUntilNextAutoEpoch(ctx, netuid, tempo, block)
  return remaining < BigInt(global.AdminFreezeWindow.get(ctx))
}

/** @throws AdminActionProhibitedDuringWeightsWindow */
export const ensureAdminWindowOpen = (ctx: Ctx, netuid: NetUid): void =>
  ensure(!isInAdminFreezeWindow(ctx, netuid, ctx.block), errors.AdminActionProhibitedDuringWeightsWindow)

/** @throws HotKeyAccountNotExists, NonAssociatedColdKey */
export function doTakeChecks(ctx: Ctx, coldkey: AccountId, hotkey: AccountId): void {
  ensure(hotkeyAccountExists(ctx, hotkey), errors.HotKeyAccountNotExists)
  ensure(coldkeyOwnsHotkey(ctx, coldkey, hotkey), errors.NonAssociatedColdKey)
}

const MIN_IMMUNE_OWNER_UIDS = 1
const MAX_IMMUNE_OWNER_UIDS = 10

/** A setter that tells of itself. */
const setter =
  <V>(item: StorageValue<V, V>, event: (value: V) => RuntimeEvent) =>
  (ctx: Ctx, value: V): void => {
    item.put(ctx, value)
    ctx.deposit(event(value))
  }

/** A setter of one subnet's parameter that tells of itself. */
const subnetSetter =
  <V>(item: StorageMap<readonly [NetUid], V, V>, event: (netuid: NetUid, value: V) => RuntimeEvent) =>
  (ctx: Ctx, netuid: NetUid, value: V): void => {
    item.put(ctx, netuid, value)
    ctx.deposit(event(netuid, value))
  }

export const setAdminFreezeWindow = setter(global.AdminFreezeWindow, events.AdminFreezeWindowSet)
export const setOwnerHyperparamRateLimit = setter(global.OwnerHyperparamRateLimit, events.OwnerHyperparamRateLimitSet)
export const setStakeThreshold = setter(global.StakeThreshold, events.StakeThresholdSet)
export const setMaxEpochsPerBlock = setter(global.MaxEpochsPerBlock, events.MaxEpochsPerBlockSet)
export const setTxRateLimit = setter(global.TxRateLimit, events.TxRateLimitSet)
export const setTxDelegateTakeRateLimit = setter(global.TxDelegateTakeRateLimit, events.TxDelegateTakeRateLimitSet)
export const setMinDelegateTake = setter(global.MinDelegateTake, events.MinDelegateTakeSet)
export const setMaxDelegateTake = setter(global.MaxDelegateTake, events.MaxDelegateTakeSet)
export const setTxChildkeyTakeRateLimit = setter(global.TxChildkeyTakeRateLimit, events.TxChildKeyTakeRateLimitSet)
export const setMinChildkeyTake = setter(global.MinChildkeyTake, events.MinChildKeyTakeSet)
export const setMaxChildkeyTake = setter(global.MaxChildkeyTake, events.MaxChildKeyTakeSet)
export const setSubnetOwnerCut = setter(global.SubnetOwnerCut, events.SubnetOwnerCutSet)
export const setMaxSubnets = setter(global.SubnetLimit, events.SubnetLimitSet)
export const setCommitRevealWeightsVersion = setter(global.CommitRevealWeightsVersion, events.CommitRevealVersionSet)
export const setColdkeySwapAnnouncementDelay = setter(
  global.ColdkeySwapAnnouncementDelay,
  events.ColdkeySwapAnnouncementDelaySet,
)
export const setColdkeySwapReannouncementDelay = setter(
  global.ColdkeySwapReannouncementDelay,
  events.ColdkeySwapReannouncementDelaySet,
)
export const setDissolveNetworkScheduleDuration = setter(
  global.DissolveNetworkScheduleDuration,
  events.DissolveNetworkScheduleDurationSet,
)

/** The tempo alone: the running epoch's length changes with it. */
export const setTempoUnchecked = subnetSetter(Tempo, events.TempoSet)

/** The tempo, with an epoch that begins now. */
export function applyTempoWithCycleReset(ctx: Ctx, netuid: NetUid, tempo: number): void {
  setTempoUnchecked(ctx, netuid, tempo)
  LastEpochBlock.put(ctx, netuid, ctx.block)
}

export const setMinNonImmuneUids = subnetSetter(hyperparameters.MinNonImmuneUids, events.MinNonImmuneUidsSet)
export const setServingRateLimit = subnetSetter(hyperparameters.ServingRateLimit, events.ServingRateLimitSet)
export const setMinDifficulty = subnetSetter(hyperparameters.MinDifficulty, events.MinDifficultySet)
export const setMaxDifficulty = subnetSetter(hyperparameters.MaxDifficulty, events.MaxDifficultySet)
export const setDifficulty = subnetSetter(hyperparameters.Difficulty, events.DifficultySet)
export const setWeightsVersionKey = subnetSetter(hyperparameters.WeightsVersionKey, events.WeightsVersionKeySet)
export const setWeightsSetRateLimit = subnetSetter(hyperparameters.WeightsSetRateLimit, events.WeightsSetRateLimitSet)
export const setAdjustmentInterval = subnetSetter(hyperparameters.AdjustmentInterval, events.AdjustmentIntervalSet)
export const setAdjustmentAlpha = subnetSetter(hyperparameters.AdjustmentAlpha, events.AdjustmentAlphaSet)
export const setImmunityPeriod = subnetSetter(hyperparameters.ImmunityPeriod, events.ImmunityPeriodSet)
export const setMinAllowedWeights = subnetSetter(hyperparameters.MinAllowedWeights, events.MinAllowedWeightSet)
export const setMinAllowedUids = subnetSetter(hyperparameters.MinAllowedUids, events.MinAllowedUidsSet)
export const setMaxAllowedUids = subnetSetter(hyperparameters.MaxAllowedUids, events.MaxAllowedUidsSet)
export const setKappa = subnetSetter(hyperparameters.Kappa, events.KappaSet)
export const setActivityCutoff = subnetSetter(hyperparameters.ActivityCutoff, events.ActivityCutoffSet)
export const setMinBurn = subnetSetter(hyperparameters.MinBurn, events.MinBurnSet)
export const setMaxBurn = subnetSetter(hyperparameters.MaxBurn, events.MaxBurnSet)
export const setBondsMovingAverage = subnetSetter(hyperparameters.BondsMovingAverage, events.BondsMovingAverageSet)
export const setBondsPenalty = subnetSetter(hyperparameters.BondsPenalty, events.BondsPenaltySet)
export const setBondsReset = subnetSetter(hyperparameters.BondsResetOn, events.BondsResetOnSet)
export const setRaoRecycled = subnetSetter(pool.RAORecycledForRegistration, events.RAORecycledForRegistrationSet)
export const setNetworkRegistrationAllowed = subnetSetter(NetworkRegistrationAllowed, events.RegistrationAllowed)
export const setMaxAllowedValidators = subnetSetter(
  hyperparameters.MaxAllowedValidators,
  events.MaxAllowedValidatorsSet,
)
export const setMaxRegistrationsPerBlock = subnetSetter(
  hyperparameters.MaxRegistrationsPerBlock,
  events.MaxRegistrationsPerBlockSet,
)
export const setTargetRegistrationsPerInterval = subnetSetter(
  hyperparameters.TargetRegistrationsPerInterval,
  events.RegistrationPerIntervalSet,
)
export const setCommitRevealWeightsEnabled = subnetSetter(
  hyperparameters.CommitRevealWeightsEnabled,
  events.CommitRevealEnabled,
)

export const setMinChildkeyTakeForSubnet = subnetSetter(MinChildkeyTakePerSubnet, events.MinChildKeyTakePerSubnetSet)

export function setActivityCutoffFactorMilli(ctx: Ctx, netuid: NetUid, factor_milli: number): void {
  hyperparameters.ActivityCutoffFactorMilli.put(ctx, netuid, factor_milli)
  ctx.deposit(events.ActivityCutoffFactorMilliSet({ netuid, factor_milli }))
}

/** @throws CannotUseSystemAccount for the account of a subnet */
export function setSubnetOwnerHotkey(ctx: Ctx, netuid: NetUid, hotkey: AccountId): void {
  ensure(isSubnetAccountId(ctx, hotkey) === undefined, errors.CannotUseSystemAccount)
  SubnetOwnerHotkey.put(ctx, netuid, hotkey)
  ctx.deposit(events.SubnetOwnerHotkeySet(netuid, hotkey))
}

/** How many of the owner's neurons cannot be pruned. @throws InvalidValue */
export function setOwnerImmuneNeuronLimit(ctx: Ctx, netuid: NetUid, limit: number): void {
  ensure(limit >= MIN_IMMUNE_OWNER_UIDS && limit <= MAX_IMMUNE_OWNER_UIDS, errors.InvalidValue)
  hyperparameters.ImmuneOwnerUidsLimit.put(ctx, netuid, limit)
}

export const increaseRaoRecycled = (ctx: Ctx, netuid: NetUid, amount: Tao): void =>
  setRaoRecycled(ctx, netuid, satAdd(pool.RAORecycledForRegistration.get(ctx, netuid), amount))

export const getEffectiveMinChildkeyTake = (ctx: Ctx, netuid: NetUid): number =>
  Math.max(global.MinChildkeyTake.get(ctx), MinChildkeyTakePerSubnet.get(ctx, netuid))

/** Blocks without new weights after which a validator does not count. */
export function getActivityCutoffBlocks(ctx: Ctx, netuid: NetUid): bigint {
  const factor = hyperparameters.ActivityCutoffFactorMilli.get(ctx, netuid)
  const blocks = (BigInt(factor) * BigInt(Tempo.get(ctx, netuid))) / 1000n
  return blocks > 1n ? blocks : 1n
}

/** Whether a neuron was registered so lately that it is not pruned. */
export function getNeuronIsImmune(ctx: Ctx, netuid: NetUid, uid: number): boolean {
  const registered = neurons.BlockAtRegistration.get(ctx, netuid, uid)
  const age = ctx.block > registered ? ctx.block - registered : 0n
  return age < BigInt(hyperparameters.ImmunityPeriod.get(ctx, netuid))
}

/** The uid of the owner's hotkey, if that is registered. */
export function getOwnerUid(ctx: Ctx, netuid: NetUid): number | undefined {
  const hotkey = SubnetOwnerHotkey.find(ctx, netuid)
  return hotkey === undefined ? undefined : neurons.Uids.get(ctx, netuid, hotkey)
}

/** The least a nominator may leave staked, in rao: the least stake times a factor in millionths. */
export function getNominatorMinRequiredStake(ctx: Ctx): bigint {
  const product = InitialMinStake.of(ctx) * global.NominatorMinRequiredStake.get(ctx)
  return (product > U64_MAX ? U64_MAX : product) / 1_000_000n
}

const U96F32_OF_ONE = U96F32.satFromInt(0xffff)

export const getFloatSubnetOwnerCut = (ctx: Ctx): U96F32 =>
  U96F32.safeDiv(U96F32.satFromInt(global.SubnetOwnerCut.get(ctx)), U96F32_OF_ONE)

/** The blocks of the last weights of a mechanism's neurons, 0 for those that none is kept of. */
export function getLastUpdate(ctx: Ctx, index: number): readonly bigint[] {
  const blocks = neurons.LastUpdate.get(ctx, index)
  const missing = SubnetworkN.get(ctx, getNetuid(index)) - blocks.length
  return missing > 0 ? [...blocks, ...new Array<bigint>(missing).fill(0n)] : blocks
}

/** Without effect for a uid beyond the last neuron. */
export function setLastUpdateForUid(ctx: Ctx, index: number, uid: number, block: bigint): void {
  const blocks = getLastUpdate(ctx, index)
  if (uid < blocks.length) neurons.LastUpdate.put(ctx, index, blocks.with(uid, block))
}

/** Without effect for a uid that the vector does not reach. */
export function setActiveForUid(ctx: Ctx, netuid: NetUid, uid: number, active: boolean): void {
  const all = neurons.Active.get(ctx, netuid)
  if (uid < all.length) neurons.Active.put(ctx, netuid, all.with(uid, active))
}

export const getEmissionForUid = (ctx: Ctx, netuid: NetUid, uid: number): Alpha =>
  neurons.Emission.get(ctx, netuid)[uid] ?? ZERO_ALPHA
export const getActiveForUid = (ctx: Ctx, netuid: NetUid, uid: number): boolean =>
  neurons.Active.get(ctx, netuid)[uid] ?? false
export const getConsensusForUid = (ctx: Ctx, netuid: NetUid, uid: number): number =>
  neurons.Consensus.get(ctx, netuid)[uid] ?? 0
export const getIncentiveForUid = (ctx: Ctx, index: number, uid: number): number =>
  neurons.Incentive.get(ctx, index)[uid] ?? 0
export const getDividendsForUid = (ctx: Ctx, netuid: NetUid, uid: number): number =>
  neurons.Dividends.get(ctx, netuid)[uid] ?? 0
export const getLastUpdateForUid = (ctx: Ctx, index: number, uid: number): bigint =>
  neurons.LastUpdate.get(ctx, index)[uid] ?? 0n
export const getValidatorTrustForUid = (ctx: Ctx, netuid: NetUid, uid: number): number =>
  neurons.ValidatorTrust.get(ctx, netuid)[uid] ?? 0
export const getValidatorPermitForUid = (ctx: Ctx, netuid: NetUid, uid: number): boolean =>
  neurons.ValidatorPermit.get(ctx, netuid)[uid] ?? false
