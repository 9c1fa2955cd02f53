/**
 * The state of a chain while blocks are executed: decoded values over a store, with a journal.
 *
 * A read finds a decoded value in memory or decodes it from the store once. A write records the previous value, so
 * that a layer can be dropped without trace. Sealing a block turns what changed into raw bytes for the store.
 *
 * Values in state are immutable: a write puts a new value in the old one's place, never edits it.
 */
import { compareBytes, equalBytes } from '../../primitives/bytes.ts'
import { Reader, Writer } from '../scale/buffer.ts'
import { type Codec, decode, type OuterCodecs } from '../scale/codec.ts'
import type { CacheKey, KeyPart } from './hashers.ts'
import { cacheKeyOf, rawPart } from './hashers.ts'
import type { Change, ReadStore } from './store.ts'

/** What state needs to know of a declared storage item. */
export interface ItemLayout {
  /** A small number that no other item of the process has. */
  readonly slot: number
  /** e.g. `SubtensorModule.Tempo` */
  readonly label: string
  readonly parts: readonly KeyPart<unknown>[]
  readonly value: Codec<unknown>
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
interface Node {
  readonly children: Map<CacheKey, Node | Cell>
  /** All cells below in the order of their raw keys; built at the first iteration, kept up to date from then on. */
  sorted: Cell[] | undefined
  /** Every stored key below has its cell, so a missing one is absent. */
  complete: boolean
}

export class State {
  readonly store: ReadStore
  readonly outer: OuterCodecs | undefined
  private readonly roots: (Node | Cell | undefined)[] = []
  private readonly layouts: (ItemLayout | undefined)[] = []
  private readonly journalCells: Cell[] = []
  private readonly journalValues: unknown[] = []
  private dirty: Cell[] = []
  private absent = 0
  private readonly writer: Writer

  constructor(store: ReadStore, outer?: OuterCodecs) {
    this.store = store
    this.outer = outer
    this.writer = new Writer(outer, 4096)
  }

  /** The cell of a full key, loaded from the store if need be. */
  cell(layout: ItemLayout, keys: readonly unknown[]): Cell {
    const depth = layout.parts.length
    if (depth === 0) {
      const root = this.roots[layout.slot] as Cell | undefined
      return root ?? this.adoptPlain(layout)
    }
    let node = this.rootNode(layout)
    for (let i = 0; i < depth - 1; i++) node = this.childNode(node, layout.parts[i]!, keys[i])
    const cacheKey = cacheKeyOf(layout.parts[depth - 1]!, keys[depth - 1])
    const known = node.children.get(cacheKey) as Cell | undefined
    return known ?? this.adopt(layout, keys, node, cacheKey)
  }

  /** Puts a value in a cell's place; undefined removes the key. */
  write(cell: Cell, value: unknown): void {
    if (cell.value === value) return
    this.journalCells.push(cell)
    this.journalValues.push(cell.value)
    cell.value = value
    if (!cell.dirty) {
      cell.dirty = true
      this.dirty.push(cell)
    }
  }

  /** The live cells under the first parts of a key, in the order of their raw keys. A copy: safe to write meanwhile. */
  cells(layout: ItemLayout, prefix: readonly unknown[]): Cell[] {
    return this.cellsUnder(layout, prefix).filter(cell => cell.value !== undefined)
  }

  /** As `cells`, with those whose key is absent but known. Not to be changed. */
  cellsUnder(layout: ItemLayout, prefix: readonly unknown[]): readonly Cell[] {
    if (prefix.length === layout.parts.length) return [this.cell(layout, prefix)]
    let node = this.rootNode(layout)
    prefix.forEach((key, i) => {
      node = this.childNode(node, layout.parts[i]!, key)
    })
    return this.sortedCells(layout, node, prefix)
  }

  /** The cells of an item that are in memory, in no order. */
  cellsInMemory(layout: ItemLayout): Cell[] {
    const root = this.roots[layout.slot]
    const cells: Cell[] = []
    if (root !== undefined && 'children' in root) collect(root, 0, layout.parts.length, cells)
    else if (root !== undefined) cells.push(root)
    return cells
  }

  /**
   * Removes the keys of cells that stand in the order of their raw keys. A limit counts as it does on the chain: keys
   * written in this block go without being counted; of those that were there before, the first `limit` are visited, be
   * they still there or not. Reference: sp_state_machine clear_prefix
   * @returns how many keys were removed
   */
  removeCells(cells: readonly Cell[], limit: number): number {
    let removed = 0
    const remove = (cell: Cell): void => {
      if (cell.value === undefined) return
      this.write(cell, undefined)
      removed++
    }
    if (Number.isFinite(limit)) {
      const written = new Set(this.journalCells)
      const before = cells.filter(cell => cell.stored !== undefined).slice(0, limit)
      for (const cell of cells) if (written.has(cell)) remove(cell)
      before.forEach(remove)
    } else {
      cells.forEach(remove)
    }
    return removed
  }

  /** Opens a layer. `rollback(mark)` undoes all writes since; not calling it keeps them. */
  mark(): number {
    return this.journalCells.length
  }

  rollback(mark: number): void {
    while (this.journalCells.length > mark) {
      const cell = this.journalCells.pop()!
      cell.value = this.journalValues.pop()
    }
    if (mark > 0) return
    // Everything is as the last block left it.
    for (const cell of this.dirty) cell.dirty = false
    this.dirty = []
  }

  /** What was written since a mark and is different now, in key order. */
  changesSince(mark: number): Change[] {
    const earlier = new Map<Cell, unknown>()
    for (let i = mark; i < this.journalCells.length; i++) {
      const cell = this.journalCells[i]!
      if (!earlier.has(cell)) earlier.set(cell, this.journalValues[i])
    }
    const changes: Change[] = []
    for (const [cell, value] of earlier) {
      const before = this.encodeValue(cell.layout, value)
      const after = this.encodeValue(cell.layout, cell.value)
      if (!sameBytes(before, after)) changes.push({ key: rawKey(cell), before, after })
    }
    return changes.sort((a, b) => compareBytes(a.key, b.key))
  }

  /**
   * Ends a block: what it changed, in key order. From now on these values are the ones to return to.
   * A key whose bytes did not change is no change.
   */
  seal(): Change[] {
    const changes: Change[] = []
    for (const cell of this.dirty) {
      cell.dirty = false
      const after = this.encodeValue(cell.layout, cell.value)
      if (sameBytes(cell.stored, after)) continue
      changes.push({ key: rawKey(cell), before: cell.stored, after })
      cell.stored = after
      if (after === undefined) this.absent++
    }
    this.dirty = []
    this.journalCells.length = 0
    this.journalValues.length = 0
    return changes.sort((a, b) => compareBytes(a.key, b.key))
  }

  /**
   * Every cell that is loaded, compared with what its value encodes to: proves that no value was edited in place.
   * For tests and audits. @returns the labels of cells that differ
   */
  audit(): string[] {
    const wrong: string[] = []
    for (const cell of this.loaded()) {
      if (cell.dirty) continue
      const bytes = this.encodeValue(cell.layout, cell.value)
      if (!sameBytes(cell.stored, bytes)) wrong.push(`${cell.layout.label}(${cell.keys.join(', ')})`)
    }
    return wrong
  }

  /** How many cells of absent keys are held, or a little more: those that were asked for, and those that were removed. */
  get absentCells(): number {
    return this.absent
  }

  /** Forgets the cells of absent keys. To be called between blocks. */
  trim(): void {
    this.roots.forEach((root, slot) => {
      if (root !== undefined && 'children' in root) trimNode(root, this.layouts[slot]!.parts.length)
    })
    this.absent = 0
  }

  private encodeValue(layout: ItemLayout, value: unknown): Uint8Array | undefined {
    if (value === undefined) return undefined
    layout.value.write(this.writer.reset(), value)
    return this.writer.finish()
  }

  private rootNode(layout: ItemLayout): Node {
    let root = this.roots[layout.slot] as Node | undefined
    if (root === undefined) {
      root = { children: new Map(), sorted: undefined, complete: false }
      this.roots[layout.slot] = root
      this.layouts[layout.slot] = layout
    }
    return root
  }

  private childNode(node: Node, part: KeyPart<unknown>, key: unknown): Node {
    const cacheKey = cacheKeyOf(part, key)
    let child = node.children.get(cacheKey) as Node | undefined
    if (child === undefined) {
      child = { children: new Map(), sorted: undefined, complete: node.complete }
      node.children.set(cacheKey, child)
    }
    return child
  }

  private adoptPlain(layout: ItemLayout): Cell {
    const cell = this.load(layout, [])
    this.roots[layout.slot] = cell
    return cell
  }

  private adopt(layout: ItemLayout, keys: readonly unknown[], node: Node, cacheKey: CacheKey): Cell {
    const cell = node.complete ? absentCell(layout, keys.slice()) : this.load(layout, keys.slice())
    if (cell.value === undefined) this.absent++
    node.children.set(cacheKey, cell)
    this.index(layout, cell)
    return cell
  }

  private load(layout: ItemLayout, keys: readonly unknown[]): Cell {
    const cell = absentCell(layout, keys)
    const stored = this.store.get(rawKey(cell))
    if (stored !== undefined) this.fill(cell, stored)
    return cell
  }

  private fill(cell: Cell, stored: Uint8Array): void {
    cell.stored = stored
    cell.value = decode(cell.layout.value, stored, this.outer)
  }

  /** Gives a new cell its place in the sorted lists of the nodes above it. */
  private index(layout: ItemLayout, cell: Cell): void {
    let node = this.rootNode(layout)
    insertSorted(node, cell)
    for (let i = 0; i < layout.parts.length - 1; i++) {
      node = this.childNode(node, layout.parts[i]!, cell.keys[i])
      insertSorted(node, cell)
    }
  }

  private sortedCells(layout: ItemLayout, node: Node, prefix: readonly unknown[]): Cell[] {
    if (!node.complete) this.loadAll(layout, prefix)
    if (node.sorted === undefined) {
      const found: Cell[] = []
      collect(node, prefix.length, layout.parts.length, found)
      node.sorted = found.sort(byRawKey)
    }
    return node.sorted
  }

  /** Makes a cell for every stored key under a prefix and marks the nodes below as complete. */
  private loadAll(layout: ItemLayout, prefix: readonly unknown[]): void {
    for (const [key, value] of this.store.scan(rawPrefix(layout, prefix))) {
      const keys = readKeys(layout, key)
      let node = this.rootNode(layout)
      for (let i = 0; i < keys.length - 1; i++) node = this.childNode(node, layout.parts[i]!, keys[i])
      const cacheKey = cacheKeyOf(layout.parts[keys.length - 1]!, keys.at(-1))
      if (node.children.has(cacheKey)) continue
      const cell = absentCell(layout, keys)
      cell.raw = key.slice()
      this.fill(cell, value.slice())
      node.children.set(cacheKey, cell)
      this.index(layout, cell)
    }
    let node = this.rootNode(layout)
    prefix.forEach((key, i) => {
      node = this.childNode(node, layout.parts[i]!, key)
    })
    completeBelow(node, layout.parts.length - prefix.length)
  }

  private loaded(): Cell[] {
    const cells: Cell[] = []
    this.roots.forEach((root, slot) => {
      if (root === undefined) return
      if ('children' in root) collect(root, 0, this.layouts[slot]!.parts.length, cells)
      else cells.push(root)
    })
    return cells
  }
}

const absentCell = (layout: ItemLayout, keys: readonly unknown[]): Cell => ({
  layout,
  keys,
  value: undefined,
  stored: undefined,
  raw: undefined,
  dirty: false,
})

const byRawKey = (a: Cell, b: Cell): number => compareBytes(rawKey(a), rawKey(b))

function sameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a === undefined || b === undefined ? a === b : equalBytes(a, b)
}

/** The raw key of a cell, made once. */
export function rawKey(cell: Cell): Uint8Array {
  cell.raw ??= rawPrefix(cell.layout, cell.keys)
  return cell.raw
}

/** The raw bytes that begin the keys under the given first parts. */
export function rawPrefix(layout: ItemLayout, keys: readonly unknown[]): Uint8Array {
  const parts = keys.map((key, i) => rawPart(layout.parts[i]!, key))
  return Buffer.concat([layout.prefix(), ...parts])
}

/** The key parts in a raw key of an item. @throws TaoError when the key is not one of the item's */
export function readKeys(layout: ItemLayout, key: Uint8Array): unknown[] {
  const reader = new Reader(key)
  reader.skip(layout.prefix().length)
  return layout.parts.map(part => {
    reader.skip(part.hashLength)
    return part.codec.read(reader)
  })
}

function insertSorted(node: Node, cell: Cell): void {
  const sorted = node.sorted
  if (sorted === undefined) return
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (byRawKey(sorted[middle]!, cell) < 0) low = middle + 1
    else high = middle
  }
  sorted.splice(low, 0, cell)
}

function collect(node: Node, depth: number, fullDepth: number, into: Cell[]): void {
  for (const child of node.children.values()) {
    if (depth + 1 === fullDepth) into.push(child as Cell)
    else collect(child as Node, depth + 1, fullDepth, into)
  }
}

/** Removes the cells that neither hold a value nor held one in the last block, and the nodes that are empty then. */
function trimNode(node: Node, depth: number): void {
  for (const [cacheKey, child] of node.children) {
    if (depth > 1) trimNode(child as Node, depth - 1)
    const vacant = depth > 1 ? (child as Node).children.size === 0 : isVacant(child as Cell)
    if (vacant) node.children.delete(cacheKey)
  }
  node.sorted = node.sorted?.filter(cell => !isVacant(cell))
}

const isVacant = (cell: Cell): boolean => cell.value === undefined && cell.stored === undefined && !cell.dirty

function completeBelow(node: Node, depth: number): void {
  node.complete = true
  if (depth <= 1) return
  for (const child of node.children.values()) completeBelow(child as Node, depth - 1)
}
