/** Connections to nodes that keep to nothing: every request ends, in words, and nothing is thrown where nobody hears it. */
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { Chain } from '../../../src/client/chain.ts'
import { networkOf } from '../../../src/client/networks.ts'
import { connectTo, connectToAny } from '../../../src/client/providers/remote.ts'
import { SocketProvider } from '../../../src/client/providers/socket.ts'

const closing: (() => Promise<unknown> | unknown)[] = []
afterEach(async () => {
  // The connections before the servers that wait for them.
  for (const close of closing.splice(0).reverse()) await close()
})

interface Request {
  readonly id: number
  readonly method: string
  readonly params: readonly unknown[]
}
type Behaviour = (say: (message: unknown) => void, request: Request, socket: WebSocket) => void

/** A server that answers each request in its own way; what is no text is sent as JSON. */
async function serve(behave: Behaviour): Promise<string> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  closing.push(() => {
    for (const client of server.clients) client.terminate()
    return new Promise(resolve => server.close(resolve))
  })
  server.on('connection', socket => {
    const say = (message: unknown): void => socket.send(typeof message === 'string' ? message : JSON.stringify(message))
    socket.on('message', data => behave(say, JSON.parse(String(data)) as Request, socket))
    socket.on('error', () => {})
  })
  await new Promise(resolve => server.on('listening', resolve))
  return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function connected(behave: Behaviour, milliseconds?: number): Promise<SocketProvider> {
  const provider = new SocketProvider(await serve(behave), milliseconds)
  closing.push(() => provider.disconnect())
  await provider.opened
  return provider
}

const httpAnswer = (status: string): string => `HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`

const result = (id: number, result: unknown) => ({ jsonrpc: '2.0', id, result })

describe('answers', () => {
  test('find their requests in any order', async () => {
    const held: (() => void)[] = []
    const provider = await connected((say, { id, params }) => {
      held.push(() => say(result(id, params[0])))
      if (held.length === 3) for (const answer of held.reverse()) answer()
    })
    expect(await Promise.all(['a', 'b', 'c'].map(each => provider.send('echo', [each])))).toEqual(['a', 'b', 'c'])
  })

  test('that are refusals have code, words and data', async () => {
    const provider = await connected((say, { id }) =>
      say({ jsonrpc: '2.0', id, error: { code: 1010, message: 'Invalid Transaction', data: 'bad signature' } }),
    )
    const refused = await provider.send('author_submitExtrinsic', []).catch(error => error)
    expect(refused).toMatchObject({
      code: 1010,
      data: 'bad signature',
      message: '1010: Invalid Transaction: bad signature',
    })
  })

  test('that never come are not waited for without an end', async () => {
    const provider = await connected(() => {}, 50)
    await expect(provider.send('state_call', [])).rejects.toThrow('No response received')
  })

  test.each<[string, (id: number) => unknown]>([
    ['no JSON', () => 'HTTP/1.1 400'],
    ['half a JSON', () => '{"jsonrpc":"2.0","id":1,'],
    ['null', () => 'null'],
    ['a number', () => '7'],
    ['a list', id => [result(id, 1)]],
    ['a message of a subscription without a name', () => ({ method: 'x', params: {} })],
    [
      'a message of a subscription with an odd name',
      () => ({ method: 'x', params: { subscription: { toString: 1 } } }),
    ],
    ['neither a result nor an error', id => ({ id })],
    ['an error without anything', id => ({ id, error: {} })],
    ['an error of odd parts', id => ({ id, error: { code: 'x', message: { toString: 1 }, data: [[]] } })],
    ['an error about nothing in particular', () => ({ id: null, error: { code: -32_700, message: 'Parse error' } })],
    [
      'JSON that goes very deep',
      id => `{"id":${id},"error":{"code":1,"message":${'['.repeat(1e5)}${']'.repeat(1e5)}}}`,
    ],
  ])('that are %s end what was asked', async (_, answer) => {
    const provider = await connected((say, { id }) => say(answer(id)))
    await expect(provider.send('system_version', [])).rejects.toThrow()
    const chain = Chain.open({ network: networkOf('ws://localhost'), provider: provider as never })
    await expect(chain).rejects.toMatchObject({ code: /wrong_chain|unreachable|chain_refused/ })
  })

  test('that are larger than any break the connection before they are in memory', async () => {
    const provider = await connected((_, __, socket) => {
      // The beginning of a message of a terabyte.
      const raw = (socket as unknown as { _socket: Socket })._socket
      raw.write(Buffer.from([0x81, 0x7f, 0, 0, 1, 0, 0, 0, 0, 0, 0x22]))
    })
    await expect(provider.send('state_call', [])).rejects.toThrow(/Max payload size exceeded|disconnected/)
    expect(provider.isConnected).toBe(false)
  })

  test('are not awaited from a node that hangs up', async () => {
    const provider = await connected((_, __, socket) => socket.terminate())
    const lost = new Promise(resolve => provider.on('disconnected', () => resolve('lost')))
    await expect(provider.send('state_call', [])).rejects.toThrow('disconnected from')
    expect(await lost).toBe('lost')
    await expect(provider.send('state_call', [])).rejects.toThrow('not connected')
  })
})

describe('subscriptions', () => {
  const named = (say: (message: unknown) => void, id: number, tell: () => void): void => {
    say(result(id, 'sub-1'))
    tell()
  }
  const news = (result: unknown, subscription: unknown = 'sub-1') => ({
    method: 'news',
    params: { subscription, result },
  })

  test('hear what comes before and after their name, in order, and errors', async () => {
    const provider = await connected((say, { id, method }) => {
      if (method !== 'subscribe') return say(result(id, true))
      say(news(1))
      say(news('of another', 'sub-2'))
      named(say, id, () => {
        say(news(2))
        say({ method: 'news', params: { subscription: 'sub-1', error: { code: 5, message: 'over' } } })
      })
    })
    const heard: unknown[] = []
    await new Promise<void>((resolve, reject) => {
      const onMessage = (error: Error | null, message: unknown): void => {
        heard.push(error === null ? message : error.message)
        if (error !== null) resolve()
      }
      provider.subscribe('news', 'subscribe', [], onMessage).catch(reject)
    })
    expect(heard).toEqual([1, 2, '5: over'])
    expect(await provider.unsubscribe('news', 'unsubscribe', 'sub-1')).toBe(true)
    expect(await provider.unsubscribe('news', 'unsubscribe', 'sub-1')).toBe(false)
  })

  test('without a name are none', async () => {
    const provider = await connected((say, { id }) => say(result(id, { toString: 1 })))
    await expect(provider.subscribe('news', 'subscribe', [], () => {})).rejects.toThrow('no name')
  })

  test('that nobody has fill no memory', async () => {
    const provider = await connected((say, { id }) => {
      for (let i = 0; i < 5000; i++) say(news(i, `none-${i}`))
      say(result(id, 'done'))
    })
    expect(await provider.send('x', [])).toBe('done')
    expect((provider as unknown as { early: unknown[] }).early).toHaveLength(64)
  })
})

describe('connecting', () => {
  const raw = async (greet: (socket: Socket) => void): Promise<string> => {
    const server: Server = createServer(socket => {
      socket.on('error', () => {})
      closing.push(() => socket.destroy())
      greet(socket)
    })
    closing.push(() => new Promise(resolve => server.close(resolve)))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    return `ws://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  test('to one that never answers ends in time', async () => {
    const url = await raw(() => {})
    await expect(connectTo(url, undefined, 60)).rejects.toMatchObject({ code: 'timeout', data: { url } })
  })

  test.each<[what: string, greet: (socket: Socket) => void, scheme: string, why: string, remedy: string]>([
    [
      'speaks something else',
      socket => socket.end('SSH-2.0-OpenSSH_9.6\r\n'),
      'ws',
      'Parse Error',
      'Check the address',
    ],
    ['refuses', socket => socket.end(httpAnswer('403 Forbidden')), 'ws', 'HTTP status 403', 'Check the address'],
    ['hangs up', socket => socket.resetAndDestroy(), 'ws', 'may speak TLS only', 'Try wss://127.0.0.1'],
    ['is told to speak TLS', socket => socket.end(httpAnswer('400 Bad Request')), 'ws', 'TLS', 'Try wss://127.0.0.1'],
    [
      'speaks no TLS',
      socket => socket.end(httpAnswer('400 Bad Request')),
      'wss',
      'does not speak TLS',
      'Use ws://127.0.0.1',
    ],
  ])('to one that %s is told, with the way on', async (_, greet, scheme, why, remedy) => {
    const url = (await raw(greet)).replace('ws:', `${scheme}:`)
    const told = await connectTo(url).catch(error => error)
    expect(told).toMatchObject({ code: 'unreachable', data: { url } })
    expect(told.why.join(' ')).toContain(why)
    expect(told.remedy).toContain(remedy)
  })

  test('goes on to the next node, and tells of all where none answers', async () => {
    const [dead, alive] = [await raw(socket => socket.destroy()), await serve((say, { id }) => say(result(id, 1)))]
    const provider = await connectToAny([dead, alive])
    expect([provider.endpoint, await provider.send('x', [])]).toEqual([alive, 1])
    await provider.disconnect()
    const told = await connectToAny([dead, 'ws://127.0.0.1:1']).catch(error => error)
    expect(told.why.join(' ')).toContain('ws://127.0.0.1:1: Nothing listens on that port.')
  })

  test('is left within half a second, though the node does not say goodbye', async () => {
    const url = await serve((_, __, socket) => (socket as unknown as { _socket: Socket })._socket.pause())
    const provider = await connectTo(url)
    const waiting = provider.send('x', []).catch((error: Error) => error.message)
    const start = performance.now()
    await provider.disconnect()
    expect(await waiting).toContain('disconnected from')
    expect(performance.now() - start).toBeLessThan(1_500)
  })

  test('can be interrupted', async () => {
    const url = await raw(() => {})
    const abort = new AbortController()
    const attempt = connectTo(url, abort.signal)
    abort.abort()
    await expect(attempt).rejects.toMatchObject({ code: 'interrupted' })
  })
})
