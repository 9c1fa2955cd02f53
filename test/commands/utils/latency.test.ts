/** How fast nodes answer: those that do, those that say nothing, those that are another's, and those that are not there. */
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { networkNames, networkOf } from '../../../src/client/networks.ts'
import { probe } from '../../../src/client/reads/latency.ts'
import { tao } from '../support/tao.ts'

const env = { TAO_CONFIG: '/nowhere/config.json', NO_COLOR: '1' }
const ANSWERS: Readonly<Record<string, unknown>> = {
  chain_getHeader: { number: '0x2a' },
  chain_getBlockHash: `0x${'11'.repeat(32)}`,
  state_getRuntimeVersion: { specVersion: 425 },
  system_chain: 'Bittensor',
}

interface Node {
  readonly url: string
  /** How often each method was asked. */
  readonly asked: Map<string, number>
  close(): void
}

async function serve(answers: Readonly<Record<string, unknown>>, delay = 0): Promise<Node> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  const asked = new Map<string, number>()
  server.on('connection', (socket: WebSocket) => {
    socket.on('message', data => {
      const { id, method } = JSON.parse(String(data)) as { id: number; method: string }
      asked.set(method, (asked.get(method) ?? 0) + 1)
      if (!(method in answers)) return
      setTimeout(() => socket.send(JSON.stringify({ jsonrpc: '2.0', id, result: answers[method] })), delay)
    })
  })
  await new Promise(resolve => server.on('listening', resolve))
  const close = (): void => {
    for (const client of server.clients) client.terminate()
    server.close()
  }
  return { url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, close }
}

let [fast, slow, mute, odd] = [] as unknown as [Node, Node, Node, Node]
beforeAll(async () => {
  fast = await serve(ANSWERS)
  slow = await serve(ANSWERS, 60)
  mute = await serve({})
  odd = await serve({ ...ANSWERS, chain_getHeader: { number: 'many' } })
})
afterAll(() => {
  for (const node of [fast, slow, mute, odd]) node.close()
})

const latency = async (line: string) => {
  const { code, stdout, stderr } = await tao(`utils latency ${line} --json`, { env })
  return { code, rows: stdout === '' ? [] : JSON.parse(stdout), stderr }
}

describe('nodes', () => {
  test('that answer come first, the fastest before the others', async () => {
    const { code, rows } = await latency(`${slow.url} ws://127.0.0.1:1 ${fast.url}`)
    expect(code).toBe(0)
    expect(rows.map(({ url }: { url: string }) => url)).toEqual([fast.url, slow.url, 'ws://127.0.0.1:1'])
    expect(rows[0]).toMatchObject({ ok: true, block: 42, spec_version: 425, error: null })
    expect(rows[1].round_trip_ms).toBeGreaterThanOrEqual(59)
    expect(rows[1].total_ms).toBeGreaterThanOrEqual(rows[1].connect_ms + 59)
    expect(rows[2]).toMatchObject({ ok: false, total_ms: null, error: 'Nothing listens on that port.' })
  })

  test('that take the connection and say nothing are given up after --timeout', async () => {
    const start = performance.now()
    const { code, rows } = await latency(`${mute.url} --timeout 1`)
    const took = performance.now() - start
    expect([code, rows[0].ok]).toEqual([1, false])
    expect(rows[0].error).toBe('It took the connection, and then said nothing for 1 seconds.')
    expect(took).toBeGreaterThan(990)
    expect(took).toBeLessThan(4000)
  })

  test('that say what no node says, or are of another chain, are no nodes of the network', async () => {
    expect((await latency(odd.url)).rows[0]).toMatchObject({
      ok: false,
      block: null,
      error: expect.stringMatching(/not as a node/),
    })
    const finney = networkOf('finney')
    const told = probe(fast.url, finney, { timeoutMs: 1000, pings: 1 })
    await expect(told).rejects.toMatchObject({ code: 'wrong_chain', message: expect.stringContaining('not of finney') })
  })

  test('are asked so often as --pings says, and once each where they are named twice', async () => {
    fast.asked.clear()
    const { rows } = await latency(`--network ${fast.url} --networks ${fast.url} --pings 7`)
    expect(rows).toHaveLength(1)
    expect(Object.fromEntries(fast.asked)).toEqual({
      chain_getHeader: 1,
      chain_getBlockHash: 1,
      state_getRuntimeVersion: 1,
      system_chain: 7,
    })
  })

  test('are left when the person leaves', async () => {
    const end = new AbortController()
    const told = probe(mute.url, networkOf(mute.url), { timeoutMs: 10_000, pings: 1, signal: end.signal })
    setTimeout(() => end.abort(), 50)
    await expect(told).rejects.toMatchObject({ code: 'interrupted' })
  })
})

test('the known ones are those of the networks', () => {
  expect(networkNames()).toEqual(['finney', 'archive', 'test'])
  expect(networkNames().flatMap(name => networkOf(name).urls).length).toBeGreaterThan(3)
})

test('the chain inside has no node, and a person is told the fastest one', async () => {
  const { code, stderr } = await latency('local')
  expect([code, JSON.parse(stderr).code]).toEqual([2, 'invalid_argument'])
  const terminal = { stdin: true, stdout: true, stderr: true }
  const { stdout } = await tao(`misc latency ${fast.url} ${slow.url}`, { env, terminal, columns: 200 })
  expect(stdout).toMatch(new RegExp(`Connect +Round trip[\\s\\S]*425[\\s\\S]*--network ${fast.url}\n`))
  expect(stdout).not.toContain('Failure')
})
