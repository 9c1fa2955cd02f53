/** The doors of a node, seen from a client: the same questions can be asked at each. */
import { request } from 'node:http'
import { WebSocket } from 'ws'
import { Chain, type ChainOptions } from '../../../src/local-chain/node/chain.ts'
import { LocalProvider } from '../../../src/local-chain/node/provider.ts'
import type { ServerOptions } from '../../../src/local-chain/node/server.ts'
import { Server } from '../../../src/local-chain/node/server.ts'
import type { ChainSpec } from '../../../src/local-chain/node/spec.ts'
import { MemoryStore } from '../../../src/local-chain/state/memory-store.ts'
import { smallSpec } from './spec.ts'

export interface RpcFailure {
  readonly code: number
  readonly message: string
  readonly data?: unknown
}

/** What came back for a call: a result or an error. */
export type Outcome = { readonly result: unknown } | { readonly error: RpcFailure }

export interface Client {
  ask(method: string, params?: unknown): Promise<Outcome>
  /** Subscribes and collects messages. */
  follow(method: string, params: unknown[], notification: string): Promise<Followed>
  close(): Promise<void>
}

export interface Followed {
  readonly id: string
  readonly messages: unknown[]
  /** Waits for so many messages. */
  until(count: number): Promise<unknown[]>
  stop(unsubscribe: string): Promise<unknown>
}

export const resultOf = (outcome: Outcome): unknown => {
  if ('error' in outcome) throw new Error(`${outcome.error.code}: ${outcome.error.message}`)
  return outcome.result
}

export const errorOf = (outcome: Outcome): RpcFailure => {
  if ('result' in outcome) throw new Error(`no error but ${JSON.stringify(outcome.result)}`)
  return outcome.error
}

export interface TestNode {
  readonly chain: Chain
  readonly server: Server
  readonly faults: unknown[]
  readonly clients: { readonly provider: Client; readonly websocket: Client; readonly http: Pick<Client, 'ask'> }
  close(): Promise<void>
}

export interface TestNodeOptions {
  readonly spec?: ChainSpec
  readonly chain?: ChainOptions
  readonly server?: Partial<ServerOptions>
}

export async function startNode({
  spec = smallSpec(),
  chain: chainOptions,
  server: serverOptions,
}: TestNodeOptions = {}) {
  const faults: unknown[] = []
  const onFault = (error: unknown) => faults.push(error)
  const chain = new Chain(spec, new MemoryStore(), { sealing: 'manual', onFault, ...chainOptions })
  const host = { chain, version: '0.0.0-test', instance: 'test-instance' }
  const server = await Server.listen(host, { port: 0, onFault, ...serverOptions })
  const provider = providerClient(new LocalProvider(host, { onFault }))
  const websocket = await websocketClient(server.url)
  const close = async () => {
    await provider.close()
    await websocket.close()
    await server.close()
    chain.close()
  }
  const node: TestNode = {
    chain,
    server,
    faults,
    clients: { provider, websocket, http: httpClient(server.url) },
    close,
  }
  return node
}

function collector() {
  const messages: unknown[] = []
  let wake = () => {}
  const until = async (count: number) => {
    const end = Date.now() + 5000
    while (messages.length < count) {
      if (Date.now() > end) throw new Error(`only ${messages.length} of ${count} messages came`)
      await new Promise<void>(resolve => {
        wake = resolve
        setTimeout(resolve, 50)
      })
    }
    return messages
  }
  const add = (message: unknown) => {
    messages.push(message)
    wake()
  }
  return { messages, until, add }
}

function providerClient(provider: LocalProvider): Client {
  const ask = async (method: string, params: unknown = []): Promise<Outcome> => {
    try {
      return { result: await provider.send(method, params as unknown[]) }
    } catch (error) {
      const { code, data, message } = (error as Error).cause as RpcFailure
      return { error: { code, message, ...(data !== undefined && { data }) } }
    }
  }
  const follow = async (method: string, params: unknown[], notification: string): Promise<Followed> => {
    const { messages, until, add } = collector()
    const id = await provider.subscribe(notification, method, params, (_error, message) => add(message))
    return { id, messages, until, stop: unsubscribe => provider.unsubscribe(notification, unsubscribe, id) }
  }
  return { ask, follow, close: () => provider.disconnect() }
}

export async function websocketClient(url: string): Promise<Client & { readonly socket: WebSocket }> {
  const socket = new WebSocket(url)
  await new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })
  let ids = 0
  const waiting = new Map<number, (outcome: Outcome) => void>()
  /** By subscription: what came for it, and who listens. */
  const told = new Map<
    string,
    { early: [unknown, string][]; hear?: (message: unknown, notification: string) => void }
  >()
  const tellOf = (id: string) => {
    const entry = told.get(id) ?? { early: [] }
    told.set(id, entry)
    return entry
  }
  const answered = new Set<unknown>()
  socket.on('message', text => {
    const { id, result, error, method, params } = JSON.parse(text.toString())
    if (method !== undefined) {
      if (!answered.has(params.subscription)) throw new Error('a message came before the answer to its subscription')
      const { early, hear } = tellOf(params.subscription)
      if (hear === undefined) early.push([params.result, method])
      else hear(params.result, method)
      return
    }
    answered.add(result)
    waiting.get(id)?.(error === undefined ? { result } : { error })
    waiting.delete(id)
  })
  const ask = (method: string, params: unknown = []): Promise<Outcome> => {
    const id = ++ids
    const outcome = new Promise<Outcome>(resolve => waiting.set(id, resolve))
    socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
    return outcome
  }
  const follow = async (method: string, params: unknown[], notification: string): Promise<Followed> => {
    const { messages, until, add } = collector()
    const id = resultOf(await ask(method, params)) as string
    const entry = tellOf(id)
    entry.hear = (message, name) => {
      if (name !== notification) throw new Error(`${name} instead of ${notification}`)
      add(message)
    }
    for (const [message, name] of entry.early) entry.hear(message, name)
    return { id, messages, until, stop: async unsubscribe => resultOf(await ask(unsubscribe, [id])) }
  }
  const close = () =>
    new Promise<void>(resolve => {
      if (socket.readyState === socket.CLOSED) return resolve()
      socket.once('close', () => resolve())
      socket.close()
    })
  return { ask, follow, close, socket }
}

export function httpClient(url: string): Pick<Client, 'ask'> {
  return {
    ask: async (method, params = []) => {
      const { body } = await post(url, JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }))
      const { result, error } = JSON.parse(body)
      return error === undefined ? { result } : { error }
    },
  }
}

/** Posts a text as it is. */
export function post(url: string, text: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const asked = request(url.replace('ws', 'http'), {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers },
    })
    asked.on('response', async response => {
      let body = ''
      for await (const part of response) body += part
      resolve({ status: response.statusCode ?? 0, body })
    })
    asked.on('error', reject)
    asked.end(text)
  })
}
