/**
 * Forgets a subnet. What is not listed here outlives it and is inherited by the next one of that netuid, as in the
 * reference: coinbase/root.rs remove_network.
 */
import type { AccountId } from '../../../../primitives/account.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import type { StorageMap } from '../../../state/storage.ts'
import { events } from '../events.ts'
import { destroyLockMaps } from '../staking/lock/key-swaps.ts'
import { TotalNetworks } from '../storage/global.ts'
import * as hyperparameters from '../storage/hyperparameters.ts'
import * as keys from '../storage/keys.ts'
import * as neurons from '../storage/neurons.ts'
import * as pool from '../storage/pool.ts'
import { AlphaDividendsPerSubnet, LastHotkeyEmissionOnNetuid, TotalHotkeyAlphaLastEpoch } from '../storage/stake.ts'
import * as subnet from '../storage/subnet.ts'
import { mechanismIndices } from '../subnets/mechanism.ts'
import { withoutWeight } from '../subnets/uids.ts'

/** An item with one entry for a subnet, whatever its value. */
interface SubnetItem {
  remove(ctx: Ctx, netuid: NetUid): void
}

/** An item with entries for one subnet or mechanism, whatever they are kept by. */
interface SubnetEntries {
  clear(ctx: Ctx, prefix: [number]): number
}

const SUBNET_ITEMS: readonly SubnetItem[] = [
  subnet.SubnetOwner,
  subnet.SubnetworkN,
  subnet.NetworksAdded,
  subnet.NetworkRegisteredAt,
  subnet.Tempo,
  subnet.LastEpochBlock,
  subnet.PendingEpochAt,
  subnet.SubnetEpochIndex,
  subnet.RegistrationsThisInterval,
  subnet.POWRegistrationsThisInterval,
  subnet.BurnRegistrationsThisInterval,
  subnet.RegistrationsThisBlock,
  subnet.TokenSymbol,
  subnet.SubnetMechanism,
  subnet.SubnetOwnerHotkey,
  subnet.NetworkRegistrationAllowed,
  subnet.NetworkPowRegistrationAllowed,
  subnet.FirstEmissionBlockNumber,
  subnet.BlocksSinceLastStep,
  subnet.LastMechansimStepBlock,
  subnet.LastAdjustmentBlock,
  subnet.Burn,
  neurons.Active,
  neurons.Emission,
  neurons.Consensus,
  neurons.Dividends,
  neurons.ValidatorPermit,
  neurons.ValidatorTrust,
  neurons.StakeWeight,
  neurons.LoadedEmission,
  hyperparameters.Kappa,
  hyperparameters.Difficulty,
  hyperparameters.MaxAllowedUids,
  hyperparameters.ImmunityPeriod,
  hyperparameters.ActivityCutoff,
  hyperparameters.ActivityCutoffFactorMilli,
  hyperparameters.MinAllowedWeights,
  hyperparameters.ServingRateLimit,
  hyperparameters.Rho,
  hyperparameters.AlphaSigmoidSteepness,
  hyperparameters.MaxAllowedValidators,
  hyperparameters.BondsMovingAverage,
  hyperparameters.BondsPenalty,
  hyperparameters.BondsResetOn,
  hyperparameters.WeightsSetRateLimit,
  hyperparameters.ValidatorPruneLen,
  hyperparameters.ScalingLawPower,
  hyperparameters.TargetRegistrationsPerInterval,
  hyperparameters.CommitRevealWeightsEnabled,
  hyperparameters.BurnHalfLife,
  hyperparameters.BurnIncreaseMult,
  hyperparameters.MinBurn,
  hyperparameters.MaxBurn,
  hyperparameters.MinDifficulty,
  hyperparameters.MaxDifficulty,
  hyperparameters.MaxRegistrationsPerBlock,
  hyperparameters.WeightsVersionKey,
  hyperparameters.LiquidAlphaOn,
  hyperparameters.Yuma3On,
  hyperparameters.AlphaValues,
  hyperparameters.ImmuneOwnerUidsLimit,
  hyperparameters.RevealPeriodEpochs,
  pool.SubnetAlphaInEmission,
  pool.SubnetAlphaOutEmission,
  pool.SubnetTaoInEmission,
  pool.SubnetVolume,
  pool.SubnetMovingPrice,
  pool.SubnetTaoFlow,
  pool.SubnetEmaTaoFlow,
  pool.SubnetProtocolFlow,
  pool.SubnetEmaProtocolFlow,
  pool.SubnetExcessTao,
  pool.SubnetRootSellTao,
  pool.TransferToggle,
  pool.SubnetLocked,
  pool.LargestLocked,
  pool.PendingValidatorEmission,
  pool.PendingServerEmission,
  pool.PendingRootAlphaDivs,
  pool.PendingOwnerCut,
  pool.MinerBurned,
  pool.EMAPriceHalvingBlocks,
  pool.RAORecycledForRegistration,
  pool.SubtokenEnabled,
  pool.OwnerCutAutoLockEnabled,
]

const SUBNET_ENTRIES: readonly SubnetEntries[] = [
  neurons.Uids,
  neurons.Keys,
  neurons.BlockAtRegistration,
  neurons.Axons,
  neurons.NeuronCertificates,
  neurons.Prometheus,
  AlphaDividendsPerSubnet,
  keys.PendingChildKeys,
  keys.AssociatedEvmAddress,
  keys.LastHotkeySwapOnNetuid,
]

const MECHANISM_ENTRIES: readonly SubnetEntries[] = [
  neurons.WeightCommits,
  neurons.TimelockedWeightCommits,
  neurons.CRV3WeightCommits,
  neurons.CRV3WeightCommitsV2,
  neurons.Bonds,
  neurons.Weights,
]

export function removeNetwork(ctx: Ctx, netuid: NetUid): void {
  for (const { value } of neurons.Keys.entries(ctx, netuid)) neurons.IsNetworkMember.remove(ctx, value, netuid)
  for (const item of SUBNET_ITEMS) item.remove(ctx, netuid)
  for (const item of SUBNET_ENTRIES) item.clear(ctx, [netuid])
  TotalNetworks.mutate(ctx, count => Math.max(count - 1, 0))
  dropRootWeightsTowards(ctx, netuid)
  removeMechanisms(ctx, netuid)
  if (subnet.SubnetIdentitiesV3.has(ctx, netuid)) {
    subnet.SubnetIdentitiesV3.remove(ctx, netuid)
    ctx.deposit(events.SubnetIdentityRemoved(netuid))
  }
  for (const item of [keys.ChildKeys, keys.ParentKeys]) removeByHotkey(ctx, item, netuid)
  removeByHotkey(ctx, keys.ChildkeyTake, netuid)
  for (const item of [LastHotkeyEmissionOnNetuid, TotalHotkeyAlphaLastEpoch]) removeByHotkey(ctx, item, netuid)
  for (const entry of keys.TransactionKeyLastBlock.entries(ctx)) {
    if (entry.keys[1] === netuid) keys.TransactionKeyLastBlock.remove(ctx, ...entry.keys)
  }
  removeLease(ctx, netuid)
  destroyLockMaps(ctx, netuid)
}

/** Weights of root validators, once targets of emission. */
function dropRootWeightsTowards(ctx: Ctx, netuid: NetUid): void {
  for (const { keys: place, value } of neurons.Weights.entries(ctx, ROOT)) {
    neurons.Weights.put(ctx, ...place, withoutWeight(value, netuid))
  }
}

function removeMechanisms(ctx: Ctx, netuid: NetUid): void {
  for (const index of mechanismIndices(ctx, netuid)) {
    neurons.LastUpdate.remove(ctx, index)
    neurons.Incentive.remove(ctx, index)
    for (const item of MECHANISM_ENTRIES) item.clear(ctx, [index])
  }
  subnet.MechanismCountCurrent.remove(ctx, netuid)
  subnet.MechanismEmissionSplit.remove(ctx, netuid)
}

/** Removes a subnet's entries where hotkeys come first in the key. */
function removeByHotkey<V>(
  ctx: Ctx,
  item: StorageMap<readonly [AccountId, NetUid], V, V | undefined>,
  netuid: NetUid,
): void {
  for (const entry of item.entries(ctx)) {
    if (entry.keys[1] === netuid) item.remove(ctx, ...entry.keys)
  }
}

function removeLease(ctx: Ctx, netuid: NetUid): void {
  const lease = subnet.SubnetUidToLeaseId.take(ctx, netuid)
  if (lease === undefined) return
  subnet.SubnetLeases.remove(ctx, lease)
  subnet.SubnetLeaseShares.clear(ctx, [lease])
  subnet.AccumulatedLeaseDividends.remove(ctx, lease)
}
