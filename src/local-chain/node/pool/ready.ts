/**
 * Transactions that can go into the next block: all they need is in the state or comes from another one here.
 * Reference: sc_transaction_pool graph::ready.
 */

import { U64_MAX } from '../../../primitives/amounts.ts'
import type { Hex } from '../../../primitives/bytes.ts'
import { PoolRefusal, type PoolTransaction, type Tag } from './transaction.ts'

interface Entry {
  readonly transaction: PoolTransaction
  /** When it came, as a running number. */
  readonly arrival: number
  /** What of that which it needs came from others here when it came; the rest was in the state. */
  readonly bonds: readonly Tag[]
}

export class ReadyQueue {
  private readonly entries = new Map<Hex, Entry>()
  /** Who gives a tag; at most one at a time. */
  private readonly givers = new Map<Tag, Hex>()
  /** Who stands on a tag. */
  private readonly needers = new Map<Tag, Set<Hex>>()
  private arrivals = 0
  private size = 0

  get count(): number {
    return this.entries.size
  }

  /** Encoded bytes of all transactions. */
  get bytes(): number {
    return this.size
  }

  has(hash: Hex): boolean {
    return this.entries.has(hash)
  }

  get(hash: Hex): PoolTransaction | undefined {
    return this.entries.get(hash)?.transaction
  }

  gives(tag: Tag): boolean {
    return this.givers.has(tag)
  }

  all(): PoolTransaction[] {
    return [...this.entries.values()].map(({ transaction }) => transaction)
  }

  /**
   * Adds a transaction. Those that give a tag that it gives have to make room, with all that stand on them.
   * @returns those that had to go
   * @throws PoolRefusal `TooLowPriority` when they are worth as much together; `CycleDetected` when it needs them itself
   */
  add(transaction: PoolTransaction): PoolTransaction[] {
    const rivals = new Set(transaction.provides.flatMap(tag => this.givers.get(tag) ?? []))
    let worth = 0n
    for (const hash of rivals) worth += this.entries.get(hash)!.transaction.priority
    if (worth > U64_MAX) worth = U64_MAX
    if (rivals.size > 0 && worth >= transaction.priority) {
      throw new PoolRefusal(transaction.hash, { type: 'TooLowPriority', old: worth, new: transaction.priority })
    }
    const bonds = transaction.requires.filter(tag => !transaction.provides.includes(tag) && this.givers.has(tag))
    if (rivals.size > 0) this.checkCycle(transaction.hash, bonds, rivals)
    const gone = this.removeWithDependents(rivals, new Set(transaction.provides))
    this.entries.set(transaction.hash, { transaction, arrival: this.arrivals++, bonds })
    this.size += transaction.encoded.length
    for (const tag of transaction.provides) this.givers.set(tag, transaction.hash)
    for (const tag of bonds) {
      const hashes = this.needers.get(tag) ?? new Set()
      this.needers.set(tag, hashes.add(transaction.hash))
    }
    return gone
  }

  /** Removes transactions and all that stand on them, except on a tag that `given` still gives. */
  removeWithDependents(hashes: Iterable<Hex>, given: ReadonlySet<Tag> = NONE): PoolTransaction[] {
    const removed: PoolTransaction[] = []
    const todo = [...hashes]
    for (let hash = todo.pop(); hash !== undefined; hash = todo.pop()) {
      const transaction = this.remove(hash)
      if (transaction === undefined) continue
      removed.push(transaction)
      for (const tag of transaction.provides) if (!given.has(tag)) todo.push(...(this.needers.get(tag) ?? []))
    }
    return removed
  }

  /** Takes out the one that gives a tag, because the state gives it now. Those that stand on it stay. */
  takeGiver(tag: Tag): PoolTransaction | undefined {
    const hash = this.givers.get(tag)
    return hash === undefined ? undefined : this.remove(hash)
  }

  /** The transaction that is given up first when there are too many: of the lowest priority, of those the oldest. */
  worst(): PoolTransaction | undefined {
    let worst: Entry | undefined
    for (const entry of this.entries.values()) {
      const difference = worst === undefined ? -1n : entry.transaction.priority - worst.transaction.priority
      if (difference < 0n || (difference === 0n && entry.arrival < worst!.arrival)) worst = entry
    }
    return worst?.transaction
  }

  /** The order in which transactions enter a block: none before what it needs; then by priority, urgency and arrival. */
  *inOrder(): Iterable<PoolTransaction> {
    const waiting = new Map<Hex, number>()
    const best: Entry[] = []
    for (const entry of this.entries.values()) {
      const needed = entry.bonds.filter(tag => this.givers.has(tag)).length
      if (needed === 0) best.push(entry)
      else waiting.set(entry.transaction.hash, needed)
    }
    best.sort(byWorth)
    for (let entry = best.pop(); entry !== undefined; entry = best.pop()) {
      yield entry.transaction
      for (const tag of entry.transaction.provides) {
        for (const dependent of this.needers.get(tag) ?? []) {
          const left = waiting.get(dependent)! - 1
          waiting.set(dependent, left)
          if (left === 0) insert(best, this.entries.get(dependent)!)
        }
      }
    }
  }

  /** What pushes others out must stand neither on them nor on what stands on them. */
  private checkCycle(hash: Hex, bonds: readonly Tag[], rivals: ReadonlySet<Hex>): void {
    const above = new Set<Hex>()
    const todo = [...rivals]
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      if (above.has(next)) continue
      above.add(next)
      for (const tag of this.entries.get(next)!.transaction.provides) todo.push(...(this.needers.get(tag) ?? []))
    }
    if (bonds.some(tag => above.has(this.givers.get(tag)!))) throw new PoolRefusal(hash, { type: 'CycleDetected' })
  }

  private remove(hash: Hex): PoolTransaction | undefined {
    const entry = this.entries.get(hash)
    if (entry === undefined) return undefined
    const { transaction, bonds } = entry
    this.entries.delete(hash)
    this.size -= transaction.encoded.length
    for (const tag of transaction.provides) if (this.givers.get(tag) === hash) this.givers.delete(tag)
    for (const tag of bonds) {
      const hashes = this.needers.get(tag)!
      hashes.delete(hash)
      if (hashes.size === 0) this.needers.delete(tag)
    }
    return transaction
  }
}

const NONE: ReadonlySet<Tag> = new Set()

/** The best last. */
function byWorth(a: Entry, b: Entry): number {
  const priority = a.transaction.priority - b.transaction.priority
  if (priority !== 0n) return priority < 0n ? -1 : 1
  const urgency = b.transaction.validTill - a.transaction.validTill
  return urgency !== 0 ? urgency : b.arrival - a.arrival
}

function insert(sorted: Entry[], entry: Entry): void {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (byWorth(sorted[middle]!, entry) < 0) low = middle + 1
    else high = middle
  }
  sorted.splice(low, 0, entry)
}
