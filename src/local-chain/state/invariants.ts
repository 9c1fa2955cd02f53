/**
 * Sums that no block may change: a counter agrees with the parts that it counts.
 *
 * An invariant is a set of postings. Each says what an entry of an item adds to the sum of a subject: the counter with
 * one sign, its parts with the other. A block keeps the invariant if what it wrote adds up to nothing, which takes no
 * look at what it did not write. Over a whole state the same postings add up to what genesis began with.
 */
import { TaoError } from '../../primitives/errors.ts'
import type { Cell } from './cells.ts'
import type { StorageItem, StorageMap, StorageValue } from './storage.ts'

/** Whose sum an entry adds to (a netuid, an account; empty for that of the whole chain), and how much. */
export type Amount = readonly [subject: string, amount: bigint]

/** What the entries of an item add. An entry that is absent adds nothing. */
export interface Posting {
  readonly item: StorageItem
  readonly amounts: (keys: readonly never[], value: never) => readonly Amount[]
}

export interface Invariant {
  /** What holds, as a sentence. */
  readonly name: string
  readonly postings: readonly Posting[]
  /** How far a sum may be off when the largest amount added to it was `largest`; not at all where nothing is said. */
  readonly tolerance?: (largest: bigint) => bigint
  /** Whether the sum may become less. */
  readonly mayFall?: boolean
  /** Whether the whole sum says nothing: it began with something else than genesis. */
  readonly movesOnly?: boolean
  /**
   * Whether what is counted for one subject may stand with another: over a whole state only the total of all is looked at,
   * which may be more than nothing.
   */
  readonly totalOnly?: boolean
  /** Items that make an end of a subject or a beginning: who is written there has its sum begin anew. */
  readonly renewedBy?: readonly Renewal[]
}

export interface Renewal {
  readonly item: StorageItem
  readonly subject: (keys: readonly never[]) => string
}

/** A subject of which an invariant says nothing in a block, by the invariant's name. */
export interface Excuse {
  readonly invariant: string
  readonly subject: string
}

/** Something that does not hold. */
export interface Finding {
  readonly invariant: string
  readonly subject: string
  /** How far off, in the invariant's units; undefined where there is nothing to count. */
  readonly off: bigint | undefined
}

/** The block that is being made is no block of this chain. */
export class InvariantBroken extends TaoError {
  readonly findings: readonly Finding[]

  constructor(findings: readonly Finding[], cause?: unknown) {
    super('internal', `The block would break the chain: ${findings[0]!.invariant}`, {
      why: findings.slice(0, MAX_TOLD).map(toldAs),
      ...(cause === undefined ? {} : { cause }),
    })
    this.findings = findings
  }
}

const MAX_TOLD = 10

const toldAs = ({ invariant, subject, off }: Finding): string =>
  `${invariant}: broken${subject === '' ? '' : ` for ${subject}`}${off === undefined ? '' : `, off by ${off}`}`

export const ofValue = <V>(
  item: StorageValue<V, V | undefined>,
  amounts: (value: V) => readonly Amount[],
): Posting => ({
  item,
  amounts: (_: readonly never[], value: never) => amounts(value),
})

export const ofMap = <K extends readonly unknown[], V>(
  item: StorageMap<K, V, V | undefined>,
  amounts: (keys: K, value: V) => readonly Amount[],
): Posting => ({ item, amounts: amounts as unknown as Posting['amounts'] })

interface Sum {
  off: bigint
  largest: bigint
}

type Sums = Map<string, Sum>

/** The sums of invariants, filled entry by entry. */
export class Sheet {
  private readonly invariants: readonly Invariant[]
  /** By the slot of an item. */
  private readonly plan: readonly (SlotPlan | undefined)[]
  private readonly sums: readonly Sums[]
  /** For each invariant, the subjects that it says nothing of. */
  private readonly excused: readonly Set<string>[]

  constructor(plan: InvariantPlan) {
    this.invariants = plan.invariants
    this.plan = plan.bySlot
    this.sums = plan.invariants.map(() => new Map())
    this.excused = plan.invariants.map(() => new Set())
  }

  /** Takes in an entry whose value was replaced. `excuse`: whoever it adds to is left out. */
  move({ layout, keys, value }: Pick<Cell, 'layout' | 'keys' | 'value'>, before: unknown, excuse = false): void {
    const plan = this.plan[layout.slot]
    if (plan === undefined) return
    for (const { invariant, posting } of plan.postings) {
      this.add(invariant, posting, keys, before, -1n, excuse)
      this.add(invariant, posting, keys, value, 1n, excuse)
    }
    for (const { invariant, renewal } of plan.renewals) {
      this.excused[invariant]!.add(renewal.subject(keys as readonly never[]))
    }
  }

  /** Leaves a subject out. */
  excuse({ invariant, subject }: Excuse): void {
    this.excused[this.invariants.findIndex(({ name }) => name === invariant)]?.add(subject)
  }

  /** How many subjects have a sum. */
  subjects(invariant: number): number {
    return this.sums[invariant]!.size
  }

  findings(): Finding[] {
    return this.invariants.flatMap(({ name, tolerance, mayFall = false }, i) =>
      [...this.sums[i]!].flatMap(([subject, { off, largest }]) => {
        if (off === 0n || (off < 0n && mayFall) || this.excused[i]!.has(subject)) return []
        const size = off < 0n ? -off : off
        return tolerance !== undefined && size <= tolerance(largest) ? [] : [{ invariant: name, subject, off }]
      }),
    )
  }

  private add(
    invariant: number,
    posting: Posting,
    keys: readonly unknown[],
    value: unknown,
    sign: bigint,
    excuse: boolean,
  ): void {
    if (value === undefined) return
    const sums = this.sums[invariant]!
    for (const [subject, amount] of posting.amounts(keys as readonly never[], value as never)) {
      if (excuse) this.excused[invariant]!.add(subject)
      const sum = sums.get(subject)
      const size = amount < 0n ? -amount : amount
      if (sum === undefined) {
        sums.set(subject, { off: sign * amount, largest: size })
        continue
      }
      sum.off += sign * amount
      if (size > sum.largest) sum.largest = size
    }
  }
}

interface SlotPlan {
  readonly postings: { readonly invariant: number; readonly posting: Posting }[]
  readonly renewals: { readonly invariant: number; readonly renewal: Renewal }[]
}

/** Invariants, found by the items that they look at. */
export interface InvariantPlan {
  readonly invariants: readonly Invariant[]
  readonly bySlot: readonly (SlotPlan | undefined)[]
}

export function planInvariants(invariants: readonly Invariant[]): InvariantPlan {
  const bySlot: (SlotPlan | undefined)[] = []
  const at = (item: StorageItem): SlotPlan => {
    bySlot[item.slot] ??= { postings: [], renewals: [] }
    return bySlot[item.slot]!
  }
  const merged = mergeByName(invariants)
  merged.forEach(({ postings, renewedBy = [] }, invariant) => {
    for (const posting of postings) at(posting.item).postings.push({ invariant, posting })
    for (const renewal of renewedBy) at(renewal.item).renewals.push({ invariant, renewal })
  })
  return { invariants: merged, bySlot }
}

function mergeByName(invariants: readonly Invariant[]): Invariant[] {
  const byName = new Map<string, Invariant>()
  for (const invariant of invariants) {
    const known = byName.get(invariant.name)
    byName.set(invariant.name, known ? { ...known, postings: [...known.postings, ...invariant.postings] } : invariant)
  }
  return [...byName.values()]
}
