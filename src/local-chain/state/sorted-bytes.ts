/** A map from bytes to bytes that can be walked in the order of its keys. */
import { binaryKey, keyBytes } from './chain-store.ts'
import { firstAbove, firstFrom } from './sorted-keys.ts'
import type { ReadStore, StoreEntry } from './store.ts'

export class SortedBytes implements ReadStore {
  private readonly values = new Map<string, Uint8Array>()
  /** All keys in order, with some that are gone; undefined until somebody walks. */
  private sorted: string[] | undefined
  /** Keys that are not in `sorted` yet. */
  private added: string[] = []

  get(key: Uint8Array): Uint8Array | undefined {
    return this.values.get(binaryKey(key))
  }

  set(key: Uint8Array, value: Uint8Array | undefined): void {
    const binary = binaryKey(key)
    if (value === undefined) {
      this.values.delete(binary)
      return
    }
    if (this.sorted !== undefined && !this.values.has(binary)) this.added.push(binary)
    this.values.set(binary, value)
  }

  *scan(prefix: Uint8Array, after?: Uint8Array): Iterable<StoreEntry> {
    const start = binaryKey(prefix)
    const behind = after === undefined ? undefined : binaryKey(after)
    const keys = this.inOrder()
    const first = behind !== undefined && behind >= start ? firstAbove(keys, behind) : firstFrom(keys, start)
    for (let i = first; i < keys.length && keys[i]!.startsWith(start); i++) {
      const value = this.values.get(keys[i]!)
      if (value !== undefined) yield [keyBytes(keys[i]!), value]
    }
  }

  private inOrder(): readonly string[] {
    if (this.sorted === undefined) {
      this.sorted = [...this.values.keys()].sort()
    } else if (this.added.length > 0) {
      this.sorted = mergeLive(this.sorted, this.added.sort(), this.values)
    }
    this.added = []
    return this.sorted
  }
}

/** Two sorted lists in one, each key once, those left out that have no value any more. */
function mergeLive(a: readonly string[], b: readonly string[], live: ReadonlyMap<string, unknown>): string[] {
  const merged: string[] = []
  const add = (key: string): void => {
    if (merged.at(-1) !== key && live.has(key)) merged.push(key)
  }
  let at = 0
  for (const key of a) {
    while (at < b.length && b[at]! < key) add(b[at++]!)
    add(key)
  }
  while (at < b.length) add(b[at++]!)
  return merged
}
