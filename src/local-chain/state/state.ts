/**
 * The state of a chain while blocks are executed: decoded values over a store, with a journal.
 *
 * A read finds a decoded value in memory or decodes it from the store once. A write records the previous value, so
 * that a layer can be dropped without trace. Sealing a block turns what changed into raw bytes for the store.
 *
 * Values in state are immutable: a write puts a new value in the old one's place, never edits it.
 */
import { decode, type OuterCodecs } from '../scale/codec.ts'
import {
  absentCell,
  type Cell,
  type ItemLayout,
  isCrossing,
  nameOf,
  rawKey,
  rawPrefix,
  readKeys,
  sameBytes,
} from './cells.ts'
import { Crossings } from './crossings.ts'
import { type CacheKey, cacheKeyOf, type KeyPart } from './hashers.ts'
import { InvariantBroken } from './invariants.ts'
import { Journal } from './journal.ts'
import { Misses } from './misses.ts'
import { collect, completeBelow, inKeyOrder, Node, sortAdded, trimNode } from './nodes.ts'
import { Encoder } from './sealing.ts'
import { type Change, type ReadStore, type StoreEntry, upTo } from './store.ts'

export class State {
  readonly store: ReadStore
  readonly outer: OuterCodecs | undefined
  private readonly roots: (Node | Cell | undefined)[] = []
  private readonly layouts: (ItemLayout | undefined)[] = []
  private readonly journal = new Journal()
  private dirty: Cell[] = []
  /** Cells that root changes by force in this block. */
  private readonly forced = new Set<Cell>()
  private absent = 0
  private readonly crossings = new Crossings()
  private readonly misses = new Misses()
  /** Slots of items that hold too much to be walked over in memory. */
  private readonly large = new Set<number>()
  /** Cells of fleeting items, and where they hang. */
  private fleeting: (readonly [cell: Cell, parent: Node, cacheKey: CacheKey])[] = []
  /** Slots of items of which nodes were completed: their cells stay. */
  private readonly walked = new Set<number>()
  private readonly encoder: Encoder

  constructor(store: ReadStore, outer?: OuterCodecs) {
    this.store = store
    this.outer = outer
    this.encoder = new Encoder(outer)
  }

  /** The cell of a full key, loaded from the store if need be. */
  cell(layout: ItemLayout, keys: readonly unknown[]): Cell {
    const depth = layout.parts.length
    if (depth === 0) return (this.roots[layout.slot] as Cell | undefined) ?? this.adoptPlain(layout)
    const node = this.nodeAt(layout, keys, depth - 1)
    const cacheKey = cacheKeyOf(layout.parts[depth - 1]!, keys[depth - 1])
    const known = node.get(cacheKey) as Cell | undefined
    return known ?? this.adopt(layout, keys, node, cacheKey)
  }

  /** As `cell`, for an item with one to three key parts. */
  cellOf(layout: ItemLayout, first: unknown, second: unknown, third: unknown): Cell {
    const { parts, slot } = layout
    let node = this.roots[slot] as Node | Cell | undefined
    for (let i = 0; i < parts.length && node !== undefined; i++) {
      node = (node as Node).get(cacheKeyOf(parts[i]!, i === 0 ? first : i === 1 ? second : third))
    }
    return (node as Cell | undefined) ?? this.cell(layout, keyParts(parts.length, first, second, third))
  }

  /** The value of a full key of one to three parts; undefined where it is absent. */
  value(layout: ItemLayout, first: unknown, second: unknown, third: unknown): unknown {
    const { parts, slot } = layout
    let node = this.roots[slot] as Node | undefined
    for (let i = 0; i < parts.length && node !== undefined; i++) {
      const child = node.get(cacheKeyOf(parts[i]!, i === 0 ? first : i === 1 ? second : third))
      // Where all that is stored is in memory, an absent key needs no cell to be known as such.
      if (child === undefined && node.complete) return undefined
      node = child as Node | undefined
    }
    const cell = node as Cell | undefined
    return (cell ?? this.cell(layout, keyParts(parts.length, first, second, third))).value
  }

  /** Puts a value in a cell's place; undefined removes the key. */
  write(cell: Cell, value: unknown): void {
    if (cell.value === value) return
    const { watched, length } = this.journal
    if (watched.on) watched.keep(length, this.bytesOf(cell))
    this.journal.note(cell)
    if (!cell.dirty) {
      cell.dirty = true
      this.dirty.push(cell)
    }
    cell.value = value
  }

  /** Notes that root changes a cell in this block whatever it stands for: sums that it adds to need not hold. */
  noteForced(cell: Cell): void {
    this.forced.add(cell)
  }

  /**
   * Runs with every write watched: taking one back proves that the value which returns still encodes to the same bytes.
   * @throws InvariantBroken from the rollback, where it does not
   */
  watch<T>(run: () => T): T {
    return this.journal.watched.during(run)
  }

  /** What the block wrote so far, each cell once, with the values that the last block left. */
  eachWritten(visit: (cell: Cell, before: unknown) => void): void {
    for (const cell of this.dirty) visit(cell, cell.sealed)
  }

  /** Whether root changed a cell by force in this block. */
  wasForced(cell: Cell): boolean {
    return this.forced.has(cell)
  }

  /** The live cells under the first parts of a key, in the order of their raw keys. A copy: safe to write meanwhile. */
  cells(layout: ItemLayout, prefix: readonly unknown[]): Cell[] {
    return this.cellsUnder(layout, prefix).filter(cell => cell.value !== undefined)
  }

  /** As `cells`, with those whose key is absent but known. Not to be changed. */
  cellsUnder(layout: ItemLayout, prefix: readonly unknown[]): readonly Cell[] {
    if (prefix.length === layout.parts.length) return [this.cell(layout, prefix)]
    return this.sortedCells(layout, this.nodeAt(layout, prefix), prefix)
  }

  /** All cells of an item in the order of their raw keys, if they are no more than so many; asked again, as before. */
  cellsIfFew(layout: ItemLayout, most: number): readonly Cell[] | undefined {
    if (this.large.has(layout.slot)) return undefined
    const isLoaded = this.rootNode(layout).complete || this.loadIfFew(layout, most)
    const cells = isLoaded ? this.cellsUnder(layout, []) : undefined
    if (cells !== undefined && cells.length <= most) return cells
    this.large.add(layout.slot)
    return undefined
  }

  /** The cells of an item that are in memory, in no order. */
  cellsInMemory(layout: ItemLayout): Cell[] {
    const root = this.roots[layout.slot]
    const cells: Cell[] = []
    if (root instanceof Node) collect(root, 0, layout.parts.length, cells)
    else if (root !== undefined) cells.push(root)
    return cells
  }

  /** Removes the keys under the first parts of a key; see `removeCells` for a limit. @returns how many */
  clear(layout: ItemLayout, prefix: readonly unknown[], limit: number): number {
    if (Number.isFinite(limit) || prefix.length === layout.parts.length) {
      return this.removeCells(this.cellsUnder(layout, prefix), limit)
    }
    const node = this.nodeAt(layout, prefix)
    if (!node.complete) this.loadAll(layout, prefix)
    const cells: Cell[] = []
    collect(node, prefix.length, layout.parts.length, cells)
    return this.removeCells(cells, limit)
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
      const written = new Set(this.journal.cells)
      const before = cells.filter(cell => cell.sealed !== undefined).slice(0, limit)
      for (const cell of cells) if (written.has(cell)) remove(cell)
      before.forEach(remove)
    } else {
      cells.forEach(remove)
    }
    return removed
  }

  /** Opens a layer. `rollback(mark)` undoes all writes since; not calling it keeps them. */
  mark(): number {
    return this.journal.length
  }

  rollback(mark: number): void {
    const watched = this.journal.takeBack(mark)
    if (mark === 0) this.clean()
    for (const [cell, bytes] of watched) this.checkUnchanged(cell, bytes)
  }

  /** What was written since a mark and is different now, in key order. */
  changesSince(mark: number): Change[] {
    return this.encoder.differences(this.journal.valuesAt(mark))
  }

  /**
   * Ends a block: what it changed, in key order. From now on these values are the ones to return to.
   * A key whose bytes did not change is no change.
   */
  seal(): Change[] {
    for (const cell of this.dirty) {
      if (!isCrossing(cell)) continue
      this.crossings.note(cell)
      if (!cell.layout.fleeting) this.absent += cell.value === undefined ? 1 : -1
    }
    const changes = this.encoder.seal(this.dirty)
    this.clean()
    this.journal.clear()
    return changes
  }

  /**
   * Every cell that is loaded, compared with what its value encodes to: proves that no value was edited in place.
   * For tests and audits. @returns the labels of cells that differ
   */
  audit(): string[] {
    const wrong: string[] = []
    for (const cell of this.layouts.flatMap(layout => (layout === undefined ? [] : this.cellsInMemory(layout)))) {
      if (cell.dirty) continue
      const bytes = this.encoder.encode(cell.layout, cell.value)
      if (!sameBytes(this.bytesOf(cell), bytes)) wrong.push(nameOf(cell))
    }
    return wrong
  }

  /** How many cells of absent keys are held, or a little more: those that were asked for, and those that were removed. */
  get absentCells(): number {
    return this.absent
  }

  /** The store has all sealed blocks. Forgets the entries that are not expected to be read again. */
  noteStored(): void {
    this.crossings.forget()
    this.encoder.noteStored()
    for (const [{ layout, dirty }, parent, cacheKey] of this.fleeting) {
      if (!dirty && !this.walked.has(layout.slot)) parent.delete(cacheKey)
    }
    this.fleeting = []
  }

  /** The cells of an item whose keys may have come or gone since the store was brought up to date, in no order. */
  unstored(layout: ItemLayout): ReadonlySet<Cell> {
    return this.crossings.of(layout, this.dirty)
  }

  /** Forgets the cells of absent keys. To be called between blocks, when the store has all sealed ones. */
  trim(): void {
    this.roots.forEach((root, slot) => {
      if (root instanceof Node) trimNode(root, this.layouts[slot]!.parts.length)
    })
    this.absent = 0
  }

  /** Everything is as a sealed block left it. */
  private clean(): void {
    for (const cell of this.dirty) cell.dirty = false
    this.dirty = []
    this.forced.clear()
  }

  /** What the value of a cell encodes to; of a clean one, what it encoded to when its block was sealed. */
  private bytesOf(cell: Cell): Uint8Array | undefined {
    if (cell.dirty) return this.encoder.encode(cell.layout, cell.value)
    return cell.sealed === undefined ? undefined : (cell.sealedBytes ?? this.store.get(rawKey(cell)))
  }

  private checkUnchanged(cell: Cell, bytes: Uint8Array | undefined): void {
    if (sameBytes(bytes, this.encoder.encode(cell.layout, cell.value))) return
    throw new InvariantBroken([{ invariant: 'A failed call leaves no trace', subject: nameOf(cell), off: undefined }])
  }

  private rootNode(layout: ItemLayout): Node {
    let root = this.roots[layout.slot] as Node | undefined
    if (root === undefined) {
      root = new Node(false)
      this.roots[layout.slot] = root
      this.layouts[layout.slot] = layout
    }
    return root
  }

  private nodeAt(layout: ItemLayout, keys: readonly unknown[], depth = keys.length): Node {
    let node = this.rootNode(layout)
    for (let i = 0; i < depth; i++) node = this.childNode(node, layout.parts[i]!, keys[i])
    return node
  }

  private childNode(node: Node, part: KeyPart<unknown>, key: unknown): Node {
    const cacheKey = cacheKeyOf(part, key)
    let child = node.get(cacheKey) as Node | undefined
    if (child === undefined) {
      child = new Node(node.complete)
      node.add(cacheKey, child)
    }
    return child
  }

  private adoptPlain(layout: ItemLayout): Cell {
    const cell = this.load(layout, [])
    this.roots[layout.slot] = cell
    this.layouts[layout.slot] = layout
    return cell
  }

  private adopt(layout: ItemLayout, keys: readonly unknown[], node: Node, cacheKey: CacheKey): Cell {
    const cell = node.complete ? absentCell(layout, keys.slice()) : this.load(layout, keys.slice())
    node.add(cacheKey, cell)
    this.index(layout, cell)
    if (layout.fleeting && !this.walked.has(layout.slot)) {
      this.fleeting.push([cell, node, cacheKey])
    } else if (cell.value === undefined) {
      this.absent++
      if (!node.complete) this.noteMissed(layout)
    }
    return cell
  }

  private load(layout: ItemLayout, keys: readonly unknown[]): Cell {
    const cell = absentCell(layout, keys)
    const stored = this.store.get(rawKey(cell))
    if (stored !== undefined) this.fill(cell, stored)
    return cell
  }

  private fill(cell: Cell, stored: Uint8Array): void {
    cell.value = decode(cell.layout.value, stored, this.outer)
    cell.sealed = cell.value
  }

  /** Gives a new cell its place in the sorted lists of the nodes above it. */
  private index(layout: ItemLayout, cell: Cell): void {
    let node = this.rootNode(layout)
    node.note(cell)
    for (let i = 0; i < layout.parts.length - 1; i++) {
      node = this.childNode(node, layout.parts[i]!, cell.keys[i])
      node.note(cell)
    }
  }

  private sortedCells(layout: ItemLayout, node: Node, prefix: readonly unknown[]): Cell[] {
    if (!node.complete) this.loadAll(layout, prefix)
    if (node.sorted === undefined) {
      const found: Cell[] = []
      collect(node, prefix.length, layout.parts.length, found)
      node.sorted = inKeyOrder(found)
    }
    return sortAdded(node)
  }

  /** Makes a cell for every stored key under a prefix and marks the nodes below as complete. */
  private loadAll(layout: ItemLayout, prefix: readonly unknown[]): void {
    this.walked.add(layout.slot)
    this.adoptStored(layout, this.store.scan(rawPrefix(layout, prefix)))
    completeBelow(this.nodeAt(layout, prefix), layout.parts.length - prefix.length)
  }

  private adoptStored(layout: ItemLayout, entries: Iterable<StoreEntry>): void {
    for (const [key, value] of entries) {
      const keys = readKeys(layout, key)
      const node = this.nodeAt(layout, keys, keys.length - 1)
      const cacheKey = cacheKeyOf(layout.parts[keys.length - 1]!, keys.at(-1))
      if (node.get(cacheKey) !== undefined) continue
      const cell = absentCell(layout, keys)
      this.fill(cell, value.slice())
      node.add(cacheKey, cell)
      this.index(layout, cell)
    }
  }

  /**
   * A key was looked for in the store in vain. An item of which many are asked for that are not there may hold few or
   * none at all: then all that are there are loaded, and nobody looks for others any more.
   */
  private noteMissed(layout: ItemLayout): void {
    const few = this.misses.note(layout.slot)
    if (few !== undefined) this.loadIfFew(layout, few)
  }

  private loadIfFew(layout: ItemLayout, most: number): boolean {
    const entries = upTo(most, this.store.scan(layout.prefix()))
    if (entries === undefined) return false
    this.adoptStored(layout, entries)
    completeBelow(this.rootNode(layout), layout.parts.length)
    return true
  }
}

const keyParts = (count: number, ...parts: readonly unknown[]): unknown[] => parts.slice(0, count)
