/**
 * The chain as a book: its blocks, the state of each, and how a block is added. Everything here is synchronous.
 *
 * Other processes may write in the same book. Each piece of work begins with `enter`, which drops what was known of the
 * state when somebody else moved the head; a block made on a head that moved meanwhile is made again on the new one.
 */
import type { Hex } from '../../primitives/bytes.ts'
import { assert, TaoError } from '../../primitives/errors.ts'
import { type AuditCheck, auditState } from '../runtime/audit.ts'
import { Ctx } from '../runtime/context.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { type ChainStore, DEFAULT_HISTORY, type Head, type StoredBlock } from '../state/chain-store.ts'
import { ChangeIndex } from '../state/change-index.ts'
import { HistoryView } from '../state/history.ts'
import { SortedBytes } from '../state/sorted-bytes.ts'
import { State } from '../state/state.ts'
import type { ReadStore } from '../state/store.ts'
import { type MadeBlock, makeGenesis, type Parent } from './authoring.ts'
import { decodeHeader } from './header.ts'
import type { ChainSpec } from './spec.ts'

/** The newest block with its state in memory. */
export interface Tip extends Parent {
  readonly head: Head
  readonly state: State
}

export interface LedgerOptions {
  /** For how many blocks back the state can be read; counts when the chain is made. */
  readonly history?: number
  /** Makes the chain anew in the place of the one that is there. */
  readonly replace?: boolean
}

/** @param index how many blocks of the row were made before */
export type MakeBlock = (ctx: Ctx, parent: Parent, index: number) => MadeBlock

/** The state of an earlier block, raw and, once asked for, decoded. */
interface Earlier {
  readonly view: HistoryView
  state: State | undefined
}

/** The state of block 0, which outlives the history. */
interface Beginning extends Omit<Earlier, 'view'> {
  readonly view: ReadStore
}

/** How many earlier blocks' states are held ready. */
const MAX_EARLIER = 8
/** How many keys that do not exist may be remembered as such. */
const MAX_ABSENT = 100_000

export class Ledger {
  readonly spec: ChainSpec
  readonly runtime: Runtime
  readonly store: ChainStore
  readonly genesisHash: Hex
  private tip: Tip | undefined
  /** By block number, the one used last at the end. */
  private readonly earlier = new Map<number, Earlier>()
  private readonly index: ChangeIndex
  private beginning: Beginning | undefined

  /**
   * Opens the chain in a store, or makes it.
   * @throws TaoError `wrong_chain` when another chain than the spec's is there
   */
  constructor(spec: ChainSpec, runtime: Runtime, store: ChainStore, options: LedgerOptions = {}) {
    this.spec = spec
    this.runtime = runtime
    this.store = store
    this.index = new ChangeIndex(store)
    if (store.refresh() === undefined || options.replace) this.create(options)
    this.genesisHash = this.checkIdentity()
  }

  /** The newest block as of now. */
  enter(): Tip {
    const head = this.store.refresh()
    assert(head !== undefined, 'the chain was removed while it was open')
    if (this.tip !== undefined && sameState(this.tip.head, head)) return this.tip
    if (this.tip !== undefined && this.tip.head.reverts !== head.reverts) this.forgetHistory()
    this.tip = this.freshTip(head)
    return this.tip
  }

  /**
   * Makes blocks until `enough` and commits them as one. `make` seals the state that it is given.
   * A failure ends the row: what was made before it is committed, and it is thrown when there is nothing else.
   */
  extend(make: MakeBlock, enough: (made: number) => boolean): { readonly made: MadeBlock[]; readonly head: Head } {
    for (;;) {
      const tip = this.enter()
      const made = this.makeRow(tip, make, enough)
      let committed = false
      try {
        committed = this.store.commit(made)
      } finally {
        // The state is ahead of the store, or of another history.
        if (!committed) this.tip = undefined
      }
      if (committed) return { made, head: this.settle(tip, made.at(-1)!) }
    }
  }

  /**
   * Takes back all blocks above a number.
   * @throws TaoError `not_found` when the history does not reach back so far
   */
  revert(to: number): void {
    do this.enter()
    while (!this.store.revert(to))
    this.enter()
  }

  /** @throws TaoError `not_found` */
  numberOf(hash: Hex): number {
    const number = this.store.blockNumber(hash)
    if (number === undefined) throw new TaoError('not_found', `Header was not found in the database: ${hash}`)
    return number
  }

  block(number: number): StoredBlock | undefined {
    return this.store.block(number)
  }

  /** What a block is made on that follows the one of this number. */
  parentAt(number: number): Parent {
    const tip = this.enter()
    if (number === tip.number) return tip
    const { hash, header } = this.store.block(number)!
    return { number, hash, decoded: decodeHeader(header) }
  }

  /** The raw state of a block. @throws TaoError `not_found` when it is no longer kept */
  readAt(number: number): ReadStore {
    return number === this.enter().number ? this.store : this.earlierAt(number).view
  }

  /** The state of a block to look at: who writes to it must take that back. @throws TaoError `not_found` */
  stateAt(number: number): State {
    const tip = this.enter()
    if (number === tip.number) return tip.state
    const earlier = this.earlierAt(number)
    earlier.state ??= new State(earlier.view, this.runtime.outer)
    return earlier.state
  }

  /** Runs on the state of a block; what is written is dropped. */
  look<T>(number: number, run: (ctx: Ctx) => T): T {
    const ctx = new Ctx(this.stateAt(number), this.runtime)
    const mark = ctx.state.mark()
    try {
      return run(ctx)
    } finally {
      ctx.state.rollback(mark)
      if (ctx.state.absentCells > MAX_ABSENT) ctx.state.trim()
    }
  }

  /** Reads everything there is, apart from what is in memory. */
  audit(number: number): AuditCheck[] {
    const fresh = (view: ReadStore): State => new State(view, this.runtime.outer)
    return auditState(new Ctx(fresh(this.readAt(number)), this.runtime), fresh(this.genesis().view))
  }

  close(): void {
    this.store.close()
  }

  private earlierAt(number: number): Earlier | Beginning {
    const { number: head, reverts } = this.tip!.head
    assert(number >= 0 && number < head, `there is no block ${number}`)
    if (number === 0) return this.genesis()
    if (number < this.store.oldestState()) throw this.discarded(number)
    const found = this.earlier.get(number) ?? {
      view: new HistoryView(this.store, this.index, number),
      state: undefined,
    }
    this.earlier.delete(number)
    this.earlier.set(number, found)
    if (this.earlier.size > MAX_EARLIER) this.earlier.delete(this.earlier.keys().next().value!)
    this.index.cover(number, head, reverts)
    return found
  }

  private genesis(): Beginning {
    if (this.beginning === undefined) {
      const view = new SortedBytes()
      for (const [key, value] of this.store.genesis()) view.set(key, value)
      this.beginning = { view, state: undefined }
    }
    return this.beginning
  }

  private create({ history = DEFAULT_HISTORY, replace = false }: LedgerOptions): void {
    const genesis = makeGenesis(this.spec, this.runtime)
    const { name, version } = this.spec.profile
    const identity = { profile: name, specVersion: version.specVersion, genesisHash: genesis.hash, history }
    // When another process was faster, its chain is the one to open.
    this.store.create(identity, genesis, replace)
    this.store.refresh()
  }

  private checkIdentity(): Hex {
    const { identity } = this.store
    assert(identity !== undefined, 'a chain without an identity')
    const { name, version } = this.spec.profile
    if (identity.profile !== name) {
      throw new TaoError('wrong_chain', `This is a ${identity.profile} chain, not a ${name} one`, {
        why: `It was made with the profile ${identity.profile}, and a chain keeps its profile.`,
        remedy: `Open it as ${identity.profile}, make it anew with tao chain reset, or use another chain with --chain NAME.`,
      })
    }
    if (identity.specVersion !== version.specVersion) {
      throw new TaoError(
        'unsupported',
        `The chain runs under spec ${identity.specVersion}, which this version does not carry`,
        {
          why: `This version of taokit carries spec ${version.specVersion}.`,
          remedy: 'Use the version of taokit that made the chain, or another chain with --chain NAME.',
        },
      )
    }
    return identity.genesisHash
  }

  private makeRow({ state, ...parent }: Tip, make: MakeBlock, enough: (made: number) => boolean): MadeBlock[] {
    const ctx = new Ctx(state, this.runtime)
    const made: MadeBlock[] = []
    try {
      do made.push(make(ctx, made.at(-1) ?? parent, made.length))
      while (!enough(made.length))
    } catch (error) {
      this.tip = undefined
      if (made.length === 0) throw error
    }
    return made
  }

  private settle({ state, head: before }: Tip, { number, hash, decoded }: MadeBlock): Head {
    const head = { number, hash, reverts: before.reverts }
    // After a failure the state is in the middle of a block, and no tip is kept.
    if (this.tip !== undefined) this.tip = { number, hash, decoded, state, head }
    state.noteStored()
    if (state.absentCells > MAX_ABSENT) state.trim()
    return head
  }

  private freshTip(head: Head): Tip {
    const block = this.store.block(head.number)
    assert(block !== undefined && block.hash === head.hash, 'the newest block is not among the blocks')
    const state = new State(this.store, this.runtime.outer)
    return { number: head.number, hash: head.hash, decoded: decodeHeader(block.header), head, state }
  }

  private forgetHistory(): void {
    this.earlier.clear()
    if (this.checkIdentity() === this.genesisHash) return
    throw new TaoError('wrong_chain', 'The chain was made anew while it was open', {
      why: 'Another process has put a new chain in its place.',
      remedy: 'Run the command again.',
    })
  }

  private discarded(number: number): TaoError {
    return new TaoError('not_found', `State already discarded for ${this.store.blockHash(number)}`, {
      why: `The state is kept for the last ${this.store.identity?.history} blocks.`,
    })
  }
}

const sameState = (a: Head, b: Head): boolean => a.hash === b.hash && a.reverts === b.reverts
