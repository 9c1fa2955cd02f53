/** What clients together make the node hold, and how long one keeps it busy, has bounds; whoever goes too far pays for it alone. */
import { createHash } from 'node:crypto'
import { connect } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import { Gate, Memory, Share } from '../../../src/local-chain/node/server/memory.ts'
import { toHex } from '../../../src/primitives/bytes.ts'
import { Ballast } from '../support-node/counter.ts'
import { post, startNode, type TestNode, type TestNodeOptions, websocketClient } from '../support-node/doors.ts'
import { smallSpec } from '../support-node/spec.ts'

const KIB = 1024

let node: TestNode

const start = async (options: TestNodeOptions): Promise<TestNode> => {
  node = await startNode(options)
  return node
}

afterEach(async () => {
  await node?.close()
  expect(node?.faults ?? []).toEqual([])
})

async function until(reached: () => boolean, milliseconds = 5000): Promise<void> {
  for (const end = Date.now() + milliseconds; !reached(); ) {
    if (Date.now() > end) throw new Error('it did not come to that')
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${node.server.url.replace('ws', 'http')}/metrics`)).text()
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1])
}

const closed = (socket: WebSocket) => new Promise<number>(resolve => socket.once('close', resolve))

/** A chain with so much under one prefix that an answer is large. */
const wide = (count: number, bytes: number) =>
  smallSpec(ctx => {
    for (let i = 0; i < count; i++) Ballast.put(ctx, i, new Uint8Array(bytes))
  })

describe('memory', () => {
  test('is taken from whoever holds most', () => {
    const memory = new Memory(100)
    const gone: string[] = []
    const [a, b, c] = ['a', 'b', 'c'].map(name => new Share(memory, () => gone.push(name))) as [Share, Share, Share]
    a.set(60)
    b.set(30)
    c.set(10)
    expect([memory.held, gone]).toEqual([100, []])
    c.set(11)
    expect([memory.held, gone, a.bytes]).toEqual([41, ['a'], 0])
    b.set(120)
    expect([memory.held, gone, memory.evicted]).toEqual([11, ['a', 'b'], 2])
    c.set(0)
    expect(memory.held).toBe(0)
  })

  test('of large requests is given out in turn', async () => {
    const gate = new Gate(10)
    const order: string[] = []
    const doors: (() => void)[] = []
    const pass = (name: string, bytes: number) =>
      gate.pass(bytes, async () => {
        order.push(name)
        await new Promise<void>(resolve => doors.push(resolve))
      })
    const all = [pass('a', 6), pass('b', 4), pass('c', 3), pass('huge', 50), pass('d', 1)]
    const settle = () => new Promise(resolve => setImmediate(resolve))
    await settle()
    expect(order).toEqual(['a', 'b'])
    doors[0]!()
    await settle()
    expect(order).toEqual(['a', 'b', 'c'])
    doors[1]!()
    await settle()
    expect(order).toEqual(['a', 'b', 'c'])
    doors[2]!()
    await settle()
    expect(order).toEqual(['a', 'b', 'c', 'huge'])
    doors[3]!()
    await settle()
    doors[4]!()
    await Promise.all(all)
    expect(order).toEqual(['a', 'b', 'c', 'huge', 'd'])
  })

  test('is not for hoarders of unfinished messages', async () => {
    await start({ server: { limits: { memoryBytes: 1000 * KIB } } })
    const calm = await websocketClient(node.server.url)
    const hoarders = await Promise.all([1, 2, 3].map(() => websocketClient(node.server.url)))
    const ends = hoarders.map(({ socket }) => closed(socket))
    for (const { socket } of hoarders) socket.send(`"${'x'.repeat(400 * KIB)}`, { fin: false })
    expect(await Promise.race(ends)).toBe(1006)
    await until(() => node.server.clients <= 4)
    expect(await calm.ask('system_chain')).toEqual({ result: 'Small' })
    expect(await metric('taokit_rpc_evicted')).toBeGreaterThanOrEqual(1)
    expect(await metric('taokit_rpc_held_bytes')).toBeLessThan(1000 * KIB)
    await Promise.all([calm, ...hoarders].map(each => each.close()))
    await until(() => node.server.clients === 1)
  })

  test('is not for hoarders by HTTP', async () => {
    await start({ server: { limits: { memoryBytes: 1000 * KIB } } })
    const head =
      'POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 500000\r\n\r\n'
    const sockets = [1, 2, 3].map(() => connect(node.server.port, '127.0.0.1'))
    const ends = sockets.map(
      socket => new Promise<void>(resolve => socket.on('error', () => {}).on('close', () => resolve())),
    )
    for (const socket of sockets) socket.write(head + 'x'.repeat(400 * KIB))
    await Promise.race(ends)
    expect(await metric('taokit_rpc_evicted')).toBeGreaterThanOrEqual(1)
    for (const socket of sockets) socket.destroy()
    await Promise.all(ends)
    await until(() => node.server.clients === 1)
    expect(await node.clients.http.ask('system_chain')).toEqual({ result: 'Small' })
  })

  test('is not for subscriptions of endless keys, and is given back with them', async () => {
    await start({ server: { limits: { memoryBytes: 3000 * KIB } } })
    const before = await metric('taokit_rpc_held_bytes')
    const client = await websocketClient(node.server.url)
    const keys = Array.from({ length: 1000 }, (_, i) => toHex(Uint8Array.of(i >> 8, i)))
    const follow = () => client.follow('state_subscribeStorage', [keys], 'state_storage')
    const first = await follow()
    await first.until(1)
    expect(await metric('taokit_rpc_held_bytes')).toBeGreaterThan(before + 400 * KIB)
    expect(await first.stop('state_unsubscribeStorage')).toBe(true)
    expect(await metric('taokit_rpc_held_bytes')).toBeLessThan(before + 100 * KIB)
    const end = closed(client.socket)
    for (let i = 0; i < 20; i++) {
      client.socket.send(
        JSON.stringify({ jsonrpc: '2.0', id: `x${i}`, method: 'state_subscribeStorage', params: [keys] }),
      )
    }
    expect(await end).toBe(1006)
    await until(() => node.server.clients === 1)
    expect(await metric('taokit_rpc_held_bytes')).toBeLessThan(before + 100 * KIB)
  })

  test('takes no more than an answer or two of who does not read', async () => {
    await start({ spec: wide(200, 2000), server: { limits: { waitingBytes: 1000 * KIB } } })
    const slow = await websocketClient(node.server.url)
    slow.socket.pause()
    const call = JSON.stringify({
      jsonrpc: '2.0',
      id: 'pairs',
      method: 'state_getPairs',
      params: [toHex(Ballast.prefix())],
    })
    // Each answer has 800 kB, and all requests come in one piece.
    for (let i = 0; i < 60; i++) slow.socket.send(call)
    let most = 0
    for (let i = 0; i < 40; i++) {
      await new Promise(resolve => setTimeout(resolve, 5))
      most = Math.max(most, await metric('taokit_rpc_held_bytes'))
    }
    expect(most).toBeGreaterThan(1000 * KIB)
    expect(most).toBeLessThan(3000 * KIB)
    // Whoever reads after all gets all of it.
    let answers = 0
    slow.socket.removeAllListeners('message')
    slow.socket.on('message', () => answers++)
    slow.socket.resume()
    await until(() => answers === 60, 15_000)
    await slow.close()
  }, 30_000)
})

describe('requests', () => {
  test('of too many values are refused before they are read', async () => {
    await start({})
    const empty = (count: number): string =>
      `{"jsonrpc":"2.0","id":1,"method":"system_chain","params":[${'[],'.repeat(count)}0]}`
    const { body } = await post(node.server.url, empty(100_000))
    expect(JSON.parse(body)).toEqual({
      jsonrpc: '2.0',
      id: null,
      error: { code: -32007, message: 'Request is too big', data: 'Exceeded max limit of 100000 values' },
    })
    expect(JSON.parse((await post(node.server.url, empty(40_000))).body).error.code).toBe(-32602)
  })
})

describe('long answers in pieces', () => {
  const events = async (method: string, params: unknown[], notification: string) => {
    const followed = await node.clients.websocket.follow(method, params, notification)
    const isOver = () => /Done$|Error$/.test((followed.messages.at(-1) as { event: string } | undefined)?.event ?? '')
    await until(isOver)
    return followed.messages as { event: string; key?: string; value?: string; type?: string }[]
  }

  test('a digest of more than is looked at in one go is that of all', async () => {
    await start({ spec: wide(5000, 10) })
    const { hash } = node.chain.head
    const prefix = Ballast.prefix()
    const digest = createHash('sha256')
    const lengths = Buffer.alloc(8)
    for (const [key, value] of node.chain.state().scan(prefix)) {
      lengths.writeUInt32LE(key.length, 0)
      lengths.writeUInt32LE(value.length, 4)
      digest.update(lengths).update(key).update(value)
    }
    const item = { key: toHex(prefix), type: 'closestDescendantMerkleValue' }
    const messages = await events('archive_v1_storage', [hash, [item, item]], 'archive_v1_storageEvent')
    const told = { event: 'storage', key: toHex(prefix), closestDescendantMerkleValue: toHex(digest.digest()) }
    expect(messages).toEqual([told, told, { event: 'storageDone' }])
  })

  test('two states that share thousands of entries differ in what they differ', async () => {
    await start({ spec: wide(5000, 10) })
    await node.chain.advance(3)
    const [from, to] = [node.chain.hashAt(1)!, node.chain.hashAt(3)!]
    const valuesAt = (hash: typeof from) =>
      new Map([...node.chain.state(hash).scan(new Uint8Array(0))].map(([key, value]) => [toHex(key), toHex(value)]))
    const [before, after] = [valuesAt(from), valuesAt(to)]
    const expected = [...new Set([...before.keys(), ...after.keys()])]
      .filter(key => before.get(key) !== after.get(key))
      .sort()
      .map(key => {
        const type = !before.has(key) ? 'added' : !after.has(key) ? 'deleted' : 'modified'
        return { event: 'storageDiff', key, value: after.get(key) ?? before.get(key), type }
      })
    const messages = await events('archive_v1_storageDiff', [to, null, from], 'archive_v1_storageDiffEvent')
    expect(expected.length).toBeGreaterThan(3)
    expect(messages).toEqual([...expected, { event: 'storageDiffDone' }])
  })
})

describe('time', () => {
  test('is shared: who asks for little does not wait for who asks for much', async () => {
    await start({ spec: wide(3000, 10) })
    const greedy = await websocketClient(node.server.url)
    greedy.socket.removeAllListeners('message')
    let answers = 0
    greedy.socket.on('message', () => answers++)
    const digest = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'state_getPairs', params: ['0x'] })
    for (let i = 0; i < 300; i++) greedy.socket.send(digest)
    const items = Array.from({ length: 1024 }, () => ({ key: '0x', type: 'closestDescendantMerkleValue' }))
    const call = (id: number) => ({
      jsonrpc: '2.0',
      id,
      method: 'archive_v1_storage',
      params: [node.chain.head.hash, items],
    })
    greedy.socket.send(JSON.stringify([call(1), call(2)]))
    for (let i = 0; i < 5; i++) expect(await node.clients.websocket.ask('system_chain')).toEqual({ result: 'Small' })
    expect(answers).toBeLessThan(300)
    greedy.socket.terminate()
  })

  test('is shared within a batch, and among subscriptions', async () => {
    await start({ spec: wide(3000, 10) })
    const greedy = await websocketClient(node.server.url)
    greedy.socket.removeAllListeners('message')
    const heard: unknown[] = []
    greedy.socket.on('message', data => heard.push(JSON.parse(data.toString())))
    const pairs = { jsonrpc: '2.0', id: 1, method: 'state_getKeysPaged', params: ['0x', 1000] }
    greedy.socket.send(JSON.stringify(Array.from({ length: 80 }, () => pairs)))
    expect(await node.clients.websocket.ask('system_chain')).toEqual({ result: 'Small' })
    expect(heard).toEqual([])
    await until(() => heard.length === 1)
    expect(heard[0]).toHaveLength(80)
    greedy.socket.terminate()
  })
})
