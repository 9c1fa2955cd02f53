/** The methods of the JSON-RPC specification of 2023, message by message, with what they refuse. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { toHex } from '../../../src/primitives/bytes.ts'
import { blake2_256 } from '../../../src/primitives/crypto/blake2.ts'
import { Blocks, counterCalls, Total } from '../support-node/counter.ts'
import { errorOf, type Followed, resultOf, startNode, type TestNode } from '../support-node/doors.ts'
import { sign } from '../support-node/signing.ts'

const TOTAL = toHex(Total.prefix())
const BLOCKS = toHex(Blocks.prefix())
const UNKNOWN = `0x${'ab'.repeat(32)}`
const add = (amount: bigint) => counterCalls.add.make({ amount })

interface Message {
  readonly event: string
  readonly [key: string]: unknown
}

let node: TestNode

beforeEach(async () => {
  node = await startNode({ chain: { history: 40 } })
  await node.chain.submit(sign(node.chain, '//Alice', add(5n)))
  await node.chain.advance(3)
})
afterEach(async () => {
  await node.close()
  expect(node.faults).toEqual([])
})

const ask = async (method: string, ...params: unknown[]) =>
  resultOf(await node.clients.websocket.ask(method, params)) as never
const fail = async (method: string, ...params: unknown[]) => errorOf(await node.clients.websocket.ask(method, params))
const follow = (withRuntime = true) =>
  node.clients.websocket.follow('chainHead_v1_follow', [withRuntime], 'chainHead_v1_followEvent')
const hash = (number: number) => node.chain.hashAt(number)!

/** Starts an operation and waits for its messages up to the last one. */
async function operate({ id, messages, until }: Followed, method: string, ...params: unknown[]): Promise<Message[]> {
  const { operationId } = (await ask(method, id, ...params)) as { operationId: string }
  const own = () => (messages as Message[]).filter(message => message.operationId === operationId)
  while (!own().some(({ event }) => event !== 'operationStorageItems')) await until(messages.length + 1)
  return own().map(({ operationId: _, ...message }) => message as Message)
}

describe('chainHead', () => {
  test('begins with the last blocks and tells of each new one as new, best and final', async () => {
    const followed = await follow()
    const [first, best] = (await followed.until(2)) as Message[]
    expect(first).toMatchObject({
      event: 'initialized',
      finalizedBlockHashes: [0, 1, 2, 3].map(hash),
      finalizedBlockRuntime: {
        type: 'valid',
        spec: { specVersion: 700, transactionVersion: 1, apis: expect.any(Object) },
      },
    })
    expect(best).toEqual({ event: 'bestBlockChanged', bestBlockHash: hash(3) })
    await node.chain.advance(2)
    expect((await followed.until(8)).slice(2)).toEqual(
      [4, 5].flatMap(number => [
        { event: 'newBlock', blockHash: hash(number), parentBlockHash: hash(number - 1), newRuntime: null },
        { event: 'bestBlockChanged', bestBlockHash: hash(number) },
        { event: 'finalized', finalizedBlockHashes: [hash(number)], prunedBlockHashes: [] },
      ]),
    )
    await followed.stop('chainHead_v1_unfollow')
    await node.chain.advance(1)
    expect(await ask('chainHead_v1_header', followed.id, hash(5))).toBeNull()
    expect(followed.messages).toHaveLength(8)
  })

  test('without the runtime it is neither told nor asked', async () => {
    const followed = await follow(false)
    const [first] = await followed.until(2)
    expect(first).not.toHaveProperty('finalizedBlockRuntime')
    expect(await fail('chainHead_v1_call', followed.id, hash(3), 'Core_version', '0x')).toMatchObject({ code: -32802 })
  })

  test('bodies, headers and calls', async () => {
    const followed = await follow()
    const header = (await ask('chainHead_v1_header', followed.id, hash(1))) as string
    expect(toHex(blake2_256(Buffer.from(header.slice(2), 'hex')))).toBe(hash(1))
    expect(await operate(followed, 'chainHead_v1_body', hash(1))).toEqual([
      { event: 'operationBodyDone', value: node.chain.block(hash(1))!.extrinsics.map(toHex) },
    ])
    const output = toHex(await node.chain.callApi('Core_version', new Uint8Array()))
    expect(await operate(followed, 'chainHead_v1_call', hash(2), 'Core_version', '0x')).toEqual([
      { event: 'operationCallDone', output },
    ])
    expect(await operate(followed, 'chainHead_v1_call', hash(2), 'No_such', '0x')).toEqual([
      { event: 'operationError', error: 'Exported method No_such is not found' },
    ])
  })

  test('storage in all its shapes, at an earlier block', async () => {
    const followed = await follow()
    const [value, before] = [node.chain.state().get(Total.prefix())!, node.chain.state(hash(0)).get(Total.prefix())]
    const read = (at: string, ...items: object[]) => operate(followed, 'chainHead_v1_storage', at, items, null)
    const done = { event: 'operationStorageDone' }
    expect(
      await read(hash(3), { key: TOTAL, type: 'value' }, { key: TOTAL, type: 'hash' }, { key: '0x12', type: 'value' }),
    ).toEqual([
      {
        event: 'operationStorageItems',
        items: [
          { key: TOTAL, value: toHex(value) },
          { key: TOTAL, hash: toHex(blake2_256(value)) },
        ],
      },
      done,
    ])
    expect(before).toBeUndefined()
    expect(await read(hash(0), { key: TOTAL, type: 'value' })).toEqual([done])
    const [all] = await read(hash(3), { key: '0x', type: 'descendantsValues' })
    expect(all!.items).toEqual(
      [...node.chain.state().scan(new Uint8Array())].map(([key, item]) => ({ key: toHex(key), value: toHex(item) })),
    )
    const digest = async (at: string, key: string) =>
      (await read(at, { key, type: 'closestDescendantMerkleValue' }))[0]?.items as {
        closestDescendantMerkleValue: string
      }[]
    const now = await digest(hash(3), TOTAL)
    expect(await digest(hash(2), TOTAL)).toEqual(now)
    expect(await digest(hash(3), BLOCKS)).not.toEqual(await digest(hash(2), BLOCKS))
    expect(await read(hash(3), { key: TOTAL, type: 'value' }).then(([items]) => items)).toMatchObject({})
    expect(await operate(followed, 'chainHead_v1_storage', hash(3), [{ key: '0x', type: 'value' }], '0x0102')).toEqual([
      done,
    ])
  })

  test('blocks are held until they are let go', async () => {
    const { id } = await follow()
    expect(await ask('chainHead_v1_unpin', id, [hash(0), hash(1)])).toBeNull()
    expect(await fail('chainHead_v1_header', id, hash(1))).toMatchObject({ code: -32801 })
    expect(await fail('chainHead_v1_unpin', id, hash(1))).toMatchObject({ code: -32801 })
    expect(await fail('chainHead_v1_unpin', id, [hash(2), hash(2)])).toMatchObject({ code: -32804 })
    expect(await fail('chainHead_v1_unpin', id, [hash(2), UNKNOWN])).toMatchObject({ code: -32801 })
    expect(await ask('chainHead_v1_header', id, hash(2))).toMatch(/^0x/)
    expect(await fail('chainHead_v1_body', id, UNKNOWN)).toMatchObject({ code: -32801 })
    expect(await ask('chainHead_v1_body', 'nobody', hash(2))).toEqual({ result: 'limitReached' })
    expect(await ask('chainHead_v1_unpin', 'nobody', hash(2))).toBeNull()
    expect(await fail('chainHead_v1_continue', id, '0')).toMatchObject({ code: -32803 })
    expect(await ask('chainHead_v1_stopOperation', id, '77')).toBeNull()
    const other = await node.clients.websocket.follow('chain_subscribeNewHeads', [], 'chain_newHead')
    expect(await ask('chainHead_v1_header', other.id, hash(2))).toBeNull()
  })

  test('who cannot be told what is final any more has to begin anew', async () => {
    const [followed, late] = [await follow(), await follow()]
    await node.chain.advance(1)
    await followed.until(5)
    await ask('chainHead_v1_unpin', late.id, hash(0))
    node.chain.revert(2)
    expect((await followed.until(6)).at(-1)).toEqual({ event: 'stop' })
    expect(await ask('chainHead_v1_body', followed.id, hash(2))).toEqual({ result: 'limitReached' })
    const patient = await follow()
    await patient.until(2)
    await ask('chainHead_v1_unpin', patient.id, hash(0))
    // Block 1 is still held when its state goes.
    await node.chain.advance(50)
    const messages = await patient.until(3)
    while (messages.at(-1) !== undefined && (messages.at(-1) as Message).event !== 'stop') {
      await patient.until(messages.length + 1)
    }
  })

  test('four at most on one connection, and none without one', async () => {
    const all = [await follow(), await follow(), await follow(), await follow()]
    expect(await fail('chainHead_v1_follow', true)).toMatchObject({ code: -32800 })
    await all[0]!.stop('chainHead_v1_unfollow')
    expect((await follow()).id).toEqual(expect.any(String))
    expect(errorOf(await node.clients.http.ask('chainHead_v1_follow', [true]))).toMatchObject({ code: -32601 })
  })
})

describe('archive, chainSpec', () => {
  const told = async (method: string, ...params: unknown[]) => {
    const { until, messages } = await node.clients.websocket.follow(method, params, `${method}Event`)
    while (!/Done|Error/.test((messages.at(-1) as Message | undefined)?.event ?? '')) await until(messages.length + 1)
    return messages
  }

  test('blocks by number and hash', async () => {
    expect(await ask('archive_v1_finalizedHeight')).toBe(3)
    expect(await ask('archive_v1_genesisHash')).toBe(hash(0))
    expect(await ask('archive_v1_hashByHeight', 2)).toEqual([hash(2)])
    expect(await ask('archive_v1_hashByHeight', 99)).toEqual([])
    expect(await ask('archive_v1_body', hash(1))).toEqual(node.chain.block(hash(1))!.extrinsics.map(toHex))
    expect(await ask('archive_v1_body', UNKNOWN)).toBeNull()
    expect(await ask('archive_v1_header', UNKNOWN)).toBeNull()
    expect(toHex(blake2_256(Buffer.from(((await ask('archive_v1_header', hash(2))) as string).slice(2), 'hex')))).toBe(
      hash(2),
    )
    const value = toHex(await node.chain.callApi('Core_version', new Uint8Array()))
    expect(await ask('archive_v1_call', hash(1), 'Core_version', '0x')).toEqual({ success: true, value })
    expect(await ask('archive_v1_call', UNKNOWN, 'Core_version', '0x')).toBeNull()
    expect(await ask('archive_v1_call', hash(1), 'No_such', '0x')).toMatchObject({ success: false })
    expect(await ask('chainSpec_v1_chainName')).toBe(node.chain.spec.chainName)
    expect(await ask('chainSpec_v1_genesisHash')).toBe(hash(0))
    expect(await ask('chainSpec_v1_properties')).toEqual({ ss58Format: 42, tokenDecimals: 9, tokenSymbol: 'TAO' })
  })

  test('storage, and how two states differ', async () => {
    const value = toHex(node.chain.state().get(Total.prefix())!)
    expect(await told('archive_v1_storage', hash(1), [{ key: TOTAL, type: 'value' }], null)).toEqual([
      { event: 'storage', key: TOTAL, value },
      { event: 'storageDone' },
    ])
    expect(await told('archive_v1_storage', UNKNOWN, [{ key: TOTAL, type: 'value' }])).toMatchObject([
      { event: 'storageError' },
    ])
    expect(await told('archive_v1_storageDiff', hash(1), [{ key: TOTAL, returnType: 'value' }])).toEqual([
      { event: 'storageDiff', key: TOTAL, value, type: 'added' },
      { event: 'storageDiffDone' },
    ])
    expect(await told('archive_v1_storageDiff', hash(0), [{ key: TOTAL, returnType: 'value' }], hash(3))).toMatchObject(
      [{ type: 'deleted' }, {}],
    )
    const all = (await told('archive_v1_storageDiff', hash(3))) as Message[]
    expect(all.find(({ key }) => key === BLOCKS)).toMatchObject({ type: 'modified' })
    expect(all.some(({ key }) => key === TOTAL)).toBe(false)
  })
})

describe('transaction', () => {
  const broadcast = (amount: bigint, nonce: number) =>
    ask('transaction_v1_broadcast', toHex(sign(node.chain, '//Alice', add(amount), { nonce }))) as Promise<
      string | null
    >

  test('is handed in, and forgotten when it is done', async () => {
    const id = await broadcast(1n, 1)
    expect(node.chain.poolCounts.ready).toBe(1)
    expect(await ask('transaction_v1_stop', id)).toBeNull()
    expect(await fail('transaction_v1_stop', id)).toMatchObject({ code: -32602 })
    const next = await broadcast(1n, 2)
    node.chain.produceBlock()
    expect(await fail('transaction_v1_stop', next)).toMatchObject({ code: -32602 })
  })

  test('sixteen at most', async () => {
    for (let nonce = 1; nonce <= 16; nonce++) expect(await broadcast(1n, nonce)).toEqual(expect.any(String))
    expect(await broadcast(1n, 17)).toBeNull()
  })
})
