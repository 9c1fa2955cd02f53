/**
 * The door in process: what `@polkadot/api` calls a provider, without a wire between. Nothing is turned into text and back.
 */
import type { ApiOptions } from '@polkadot/api/types'
import { asRpcError, type RpcError } from './rpc/error.ts'
import { ExactJson } from './rpc/json.ts'
import type { Host } from './rpc/method.ts'
import { Session } from './rpc/session.ts'

export type ProviderInterface = NonNullable<ApiOptions['provider']>
type Callback = Parameters<ProviderInterface['subscribe']>[3]
type Emitted = Parameters<ProviderInterface['on']>[0]
type Listener = Parameters<ProviderInterface['on']>[1]

export interface ProviderOptions {
  /** Hears of bugs that a call ran into; the caller is told as well. */
  readonly onFault?: (error: unknown) => void
  /** Called when the client disconnects for good. */
  readonly onDisconnect?: () => void
}

export class LocalProvider implements ProviderInterface {
  readonly hasSubscriptions = true
  readonly isClonable = true
  private readonly host: Host
  private readonly options: ProviderOptions
  private readonly callbacks = new Map<string, Callback>()
  private readonly listeners = new Map<Emitted, Set<Listener>>()
  private session: Session | undefined

  constructor(host: Host, options: ProviderOptions = {}) {
    this.host = host
    this.options = options
    this.session = this.newSession()
  }

  get isConnected(): boolean {
    return this.session !== undefined
  }

  clone(): LocalProvider {
    return new LocalProvider(this.host, this.options)
  }

  async connect(): Promise<void> {
    if (this.session !== undefined) return
    this.session = this.newSession()
    this.emit('connected')
  }

  async disconnect(): Promise<void> {
    if (this.session === undefined) return
    this.session.close()
    this.session = undefined
    this.callbacks.clear()
    this.emit('disconnected')
    this.options.onDisconnect?.()
  }

  on(type: Emitted, listener: Listener): () => void {
    const listeners = this.listeners.get(type) ?? new Set()
    this.listeners.set(type, listeners.add(listener))
    return () => {
      listeners.delete(listener)
    }
  }

  async send<T>(method: string, params: unknown[]): Promise<T> {
    const { result, begin } = await this.call(method, params)
    // A subscription through this way has nobody to talk to; it is begun so that it is one like any other.
    if (begin !== undefined) setImmediate(begin)
    return result as T
  }

  async subscribe(_type: string, method: string, params: unknown[], callback: Callback): Promise<string> {
    const { result, begin } = await this.call(method, params)
    const id = result as string
    this.callbacks.set(id, callback)
    // Not before whoever waits for the id has it.
    if (begin !== undefined) setImmediate(begin)
    return id
  }

  async unsubscribe(_type: string, method: string, id: number | string): Promise<boolean> {
    // Clients clean up after they have disconnected.
    if (!this.callbacks.delete(String(id))) return false
    const { result } = await this.call(method, [id])
    return result as boolean
  }

  private async call(method: string, params: unknown[]) {
    if (this.session === undefined) throw new Error('The chain is disconnected')
    try {
      const { result, begin } = await this.session.call(method, params)
      return { result: result instanceof ExactJson ? JSON.parse(result.text) : result, begin }
    } catch (error) {
      throw clientError(asRpcError(error))
    }
  }

  private newSession(): Session {
    return new Session(this.host, {
      unsafe: true,
      ready: () => true,
      notify: (_notification, id, message) => this.callbacks.get(id)?.(null, message),
      onFault: error => this.options.onFault?.(error),
    })
  }

  private emit(type: Emitted): void {
    for (const listener of [...(this.listeners.get(type) ?? [])]) listener()
  }
}

const MAX_DATA = 256

/**
 * The error as `@polkadot/api` makes it of an answer that came over a wire, letter by letter: code and data stand in the
 * message, and parentheses in the data are written as commas.
 */
function clientError(error: RpcError): Error & { code: number; data: unknown } {
  const { code, message, data } = error
  const text =
    typeof data === 'string' ? data.replace(/Error\("|"?\)/g, '').replace(/\("?/g, ', ') : JSON.stringify(data)
  const told = data === undefined ? '' : `: ${text}`
  const shortened = told.length > MAX_DATA ? `${told.slice(0, MAX_DATA - 1)}…` : told
  return Object.assign(new Error(`${code}: ${message}${shortened}`, { cause: error }), { code, data })
}
