/** What values encoded to when they were replaced, beside the journal: proof for those who take a write back. */
import type { Cell } from './cells.ts'

export class Watched {
  /** By the place of a write in the journal; nothing for writes that were not watched. */
  private readonly bytes: (Uint8Array | undefined)[] = []
  private depth = 0

  get on(): boolean {
    return this.depth > 0
  }

  /** Runs with writes watched. */
  during<T>(run: () => T): T {
    this.depth++
    try {
      return run()
    } finally {
      this.depth--
    }
  }

  keep(place: number, bytes: Uint8Array | undefined): void {
    this.bytes[place] = bytes
  }

  /** The cells whose writes from a place on were watched, with the bytes that they had at it. */
  since(mark: number, journal: readonly Cell[]): Map<Cell, Uint8Array | undefined> {
    const first = new Map<Cell, Uint8Array | undefined>()
    const seen = new Set<Cell>()
    for (let i = mark; i < this.bytes.length; i++) {
      const cell = journal[i]!
      // A cell that was written unwatched before had other bytes at the mark.
      if (i in this.bytes && !seen.has(cell)) first.set(cell, this.bytes[i])
      seen.add(cell)
    }
    return first
  }

  /** Forgets the writes from a place on. */
  cut(mark: number): void {
    if (this.bytes.length > mark) this.bytes.length = mark
  }
}
