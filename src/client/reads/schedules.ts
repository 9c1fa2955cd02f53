/**
 * When the epochs of subnets run. A subnet counts its epochs; a block in which one runs belongs to the new epoch already,
 * for it runs before the transactions of the block.
 */
import type { NetUid } from '../../primitives/netuid.ts'
import type { Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import { number } from './values.ts'

export const SCHEDULES: Needs = {
  storage: [
    'SubtensorModule.Tempo',
    'SubtensorModule.LastEpochBlock',
    'SubtensorModule.PendingEpochAt',
    'SubtensorModule.SubnetEpochIndex',
  ],
}

export interface Schedule {
  readonly netuid: NetUid
  /** Blocks from one epoch to the next; 0 for none. */
  readonly tempo: number
  /** The block of the last epoch. */
  readonly last: number
  /** The block of an epoch that was triggered by hand or put off; 0 for none. */
  readonly pending: number
  /** How many epochs there were. */
  readonly index: number
}

export async function getSchedules(reader: Reader, netuids: readonly NetUid[]): Promise<Schedule[]> {
  const column = async (item: string): Promise<number[]> =>
    (await reader.many(`SubtensorModule.${item}`, netuids)).map(number)
  const [tempos, lasts, pendings, indices] = await Promise.all(
    ['Tempo', 'LastEpochBlock', 'PendingEpochAt', 'SubnetEpochIndex'].map(column),
  )
  return netuids.map((netuid, i) => ({
    netuid,
    tempo: tempos![i]!,
    last: lasts![i]!,
    pending: pendings![i]!,
    index: indices![i]!,
  }))
}

export const getSchedule = async (reader: Reader, netuid: NetUid): Promise<Schedule> =>
  (await getSchedules(reader, [netuid]))[0]!

/** The block of the next epoch after `head`, if nothing delays it; undefined for a subnet without epochs. */
export function nextEpoch({ netuid, tempo, last, pending }: Schedule, head: number): number | undefined {
  // Root has a tempo and never an epoch.
  if (tempo === 0 || netuid === 0) return undefined
  const scheduled = last + tempo
  return Math.max(head + 1, pending > 0 ? Math.min(pending, scheduled) : scheduled)
}

/** The block in which the epoch of that number begins: one that is still to come; undefined where there is none. */
export function startOfEpoch(schedule: Schedule, head: number, epoch: number): number | undefined {
  const next = nextEpoch(schedule, head)
  return next === undefined ? undefined : next + (epoch - schedule.index - 1) * schedule.tempo
}

/** The epoch to which the transactions of a block after `head` belong. */
export function epochAt(schedule: Schedule, head: number, block: number): number {
  const next = nextEpoch(schedule, head)
  if (next === undefined || block < next) return schedule.index
  return schedule.index + 1 + Math.floor((block - next) / schedule.tempo)
}
