/** The state of an earlier block: the newest state with everything put back that was replaced since. */
import { compareBytes } from '../../primitives/bytes.ts'
import { assert } from '../../primitives/errors.ts'
import { binaryKey, type ChainStore, keyBytes } from './chain-store.ts'
import type { ReadStore, StoreEntry } from './store.ts'

export class HistoryView implements ReadStore {
  readonly number: number
  private readonly store: ChainStore
  /** What stood at the keys that changed since, by binary key. */
  private readonly earlier = new Map<string, Uint8Array | undefined>()
  /** The keys of `earlier` in order; built when first needed. */
  private sorted: string[] | undefined
  private seen: number

  /** @param number a block that is not older than the store's oldest state */
  constructor(store: ChainStore, number: number) {
    this.store = store
    this.number = number
    this.seen = number
  }

  /** Takes in what was replaced up to the block `head`. To be called before reading when blocks were added. */
  catchUp(head: number): void {
    for (let number = this.seen + 1; number <= head; number++) {
      const replaced = this.store.undo(number)
      assert(replaced !== undefined, `block ${number} left no record of what it replaced`)
      for (const [key, before] of replaced) {
        const binary = binaryKey(key)
        // Only the first change since then tells what stood there.
        if (!this.earlier.has(binary)) this.earlier.set(binary, before)
      }
      this.sorted = undefined
    }
    this.seen = Math.max(this.seen, head)
  }

  get(key: Uint8Array): Uint8Array | undefined {
    const binary = binaryKey(key)
    return this.earlier.has(binary) ? this.earlier.get(binary) : this.store.get(key)
  }

  *scan(prefix: Uint8Array, after?: Uint8Array): Iterable<StoreEntry> {
    const changed = this.changedUnder(binaryKey(prefix), after === undefined ? undefined : binaryKey(after))
    let at = 0
    for (const [key, value] of this.store.scan(prefix, after)) {
      for (; at < changed.length; at++) {
        const order = compareBytes(changed[at]![0], key)
        if (order > 0) break
        if (order < 0) yield* present(changed[at]!)
      }
      if (!this.earlier.has(binaryKey(key))) yield [key, value]
      else yield* present([key, this.earlier.get(binaryKey(key))])
    }
    for (; at < changed.length; at++) yield* present(changed[at]!)
  }

  private changedUnder(prefix: string, after: string | undefined): Earlier[] {
    this.sorted ??= [...this.earlier.keys()].sort()
    const sorted = this.sorted
    const found: Earlier[] = []
    const start = after !== undefined && after >= prefix ? firstAbove(sorted, after) : firstFrom(sorted, prefix)
    for (let i = start; i < sorted.length && sorted[i]!.startsWith(prefix); i++) {
      found.push([keyBytes(sorted[i]!), this.earlier.get(sorted[i]!)])
    }
    return found
  }
}

type Earlier = readonly [key: Uint8Array, value: Uint8Array | undefined]

function* present([key, value]: Earlier): Iterable<StoreEntry> {
  if (value !== undefined) yield [key, value]
}

/** The place of the first key that is not below `key`. */
export function firstFrom(sorted: readonly string[], key: string): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle]! < key) low = middle + 1
    else high = middle
  }
  return low
}

/** The place of the first key above `key`. */
export function firstAbove(sorted: readonly string[], key: string): number {
  const place = firstFrom(sorted, key)
  return sorted[place] === key ? place + 1 : place
}
