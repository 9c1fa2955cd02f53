/** The state of an earlier block: the newest state with everything put back that was replaced since. */
import { compareBytes } from '../../primitives/bytes.ts'
import { binaryKey, keyBytes } from './chain-store.ts'
import type { ChangeIndex } from './change-index.ts'
import type { ReadStore, StoreEntry } from './store.ts'

export class HistoryView implements ReadStore {
  readonly number: number
  private readonly newest: ReadStore
  private readonly index: ChangeIndex

  /**
   * @param newest the state of the newest block
   * @param index has to cover the block whenever it is read
   */
  constructor(newest: ReadStore, index: ChangeIndex, number: number) {
    this.newest = newest
    this.index = index
    this.number = number
  }

  get(key: Uint8Array): Uint8Array | undefined {
    const binary = binaryKey(key)
    const changed = this.index.firstChange(binary, this.number)
    return changed === undefined ? this.newest.get(key) : this.index.before(binary, changed)
  }

  *scan(prefix: Uint8Array, after?: Uint8Array): Iterable<StoreEntry> {
    const behind = after === undefined ? undefined : binaryKey(after)
    const changed = this.index.changedUnder(binaryKey(prefix), behind, this.number)
    let at = 0
    for (const entry of this.newest.scan(prefix, after)) {
      let isChanged = false
      for (; at < changed.length && !isChanged; at++) {
        const key = keyBytes(changed[at]!)
        const order = compareBytes(key, entry[0])
        if (order > 0) break
        yield* this.asItWas(key, changed[at]!)
        isChanged = order === 0
      }
      if (!isChanged) yield entry
    }
    for (; at < changed.length; at++) yield* this.asItWas(keyBytes(changed[at]!), changed[at]!)
  }

  /** The entry of a key that changed, if it was there. */
  private *asItWas(key: Uint8Array, binary: string): Iterable<StoreEntry> {
    const value = this.index.before(binary, this.index.firstChange(binary, this.number)!)
    if (value !== undefined) yield [key, value]
  }
}
