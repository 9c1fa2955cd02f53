/** The neurons of a subnet, with the subnet's own state at the same block. */
import type { Alpha, Tao } from '../../primitives/amounts.ts'
import { formatEndpoint } from '../../primitives/ip.ts'
import type { NetUid } from '../../primitives/netuid.ts'
import type { Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import type { Plain } from '../plain.ts'
import { noSubnet } from './subnets.ts'
import { asAlpha, asTao, big, bool, list, maybe, number, ofU16, record, string, text } from './values.ts'

export const METAGRAPH: Needs = { apis: ['SubnetInfoRuntimeApi.get_metagraph'] }
export const MECHAGRAPH: Needs = { apis: ['SubnetInfoRuntimeApi.get_mechagraph'] }

export interface Neuron {
  readonly uid: number
  readonly hotkey: string
  readonly coldkey: string
  readonly isActive: boolean
  readonly hasPermit: boolean
  /** Alpha and root TAO as they weigh together, in rao. */
  readonly totalStake: Tao
  readonly alphaStake: Alpha
  readonly rootStake: Tao
  /** Shares of the subnet's whole, in billionths. */
  readonly incentive: bigint
  readonly dividends: bigint
  readonly consensus: bigint
  /** Alpha of the last epoch. */
  readonly emission: Alpha
  readonly lastUpdate: bigint
  readonly registeredAt: bigint
  /** `IP:PORT`; undefined where the neuron has not said. */
  readonly axon: string | undefined
}

export interface Metagraph {
  readonly netuid: NetUid
  readonly name: string
  readonly symbol: string
  readonly block: bigint
  readonly tempo: number
  readonly lastStep: bigint
  readonly maxUids: number
  readonly maxValidators: number
  readonly immunityPeriod: number
  readonly burn: Tao
  readonly taoIn: Tao
  readonly alphaIn: Alpha
  readonly alphaOut: Alpha
  readonly ownerColdkey: string
  readonly ownerHotkey: string
  readonly isRegistrationOpen: boolean
  readonly commitReveal: boolean
  readonly commitRevealPeriod: number
  readonly weightsRateLimit: bigint
  readonly weightsVersion: bigint
  readonly minAllowedWeights: number
  readonly neurons: readonly Neuron[]
}

/** @throws TaoError `not_found` */
export async function getMetagraph(reader: Reader, netuid: NetUid): Promise<Metagraph> {
  const answer = await reader.ask('SubnetInfoRuntimeApi.get_metagraph', netuid)
  if (answer === undefined) throw noSubnet(netuid)
  return metagraph(answer, netuid)
}

/** The metagraph with the incentives and updates of one mechanism; undefined where there is no such mechanism. */
export async function getMechagraph(reader: Reader, netuid: NetUid, mechanism: number): Promise<Metagraph | undefined> {
  const answer = await reader.ask('SubnetInfoRuntimeApi.get_mechagraph', netuid, mechanism)
  return maybe(answer, value => metagraph(value, netuid))
}

function metagraph(answer: Plain, netuid: NetUid): Metagraph {
  const fields = record(answer)
  const column = (name: string): readonly Plain[] => list(fields[name])
  const hotkeys = column('hotkeys')
  const columns = Object.fromEntries(COLUMNS.map(name => [name, column(name)])) as Record<ColumnName, readonly Plain[]>
  return {
    netuid,
    name: text(fields.name),
    symbol: text(fields.symbol),
    block: big(fields.block),
    tempo: number(fields.tempo),
    lastStep: big(fields.lastStep),
    maxUids: number(fields.maxUids),
    maxValidators: number(fields.maxValidators),
    immunityPeriod: number(fields.immunityPeriod),
    burn: asTao(fields.burn),
    taoIn: asTao(fields.taoIn),
    alphaIn: asAlpha(fields.alphaIn),
    alphaOut: asAlpha(fields.alphaOut),
    ownerColdkey: string(fields.ownerColdkey),
    ownerHotkey: string(fields.ownerHotkey),
    isRegistrationOpen: bool(fields.registrationAllowed),
    commitReveal: bool(fields.commitRevealWeightsEnabled),
    commitRevealPeriod: number(fields.commitRevealPeriod),
    weightsRateLimit: big(fields.weightsRateLimit),
    weightsVersion: big(fields.weightsVersion),
    minAllowedWeights: number(fields.minAllowedWeights),
    neurons: hotkeys.map((_, uid) => neuron(columns, uid)),
  }
}

const COLUMNS = [
  'hotkeys',
  'coldkeys',
  'active',
  'validatorPermit',
  'totalStake',
  'alphaStake',
  'taoStake',
  'incentives',
  'dividends',
  'consensus',
  'emission',
  'lastUpdate',
  'blockAtRegistration',
  'axons',
] as const
type ColumnName = (typeof COLUMNS)[number]

function neuron(columns: Readonly<Record<ColumnName, readonly Plain[]>>, uid: number): Neuron {
  const at = (name: ColumnName): Plain => columns[name][uid]
  const share = (name: ColumnName): bigint => ofU16(number(at(name) ?? 0))
  return {
    uid,
    hotkey: string(at('hotkeys')),
    coldkey: string(at('coldkeys')),
    isActive: bool(at('active') ?? false),
    hasPermit: bool(at('validatorPermit') ?? false),
    totalStake: asTao(at('totalStake') ?? 0),
    alphaStake: asAlpha(at('alphaStake') ?? 0),
    rootStake: asTao(at('taoStake') ?? 0),
    incentive: share('incentives'),
    dividends: share('dividends'),
    consensus: share('consensus'),
    emission: asAlpha(at('emission') ?? 0),
    lastUpdate: big(at('lastUpdate') ?? 0),
    registeredAt: big(at('blockAtRegistration') ?? 0),
    axon: axon(at('axons')),
  }
}

/** Undefined where nothing is served. */
function axon(value: Plain): string | undefined {
  const { ip, port, ipType } = record(value)
  const address = big(ip)
  return address === 0n
    ? undefined
    : formatEndpoint({ type: number(ipType) === 6 ? 6 : 4, number: address }, number(port))
}
