/** What state is read from: raw keys and values in key order. */

export type StoreEntry = readonly [key: Uint8Array, value: Uint8Array]

export interface ReadStore {
  /** The value at a raw key. The bytes must not be changed, nor kept by one who may change them. */
  get(key: Uint8Array): Uint8Array | undefined
  /** All entries under a raw prefix, in key order; only those behind the key `after`, where one is given. */
  scan(prefix: Uint8Array, after?: Uint8Array): Iterable<StoreEntry>
}

/**
 * One key's value before and after a block; absent is undefined. The bytes may share memory with those of many others:
 * who keeps some of them for long makes copies.
 */
export interface Change {
  readonly key: Uint8Array
  readonly before: Uint8Array | undefined
  readonly after: Uint8Array | undefined
}

/** The store of a chain that holds nothing yet. */
export const EMPTY_STORE: ReadStore = {
  get: () => undefined,
  scan: () => [],
}

/** The entries, unless there are more than so many. */
export function upTo(count: number, entries: Iterable<StoreEntry>): StoreEntry[] | undefined {
  const found: StoreEntry[] = []
  for (const entry of entries) {
    if (found.push(entry) > count) return undefined
  }
  return found
}
