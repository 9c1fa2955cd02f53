/** Keys that came or went in sealed blocks that the store may not have: what it says of others is true of them too. */
import { type Cell, type ItemLayout, isCrossing } from './cells.ts'

export class Crossings {
  /** By the slot of an item. */
  private readonly sealed = new Map<number, Set<Cell>>()

  /** Notes a cell that is about to be sealed. */
  note(cell: Cell): void {
    const { slot } = cell.layout
    const cells = this.sealed.get(slot) ?? new Set()
    this.sealed.set(slot, cells.add(cell))
  }

  /** The store has all sealed blocks. */
  forget(): void {
    this.sealed.clear()
  }

  /** The cells of an item whose keys the store may be wrong about, in no order. */
  of(layout: ItemLayout, dirty: readonly Cell[]): ReadonlySet<Cell> {
    const cells = new Set(this.sealed.get(layout.slot))
    for (const cell of dirty) if (cell.layout === layout && isCrossing(cell)) cells.add(cell)
    return cells
  }
}
