/**
 * Which of the last blocks changed which keys: it tells where the value of a key at an earlier block was written down.
 *
 * It is made of the records that blocks left, in chunks, when somebody first asks for a block so far back, and is followed up
 * when somebody asks again: making blocks costs nothing by it. A chunk knows the hash of its last block, so it is known whether
 * it still tells of the same history after blocks were taken back.
 */
import type { Hex } from '../../primitives/bytes.ts'
import { assert } from '../../primitives/errors.ts'
import { binaryKey, type ChainStore } from './chain-store.ts'
import { KeysByItem } from './keys-by-item.ts'

export interface ChangeIndexLimits {
  /** Blocks of a chunk, as a power of two. */
  readonly chunkBits: number
  /** Chunks that nobody needs now are dropped when all weigh more than so many bytes. */
  readonly maxWeight: number
}

const LIMITS: ChangeIndexLimits = { chunkBits: 9, maxWeight: 64 * 1024 * 1024 }

interface Chunk {
  /** The last block that is taken in. */
  last: number
  hash: Hex
  /** For each key the block that changed it, or all of them in order. */
  readonly changes: Map<string, number | number[]>
  readonly keys: KeysByItem
  /** About so many bytes. */
  weight: number
}

/** What a chunk takes for a key, beside twice its length, and for a further change of it. */
const KEY_WEIGHT = 200
const CHANGE_WEIGHT = 16
/** Records of blocks are held ready up to so many keys in them. */
const MAX_RECORDED = 50_000

type BlockRecord = ReadonlyMap<string, Uint8Array | undefined>

export class ChangeIndex {
  private readonly store: ChainStore
  private readonly limits: ChangeIndexLimits
  private readonly chunks = new Map<number, Chunk>()
  private head = 0
  private reverts = 0
  /** Records of blocks by number, the one used last at the end. */
  private readonly records = new Map<number, BlockRecord>()
  private recorded = 0

  constructor(store: ChainStore, limits: ChangeIndexLimits = LIMITS) {
    this.store = store
    this.limits = limits
  }

  /**
   * Takes in what is needed to read the states from a block on. To be called before reading when blocks may have been added or
   * taken back.
   * @param number a block that is not older than the store's oldest state
   */
  cover(number: number, head: number, reverts: number): void {
    if (reverts !== this.reverts) this.forgetOtherHistory(head)
    this.reverts = reverts
    this.head = head
    const first = this.placeOf(number + 1)
    for (let place = first; place <= this.placeOf(head); place++) this.fill(place)
    this.limit(first)
  }

  /** The first block behind `number` that changed a key. */
  firstChange(binary: string, number: number): number | undefined {
    const end = this.placeOf(this.head)
    for (let place = this.placeOf(number + 1); place <= end; place++) {
      const found = firstBehind(this.chunkAt(place).changes.get(binary), number)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** What stood at a key before a block that changed it. */
  before(binary: string, block: number): Uint8Array | undefined {
    return this.recordOf(block).get(binary)
  }

  /** The keys under a prefix, and behind a key where one is given, that were changed behind block `number`, in order. */
  changedUnder(prefix: string, after: string | undefined, number: number): readonly string[] {
    const found = new Set<string>()
    const end = this.placeOf(this.head)
    for (let place = this.placeOf(number + 1); place <= end; place++) {
      const { keys, changes } = this.chunkAt(place)
      for (const key of keys.under(prefix, after)) {
        if (firstBehind(changes.get(key), number) !== undefined) found.add(key)
      }
    }
    return [...found].sort()
  }

  private placeOf(number: number): number {
    return number >>> this.limits.chunkBits
  }

  /** Who reads two blocks side by side may need a chunk that was dropped for the second. */
  private chunkAt(place: number): Chunk {
    return this.chunks.get(place) ?? this.fill(place)
  }

  private fill(place: number): Chunk {
    const { store } = this
    const { chunkBits } = this.limits
    const first = Math.max(place << chunkBits, store.oldestState() + 1)
    const end = Math.min(((place + 1) << chunkBits) - 1, this.head)
    let chunk = this.chunks.get(place)
    if (chunk === undefined) {
      chunk = { last: first - 1, hash: '0x', changes: new Map(), keys: new KeysByItem(), weight: 0 }
      this.chunks.set(place, chunk)
    }
    if (chunk.last >= end) return chunk
    for (let number = chunk.last + 1; number <= end; number++) this.take(chunk, number)
    chunk.last = end
    chunk.hash = store.blockHash(end)!
    return chunk
  }

  private take(chunk: Chunk, number: number): void {
    const replaced = this.store.undo(number)
    assert(replaced !== undefined, `block ${number} left no record of what it replaced`)
    for (const [key] of replaced) {
      const binary = binaryKey(key)
      const known = chunk.changes.get(binary)
      if (known === undefined) {
        chunk.changes.set(binary, number)
        chunk.keys.add(binary)
        chunk.weight += KEY_WEIGHT + 2 * binary.length
      } else {
        if (typeof known === 'number') chunk.changes.set(binary, [known, number])
        else known.push(number)
        chunk.weight += CHANGE_WEIGHT
      }
    }
  }

  private recordOf(number: number): BlockRecord {
    let record = this.records.get(number)
    if (record === undefined) {
      const made = new Map<string, Uint8Array | undefined>()
      for (const [key, before] of this.store.undo(number)!) made.set(binaryKey(key), before)
      record = made
      this.recorded += record.size
    } else this.records.delete(number)
    this.records.set(number, record)
    while (this.recorded > MAX_RECORDED && this.records.size > 1) this.forgetRecord()
    return record
  }

  private forgetRecord(): void {
    const [oldest] = this.records
    this.records.delete(oldest![0])
    this.recorded -= oldest![1].size
  }

  /** Drops what lies before the states that are kept, and what is not needed from a chunk on where there is too much. */
  private limit(needed: number): void {
    const kept = this.placeOf(this.store.oldestState() + 1)
    let weight = 0
    for (const chunk of this.chunks.values()) weight += chunk.weight
    for (const place of [...this.chunks.keys()].sort((a, b) => a - b)) {
      if (place >= kept && (place >= needed || weight <= this.limits.maxWeight)) return
      weight -= this.chunks.get(place)!.weight
      this.chunks.delete(place)
    }
  }

  private forgetOtherHistory(head: number): void {
    this.records.clear()
    this.recorded = 0
    for (const [place, { last, hash }] of this.chunks) {
      if (last > head || this.store.blockHash(last) !== hash) this.chunks.delete(place)
    }
  }
}

/** The first of a key's blocks that is above a number. */
function firstBehind(blocks: number | readonly number[] | undefined, number: number): number | undefined {
  if (blocks === undefined || typeof blocks === 'number') {
    return blocks === undefined || blocks <= number ? undefined : blocks
  }
  let low = 0
  let high = blocks.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (blocks[middle]! <= number) low = middle + 1
    else high = middle
  }
  return blocks[low]
}
