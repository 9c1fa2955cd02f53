/** Counts the keys that were looked for in the store in vain, by item. */

const MANY = 512

export class Misses {
  /** By the slot of an item. */
  private readonly counts: number[] = []

  /**
   * Notes one more. @returns how many it is, when it is time to see whether the item holds any at all: at each doubling,
   * so that looking in vain for as many costs no more than what was missed did
   */
  note(slot: number): number | undefined {
    const count = (this.counts[slot] ?? 0) + 1
    this.counts[slot] = count
    return count >= MANY && (count & (count - 1)) === 0 ? count : undefined
  }
}
