/** Children of hotkeys: who works with a part of a validator's stake on a subnet. */
import type { NetUid } from '../../primitives/netuid.ts'
import type { Reader } from '../client.ts'
import { mergeNeeds, type Needs } from '../metadata/needs.ts'
import type { Plain } from '../plain.ts'
import { nextEpoch, SCHEDULES, type Schedule } from './schedules.ts'
import { big, list, string } from './values.ts'

export const CHILDREN: Needs = mergeNeeds(SCHEDULES, {
  storage: [
    'SubtensorModule.ChildKeys',
    'SubtensorModule.ParentKeys',
    'SubtensorModule.PendingChildKeys',
    'SubtensorModule.TransactionKeyLastBlock',
  ],
})

/** The whole of a hotkey's stake, in parts of which proportions are counted. */
export const WHOLE_STAKE = 0xffff_ffff_ffff_ffffn

export interface Relation {
  readonly hotkey: string
  /** Of the parent's stake, in parts of u64::MAX. */
  readonly proportion: bigint
}

export interface Family {
  readonly netuid: NetUid
  readonly children: readonly Relation[]
  readonly parents: readonly Relation[]
  /** Children that are announced and take the place of the present ones in the first epoch after `after`. */
  readonly pending: { readonly children: readonly Relation[]; readonly after: bigint } | undefined
  /** The block in which children were set last; 0 for never. */
  readonly lastChange: bigint
}

/** Blocks that must lie between two settings of a hotkey's children on a subnet. Reference: rate_limiting.rs rate_limit */
export const SET_CHILDREN_RATE_LIMIT = 150n
const SET_CHILDREN = 0

/** Of one hotkey, for subnets in their order. */
export async function getFamilies(reader: Reader, hotkey: string, netuids: readonly NetUid[]): Promise<Family[]> {
  const [children, parents, pending, last] = await Promise.all([
    reader.many(
      'SubtensorModule.ChildKeys',
      netuids.map(netuid => [hotkey, netuid]),
    ),
    reader.many(
      'SubtensorModule.ParentKeys',
      netuids.map(netuid => [hotkey, netuid]),
    ),
    reader.many(
      'SubtensorModule.PendingChildKeys',
      netuids.map(netuid => [netuid, hotkey]),
    ),
    reader.many(
      'SubtensorModule.TransactionKeyLastBlock',
      netuids.map(netuid => [hotkey, netuid, SET_CHILDREN]),
    ),
  ])
  return netuids.map((netuid, i) => ({
    netuid,
    children: relations(children[i]),
    parents: relations(parents[i]),
    pending: pendingOf(pending[i]),
    lastChange: big(last[i]),
  }))
}

/** The first block whose transactions may set children again; 0 for at once. */
export const changeableAt = ({ lastChange }: Family): bigint =>
  lastChange === 0n ? 0n : lastChange + SET_CHILDREN_RATE_LIMIT

/** The epoch in which what waits until `after` is applied: the first one after it; undefined where there are no epochs. */
export function appliedAt(schedule: Schedule, head: number, after: bigint): number | undefined {
  const next = nextEpoch(schedule, head)
  if (next === undefined || BigInt(next) > after) return next
  const missing = Number(after) - next + 1
  return next + Math.ceil(missing / schedule.tempo) * schedule.tempo
}

function pendingOf(value: Plain): Family['pending'] {
  const [children, after] = list(value)
  // What was never announced reads as no children from block 0 on.
  return big(after) === 0n ? undefined : { children: relations(children), after: big(after) }
}

const relations = (value: Plain): Relation[] =>
  list(value).map(entry => {
    const [proportion, hotkey] = list(entry)
    return { hotkey: string(hotkey), proportion: big(proportion) }
  })

const BILLION = 1_000_000_000n

/** A proportion as a share, in billionths, rounded to the nearest. */
export const shareOf = (proportion: bigint): bigint => (proportion * BILLION + WHOLE_STAKE / 2n) / WHOLE_STAKE

/** A share in billionths as a proportion, rounded down: shares that make a whole never make more. */
export const proportionOf = (share: bigint): bigint => (share * WHOLE_STAKE) / BILLION
