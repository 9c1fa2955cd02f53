/** Subnets: what they are, how their pools stand, how they are set up. */
import type { Alpha, Tao } from '../../primitives/amounts.ts'
import { TaoError } from '../../primitives/errors.ts'
import type { NetUid } from '../../primitives/netuid.ts'
import type { Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import type { Plain } from '../plain.ts'
import { asAlpha, asTao, big, billionths, bool, list, maybe, number, record, string, text } from './values.ts'

export const SUBNETS: Needs = {
  apis: ['SubnetInfoRuntimeApi.get_all_dynamic_info', 'SwapRuntimeApi.current_alpha_price_all'],
}
export const SUBNET: Needs = {
  apis: ['SubnetInfoRuntimeApi.get_dynamic_info', 'SwapRuntimeApi.current_alpha_price'],
}

export interface SubnetIdentity {
  readonly name: string
  readonly repository: string
  readonly contact: string
  readonly url: string
  readonly discord: string
  readonly description: string
  readonly logo: string
  readonly additional: string
}

export interface Subnet {
  readonly netuid: NetUid
  readonly name: string
  readonly symbol: string
  readonly ownerColdkey: string
  readonly ownerHotkey: string
  readonly tempo: number
  /** The block of the last epoch. */
  readonly lastStep: bigint
  readonly blocksSinceLastStep: bigint
  /** TAO in the pool. */
  readonly taoIn: Tao
  /** Alpha in the pool. */
  readonly alphaIn: Alpha
  /** Alpha outside the pool. */
  readonly alphaOut: Alpha
  /** What the last block brought to the pool and to participants. */
  readonly taoInEmission: Tao
  readonly alphaInEmission: Alpha
  readonly alphaOutEmission: Alpha
  readonly pendingAlpha: Alpha
  /** All trades so far, in rao. */
  readonly volume: bigint
  readonly registeredAt: bigint
  /** The moving average of the price, by which TAO is shared among subnets, in billionths. */
  readonly movingPrice: bigint
  /** The price of one alpha in rao of TAO. On root, 1 TAO. */
  readonly price: Tao
  readonly identity: SubnetIdentity | undefined
}

/** All subnets, root included, by number. */
export async function getSubnets(reader: Reader): Promise<Subnet[]> {
  const [infos, prices] = await Promise.all([
    reader.ask('SubnetInfoRuntimeApi.get_all_dynamic_info'),
    reader.ask('SwapRuntimeApi.current_alpha_price_all'),
  ])
  const priceOf = new Map(list(prices).map(entry => [number(record(entry).netuid), asTao(record(entry).price)]))
  return list(infos)
    .filter(info => info !== undefined)
    .map(info => subnet(info, priceOf.get(number(record(info).netuid)) ?? asTao(0)))
    .sort((a, b) => a.netuid - b.netuid)
}

/** @throws TaoError `not_found` */
export async function getSubnet(reader: Reader, netuid: NetUid): Promise<Subnet> {
  const [info, price] = await Promise.all([
    reader.ask('SubnetInfoRuntimeApi.get_dynamic_info', netuid),
    reader.ask('SwapRuntimeApi.current_alpha_price', netuid),
  ])
  if (info === undefined) throw noSubnet(netuid)
  return subnet(info, asTao(price))
}

export const noSubnet = (netuid: NetUid): TaoError =>
  new TaoError('not_found', `There is no subnet ${netuid}`, {
    remedy: 'See which subnets there are with: tao subnets list',
    data: { netuid },
  })

function subnet(info: Plain, price: Tao): Subnet {
  const fields = record(info)
  return {
    netuid: number(fields.netuid),
    name: text(fields.subnetName),
    symbol: text(fields.tokenSymbol),
    ownerColdkey: string(fields.ownerColdkey),
    ownerHotkey: string(fields.ownerHotkey),
    tempo: number(fields.tempo),
    lastStep: big(fields.lastStep),
    blocksSinceLastStep: big(fields.blocksSinceLastStep),
    taoIn: asTao(fields.taoIn),
    alphaIn: asAlpha(fields.alphaIn),
    alphaOut: asAlpha(fields.alphaOut),
    taoInEmission: asTao(fields.taoInEmission),
    alphaInEmission: asAlpha(fields.alphaInEmission),
    alphaOutEmission: asAlpha(fields.alphaOutEmission),
    pendingAlpha: asAlpha(fields.pendingAlphaEmission),
    volume: big(fields.subnetVolume),
    registeredAt: big(fields.networkRegisteredAt),
    movingPrice: billionths(fields.movingPrice, 32),
    price,
    identity: maybe(fields.subnetIdentity, identity),
  }
}

function identity(value: Plain): SubnetIdentity {
  const fields = record(value)
  return {
    name: text(fields.subnetName),
    repository: text(fields.githubRepo),
    contact: text(fields.subnetContact),
    url: text(fields.subnetUrl),
    discord: text(fields.discord),
    description: text(fields.description),
    logo: text(fields.logoUrl),
    additional: text(fields.additional),
  }
}

export const HYPERPARAMETERS: Needs = { apis: ['SubnetInfoRuntimeApi.get_subnet_hyperparams_v3'] }

/** By the name the chain has for it: a number, yes or no, TAO, or a fixed-point number as bits. */
export type HyperparameterValue =
  | { readonly kind: 'number'; readonly value: bigint }
  | { readonly kind: 'flag'; readonly value: boolean }
  | { readonly kind: 'tao'; readonly value: Tao }
  | { readonly kind: 'fixed'; readonly billionths: bigint }

/** @throws TaoError `not_found` */
export async function getHyperparameters(
  reader: Reader,
  netuid: NetUid,
): Promise<ReadonlyMap<string, HyperparameterValue>> {
  const entries = await reader.ask('SubnetInfoRuntimeApi.get_subnet_hyperparams_v3', netuid)
  if (entries === undefined) throw noSubnet(netuid)
  return new Map(
    list(entries).map(entry => {
      const { name, value } = record(entry)
      const { type, value: inner } = record(value)
      return [text(name), hyperparameter(string(type), inner)]
    }),
  )
}

function hyperparameter(type: string, value: Plain): HyperparameterValue {
  switch (type) {
    case 'Bool':
      return { kind: 'flag', value: bool(value) }
    case 'TaoBalance':
      return { kind: 'tao', value: asTao(value) }
    case 'I32F32':
      return { kind: 'fixed', billionths: billionths(value, 32) }
    case 'U64F64':
      return { kind: 'fixed', billionths: billionths(value, 64) }
    default:
      return { kind: 'number', value: big(value) }
  }
}
