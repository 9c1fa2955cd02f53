/** Everything about a subnet and its neurons at once. Reference: rpc_info/{metagraph,show_subnet}.rs */
import { I64F64 } from '../../../../consensus/fixed/types.ts'
import type { AccountId } from '../../../../primitives/account.ts'
import { alpha, tao, ZERO_TAO } from '../../../../primitives/amounts.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { type Codec, encode, named } from '../../../scale/codec.ts'
import { option, tuple, vec } from '../../../scale/collections.ts'
import { struct } from '../../../scale/composites.ts'
import { bool } from '../../../scale/primitives.ts'
import { CommitmentOf } from '../../commitments/storage.ts'
import { registration } from '../../commitments/types.ts'
import { succeeds } from '../../swap/attempt.ts'
import { getStakeWeightsForHotkeyOnSubnet, getStakeWeightsForNetwork } from '../staking/stake-utils/stake-weights.ts'
import { StakeThreshold } from '../storage/global.ts'
import { IdentitiesV2, Owner } from '../storage/keys.ts'
import * as neurons from '../storage/neurons.ts'
import { AlphaDividendsPerSubnet, LastHotkeyEmissionOnNetuid } from '../storage/stake.ts'
import { MechanismCountCurrent, SubnetworkN } from '../storage/subnet.ts'
import { ensureMechanismExists, getMechanismStorageIndex } from '../subnets/mechanism.ts'
import { getAllSubnetNetuids, ifSubnetExist } from '../subnets/subnet.ts'
import { axonInfo, chainIdentity } from '../types.ts'
import { ACCOUNT_PARAM, account, cAlpha, cNetuid, compactText, cTao, cu16, cu64 } from './codecs.ts'
import { getAxonInfo } from './endpoints.ts'
import { FACTS, type Field, field, PARAMETERS, pick, view } from './subnet-fields.ts'

const uids = (ctx: Ctx, netuid: NetUid): number[] => Array.from({ length: SubnetworkN.get(ctx, netuid) }, (_, i) => i)

const hotkeysOf = (ctx: Ctx, netuid: NetUid): AccountId[] =>
  uids(ctx, netuid).map(uid => neurons.Keys.get(ctx, netuid, uid))

const coldkeysOf = (ctx: Ctx, netuid: NetUid): AccountId[] =>
  hotkeysOf(ctx, netuid).map(hotkey => Owner.get(ctx, hotkey))

/** A vector with an entry for each neuron that stands in storage as it is told. */
const listed = <T>(codec: Codec<T>, item: { get(ctx: Ctx, index: number): ArrayLike<T> & Iterable<T> }): Field =>
  field(vec(codec), (ctx, netuid) => Array.from(item.get(ctx, netuid)))

/** What is no longer computed. */
const none = <T>(codec: Codec<T>): Field => field(vec(codec), () => [])

const stakes = <T>(codec: Codec<T>, kind: 'total' | 'alpha' | 'tao', as: (rao: bigint) => T): Field =>
  field(vec(codec), (ctx, netuid) => getStakeWeightsForNetwork(ctx, netuid)[kind].map(stake => as(I64F64.toU64(stake))))

const blockAtRegistration = field(vec(cu64), (ctx, netuid) =>
  uids(ctx, netuid).map(uid => neurons.BlockAtRegistration.get(ctx, netuid, uid)),
)

const perHotkey = <T>(codec: Codec<T>, of: (ctx: Ctx, netuid: NetUid, hotkey: AccountId) => T): Field =>
  field(vec(tuple(account, codec)), (ctx, netuid) =>
    hotkeysOf(ctx, netuid).map((hotkey): readonly [AccountId, T] => [hotkey, of(ctx, netuid, hotkey)]),
  )

const NEURONS = {
  hotkeys: field(vec(account), hotkeysOf),
  coldkeys: field(vec(account), coldkeysOf),
  identities: field(named(vec(option(chainIdentity)), 'Vec<Option<ChainIdentityOfV2>>'), (ctx, netuid) =>
    coldkeysOf(ctx, netuid).map(coldkey => IdentitiesV2.get(ctx, coldkey)),
  ),
  axons: field(vec(axonInfo), (ctx, netuid) => hotkeysOf(ctx, netuid).map(hotkey => getAxonInfo(ctx, netuid, hotkey))),
  active: listed(bool, neurons.Active),
  validator_permit: listed(bool, neurons.ValidatorPermit),
  pruning_score: none(cu16),
  last_update: listed(cu64, neurons.LastUpdate),
  emission: listed(cAlpha, neurons.Emission),
  dividends: listed(cu16, neurons.Dividends),
  incentives: listed(cu16, neurons.Incentive),
  consensus: listed(cu16, neurons.Consensus),
  trust: none(cu16),
  rank: none(cu16),
  block_at_registration: blockAtRegistration,
  alpha_stake: stakes(cAlpha, 'alpha', alpha),
  tao_stake: stakes(cTao, 'tao', tao),
  total_stake: stakes(cTao, 'total', tao),
  tao_dividends_per_hotkey: perHotkey(cTao, () => ZERO_TAO),
  alpha_dividends_per_hotkey: perHotkey(cAlpha, (ctx, netuid, hotkey) =>
    AlphaDividendsPerSubnet.get(ctx, netuid, hotkey),
  ),
} as const

/** In the order of the struct, which is also that of the numbers by which clients choose. */
const METAGRAPH: Readonly<Record<string, Field>> = {
  ...pick(
    FACTS,
    'netuid',
    'name',
    'symbol',
    'identity',
    'network_registered_at',
    'owner_hotkey',
    'owner_coldkey',
    'block',
  ),
  ...pick(PARAMETERS, 'tempo'),
  ...pick(
    FACTS,
    'last_step',
    'blocks_since_last_step',
    'subnet_emission',
    'alpha_in',
    'alpha_out',
    'tao_in',
    'alpha_out_emission',
    'alpha_in_emission',
    'tao_in_emission',
    'pending_alpha_emission',
    'pending_root_emission',
    'subnet_volume',
    'moving_price',
  ),
  ...pick(
    PARAMETERS,
    'rho',
    'kappa',
    'min_allowed_weights',
    'max_weights_limit',
    'weights_version',
    'weights_rate_limit',
    'activity_cutoff',
    'max_validators',
  ),
  ...pick(FACTS, 'num_uids'),
  ...pick(PARAMETERS, 'max_uids'),
  ...pick(FACTS, 'burn'),
  ...pick(
    PARAMETERS,
    'difficulty',
    'registration_allowed',
    'pow_registration_allowed',
    'immunity_period',
    'min_difficulty',
    'max_difficulty',
    'min_burn',
    'max_burn',
    'adjustment_alpha',
    'adjustment_interval',
    'target_regs_per_interval',
    'max_regs_per_block',
    'serving_rate_limit',
    'commit_reveal_weights_enabled',
    'commit_reveal_period',
    'liquid_alpha_enabled',
    'alpha_high',
    'alpha_low',
    'bonds_moving_avg',
  ),
  ...NEURONS,
}

export const metagraph = view('pallet_subtensor::rpc_info::metagraph::Metagraph', METAGRAPH, ACCOUNT_PARAM)

export function metagraphOf(ctx: Ctx, netuid: NetUid) {
  return ifSubnetExist(ctx, netuid) ? metagraph.of(ctx, netuid) : undefined
}

/** The metagraph with the vectors of one mechanism. Reference: get_mechagraph */
export function mechagraphOf(ctx: Ctx, netuid: NetUid, mechanism: number) {
  if (!succeeds(() => ensureMechanismExists(ctx, netuid, mechanism))) return undefined
  const index = getMechanismStorageIndex(netuid, mechanism)
  const whole = metagraphOf(ctx, netuid)
  return whole && { ...whole, netuid: index, ...mechanismVectors(ctx, index) }
}

const mechanismVectors = (ctx: Ctx, index: number) => ({
  last_update: NEURONS.last_update.of(ctx, index),
  incentives: NEURONS.incentives.of(ctx, index),
})

export const allMetagraphs = (ctx: Ctx) => getAllSubnetNetuids(ctx).map(netuid => metagraphOf(ctx, netuid))

export const allMechagraphs = (ctx: Ctx) =>
  getAllSubnetNetuids(ctx).flatMap(netuid =>
    Array.from({ length: MechanismCountCurrent.get(ctx, netuid) }, (_, id) => mechagraphOf(ctx, netuid, id)),
  )

/** Validators above the stake threshold, the one with the least stake first. Reference: get_validators */
function validatorsOf(ctx: Ctx, netuid: NetUid): number[] {
  const threshold = I64F64.satFromInt(StakeThreshold.get(ctx))
  const permits = neurons.ValidatorPermit.get(ctx, netuid)
  return neurons.Keys.entries(ctx, netuid)
    .filter(({ keys: [, uid] }) => permits[uid] === true)
    .map(({ keys: [, uid], value: hotkey }) => ({
      uid,
      stake: getStakeWeightsForHotkeyOnSubnet(ctx, hotkey, netuid).total,
    }))
    .sort((a, b) => (a.stake < b.stake ? -1 : a.stake > b.stake ? 1 : 0))
    .filter(({ stake }) => stake > threshold)
    .map(({ uid }) => uid)
}

const SELECTABLE: Readonly<Record<string, Field>> = {
  ...METAGRAPH,
  validators: field(vec(cu16), validatorsOf),
  commitments: field(vec(tuple(account, compactText)), (ctx, netuid) =>
    CommitmentOf.entries(ctx, netuid).map(
      ({ keys: [, who], value }) => [who, encode(registration, value, ctx.runtime.outer)] as const,
    ),
  ),
}

const SELECTIONS = Object.entries(SELECTABLE)

type Selected = Record<string, unknown> & { netuid: NetUid }

export const selectiveMetagraph = struct(
  'pallet_subtensor::rpc_info::metagraph::SelectiveMetagraph',
  {
    netuid: cNetuid,
    ...Object.fromEntries(SELECTIONS.slice(1).map(([name, { codec }]) => [name, option(codec)])),
  },
  ACCOUNT_PARAM,
) as Codec<Selected>

/**
 * The chosen fields by number; unknown numbers are passed over. The subnet's own number is a field like any other, and
 * 0 where it was not chosen. Reference: get_selective_metagraph
 */
export function selectedOf(ctx: Ctx, netuid: NetUid, indexes: Iterable<number>): Selected | undefined {
  if (!ifSubnetExist(ctx, netuid)) return undefined
  const selected: Selected = { netuid: 0 }
  for (const index of new Set(indexes)) {
    const selection = SELECTIONS[index]
    if (selection !== undefined) selected[selection[0]] = selection[1].of(ctx, netuid)
  }
  return selected
}

/** As above, with the vectors of one mechanism. Reference: get_selective_mechagraph */
export function selectedOfMechanism(ctx: Ctx, netuid: NetUid, mechanism: number, indexes: Iterable<number>) {
  const selected = selectedOf(ctx, netuid, indexes)
  if (selected === undefined) return undefined
  const vectors = mechanismVectors(ctx, getMechanismStorageIndex(netuid, mechanism))
  for (const [name, vector] of Object.entries(vectors)) if (name in selected) selected[name] = vector
  return { ...selected, netuid }
}

const emissionHistory = field(named(vec(vec(cAlpha)), 'Vec<Vec<Compact<AlphaBalance>>>'), (ctx, netuid) => {
  const hotkeys = hotkeysOf(ctx, netuid)
  return getAllSubnetNetuids(ctx).map(other =>
    hotkeys.map(hotkey => LastHotkeyEmissionOnNetuid.get(ctx, hotkey, other)),
  )
})

export const subnetState = view(
  'pallet_subtensor::rpc_info::show_subnet::SubnetState',
  {
    ...pick(FACTS, 'netuid'),
    ...pick<keyof typeof NEURONS>(
      NEURONS,
      'hotkeys',
      'coldkeys',
      'active',
      'validator_permit',
      'pruning_score',
      'last_update',
      'emission',
      'dividends',
      'incentives',
      'consensus',
      'trust',
      'rank',
      'block_at_registration',
      'alpha_stake',
      'tao_stake',
      'total_stake',
    ),
    emission_history: emissionHistory,
  },
  ACCOUNT_PARAM,
)
