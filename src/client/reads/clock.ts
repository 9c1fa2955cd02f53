/** The time of a chain: when a block was made, or will be if nothing delays it. */
import type { BlockRef, Client, Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import { number } from './values.ts'

export const CLOCK: Needs = { storage: ['Timestamp.Now'], constants: ['Timestamp.MinimumPeriod'] }

export interface Clock {
  /** The newest block. */
  readonly block: number
  /** Its time, in milliseconds since 1970; undefined before the first block. */
  readonly time: number | undefined
  /** Milliseconds from one block to the next. */
  readonly slot: number
}

/** A moment in blocks and, as far as it can be told, in time. */
export interface Moment {
  readonly block: number
  readonly time: number | undefined
}

const DAY = 86_400_000

export async function getClock(client: Client, at: Reader & { readonly block: BlockRef }): Promise<Clock> {
  const time = number(await at.get('Timestamp.Now'))
  // Half of a slot is the least that two blocks must be apart.
  const slot = 2 * number(client.constant('Timestamp.MinimumPeriod'))
  return { block: at.block.number, time: time === 0 ? undefined : time, slot }
}

export function momentOf(clock: Clock, block: number | bigint): Moment {
  const number = Number(block)
  return {
    block: number,
    time: clock.time === undefined ? undefined : clock.time + (number - clock.block) * clock.slot,
  }
}

/** Blocks in a day. */
export const blocksPerDay = ({ slot }: Clock): bigint => BigInt(Math.floor(DAY / slot))
