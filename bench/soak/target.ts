/** The node as attackers see it, and how they reach it. */
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { WebSocket } from 'ws'
import type { Random } from './random.ts'
import { count, type Tally } from './tally.ts'

export interface Target {
  readonly port: number
  readonly tally: Tally
  readonly random: Random
  /** All methods that give no power over the chain. */
  readonly methods: readonly string[]
  /** Sound extrinsics, to be spoiled. */
  readonly extrinsics: readonly Uint8Array[]
  /** Hashes of blocks. */
  readonly hashes: readonly string[]
  /** Aborted when the time is over. */
  readonly signal: AbortSignal
}

/** One round of an attack. It ends within a few seconds, and leaves nothing open. */
export type Attack = (target: Target) => Promise<void>

const HOST = '127.0.0.1'

/** Masks of zeros: what attackers spend on their own work, they do not spend on the node. */
const OPTIONS = { perMessageDeflate: false, handshakeTimeout: 5000, generateMask: (mask: Buffer) => void mask.fill(0) }

/** A WebSocket; undefined when the node does not want it. What comes back is counted. */
export function connected(target: Target): Promise<WebSocket | undefined> {
  const socket = new WebSocket(`ws://${HOST}:${target.port}`, OPTIONS)
  return new Promise(resolve => {
    let settled = false
    const refuse = (why: string): void => {
      if (settled) return
      settled = true
      count(target.tally.refused, why)
      resolve(undefined)
    }
    socket.once('open', () => {
      settled = true
      resolve(socket)
    })
    socket.once('unexpected-response', (_, { statusCode }) => {
      refuse(`HTTP ${statusCode}`)
      socket.terminate()
    })
    socket.on('error', (error: NodeJS.ErrnoException) => refuse(error.code ?? error.message))
    socket.on('message', data => target.tally.heard(data.toString()))
    socket.on('close', code => {
      if (code !== 1005 && code !== 1006) count(target.tally.ended, String(code))
    })
  })
}

/** Sends a text as it is. */
export function tell(target: Target, socket: WebSocket, text: string | Uint8Array): void {
  target.tally.requests++
  if (socket.readyState === WebSocket.OPEN) socket.send(text)
}

export function ask(target: Target, socket: WebSocket, method: string, params: unknown = []): void {
  tell(target, socket, JSON.stringify({ jsonrpc: '2.0', id: target.tally.requests, method, params }))
}

/** Posts a text as it is. Never throws. */
export function posted(target: Target, text: string | Uint8Array): Promise<void> {
  target.tally.requests++
  return new Promise(resolve => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
    const asked = request({ host: HOST, port: target.port, method: 'POST', headers, timeout: 5000 })
    asked.on('response', response => {
      let body = ''
      response.setEncoding('utf8')
      response.on('data', part => (body += part))
      response.on('close', () => {
        target.tally.heard(body)
        resolve()
      })
    })
    asked.on('timeout', () => asked.destroy())
    asked.on('error', (error: NodeJS.ErrnoException) => {
      count(target.tally.refused, error.code ?? error.message)
      resolve()
    })
    asked.end(text)
  })
}

/** A bare connection; undefined when the node does not want it. */
export function dialled(target: Target): Promise<Socket | undefined> {
  const socket = connect(target.port, HOST)
  return new Promise(resolve => {
    socket.once('connect', () => resolve(socket))
    socket.on('error', (error: NodeJS.ErrnoException) => {
      count(target.tally.refused, error.code ?? error.message)
      resolve(undefined)
    })
  })
}

/** Waits, at most until the time is over. */
export function pause({ signal }: Target, milliseconds: number): Promise<void> {
  return new Promise(resolve => {
    const done = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done)
    if (signal.aborted) done()
  })
}

/** Closes as clients do who care. */
export function farewell(socket: WebSocket): Promise<void> {
  return new Promise(resolve => {
    if (socket.readyState === WebSocket.CLOSED) return resolve()
    const late = setTimeout(() => socket.terminate(), 1000)
    socket.once('close', () => {
      clearTimeout(late)
      resolve()
    })
    socket.close()
  })
}
