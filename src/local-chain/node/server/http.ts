/** JSON-RPC by HTTP POST, for clients that ask once and go. There are no subscriptions this way. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Pace } from '../pace.ts'
import { REQUEST_TOO_BIG, RpcError } from '../rpc/error.ts'
import { Session } from '../rpc/session.ts'
import type { ServerContext } from './context.ts'
import { Share } from './memory.ts'
import { answer } from './messages.ts'
import { metricsText } from './metrics.ts'
import { answerPage } from './page.ts'
import type { Visitors } from './visitors.ts'

/** Larger requests go through the gate. */
const LARGE = 64 * 1024

export async function answerHttp(
  context: ServerContext,
  request: IncomingMessage,
  response: ServerResponse,
  visitors: Visitors,
): Promise<void> {
  const origin = visitors.originOf(request)
  if (origin !== undefined) response.setHeader('access-control-allow-origin', origin).setHeader('vary', 'Origin')
  if (request.method === 'OPTIONS') return preflight(response)
  if (request.method === 'GET' && request.url === '/health') return health(context, response)
  if (request.method === 'GET' && request.url === '/metrics') return metrics(context, response)
  if (answerPage(context.page, request, response)) return
  if (request.method !== 'POST')
    return end(response, 405, 'text/plain', 'Used HTTP method is not allowed; POST is required\n')
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    return end(response, 415, 'text/plain', 'Supplied content type is not allowed; application/json is required\n')
  }
  const { limits, gate, memory } = context
  const share = new Share(memory, () => request.destroy())
  response.once('close', () => share.set(0))
  try {
    const body = await readBody(request, limits.requestBytes, share)
    if (body === undefined) return tooBig(response, limits.requestBytes)
    const pace = new Pace()
    await pace.enter()
    const work = () => answer(onceSession(context), body, limits)
    const { text = '' } = await (body.length < LARGE ? work() : gate.pass(body.length, work))
    pace.leave()
    if (response.destroyed) return
    end(response, 200, 'application/json', text)
    // It is held until it is read.
    share.set(text.length)
  } catch (error) {
    // There is nobody left to answer when the client went away in the middle, or was sent away.
    if (!request.socket.destroyed) context.onFault(error)
    response.destroy()
  }
}

/** A session for one request. */
const onceSession = ({ host, unsafe, onFault }: ServerContext): Session =>
  new Session(host, { unsafe, onFault, ready: () => false, notify: () => {}, maxSubscriptions: 0 })

async function readBody(request: IncomingMessage, maxBytes: number, share: Share): Promise<Buffer | undefined> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of request) {
    length += part.length
    if (length > maxBytes) return undefined
    parts.push(part)
    share.set(length)
  }
  return Buffer.concat(parts)
}

function tooBig(response: ServerResponse, maxBytes: number): void {
  const error = new RpcError(REQUEST_TOO_BIG, 'Request is too big', `Exceeded max limit of ${maxBytes}`)
  response.setHeader('connection', 'close')
  end(response, 413, 'application/json', JSON.stringify({ jsonrpc: '2.0', id: null, error }))
}

function preflight(response: ServerResponse): void {
  response.setHeader('access-control-allow-methods', 'POST, GET')
  response.setHeader('access-control-allow-headers', 'content-type')
  end(response, 204, undefined, '')
}

/** As the reference answers: what `system_health` says, so that scripts can wait for the node. */
async function health(context: ServerContext, response: ServerResponse): Promise<void> {
  const { result } = await onceSession(context).call('system_health', [])
  end(response, 200, 'application/json', JSON.stringify(result))
}

function metrics({ host, clients, memory }: ServerContext, response: ServerResponse): void {
  end(response, 200, 'text/plain; version=0.0.4; charset=utf-8', metricsText(host, clients(), memory))
}

function end(response: ServerResponse, status: number, type: string | undefined, body: string): void {
  response.writeHead(status, type === undefined ? {} : { 'content-type': type }).end(body)
}
