import { I64F64 } from '../../../../consensus/fixed/types.ts'
import { TaoError } from '../../../../primitives/errors.ts'
import { formatEndpoint } from '../../../../primitives/ip.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import { encodeAddress } from '../../../../primitives/ss58.ts'
import { getNextEpochStartBlock } from '../../../pallets/subtensor/coinbase/epoch-schedule.ts'
import { hyperparamEntries, hyperparamsOf } from '../../../pallets/subtensor/rpc-info/subnet-info.ts'
import { getStakeWeightsForNetwork } from '../../../pallets/subtensor/staking/stake-utils/stake-weights.ts'
import { MaxAllowedUids } from '../../../pallets/subtensor/storage/hyperparameters.ts'
import { Owner } from '../../../pallets/subtensor/storage/keys.ts'
import * as neuron from '../../../pallets/subtensor/storage/neurons.ts'
import * as pool from '../../../pallets/subtensor/storage/pool.ts'
import * as subnet from '../../../pallets/subtensor/storage/subnet.ts'
import { getNameForSubnet } from '../../../pallets/subtensor/subnets/names.ts'
import { getAllSubnetNetuids, ifSubnetExist } from '../../../pallets/subtensor/subnets/subnet.ts'
import type { AxonInfo } from '../../../pallets/subtensor/types.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { Reader } from '../../../scale/buffer.ts'
import { encode } from '../../../scale/codec.ts'
import { method } from '../method.ts'
import { param, u32 } from '../params.ts'
import type { NeuronLine, ShownField, SubnetLine, SubnetList, SubnetPage } from './answers.ts'
import { identityFields, priceOf, textOf } from './facts.ts'
import { showValue } from './shown.ts'

const BILLION = 1_000_000_000n

/** All subnets, root included, by number. */
export const explorerSubnets = method({
  name: 'tao_explorerSubnets',
  params: [],
  run: ({ chain }): SubnetList => ({ ...chain.head, subnets: chain.look(subnetLines) }),
})

/** A subnet with its neurons and hyperparameters. */
export const explorerSubnet = method({
  name: 'tao_explorerSubnet',
  params: [param('netuid', u32)],
  run: ({ chain }, netuid): SubnetPage => {
    const { head } = chain
    return { ...head, ...chain.look(ctx => subnetOf(ctx, netuid)) }
  },
})

/** TAO that the newest block brought to a subnet. */
export const taoEmissionOf = (ctx: Ctx, netuid: NetUid): bigint =>
  netuid === ROOT ? 0n : pool.SubnetTaoInEmission.get(ctx, netuid) + pool.SubnetExcessTao.get(ctx, netuid)

function subnetLines(ctx: Ctx): SubnetLine[] {
  const netuids = getAllSubnetNetuids(ctx).sort((a, b) => a - b)
  const total = netuids.reduce((sum, netuid) => sum + taoEmissionOf(ctx, netuid), 0n)
  return netuids.map(netuid => lineOf(ctx, netuid, total))
}

/** @param total what the newest block brought to all subnets */
function lineOf(ctx: Ctx, netuid: NetUid, total: bigint): SubnetLine {
  const emission = taoEmissionOf(ctx, netuid)
  const epoch = netuid === ROOT ? undefined : getNextEpochStartBlock(ctx, netuid)
  return {
    netuid,
    name: textOf(getNameForSubnet(ctx, netuid)),
    symbol: textOf(subnet.TokenSymbol.get(ctx, netuid)),
    owner: encodeAddress(subnet.SubnetOwner.get(ctx, netuid)),
    price: priceOf(ctx, netuid).toString(),
    taoEmission: emission.toString(),
    emissionShare: (total === 0n ? 0n : (emission * BILLION) / total).toString(),
    taoIn: pool.SubnetTAO.get(ctx, netuid).toString(),
    alphaIn: pool.SubnetAlphaIn.get(ctx, netuid).toString(),
    alphaOut: pool.SubnetAlphaOut.get(ctx, netuid).toString(),
    tempo: subnet.Tempo.get(ctx, netuid),
    nextEpoch: epoch === undefined ? null : Math.max(Number(ctx.block) + 1, Number(epoch)),
    neurons: subnet.SubnetworkN.get(ctx, netuid),
    maxNeurons: MaxAllowedUids.get(ctx, netuid),
  }
}

/** @throws TaoError `not_found` */
function subnetOf(ctx: Ctx, netuid: NetUid) {
  if (netuid > 0xffff || !ifSubnetExist(ctx, netuid)) {
    throw new TaoError('not_found', `There is no subnet ${netuid}`, { why: 'It was never made, or it was dissolved.' })
  }
  return {
    subnet: subnetLines(ctx).find(line => line.netuid === netuid)!,
    ownerHotkey: encodeAddress(subnet.SubnetOwnerHotkey.get(ctx, netuid)),
    registeredAt: Number(subnet.NetworkRegisteredAt.get(ctx, netuid)),
    lastEpoch: Number(subnet.LastEpochBlock.get(ctx, netuid)),
    alphaOutEmission: pool.SubnetAlphaOutEmission.get(ctx, netuid).toString(),
    volume: pool.SubnetVolume.get(ctx, netuid).toString(),
    burn: subnet.Burn.get(ctx, netuid).toString(),
    identity: identityFields(subnet.SubnetIdentitiesV3.get(ctx, netuid)),
    hyperparameters: hyperparametersOf(ctx, netuid),
    neurons: neuronsOf(ctx, netuid),
  }
}

function hyperparametersOf(ctx: Ctx, netuid: NetUid): ShownField[] {
  const { runtime } = ctx
  const reader = new Reader(encode(hyperparamEntries, hyperparamsOf(ctx, netuid)), runtime.outer)
  const shown = showValue(runtime, hyperparamEntries.type(), undefined, reader)
  if (shown.kind !== 'list') return []
  return shown.items.flatMap((entry): ShownField[] => {
    if (entry.kind !== 'fields') return []
    const [name, value] = entry.fields.map(([, field]) => field)
    return name?.kind === 'text' && value?.kind === 'variant' ? [[name.value, value.fields[0]![1]]] : []
  })
}

function neuronsOf(ctx: Ctx, netuid: NetUid): NeuronLine[] {
  const stakes = getStakeWeightsForNetwork(ctx, netuid)
  const rao = (weights: readonly I64F64[], uid: number): string => I64F64.toU64(weights[uid]!).toString()
  const part = (item: { get(ctx: Ctx, netuid: NetUid): ArrayLike<number> }): ((uid: number) => number) => {
    const values = item.get(ctx, netuid)
    return uid => values[uid] ?? 0
  }
  const trust = part(neuron.ValidatorTrust)
  const consensus = part(neuron.Consensus)
  const incentive = part(neuron.Incentive)
  const dividends = part(neuron.Dividends)
  const emission = neuron.Emission.get(ctx, netuid)
  const permit = neuron.ValidatorPermit.get(ctx, netuid)
  const active = neuron.Active.get(ctx, netuid)
  const updated = neuron.LastUpdate.get(ctx, netuid)
  return Array.from({ length: subnet.SubnetworkN.get(ctx, netuid) }, (_, uid) => {
    const hotkey = neuron.Keys.get(ctx, netuid, uid)
    return {
      uid,
      hotkey: encodeAddress(hotkey),
      coldkey: encodeAddress(Owner.get(ctx, hotkey)),
      stake: rao(stakes.total, uid),
      alphaStake: rao(stakes.alpha, uid),
      rootStake: rao(stakes.tao, uid),
      validatorTrust: trust(uid),
      consensus: consensus(uid),
      incentive: incentive(uid),
      dividends: dividends(uid),
      emission: (emission[uid] ?? 0n).toString(),
      axon: axonText(neuron.Axons.get(ctx, netuid, hotkey)),
      permit: permit[uid] ?? false,
      active: active[uid] ?? false,
      lastUpdate: Number(updated[uid] ?? 0n),
    }
  })
}

/** Null for a hotkey that has not said, or has taken it back. */
function axonText(axon: AxonInfo | undefined): string | null {
  if (axon === undefined || axon.ip === 0n) return null
  return formatEndpoint({ type: axon.ip_type === 4 ? 4 : 6, number: axon.ip }, axon.port)
}
