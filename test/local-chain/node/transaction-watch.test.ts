/** `transactionWatch_v1`, and taking transactions out of the pool. */
import { beforeEach, describe, expect, test } from 'vitest'
import { hashOf } from '../../../src/local-chain/node/header.ts'
import { toHex } from '../../../src/primitives/bytes.ts'
import { counterCalls } from '../support-node/counter.ts'
import { type Client, resultOf, startNode, type TestNode } from '../support-node/doors.ts'
import { sign } from '../support-node/signing.ts'

const add = (amount: bigint) => counterCalls.add.make({ amount })

describe.each(['provider', 'websocket'] as const)('by %s', door => {
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

  const watch = (encoded: Uint8Array) =>
    client.follow('transactionWatch_v1_submitAndWatch', [toHex(encoded)], 'transactionWatch_v1_watchEvent')

  test('a transaction is followed until it is final, with its place in the block', async () => {
    const first = sign(own.chain, '//Bob', add(1n))
    const watched = await watch(sign(own.chain, '//Alice', add(2n)))
    expect(await watched.until(1)).toEqual([{ event: 'validated' }])
    await own.chain.submit(first)
    const { hash } = own.chain.produceBlock()
    const block = { hash, index: own.chain.block(hash)!.extrinsics.length - 2 }
    expect(await watched.until(3)).toEqual([
      { event: 'validated' },
      { event: 'bestChainBlockIncluded', block },
      { event: 'finalized', block },
    ])
    // It is over: there is nothing to end any longer.
    expect(await watched.stop('transactionWatch_v1_unwatch')).toBe(false)
  })

  test('one that waits for another is valid twice: when it waits, and when it no longer does', async () => {
    const later = await watch(sign(own.chain, '//Alice', add(2n), { nonce: 1 }))
    await later.until(1)
    await own.chain.submit(sign(own.chain, '//Alice', add(1n), { nonce: 0 }))
    expect(await later.until(2)).toEqual([{ event: 'validated' }, { event: 'validated' }])
    expect(await later.stop('transactionWatch_v1_unwatch')).toBe(true)
  })

  test('what is wrong with one is told as an event', async () => {
    const good = sign(own.chain, '//Alice', add(2n))
    const unsound = Uint8Array.from(good)
    unsound[unsound.length - 1]! ^= 1
    await own.chain.submit(good)
    own.chain.produceBlock()
    const pending = sign(own.chain, '//Alice', add(3n))
    await own.chain.submit(pending)
    const cases: [Uint8Array, string | RegExp][] = [
      [good.slice(0, 20), 'Extrinsic bytes cannot be decoded'],
      [Uint8Array.of(8, 4, 255), /^Verification error: Runtime error: Execution failed: Bad input data/],
      [good, 'Invalid transaction: Transaction is outdated'],
      [unsound, 'Invalid transaction: Transaction has a bad signature'],
      [pending, 'Transaction is already imported'],
      [
        sign(own.chain, '//Nobody', add(1n), { nonce: 0 }),
        /^Invalid transaction: Inability to pay|^Invalid transaction/,
      ],
    ]
    for (const [encoded, error] of cases) {
      const { messages, until } = await watch(encoded)
      await until(1)
      expect(messages).toEqual([{ event: 'invalid', error: expect.stringMatching(error) }])
    }
  })

  test('one that is taken out of the pool becomes invalid, with those that stand on it, and may not come back', async () => {
    const chain = [0, 1, 2].map(nonce => sign(own.chain, '//Alice', add(BigInt(nonce) + 1n), { nonce }))
    const watched = await Promise.all(chain.map(watch))
    await Promise.all(watched.map(each => each.until(1)))
    const [, second, third] = chain.map(hashOf)
    const asked = [{ extrinsic: toHex(chain[1]!) }, { hash: `0x${'22'.repeat(32)}` }]
    const removed = resultOf(await client.ask('author_removeExtrinsic', [asked])) as string[]
    expect(removed.sort()).toEqual([second, third].sort())
    for (const each of watched.slice(1)) {
      expect(await each.until(2)).toEqual([
        { event: 'validated' },
        { event: 'invalid', error: 'Extrinsic marked as invalid' },
      ])
    }
    expect(own.chain.pending()).toHaveLength(1)
    const again = await watch(chain[1]!)
    expect(await again.until(1)).toEqual([{ event: 'invalid', error: 'Transaction is temporarily banned' }])
  })
})
