/** Finding the node that serves a chain, and the way to a chain that nobody serves. */
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { open as openLmdb } from 'lmdb'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { chainFolder, dataHome } from '../../../src/local-chain/node/folders.ts'
import { findDoor, resetChain } from '../../../src/local-chain/node/local.ts'
import { openChain } from '../../../src/local-chain/node/open.ts'
import { serve } from '../../../src/local-chain/node/serve.ts'
import { findServed } from '../../../src/local-chain/node/served.ts'
import { toHex } from '../../../src/primitives/bytes.ts'
import { bundle, type Program, run, temporaryFolder } from '../support-node/children.ts'
import { counterCalls, Total } from '../support-node/counter.ts'
import { resultOf, websocketClient } from '../support-node/doors.ts'
import { sign } from '../support-node/signing.ts'
import { smallProfile, smallSpec } from '../support-node/spec.ts'

let folder: ReturnType<typeof temporaryFolder>
let path: string

beforeEach(() => {
  folder = temporaryFolder()
  path = join(folder.path, 'chains', 'test')
})
afterEach(() => folder.remove())

const version = '0.0.0-test'
const manual = { sealing: 'manual' } as const
const open = () => openChain(path, () => smallSpec(), manual)

describe('folders', () => {
  const linux = { platform: 'linux', home: '/home/u' } as const
  test('follow the platform', () => {
    expect(dataHome({ ...linux, env: {} })).toBe('/home/u/.local/share/taokit')
    expect(dataHome({ ...linux, env: { XDG_DATA_HOME: '/data' } })).toBe('/data/taokit')
    expect(dataHome({ ...linux, env: { XDG_DATA_HOME: '', TAOKIT_HOME: '' } })).toBe('/home/u/.local/share/taokit')
    expect(dataHome({ platform: 'darwin', home: '/Users/u', env: {} })).toBe(
      '/Users/u/Library/Application Support/taokit',
    )
    expect(dataHome({ platform: 'win32', home: 'C:', env: { LOCALAPPDATA: 'L' } })).toBe(join('L', 'taokit'))
    expect(dataHome({ ...linux, env: { TAOKIT_HOME: '/elsewhere' } })).toBe('/elsewhere')
  })

  test('are one for each chain, and no name leads out of them', () => {
    const here = { ...linux, env: {} }
    expect(chainFolder(undefined, here)).toBe('/home/u/.local/share/taokit/chains/default')
    expect(chainFolder('my-test_1', here)).toBe('/home/u/.local/share/taokit/chains/my-test_1')
    for (const name of ['', '..', '../x', 'a/b', 'a\\b', '.hidden', 'A', 'a'.repeat(65), '-x']) {
      expect(() => chainFolder(name, here)).toThrow('Not a name for a chain')
    }
  })

  test.skipIf(process.platform === 'win32')('are for their owner only', () => {
    open().close()
    expect(statSync(path).mode & 0o777).toBe(0o700)
    for (const file of ['data.mdb', 'lock.mdb']) expect(statSync(join(path, file)).mode & 0o777).toBe(0o600)
  })
})

describe('opening', () => {
  test('makes a chain once and finds it again', async () => {
    const chain = open()
    await chain.advance(3)
    const { head } = chain
    chain.close()
    const again = open()
    expect(again.head).toEqual(head)
    again.close()
  })

  test('asks for the spec of the chain that is there', () => {
    const asked: unknown[] = []
    const choose = (identity: unknown) => {
      asked.push(identity)
      return smallSpec()
    }
    openChain(path, choose, { ...manual, history: 77 }).close()
    openChain(path, choose, manual).close()
    expect(asked[0]).toBeUndefined()
    expect(asked[1]).toMatchObject({ profile: 'small', specVersion: 700, history: 77 })
  })

  test('refuses another profile, another spec and another format', () => {
    open().close()
    const other = { ...smallProfile, name: 'other' }
    expect(() => openChain(path, () => smallSpec(undefined, other))).toThrow('This is a small chain, not a other one')
    const next = { ...smallProfile, version: { ...smallProfile.version, specVersion: 8 } }
    expect(() => openChain(path, () => smallSpec(undefined, next))).toThrow('The chain runs under spec 700')
    const binary = { encoding: 'binary', keyEncoding: 'binary' } as const
    const env = openLmdb({ path, ...binary, overlappingSync: false })
    const meta = env.openDB({ name: 'meta', ...binary })
    const identity = JSON.parse(Buffer.from(meta.getBinary(Buffer.from('identity'))!).toString())
    meta.putSync(Buffer.from('identity'), Buffer.from(JSON.stringify({ ...identity, format: 2 })))
    const failure = { name: 'TaoError', code: 'unsupported', remedy: expect.stringContaining('Update taokit') }
    expect(catching(open)).toMatchObject(failure)
    meta.putSync(Buffer.from('identity'), Buffer.from('{'))
    expect(catching(open)).toMatchObject({ name: 'TaoError', code: 'chain_damaged' })
    void env.close()
  })

  test('refuses files that are no chain', () => {
    for (const text of ['x'.repeat(50_000), 'x']) {
      mkdirSync(path, { recursive: true })
      writeFileSync(join(path, 'data.mdb'), text)
      expect(catching(open)).toMatchObject({ name: 'TaoError', code: 'chain_damaged' })
    }
    writeFileSync(join(path, 'data.mdb'), '')
    open().close()
  })

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('says when it may not', () => {
    open().close()
    chmodSync(path, 0o000)
    expect(catching(open)).toMatchObject({ name: 'TaoError', code: 'not_permitted' })
    chmodSync(path, 0o700)
  })
})

describe('a served chain', () => {
  test('is found, and not served twice', async () => {
    expect(await findServed(path)).toBeUndefined()
    const node = await serve(open(), { port: 0, version, folder: path })
    const found = await findServed(path)
    expect(found).toEqual({
      url: node.server.url,
      pid: process.pid,
      instance: node.host.instance,
      genesisHash: node.chain.genesisHash,
    })
    await expect(serve(open(), { port: 0, version, folder: path })).rejects.toMatchObject({
      code: 'already_exists',
      message: `The chain is served already at ${node.server.url}`,
    })
    const door = await findDoor(path, () => smallSpec(), { version })
    expect(door).toMatchObject({ kind: 'served', served: found })
    await expect(resetChain(path, smallSpec())).rejects.toMatchObject({ code: 'chain_busy' })
    await node.close()
    expect(existsSync(join(path, 'node.json'))).toBe(false)
    expect(await findServed(path)).toBeUndefined()
  })

  test('tells its clients of blocks that another process made', async () => {
    const node = await serve(open(), { port: 0, version, folder: path })
    const client = await websocketClient(node.server.url)
    const heads = await client.follow('chain_subscribeNewHeads', [], 'chain_newHead')
    await heads.until(1)
    const other = open()
    await other.advance(4)
    const told = await heads.until(5)
    expect(told.map(head => Number((head as { number: string }).number))).toEqual([0, 1, 2, 3, 4])
    other.close()
    await client.close()
    await node.close()
  })

  test('that nobody serves is opened', async () => {
    const door = await findDoor(path, () => smallSpec(), { version, ...manual })
    if (door.kind !== 'here') throw new Error('somebody serves it')
    expect(await door.provider.send('system_chain', [])).toBe('Small')
    await door.provider.disconnect()
    expect(() => door.chain.head).toThrow('The chain is closed')
  })
})

describe('notes that are out of date', () => {
  const note = () => join(path, 'node.json')
  const leave = (served: object) => writeFileSync(note(), JSON.stringify(served))
  const good = { url: 'ws://127.0.0.1:1', pid: process.pid, instance: 'x', genesisHash: '0x00' }

  beforeEach(() => open().close())

  test('of processes that are gone are removed', async () => {
    leave({ ...good, pid: 2 ** 22 + 1 })
    expect(await findServed(path)).toBeUndefined()
    expect(existsSync(note())).toBe(false)
  })

  test('of ports that nobody listens on are removed', async () => {
    leave(good)
    expect(await findServed(path)).toBeUndefined()
    expect(existsSync(note())).toBe(false)
  })

  test('of ports that somebody else has now are removed', async () => {
    const stranger = createServer((_request, response) => response.end('{"jsonrpc":"2.0","id":1,"result":"y"}'))
    await new Promise<void>(resolve => stranger.listen(0, '127.0.0.1', resolve))
    leave({ ...good, url: `ws://127.0.0.1:${(stranger.address() as AddressInfo).port}` })
    expect(await findServed(path)).toBeUndefined()
    expect(existsSync(note())).toBe(false)
    stranger.close()
  })

  test('or no notes at all are passed over', async () => {
    for (const text of ['', '{', 'null', '[]', '{"url":1}', '{"url":"ws://127.0.0.1:1","pid":"x","instance":"x"}']) {
      writeFileSync(note(), text)
      expect(await findServed(path)).toBeUndefined()
    }
  })
})

describe('another process', () => {
  let program: Program
  beforeAll(async () => {
    program = await bundle('serving-child.ts')
  })
  afterAll(() => program.remove())

  test('serves, is found by commands, and lets go of the chain', async () => {
    const child = run(program, [path])
    const url = await child.until(line => line.startsWith('ws://'))
    const door = await findDoor(path, () => smallSpec(), { version })
    expect(door).toMatchObject({ kind: 'served', served: { url, pid: child.process.pid } })
    const client = await websocketClient(url)
    const local = open()
    const extrinsic = toHex(sign(local, '//Alice', counterCalls.add.make({ amount: 4n })))
    const statuses = await client.follow('author_submitAndWatchExtrinsic', [extrinsic], 'author_extrinsicUpdate')
    await statuses.until(3)
    // What the node made is there for others at once, and the other way round.
    expect(local.look(ctx => Total.get(ctx))).toBe(4n)
    const { hash } = local.produceBlock()
    expect(resultOf(await client.ask('chain_getBlockHash'))).toBe(hash)
    local.close()
    child.process.kill('SIGTERM')
    expect(await child.ended).toBe(0)
    expect(existsSync(join(path, 'node.json'))).toBe(false)
    const after = open()
    expect(after.head.hash).toBe(hash)
    after.close()
  }, 20_000)

  test('that was killed leaves a note that nobody believes', async () => {
    const child = run(program, [path])
    await child.until(line => line.startsWith('ws://'))
    child.process.kill('SIGKILL')
    await child.ended
    expect(readFileSync(join(path, 'node.json'), 'utf8')).toContain('ws://')
    expect(await findServed(path)).toBeUndefined()
    const chain = open()
    chain.produceBlock()
    chain.close()
  }, 20_000)
})

describe('a reset', () => {
  test('makes the chain anew, and whoever had it open is told', async () => {
    const before = open()
    await before.advance(5)
    const spec = smallSpec(ctx => Total.put(ctx, 7n))
    const chain = await resetChain(path, spec, manual)
    expect(chain.head.number).toBe(0)
    expect(chain.genesisHash).not.toBe(before.genesisHash)
    expect(chain.look(ctx => Total.get(ctx))).toBe(7n)
    expect(() => before.produceBlock()).toThrow('The chain was made anew while it was open')
    expect(chain.head.number).toBe(0)
    chain.produceBlock()
    before.close()
    chain.close()
    const again = openChain(path, () => spec, manual)
    expect(again.head.number).toBe(1)
    again.close()
  })
})

function catching(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}
