/** Walks over the keys of an item, some at a time, which neither loads nor sorts the others. */
import { compareBytes } from '../../primitives/bytes.ts'
import { type ItemLayout, rawKey, readKeys } from './cells.ts'
import { binaryKey } from './chain-store.ts'
import type { State } from './state.ts'

export interface FoundKey {
  readonly raw: Uint8Array
  readonly keys: readonly unknown[]
}

/** The first keys of an item that are present and stand behind a raw key, or the very first; at most so many. */
export function keysAfter(state: State, layout: ItemLayout, after: Uint8Array | undefined, count: number): FoundKey[] {
  const found: FoundKey[] = []
  const written = new Set<string>()
  for (const cell of state.unstored(layout)) {
    const raw = rawKey(cell)
    written.add(binaryKey(raw))
    const isBehind = after === undefined || compareBytes(raw, after) > 0
    if (cell.value !== undefined && isBehind) found.push({ raw, keys: cell.keys })
  }
  let left = count
  for (const [raw] of state.store.scan(layout.prefix(), after)) {
    if (left === 0) break
    if (written.has(binaryKey(raw))) continue
    found.push({ raw, keys: readKeys(layout, raw) })
    left--
  }
  return found.sort((a, b) => compareBytes(a.raw, b.raw)).slice(0, count)
}
