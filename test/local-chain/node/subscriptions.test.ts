/** Subscriptions of the node, through both doors that have them. */
import { beforeEach, describe, expect, test } from 'vitest'
import { toHex } from '../../../src/primitives/bytes.ts'
import { encodeAddress } from '../../../src/primitives/ss58.ts'
import { Blocks, counterCalls, Total } from '../support-node/counter.ts'
import { type Client, errorOf, resultOf, startNode, type TestNode } from '../support-node/doors.ts'
import { sign } from '../support-node/signing.ts'
import { account } from '../support-node/spec.ts'

const BLOCKS_KEY = toHex(Blocks.prefix())
const TOTAL_KEY = toHex(Total.prefix())
const add = (amount: bigint) => counterCalls.add.make({ amount })

describe.each(['provider', 'websocket'] as const)('subscriptions by %s', door => {
  let own: TestNode
  let client: Client

  beforeEach(async () => {
    own = await startNode()
    client = own.clients[door]
    return async () => {
      await own.close()
      expect(own.faults).toEqual([])
    }
  })

  test.each([
    ['chain_subscribeNewHeads', 'chain_newHead', 'chain_unsubscribeNewHeads'],
    ['chain_subscribeAllHeads', 'chain_allHead', 'chain_unsubscribeAllHeads'],
    ['chain_subscribeFinalizedHeads', 'chain_finalizedHead', 'chain_unsubscribeFinalizedHeads'],
  ])('%s tells every head in turn', async (subscribe, notification, unsubscribe) => {
    const heads = await client.follow(subscribe, [], notification)
    await heads.until(1)
    await own.chain.advance(150)
    own.chain.produceBlock()
    const told = (await heads.until(152)) as { number: string }[]
    expect(told.map(({ number }) => Number(number))).toEqual(Array.from({ length: 152 }, (_, i) => i))
    expect(await heads.stop(unsubscribe)).toBe(true)
    expect(await heads.stop(unsubscribe)).toBe(false)
    own.chain.produceBlock()
    await new Promise(resolve => setTimeout(resolve, 20))
    expect(heads.messages).toHaveLength(152)
  })

  test('a revert is told by its new head', async () => {
    await own.chain.advance(5)
    const heads = await client.follow('chain_subscribeNewHeads', [], 'chain_newHead')
    await heads.until(1)
    own.chain.revert(3)
    own.chain.produceBlock()
    const told = (await heads.until(3)) as { number: string }[]
    expect(told.map(({ number }) => Number(number))).toEqual([5, 3, 4])
  })

  test('storage: all values first, then the changed ones', async () => {
    const values = await client.follow('state_subscribeStorage', [[TOTAL_KEY, BLOCKS_KEY]], 'state_storage')
    expect(await values.until(1)).toEqual([
      {
        block: own.chain.genesisHash,
        changes: [
          [TOTAL_KEY, null],
          [BLOCKS_KEY, null],
        ],
      },
    ])
    own.chain.produceBlock()
    const second = (await values.until(2))[1]
    expect(second).toEqual({ block: own.chain.hashAt(1), changes: [[BLOCKS_KEY, '0x01000000']] })
    await own.chain.submit(sign(own.chain, '//Alice', add(2n)))
    own.chain.produceBlock()
    expect((await values.until(3))[2]).toMatchObject({
      changes: [
        [TOTAL_KEY, '0x0200000000000000'],
        [BLOCKS_KEY, '0x02000000'],
      ],
    })
    own.chain.revert(0)
    expect((await values.until(4))[3]).toEqual({
      block: own.chain.genesisHash,
      changes: [
        [TOTAL_KEY, null],
        [BLOCKS_KEY, null],
      ],
    })
    expect(await values.stop('state_unsubscribeStorage')).toBe(true)
  })

  test('storage that nobody changes stays silent', async () => {
    const values = await client.follow('state_subscribeStorage', [[TOTAL_KEY]], 'state_storage')
    await values.until(1)
    await own.chain.advance(20)
    await new Promise(resolve => setTimeout(resolve, 20))
    expect(values.messages).toHaveLength(1)
  })

  test('the runtime version, once', async () => {
    const version = await client.follow('state_subscribeRuntimeVersion', [], 'state_runtimeVersion')
    expect((await version.until(1))[0]).toMatchObject({ specName: 'taokit-small' })
  })

  test('a transaction from ready to final', async () => {
    const extrinsic = toHex(sign(own.chain, '//Alice', add(2n)))
    const statuses = await client.follow('author_submitAndWatchExtrinsic', [extrinsic], 'author_extrinsicUpdate')
    await statuses.until(1)
    const { hash } = own.chain.produceBlock()
    expect(await statuses.until(3)).toEqual(['ready', { inBlock: hash }, { finalized: hash }])
    expect(await statuses.stop('author_unwatchExtrinsic')).toBe(true)
    const again = await client.ask('author_submitAndWatchExtrinsic', [extrinsic])
    expect(errorOf(again)).toEqual({ code: 1010, message: 'Invalid Transaction', data: 'Transaction is outdated' })
  })

  test('a transaction that waits for its nonce, and one that is thrown out', async () => {
    const later = toHex(sign(own.chain, '//Alice', add(2n), { nonce: 1 }))
    const waiting = await client.follow('author_submitAndWatchExtrinsic', [later], 'author_extrinsicUpdate')
    expect(await waiting.until(1)).toEqual(['future'])
    const own1 = toHex(sign(own.chain, '//Bob', add(2n), { era: { period: 4, phase: 0 } }))
    expect(own1).toBeDefined()
    resultOf(await client.ask('author_submitExtrinsic', [toHex(sign(own.chain, '//Alice', add(1n)))]))
    expect(await waiting.until(2)).toEqual(['future', 'ready'])
    const { hash } = own.chain.produceBlock()
    expect(await waiting.until(4)).toEqual(['future', 'ready', { inBlock: hash }, { finalized: hash }])
  })

  test('pending transactions count for the next nonce', async () => {
    const address = encodeAddress(account('Alice'))
    expect(resultOf(await client.ask('system_accountNextIndex', [address]))).toBe(0)
    await own.chain.submit(sign(own.chain, '//Alice', add(1n), { nonce: 0 }))
    await own.chain.submit(sign(own.chain, '//Alice', add(1n), { nonce: 1 }))
    await own.chain.submit(sign(own.chain, '//Alice', add(1n), { nonce: 3 }))
    expect(resultOf(await client.ask('system_accountNextIndex', [address]))).toBe(2)
  })

  test('tao_advance makes blocks, tao_setSealing changes the clock', async () => {
    expect(resultOf(await client.ask('tao_advance', [120]))).toEqual({ made: 120, head: own.chain.head })
    expect(own.chain.head.number).toBe(120)
    const { made } = resultOf(await client.ask('tao_advance', [4_000_000_000, 1])) as { made: number }
    expect(made).toBeGreaterThan(0)
    expect(resultOf(await client.ask('tao_setSealing', ['instant']))).toBe('manual')
    const extrinsic = toHex(sign(own.chain, '//Alice', add(2n)))
    const statuses = await client.follow('author_submitAndWatchExtrinsic', [extrinsic], 'author_extrinsicUpdate')
    expect(await statuses.until(3)).toMatchObject([
      'ready',
      { inBlock: own.chain.head.hash },
      { finalized: own.chain.head.hash },
    ])
  })

  test('blocks come every so many milliseconds, each in the next slot', async () => {
    expect(await client.ask('tao_setSealing', [9])).toMatchObject({ error: { code: -32602 } })
    expect(resultOf(await client.ask('tao_setSealing', [10]))).toBe('manual')
    const heads = await client.follow('chain_subscribeNewHeads', [], 'chain_newHead')
    const numbers = (await heads.until(4)).map(head => Number((head as { number: string }).number))
    expect(numbers.map(number => number - numbers[0]!)).toEqual([0, 1, 2, 3])
    expect(resultOf(await client.ask('tao_setSealing', ['manual']))).toBe(10)
    const slots = [own.chain.head.number - 1, own.chain.head.number].map(number => {
      const header = own.chain.header(own.chain.hashAt(number)!)!
      return own.chain.timeOf(header)!
    })
    expect(slots[1]! - slots[0]!).toBe(own.chain.slotDuration)
  })
})
