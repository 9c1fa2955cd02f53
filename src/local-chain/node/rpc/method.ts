/** How JSON-RPC methods are declared. The same declaration serves the provider in process and the server. */
import type { Chain } from '../chain.ts'
import type { Param, ParamValues } from './params.ts'

/** What methods work on. */
export interface Host {
  readonly chain: Chain
  /** The version of taokit. */
  readonly version: string
  /** Names this run of the node; no other has the same. */
  readonly instance: string
}

export interface Method {
  readonly kind: 'method'
  readonly name: string
  readonly aliases: readonly string[]
  /** Whether it gives power over the chain: offered to those who were given it only. */
  readonly unsafe: boolean
  readonly params: readonly Param<unknown>[]
  readonly run: (host: Host, ...values: never[]) => unknown
}

/** A method that goes on with something of the client's own: an open subscription, or what was set going for it. */
export interface OwnMethod extends Omit<Method, 'kind' | 'run'> {
  readonly kind: 'own'
  readonly run: (host: Host, client: Client, ...values: never[]) => unknown
}

/** What a client has at the node. It ends with the client. */
export interface Client {
  /** What stands behind one of the client's subscriptions. */
  readonly feed: (subscription: string) => Feed | undefined
  /** What else was set going for the client, by its name. */
  readonly errands: Map<string, Errand>
  /** Says that the client makes the node hold so many bytes more, or fewer. */
  readonly hold: (bytes: number) => void
  /** Runs something as soon as the client has the answer to this call. */
  readonly afterAnswer: (run: () => void) => void
}

export interface Errand {
  readonly stop: () => void
  /** Bytes that it makes the node hold. */
  readonly bytes: number
}

export interface Subscription {
  readonly kind: 'subscription'
  readonly name: string
  readonly aliases: readonly string[]
  readonly unsafe: boolean
  readonly unsubscribe: readonly string[]
  /** The name of the messages that it sends. */
  readonly notification: string
  readonly params: readonly Param<unknown>[]
  readonly open: (host: Host, outlet: Outlet, ...values: never[]) => Feed | Promise<Feed>
}

/** Where a subscription's messages go. */
export interface Outlet {
  /** Says that there is something to send; the feed is pumped when the client can take it. */
  readonly wake: () => void
  /** Says that the subscription makes the node hold so many bytes more, or fewer. What is left ends with it. */
  readonly hold: (bytes: number) => void
  /** How many subscriptions of this kind the client has already. */
  readonly others: number
}

/** What a subscription has to say. It keeps no backlog where it can make up the messages when they are wanted. */
export interface Feed {
  /**
   * The next message; undefined when there is none for now, `busy` when it takes longer to find and is to be asked again. It is
   * never asked before the client knows its subscription.
   */
  readonly next: () => FeedMessage | 'busy' | undefined
  readonly close: () => void
}

export interface FeedMessage {
  readonly message: unknown
  /** Whether the subscription ends with it. */
  readonly last?: boolean
}

interface MethodDeclaration<P extends readonly Param<unknown>[]> {
  readonly name: string
  readonly aliases?: readonly string[]
  readonly unsafe?: boolean
  readonly params: P
  readonly run: (host: Host, ...values: ParamValues<P>) => unknown
}

export function method<const P extends readonly Param<unknown>[]>(declaration: MethodDeclaration<P>): Method {
  return { kind: 'method', aliases: [], unsafe: false, ...declaration } as unknown as Method
}

interface OwnMethodDeclaration<P extends readonly Param<unknown>[]> extends Omit<MethodDeclaration<P>, 'run'> {
  readonly run: (host: Host, client: Client, ...values: ParamValues<P>) => unknown
}

export function ownMethod<const P extends readonly Param<unknown>[]>(declaration: OwnMethodDeclaration<P>): OwnMethod {
  return { kind: 'own', aliases: [], unsafe: false, ...declaration } as unknown as OwnMethod
}

interface SubscriptionDeclaration<P extends readonly Param<unknown>[]> {
  readonly name: string
  readonly aliases?: readonly string[]
  readonly unsafe?: boolean
  readonly unsubscribe: readonly string[]
  readonly notification: string
  readonly params: P
  readonly open: (host: Host, outlet: Outlet, ...values: ParamValues<P>) => Feed | Promise<Feed>
}

export function subscription<const P extends readonly Param<unknown>[]>(
  declaration: SubscriptionDeclaration<P>,
): Subscription {
  return { kind: 'subscription', aliases: [], unsafe: false, ...declaration } as unknown as Subscription
}
