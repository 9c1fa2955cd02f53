/** The writes of a block in their order, each with the value that it replaced: what taking them back goes by. */
import type { Cell } from './cells.ts'
import { Watched } from './watched.ts'

export class Journal {
  private readonly written: Cell[] = []
  private readonly replaced: unknown[] = []
  readonly watched = new Watched()

  /** How many writes it holds: the mark of this moment. */
  get length(): number {
    return this.written.length
  }

  /** The cells that were written, as often as they were. */
  get cells(): readonly Cell[] {
    return this.written
  }

  /** Notes that a cell's value is about to be replaced. */
  note(cell: Cell): void {
    this.written.push(cell)
    this.replaced.push(cell.value)
  }

  /** Takes back the writes since a mark. @returns the cells whose writes were watched, with the bytes that they had then */
  takeBack(mark: number): Map<Cell, Uint8Array | undefined> {
    const watched = this.watched.since(mark, this.written)
    while (this.written.length > mark) this.written.pop()!.value = this.replaced.pop()
    this.watched.cut(mark)
    return watched
  }

  /** The cells that were written since a mark, with the values that they had then. */
  valuesAt(mark: number): Map<Cell, unknown> {
    const values = new Map<Cell, unknown>()
    for (let i = mark; i < this.written.length; i++) {
      const cell = this.written[i]!
      if (!values.has(cell)) values.set(cell, this.replaced[i])
    }
    return values
  }

  /** The block is sealed. */
  clear(): void {
    this.written.length = 0
    this.replaced.length = 0
    this.watched.cut(0)
  }
}
