/** Powers for tests: time, snapshots, raw storage, calls of others. All that they do stands in blocks. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { transferKeepAlive } from '../../../src/local-chain/pallets/balances/calls.ts'
import { TotalNetworks } from '../../../src/local-chain/pallets/subtensor/storage/global.ts'
import { SystemAccount } from '../../../src/local-chain/pallets/system/storage.ts'
import { Now } from '../../../src/local-chain/pallets/timestamp/storage.ts'
import { chainSpec } from '../../../src/local-chain/profiles/specs.ts'
import { encode } from '../../../src/local-chain/scale/codec.ts'
import { u16, u32 } from '../../../src/local-chain/scale/primitives.ts'
import { toHex, utf8 } from '../../../src/primitives/bytes.ts'
import { encodeAddress } from '../../../src/primitives/ss58.ts'
import { errorOf, resultOf, startNode, type TestNode, websocketClient } from '../support-node/doors.ts'
import { account } from '../support-node/spec.ts'

let node: TestNode

beforeEach(async () => {
  node = await startNode({ spec: chainSpec('sandbox') })
})
afterEach(async () => {
  await node.close()
  expect(node.faults).toEqual([])
})

const ask = async (method: string, ...params: unknown[]) =>
  resultOf(await node.clients.websocket.ask(method, params)) as never
const fail = async (method: string, ...params: unknown[]) => errorOf(await node.clients.websocket.ask(method, params))
const free = (name: Parameters<typeof account>[0]) =>
  node.chain.look(ctx => SystemAccount.get(ctx, account(name)).data.free)
const [ALICE, BOB] = [encodeAddress(account('Alice')), encodeAddress(account('Bob'))]

/** A call of one TAO to Charlie. */
const toCharlie = (value = 1_000_000_000n) => {
  const { outer } = node.chain.runtime
  const call = transferKeepAlive.make({ dest: { type: 'Id', value: account('Charlie') }, value } as never)
  return toHex(encode(outer.RuntimeCall, call, outer))
}

test('time is set, and goes on from there', async () => {
  const now = () => node.chain.look(ctx => Now.get(ctx))
  await node.chain.advance(1)
  const later = Number(now()) + 86_400_000
  expect(await ask('tao_setTime', later + 5)).toBe(later)
  expect((await fail('tao_setTime', Number(now()))).message).toBe('Time goes forward only')
  await node.chain.advance(2)
  expect(now()).toBe(BigInt(later) + node.chain.slotDuration)
})

test('a snapshot is come back to', async () => {
  await node.chain.advance(2)
  const snapshot = (await ask('tao_snapshot')) as { number: number; hash: string }
  expect(snapshot).toEqual(node.chain.head)
  const before = free('Bob')
  await ask('tao_impersonate', toCharlie(), BOB)
  expect(free('Bob')).not.toBe(before)
  expect(await ask('tao_revert', snapshot.hash)).toEqual(snapshot)
  expect(free('Bob')).toBe(before)
  await node.chain.advance(2)
  expect(await ask('tao_revert', 1)).toMatchObject({ number: 1 })
  expect((await fail('tao_revert', `0x${'00'.repeat(32)}`)).message).toContain('There is no block')
  expect((await fail('tao_revert', 99)).message).toContain('99')
})

test('a call is made as somebody, who pays nothing, and as root', async () => {
  const before = free('Bob')
  expect(await ask('tao_impersonate', toCharlie(), BOB)).toMatchObject({
    block: { number: 1 },
    success: true,
    dispatchError: null,
  })
  expect(free('Bob')).toBe(before - 1_000_000_000n)
  const refused = await ask('tao_impersonate', toCharlie(10n ** 16n), BOB)
  expect(refused).toMatchObject({ block: { number: 2 }, success: false, dispatchError: expect.stringMatching(/^0x/) })
  expect(await ask('tao_impersonate', toCharlie())).toMatchObject({ success: false })
  expect((await fail('tao_impersonate', '0xffff', ALICE)).code).toBe(-32602)
  expect((await fail('tao_impersonate', toCharlie(), 'nobody')).code).toBe(-32602)
})

test('raw values are written and taken away, and the blocks can be made again', async () => {
  const [key, other] = [toHex(utf8('a key of ours')), toHex(utf8('another'))]
  const value = toHex(encode(u32, 7))
  expect(
    await ask('tao_setStorage', [
      [key, value],
      [other, value],
    ]),
  ).toMatchObject({ success: true })
  expect(await ask('state_getStorage', key)).toBe(value)
  expect(await ask('tao_setStorage', [[other, null]])).toMatchObject({ success: true })
  expect(await ask('state_getStorage', other)).toBeNull()
  expect((await fail('tao_setStorage', [[key]])).code).toBe(-32602)
  const made = []
  for await (const { hash } of node.chain.again(1, 2)) made.push(hash)
  expect(made).toEqual([node.chain.hashAt(1), node.chain.hashAt(2)])
})

test('a value of the chain itself is another at once', async () => {
  const key = toHex(TotalNetworks.prefix())
  const before = node.chain.look(ctx => TotalNetworks.get(ctx))
  await ask('tao_setStorage', [[key, toHex(encode(u16, before + 5))]])
  expect(node.chain.look(ctx => TotalNetworks.get(ctx))).toBe(before + 5)
})

test('who was not given power over the chain finds none of it', async () => {
  const other = await startNode({ spec: chainSpec('sandbox'), server: { unsafe: false } })
  const client = await websocketClient(other.server.url)
  for (const name of [
    'tao_setTime',
    'tao_snapshot',
    'tao_revert',
    'tao_setStorage',
    'tao_impersonate',
    'tao_advance',
  ]) {
    expect([name, errorOf(await client.ask(name, [])).code]).toEqual([name, -32601])
  }
  await client.close()
  await other.close()
})

test('engine_createBlock makes blocks as the reference does with manual sealing', async () => {
  const before = node.chain.head
  expect(await fail('engine_createBlock', false, true)).toEqual({
    code: 12_000,
    message: 'Transaction pool is empty, set create_empty to true, if you want to create empty blocks',
  })
  const { hash, aux } = (await ask('engine_createBlock', true, false)) as { hash: string; aux: unknown }
  expect(node.chain.head).toEqual({ number: before.number + 1, hash })
  expect(aux).toMatchObject({ is_new_best: true, header_only: false })
  const next = (await ask('engine_createBlock', true, true, hash)) as { hash: string }
  expect(node.chain.header(node.chain.head.hash)?.parent_hash).toBe(hash)
  expect((await fail('engine_createBlock', true, true, hash)).code).toBe(13_000)
  expect(await ask('engine_finalizeBlock', next.hash)).toBe(true)
  expect((await fail('engine_finalizeBlock', `0x${'33'.repeat(32)}`)).code).toBe(13_000)
})
