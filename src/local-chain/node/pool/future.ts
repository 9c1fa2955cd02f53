/** Transactions that wait for something nobody gives yet, such as an earlier nonce. Reference: sc_transaction_pool graph::future. */
import type { Hex } from '../../../primitives/bytes.ts'
import type { PoolTransaction, Tag } from './transaction.ts'

interface Waiting {
  readonly transaction: PoolTransaction
  readonly missing: Set<Tag>
}

export class FutureQueue {
  /** In the order of arrival. */
  private readonly waiting = new Map<Hex, Waiting>()
  private readonly wanted = new Map<Tag, Set<Hex>>()
  private size = 0

  get count(): number {
    return this.waiting.size
  }

  get bytes(): number {
    return this.size
  }

  has(hash: Hex): boolean {
    return this.waiting.has(hash)
  }

  all(): PoolTransaction[] {
    return [...this.waiting.values()].map(({ transaction }) => transaction)
  }

  add(transaction: PoolTransaction, missing: Iterable<Tag>): void {
    const entry = { transaction, missing: new Set(missing) }
    this.waiting.set(transaction.hash, entry)
    this.size += transaction.encoded.length
    for (const tag of entry.missing) {
      const hashes = this.wanted.get(tag) ?? new Set()
      this.wanted.set(tag, hashes.add(transaction.hash))
    }
  }

  /** Notes that tags are given now. @returns the transactions that waited for nothing else; they are taken out */
  satisfy(tags: Iterable<Tag>): PoolTransaction[] {
    const freed: PoolTransaction[] = []
    for (const tag of tags) {
      for (const hash of this.wanted.get(tag) ?? []) {
        const { transaction, missing } = this.waiting.get(hash)!
        missing.delete(tag)
        if (missing.size === 0) freed.push(transaction)
      }
      this.wanted.delete(tag)
    }
    for (const { hash } of freed) this.remove(hash)
    return freed
  }

  remove(hash: Hex): PoolTransaction | undefined {
    const entry = this.waiting.get(hash)
    if (entry === undefined) return undefined
    this.waiting.delete(hash)
    this.size -= entry.transaction.encoded.length
    for (const tag of entry.missing) {
      const hashes = this.wanted.get(tag)
      hashes?.delete(hash)
      if (hashes?.size === 0) this.wanted.delete(tag)
    }
    return entry.transaction
  }

  /** The one that waits longest. */
  oldest(): PoolTransaction | undefined {
    for (const { transaction } of this.waiting.values()) return transaction
    return undefined
  }
}
