/** What it takes to become a neuron, and to found a subnet. */
import type { Tao } from '../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../primitives/netuid.ts'
import type { Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import { somebody } from './hotkeys.ts'
import { noSubnet } from './subnets.ts'
import { asTao, big, bool, maybe, number, string } from './values.ts'

export const REGISTRATION: Needs = {
  storage: [
    'SubtensorModule.NetworksAdded',
    'SubtensorModule.Burn',
    'SubtensorModule.MinBurn',
    'SubtensorModule.MaxBurn',
    'SubtensorModule.BurnHalfLife',
    'SubtensorModule.NetworkRegistrationAllowed',
    'SubtensorModule.SubnetworkN',
    'SubtensorModule.MaxAllowedUids',
  ],
}

export interface Registration {
  readonly netuid: NetUid
  /** The price of a place. With each block it decays, with each registration it rises. */
  readonly burn: Tao
  readonly minBurn: Tao
  readonly maxBurn: Tao
  /** Blocks in which the price falls by half. */
  readonly halfLife: number
  readonly isOpen: boolean
  readonly neurons: number
  readonly maxNeurons: number
}

/** @throws TaoError `not_found` */
export async function getRegistration(reader: Reader, netuid: NetUid): Promise<Registration> {
  const get = (item: string) => reader.get(`SubtensorModule.${item}`, netuid)
  const [exists, burn, minBurn, maxBurn, halfLife, open, neurons, maxNeurons] = await Promise.all([
    get('NetworksAdded'),
    get('Burn'),
    get('MinBurn'),
    get('MaxBurn'),
    get('BurnHalfLife'),
    get('NetworkRegistrationAllowed'),
    get('SubnetworkN'),
    get('MaxAllowedUids'),
  ])
  if (!bool(exists)) throw noSubnet(netuid)
  return {
    netuid,
    burn: asTao(burn),
    minBurn: asTao(minBurn),
    maxBurn: asTao(maxBurn),
    halfLife: number(halfLife),
    isOpen: bool(open) && netuid !== ROOT,
    neurons: number(neurons),
    maxNeurons: number(maxNeurons),
  }
}

export const KEYS: Needs = { storage: ['SubtensorModule.Keys'] }

/** The hotkey of a uid; undefined where there is none. */
export const getHotkey = async (reader: Reader, netuid: NetUid, uid: number): Promise<string | undefined> =>
  somebody(string(await reader.get('SubtensorModule.Keys', netuid, uid)))

export const CREATION: Needs = {
  apis: ['SubnetRegistrationRuntimeApi.get_network_registration_cost'],
  storage: [
    'SubtensorModule.NetworkRateLimit',
    'SubtensorModule.LastRateLimitedBlock',
    'SubtensorModule.SubnetLimit',
    'SubtensorModule.TotalNetworks',
    'SubtensorModule.NetworkMinLockCost',
    'SubtensorModule.NetworkLastLockCost',
  ],
}

export interface Creation {
  /** What a subnet would cost now. It falls with each block, and is twice as high after each new subnet. */
  readonly cost: Tao
  readonly minCost: Tao
  /** What the last one cost. */
  readonly lastCost: Tao
  /** The block of the last registration of a subnet; 0 before the first. */
  readonly lastBlock: number
  /** Blocks that must lie between two. */
  readonly rateLimit: number
  /** Subnets beside root, and how many there may be: beyond that a new one takes the place of the weakest. */
  readonly subnets: number
  readonly maxSubnets: number
}

export async function getCreation(reader: Reader): Promise<Creation> {
  const [cost, rateLimit, lastBlock, limit, networks, minCost, lastCost] = await Promise.all([
    reader.ask('SubnetRegistrationRuntimeApi.get_network_registration_cost'),
    reader.get('SubtensorModule.NetworkRateLimit'),
    reader.get('SubtensorModule.LastRateLimitedBlock', 'NetworkLastRegistered'),
    reader.get('SubtensorModule.SubnetLimit'),
    reader.get('SubtensorModule.TotalNetworks'),
    reader.get('SubtensorModule.NetworkMinLockCost'),
    reader.get('SubtensorModule.NetworkLastLockCost'),
  ])
  return {
    cost: asTao(cost),
    minCost: asTao(minCost),
    lastCost: asTao(lastCost),
    lastBlock: number(big(lastBlock)),
    rateLimit: number(big(rateLimit)),
    subnets: number(networks) - 1,
    maxSubnets: number(limit),
  }
}

export const STARTS: Needs = {
  storage: [
    'SubtensorModule.NetworksAdded',
    'SubtensorModule.SubnetOwner',
    'SubtensorModule.NetworkRegisteredAt',
    'SubtensorModule.FirstEmissionBlockNumber',
    'SubtensorModule.StartCallDelay',
  ],
}

export interface Start {
  readonly netuid: NetUid
  readonly owner: string
  readonly registeredAt: number
  /** The first block that emits; undefined before the start. */
  readonly startedAt: number | undefined
  /** Blocks that must lie between registration and start. */
  readonly delay: number
  /** The first block in which the owner may start the subnet. */
  readonly possibleAt: number
}

/** @throws TaoError `not_found` */
export async function getStart(reader: Reader, netuid: NetUid): Promise<Start> {
  const [exists, owner, registered, first, delay] = await Promise.all([
    reader.get('SubtensorModule.NetworksAdded', netuid),
    reader.get('SubtensorModule.SubnetOwner', netuid),
    reader.get('SubtensorModule.NetworkRegisteredAt', netuid),
    reader.get('SubtensorModule.FirstEmissionBlockNumber', netuid),
    reader.get('SubtensorModule.StartCallDelay'),
  ])
  if (!bool(exists)) throw noSubnet(netuid)
  const registeredAt = number(registered)
  return {
    netuid,
    owner: string(owner),
    registeredAt,
    startedAt: maybe(first, number),
    delay: number(delay),
    possibleAt: registeredAt + number(delay),
  }
}
