/** The node at the other end of a WebSocket. It is connected to anew for as long as the page is open. */

export class RpcFailure extends Error {
  readonly code: number
  readonly why: readonly string[]
  readonly remedy: string | undefined

  constructor(code: number, message: string, why: readonly string[] = [], remedy?: string) {
    super(message)
    this.code = code
    this.why = why
    this.remedy = remedy
  }
}

/** Nothing is wrong with what was asked: it can be asked again when there is a connection. */
export class ConnectionLost extends RpcFailure {
  constructor() {
    super(0, 'The node cannot be reached', ['It may have stopped, or it does not let this page in.'])
  }
}

export type ConnectionState = 'connecting' | 'connected' | 'lost'

interface Waiting {
  readonly resolve: (result: never) => void
  readonly reject: (failure: RpcFailure) => void
}

interface Subscribed {
  readonly method: string
  readonly hear: (message: never) => void
}

interface Message {
  readonly id?: number
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown }
  readonly params?: { readonly subscription: string; readonly result: unknown }
}

const FIRST_WAIT = 500
const LONGEST_WAIT = 8000
/** A walk through the history takes the node a while. */
const ANSWER_MILLISECONDS = 30_000

export class Rpc {
  readonly url: string
  private readonly onState: (state: ConnectionState) => void
  private socket: WebSocket | undefined
  /** Comes when the connection that is being made is there, or failed. */
  private tried: Promise<void> = Promise.resolve()
  private wait = FIRST_WAIT
  private ids = 0
  private readonly waiting = new Map<number, Waiting>()
  private readonly subscribed: Subscribed[] = []
  private readonly hearing = new Map<string, Subscribed>()

  constructor(url: string, onState: (state: ConnectionState) => void) {
    this.url = url
    this.onState = onState
    this.connect()
  }

  /** @throws RpcFailure, ConnectionLost */
  call<T>(method: string, ...params: readonly unknown[]): Promise<T> {
    const { socket } = this
    if (socket?.readyState === WebSocket.CONNECTING) return this.tried.then(() => this.call<T>(method, ...params))
    if (socket?.readyState !== WebSocket.OPEN) return Promise.reject(new ConnectionLost())
    const id = ++this.ids
    return new Promise<T>((resolve, reject) => {
      const late = setTimeout(() => {
        this.waiting.delete(id)
        reject(new RpcFailure(0, `The node does not answer ${method}`, ['It may be busy. The page asks again.']))
      }, ANSWER_MILLISECONDS)
      const over =
        <V>(act: (value: V) => void) =>
        (value: V): void => {
          clearTimeout(late)
          act(value)
        }
      this.waiting.set(id, { resolve: over(resolve), reject: over(reject) })
      socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
    })
  }

  /** Hears of every message of a subscription, across all connections. */
  subscribe<T>(method: string, hear: (message: T) => void): void {
    const entry = { method, hear: hear as Subscribed['hear'] }
    this.subscribed.push(entry)
    if (this.socket?.readyState === WebSocket.OPEN) void this.open(entry)
  }

  private connect(): void {
    this.onState('connecting')
    const socket = new WebSocket(this.url)
    this.socket = socket
    this.tried = new Promise(resolve => {
      for (const end of ['open', 'close']) socket.addEventListener(end, () => resolve(), { once: true })
    })
    socket.addEventListener('open', () => {
      this.wait = FIRST_WAIT
      for (const entry of this.subscribed) void this.open(entry)
      this.onState('connected')
    })
    socket.addEventListener('message', ({ data }) => this.receive(JSON.parse(data)))
    socket.addEventListener('close', () => this.lose())
  }

  private async open(entry: Subscribed): Promise<void> {
    try {
      this.hearing.set(await this.call<string>(entry.method), entry)
    } catch {
      // A connection that is lost is followed by another, where it is tried again.
    }
  }

  private lose(): void {
    this.hearing.clear()
    for (const { reject } of this.waiting.values()) reject(new ConnectionLost())
    this.waiting.clear()
    this.onState('lost')
    setTimeout(() => this.connect(), this.wait)
    this.wait = Math.min(2 * this.wait, LONGEST_WAIT)
  }

  private receive({ id, result, error, params }: Message): void {
    if (params !== undefined) {
      this.hearing.get(params.subscription)?.hear(params.result as never)
      return
    }
    const waiting = id === undefined ? undefined : this.waiting.get(id)
    if (waiting === undefined) return
    this.waiting.delete(id!)
    if (error === undefined) waiting.resolve(result as never)
    else waiting.reject(failureOf(error))
  }
}

/** The node says why, and what to do, in the data of its errors. */
function failureOf({ code, message, data }: NonNullable<Message['error']>): RpcFailure {
  if (typeof data !== 'object' || data === null) return new RpcFailure(code, message)
  const { why, remedy } = data as { readonly why?: unknown; readonly remedy?: unknown }
  const reasons = (Array.isArray(why) ? why : [why]).filter(reason => typeof reason === 'string')
  return new RpcFailure(code, message, reasons, typeof remedy === 'string' ? remedy : undefined)
}
