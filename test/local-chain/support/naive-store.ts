/** A store of raw keys that is plainly right: a map, sorted when it is read. */
import type { Change, ReadStore, StoreEntry } from '../../../src/local-chain/state/store.ts'
import { compareBytes, fromHex, type Hex, toHex } from '../../../src/primitives/bytes.ts'

export class NaiveStore implements ReadStore {
  readonly values = new Map<Hex, Uint8Array>()
  /** How often a value was asked for. */
  reads = 0

  get(key: Uint8Array): Uint8Array | undefined {
    this.reads++
    return this.values.get(toHex(key))
  }

  *scan(prefix: Uint8Array, after?: Uint8Array): Iterable<StoreEntry> {
    const start = toHex(prefix)
    const keys = [...this.values.keys()].filter(key => key.startsWith(start)).sort()
    for (const key of keys) {
      const bytes = fromHex(key)
      if (after === undefined || compareBytes(bytes, after) > 0) yield [bytes, this.values.get(key)!]
    }
  }

  apply(changes: readonly Change[]): void {
    for (const { key, after } of changes) {
      if (after === undefined) this.values.delete(toHex(key))
      else this.values.set(toHex(key), after.slice())
    }
  }
}
