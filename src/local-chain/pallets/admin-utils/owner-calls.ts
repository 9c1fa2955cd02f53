/** Settings of one subnet that its owner makes, or root. Reference: pallets/admin-utils/src/lib.rs. */
import { U64F64 } from '../../../consensus/fixed/types.ts'
import { type NetUid, ROOT } from '../../../primitives/netuid.ts'
import { call } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import { ensure } from '../../runtime/dispatch-error.ts'
import { accountId, mechId, netuid, taoBalance } from '../../runtime/types.ts'
import { named } from '../../scale/codec.ts'
import { option, vecU16 } from '../../scale/collections.ts'
import { bool, i16, u16, u64 } from '../../scale/primitives.ts'
import { InitialMaxAllowedUids, MaxBurnLowerBound, MinBurnUpperBound } from '../subtensor/constants.ts'
import { doSetAlphaValues } from '../subtensor/epoch/alpha-values.ts'
import { errors as subtensorErrors } from '../subtensor/errors.ts'
import { toggleTransfer } from '../subtensor/staking/move-stake.ts'
import { MaxChildkeyTake, MinActivityCutoff, MinChildkeyTake } from '../subtensor/storage/global.ts'
import * as hyperparameters from '../subtensor/storage/hyperparameters.ts'
import { OwnerCutAutoLockEnabled, OwnerCutEnabled, RecycleOrBurn } from '../subtensor/storage/pool.ts'
import { MechanismCountCurrent, SubnetworkN } from '../subtensor/storage/subnet.ts'
import {
  doSetEmissionSplit,
  doSetMechanismCount,
  ensureMaxUidsOverAllMechanisms,
} from '../subtensor/subnets/mechanism.ts'
import { doSetSnOwnerHotkey } from '../subtensor/subnets/subnet.ts'
import { trimToMaxAllowedUids } from '../subtensor/subnets/trimming.ts'
import { setRevealPeriod } from '../subtensor/subnets/weights.ts'
import { recycleOrBurn, u64f64 } from '../subtensor/types.ts'
import * as misc from '../subtensor/utils/misc.ts'
import { AdminUtilsErrors as errors } from './errors.ts'
import { adminUtilsEvents as events } from './events.ts'
import { ensureExists, estimated, ownerOf, ownerUnchecked, subnetCall } from './kinds.ts'
import { weights } from './weights.ts'

/** The most an owner may set; root may set more. */
const MAX_BONDS_MOVING_AVERAGE = 975_000n
/** Blocks. */
const MAX_BURN_HALF_LIFE = 36_100

const ONE = U64F64.satFromInt(1)
const THREE = U64F64.satFromInt(3)

const operational = { weight: estimated(25_000_000, 4, 1), class: 'Operational' } as const

/** An on-off switch that the owner turns as often as he likes. */
const ownerSwitch = (name: string, index: number, set: (ctx: Ctx, netuid: NetUid, enabled: boolean) => void) =>
  call(name, index, { netuid, enabled: bool }, operational, (ctx, origin, args) => {
    misc.ensureSubnetOwnerOrRoot(ctx, origin, args.netuid)
    misc.ensureAdminWindowOpen(ctx, args.netuid)
    ensureExists(ctx, args.netuid)
    ensure(args.netuid !== ROOT, errors.NotPermittedOnRootSubnet)
    set(ctx, args.netuid, args.enabled)
  })

const hotkey = named(accountId, '<T as frame_system::Config>::AccountId')

export const ownerCalls = [
  subnetCall(
    'sudo_set_serving_rate_limit',
    3,
    { serving_rate_limit: u64 },
    ownerUnchecked('ServingRateLimit'),
    weights.sudoSetServingRateLimit,
    (ctx, args) => misc.setServingRateLimit(ctx, args.netuid, args.serving_rate_limit),
  ),
  subnetCall(
    'sudo_set_max_difficulty',
    5,
    { max_difficulty: u64 },
    ownerOf('MaxDifficulty'),
    weights.sudoSetMaxDifficulty,
    (ctx, args) => misc.setMaxDifficulty(ctx, args.netuid, args.max_difficulty),
  ),
  subnetCall(
    'sudo_set_weights_version_key',
    6,
    { weights_version_key: u64 },
    { owner: { type: 'SetWeightsVersionKey' }, window: true, exists: true },
    weights.sudoSetWeightsVersionKey,
    (ctx, args) => misc.setWeightsVersionKey(ctx, args.netuid, args.weights_version_key),
  ),
  subnetCall(
    'sudo_set_adjustment_alpha',
    9,
    { adjustment_alpha: u64 },
    ownerOf('AdjustmentAlpha'),
    estimated(14_000_000, 1, 1),
    (ctx, args) => misc.setAdjustmentAlpha(ctx, args.netuid, args.adjustment_alpha),
  ),
  subnetCall(
    'sudo_set_immunity_period',
    13,
    { immunity_period: u16 },
    ownerOf('ImmunityPeriod'),
    weights.sudoSetImmunityPeriod,
    (ctx, args) => misc.setImmunityPeriod(ctx, args.netuid, args.immunity_period),
  ),
  subnetCall(
    'sudo_set_min_allowed_weights',
    14,
    { min_allowed_weights: u16 },
    ownerOf('MinAllowedWeights'),
    weights.sudoSetMinAllowedWeights,
    (ctx, args) => misc.setMinAllowedWeights(ctx, args.netuid, args.min_allowed_weights),
  ),
  subnetCall(
    'sudo_set_max_allowed_uids',
    15,
    { max_allowed_uids: u16 },
    ownerOf('MaxAllowedUids'),
    weights.sudoSetMaxAllowedUids,
    (ctx, { netuid, max_allowed_uids: most }) => {
      const least = hyperparameters.MinAllowedUids.get(ctx, netuid)
      ensure(most >= least, errors.MaxAllowedUidsLessThanMinAllowedUids)
      ensure(SubnetworkN.get(ctx, netuid) <= most, errors.MaxAllowedUIdsLessThanCurrentUIds)
      ensure(most <= InitialMaxAllowedUids.of(ctx), errors.MaxAllowedUidsGreaterThanDefaultMaxAllowedUids)
      ensureMaxUidsOverAllMechanisms(ctx, most, MechanismCountCurrent.get(ctx, netuid))
      misc.setMaxAllowedUids(ctx, netuid, most)
    },
  ),
  subnetCall('sudo_set_rho', 17, { rho: u16 }, ownerOf('Rho'), weights.sudoSetRho, (ctx, args) =>
    hyperparameters.Rho.put(ctx, args.netuid, args.rho),
  ),
  subnetCall(
    'sudo_set_activity_cutoff',
    18,
    { activity_cutoff: u16 },
    ownerOf('ActivityCutoff'),
    weights.sudoSetActivityCutoff,
    (ctx, { netuid, activity_cutoff }) => {
      ensure(activity_cutoff >= MinActivityCutoff.get(ctx), subtensorErrors.ActivityCutoffTooLow)
      misc.setActivityCutoff(ctx, netuid, activity_cutoff)
    },
  ),
  subnetCall(
    'sudo_set_min_burn',
    22,
    { min_burn: taoBalance },
    ownerOf('MinBurn'),
    weights.sudoSetMinBurn,
    (ctx, { netuid, min_burn }) => {
      ensure(min_burn < MinBurnUpperBound.of(ctx), errors.ValueNotInBounds)
      ensure(min_burn < hyperparameters.MaxBurn.get(ctx, netuid), errors.ValueNotInBounds)
      misc.setMinBurn(ctx, netuid, min_burn)
    },
  ),
  subnetCall(
    'sudo_set_max_burn',
    23,
    { max_burn: taoBalance },
    ownerOf('MaxBurn'),
    weights.sudoSetMaxBurn,
    (ctx, { netuid, max_burn }) => {
      ensure(max_burn > MaxBurnLowerBound.of(ctx), errors.ValueNotInBounds)
      ensure(max_burn > hyperparameters.MinBurn.get(ctx, netuid), errors.ValueNotInBounds)
      misc.setMaxBurn(ctx, netuid, max_burn)
    },
  ),
  subnetCall(
    'sudo_set_bonds_moving_average',
    26,
    { bonds_moving_average: u64 },
    ownerUnchecked('BondsMovingAverage'),
    weights.sudoSetBondsMovingAverage,
    (ctx, { netuid, bonds_moving_average }, origin) => {
      const allowed = origin.type === 'Root' || bonds_moving_average <= MAX_BONDS_MOVING_AVERAGE
      ensure(allowed, errors.BondsMovingAverageMaxReached)
      ensureExists(ctx, netuid)
      misc.setBondsMovingAverage(ctx, netuid, bonds_moving_average)
    },
  ),
  subnetCall(
    'sudo_set_bonds_penalty',
    60,
    { bonds_penalty: u16 },
    ownerOf('BondsPenalty'),
    weights.sudoSetBondsPenalty,
    (ctx, args) => misc.setBondsPenalty(ctx, args.netuid, args.bonds_penalty),
  ),
  subnetCall(
    'sudo_set_min_childkey_take_per_subnet',
    93,
    { take: u16 },
    ownerOf('MinChildkeyTake'),
    weights.sudoSetMinChildkeyTakePerSubnet,
    (ctx, { netuid, take }) => {
      ensure(take >= MinChildkeyTake.get(ctx) && take <= MaxChildkeyTake.get(ctx), errors.InvalidValue)
      misc.setMinChildkeyTakeForSubnet(ctx, netuid, take)
    },
  ),
  subnetCall(
    'sudo_set_commit_reveal_weights_enabled',
    49,
    { enabled: bool },
    ownerOf('CommitRevealEnabled'),
    weights.sudoSetCommitRevealWeightsEnabled,
    (ctx, args) => misc.setCommitRevealWeightsEnabled(ctx, args.netuid, args.enabled),
  ),
  subnetCall(
    'sudo_set_liquid_alpha_enabled',
    50,
    { enabled: bool },
    ownerUnchecked('LiquidAlphaEnabled'),
    weights.sudoSetLiquidAlphaEnabled,
    (ctx, args) => hyperparameters.LiquidAlphaOn.put(ctx, args.netuid, args.enabled),
  ),
  subnetCall(
    'sudo_set_alpha_values',
    51,
    { alpha_low: u16, alpha_high: u16 },
    ownerUnchecked('AlphaValues'),
    weights.sudoSetAlphaValues,
    (ctx, { netuid, alpha_low, alpha_high }, origin) => doSetAlphaValues(ctx, origin, netuid, alpha_low, alpha_high),
  ),
  subnetCall(
    'sudo_set_commit_reveal_weights_interval',
    57,
    { interval: u64 },
    ownerOf('WeightCommitInterval'),
    weights.sudoSetCommitRevealWeightsInterval,
    (ctx, args) => setRevealPeriod(ctx, args.netuid, args.interval),
  ),
  subnetCall(
    'sudo_set_toggle_transfer',
    61,
    { toggle: bool },
    ownerUnchecked('TransferEnabled'),
    weights.sudoSetToggleTransfer,
    (ctx, args) => toggleTransfer(ctx, args.netuid, args.toggle),
  ),
  call(
    'sudo_set_subnet_owner_hotkey',
    64,
    { netuid, hotkey },
    { weight: estimated(3_918_000, 0, 1) },
    (ctx, origin, args) => doSetSnOwnerHotkey(ctx, origin, args.netuid, args.hotkey),
  ),
  call(
    'sudo_set_sn_owner_hotkey',
    67,
    { netuid, hotkey },
    { weight: weights.sudoSetSnOwnerHotkey },
    (ctx, origin, args) => doSetSnOwnerHotkey(ctx, origin, args.netuid, args.hotkey),
  ),
  subnetCall(
    'sudo_set_alpha_sigmoid_steepness',
    68,
    { steepness: i16 },
    ownerOf('AlphaSigmoidSteepness'),
    weights.sudoSetAlphaSigmoidSteepness,
    (ctx, { netuid, steepness }, origin) => {
      ensure(origin.type === 'Root' || steepness >= 0, errors.NegativeSigmoidSteepness)
      hyperparameters.AlphaSigmoidSteepness.put(ctx, netuid, steepness)
    },
  ),
  subnetCall(
    'sudo_set_yuma3_enabled',
    69,
    { enabled: bool },
    ownerUnchecked('Yuma3Enabled'),
    weights.sudoSetYuma3Enabled,
    (ctx, { netuid, enabled }) => {
      hyperparameters.Yuma3On.put(ctx, netuid, enabled)
      ctx.deposit(events.Yuma3EnableToggled({ netuid, enabled }))
    },
  ),
  subnetCall(
    'sudo_set_bonds_reset_enabled',
    70,
    { enabled: bool },
    ownerUnchecked('BondsResetEnabled'),
    weights.sudoSetBondsResetEnabled,
    (ctx, { netuid, enabled }) => {
      misc.setBondsReset(ctx, netuid, enabled)
      ctx.deposit(events.BondsResetToggled({ netuid, enabled }))
    },
  ),
  subnetCall(
    'sudo_set_owner_immune_neuron_limit',
    72,
    { immune_neurons: u16 },
    ownerUnchecked('ImmuneNeuronLimit'),
    weights.sudoSetOwnerImmuneNeuronLimit,
    (ctx, args) => misc.setOwnerImmuneNeuronLimit(ctx, args.netuid, args.immune_neurons),
  ),
  subnetCall(
    'sudo_set_mechanism_count',
    76,
    { mechanism_count: mechId },
    { owner: { type: 'MechanismCountUpdate' }, window: true },
    estimated(15_000_000, 1, 1),
    (ctx, args) => doSetMechanismCount(ctx, args.netuid, args.mechanism_count),
  ),
  subnetCall(
    'sudo_set_mechanism_emission_split',
    77,
    { maybe_split: named(option(vecU16), 'Option<Vec<u16>>') },
    { owner: { type: 'MechanismEmission' }, window: true },
    estimated(15_000_000, 1, 1),
    (ctx, args) => doSetEmissionSplit(ctx, args.netuid, args.maybe_split),
  ),
  subnetCall(
    'sudo_trim_to_max_allowed_uids',
    78,
    { max_n: u16 },
    { owner: { type: 'MaxUidsTrimming' }, window: true },
    weights.sudoTrimToMaxAllowedUids,
    (ctx, args) => trimToMaxAllowedUids(ctx, args.netuid, args.max_n),
  ),
  subnetCall(
    'sudo_set_recycle_or_burn',
    80,
    { recycle_or_burn: named(recycleOrBurn, 'pallet_subtensor::RecycleOrBurnEnum') },
    ownerUnchecked('RecycleOrBurn'),
    estimated(20_000_000, 2, 2),
    (ctx, args) => RecycleOrBurn.put(ctx, args.netuid, args.recycle_or_burn),
  ),
  subnetCall(
    'sudo_set_burn_half_life',
    89,
    { burn_half_life: u16 },
    ownerOf('BurnHalfLife'),
    operational,
    (ctx, { netuid, burn_half_life }) => {
      ensure(netuid !== ROOT, errors.NotPermittedOnRootSubnet)
      ensure(burn_half_life > 0 && burn_half_life <= MAX_BURN_HALF_LIFE, errors.InvalidValue)
      hyperparameters.BurnHalfLife.put(ctx, netuid, burn_half_life)
      ctx.deposit(events.BurnHalfLifeSet({ netuid, burn_half_life }))
    },
  ),
  subnetCall(
    'sudo_set_burn_increase_mult',
    90,
    { burn_increase_mult: u64f64 },
    ownerOf('BurnIncreaseMult'),
    operational,
    (ctx, { netuid, burn_increase_mult }) => {
      ensure(netuid !== ROOT, errors.NotPermittedOnRootSubnet)
      ensure(burn_increase_mult >= ONE && burn_increase_mult <= THREE, errors.InvalidValue)
      hyperparameters.BurnIncreaseMult.put(ctx, netuid, burn_increase_mult)
      ctx.deposit(events.BurnIncreaseMultSet({ netuid, burn_increase_mult }))
    },
  ),
  ownerSwitch('sudo_set_owner_cut_enabled', 92, (ctx, netuid, enabled) => OwnerCutEnabled.put(ctx, netuid, enabled)),
  ownerSwitch('sudo_set_owner_cut_auto_lock_enabled', 95, (ctx, netuid, enabled) =>
    OwnerCutAutoLockEnabled.put(ctx, netuid, enabled),
  ),
]
