/** When the rewards of blocks halve: that of TAO and that of each subnet's alpha. */
import { blockEmission, HALVINGS, projectSchedule, type ScheduledEra } from '../../consensus/emission.ts'
import { type Alpha, type Amount, satAdd, type Tao, tao } from '../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../primitives/netuid.ts'
import type { BlockRef, Client, Reader } from '../client.ts'
import { mergeNeeds, type Needs } from '../metadata/needs.ts'
import { CLOCK, type Clock, getClock, type Moment, momentOf } from './clock.ts'
import { getIssuance, ISSUANCE } from './emission.ts'
import { getSubnets, SUBNETS } from './subnets.ts'

export const HALVING: Needs = mergeNeeds(ISSUANCE, CLOCK, SUBNETS)

/** Where a currency stands between two halvings. */
export interface Standing<T extends Amount> {
  readonly issued: T
  /** What the next block pays. */
  readonly reward: T
  /** How often the reward has halved. */
  readonly halvings: number
  /** The issuance at which it halves next; undefined once all is issued. */
  readonly halvesAt: T | undefined
  /** What is still to be issued before that. */
  readonly missing: T | undefined
  /** What a block adds to the issuance, by which the halving is expected. */
  readonly perBlock: T
  /** The first block that pays less; undefined where issuance does not grow. */
  readonly expected: Moment | undefined
}

export interface AlphaStanding extends Standing<Alpha> {
  readonly netuid: NetUid
  readonly name: string
  readonly symbol: string
}

export interface Standings {
  readonly tao: Standing<Tao>
  readonly alpha: readonly AlphaStanding[]
}

/** TAO as if nothing were recycled from now on; alpha at the pace of the newest block. */
export async function getStandings(client: Client, at: Reader & { readonly block: BlockRef }): Promise<Standings> {
  const [{ issued }, clock, subnets] = await Promise.all([getIssuance(at), getClock(client, at), getSubnets(at)])
  return {
    tao: standing(clock, issued, tao(blockEmission(issued))),
    alpha: subnets
      .filter(({ netuid }) => netuid !== ROOT)
      .map(({ netuid, name, symbol, alphaIn, alphaOut, alphaInEmission, alphaOutEmission }) => ({
        netuid,
        name,
        symbol,
        ...standing(clock, satAdd(alphaIn, alphaOut), satAdd(alphaInEmission, alphaOutEmission)),
      })),
  }
}

function standing<T extends Amount>(clock: Clock, issued: T, perBlock: T): Standing<T> {
  const next = HALVINGS.find(({ issuance }) => issuance > issued)
  const missing = next === undefined ? undefined : ((next.issuance - issued) as T)
  const blocks = missing === undefined || perBlock === 0n ? undefined : (missing + perBlock - 1n) / perBlock
  return {
    issued,
    reward: blockEmission(issued) as T,
    halvings: HALVINGS.filter(({ issuance }) => issuance <= issued).length,
    halvesAt: next?.issuance as T | undefined,
    missing,
    perBlock,
    expected: blocks === undefined ? undefined : momentOf(clock, BigInt(clock.block) + blocks + 1n),
  }
}

/** The eras of TAO from the newest block on, if nothing is recycled. */
export async function getSchedule(client: Client, at: Reader & { readonly block: BlockRef }): Promise<ScheduledEra[]> {
  const [{ issued }, clock] = await Promise.all([getIssuance(at), getClock(client, at)])
  const timestamp = clock.time === undefined ? {} : { timestamp: BigInt(clock.time + clock.slot) }
  return projectSchedule({ block: BigInt(clock.block + 1), issuance: issued, ...timestamp }, BigInt(clock.slot))
}
