/** What the values of cells encode to, and what a block changed. */
import { compareBytes } from '../../primitives/bytes.ts'
import { Writer } from '../scale/buffer.ts'
import type { OuterCodecs } from '../scale/codec.ts'
import { type Cell, holdsPassingBytes, type ItemLayout, isLong, rawKey, sameBytes, settle } from './cells.ts'
import type { Change } from './store.ts'

export class Encoder {
  private readonly writer: Writer
  /** Cells whose bytes are held because the store may not have them. */
  private passing: Cell[] = []

  constructor(outer: OuterCodecs | undefined) {
    this.writer = new Writer(outer, 4096)
  }

  /** Not to be kept for long: short bytes share memory with many others. */
  encode(layout: ItemLayout, value: unknown): Uint8Array | undefined {
    if (value === undefined) return undefined
    layout.value.write(this.writer.reset(), value)
    return isLong(this.writer) ? this.writer.finish() : this.writer.finishPassing()
  }

  /** Seals cells that a block wrote. @returns what is different now, in key order */
  seal(dirty: readonly Cell[]): Change[] {
    const changes: Change[] = []
    const groups = byItem(dirty)
    for (const { layout, cells } of groups) {
      const ofItem: Change[] = []
      for (const cell of cells) this.sealOne(cell, ofItem)
      const shared = layout.prefix().length
      for (const change of ofItem.sort((a, b) => compareFrom(shared, a.key, b.key))) changes.push(change)
    }
    // Keys of no item have no beginning in common, and stand anywhere between the others.
    return groups[0]?.layout.prefix().length === 0 ? changes.sort(inOrderOfKeys) : changes
  }

  /** What is different from the values that cells had, in key order. */
  differences(earlier: ReadonlyMap<Cell, unknown>): Change[] {
    const changes: Change[] = []
    for (const [cell, value] of earlier) {
      const before = this.encode(cell.layout, value)
      const after = this.encode(cell.layout, cell.value)
      if (!sameBytes(before, after)) changes.push({ key: rawKey(cell), before, after })
    }
    return changes.sort(inOrderOfKeys)
  }

  /** The store has all sealed blocks. */
  noteStored(): void {
    for (const cell of this.passing) if (holdsPassingBytes(cell)) cell.sealedBytes = undefined
    this.passing = []
  }

  private sealOne(cell: Cell, changes: Change[]): void {
    const { value, layout } = cell
    // A number or a text that is what it was needs no look at its bytes.
    if (value === cell.sealed) return
    const before = cell.sealedBytes ?? this.encode(layout, cell.sealed)
    const after = this.encode(layout, value)
    const key = rawKey(cell)
    const isNoted = holdsPassingBytes(cell)
    if (!sameBytes(before, after)) changes.push({ key, before, after })
    settle(cell, key, after)
    if (!isNoted && holdsPassingBytes(cell)) this.passing.push(cell)
  }
}

const inOrderOfKeys = (a: Change, b: Change): number => compareBytes(a.key, b.key)

/** The order of keys that have as many first bytes in common. They differ soon: calling what compares takes longer. */
function compareFrom(shared: number, a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  for (let i = shared; i < length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!
  return a.length - b.length
}

interface ItemCells {
  readonly layout: ItemLayout
  readonly cells: Cell[]
}

/**
 * Cells by item, items in the order of their keys. The cells of one come as they were written, most of them subnet by
 * subnet: that is the order of their keys, and sorting them takes one look at each.
 */
function byItem(cells: readonly Cell[]): ItemCells[] {
  const groups = new Map<number, ItemCells>()
  for (const cell of cells) {
    const group = groups.get(cell.layout.slot)
    if (group === undefined) groups.set(cell.layout.slot, { layout: cell.layout, cells: [cell] })
    else group.cells.push(cell)
  }
  return [...groups.values()].sort((a, b) => compareBytes(a.layout.prefix(), b.layout.prefix()))
}
