/** Declared keys and values as they are held in memory, and the tree of an item's cells. */
import { compareBytes, equalBytes } from '../../primitives/bytes.ts'
import { Reader } from '../scale/buffer.ts'
import type { Codec } from '../scale/codec.ts'
import type { CacheKey, KeyPart } from './hashers.ts'

/** What state needs to know of a declared storage item. */
export interface ItemLayout {
  /** A small number that no other item of the process has. */
  readonly slot: number
  /** e.g. `SubtensorModule.Tempo` */
  readonly label: string
  readonly parts: readonly KeyPart<unknown>[]
  readonly value: Codec<unknown>
  /** Whether entries are read once and not again for long, unless all are: they leave the memory with their block. */
  readonly fleeting?: boolean
  /** The 32 bytes that begin all keys of the item. */
  prefix(): Uint8Array
}

/** One value of one item, loaded or written. `value` is undefined where the key is absent. */
export interface Cell {
  readonly layout: ItemLayout
  readonly keys: readonly unknown[]
  value: unknown
  /** The value's bytes as of the last sealed block. */
  stored: Uint8Array | undefined
  raw: Uint8Array | undefined
  dirty: boolean
}

/** The cells under one prefix of an item's keys. */
export interface Node {
  readonly children: Map<CacheKey, Node | Cell>
  /** The cells below in the order of their raw keys; made at the first iteration. */
  sorted: Cell[] | undefined
  /** Cells below that have no place in `sorted` yet. */
  added: Cell[]
  /** Every stored key below has its cell, so a missing one is absent. */
  complete: boolean
}

export const absentCell = (layout: ItemLayout, keys: readonly unknown[]): Cell => ({
  layout,
  keys,
  value: undefined,
  stored: undefined,
  raw: undefined,
  dirty: false,
})

/** A cell's raw key without keeping it: those of cells that are only read would take more memory than the rest of them. */
export const passingKey = (cell: Cell): Uint8Array => cell.raw ?? rawPrefix(cell.layout, cell.keys)

/** The cells in the order of their raw keys. */
export function inKeyOrder(cells: readonly Cell[]): Cell[] {
  const keyed = cells.map(cell => ({ cell, key: passingKey(cell) }))
  return keyed.sort((a, b) => compareBytes(a.key, b.key)).map(({ cell }) => cell)
}

export function sameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a === undefined || b === undefined ? a === b : equalBytes(a, b)
}

/** The raw key of a cell, made once. */
export function rawKey(cell: Cell): Uint8Array {
  cell.raw ??= rawPrefix(cell.layout, cell.keys)
  return cell.raw
}

/** The raw bytes that begin the keys under the given first parts. */
export function rawPrefix(layout: ItemLayout, keys: readonly unknown[]): Uint8Array {
  const prefix = layout.prefix()
  const parts = keys.map((key, i) => layout.parts[i]!.raw(key))
  const raw = Buffer.allocUnsafe(parts.reduce((length, part) => length + part.length, prefix.length))
  raw.set(prefix)
  let at = prefix.length
  for (const part of parts) {
    raw.set(part, at)
    at += part.length
  }
  return raw
}

/** The key parts in a raw key of an item. @throws TaoError when the key is not one of the item's */
export function readKeys(layout: ItemLayout, key: Uint8Array): unknown[] {
  const reader = new Reader(key)
  reader.skip(layout.prefix().length)
  return layout.parts.map(part => {
    reader.skip(part.hashLength)
    const key = part.codec.read(reader)
    return typeof key === 'string' ? theOne(key) : key
  })
}

/** Accounts that stand in keys: one text for all the keys that an account stands in. */
let accounts = new Map<string, string>()
const MAX_ACCOUNTS = 200_000

function theOne(text: string): string {
  const known = accounts.get(text)
  if (known !== undefined) return known
  if (accounts.size >= MAX_ACCOUNTS) accounts = new Map()
  accounts.set(text, text)
  return text
}

/** Gives the cells that were added since their places. */
export function sortAdded(node: Node): Cell[] {
  const { sorted, added } = node
  if (sorted === undefined || added.length === 0) return sorted ?? []
  node.added = []
  if (added.length <= FEW) for (const cell of added) sorted.splice(placeOf(sorted, cell), 0, cell)
  else node.sorted = merged(sorted, inKeyOrder(added))
  return node.sorted!
}

/** So many are put between the others one by one. */
const FEW = 8

function placeOf(sorted: readonly Cell[], cell: Cell): number {
  const key = passingKey(cell)
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareBytes(passingKey(sorted[middle]!), key) < 0) low = middle + 1
    else high = middle
  }
  return low
}

function merged(a: readonly Cell[], b: readonly Cell[]): Cell[] {
  const all: Cell[] = []
  let at = 0
  for (const cell of b) {
    const place = placeOf(a, cell)
    while (at < place) all.push(a[at++]!)
    all.push(cell)
  }
  while (at < a.length) all.push(a[at++]!)
  return all
}

export function collect(node: Node, depth: number, fullDepth: number, into: Cell[]): void {
  for (const child of node.children.values()) {
    if (depth + 1 === fullDepth) into.push(child as Cell)
    else collect(child as Node, depth + 1, fullDepth, into)
  }
}

/** Removes the cells that neither hold a value nor held one in the last block, and the nodes that are empty then. */
export function trimNode(node: Node, depth: number): void {
  for (const [cacheKey, child] of node.children) {
    if (depth > 1) trimNode(child as Node, depth - 1)
    const vacant = depth > 1 ? (child as Node).children.size === 0 : isVacant(child as Cell)
    if (vacant) node.children.delete(cacheKey)
  }
  node.sorted = node.sorted?.filter(cell => !isVacant(cell))
  node.added = node.added.filter(cell => !isVacant(cell))
}

const isVacant = (cell: Cell): boolean => cell.value === undefined && cell.stored === undefined && !cell.dirty

export function completeBelow(node: Node, depth: number): void {
  node.complete = true
  if (depth <= 1) return
  for (const child of node.children.values()) completeBelow(child as Node, depth - 1)
}

/** What a cell is called in reports, e.g. `SubtensorModule.Tempo(1)`. */
export const nameOf = ({ layout, keys }: Cell): string =>
  keys.length === 0 ? layout.label : `${layout.label}(${keys.join(', ')})`
