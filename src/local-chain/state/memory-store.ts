/** A chain's store in memory, for chains that nobody wants to keep: tests, throw-away nodes. */
import type { Hex } from '../../primitives/bytes.ts'
import { assert } from '../../primitives/errors.ts'
import type { ChainIdentity, ChainStore, Head, SealedBlock, StoredBlock, Undo } from './chain-store.ts'
import { historyTooShort } from './chain-store.ts'
import { SortedBytes } from './sorted-bytes.ts'
import type { Change, StoreEntry } from './store.ts'

export class MemoryStore implements ChainStore {
  private state = new SortedBytes()
  private readonly blocks: StoredBlock[] = []
  private readonly numbers = new Map<Hex, number>()
  private readonly changes = new Map<number, readonly Change[]>()
  private beginning: readonly StoreEntry[] = []
  private oldest = 0
  private head: Head | undefined
  identity: ChainIdentity | undefined

  get(key: Uint8Array): Uint8Array | undefined {
    return this.state.get(key)
  }

  scan(prefix: Uint8Array, after?: Uint8Array): Iterable<StoreEntry> {
    return this.state.scan(prefix, after)
  }

  refresh(): Head | undefined {
    return this.head
  }

  create(identity: ChainIdentity, genesis: SealedBlock, replace = false): boolean {
    if (this.identity !== undefined && !replace) return false
    assert(genesis.number === 0, 'the genesis block has number 0')
    const reverts = this.head === undefined ? 0 : this.head.reverts + 1
    this.clear()
    this.identity = identity
    this.append(genesis, reverts)
    this.beginning = [...this.state.scan(new Uint8Array())]
    // Nothing was there before genesis: it cannot be taken back.
    this.changes.delete(0)
    return true
  }

  commit(blocks: readonly SealedBlock[]): boolean {
    const { head, identity } = this
    assert(head !== undefined && identity !== undefined, 'there is no chain to add to')
    blocks.forEach((block, i) => {
      assert(block.number === head.number + 1 + i, `block ${block.number} does not follow ${head.number + i}`)
      this.append(block, head.reverts)
    })
    this.prune(identity.history)
    return true
  }

  revert(to: number): boolean {
    const { head } = this
    assert(head !== undefined && to >= 0, 'there is no such block')
    if (to >= head.number) return true
    if (to < this.oldest) throw historyTooShort(to, this.oldest)
    while (this.blocks.length > to + 1) {
      const { number, hash } = this.blocks.pop()!
      for (const { key, before } of this.changes.get(number)!) this.state.set(key, before)
      this.changes.delete(number)
      this.numbers.delete(hash)
    }
    this.head = { number: to, hash: this.blocks[to]!.hash, reverts: head.reverts + 1 }
    return true
  }

  block(number: number): StoredBlock | undefined {
    return this.blocks[number]
  }

  blockHash(number: number): Hex | undefined {
    return this.blocks[number]?.hash
  }

  blockNumber(hash: Hex): number | undefined {
    return this.numbers.get(hash)
  }

  oldestState(): number {
    return this.oldest
  }

  genesis(): readonly StoreEntry[] {
    return this.beginning
  }

  undo(number: number): Iterable<Undo> | undefined {
    return this.changes.get(number)?.map(({ key, before }): Undo => [key, before])
  }

  close(): void {}

  private append({ changes, ...block }: SealedBlock, reverts: number): void {
    // What is kept for good must not keep the memory that it shared with others.
    for (const { key, after } of changes) this.state.set(key, after && Uint8Array.from(after))
    this.changes.set(block.number, changes)
    this.blocks.push(block)
    this.numbers.set(block.hash, block.number)
    this.head = { number: block.number, hash: block.hash, reverts }
  }

  private clear(): void {
    this.state = new SortedBytes()
    this.blocks.length = 0
    this.numbers.clear()
    this.changes.clear()
    this.oldest = 0
  }

  private prune(history: number): void {
    const oldest = Math.max(this.oldest, this.head!.number - history)
    for (let number = this.oldest + 1; number <= oldest; number++) this.changes.delete(number)
    this.oldest = oldest
  }
}
