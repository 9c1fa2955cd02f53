/** One client's conversation with a node: its calls and its subscriptions. Both doors lead here. */

import { isBug } from '../faults.ts'
import { inLine, Pace } from '../pace.ts'
import { randomId } from '../random.ts'
import { asRpcError, METHOD_NOT_FOUND, RpcError, TOO_MANY_SUBSCRIPTIONS } from './error.ts'
import type { Client, Errand, Feed, Host, Method, OwnMethod, Subscription } from './method.ts'
import { findMethod } from './methods.ts'
import { param, readParams, text } from './params.ts'

export interface SessionOptions {
  /** Whether the client is given power over the chain. */
  readonly unsafe: boolean
  /** Whether the client can be told something now. When that changes to true, `pump` is to be called. */
  readonly ready: () => boolean
  /** Takes a message of a subscription. */
  readonly notify: (notification: string, subscription: string, message: unknown) => void
  /** Called when what the session makes the node hold has become more or less. */
  readonly holds?: () => void
  /** Where subscriptions cannot be told anything, 0. */
  readonly maxSubscriptions?: number
  /** Hears of errors that are bugs. */
  readonly onFault: (error: unknown) => void
}

/** Reference: sc_service RPC_DEFAULT_MAX_SUBS_PER_CONN. */
const MAX_SUBSCRIPTIONS = 1024

export interface Reply {
  readonly result: unknown
  /** To be called when the client has the result: what it set going begins to talk then. */
  readonly begin?: () => void
}

interface Open {
  readonly entry: Subscription
  readonly feed: Feed
  /** Bytes that it makes the node hold. */
  readonly held: Held
  begun: boolean
}

interface Held {
  bytes: number
}

/** What a subscription or an errand takes in any case. */
const OWN_BYTES = 1024

export class Session {
  private readonly host: Host
  private readonly options: SessionOptions
  private readonly open = new Map<string, Open>()
  private readonly errands = new Map<string, Errand>()
  /** The subscriptions that may have something to say. */
  private readonly due = new Set<string>()
  private inLine = false
  private opening = 0
  private closed = false
  /** Bytes that subscriptions and errands make the node hold. */
  heldBytes = 0

  constructor(host: Host, options: SessionOptions) {
    this.host = host
    this.options = options
  }

  /** Answers a call. @throws RpcError */
  async call(name: string, params: unknown): Promise<Reply> {
    const entry = findMethod(name, this.options.unsafe)
    if (entry === undefined) throw new RpcError(METHOD_NOT_FOUND, 'Method not found', name)
    try {
      if (entry.kind === 'unsubscription') return { result: this.unsubscribe(params) }
      if (entry.kind === 'subscription') return await this.subscribe(entry, params)
      if (entry.kind === 'own') return await this.runOwn(entry, params)
      return { result: await run(entry, this.host, params) }
    } catch (error) {
      if (!(error instanceof RpcError) && isBug(error)) this.options.onFault(error)
      throw asRpcError(error)
    }
  }

  /** Sends what subscriptions have to say, as long as the client takes it. */
  pump(): void {
    if (this.inLine || this.due.size === 0) return
    this.inLine = true
    inLine(() => {
      this.inLine = false
      return this.pumpPiece()
    })
  }

  /** Ends all subscriptions, and whatever else goes on for the client. */
  close(): void {
    this.closed = true
    for (const { feed } of this.open.values()) feed.close()
    for (const { stop } of this.errands.values()) stop()
    this.open.clear()
    this.errands.clear()
    this.due.clear()
    this.heldBytes = 0
  }

  private async runOwn(entry: OwnMethod, params: unknown): Promise<Reply> {
    const later: (() => void)[] = []
    const client: Client = {
      feed: id => this.open.get(id)?.feed,
      errands: this.errands,
      hold: bytes => this.hold({ bytes: 0 }, bytes),
      afterAnswer: run => later.push(run),
    }
    const result = await entry.run(this.host, client, ...(readParams(entry.params, params) as never[]))
    if (later.length === 0) return { result }
    const begin = (): void => {
      for (const run of later) run()
    }
    return { result, begin }
  }

  private async subscribe(entry: Subscription, params: unknown): Promise<Reply> {
    const values = readParams(entry.params, params)
    const { maxSubscriptions = MAX_SUBSCRIPTIONS } = this.options
    if (maxSubscriptions === 0)
      throw new RpcError(METHOD_NOT_FOUND, 'Method not found', 'Subscriptions need a WebSocket')
    if (this.open.size + this.opening >= maxSubscriptions) {
      const limit = `Exceeded max limit of ${maxSubscriptions}`
      throw new RpcError(TOO_MANY_SUBSCRIPTIONS, 'Too many subscriptions on the connection', limit)
    }
    const id = randomId()
    const held = { bytes: 0 }
    const feed = await this.openFeed(entry, id, held, values)
    if (this.closed) feed.close()
    else {
      this.open.set(id, { entry, feed, held, begun: false })
      this.hold(held, OWN_BYTES)
    }
    return { result: id, begin: () => this.begin(id) }
  }

  private async openFeed(entry: Subscription, id: string, held: Held, values: readonly unknown[]): Promise<Feed> {
    const others = [...this.open.values()].filter(each => each.entry === entry).length
    const wake = (): void => {
      if (this.open.get(id)?.begun !== true) return
      this.due.add(id)
      this.pump()
    }
    const hold = (bytes: number): void => this.hold(held, bytes)
    this.opening++
    try {
      return await entry.open(this.host, { wake, hold, others }, ...(values as never[]))
    } finally {
      this.opening--
    }
  }

  private begin(id: string): void {
    const subscription = this.open.get(id)
    if (subscription === undefined) return
    subscription.begun = true
    this.due.add(id)
    this.pump()
  }

  private unsubscribe(params: unknown): boolean {
    const [id] = readParams([param('subscription', text)], params)
    return this.end(id)
  }

  private end(id: string): boolean {
    const subscription = this.open.get(id)
    if (subscription === undefined) return false
    this.open.delete(id)
    this.due.delete(id)
    subscription.feed.close()
    this.hold(subscription.held, -subscription.held.bytes)
    return true
  }

  private hold(held: Held, bytes: number): void {
    if (this.closed) return
    held.bytes += bytes
    this.heldBytes += bytes
    this.options.holds?.()
  }

  /** @returns whether it took as long as it may */
  private pumpPiece(): boolean {
    const pace = new Pace()
    for (const id of this.due) {
      this.pumpOne(id, pace)
      if (!this.options.ready()) return pace.over
      if (!pace.over) continue
      // The others come first when it goes on.
      if (this.due.delete(id)) this.due.add(id)
      this.pump()
      return true
    }
    return false
  }

  /** What has nothing to say for now is no longer due. */
  private pumpOne(id: string, pace: Pace): void {
    try {
      while (this.options.ready() && !pace.over) {
        const subscription = this.open.get(id)
        const next = subscription?.feed.next()
        if (subscription === undefined || next === undefined) {
          this.due.delete(id)
          return
        }
        if (next === 'busy') continue
        this.options.notify(subscription.entry.notification, id, next.message)
        if (next.last === true) this.end(id)
      }
    } catch (error) {
      this.due.delete(id)
      this.options.onFault(error)
    }
  }
}

const run = async (entry: Method, host: Host, params: unknown): Promise<unknown> =>
  entry.run(host, ...(readParams(entry.params, params) as never[]))
