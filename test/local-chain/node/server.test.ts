/** The server among strangers: malformed, oversized, slow, vanishing and uninvited clients. */
import { connect } from 'node:net'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { toHex } from '../../../src/primitives/bytes.ts'
import { Ballast, counterCalls } from '../support-node/counter.ts'
import {
  errorOf,
  post,
  resultOf,
  startNode,
  type TestNode,
  type TestNodeOptions,
  websocketClient,
} from '../support-node/doors.ts'
import { sign } from '../support-node/signing.ts'
import { smallSpec } from '../support-node/spec.ts'

let node: TestNode

async function start(options: TestNodeOptions = {}): Promise<void> {
  node = await startNode(options)
}

beforeEach(() => start())
afterEach(async () => {
  await node.close()
  expect(node.faults).toEqual([])
})

const restart = async (options: TestNodeOptions) => {
  await node.close()
  await start(options)
}

/** Sends a text as it is and gives the answer. */
async function raw(text: string | Buffer): Promise<unknown> {
  const client = await websocketClient(node.server.url)
  client.socket.removeAllListeners('message')
  const answer = new Promise<string>((resolve, reject) => {
    client.socket.once('message', data => resolve(data.toString()))
    client.socket.once('close', code => reject(new Error(`closed with ${code}`)))
  })
  client.socket.send(text)
  try {
    return JSON.parse(await answer)
  } finally {
    await client.close()
  }
}

const alive = async () => expect(resultOf(await node.clients.http.ask('system_chain'))).toBe('Small')

describe('requests', () => {
  test.each([
    ['no JSON', '{"jsonrpc":', -32700, 'Parse error'],
    ['nothing', '', -32700, 'Parse error'],
    ['a number', '1', -32600, 'Invalid request'],
    ['null', 'null', -32600, 'Invalid request'],
    ['an empty batch', '[]', -32600, 'Invalid request'],
    ['another version', '{"jsonrpc":"1.0","id":1,"method":"system_chain"}', -32600, 'Invalid request'],
    ['no method', '{"jsonrpc":"2.0","id":1}', -32600, 'Invalid request'],
    ['an id that is none', '{"jsonrpc":"2.0","id":{},"method":"system_chain"}', -32600, 'Invalid request'],
    ['an unknown method', '{"jsonrpc":"2.0","id":1,"method":"eth_blockNumber"}', -32601, 'Method not found'],
    ['a method of every object', '{"jsonrpc":"2.0","id":1,"method":"__proto__"}', -32601, 'Method not found'],
    [
      'deep nesting',
      `{"jsonrpc":"2.0","id":1,"method":"system_chain","params":${'['.repeat(5000)}${']'.repeat(5000)}}`,
      -32602,
      'Invalid params',
    ],
  ])('that are %s', async (_what, text, code, message) => {
    const { error } = (await raw(text)) as { error: { code: number; message: string } }
    expect(error.code).toBe(code)
    expect(error.message).toContain(message)
    const { body } = await post(node.server.url, text)
    expect(JSON.parse(body).error.code).toBe(code)
  })

  test('keep the type of their id', async () => {
    for (const id of ['GD1', 7, 0, '', null]) {
      expect(await raw(JSON.stringify({ jsonrpc: '2.0', id, method: 'system_chain', params: [] }))).toEqual({
        jsonrpc: '2.0',
        id,
        result: 'Small',
      })
    }
  })

  test('in a batch are answered together, one by one', async () => {
    const call = (id: unknown, method: string) => ({ jsonrpc: '2.0', id, method })
    const batch = [call(1, 'system_chain'), call('b', 'system_made_up'), { jsonrpc: '2.0', method: 'system_chain' }, 5]
    expect(await raw(JSON.stringify(batch))).toEqual([
      { jsonrpc: '2.0', id: 1, result: 'Small' },
      { jsonrpc: '2.0', id: 'b', error: { code: -32601, message: 'Method not found', data: 'system_made_up' } },
      { jsonrpc: '2.0', id: null, error: { code: -32600, message: 'Invalid request' } },
    ])
    const large = Array.from({ length: 1001 }, (_, i) => call(i, 'system_chain'))
    expect(await raw(JSON.stringify(large))).toMatchObject({ error: { code: -32010 } })
  })

  test('without an id are carried out and not answered', async () => {
    const { status, body } = await post(node.server.url, '{"jsonrpc":"2.0","method":"tao_advance","params":[3]}')
    expect([status, body]).toEqual([200, ''])
    expect(node.chain.head.number).toBe(3)
  })

  test('that are too large close the connection, or are refused', async () => {
    await restart({ server: { limits: { requestBytes: 10_000 } } })
    const text = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'system_chain', params: ['x'.repeat(20_000)] })
    await expect(raw(text)).rejects.toThrow('closed with 1009')
    expect((await post(node.server.url, text)).status).toBe(413)
    await alive()
  })

  test('whose answer would be too large are told so', async () => {
    const spec = smallSpec(ctx => {
      for (let i = 0; i < 200; i++) Ballast.put(ctx, i, new Uint8Array(1000))
    })
    await restart({ spec, server: { limits: { answerBytes: 100_000 } } })
    const { websocket } = node.clients
    const pairs = await websocket.ask('state_getPairs', [toHex(Ballast.prefix())])
    expect(errorOf(pairs)).toEqual({
      code: -32008,
      message: 'Response is too big',
      data: 'Exceeded max limit of 100000',
    })
    const one = { jsonrpc: '2.0', id: 1, method: 'state_getKeys', params: [toHex(Ballast.prefix())] }
    expect(await raw(JSON.stringify(Array.from({ length: 10 }, () => one)))).toMatchObject({ error: { code: -32011 } })
  })

  test('of any shape never bring the node down', async () => {
    const methods = (resultOf(await node.clients.http.ask('rpc_methods')) as { methods: string[] }).methods
    const tame = methods.filter(name => name !== 'tao_advance')
    const junk = fc.oneof(fc.jsonValue(), fc.constant(`0x${'00'.repeat(32)}`), fc.constant('0x'), fc.string())
    const request = fc.record({
      jsonrpc: fc.constantFrom('2.0', '2.0', '2.0', '1.0'),
      id: fc.oneof(fc.nat(), fc.string(), fc.constant(null), fc.jsonValue()),
      method: fc.oneof(fc.constantFrom(...tame), fc.string()),
      params: fc.oneof(fc.array(junk, { maxLength: 4 }), fc.jsonValue()),
    })
    const property = fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 20 }), async requests => {
      const answers = JSON.parse((await post(node.server.url, JSON.stringify(requests))).body) as unknown[]
      for (const answer of answers) {
        const { error } = answer as { error?: { code: number } }
        // -32603 would be a bug of the node.
        expect(error?.code).not.toBe(-32603)
      }
    })
    await fc.assert(property, { numRuns: 60, seed: 20261120 })
    await alive()
  })

  test('with garbled extrinsics are refused with a code of the reference', async () => {
    const good = sign(node.chain, '//Alice', counterCalls.add.make({ amount: 5n }))
    const mutation = fc.oneof(
      fc.record({ at: fc.nat(good.length - 1), byte: fc.nat(255), cut: fc.constant(0) }),
      fc.record({ at: fc.constant(0), byte: fc.constant(good[0]!), cut: fc.nat(good.length) }),
    )
    const property = fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async mutations => {
      let bytes = Uint8Array.from(good)
      for (const { at, byte, cut } of mutations) {
        if (at < bytes.length) bytes[at] = byte
        bytes = bytes.slice(0, bytes.length - Math.min(cut, bytes.length))
      }
      const outcome = await node.clients.http.ask('author_submitExtrinsic', [toHex(bytes)])
      if ('error' in outcome) expect([1001, 1002, 1010, 1011, 1013]).toContain(outcome.error.code)
      else expect(toHex(bytes)).toBe(toHex(good))
    })
    await fc.assert(property, { numRuns: 300, seed: 20261120 })
    await alive()
  })
})

describe('HTTP', () => {
  const get = async (path: string, init: RequestInit = {}) =>
    fetch(`${node.server.url.replace('ws', 'http')}${path}`, init)

  test('has a health page', async () => {
    const answer = await get('/health')
    expect([answer.status, await answer.json()]).toEqual([200, { peers: 0, isSyncing: false, shouldHavePeers: false }])
  })

  test('takes JSON by POST only', async () => {
    expect((await get('/')).status).toBe(405)
    expect((await get('/', { method: 'DELETE' })).status).toBe(405)
    expect((await get('/', { method: 'POST', body: '{}', headers: { 'content-type': 'text/plain' } })).status).toBe(415)
  })

  test('has no subscriptions', async () => {
    const outcome = await node.clients.http.ask('chain_subscribeNewHeads')
    expect(errorOf(outcome)).toEqual({
      code: -32601,
      message: 'Method not found',
      data: 'Subscriptions need a WebSocket',
    })
  })

  test('survives clients that leave in the middle', async () => {
    for (let i = 0; i < 20; i++) {
      const socket = connect(node.server.port, '127.0.0.1')
      socket.on('error', () => {})
      await new Promise(resolve => socket.once('connect', resolve))
      socket.write(
        'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"json',
      )
      socket.destroy()
    }
    await alive()
  })
})

describe('visitors', () => {
  const visit = (headers: Record<string, string>) =>
    new Promise<number | string>(resolve => {
      const socket = new WebSocket(node.server.url, { headers })
      socket.once('open', () => {
        socket.close()
        resolve('welcome')
      })
      socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
      socket.once('error', () => {})
    })

  test('from strange web pages are sent away', async () => {
    expect(await visit({})).toBe('welcome')
    expect(await visit({ origin: 'http://localhost:3000' })).toBe('welcome')
    expect(await visit({ origin: 'https://polkadot.js.org' })).toBe('welcome')
    expect(await visit({ origin: 'https://evil.example' })).toBe(403)
    expect(await visit({ origin: 'http://localhost.evil.example' })).toBe(403)
    expect(await visit({ origin: 'null' })).toBe(403)
    expect((await post(node.server.url, '{}', { origin: 'https://evil.example' })).status).toBe(403)
  })

  test('that take another name for this machine are sent away', async () => {
    expect(await visit({ host: 'evil.example' })).toBe(403)
    expect(await visit({ host: `localhost:${node.server.port}` })).toBe('welcome')
  })

  test('may be invited', async () => {
    await restart({ server: { origins: ['https://app.example'] } })
    expect(await visit({ origin: 'https://app.example' })).toBe('welcome')
    expect(await visit({ origin: 'https://evil.example' })).toBe(403)
    await restart({ server: { origins: 'all' } })
    expect(await visit({ origin: 'https://evil.example', host: 'evil.example' })).toBe('welcome')
  })

  test('have no power over the chain beyond loopback unless it is given', async () => {
    await restart({ server: { address: '0.0.0.0' } })
    expect(node.server.unsafe).toBe(false)
    const { methods } = resultOf(await node.clients.http.ask('rpc_methods')) as { methods: string[] }
    expect(methods.filter(name => /^tao_(?!explorer)/.test(name))).toEqual(['tao_instance'])
    for (const name of ['tao_advance', 'system_dryRun', 'state_getPairs']) {
      expect(errorOf(await node.clients.websocket.ask(name, [1])).code).toBe(-32601)
    }
    await restart({ server: { address: '0.0.0.0', unsafe: true } })
    expect(resultOf(await node.clients.websocket.ask('tao_advance', [1]))).toMatchObject({ made: 1 })
    await restart({ server: { unsafe: false } })
    expect(errorOf(await node.clients.websocket.ask('tao_advance', [1])).code).toBe(-32601)
  })

  test('come up to a number', async () => {
    await restart({ server: { limits: { connections: 3 } } })
    const others = await Promise.all([websocketClient(node.server.url), websocketClient(node.server.url)])
    expect(await visit({})).toBe(429)
    await others[0]!.close()
    await until(() => node.server.clients === 2)
    expect(await visit({})).toBe('welcome')
    await others[1]!.close()
  })
})

describe('subscriptions', () => {
  test('come up to a number', async () => {
    const { websocket } = node.clients
    const outcomes = await Promise.all(Array.from({ length: 1030 }, () => websocket.ask('chain_subscribeNewHeads')))
    const refused = outcomes.filter(outcome => 'error' in outcome)
    expect(refused).toHaveLength(6)
    expect(errorOf(refused[0]!)).toEqual({
      code: -32006,
      message: 'Too many subscriptions on the connection',
      data: 'Exceeded max limit of 1024',
    })
  })

  test('wait for a slow reader without piling up, and miss nothing', async () => {
    await restart({ server: { limits: { waitingBytes: 20_000 } } })
    const slow = await websocketClient(node.server.url)
    // Enough of them that what they have to say does not fit into the buffers of the system.
    const follow = () => slow.follow('chain_subscribeNewHeads', [], 'chain_newHead')
    const all = await Promise.all(Array.from({ length: 40 }, follow))
    await Promise.all(all.map(heads => heads.until(1)))
    slow.socket.pause()
    const connections = (node.server as unknown as { connections: Set<{ socket: WebSocket }> }).connections
    const connection = [...connections].at(-1)!
    let largest = 0
    const isStuck = () => {
      largest = Math.max(largest, connection.socket.bufferedAmount)
      return largest > 20_000
    }
    for (let i = 0; i < 10; i++) {
      await node.chain.advance(100)
      isStuck()
    }
    await until(isStuck)
    expect(largest).toBeLessThan(200_000)
    slow.socket.resume()
    const numbers = Array.from({ length: 1001 }, (_, i) => i)
    for (const heads of all) {
      await heads.until(1001)
      expect(heads.messages.map(head => Number((head as { number: string }).number))).toEqual(numbers)
    }
    await slow.close()
  }, 20_000)

  test('begin when their answer is out, in a batch too', async () => {
    const client = await websocketClient(node.server.url)
    client.socket.removeAllListeners('message')
    const heard: unknown[] = []
    client.socket.on('message', text => heard.push(JSON.parse(text.toString())))
    const call = (id: number, method: string, ...params: unknown[]) => ({ jsonrpc: '2.0', id, method, params })
    client.socket.send(JSON.stringify([call(1, 'chain_subscribeNewHeads'), call(2, 'tao_advance', 3)]))
    await until(() => heard.length === 5)
    expect(heard[0]).toMatchObject([{ id: 1 }, { id: 2, result: { made: 3 } }])
    expect(heard.slice(1).map(each => (each as { method: string }).method)).toEqual(Array(4).fill('chain_newHead'))
    await client.close()
  })

  test('end with their client, however it leaves', async () => {
    const { listeners } = (node.chain as unknown as { herald: { listeners: Set<unknown> } }).herald
    const before = listeners.size
    const one = await websocketClient(node.server.url)
    const two = await websocketClient(node.server.url)
    await one.follow('chain_subscribeNewHeads', [], 'chain_newHead')
    await two.follow('state_subscribeStorage', [['0x01']], 'state_storage')
    expect(listeners.size).toBe(before + 2)
    one.socket.terminate()
    await two.close()
    await until(() => listeners.size === before)
    node.chain.produceBlock()
  })
})

test('closing says goodbye and frees the port', async () => {
  const client = await websocketClient(node.server.url)
  const goodbye = new Promise(resolve => client.socket.once('close', code => resolve(code)))
  await node.server.close()
  expect(await goodbye).toBe(1001)
  await expect(websocketClient(node.server.url)).rejects.toThrow('ECONNREFUSED')
})

test('a taken port is told as such', async () => {
  await expect(startNode({ server: { port: node.server.port } })).rejects.toMatchObject({
    name: 'TaoError',
    code: 'already_exists',
    message: `Port ${node.server.port} is taken`,
  })
})

async function until(reached: () => boolean, milliseconds = 5000): Promise<void> {
  for (const end = Date.now() + milliseconds; !reached(); ) {
    if (Date.now() > end) throw new Error('it did not come to that')
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}
