/** The chain as an object: blocks, history, dry runs, transactions under the three clocks. */
import { afterEach, describe, expect, test } from 'vitest'
import { Chain, type ChainOptions } from '../../../src/local-chain/node/chain.ts'
import { decodeHeader, hashOf } from '../../../src/local-chain/node/header.ts'
import type { TransactionStatus } from '../../../src/local-chain/node/pool/transaction.ts'
import { SystemAccount, SystemEvents } from '../../../src/local-chain/pallets/system/storage.ts'
import { Now } from '../../../src/local-chain/pallets/timestamp/storage.ts'
import { signedBy } from '../../../src/local-chain/runtime/origin.ts'
import { encode } from '../../../src/local-chain/scale/codec.ts'
import { MemoryStore } from '../../../src/local-chain/state/memory-store.ts'
import { Blocks, Counts, counterCalls, Total } from '../support-node/counter.ts'
import { sign } from '../support-node/signing.ts'
import { account, smallSpec } from '../support-node/spec.ts'

const chains: Chain[] = []

function makeChain(options: ChainOptions = {}): Chain {
  const chain = new Chain(smallSpec(), new MemoryStore(), { sealing: 'manual', ...options })
  chains.push(chain)
  return chain
}

afterEach(() => {
  for (const chain of chains.splice(0)) chain.close()
})

const add = (amount: bigint) => counterCalls.add.make({ amount })

describe('blocks', () => {
  test('follow each other by hash and number, each in its slot', () => {
    const chain = makeChain()
    expect(chain.head).toEqual({ number: 0, hash: chain.genesisHash })
    for (let number = 1; number <= 5; number++) {
      const parent = chain.head
      const head = chain.produceBlock()
      const block = chain.block(head.hash)!
      expect(block.number).toBe(number)
      expect(block.header.parent_hash).toBe(parent.hash)
      expect(chain.hashAt(number)).toBe(head.hash)
      expect(chain.timeOf(block.header)).toBe(1_735_689_600_000n + 12_000n * BigInt(number - 1))
      expect(chain.look(ctx => Now.get(ctx))).toBe(chain.timeOf(block.header))
      expect(chain.look(ctx => Blocks.get(ctx))).toBe(number)
    }
  })

  test('hash as clients recompute it', () => {
    const chain = makeChain()
    const { hash } = chain.produceBlock()
    const { header } = chain.block(hash)!
    expect(header.number).toBe(1)
    expect(header.digest.logs[0]).toMatchObject({ type: 'PreRuntime' })
    const stored = (chain as unknown as { ledger: { store: MemoryStore } }).ledger.store.block(1)!
    expect(hashOf(stored.header)).toBe(hash)
    expect(decodeHeader(stored.header)).toEqual(header)
  })

  test('are the same whenever and however they are made', async () => {
    const one = makeChain()
    const two = makeChain()
    for (let i = 0; i < 1100; i++) one.produceBlock()
    const seen: number[] = []
    expect(await two.advance(1100, { onProgress: made => seen.push(made) })).toBe(1100)
    expect(two.head).toEqual(one.head)
    expect(seen.at(-1)).toBe(1100)
    expect(seen.length).toBeGreaterThanOrEqual(3)
  })

  test('stop coming when an advance is called off', async () => {
    const chain = makeChain()
    const stop = new AbortController()
    const made = await chain.advance(10_000, { signal: stop.signal, onProgress: () => stop.abort() })
    expect(made).toBeLessThanOrEqual(500)
    expect(chain.head.number).toBe(made)
    expect(await chain.advance(1_000_000, { maxMilliseconds: 1 })).toBeLessThan(100_000)
  })
})

describe('history', () => {
  test('answers for every retained block and says so for the others', async () => {
    const chain = makeChain({ history: 10 })
    await chain.advance(25)
    expect(chain.oldestState).toBe(15)
    for (let number = 15; number <= 25; number++) {
      expect(chain.look(ctx => Blocks.get(ctx), chain.hashAt(number))).toBe(number)
    }
    expect(() => chain.state(chain.hashAt(14))).toThrow(`State already discarded for ${chain.hashAt(14)}`)
    // The beginning is kept for good.
    expect(chain.look(ctx => Blocks.get(ctx), chain.hashAt(0))).toBe(0)
    const unknown = `0x${'ab'.repeat(32)}` as const
    expect(() => chain.state(unknown)).toThrow(`Header was not found in the database: ${unknown}`)
    expect(chain.block(chain.hashAt(3)!)?.number).toBe(3)
  })

  test('stays right for a block that is asked for again while the chain grows', async () => {
    const chain = makeChain()
    await chain.advance(5)
    const at = chain.hashAt(5)
    for (let i = 0; i < 20; i++) {
      expect(chain.look(ctx => Blocks.get(ctx), at)).toBe(5)
      for (let other = 0; other < 10; other++) chain.look(ctx => Blocks.get(ctx), chain.hashAt(other % 5))
      chain.produceBlock()
      expect(chain.look(ctx => Counts.get(ctx, account('Alice')), at)).toBe(0n)
    }
  })

  test('reads for the first time, later, what it was then', async () => {
    const chain = makeChain()
    await chain.advance(5)
    const at = chain.hashAt(4)
    expect(chain.look(ctx => Blocks.get(ctx), at)).toBe(4)
    await chain.submit(sign(chain, '//Alice', add(5n)))
    chain.produceBlock()
    expect(chain.look(ctx => [Total.get(ctx), Counts.entries(ctx)], at)).toEqual([0n, []])
  })

  test('is as if nothing had been after a revert', async () => {
    const chain = makeChain()
    await chain.advance(5)
    const before = chain.head
    const news: boolean[] = []
    chain.onNews(({ reverted }) => news.push(reverted))
    await chain.submit(sign(chain, '//Alice', add(5n)))
    await chain.advance(7)
    const after = chain.head
    chain.revert(5)
    expect(chain.head).toEqual(before)
    expect(
      chain.look(ctx => [Blocks.get(ctx), Total.get(ctx), SystemAccount.get(ctx, account('Alice')).nonce]),
    ).toEqual([5, 0n, 0])
    expect(chain.block(after.hash)).toBeUndefined()
    await chain.advance(7)
    expect(chain.head.number).toBe(12)
    expect(chain.head.hash).not.toBe(after.hash)
    expect(news).toContain(true)
  })
})

describe('transactions', () => {
  test('come into a block at once under the instant clock, together if they come together', async () => {
    const chain = makeChain({ sealing: 'instant' })
    const statuses: TransactionStatus[] = []
    const first = sign(chain, '//Alice', add(1n))
    await chain.submit(first, status => statuses.push(status))
    await chain.submit(sign(chain, '//Alice', add(2n), { nonce: 1 }))
    await chain.submit(sign(chain, '//Bob', add(4n)))
    expect(chain.pending()).toHaveLength(3)
    await turns(chain, 1)
    const head = chain.head
    expect(head.number).toBe(1)
    expect(chain.block(head.hash)!.extrinsics).toHaveLength(4)
    expect(statuses).toEqual([
      { type: 'ready' },
      { type: 'inBlock', block: head.hash },
      { type: 'finalized', block: head.hash },
    ])
    expect(chain.look(ctx => Total.get(ctx))).toBe(7n)
    expect(chain.poolCounts).toEqual({ ready: 0, future: 0 })
  })

  test('wait for their nonce', async () => {
    const chain = makeChain()
    const statuses: TransactionStatus[] = []
    await chain.submit(sign(chain, '//Alice', add(2n), { nonce: 1 }), status => statuses.push(status))
    expect(chain.poolCounts).toEqual({ ready: 0, future: 1 })
    chain.produceBlock()
    expect(chain.look(ctx => Total.get(ctx))).toBe(0n)
    await chain.submit(sign(chain, '//Alice', add(1n), { nonce: 0 }))
    expect(chain.poolCounts).toEqual({ ready: 2, future: 0 })
    const { hash } = chain.produceBlock()
    expect(chain.look(ctx => Total.get(ctx))).toBe(3n)
    expect(statuses.map(({ type }) => type)).toEqual(['future', 'ready', 'inBlock', 'finalized'])
    expect(statuses[2]).toEqual({ type: 'inBlock', block: hash })
  })

  test('leave nonce behind, but nothing else, when their call fails', async () => {
    const chain = makeChain()
    await chain.submit(sign(chain, '//Alice', counterCalls.refuse.make({})))
    chain.produceBlock()
    chain.look(ctx => {
      expect(Counts.get(ctx, account('Alice'))).toBe(0n)
      expect(SystemAccount.get(ctx, account('Alice')).nonce).toBe(1)
      const failed = SystemEvents.get(ctx).filter(({ event }) => event.event.name === 'ExtrinsicFailed')
      expect(failed).toHaveLength(1)
    })
  })

  test('are refused with the runtime’s reason', async () => {
    const chain = makeChain()
    const good = sign(chain, '//Alice', add(1n))
    const forged = Uint8Array.from(good)
    forged[70]! ^= 1
    await expect(chain.submit(forged)).rejects.toMatchObject({ data: { type: 'Invalid', value: { type: 'BadProof' } } })
    await chain.submit(good)
    await expect(chain.submit(good)).rejects.toMatchObject({ refusal: { type: 'AlreadyImported' } })
    await expect(chain.submit(sign(chain, '//Alice', add(9n)))).rejects.toMatchObject({
      refusal: { type: 'TooLowPriority' },
    })
    chain.produceBlock()
    await expect(chain.submit(good)).rejects.toMatchObject({ data: { value: { type: 'Stale' } } })
  })

  test('die with their era', async () => {
    const chain = makeChain()
    await chain.advance(3)
    const statuses: string[] = []
    const mortal = sign(chain, '//Alice', add(1n), { nonce: 5, era: { period: 4, phase: 3 } })
    await chain.submit(mortal, ({ type }) => statuses.push(type))
    await chain.advance(6)
    expect(statuses).toEqual(['future', 'invalid'])
    expect(chain.poolCounts).toEqual({ ready: 0, future: 0 })
    await expect(chain.submit(mortal)).rejects.toMatchObject({ refusal: { type: 'TemporarilyBanned' } })
  })

  test('that run into a bug are thrown out, and the block goes on', async () => {
    const faults: unknown[] = []
    const chain = makeChain({ onFault: error => faults.push(error) })
    const statuses: string[] = []
    await chain.submit(sign(chain, '//Alice', counterCalls.break.make({})), ({ type }) => statuses.push(type))
    await chain.submit(sign(chain, '//Bob', add(3n)))
    chain.produceBlock()
    expect(chain.look(ctx => Total.get(ctx))).toBe(3n)
    expect(statuses).toEqual(['ready', 'invalid'])
    expect(faults).toEqual([new RangeError('a bug')])
    expect(chain.poolCounts.ready).toBe(0)
  })

  test('that do not fit wait for the next block', async () => {
    const chain = makeChain({ sealing: 'instant' })
    for (const uri of ['//Alice', '//Bob', '//Charlie']) {
      await chain.submit(sign(chain, uri, counterCalls.fill.make({ amount: 1n })))
    }
    await turns(chain, 3)
    expect(chain.head.number).toBe(3)
    expect(chain.look(ctx => Total.get(ctx))).toBe(3n)
    expect([1, 2, 3].map(number => chain.block(chain.hashAt(number)!)!.extrinsics.length)).toEqual([2, 2, 2])
  })

  test('keep their place when the chain goes back', async () => {
    const chain = makeChain()
    const statuses: string[] = []
    await chain.advance(3)
    await chain.submit(sign(chain, '//Alice', add(1n), { nonce: 0 }))
    chain.produceBlock()
    await chain.submit(sign(chain, '//Alice', add(2n), { nonce: 1 }), ({ type }) => statuses.push(type))
    chain.revert(3)
    expect(chain.poolCounts).toEqual({ ready: 0, future: 1 })
    await chain.submit(sign(chain, '//Alice', add(4n), { nonce: 0 }))
    chain.produceBlock()
    expect(chain.look(ctx => Total.get(ctx))).toBe(6n)
    expect(statuses).toEqual(['ready', 'ready', 'inBlock', 'finalized'])
  })
})

describe('dry runs', () => {
  test('tell what a call would do and leave no trace', async () => {
    const chain = makeChain()
    await chain.advance(2)
    const before = chain.head
    const call = encode(chain.runtime.outer.RuntimeCall, add(5n), chain.runtime.outer)
    const run = await chain.dryRun({ call, origin: signedBy(account('Alice')) })
    expect(run).toMatchObject({ block: 3, invalid: undefined, outcome: { error: undefined } })
    expect(run.events.map(({ event }) => event.event.name)).toEqual(['Counted', 'ExtrinsicSuccess'])
    expect(run.changes.length).toBeGreaterThan(0)
    expect(chain.head).toEqual(before)
    chain.look(ctx => {
      expect(Counts.get(ctx, account('Alice'))).toBe(0n)
      expect(SystemAccount.get(ctx, account('Alice')).nonce).toBe(0)
    })
    const other = makeChain()
    await other.advance(3)
    expect(chain.produceBlock()).toEqual(other.head)
  })

  test('of a signed transaction say the same as the block', async () => {
    const chain = makeChain()
    const extrinsic = sign(chain, '//Alice', add(5n))
    const run = await chain.dryRun({ extrinsic })
    await chain.submit(extrinsic)
    chain.produceBlock()
    const events = chain
      .look(ctx => SystemEvents.get(ctx))
      .filter(({ phase }) => phase.type === 'ApplyExtrinsic' && phase.value === 1)
    expect(run.events).toEqual(events)
  })

  test('say why a call would be refused, or could not be sent at all', async () => {
    const chain = makeChain()
    const encoded = (call: Parameters<typeof encode>[1]) =>
      encode(chain.runtime.outer.RuntimeCall, call, chain.runtime.outer)
    const refused = await chain.dryRun({
      call: encoded(counterCalls.refuse.make({})),
      origin: signedBy(account('Bob')),
    })
    expect(refused.outcome?.error?.label).toBe('Counter.Refused')
    const root = await chain.dryRun({ call: encoded(counterCalls.reset.make({})), origin: { type: 'Root' } })
    expect(root.outcome?.error).toBeUndefined()
    const stale = sign(chain, '//Alice', add(5n), { nonce: 3 })
    expect((await chain.dryRun({ extrinsic: stale })).invalid).toEqual({ type: 'Invalid', value: { type: 'Future' } })
    await expect(chain.dryRun({ call: Uint8Array.of(9, 77), origin: { type: 'Root' } })).rejects.toThrow(
      'Malformed SCALE',
    )
  })
})

describe('the clock', () => {
  test('makes blocks by interval and keeps step with real time only where it is told to', async () => {
    const fast = smallSpec()
    const profile = { ...fast.profile, constants: { ...fast.profile.constants, fast: true } }
    const chain = new Chain({ ...fast, profile }, new MemoryStore(), { sealing: 'interval', realTime: true })
    chains.push(chain)
    const begin = Date.now()
    await turns(chain, 3)
    const times = [1, 2, 3].map(number => Number(chain.timeOf(chain.header(chain.hashAt(number)!)!)))
    for (const time of times) {
      expect(time).toBeGreaterThanOrEqual(begin - 250)
      expect(time).toBeLessThanOrEqual(Date.now())
    }
    expect(new Set(times).size).toBe(3)
    chain.sealing = 'manual'
    const { number } = chain.head
    await new Promise(resolve => setTimeout(resolve, 300))
    expect(chain.head.number).toBe(number)
  })

  test('goes on slot by slot where the chain is ahead of real time', async () => {
    const small = smallSpec()
    const profile = { ...small.profile, constants: { ...small.profile.constants, fast: true } }
    const startTime = (BigInt(Date.now()) / 250n) * 250n + 3_600_000n
    const spec = { ...small, profile, startTime }
    const chain = new Chain(spec, new MemoryStore(), { sealing: 'interval', realTime: true })
    chains.push(chain)
    await turns(chain, 2)
    const times = [1, 2].map(number => chain.timeOf(chain.header(chain.hashAt(number)!)!))
    expect(times).toEqual([startTime, startTime + 250n])
  })

  test('makes a block of what waits when it becomes instant', async () => {
    const chain = makeChain()
    await chain.submit(sign(chain, '//Alice', add(1n)))
    chain.sealing = 'instant'
    await turns(chain, 1)
    expect(chain.look(ctx => Total.get(ctx))).toBe(1n)
  })
})

/** Waits until the chain has reached a height. */
async function turns(chain: Chain, height: number): Promise<void> {
  for (const end = Date.now() + 5000; chain.head.number < height; ) {
    if (Date.now() > end) throw new Error(`the chain stands at ${chain.head.number}`)
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}
