/** The book when something comes between: failing disks, other processes, bugs. */
import { describe, expect, test } from 'vitest'
import { Chain } from '../../../src/local-chain/node/chain.ts'
import type { News } from '../../../src/local-chain/node/news.ts'
import { openChain } from '../../../src/local-chain/node/open.ts'
import { sudo } from '../../../src/local-chain/pallets/sudo/calls.ts'
import { setStorage } from '../../../src/local-chain/pallets/system/calls.ts'
import { chainSpec } from '../../../src/local-chain/profiles/specs.ts'
import type { SealedBlock } from '../../../src/local-chain/state/chain-store.ts'
import { MemoryStore } from '../../../src/local-chain/state/memory-store.ts'
import { TaoError } from '../../../src/primitives/errors.ts'
import { temporaryFolder } from '../support-node/children.ts'
import { Blocks, Counts, counter, counterCalls, Total } from '../support-node/counter.ts'
import { sign } from '../support-node/signing.ts'
import { account, smallProfile, smallSpec } from '../support-node/spec.ts'

const MANUAL = { sealing: 'manual' } as const

/** A store that lets a test step in before a commit. */
class Interrupted extends MemoryStore {
  /** Runs before the next commit; says whether the commit may go on. */
  before: (() => boolean) | undefined

  override commit(blocks: readonly SealedBlock[]): boolean {
    const { before } = this
    this.before = undefined
    if (before !== undefined && !before()) return false
    return super.commit(blocks)
  }
}

const diskFull = () => new TaoError('not_permitted', 'the disk is full')

const add = (amount: bigint) => counterCalls.add.make({ amount })

describe('a commit that fails', () => {
  test('leaves the chain where it was, in memory too', async () => {
    const store = new Interrupted()
    const chain = new Chain(smallSpec(), store, MANUAL)
    await chain.advance(3)
    const { head } = chain
    await chain.submit(sign(chain, '//Alice', add(5n)))
    store.before = () => {
      throw diskFull()
    }
    expect(() => chain.produceBlock()).toThrow('the disk is full')
    expect(chain.head).toEqual(head)
    expect(chain.look(ctx => [Blocks.get(ctx), Total.get(ctx)])).toEqual([3, 0n])
    expect(chain.poolCounts.ready).toBe(1)
    expect(chain.produceBlock().number).toBe(4)
    expect(chain.look(ctx => [Blocks.get(ctx), Total.get(ctx)])).toEqual([4, 5n])
    chain.close()
  })

  test('under the clock is reported, and the transaction waits on', async () => {
    const faults: unknown[] = []
    const store = new Interrupted()
    const chain = new Chain(smallSpec(), store, { sealing: 'instant', onFault: error => faults.push(error) })
    store.before = () => {
      throw diskFull()
    }
    await chain.submit(sign(chain, '//Alice', add(5n)))
    await new Promise(resolve => setTimeout(resolve, 20))
    expect(faults).toEqual([diskFull()])
    expect(chain.poolCounts.ready).toBe(1)
    await chain.submit(sign(chain, '//Bob', add(6n)))
    await new Promise(resolve => setTimeout(resolve, 20))
    expect(chain.look(ctx => Total.get(ctx))).toBe(11n)
    chain.close()
  })

  test('because of a bug takes the transactions with it, so that blocks can be made again', async () => {
    const store = new Interrupted()
    const chain = new Chain(smallSpec(), store, MANUAL)
    const statuses: string[] = []
    await chain.submit(sign(chain, '//Alice', add(5n)), ({ type }) => statuses.push(type))
    store.before = () => {
      throw new RangeError('a value that cannot be written')
    }
    expect(() => chain.produceBlock()).toThrow('a value that cannot be written')
    expect(statuses).toEqual(['ready', 'invalid'])
    expect(chain.produceBlock().number).toBe(1)
    expect(chain.look(ctx => Total.get(ctx))).toBe(0n)
    chain.close()
  })
})

describe('a key that is too long for the disk', () => {
  test('does not stop the chain', async () => {
    const { path, remove } = temporaryFolder()
    const chain = openChain(path, () => chainSpec('sandbox'), MANUAL)
    const items = [[new Uint8Array(3000).fill(1), new Uint8Array(1)]] as const
    await chain.submit(sign(chain, '//Alice', sudo.make({ call: setStorage.make({ items }) })))
    expect(() => chain.produceBlock()).toThrow('a storage key of 3000 bytes cannot be stored')
    expect(chain.produceBlock().number).toBe(1)
    chain.close()
    const again = openChain(path, () => chainSpec('sandbox'), MANUAL)
    expect(again.head.number).toBe(1)
    again.close()
    remove()
  })
})

describe('a block of another process', () => {
  test('that comes first is built upon, and everybody hears of it', async () => {
    const store = new Interrupted()
    const [mine, other] = [new Chain(smallSpec(), store, MANUAL), new Chain(smallSpec(), store, MANUAL)]
    await mine.advance(2)
    const news: News[] = []
    mine.onNews(each => news.push(each))
    await mine.submit(sign(mine, '//Alice', add(1n)))
    await other.submit(sign(other, '//Bob', add(10n)))
    store.before = () => {
      other.produceBlock()
      return false
    }
    const head = mine.produceBlock()
    expect(head.number).toBe(4)
    expect(mine.look(ctx => [Total.get(ctx), Blocks.get(ctx)])).toEqual([11n, 4])
    expect(mine.block(head.hash)!.extrinsics).toHaveLength(2)
    expect(mine.block(mine.hashAt(3)!)!.extrinsics).toHaveLength(2)
    // Bob's count was changed by the other one only.
    const key = Buffer.from(Counts.prefix())
    expect(news.map(each => [each.head.number, each.mayHaveChanged(key)])).toEqual([[4, true]])
    mine.close()
  })

  test('that uses the nonce of a waiting transaction makes it invalid', async () => {
    const store = new MemoryStore()
    const [mine, other] = [new Chain(smallSpec(), store, MANUAL), new Chain(smallSpec(), store, MANUAL)]
    const statuses: string[] = []
    await mine.submit(sign(mine, '//Alice', add(1n)), ({ type }) => statuses.push(type))
    await other.submit(sign(other, '//Alice', add(10n)))
    other.produceBlock()
    mine.refresh()
    expect(statuses).toEqual(['ready', 'invalid'])
    mine.produceBlock()
    expect(mine.look(ctx => Total.get(ctx))).toBe(10n)
    mine.close()
  })
})

describe('a bug', () => {
  test('in a hook stops the chain where it is', async () => {
    let broken = false
    const failing = {
      ...counter,
      onInitialize: (ctx: Parameters<NonNullable<typeof counter.onInitialize>>[0]) => {
        counter.onInitialize!(ctx)
        if (broken) throw new Error('a bug')
      },
    }
    const pallets = smallProfile.pallets.map(
      ([index, pallet]) => [index, pallet === counter ? failing : pallet] as const,
    )
    const chain = new Chain(smallSpec(undefined, { ...smallProfile, pallets }), new MemoryStore(), MANUAL)
    await chain.advance(2)
    const { head } = chain
    broken = true
    expect(() => chain.produceBlock()).toThrow('a bug')
    await expect(chain.advance(5)).rejects.toThrow('a bug')
    expect(chain.head).toEqual(head)
    expect(chain.look(ctx => Blocks.get(ctx))).toBe(2)
    broken = false
    await chain.advance(2)
    const other = new Chain(smallSpec(), new MemoryStore(), MANUAL)
    await other.advance(4)
    expect(chain.head).toEqual(other.head)
    chain.close()
    other.close()
  })

  test('in the middle of a group loses none of the blocks before it', async () => {
    const failing = {
      ...counter,
      onInitialize: (ctx: Parameters<NonNullable<typeof counter.onInitialize>>[0]) => {
        if (Blocks.get(ctx) === 7) throw new Error('a bug')
        counter.onInitialize!(ctx)
      },
    }
    const pallets = smallProfile.pallets.map(
      ([index, pallet]) => [index, pallet === counter ? failing : pallet] as const,
    )
    const chain = new Chain(smallSpec(undefined, { ...smallProfile, pallets }), new MemoryStore(), MANUAL)
    await expect(chain.advance(20)).rejects.toThrow('a bug')
    expect(chain.head.number).toBe(7)
    expect(chain.look(ctx => Blocks.get(ctx))).toBe(7)
    chain.close()
  })
})

describe('the state root', () => {
  test('tells states apart by a single value, a missing key, and their history', async () => {
    const root = (write: Parameters<typeof smallSpec>[0]) => {
      const chain = new Chain(smallSpec(write), new MemoryStore(), MANUAL)
      const { state_root } = chain.header(chain.head.hash)!
      chain.close()
      return state_root
    }
    const roots = [
      root(() => {}),
      root(ctx => Total.put(ctx, 7n)),
      root(ctx => Total.put(ctx, 8n)),
      root(ctx => Counts.put(ctx, account('Bob'), 7n)),
    ]
    expect(new Set(roots).size).toBe(roots.length)
    expect(root(() => {})).toBe(roots[0])
  })
})
