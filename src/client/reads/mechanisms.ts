/** The mechanisms of a subnet: several schemes of incentives side by side, each with a share of the emission. */
import type { NetUid } from '../../primitives/netuid.ts'
import type { Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import { noSubnet } from './subnets.ts'
import { bool, list, maybe, number } from './values.ts'

export const MECHANISMS: Needs = {
  storage: [
    'SubtensorModule.NetworksAdded',
    'SubtensorModule.MechanismCountCurrent',
    'SubtensorModule.MaxMechanismCount',
    'SubtensorModule.MechanismEmissionSplit',
    'SubtensorModule.MaxAllowedUids',
  ],
}

export interface Mechanisms {
  readonly count: number
  readonly maxCount: number
  /** The share of each, in parts of 65535. */
  readonly split: readonly number[]
  /** Whether the owner has said so; else it is even. */
  readonly isChosen: boolean
  /** How many neurons the subnet may have. */
  readonly maxUids: number
}

const WHOLE = 65_535

/** @throws TaoError `not_found` */
export async function getMechanisms(reader: Reader, netuid: NetUid): Promise<Mechanisms> {
  const [exists, count, maxCount, split, maxUids] = await Promise.all([
    reader.get('SubtensorModule.NetworksAdded', netuid),
    reader.get('SubtensorModule.MechanismCountCurrent', netuid),
    reader.get('SubtensorModule.MaxMechanismCount'),
    reader.get('SubtensorModule.MechanismEmissionSplit', netuid),
    reader.get('SubtensorModule.MaxAllowedUids', netuid),
  ])
  if (!bool(exists)) throw noSubnet(netuid)
  const n = number(count)
  const chosen = maybe(split, value => list(value).map(number))
  return {
    count: n,
    maxCount: number(maxCount),
    split: chosen === undefined ? evenSplit(n) : Array.from({ length: n }, (_, i) => chosen[i] ?? 0),
    isChosen: chosen !== undefined,
    maxUids: number(maxUids),
  }
}

/** What does not divide goes to the first. */
export function evenSplit(count: number): number[] {
  const each = Math.floor(WHOLE / count)
  return Array.from({ length: count }, (_, i) => (i === 0 ? WHOLE - each * (count - 1) : each))
}
