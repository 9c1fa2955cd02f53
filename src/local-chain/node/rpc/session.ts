/** One client's conversation with a node: its calls and its subscriptions. Both doors lead here. */

import { isBug } from '../faults.ts'
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
  begun: boolean
}

export class Session {
  private readonly host: Host
  private readonly options: SessionOptions
  private readonly open = new Map<string, Open>()
  private readonly errands = new Map<string, Errand>()
  private opening = 0
  private closed = false

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
    for (const id of this.open.keys()) this.pumpOne(id)
  }

  /** Ends all subscriptions, and whatever else goes on for the client. */
  close(): void {
    this.closed = true
    for (const { feed } of this.open.values()) feed.close()
    for (const { stop } of this.errands.values()) stop()
    this.open.clear()
    this.errands.clear()
  }

  private async runOwn(entry: OwnMethod, params: unknown): Promise<Reply> {
    const later: (() => void)[] = []
    const client: Client = {
      feed: id => this.open.get(id)?.feed,
      errands: this.errands,
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
    const feed = await this.openFeed(entry, id, values)
    if (this.closed) feed.close()
    else this.open.set(id, { entry, feed, begun: false })
    return { result: id, begin: () => this.begin(id) }
  }

  private async openFeed(entry: Subscription, id: string, values: readonly unknown[]): Promise<Feed> {
    const others = [...this.open.values()].filter(each => each.entry === entry).length
    this.opening++
    try {
      return await entry.open(this.host, { wake: () => this.pumpOne(id), others }, ...(values as never[]))
    } finally {
      this.opening--
    }
  }

  private begin(id: string): void {
    const subscription = this.open.get(id)
    if (subscription === undefined) return
    subscription.begun = true
    this.pumpOne(id)
  }

  private unsubscribe(params: unknown): boolean {
    const [id] = readParams([param('subscription', text)], params)
    return this.end(id)
  }

  private end(id: string): boolean {
    this.open.get(id)?.feed.close()
    return this.open.delete(id)
  }

  private pumpOne(id: string): void {
    const subscription = this.open.get(id)
    if (subscription?.begun !== true) return
    try {
      while (this.open.has(id) && this.options.ready()) {
        const next = subscription.feed.next()
        if (next === undefined) return
        this.options.notify(subscription.entry.notification, id, next.message)
        if (next.last === true) this.end(id)
      }
    } catch (error) {
      this.options.onFault(error)
    }
  }
}

const run = async (entry: Method, host: Host, params: unknown): Promise<unknown> =>
  entry.run(host, ...(readParams(entry.params, params) as never[]))
