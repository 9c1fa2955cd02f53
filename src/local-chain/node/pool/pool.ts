/**
 * The transaction pool: what was submitted and is not in a block yet. It judges no transaction itself, that is the
 * runtime's part; it keeps them in order, replaces, limits and forgets. Reference: sc_transaction_pool graph.
 */
import type { Hex } from '../../../primitives/bytes.ts'
import { FutureQueue } from './future.ts'
import { ReadyQueue } from './ready.ts'
import { PoolRefusal, type PoolTransaction, type Tag, type TransactionStatus } from './transaction.ts'

export interface PoolLimits {
  readonly readyCount: number
  readonly readyBytes: number
  readonly futureCount: number
  readonly futureBytes: number
}

/** Reference: sc_transaction_pool Options::default; the future queue is a tenth, as in its Limit. */
export const DEFAULT_LIMITS: PoolLimits = {
  readyCount: 8192,
  readyBytes: 20 * 1024 * 1024,
  futureCount: 512,
  futureBytes: 1024 * 1024,
}

/** How long a transaction that turned out invalid may not come back. Reference: sc_transaction_pool DEFAULT_BAN_TIME_SECS. */
const BAN_MILLISECONDS = 30 * 60 * 1000
const MAX_BANS = 8192
/** Tags given by the last blocks: a transaction checked before them does not have to wait for what they gave. */
const RECENT_BLOCKS = 2

export type StatusListener = (hash: Hex, status: TransactionStatus) => void

export class Pool {
  private readonly ready = new ReadyQueue()
  private readonly future = new FutureQueue()
  private readonly bans = new Map<Hex, number>()
  private recent: ReadonlySet<Tag>[] = []
  private readonly limits: PoolLimits
  private readonly now: () => number
  private readonly tell: StatusListener

  /** @param now milliseconds that only grow  @param tell hears of every change of a transaction's status */
  constructor(now: () => number, tell: StatusListener, limits: PoolLimits = DEFAULT_LIMITS) {
    this.now = now
    this.tell = tell
    this.limits = limits
  }

  get counts(): { readonly ready: number; readonly future: number } {
    return { ready: this.ready.count, future: this.future.count }
  }

  /** The ready transactions in the order in which they enter a block. */
  candidates(): Iterable<PoolTransaction> {
    return this.ready.inOrder()
  }

  /** All transactions, the ready ones first. */
  all(): PoolTransaction[] {
    return [...this.ready.all(), ...this.future.all()]
  }

  /** Whether a ready transaction gives a tag. */
  gives(tag: Tag): boolean {
    return this.ready.gives(tag)
  }

  /** Asks before a transaction is judged at all. @throws PoolRefusal `AlreadyImported`, `TemporarilyBanned` */
  checkNew(hash: Hex): void {
    if (this.ready.has(hash) || this.future.has(hash)) throw new PoolRefusal(hash, { type: 'AlreadyImported' })
    const end = this.bans.get(hash)
    if (end === undefined) return
    if (end > this.now()) throw new PoolRefusal(hash, { type: 'TemporarilyBanned' })
    this.bans.delete(hash)
  }

  /** Takes in a transaction that the runtime found valid. @throws PoolRefusal */
  add(transaction: PoolTransaction): void {
    this.checkNew(transaction.hash)
    if (transaction.provides.length === 0) throw new PoolRefusal(transaction.hash, { type: 'NoTagsProvided' })
    const missing = transaction.requires.filter(tag => !this.ready.gives(tag) && !this.recent.some(set => set.has(tag)))
    if (missing.length > 0) {
      this.future.add(transaction, missing)
      this.tell(transaction.hash, { type: 'future' })
    } else {
      this.addReady(transaction)
    }
    this.enforceLimits()
    if (!this.ready.has(transaction.hash) && !this.future.has(transaction.hash)) {
      throw new PoolRefusal(transaction.hash, { type: 'ImmediatelyDropped' })
    }
  }

  /** Notes that a block was added: what stands in it is done, what it makes possible is ready, what is too old is gone. */
  blockAdded(number: number, hash: Hex, included: Iterable<Hex>): void {
    const given = new Set([...included].flatMap(each => this.ready.get(each)?.provides ?? []))
    this.recent = [given, ...this.recent].slice(0, RECENT_BLOCKS)
    for (const tag of given) {
      const done = this.ready.takeGiver(tag)
      if (done === undefined) continue
      this.tell(done.hash, { type: 'inBlock', block: hash })
      this.tell(done.hash, { type: 'finalized', block: hash })
    }
    this.promote(given)
    const expired = this.all().filter(({ validTill }) => validTill <= number)
    this.reject(expired.map(transaction => transaction.hash))
  }

  /** Throws out transactions that turned out invalid, with all that stand on them, and bans them for a while. @returns all of them */
  reject(hashes: readonly Hex[]): Hex[] {
    const waiting = hashes.flatMap(hash => this.future.remove(hash) ?? [])
    const gone = [...waiting, ...this.ready.removeWithDependents(hashes)].map(({ hash }) => hash)
    for (const hash of gone) {
      this.ban(hash)
      this.tell(hash, { type: 'invalid' })
    }
    return gone
  }

  /** Empties the pool, bans included, and hands out what was in it: to be judged anew on another history. */
  drain(): PoolTransaction[] {
    const transactions = this.all()
    this.ready.removeWithDependents(transactions.map(({ hash }) => hash))
    for (const { hash } of transactions) this.future.remove(hash)
    this.bans.clear()
    this.recent = []
    return transactions
  }

  private addReady(first: PoolTransaction): void {
    const todo = [first]
    for (let transaction = todo.pop(); transaction !== undefined; transaction = todo.pop()) {
      let replaced: PoolTransaction[]
      try {
        replaced = this.ready.add(transaction)
      } catch (error) {
        if (transaction === first) throw error
        this.tell(transaction.hash, { type: 'dropped' })
        continue
      }
      for (const { hash } of replaced) this.tell(hash, { type: 'usurped', by: transaction.hash })
      this.tell(transaction.hash, { type: 'ready' })
      todo.push(...this.future.satisfy(transaction.provides))
    }
  }

  private promote(tags: Iterable<Tag>): void {
    for (const transaction of this.future.satisfy(tags)) {
      try {
        this.addReady(transaction)
      } catch {
        this.tell(transaction.hash, { type: 'dropped' })
      }
    }
  }

  private enforceLimits(): void {
    const { ready, future, limits } = this
    while (ready.count > limits.readyCount || ready.bytes > limits.readyBytes) {
      const gone = ready.removeWithDependents([ready.worst()!.hash])
      for (const { hash } of gone) this.tell(hash, { type: 'dropped' })
    }
    while (future.count > limits.futureCount || future.bytes > limits.futureBytes) {
      const { hash } = future.oldest()!
      future.remove(hash)
      this.tell(hash, { type: 'dropped' })
    }
  }

  private ban(hash: Hex): void {
    this.bans.set(hash, this.now() + BAN_MILLISECONDS)
    if (this.bans.size > MAX_BANS) this.bans.delete(this.bans.keys().next().value!)
  }
}
