/**
 * The state of a chain while blocks are executed: decoded values over a store, with a journal.
 *
 * A read finds a decoded value in memory or decodes it from the store once. A write records the previous value, so
 * that a layer can be dropped without trace. Sealing a block turns what changed into raw bytes for the store.
 *
 * Values in state are immutable: a write puts a new value in the old one's place, never edits it.
 */
import { compareBytes } from '../../primitives/bytes.ts'
import { Writer } from '../scale/buffer.ts'
import { decode, type OuterCodecs } from '../scale/codec.ts'
import {
  absentCell,
  type Cell,
  collect,
  completeBelow,
  type ItemLayout,
  inKeyOrder,
  type Node,
  nameOf,
  passingKey,
  rawKey,
  rawPrefix,
  readKeys,
  sameBytes,
  sortAdded,
  trimNode,
} from './cells.ts'
import { type CacheKey, cacheKeyOf, type KeyPart } from './hashers.ts'
import { InvariantBroken } from './invariants.ts'
import type { Change, ReadStore } from './store.ts'
import { Watched } from './watched.ts'

export class State {
  readonly store: ReadStore
  readonly outer: OuterCodecs | undefined
  private readonly roots: (Node | Cell | undefined)[] = []
  private readonly layouts: (ItemLayout | undefined)[] = []
  private readonly journalCells: Cell[] = []
  private readonly journalValues: unknown[] = []
  private readonly watched = new Watched()
  private dirty: Cell[] = []
  /** The values of the dirty cells as of the last sealed block. */
  private dirtyValues: unknown[] = []
  /** Cells that root changes by force in this block. */
  private readonly forced = new Set<Cell>()
  private absent = 0
  /** Cells of fleeting items, and where they hang. */
  private fleeting: (readonly [cell: Cell, parent: Node, cacheKey: CacheKey])[] = []
  /** Slots of items of which nodes were completed: their cells stay. */
  private readonly walked = new Set<number>()
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

  /** The value of a full key; undefined where it is absent. */
  value(layout: ItemLayout, keys: readonly unknown[]): unknown {
    const last = layout.parts.length - 1
    if (last < 0) return this.cell(layout, keys).value
    let node = this.rootNode(layout)
    for (let i = 0; i < last; i++) {
      const child = node.children.get(cacheKeyOf(layout.parts[i]!, keys[i])) as Node | undefined
      if (child === undefined) return node.complete ? undefined : this.cell(layout, keys).value
      node = child
    }
    const cacheKey = cacheKeyOf(layout.parts[last]!, keys[last])
    const known = node.children.get(cacheKey) as Cell | undefined
    if (known !== undefined) return known.value
    // Where all that is stored is in memory, an absent key needs no cell to be known as such.
    return node.complete ? undefined : this.adopt(layout, keys, node, cacheKey).value
  }

  /** Puts a value in a cell's place; undefined removes the key. */
  write(cell: Cell, value: unknown): void {
    if (cell.value === value) return
    if (this.watched.on) this.watched.keep(this.journalCells.length, this.bytesOf(cell))
    this.journalCells.push(cell)
    this.journalValues.push(cell.value)
    if (!cell.dirty) {
      cell.dirty = true
      this.dirty.push(cell)
      this.dirtyValues.push(cell.value)
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
    return this.watched.during(run)
  }

  /** What the block wrote so far, each cell once, with the values that the last block left. */
  eachWritten(visit: (cell: Cell, before: unknown) => void): void {
    for (let i = 0; i < this.dirty.length; i++) visit(this.dirty[i]!, this.dirtyValues[i])
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
    const watched = this.watched.since(mark, this.journalCells)
    while (this.journalCells.length > mark) {
      const cell = this.journalCells.pop()!
      cell.value = this.journalValues.pop()
    }
    this.watched.cut(mark)
    if (mark === 0) this.clean()
    for (const [cell, bytes] of watched) this.checkUnchanged(cell, bytes)
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
      const after = this.encodeValue(cell.layout, cell.value)
      if (sameBytes(cell.stored, after)) continue
      changes.push({ key: rawKey(cell), before: cell.stored, after })
      cell.stored = after
      if (after === undefined) this.absent++
    }
    this.clean()
    this.journalCells.length = 0
    this.journalValues.length = 0
    this.watched.cut(0)
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
      if (!sameBytes(cell.stored, bytes)) wrong.push(nameOf(cell))
    }
    return wrong
  }

  /** How many cells of absent keys are held, or a little more: those that were asked for, and those that were removed. */
  get absentCells(): number {
    return this.absent
  }

  /** Forgets the entries that are not expected to be read again. To be called when the store has all sealed blocks. */
  forgetFleeting(): void {
    for (const [{ layout, dirty, value }, parent, cacheKey] of this.fleeting) {
      if (dirty || this.walked.has(layout.slot)) continue
      parent.children.delete(cacheKey)
      if (value === undefined) this.absent--
    }
    this.fleeting = []
  }

  /** Forgets the cells of absent keys. To be called between blocks, when the store has all sealed ones. */
  trim(): void {
    this.roots.forEach((root, slot) => {
      if (root !== undefined && 'children' in root) trimNode(root, this.layouts[slot]!.parts.length)
    })
    this.absent = 0
  }

  /** Everything is as a sealed block left it. */
  private clean(): void {
    for (const cell of this.dirty) cell.dirty = false
    this.dirty = []
    this.dirtyValues = []
    this.forced.clear()
  }

  /** What the value of a cell encodes to. A clean cell's bytes are known. */
  private bytesOf(cell: Cell): Uint8Array | undefined {
    return cell.dirty ? this.encodeValue(cell.layout, cell.value) : cell.stored
  }

  private checkUnchanged(cell: Cell, bytes: Uint8Array | undefined): void {
    if (sameBytes(bytes, this.encodeValue(cell.layout, cell.value))) return
    throw new InvariantBroken([{ invariant: 'A failed call leaves no trace', subject: nameOf(cell), off: undefined }])
  }

  private encodeValue(layout: ItemLayout, value: unknown): Uint8Array | undefined {
    if (value === undefined) return undefined
    layout.value.write(this.writer.reset(), value)
    return this.writer.finish()
  }

  private rootNode(layout: ItemLayout): Node {
    let root = this.roots[layout.slot] as Node | undefined
    if (root === undefined) {
      root = { children: new Map(), sorted: undefined, added: [], complete: false }
      this.roots[layout.slot] = root
      this.layouts[layout.slot] = layout
    }
    return root
  }

  private childNode(node: Node, part: KeyPart<unknown>, key: unknown): Node {
    const cacheKey = cacheKeyOf(part, key)
    let child = node.children.get(cacheKey) as Node | undefined
    if (child === undefined) {
      child = { children: new Map(), sorted: undefined, added: [], complete: node.complete }
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
    if (layout.fleeting) this.fleeting.push([cell, node, cacheKey])
    return cell
  }

  private load(layout: ItemLayout, keys: readonly unknown[]): Cell {
    const cell = absentCell(layout, keys)
    // Who reads a fleeting entry writes it, and needs the key again.
    const stored = this.store.get(layout.fleeting ? rawKey(cell) : passingKey(cell))
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
    if (node.sorted !== undefined) node.added.push(cell)
    for (let i = 0; i < layout.parts.length - 1; i++) {
      node = this.childNode(node, layout.parts[i]!, cell.keys[i])
      if (node.sorted !== undefined) node.added.push(cell)
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
    for (const [key, value] of this.store.scan(rawPrefix(layout, prefix))) {
      const keys = readKeys(layout, key)
      let node = this.rootNode(layout)
      for (let i = 0; i < keys.length - 1; i++) node = this.childNode(node, layout.parts[i]!, keys[i])
      const cacheKey = cacheKeyOf(layout.parts[keys.length - 1]!, keys.at(-1))
      if (node.children.has(cacheKey)) continue
      const cell = absentCell(layout, keys)
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
