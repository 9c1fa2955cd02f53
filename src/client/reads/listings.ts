/** Subnets beside one another: what their pools receive, what a place in them costs, when their next epoch runs. */
import { type Tao, tao } from '../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../primitives/netuid.ts'
import type { BlockRef, Reader } from '../client.ts'
import { mergeNeeds, type Needs } from '../metadata/needs.ts'
import type { Plain } from '../plain.ts'
import { getSchedules, nextEpoch, SCHEDULES, type Schedule } from './schedules.ts'
import { getSubnets, SUBNETS, type Subnet } from './subnets.ts'
import { asTao, bool, maybe, number } from './values.ts'

export const LISTINGS: Needs = mergeNeeds(SUBNETS, SCHEDULES, {
  storage: [
    'SubtensorModule.SubnetExcessTao',
    'SubtensorModule.SubnetworkN',
    'SubtensorModule.MaxAllowedUids',
    'SubtensorModule.Burn',
    'SubtensorModule.NetworkRegistrationAllowed',
    'SubtensorModule.FirstEmissionBlockNumber',
    'SubtensorModule.SubtokenEnabled',
    'SubtensorModule.SubnetEmissionEnabled',
    'SubtensorModule.MechanismCountCurrent',
  ],
})

export interface Listing extends Subnet {
  readonly schedule: Schedule
  /** The block of the next epoch; undefined where there is none. */
  readonly nextEpoch: number | undefined
  readonly neurons: number
  readonly maxNeurons: number
  /** What a place costs in the next block at most, unless somebody takes one before. */
  readonly burn: Tao
  readonly isRegistrationOpen: boolean
  /** The first block that emits; undefined before the owner has started the subnet. */
  readonly startedAt: number | undefined
  /** Whether its alpha can be traded. */
  readonly isTraded: boolean
  /** Whether root lets it have TAO. */
  readonly isEmissionEnabled: boolean
  readonly mechanisms: number
  /** TAO that the last block brought: into the pool, and spent on alpha by the chain. */
  readonly taoEmission: Tao
  /** Its share of what the last block brought to all, in billionths. */
  readonly emissionShare: bigint
}

/** All subnets, root included, by number. */
export async function getListings(reader: Reader & { readonly block: BlockRef }): Promise<Listing[]> {
  const subnets = await getSubnets(reader)
  const netuids = subnets.map(({ netuid }) => netuid)
  const column = <T>(item: string, as: (value: Plain) => T): Promise<T[]> => getColumn(reader, netuids, item, as)
  const [schedules, excess, neurons, maxNeurons, burns, open, started, traded, enabled, mechanisms] = await Promise.all(
    [
      getSchedules(reader, netuids),
      column('SubnetExcessTao', asTao),
      column('SubnetworkN', number),
      column('MaxAllowedUids', number),
      column('Burn', asTao),
      column('NetworkRegistrationAllowed', bool),
      column('FirstEmissionBlockNumber', value => maybe(value, number)),
      column('SubtokenEnabled', bool),
      column('SubnetEmissionEnabled', bool),
      column('MechanismCountCurrent', number),
    ],
  )
  const emissions = subnets.map(({ netuid, taoInEmission }, i) =>
    netuid === ROOT ? tao(0n) : tao(taoInEmission + excess[i]!),
  )
  const total = emissions.reduce((sum, emission) => sum + emission, 0n)
  return subnets.map((subnet, i) => ({
    ...subnet,
    schedule: schedules[i]!,
    nextEpoch: nextEpoch(schedules[i]!, reader.block.number),
    neurons: neurons[i]!,
    maxNeurons: maxNeurons[i]!,
    burn: burns[i]!,
    isRegistrationOpen: open[i]! && subnet.netuid !== ROOT,
    startedAt: started[i],
    isTraded: traded[i]!,
    isEmissionEnabled: enabled[i]!,
    mechanisms: mechanisms[i]!,
    taoEmission: emissions[i]!,
    emissionShare: total === 0n ? 0n : (emissions[i]! * BILLION) / total,
  }))
}

const BILLION = 1_000_000_000n

/** One item of the SubtensorModule for several subnets. */
export async function getColumn<T>(
  reader: Reader,
  netuids: readonly NetUid[],
  item: string,
  as: (value: Plain) => T,
): Promise<T[]> {
  return (await reader.many(`SubtensorModule.${item}`, netuids)).map(as)
}
