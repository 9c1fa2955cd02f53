/**
 * JSON-RPC over a WebSocket to a node that may be anybody's: whatever it sends or leaves out, every request has an end, what is
 * kept of it is bounded, and nothing is thrown where nobody hears it. Where it says what no node says, the connection ends.
 */
import { WebSocket } from 'ws'
import { messageOf, TaoError } from '../../primitives/errors.ts'

/** How long a node may take to answer. */
const ANSWER_MILLISECONDS = 60_000
/** How long it may take to say goodbye. */
const GOODBYE_MILLISECONDS = 500
/** The largest answers are those about all subnets at once: some 10 MB. */
const MAX_MESSAGE = 64 * 1024 * 1024
/** Messages of a subscription that came before its name did: so many, and none longer. */
const MAX_EARLY = 64
const MAX_EARLY_BYTES = 64 * 1024
const MAX_DATA = 256

type Listener = (...args: never[]) => void
type Told = (error: Error | null, message: unknown) => void

interface Request {
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
  readonly timer: NodeJS.Timeout
  /** Of a subscription: its messages. */
  readonly onMessage: Told | undefined
}

type Message = Readonly<Record<string, unknown>>

/**
 * A connection by WebSocket, in the form of providers of `@polkadot/api`, so that `chain.api()` goes over it as well. It does not
 * connect again by itself: what was asked meanwhile would be lost without a word.
 */
export class SocketProvider {
  readonly hasSubscriptions = true
  readonly isClonable = false
  readonly endpoint: string
  /** Settles when the connection stands, or cannot be made. */
  readonly opened: Promise<void>
  private readonly milliseconds: number
  private readonly socket: WebSocket
  private readonly requests = new Map<number, Request>()
  private readonly subscriptions = new Map<string, Told>()
  private readonly listeners = new Map<string, Set<Listener>>()
  private early: (readonly [id: string, message: Message])[] = []
  private count = 0

  constructor(url: string, milliseconds = ANSWER_MILLISECONDS) {
    this.endpoint = url
    this.milliseconds = milliseconds
    this.socket = new WebSocket(url, { maxPayload: MAX_MESSAGE, perMessageDeflate: false })
    let failure: Error | undefined
    this.socket.on('error', error => {
      failure ??= error
    })
    this.socket.on('message', data => this.hear(data as Buffer))
    this.opened = new Promise((resolve, reject) => {
      this.socket.on('open', () => {
        resolve()
        this.emit('connected')
      })
      this.socket.on('close', code => {
        reject(failure ?? new Error('The node closed the connection'))
        this.end(failure, code)
      })
    })
    this.opened.catch(() => {})
  }

  get isConnected(): boolean {
    return this.socket.readyState === WebSocket.OPEN
  }

  clone(): SocketProvider {
    return new SocketProvider(this.endpoint, this.milliseconds)
  }

  async connect(): Promise<void> {
    await this.opened
  }

  /** Leaves, whether the node says goodbye or not. */
  async disconnect(): Promise<void> {
    this.socket.close(1000)
    setTimeout(() => this.socket.terminate(), GOODBYE_MILLISECONDS).unref()
  }

  on(type: string, listener: Listener): () => void {
    const listeners = this.listeners.get(type) ?? new Set()
    this.listeners.set(type, listeners.add(listener))
    return () => void listeners.delete(listener)
  }

  send<T>(method: string, params: readonly unknown[]): Promise<T> {
    return this.request(method, params) as Promise<T>
  }

  subscribe(_type: string, method: string, params: readonly unknown[], onMessage: Told): Promise<string> {
    return this.request(method, params, onMessage) as Promise<string>
  }

  async unsubscribe(_type: string, method: string, id: number | string): Promise<boolean> {
    const isKnown = this.subscriptions.delete(String(id))
    return isKnown && this.isConnected ? this.send(method, [id]) : false
  }

  private request(method: string, params: readonly unknown[], onMessage?: Told): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (!this.isConnected) return reject(new Error('WebSocket is not connected'))
      const id = ++this.count
      const timer = setTimeout(() => {
        this.requests.delete(id)
        reject(new Error(`No response received from RPC endpoint in ${this.milliseconds / 1000}s`))
      }, this.milliseconds)
      this.requests.set(id, { resolve, reject, timer, onMessage })
      this.socket.send(JSON.stringify({ id, jsonrpc: '2.0', method, params }))
    })
  }

  private hear(data: Buffer): void {
    try {
      this.take(JSON.parse(data.toString('utf8')) as unknown, data.length)
    } catch (error) {
      this.failAll(
        new TaoError('wrong_chain', `${this.endpoint} answers as no node does`, {
          why: messageOf(error),
          remedy: 'Use another node with --network.',
          cause: error,
        }),
      )
      this.socket.terminate()
    }
  }

  private take(message: unknown, bytes: number): void {
    if (!isRecord(message)) throw new Error('It sent something that is no JSON-RPC.')
    if (typeof message.method === 'string' && isRecord(message.params)) return this.notified(message.params, bytes)
    // Of what it could not even read, a node does not know the number.
    if (message.id === null && isRecord(message.error)) return this.failAll(rpcError(message.error))
    const request = this.requests.get(message.id as number)
    // One that nobody waits for any more.
    if (request === undefined) return
    const refusal = isRecord(message.error) ? rpcError(message.error) : undefined
    this.requests.delete(message.id as number)
    clearTimeout(request.timer)
    if (refusal !== undefined) return request.reject(refusal)
    if (message.result === undefined)
      return request.reject(new Error('It answered with neither a result nor an error.'))
    if (request.onMessage !== undefined) {
      if (!isName(message.result)) return request.reject(new Error('It gave a subscription no name.'))
      this.begin(String(message.result), request.onMessage)
    }
    request.resolve(message.result)
  }

  private begin(name: string, onMessage: Told): void {
    this.subscriptions.set(name, onMessage)
    const waited = this.early.filter(([each]) => each === name)
    this.early = this.early.filter(([each]) => each !== name)
    for (const [, message] of waited) tell(onMessage, message)
  }

  private notified(params: Message, bytes: number): void {
    if (!isName(params.subscription)) throw new Error('It sent a message of no subscription.')
    const id = String(params.subscription)
    const onMessage = this.subscriptions.get(id)
    if (onMessage !== undefined) return tell(onMessage, params)
    if (bytes > MAX_EARLY_BYTES) return
    this.early.push([id, params])
    if (this.early.length > MAX_EARLY) this.early.shift()
  }

  private failAll(error: Error): void {
    const waiting = [...this.requests.values()]
    this.requests.clear()
    for (const { reject, timer } of waiting) {
      clearTimeout(timer)
      reject(error)
    }
  }

  private end(failure: Error | undefined, code: number): void {
    const why = failure === undefined ? String(code) : messageOf(failure)
    this.failAll(new Error(`disconnected from ${this.endpoint}: ${why}`, { cause: failure }))
    this.emit('disconnected')
  }

  private emit(type: string): void {
    for (const listener of [...(this.listeners.get(type) ?? [])]) (listener as () => void)()
  }
}

function tell(onMessage: Told, { error, result }: Message): void {
  if (isRecord(error)) onMessage(rpcError(error), undefined)
  else onMessage(null, result)
}

const isRecord = (value: unknown): value is Message =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isName = (value: unknown): value is string | number =>
  (typeof value === 'string' && value.length <= MAX_DATA) || typeof value === 'number'

/** Code and data stand in the message as well, as with `@polkadot/api`. */
function rpcError({ code, message, data }: Message): Error {
  const given = typeof data === 'string' ? data : JSON.stringify(data)
  const more = given === undefined ? '' : `: ${given.length > MAX_DATA ? `${given.slice(0, MAX_DATA - 1)}…` : given}`
  const number = Number.isSafeInteger(code) ? (code as number) : 0
  const text = typeof message === 'string' ? message : (JSON.stringify(message) ?? 'It does not say why')
  return Object.assign(new Error(`${number}: ${text.slice(0, 16 * MAX_DATA)}${more}`), { code: number, data })
}
