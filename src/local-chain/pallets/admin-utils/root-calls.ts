/** Settings of one subnet that root alone makes. Reference: pallets/admin-utils/src/lib.rs. */
import { ROOT } from '../../../primitives/netuid.ts'
import { call } from '../../runtime/call.ts'
import { ensure } from '../../runtime/dispatch-error.ts'
import { netuid, taoBalance } from '../../runtime/types.ts'
import { bool, u16, u64 } from '../../scale/primitives.ts'
import * as hyperparameters from '../subtensor/storage/hyperparameters.ts'
import { EMAPriceHalvingBlocks, SubnetEmissionEnabled, SubtokenEnabled } from '../subtensor/storage/pool.ts'
import { SubnetworkN } from '../subtensor/storage/subnet.ts'
import * as misc from '../subtensor/utils/misc.ts'
import { AdminUtilsErrors as errors } from './errors.ts'
import { adminUtilsEvents as events } from './events.ts'
import { estimated, ROOT_IN_WINDOW, ROOT_ONLY, subnetCall } from './kinds.ts'
import { weights } from './weights.ts'

const ANY_SUBNET = {}

export const rootCalls = [
  subnetCall(
    'sudo_set_min_difficulty',
    4,
    { min_difficulty: u64 },
    ROOT_IN_WINDOW,
    weights.sudoSetMinDifficulty,
    (ctx, { netuid, min_difficulty }) => misc.setMinDifficulty(ctx, netuid, min_difficulty),
  ),
  subnetCall(
    'sudo_set_weights_set_rate_limit',
    7,
    { weights_set_rate_limit: u64 },
    ROOT_ONLY,
    weights.sudoSetWeightsSetRateLimit,
    (ctx, { netuid, weights_set_rate_limit }) => misc.setWeightsSetRateLimit(ctx, netuid, weights_set_rate_limit),
  ),
  subnetCall(
    'sudo_set_adjustment_interval',
    8,
    { adjustment_interval: u16 },
    ROOT_ONLY,
    weights.sudoSetAdjustmentInterval,
    (ctx, { netuid, adjustment_interval }) => misc.setAdjustmentInterval(ctx, netuid, adjustment_interval),
  ),
  subnetCall('sudo_set_kappa', 16, { kappa: u16 }, ROOT_ONLY, weights.sudoSetKappa, (ctx, { netuid, kappa }) =>
    misc.setKappa(ctx, netuid, kappa),
  ),
  subnetCall(
    'sudo_set_network_registration_allowed',
    19,
    { registration_allowed: bool },
    ANY_SUBNET,
    weights.sudoSetNetworkRegistrationAllowed,
    (ctx, { netuid, registration_allowed }) => misc.setNetworkRegistrationAllowed(ctx, netuid, registration_allowed),
  ),
  call(
    'sudo_set_network_pow_registration_allowed',
    20,
    { netuid, registration_allowed: bool },
    { weight: estimated(14_000_000, 0, 1), deprecated: true },
    () => {
      throw errors.POWRegistrationDisabled
    },
  ),
  subnetCall(
    'sudo_set_target_registrations_per_interval',
    21,
    { target_registrations_per_interval: u16 },
    ROOT_IN_WINDOW,
    weights.sudoSetTargetRegistrationsPerInterval,
    (ctx, { netuid, target_registrations_per_interval }) =>
      misc.setTargetRegistrationsPerInterval(ctx, netuid, target_registrations_per_interval),
  ),
  subnetCall(
    'sudo_set_difficulty',
    24,
    { difficulty: u64 },
    ROOT_IN_WINDOW,
    weights.sudoSetDifficulty,
    (ctx, { netuid, difficulty }) => misc.setDifficulty(ctx, netuid, difficulty),
  ),
  subnetCall(
    'sudo_set_max_allowed_validators',
    25,
    { max_allowed_validators: u16 },
    ROOT_IN_WINDOW,
    weights.sudoSetMaxAllowedValidators,
    (ctx, { netuid, max_allowed_validators }) => {
      const uids = hyperparameters.MaxAllowedUids.get(ctx, netuid)
      ensure(max_allowed_validators <= uids, errors.MaxValidatorsLargerThanMaxUIds)
      misc.setMaxAllowedValidators(ctx, netuid, max_allowed_validators)
    },
  ),
  subnetCall(
    'sudo_set_max_registrations_per_block',
    27,
    { max_registrations_per_block: u16 },
    ROOT_IN_WINDOW,
    weights.sudoSetMaxRegistrationsPerBlock,
    (ctx, { netuid, max_registrations_per_block }) =>
      misc.setMaxRegistrationsPerBlock(ctx, netuid, max_registrations_per_block),
  ),
  subnetCall('sudo_set_tempo', 30, { tempo: u16 }, ROOT_IN_WINDOW, weights.sudoSetTempo, (ctx, { netuid, tempo }) =>
    misc.applyTempoWithCycleReset(ctx, netuid, tempo),
  ),
  subnetCall(
    'sudo_set_rao_recycled',
    39,
    { rao_recycled: taoBalance },
    ROOT_ONLY,
    weights.sudoSetRaoRecycled,
    (ctx, { netuid, rao_recycled }) => misc.setRaoRecycled(ctx, netuid, rao_recycled),
  ),
  subnetCall(
    'sudo_set_ema_price_halving_period',
    65,
    { ema_halving: u64 },
    ANY_SUBNET,
    weights.sudoSetEmaPriceHalvingPeriod,
    (ctx, { netuid, ema_halving }) => EMAPriceHalvingBlocks.put(ctx, netuid, ema_halving),
  ),
  subnetCall(
    'sudo_set_subtoken_enabled',
    66,
    { subtoken_enabled: bool },
    { window: true },
    weights.sudoSetSubtokenEnabled,
    (ctx, { netuid, subtoken_enabled }) => SubtokenEnabled.put(ctx, netuid, subtoken_enabled),
  ),
  subnetCall(
    'sudo_set_min_allowed_uids',
    79,
    { min_allowed_uids: u16 },
    ROOT_IN_WINDOW,
    weights.sudoSetMinAllowedUids,
    (ctx, { netuid, min_allowed_uids }) => {
      const most = hyperparameters.MaxAllowedUids.get(ctx, netuid)
      ensure(min_allowed_uids < most, errors.MinAllowedUidsGreaterThanMaxAllowedUids)
      ensure(min_allowed_uids < SubnetworkN.get(ctx, netuid), errors.MinAllowedUidsGreaterThanCurrentUids)
      misc.setMinAllowedUids(ctx, netuid, min_allowed_uids)
    },
  ),
  subnetCall(
    'sudo_set_min_non_immune_uids',
    84,
    { min: u16 },
    ANY_SUBNET,
    weights.sudoSetMinNonImmuneUids,
    (ctx, { netuid, min }) => misc.setMinNonImmuneUids(ctx, netuid, min),
  ),
  subnetCall(
    'sudo_set_subnet_emission_enabled',
    94,
    { enabled: bool },
    ROOT_ONLY,
    weights.sudoSetSubnetEmissionEnabled,
    (ctx, { netuid, enabled }) => {
      ensure(netuid !== ROOT, errors.NotPermittedOnRootSubnet)
      SubnetEmissionEnabled.put(ctx, netuid, enabled)
      ctx.deposit(events.SubnetEmissionEnabledSet({ netuid, enabled }))
    },
  ),
]
