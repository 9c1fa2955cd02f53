/**
 * A chain one can talk to: its blocks, its state, a pool of transactions and a clock that makes blocks of them.
 *
 * Blocks are final at once. Whatever is reported (a block, the status of a transaction) is on the disk before.
 */
import type { Hex } from '../../primitives/bytes.ts'
import { TaoError } from '../../primitives/errors.ts'
import type { AuditCheck } from '../runtime/audit.ts'
import type { Ctx } from '../runtime/context.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { Header } from '../runtime/types.ts'
import { binaryKey, type ChainStore, type Head, type Undo } from '../state/chain-store.ts'
import type { ReadStore } from '../state/store.ts'
import { type BlockTrace, remakeBlocks } from './again.ts'
import { runApi, runtimeOf } from './apis.ts'
import { BlockStopped, type MadeBlock, makeBlock, type Parent } from './authoring.ts'
import { reportedAt, reportOf, writeReport } from './block-report.ts'
import { Clock, elapsed, nextTurn, type Sealing, slotDuration } from './clock.ts'
import { type DryRun, type DryRunRequest, dryRun } from './dry-run.ts'
import { isBug } from './faults.ts'
import { decodeHeader, slotOf } from './header.ts'
import { Ledger, type LedgerOptions, type Tip } from './ledger.ts'
import { loadMetadata } from './metadata-files.ts'
import { Herald, type News } from './news.ts'
import type { PoolLimits } from './pool/pool.ts'
import type { PoolTransaction } from './pool/transaction.ts'
import { type LoadVerifier, loadPlainVerifier } from './signatures.ts'
import type { ChainSpec } from './spec.ts'
import { Transactions, type Watch } from './transactions.ts'

export interface ChainOptions extends LedgerOptions {
  /** What makes blocks; `instant` where nothing is said. */
  readonly sealing?: Sealing
  /** Whether blocks that are made by interval bear the real time, as on a served chain. */
  readonly realTime?: boolean
  readonly loadVerifier?: LoadVerifier
  /** Attaches the encoded metadata to the runtime. It is called when the metadata is first asked for. */
  readonly loadMetadata?: (runtime: Runtime) => Promise<unknown>
  readonly poolLimits?: PoolLimits
  /** The folder for reports of blocks that would have broken the chain; none are written where nothing is said. */
  readonly reports?: string
  /** Hears of failures that no caller can be told of: a block that the clock called for could not be made. */
  readonly onFault?: (error: unknown) => void
}

export interface BlockId {
  readonly number: number
  readonly hash: Hex
}

export interface Block extends BlockId {
  readonly header: Header
  /** Encoded, inherents first. */
  readonly extrinsics: readonly Uint8Array[]
}

export interface AdvanceOptions {
  /** Stops between groups of blocks. */
  readonly signal?: AbortSignal
  /** Stops when so much time is over. At least one block is made. */
  readonly maxMilliseconds?: number
  readonly onProgress?: (made: number, head: BlockId) => void
}

/** A group of blocks is committed as one after so many blocks or milliseconds; clients wait no longer than that. */
const GROUP_BLOCKS = 500
const GROUP_MILLISECONDS = 50

export class Chain {
  readonly spec: ChainSpec
  readonly runtime: Runtime
  readonly genesisHash: Hex
  /** Milliseconds of a slot. */
  readonly slotDuration: bigint
  private readonly ledger: Ledger
  private readonly transactions: Transactions
  readonly clock: Clock
  private readonly options: ChainOptions
  private readonly herald: Herald
  private metadata: Promise<unknown> | undefined
  /** The head that listeners know of. */
  private announced: Head
  private closed = false

  /**
   * Opens the chain in a store, or makes it from the spec where the store is empty.
   * @throws TaoError `wrong_chain`, `unsupported` when the store holds something else
   */
  constructor(spec: ChainSpec, store: ChainStore, options: ChainOptions = {}) {
    this.spec = spec
    this.options = options
    this.herald = new Herald(error => options.onFault?.(error))
    this.runtime = runtimeOf(spec.profile, (...question) => this.transactions.verify(...question))
    this.ledger = new Ledger(spec, this.runtime, store, options)
    this.genesisHash = this.ledger.genesisHash
    this.slotDuration = slotDuration(this.runtime)
    this.announced = this.ledger.enter().head
    const { loadVerifier = loadPlainVerifier, poolLimits } = options
    this.transactions = new Transactions(this.ledger, loadVerifier, () => this.loadMetadata(), poolLimits)
    this.clock = new Clock(this.slotDuration, () => this.onClock())
    this.clock.sealing = options.sealing ?? 'instant'
  }

  get head(): BlockId {
    const { number, hash } = this.enter()
    return { number, hash }
  }

  /** What makes blocks; may be changed at any time. */
  get sealing(): Sealing {
    return this.clock.sealing
  }

  set sealing(sealing: Sealing) {
    this.clock.sealing = sealing
    this.callClock()
  }

  /** The number of the oldest block whose state can be read. */
  get oldestState(): number {
    this.enter()
    return this.ledger.store.oldestState()
  }

  get poolCounts(): { readonly ready: number; readonly future: number } {
    return this.transactions.counts
  }

  hashAt(number: number): Hex | undefined {
    this.enter()
    return this.ledger.store.blockHash(number)
  }

  block(hash: Hex): Block | undefined {
    this.enter()
    const number = this.ledger.store.blockNumber(hash)
    const stored = number === undefined ? undefined : this.ledger.store.block(number)
    return stored && { number: stored.number, hash, header: decodeHeader(stored.header), extrinsics: stored.extrinsics }
  }

  header(hash: Hex): Header | undefined {
    const tip = this.enter()
    return tip.hash === hash ? tip.decoded : this.block(hash)?.header
  }

  /** The time of a block in milliseconds of Unix time; undefined for genesis, which has none. */
  timeOf(header: Header): bigint | undefined {
    const slot = slotOf(header)
    return slot === undefined ? undefined : slot * this.slotDuration
  }

  /**
   * The raw state of a block, of the newest one if none is named. It is good until the next await.
   * @throws TaoError `not_found` for a block that is unknown or whose state is no longer kept
   */
  state(at?: Hex): ReadStore {
    return this.ledger.readAt(this.numberOf(at))
  }

  /** What a block replaced in the state, as far as the states before it are kept. It is good until the next await. */
  replacedBy(number: number): Iterable<Undo> {
    return this.ledger.store.undo(number) ?? []
  }

  /** Looks at the state of a block through the runtime's eyes. What `run` writes is dropped. @throws TaoError `not_found` */
  look<T>(run: (ctx: Ctx) => T, at?: Hex): T {
    return this.ledger.look(this.numberOf(at), run)
  }

  /**
   * What a runtime API answers on the state of a block.
   * @param name e.g. `AccountNonceApi_account_nonce`
   * @param input SCALE of the arguments  @returns SCALE of the answer
   * @throws TaoError `not_found` as `state` does and for an API that does not exist; `invalid_argument` for malformed input
   */
  async callApi(name: string, input: Uint8Array, at?: Hex): Promise<Uint8Array> {
    await this.prepareApi(name)
    return this.runApi(name, input, at)
  }

  /** Loads what a runtime API takes that is not always there. */
  async prepareApi(name: string): Promise<void> {
    if (name.startsWith('Metadata_')) await this.loadMetadata()
    if (name.startsWith('TaggedTransactionQueue_')) await this.transactions.prepare()
  }

  /** As `callApi`, once `prepareApi` is done. */
  runApi(name: string, input: Uint8Array, at?: Hex): Uint8Array {
    return this.look(ctx => runApi(ctx, name, input), at)
  }

  /** Attaches the metadata to the runtime, once. */
  async loadMetadata(): Promise<void> {
    this.metadata ??= (this.options.loadMetadata ?? loadMetadata)(this.runtime)
    await this.metadata
  }

  /** Loads what the first transaction would otherwise wait for. */
  async warmUp(): Promise<void> {
    await this.transactions.prepare()
    if (this.clock.pace !== undefined) await this.transactions.authorKeys.load()
  }

  /** Runs a transaction or a call as the block after `at` would, and drops it. @throws TaoError `invalid_argument`, `not_found` */
  async dryRun(request: DryRunRequest, at?: Hex): Promise<DryRun> {
    const { slotDuration, transactions } = this
    await transactions.prepare('extrinsic' in request ? request.extrinsic : undefined)
    const number = this.numberOf(at)
    const parent = this.ledger.parentAt(number)
    const plan = { slot: this.slotAfter(parent), slotDuration, verify: transactions.verify }
    return this.ledger.look(number, ctx => dryRun(ctx, parent, plan, request))
  }

  /**
   * Hands in a transaction. `watch` hears of what becomes of it, until it is in a final block or gone.
   * @throws PoolRefusal, TransactionInvalid
   */
  async submit(encoded: Uint8Array, watch?: Watch): Promise<Hex> {
    const hash = await this.transactions.submit(encoded, watch)
    this.callClock()
    return hash
  }

  unwatch(hash: Hex): void {
    this.transactions.unwatch(hash)
  }

  /** The transactions that wait, encoded, the ready ones first. */
  pending(): Uint8Array[] {
    return this.transactions.all().map(({ encoded }) => encoded)
  }

  /** Throws transactions out, with all that stand on them. @returns those that were waiting */
  removePending(hashes: readonly Hex[]): Hex[] {
    return this.transactions.remove(hashes)
  }

  /** Whether a transaction that gives a tag waits for the next block, e.g. an account's nonce. */
  isPending(tag: Uint8Array): boolean {
    return this.transactions.gives(binaryKey(tag))
  }

  /** Makes the next block, with what is ready in the pool. It is on the disk on return. */
  produceBlock(): BlockId {
    const { number, hash } = this.makeBlocks(1, 0).head
    return { number, hash }
  }

  /** Makes blocks, each really executed. @returns how many were made; fewer than asked for when it was stopped */
  async advance(count: number, { signal, maxMilliseconds, onProgress }: AdvanceOptions = {}): Promise<number> {
    const begin = elapsed()
    let done = 0
    while (done < count && signal?.aborted !== true && !this.closed) {
      const left = maxMilliseconds === undefined ? GROUP_MILLISECONDS : begin + maxMilliseconds - elapsed()
      if (left <= 0 && done > 0) break
      const { made, head } = this.makeBlocks(Math.min(count - done, GROUP_BLOCKS), Math.min(left, GROUP_MILLISECONDS))
      done += made.length
      onProgress?.(done, head)
      await nextTurn()
    }
    return done
  }

  /**
   * Executes blocks once more, for those who want to know how they came about.
   * @throws TaoError `not_found` for blocks that do not exist, or when the state before them is no longer kept
   */
  again(from: number, to: number, trace?: BlockTrace): AsyncGenerator<MadeBlock> {
    const head = this.enter().number
    if (from < 1 || to > head) throw new TaoError('not_found', `There are blocks 1 to ${head} to look at`)
    return remakeBlocks(this.ledger, this.transactions, { from, to }, trace)
  }

  /** Looks at the whole state of the newest block, as it is stored. */
  audit(): AuditCheck[] {
    return this.ledger.audit(this.enter().number)
  }

  /** Takes back all blocks above a number. What waits in the pool is judged anew. @throws TaoError `not_found` */
  revert(to: number): void {
    this.ledger.revert(to)
    this.enter()
  }

  /** Calls the listener at every new head, until the function that is returned is called. */
  onNews(listener: (news: News) => void): () => void {
    return this.herald.listen(listener)
  }

  /** Notices what other processes did. Whatever reads or writes does so anyway. */
  refresh(): void {
    this.enter()
  }

  /** Stops the clock and closes the store. */
  close(): void {
    this.closed = true
    this.clock.stop()
    this.herald.clear()
    this.ledger.close()
  }

  private enter(): Tip {
    if (this.closed) throw new TaoError('interrupted', 'The chain is closed')
    const tip = this.ledger.enter()
    const { hash, reverts } = this.announced
    if (tip.head.hash !== hash || tip.head.reverts !== reverts) {
      this.announced = tip.head
      this.transactions.judgeAgain()
      this.callClock()
      this.herald.announce({ head: tip, reverted: tip.head.reverts !== reverts, mayHaveChanged: () => true })
    }
    return tip
  }

  /** @throws TaoError `not_found` */
  private numberOf(at: Hex | undefined): number {
    const tip = this.enter()
    return at === undefined || at === tip.hash ? tip.number : this.ledger.numberOf(at)
  }

  private makeBlocks(count: number, milliseconds: number, pace?: number): ReturnType<Ledger['extend']> {
    const before = this.enter().head
    const end = elapsed() + milliseconds
    const { made, head } = this.extend(blocks => blocks >= count || elapsed() >= end, pace)
    this.announced = head
    for (const block of made) this.transactions.settle(block)
    for (const { why } of made.flatMap(block => block.refused)) if (why instanceof Error) this.options.onFault?.(why)
    const reverted = head.reverts !== before.reverts
    // Another process may have come between.
    if (reverted || made[0]!.decoded.parent_hash !== before.hash) {
      this.transactions.judgeAgain()
      this.herald.announce({ head, reverted, mayHaveChanged: () => true })
    } else {
      const changed = new Set(made.flatMap(({ changes }) => changes.map(({ key }) => binaryKey(key))))
      this.herald.announce({ head, reverted, mayHaveChanged: key => changed.has(binaryKey(key)) })
    }
    return { made, head }
  }

  private extend(enough: (made: number) => boolean, pace: number | undefined): ReturnType<Ledger['extend']> {
    const { slotDuration, transactions } = this
    let offered: PoolTransaction[] = []
    const make = (ctx: Ctx, parent: Parent, index: number): MadeBlock => {
      // The pool learns of a block when it is committed: the others of a group would find nothing new in it.
      offered = index === 0 ? [...transactions.candidates()] : []
      const slot = this.slotAfter(parent)
      const shield = index === 0 ? transactions.authorKeys.planFor(ctx, parent.number + 1, pace) : {}
      const { verify } = transactions
      return makeBlock(ctx, parent, { slot, slotDuration, candidates: offered, verify, ...shield })
    }
    try {
      return this.ledger.extend(make, enough)
    } catch (error) {
      // A bug that only shows when the block is sealed cannot be laid at one transaction's door: all have to go, or no
      // block would ever be made again.
      if (isBug(error)) transactions.reject(offered)
      throw error instanceof BlockStopped ? this.reported(error) : error
    }
  }

  /** Writes the report of a block that was stopped, where there is a place for it. */
  private reported(stopped: BlockStopped): TaoError {
    const { reports } = this.options
    if (reports === undefined) return stopped
    const { spec, ledger, runtime, genesisHash, transactions } = this
    const before = ledger.readAt(stopped.parent.number)
    const report = reportOf(stopped, spec, genesisHash, { runtime, before, verify: transactions.verify })
    return reportedAt(stopped, writeReport(reports, report))
  }

  private slotAfter(parent: Parent): bigint {
    return this.clock.slotAfter(this.spec, parent, this.options.realTime === true)
  }

  private onClock(): void {
    const { pace } = this.clock
    const again = () => this.clock.pace === pace && this.onClock()
    if (pace !== undefined && this.transactions.authorKeys.later(again, this.options.onFault)) return
    const ready = () => this.transactions.counts.ready
    const before = ready()
    // What was ready may be in a block by now that somebody asked for.
    if (this.sealing === 'instant' && before === 0) return
    try {
      this.makeBlocks(1, 0, pace)
      // Where nothing could be taken, trying again at once would not help.
      if (ready() < before) this.callClock()
    } catch (error) {
      this.options.onFault?.(error)
    }
  }

  private callClock(): void {
    if (this.transactions.counts.ready > 0) this.clock.transactionReady()
  }
}
