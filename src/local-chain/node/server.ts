/** The door over the network: JSON-RPC 2.0 by WebSocket, and by HTTP POST on the same port. */
import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { messageOf, TaoError } from '../../primitives/errors.ts'
import type { Host } from './rpc/method.ts'
import { Connection } from './server/connection.ts'
import type { ServerLimits } from './server/context.ts'
import { answerHttp } from './server/http.ts'
import { Gate, Memory } from './server/memory.ts'
import { readPage } from './server/page.ts'
import { isLoopback, visitorsOf } from './server/visitors.ts'

export interface ServerOptions {
  /** 0 takes any free port. */
  readonly port: number
  /** The address to listen on; loopback where nothing is said. */
  readonly address?: string
  /** Whether clients get power over the chain. Where nothing is said: if, and only if, the server listens on loopback. */
  readonly unsafe?: boolean
  /** Web pages whose scripts may connect, by origin; `all` for any. Pages on loopback and polkadot.js.org always may. */
  readonly origins?: 'all' | readonly string[]
  readonly limits?: Partial<ServerLimits>
  /** The folder of the explorer's files; the one that the build made where nothing is said. */
  readonly explorer?: string
  /** Hears of bugs that a request ran into; the client is told as well. */
  readonly onFault?: (error: unknown) => void
}

const MIB = 1024 * 1024

/** Sizes as in the reference: sc_service RPC_DEFAULT_MAX_REQUEST_SIZE_MB, RPC_DEFAULT_MAX_RESPONSE_SIZE_MB. */
const LIMITS: ServerLimits = {
  requestBytes: 15 * MIB,
  answerBytes: 15 * MIB,
  connections: 1000,
  batch: 1000,
  waitingBytes: 8 * MIB,
  memoryBytes: 256 * MIB,
}

/** Bytes of large requests that are being read and answered at the same time. */
const GATE_BYTES = 16 * MIB

/** Who connects has to say what he wants, and to take the answer. */
const TIMES = { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 2000 } as const
const IDLE_MILLISECONDS = 300_000
/** Connections that the system keeps in line: where they are too many, it drops them without a word. */
const BACKLOG = 4096

/** Clients that hear nothing for 40 seconds connect anew. */
const BEAT_MILLISECONDS = 15_000

const CLOSE_MILLISECONDS = 1000

export class Server {
  /** What a client on this machine connects to, e.g. `ws://127.0.0.1:9944`. */
  readonly url: string
  readonly port: number
  /** Whether clients get power over the chain. */
  readonly unsafe: boolean
  private readonly http: HttpServer
  private readonly sockets: WebSocketServer
  private readonly connections: ReadonlySet<Connection>
  private readonly heart: NodeJS.Timeout

  private constructor(
    http: HttpServer,
    sockets: WebSocketServer,
    connections: ReadonlySet<Connection>,
    unsafe: boolean,
  ) {
    const { address, port, family } = http.address() as AddressInfo
    const reachable = address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address
    this.url = `ws://${family === 'IPv6' && reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
    this.port = port
    this.unsafe = unsafe
    this.http = http
    this.sockets = sockets
    this.connections = connections
    this.heart = setInterval(() => {
      for (const connection of connections) connection.beat()
    }, BEAT_MILLISECONDS).unref()
  }

  /** @throws TaoError `not_permitted`, `already_exists` when the address cannot be had */
  static async listen(host: Host, options: ServerOptions): Promise<Server> {
    const { port, address = '127.0.0.1', unsafe = isLoopback(address), onFault = () => {} } = options
    const limits = { ...LIMITS, ...options.limits }
    const visitors = visitorsOf(address, options.origins)
    const connections = new Set<Connection>()
    const sockets = new WebSocketServer({ noServer: true, maxPayload: limits.requestBytes, perMessageDeflate: false })
    const memory = new Memory(limits.memoryBytes)
    const gate = new Gate(GATE_BYTES)
    const context = {
      host,
      unsafe,
      limits,
      memory,
      gate,
      onFault,
      page: readPage(options.explorer),
      clients: () => connections.size,
    }
    const http = createServer(TIMES, (request, response) => {
      if (visitors.mayCome(request)) void answerHttp(context, request, response, visitors)
      else refuse(response, 403, 'Origin or host not allowed')
    })
    // WebSockets count among them; the rest is for those who ask once and go.
    http.maxConnections = 2 * limits.connections
    http.timeout = IDLE_MILLISECONDS
    http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (!visitors.mayCome(request)) return refuseUpgrade(socket, '403 Forbidden')
      if (connections.size >= limits.connections) return refuseUpgrade(socket, '429 Too Many Requests')
      sockets.handleUpgrade(request, socket, head, client => {
        const connection = new Connection(context, client, socket)
        connections.add(connection)
        client.on('close', () => connections.delete(connection))
      })
    })
    await listening(http, port, address)
    http.on('error', onFault)
    return new Server(http, sockets, connections, unsafe)
  }

  get clients(): number {
    return this.connections.size
  }

  /** Says goodbye to all clients and frees the port. */
  async close(): Promise<void> {
    clearInterval(this.heart)
    const closed = new Promise<void>(resolve => this.http.close(() => resolve()))
    for (const connection of this.connections) connection.close(1001, 'The node stops')
    this.sockets.close()
    this.http.closeIdleConnections()
    const late = setTimeout(() => {
      for (const connection of this.connections) connection.terminate()
      this.http.closeAllConnections()
    }, CLOSE_MILLISECONDS)
    await closed
    clearTimeout(late)
  }
}

function listening(http: HttpServer, port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(cannotListen(error, port, address))
    http.once('error', fail)
    http.listen({ port, host: address, backlog: BACKLOG }, () => {
      http.off('error', fail)
      resolve()
    })
  })
}

function cannotListen(error: NodeJS.ErrnoException, port: number, address: string): TaoError {
  if (error.code === 'EADDRINUSE') {
    return new TaoError('already_exists', `Port ${port} is taken`, {
      why: `Another program listens on ${address}:${port}.`,
      remedy: 'Stop it, choose another port with --port, or --port 0 for any free one.',
      cause: error,
    })
  }
  return new TaoError('not_permitted', `Cannot listen on ${address}:${port}`, {
    why: messageOf(error),
    remedy: 'Choose another address or port.',
    cause: error,
  })
}

function refuse(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, { 'content-type': 'text/plain', connection: 'close' }).end(`${why}\n`)
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.on('error', () => {})
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
