/** Counts what a call reads and writes, where it is charged for that in the end and not for what it declared. */
import { type Weight, weigh } from '../../../runtime/weight.ts'

export class DbMeter {
  private reads = 0
  private writes = 0

  add(reads: number, writes: number): void {
    this.reads += reads
    this.writes += writes
  }

  weight(): Weight {
    return weigh(0, 0, this.reads, this.writes)
  }
}
