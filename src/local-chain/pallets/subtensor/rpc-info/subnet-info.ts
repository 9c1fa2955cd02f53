/** Subnets and their hyperparameters as runtime APIs tell them. Reference: rpc_info/{subnet_info,dynamic_info}.rs */
import { utf8 } from '../../../../primitives/bytes.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { type Codec, named } from '../../../scale/codec.ts'
import { bytes, vec } from '../../../scale/collections.ts'
import { struct, variant } from '../../../scale/composites.ts'
import { bool } from '../../../scale/primitives.ts'
import * as hyperparameters from '../storage/hyperparameters.ts'
import { OwnerCutAutoLockEnabled, OwnerCutEnabled } from '../storage/pool.ts'
import { BlocksSinceLastStep, NetworksAdded } from '../storage/subnet.ts'
import { ifSubnetExist } from '../subnets/subnet.ts'
import { i32f32, u64f64 } from '../types.ts'
import { getEffectiveMinChildkeyTake } from '../utils/misc.ts'
import { ACCOUNT_PARAM, cTao, cu16, cu32, cu64, cu128 } from './codecs.ts'
import { FACTS, type Field, field, PARAMETERS, pick, type View, view } from './subnet-fields.ts'

const SUBNET_INFO = 'pallet_subtensor::rpc_info::subnet_info'

/** Counted in storage here, where the metagraph subtracts. */
const counted = field(cu64, (ctx, netuid) => BlocksSinceLastStep.get(ctx, netuid))

const HEAD = {
  ...pick(FACTS, 'netuid'),
  ...pick(
    PARAMETERS,
    'rho',
    'kappa',
    'difficulty',
    'immunity_period',
    'max_allowed_validators',
    'min_allowed_weights',
    'max_weights_limit',
    'scaling_law_power',
  ),
  ...pick(FACTS, 'subnetwork_n'),
  ...pick(PARAMETERS, 'max_allowed_uids'),
  blocks_since_last_step: counted,
  ...pick(PARAMETERS, 'tempo'),
  ...pick(FACTS, 'network_modality', 'network_connect'),
}

export const subnetInfo = view(
  `${SUBNET_INFO}::SubnetInfo`,
  { ...HEAD, ...pick(FACTS, 'emission_values', 'burn', 'owner') },
  ACCOUNT_PARAM,
)

export const subnetInfoV2 = view(
  `${SUBNET_INFO}::SubnetInfov2`,
  { ...HEAD, ...pick(FACTS, 'emission_value', 'burn', 'owner', 'identity') },
  ACCOUNT_PARAM,
)

const HYPERPARAMETERS = pick(
  PARAMETERS,
  'rho',
  'kappa',
  'immunity_period',
  'min_allowed_weights',
  'max_weights_limit',
  'tempo',
  'min_difficulty',
  'max_difficulty',
  'weights_version',
  'weights_rate_limit',
  'adjustment_interval',
  'activity_cutoff',
  'registration_allowed',
  'target_regs_per_interval',
  'min_burn',
  'max_burn',
  'bonds_moving_avg',
  'max_regs_per_block',
  'serving_rate_limit',
  'max_validators',
  'adjustment_alpha',
  'difficulty',
  'commit_reveal_period',
  'commit_reveal_weights_enabled',
  'alpha_high',
  'alpha_low',
  'liquid_alpha_enabled',
)

export const subnetHyperparams = view(`${SUBNET_INFO}::SubnetHyperparams`, HYPERPARAMETERS)

const SWITCHES = pick(
  PARAMETERS,
  'alpha_sigmoid_steepness',
  'yuma_version',
  'subnet_is_active',
  'transfers_enabled',
  'bonds_reset_enabled',
  'user_liquidity_enabled',
)

export const subnetHyperparamsV2 = view(`${SUBNET_INFO}::SubnetHyperparamsV2`, { ...HYPERPARAMETERS, ...SWITCHES })

const hyperparamValue = variant(`${SUBNET_INFO}::HyperparamValue`, {
  Bool: [0, bool],
  U16: [1, cu16],
  U32: [2, cu32],
  U64: [3, cu64],
  U128: [4, cu128],
  TaoBalance: [5, cTao],
  I32F32: [6, i32f32],
  U64F64: [7, u64f64],
})

export const hyperparamEntries = vec(
  struct(`${SUBNET_INFO}::HyperparamEntry`, { name: bytes, value: named(hyperparamValue, 'HyperparamValue') }),
)

/** The variant that holds a field's values. */
const VARIANTS = new Map<Codec<unknown>, string>([
  [bool, 'Bool'],
  [cu16, 'U16'],
  [cu32, 'U32'],
  [cu64, 'U64'],
  [cTao, 'TaoBalance'],
  [i32f32, 'I32F32'],
  [u64f64, 'U64F64'],
] as [Codec<unknown>, string][])

const LISTED: Readonly<Record<string, Field>> = {
  ...pick(
    PARAMETERS,
    'kappa',
    'immunity_period',
    'min_allowed_weights',
    'max_weights_limit',
    'tempo',
    'weights_version',
    'weights_rate_limit',
    'activity_cutoff',
  ),
  activity_cutoff_factor: field(cu32, (ctx, netuid) => hyperparameters.ActivityCutoffFactorMilli.get(ctx, netuid)),
  ...pick(PARAMETERS, 'registration_allowed', 'target_regs_per_interval', 'min_burn', 'max_burn'),
  burn_half_life: field(cu16, (ctx, netuid) => hyperparameters.BurnHalfLife.get(ctx, netuid)),
  burn_increase_mult: field(u64f64, (ctx, netuid) => hyperparameters.BurnIncreaseMult.get(ctx, netuid)),
  ...pick(
    PARAMETERS,
    'bonds_moving_avg',
    'max_regs_per_block',
    'serving_rate_limit',
    'max_validators',
    'commit_reveal_period',
    'commit_reveal_weights_enabled',
    'alpha_high',
    'alpha_low',
    'liquid_alpha_enabled',
    'alpha_sigmoid_steepness',
    'yuma_version',
    'subnet_is_active',
    'transfers_enabled',
    'bonds_reset_enabled',
    'user_liquidity_enabled',
  ),
  owner_cut_enabled: field(bool, (ctx, netuid) => OwnerCutEnabled.get(ctx, netuid)),
  owner_cut_auto_lock_enabled: field(bool, (ctx, netuid) => OwnerCutAutoLockEnabled.get(ctx, netuid)),
  min_childkey_take: field(cu16, getEffectiveMinChildkeyTake),
}

type Entry = typeof hyperparamEntries extends Codec<readonly (infer E)[]> ? E : never

/** Every hyperparameter by its name. Reference: get_subnet_hyperparams_v3 */
export const hyperparamsOf = (ctx: Ctx, netuid: NetUid): Entry[] =>
  Object.entries(LISTED).map(([name, { codec, of }]) => ({
    name: utf8(name),
    value: { type: VARIANTS.get(codec)!, value: of(ctx, netuid) } as Entry['value'],
  }))

export const dynamicInfo = view(
  'pallet_subtensor::rpc_info::dynamic_info::DynamicInfo',
  {
    ...pick(FACTS, 'netuid', 'owner_hotkey', 'owner_coldkey', 'subnet_name', 'token_symbol'),
    ...pick(PARAMETERS, 'tempo'),
    ...pick(
      FACTS,
      'last_step',
      'blocks_since_last_step',
      'emission',
      'alpha_in',
      'alpha_out',
      'tao_in',
      'alpha_out_emission',
      'alpha_in_emission',
      'tao_in_emission',
      'pending_alpha_emission',
      'pending_root_emission',
      'subnet_volume',
      'network_registered_at',
      'subnet_identity',
      'moving_price',
    ),
  },
  ACCOUNT_PARAM,
)

type ViewValue = ReturnType<View['of']>

/** A view of a subnet; undefined for a subnet that does not exist. */
export const viewOf = ({ of }: View, ctx: Ctx, netuid: NetUid): ViewValue | undefined =>
  ifSubnetExist(ctx, netuid) ? of(ctx, netuid) : undefined

/** A view of each subnet that exists, by number. Reference: get_subnets_info */
export function viewsByNetuid(view: View, ctx: Ctx): (ViewValue | undefined)[] {
  const netuids = NetworksAdded.entries(ctx).flatMap(({ keys: [netuid], value }) => (value ? [netuid] : []))
  return netuids.sort((a, b) => a - b).map(netuid => viewOf(view, ctx, netuid))
}
