/**
 * What runtime APIs tell of a subnet, each fact once. Structs of the API are lists of their names.
 * Reference: rpc_info/{subnet_info,dynamic_info,metagraph}.rs
 */
import { I32F32 } from '../../../../consensus/fixed/types.ts'
import { satAdd, ZERO_TAO } from '../../../../primitives/amounts.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { type Codec, named } from '../../../scale/codec.ts'
import { array, option, vec } from '../../../scale/collections.ts'
import { struct } from '../../../scale/composites.ts'
import { bool, u16 } from '../../../scale/primitives.ts'
import type { TypeParam } from '../../../scale/type.ts'
import * as hyperparameters from '../storage/hyperparameters.ts'
import * as pool from '../storage/pool.ts'
import * as subnet from '../storage/subnet.ts'
import { getNameForSubnet } from '../subnets/names.ts'
import { i32f32, i96f32, subnetIdentity } from '../types.ts'
import { getActivityCutoffBlocks } from '../utils/misc.ts'
import { account, cAlpha, cNetuid, compactText, cTao, cu16, cu64, cu128 } from './codecs.ts'

/** A fact of a subnet: how it is written, and how it is found. */
export interface Field<T = unknown> {
  readonly codec: Codec<T>
  readonly of: (ctx: Ctx, netuid: NetUid) => T
}

export const field = <T>(codec: Codec<T>, of: (ctx: Ctx, netuid: NetUid) => T): Field => ({ codec, of }) as Field

/** A parameter that stands in storage as it is told. */
const stored = <T>(codec: Codec<T>, item: { get(ctx: Ctx, netuid: NetUid): T }): Field =>
  field(codec, (ctx, netuid) => item.get(ctx, netuid))

/** What the chain no longer has. */
const gone = <T>(codec: Codec<T>, value: T): Field => field(codec, () => value)

const maxValidators = stored(cu16, hyperparameters.MaxAllowedValidators)
const maxUids = stored(cu16, hyperparameters.MaxAllowedUids)
const subnetworkN = stored(cu16, subnet.SubnetworkN)
const identity = field(named(option(subnetIdentity), 'Option<SubnetIdentityV3>'), (ctx, netuid) =>
  subnet.SubnetIdentitiesV3.get(ctx, netuid),
)
const name = field(compactText, getNameForSubnet)
const symbol = stored(compactText, subnet.TokenSymbol)
const MAX_WEIGHT = 0xffff

/** A subnet's parameters. */
export const PARAMETERS = {
  rho: stored(cu16, hyperparameters.Rho),
  kappa: stored(cu16, hyperparameters.Kappa),
  difficulty: stored(cu64, hyperparameters.Difficulty),
  immunity_period: stored(cu16, hyperparameters.ImmunityPeriod),
  max_allowed_validators: maxValidators,
  max_validators: maxValidators,
  min_allowed_weights: stored(cu16, hyperparameters.MinAllowedWeights),
  max_weights_limit: gone(cu16, MAX_WEIGHT),
  scaling_law_power: stored(cu16, hyperparameters.ScalingLawPower),
  max_allowed_uids: maxUids,
  max_uids: maxUids,
  tempo: stored(cu16, subnet.Tempo),
  min_difficulty: stored(cu64, hyperparameters.MinDifficulty),
  max_difficulty: stored(cu64, hyperparameters.MaxDifficulty),
  weights_version: stored(cu64, hyperparameters.WeightsVersionKey),
  weights_rate_limit: stored(cu64, hyperparameters.WeightsSetRateLimit),
  adjustment_interval: stored(cu16, hyperparameters.AdjustmentInterval),
  activity_cutoff: field(cu64, getActivityCutoffBlocks),
  registration_allowed: stored(bool, subnet.NetworkRegistrationAllowed),
  pow_registration_allowed: stored(bool, subnet.NetworkPowRegistrationAllowed),
  target_regs_per_interval: stored(cu16, hyperparameters.TargetRegistrationsPerInterval),
  min_burn: stored(cTao, hyperparameters.MinBurn),
  max_burn: stored(cTao, hyperparameters.MaxBurn),
  bonds_moving_avg: stored(cu64, hyperparameters.BondsMovingAverage),
  max_regs_per_block: stored(cu16, hyperparameters.MaxRegistrationsPerBlock),
  serving_rate_limit: stored(cu64, hyperparameters.ServingRateLimit),
  adjustment_alpha: stored(cu64, hyperparameters.AdjustmentAlpha),
  commit_reveal_period: stored(cu64, hyperparameters.RevealPeriodEpochs),
  commit_reveal_weights_enabled: stored(bool, hyperparameters.CommitRevealWeightsEnabled),
  alpha_high: field(cu16, (ctx, netuid) => hyperparameters.AlphaValues.get(ctx, netuid)[1]),
  alpha_low: field(cu16, (ctx, netuid) => hyperparameters.AlphaValues.get(ctx, netuid)[0]),
  liquid_alpha_enabled: stored(bool, hyperparameters.LiquidAlphaOn),
  alpha_sigmoid_steepness: field(i32f32, (ctx, netuid) =>
    I32F32.satFromInt(hyperparameters.AlphaSigmoidSteepness.get(ctx, netuid)),
  ),
  yuma_version: field(cu16, (ctx, netuid) => (hyperparameters.Yuma3On.get(ctx, netuid) ? 3 : 2)),
  subnet_is_active: stored(bool, pool.SubtokenEnabled),
  transfers_enabled: stored(bool, pool.TransferToggle),
  bonds_reset_enabled: stored(bool, hyperparameters.BondsResetOn),
  user_liquidity_enabled: gone(bool, false),
} as const satisfies Record<string, Field>

/** What a subnet is and how its pool stands. */
export const FACTS = {
  netuid: field(cNetuid, (_, netuid) => netuid),
  subnetwork_n: subnetworkN,
  num_uids: subnetworkN,
  burn: stored(cTao, subnet.Burn),
  owner: stored(account, subnet.SubnetOwner),
  owner_hotkey: stored(account, subnet.SubnetOwnerHotkey),
  owner_coldkey: stored(account, subnet.SubnetOwner),
  identity,
  subnet_identity: identity,
  name,
  subnet_name: name,
  symbol,
  token_symbol: symbol,
  network_registered_at: stored(cu64, subnet.NetworkRegisteredAt),
  network_modality: gone(cu16, 0),
  network_connect: gone(named(vec(array(u16, 2)), 'Vec<[u16; 2]>'), []),
  block: field(cu64, ctx => ctx.block),
  last_step: stored(cu64, subnet.LastMechansimStepBlock),
  blocks_since_last_step: field(cu64, (ctx, netuid) => {
    const last = subnet.LastMechansimStepBlock.get(ctx, netuid)
    return ctx.block > last ? ctx.block - last : 0n
  }),
  emission: gone(cu64, 0n),
  emission_value: gone(cu64, 0n),
  emission_values: gone(cu64, 0n),
  subnet_emission: gone(cu64, 0n),
  alpha_in: stored(cAlpha, pool.SubnetAlphaIn),
  alpha_out: stored(cAlpha, pool.SubnetAlphaOut),
  tao_in: stored(cTao, pool.SubnetTAO),
  alpha_out_emission: stored(cAlpha, pool.SubnetAlphaOutEmission),
  alpha_in_emission: stored(cAlpha, pool.SubnetAlphaInEmission),
  tao_in_emission: stored(cTao, pool.SubnetTaoInEmission),
  pending_alpha_emission: field(cAlpha, (ctx, netuid) =>
    satAdd(pool.PendingValidatorEmission.get(ctx, netuid), pool.PendingServerEmission.get(ctx, netuid)),
  ),
  pending_root_emission: gone(cTao, ZERO_TAO),
  subnet_volume: stored(cu128, pool.SubnetVolume),
  moving_price: stored(i96f32, pool.SubnetMovingPrice),
} as const satisfies Record<string, Field>

/** A struct of facts, written from a subnet rather than from a value in memory. */
export interface View {
  readonly codec: Codec<Readonly<Record<string, unknown>>>
  readonly of: (ctx: Ctx, netuid: NetUid) => Readonly<Record<string, unknown>>
}

/** @param fields by the names they have in the struct, in its order */
export function view(path: string, fields: Readonly<Record<string, Field>>, params: readonly TypeParam[] = []): View {
  const entries = Object.entries(fields)
  const codecs = Object.fromEntries(entries.map(([key, { codec }]) => [key, codec]))
  return {
    codec: struct(path, codecs, params) as View['codec'],
    of: (ctx, netuid) => Object.fromEntries(entries.map(([key, { of }]) => [key, of(ctx, netuid)])),
  }
}

/** Some of a table's fields, in this order. */
export function pick<K extends string>(table: Readonly<Record<K, Field>>, ...names: readonly K[]): Record<K, Field> {
  return Object.fromEntries(names.map(key => [key, table[key]])) as Record<K, Field>
}
