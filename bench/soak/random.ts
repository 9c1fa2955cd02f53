/** Chance that comes out the same each time: xorshift32. */
export class Random {
  private state: number

  constructor(seed: number) {
    this.state = Math.imul(seed, 2_654_435_761) >>> 0 || 1
  }

  /** A whole number from 0 up to, not including, `end`. */
  below(end: number): number {
    let { state } = this
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    this.state = state >>> 0
    return this.state % end
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)]!
  }

  chance(oneIn: number): boolean {
    return this.below(oneIn) === 0
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.below(256))
  }

  /** Another row of numbers, which goes its own way. */
  fork(): Random {
    return new Random(this.below(0x7fff_ffff) + 1)
  }
}
