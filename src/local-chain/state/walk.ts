/** Walks over the keys of an item, some at a time; of an item that holds many, the others are neither loaded nor sorted. */
import { compareBytes } from '../../primitives/bytes.ts'
import { type Cell, type ItemLayout, rawKey, readKeys } from './cells.ts'
import { binaryKey } from './chain-store.ts'
import { placeAfter } from './nodes.ts'
import type { State } from './state.ts'

export interface FoundKey {
  readonly raw: Uint8Array
  readonly keys: readonly unknown[]
}

/** So many cells are held and kept in order for less than it takes to look into the store. */
const FEW = 1000

/** The first keys of an item that are present and stand behind a raw key, or the very first; at most so many. */
export function keysAfter(state: State, layout: ItemLayout, after: Uint8Array | undefined, count: number): FoundKey[] {
  const cells = state.cellsIfFew(layout, FEW)
  return cells === undefined ? storedAfter(state, layout, after, count) : heldAfter(cells, after, count)
}

function heldAfter(cells: readonly Cell[], after: Uint8Array | undefined, count: number): FoundKey[] {
  const found: FoundKey[] = []
  for (let i = after === undefined ? 0 : placeAfter(cells, after); i < cells.length && found.length < count; i++) {
    const cell = cells[i]!
    if (cell.value !== undefined) found.push({ raw: rawKey(cell), keys: cell.keys })
  }
  return found
}

function storedAfter(state: State, layout: ItemLayout, after: Uint8Array | undefined, count: number): FoundKey[] {
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
