/** Neurons as runtime APIs tell them. Reference: rpc_info/neuron_info.rs */
import type { NetUid } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import type { ValueOf } from '../../../scale/codec.ts'
import { tuple, vec } from '../../../scale/collections.ts'
import { struct } from '../../../scale/composites.ts'
import { bool } from '../../../scale/primitives.ts'
import { getStakeForHotkeyOnSubnet } from '../staking/stake-utils/shares.ts'
import { Owner } from '../storage/keys.ts'
import { Bonds, Keys, Weights } from '../storage/neurons.ts'
import { SubnetworkN } from '../storage/subnet.ts'
import { ifSubnetExist } from '../subnets/subnet.ts'
import { axonInfo, prometheusInfo } from '../types.ts'
import * as misc from '../utils/misc.ts'
import { ACCOUNT_PARAM, account, cAlpha, cNetuid, cu16, cu64 } from './codecs.ts'
import { getAxonInfo, getPrometheusInfo } from './endpoints.ts'

const NEURON_INFO = 'pallet_subtensor::rpc_info::neuron_info'

const HEAD = {
  hotkey: account,
  coldkey: account,
  uid: cu16,
  netuid: cNetuid,
  active: bool,
  axon_info: axonInfo,
  prometheus_info: prometheusInfo,
  stake: vec(tuple(account, cAlpha)),
  rank: cu16,
  emission: cAlpha,
  incentive: cu16,
  consensus: cu16,
  trust: cu16,
  validator_trust: cu16,
  dividends: cu16,
  last_update: cu64,
  validator_permit: bool,
}
const row = vec(tuple(cu16, cu16))

export const neuronInfo = struct(
  `${NEURON_INFO}::NeuronInfo`,
  { ...HEAD, weights: row, bonds: row, pruning_score: cu16 },
  ACCOUNT_PARAM,
)
export const neuronInfoLite = struct(`${NEURON_INFO}::NeuronInfoLite`, { ...HEAD, pruning_score: cu16 }, ACCOUNT_PARAM)

type Neuron = ValueOf<typeof neuronInfo>
type NeuronLite = ValueOf<typeof neuronInfoLite>

/** What stands for the pruning score, which is no longer computed. */
const NO_PRUNING_SCORE = 0xffff

/** A neuron without its rows; undefined where there is none. */
export function neuronLiteOf(ctx: Ctx, netuid: NetUid, uid: number): NeuronLite | undefined {
  const hotkey = ifSubnetExist(ctx, netuid) ? Keys.find(ctx, netuid, uid) : undefined
  if (hotkey === undefined) return undefined
  const coldkey = Owner.get(ctx, hotkey)
  return {
    hotkey,
    coldkey,
    uid,
    netuid,
    active: misc.getActiveForUid(ctx, netuid, uid),
    axon_info: getAxonInfo(ctx, netuid, hotkey),
    prometheus_info: getPrometheusInfo(ctx, netuid, hotkey),
    stake: [[coldkey, getStakeForHotkeyOnSubnet(ctx, hotkey, netuid)]],
    rank: 0,
    emission: misc.getEmissionForUid(ctx, netuid, uid),
    incentive: misc.getIncentiveForUid(ctx, netuid, uid),
    consensus: misc.getConsensusForUid(ctx, netuid, uid),
    trust: 0,
    validator_trust: misc.getValidatorTrustForUid(ctx, netuid, uid),
    dividends: misc.getDividendsForUid(ctx, netuid, uid),
    last_update: misc.getLastUpdateForUid(ctx, netuid, uid),
    validator_permit: misc.getValidatorPermitForUid(ctx, netuid, uid),
    pruning_score: NO_PRUNING_SCORE,
  }
}

export function neuronOf(ctx: Ctx, netuid: NetUid, uid: number): Neuron | undefined {
  const lite = neuronLiteOf(ctx, netuid, uid)
  if (lite === undefined) return undefined
  return {
    ...lite,
    weights: pairsOf(Weights.get(ctx, netuid, uid)),
    bonds: pairsOf(Bonds.get(ctx, netuid, uid)),
  }
}

/** The pairs of a row that are more than 0. */
function pairsOf(values: Uint16Array): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = []
  for (let i = 0; i < values.length; i += 2) if (values[i + 1]! > 0) pairs.push([values[i]!, values[i + 1]!])
  return pairs
}

/** All neurons up to the first uid without one. */
export function neuronsOf<N>(
  ctx: Ctx,
  netuid: NetUid,
  of: (ctx: Ctx, netuid: NetUid, uid: number) => N | undefined,
): N[] {
  const found: N[] = []
  const n = SubnetworkN.get(ctx, netuid)
  for (let uid = 0; uid < n; uid++) {
    const neuron = of(ctx, netuid, uid)
    if (neuron === undefined) break
    found.push(neuron)
  }
  return found
}
