/**
 * `chainHead_v1_follow`: a client hears of every block, holds on to those that it works with, and says which it lets go.
 * Blocks are final at once here, so each comes as new, best and final in one go. Reference: sc_rpc_spec_v2 chain_head.
 */
import type { Hex } from '../../../../primitives/bytes.ts'
import { runtimeVersionJson } from '../../../runtime/version.ts'
import type { Chain } from '../../chain.ts'
import { BLOCK_NOT_PINNED, HASH_TWICE, RpcError, TOO_MANY_FOLLOWS } from '../error.ts'
import { type Feed, type FeedMessage, type Outlet, subscription } from '../method.ts'
import { flag, param } from '../params.ts'
import type { Operation, OperationMessage } from './operation.ts'

/** Reference: sc_rpc_spec_v2 MAX_FOLLOW_SUBSCRIPTIONS_PER_CONNECTION. */
const MAX_FOLLOWS = 4
/** How many final blocks a client gets to begin with. Reference: sc_rpc_spec_v2 MAX_FINALIZED_BLOCKS. */
const FIRST_BLOCKS = 16
/** Who holds on to more blocks has to begin anew. It is more than a group of blocks that are made in one go. */
const MAX_PINNED = 2048
/** What it takes to remember one of them. */
const PINNED_BYTES = 150
/** Reference: sc_rpc_spec_v2 MAX_ONGOING_OPERATIONS. */
const MAX_OPERATIONS = 16

interface UnderWay {
  readonly operation: Operation
  /** Bytes that it makes the node hold. */
  readonly bytes: number
}

export class Follow implements Feed {
  readonly withRuntime: boolean
  private readonly chain: Chain
  private readonly outlet: Outlet
  private readonly stopListening: () => void
  /** The numbers of the blocks that the client holds on to, the oldest first. */
  private readonly pinned = new Map<Hex, number>()
  /** Messages about the block that is being told. */
  private readonly waiting: object[] = []
  private readonly operations = new Map<string, UnderWay>()
  private nextOperation = 0
  /** The newest block that was told; undefined before the first message. */
  private told: number | undefined
  private reverted = false

  constructor(chain: Chain, outlet: Outlet, withRuntime: boolean) {
    this.chain = chain
    this.outlet = outlet
    this.withRuntime = withRuntime
    this.stopListening = chain.onNews(({ reverted }) => {
      this.reverted ||= reverted
      outlet.wake()
    })
  }

  next(): FeedMessage | 'busy' | undefined {
    if (this.told === undefined) this.tellFirst()
    else if (this.waiting.length === 0 && this.isLost()) return { message: { event: 'stop' }, last: true }
    else if (this.waiting.length === 0 && this.told < this.chain.head.number) this.tell(this.told + 1)
    const message = this.waiting.shift() ?? this.nextOfOperations()
    return message === 'busy' ? message : message && { message }
  }

  close(): void {
    this.stopListening()
    this.operations.clear()
    this.pinned.clear()
  }

  /** @throws RpcError for a block that the client does not hold on to */
  checkPinned(hash: Hex): void {
    if (!this.pinned.has(hash)) throw new RpcError(BLOCK_NOT_PINNED, 'Invalid block hash')
  }

  /** @throws RpcError for a block that the client does not hold on to, or that it names twice; nothing is let go then */
  unpin(hashes: readonly Hex[]): void {
    if (new Set(hashes).size < hashes.length) throw new RpcError(HASH_TWICE, 'Received duplicate hashes for unpin')
    for (const hash of hashes) this.checkPinned(hash)
    for (const hash of hashes) this.pinned.delete(hash)
    this.outlet.hold(-hashes.length * PINNED_BYTES)
  }

  /**
   * Takes up an operation, to be begun once its name is known to the client.
   * @param bytes how much it makes the node hold  @returns its name; undefined when there are too many
   */
  start(
    make: (id: string, wake: () => void) => Operation,
    bytes: number,
    afterAnswer: (run: () => void) => void,
  ): string | undefined {
    if (this.operations.size >= MAX_OPERATIONS) return undefined
    const id = String(this.nextOperation++)
    this.operations.set(id, { operation: { id, next: () => undefined }, bytes })
    this.outlet.hold(bytes)
    afterAnswer(() => {
      if (!this.operations.has(id)) return
      this.operations.set(id, { operation: make(id, this.outlet.wake), bytes })
      this.outlet.wake()
    })
    return id
  }

  stop(id: string): void {
    const under = this.operations.get(id)
    if (under === undefined) return
    this.operations.delete(id)
    this.outlet.hold(-under.bytes)
  }

  private tellFirst(): void {
    const { chain } = this
    const { number, hash } = chain.head
    const hashes: Hex[] = []
    for (let each = Math.max(chain.oldestState, number - FIRST_BLOCKS + 1); each <= number; each++) {
      hashes.push(chain.hashAt(each)!)
      this.pin(chain.hashAt(each)!, each)
    }
    const runtime = this.withRuntime ? { finalizedBlockRuntime: runtimeJson(chain) } : {}
    this.waiting.push({ event: 'initialized', finalizedBlockHashes: hashes, ...runtime })
    this.waiting.push({ event: 'bestBlockChanged', bestBlockHash: hash })
    this.told = number
  }

  private tell(number: number): void {
    const { chain } = this
    const hash = chain.hashAt(number)!
    // A chain keeps its runtime while it is open.
    const runtime = this.withRuntime ? { newRuntime: null } : {}
    this.waiting.push(
      { event: 'newBlock', blockHash: hash, parentBlockHash: chain.hashAt(number - 1), ...runtime },
      { event: 'bestBlockChanged', bestBlockHash: hash },
      { event: 'finalized', finalizedBlockHashes: [hash], prunedBlockHashes: [] },
    )
    this.pin(hash, number)
    this.told = number
  }

  private pin(hash: Hex, number: number): void {
    this.pinned.set(hash, number)
    this.outlet.hold(PINNED_BYTES)
  }

  /** Whether the client has to begin anew: final blocks were taken back, or it holds on to more than can be kept. */
  private isLost(): boolean {
    if (this.reverted || this.pinned.size > MAX_PINNED) return true
    const [oldest] = this.pinned.values()
    return oldest !== undefined && oldest > 0 && oldest < this.chain.oldestState
  }

  private nextOfOperations(): object | 'busy' | undefined {
    for (const [id, underWay] of this.operations) {
      const next = this.ask(underWay.operation)
      if (next === undefined) continue
      // In turn: a long one does not keep the others waiting.
      this.operations.delete(id)
      this.operations.set(id, underWay)
      if (next === 'busy') return next
      if (next.last) this.stop(id)
      return next.message
    }
    return undefined
  }

  private ask(operation: Operation): OperationMessage | 'busy' | undefined {
    try {
      return operation.next()
    } catch (error) {
      // It would run into the same bug whenever it is asked.
      this.stop(operation.id)
      throw error
    }
  }
}

export const chainHeadFollow = subscription({
  name: 'chainHead_v1_follow',
  unsubscribe: ['chainHead_v1_unfollow'],
  notification: 'chainHead_v1_followEvent',
  params: [param('withRuntime', flag)],
  open: ({ chain }, outlet, withRuntime) => {
    if (outlet.others < MAX_FOLLOWS) return new Follow(chain, outlet, withRuntime)
    throw new RpcError(TOO_MANY_FOLLOWS, 'Maximum number of chainHead_follow has been reached')
  },
})

function runtimeJson(chain: Chain) {
  const { specName, implName, specVersion, implVersion, transactionVersion, apis } = runtimeVersionJson(chain.runtime)
  const spec = { specName, implName, specVersion, implVersion, transactionVersion, apis: Object.fromEntries(apis) }
  return { type: 'valid', spec }
}
