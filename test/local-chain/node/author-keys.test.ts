/** The keys of authors, block by block. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Chain } from '../../../src/local-chain/node/chain.ts'
import { hashOf } from '../../../src/local-chain/node/header.ts'
import { ShieldSecrets } from '../../../src/local-chain/node/shield.ts'
import type { ChainSpec } from '../../../src/local-chain/node/spec.ts'
import { claimedSlot } from '../../../src/local-chain/pallets/aura/slots.ts'
import { announceNextKey } from '../../../src/local-chain/pallets/mev-shield/keys.ts'
import { mevShield } from '../../../src/local-chain/pallets/mev-shield/pallet.ts'
import * as storage from '../../../src/local-chain/pallets/mev-shield/storage.ts'
import { SystemAccount, SystemEvents } from '../../../src/local-chain/pallets/system/storage.ts'
import { setTimestamp } from '../../../src/local-chain/pallets/timestamp/pallet.ts'
import { AUTHORS } from '../../../src/local-chain/profiles/development-accounts.ts'
import { SHIELD_KEY } from '../../../src/local-chain/profiles/shield-key.ts'
import { chainSpec } from '../../../src/local-chain/profiles/specs.ts'
import { decodeExtrinsic, encodeBare } from '../../../src/local-chain/runtime/extrinsic.ts'
import { pallet } from '../../../src/local-chain/runtime/pallet.ts'
import { weigh } from '../../../src/local-chain/runtime/weight.ts'
import type { ChainStore } from '../../../src/local-chain/state/chain-store.ts'
import { LmdbStore } from '../../../src/local-chain/state/lmdb-store.ts'
import { MemoryStore } from '../../../src/local-chain/state/memory-store.ts'
import { toHex } from '../../../src/primitives/bytes.ts'
import { bob } from '../support/accounts.ts'
import { temporaryFolder } from '../support-node/children.ts'
import { carrierOf, pay, seal, sentIn } from '../support-node/sealing.ts'
import { smallProfile, smallSpec } from '../support-node/spec.ts'

const SLOW = chainSpec('localnet')
const FAST = chainSpec('localnet-fast')

const faults: unknown[] = []
const chains: Chain[] = []
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] })
})
afterEach(() => {
  for (const chain of chains.splice(0)) chain.close()
  vi.useRealTimers()
  expect(faults.splice(0)).toEqual([])
})

/** A chain whose blocks come when `turns` says so. */
async function served(spec: ChainSpec, store: ChainStore = new MemoryStore()): Promise<Chain> {
  const chain = new Chain(spec, store, { sealing: 'interval', onFault: fault => faults.push(fault) })
  chains.push(chain)
  await chain.warmUp()
  return chain
}

function turns(chain: Chain, count = 1): void {
  const before = chain.head.number
  vi.advanceTimersByTime(count * Number(chain.slotDuration))
  expect(chain.head.number).toBe(before + count)
}

const KEYS = [storage.CurrentKey, storage.PendingKey, storage.NextKey]
const keysOf = (chain: Chain) => chain.look(ctx => KEYS.map(item => item.get(ctx)))
const nextKey = (chain: Chain) => keysOf(chain)[2]!
const pendingKey = (chain: Chain) => keysOf(chain)[1]!

/** Sends a transfer sealed to a key. @returns the names of what carries it and of what is within */
async function send(chain: Chain, key: Uint8Array, nonce = 0) {
  const inner = pay(chain, bob, 5n, nonce + 1)
  const carrier = carrierOf(chain, seal(inner, key), nonce)
  await chain.submit(carrier)
  return [hashOf(carrier), hashOf(inner)]
}

describe('blocks that come with their slots', () => {
  test('announce a new key each, and move the others up', async () => {
    const chain = await served(SLOW)
    const secrets = new ShieldSecrets(chain.genesisHash)
    const key = (number: number) => (number < 1 ? SHIELD_KEY : secrets.announcedIn(number))
    for (let number = 1; number <= 8; number++) {
      turns(chain)
      expect(chain.head.number).toBe(number)
      expect(keysOf(chain)).toEqual([key(number - 3), key(number - 2), key(number - 1)])
      const own = chain.look(ctx => {
        const author = AUTHORS[Number(claimedSlot(ctx)! % BigInt(AUTHORS.length))]!
        return [
          storage.AuthorKeys.get(ctx, author),
          storage.PendingKeyExpiresAt.get(ctx),
          storage.NextKeyExpiresAt.get(ctx),
        ]
      })
      expect(own).toEqual([key(number), BigInt(number + 2), BigInt(number + 3)])
    }
  })

  test('state it behind the time, and only their authors may', async () => {
    const chain = await served(SLOW)
    turns(chain)
    const { extrinsics } = chain.block(chain.head.hash)!
    const calls = extrinsics.map(encoded => decodeExtrinsic(chain.runtime, encoded).call.call)
    expect(calls).toEqual([setTimestamp.make({ now: 0n }).call, announceNextKey.make({ enc_key: undefined }).call])
    const endings = chain.look(ctx => SystemEvents.get(ctx).map(({ event }) => event.event.name))
    expect(endings.filter(name => name.startsWith('Extrinsic'))).toEqual(['ExtrinsicSuccess', 'ExtrinsicSuccess'])
    const stranger = encodeBare(chain.runtime, announceNextKey.make({ enc_key: SHIELD_KEY }))
    await expect(chain.submit(stranger)).rejects.toThrow('NoUnsignedValidator')
  })

  test('wait for what it takes to make keys', async () => {
    const chain = new Chain(SLOW, new MemoryStore(), { sealing: 'interval' })
    chains.push(chain)
    vi.advanceTimersByTime(12_000)
    expect(chain.head.number).toBe(0)
    await vi.waitFor(() => expect(chain.head.number).toBe(1))
    turns(chain)
    expect(nextKey(chain)).toEqual(new ShieldSecrets(chain.genesisHash).announcedIn(1))
  })

  test('begin where there were no keys', async () => {
    const pallets = [...smallProfile.pallets, [30, mevShield] as const]
    const chain = await served(smallSpec(undefined, { ...smallProfile, pallets }))
    const secrets = new ShieldSecrets(chain.genesisHash)
    turns(chain, 2)
    expect(keysOf(chain)).toEqual([undefined, undefined, undefined])
    turns(chain, 3)
    // Of two authors each makes every other block, and reads his own key before he replaces it.
    expect(keysOf(chain)).toEqual([1, 2, 3].map(number => secrets.announcedIn(number)))
  })

  test('announce nothing where there is no shield, or no room', async () => {
    const plain = await served(smallSpec())
    turns(plain, 2)
    expect(plain.block(plain.head.hash)!.extrinsics).toHaveLength(1)
    const hog = pallet({ name: 'Hog', path: 'hog', onInitialize: () => weigh(4_000_000_000_000, 0, 0, 0) })
    const shielded = [...smallProfile.pallets, [30, mevShield] as const]
    for (const [pallets, extrinsics] of [
      [shielded, 2],
      [[...shielded, [40, hog] as const], 1],
    ] as const) {
      const chain = await served(smallSpec(undefined, { ...smallProfile, pallets }))
      turns(chain)
      expect(chain.block(chain.head.hash)!.extrinsics).toHaveLength(extrinsics)
    }
  })
})

describe('what is sealed to the next key', () => {
  test('is opened in the block after the next', async () => {
    const chain = await served(SLOW)
    turns(chain, 5)
    const bobHas = () => chain.look(ctx => SystemAccount.get(ctx, bob).data.free)
    const before = bobHas()
    const sent = await send(chain, nextKey(chain))
    turns(chain)
    expect([sentIn(chain), chain.poolCounts.ready]).toEqual([[], 1])
    turns(chain)
    expect(sentIn(chain)).toEqual(sent)
    expect(bobHas() - before).toBe(5n)
  })

  test('is opened in the same block when it is a block late, and so is what is sealed to the pending one', async () => {
    const chain = await served(SLOW)
    turns(chain, 5)
    const key = nextKey(chain)
    turns(chain)
    expect(pendingKey(chain)).toEqual(key)
    const sent = await send(chain, key)
    turns(chain)
    expect(sentIn(chain)).toEqual(sent)
  })

  test('is never opened when it is two blocks late', async () => {
    const chain = await served(SLOW)
    turns(chain, 5)
    const key = nextKey(chain)
    turns(chain, 2)
    expect(keysOf(chain)[0]).toEqual(key)
    await send(chain, key)
    for (let i = 0; i < 9; i++) {
      turns(chain)
      expect(sentIn(chain)).toEqual([])
    }
    expect(chain.poolCounts).toEqual({ ready: 0, future: 0 })
  })

  test.each([
    [8, true],
    [9, false],
  ])('is opened where blocks come fast, %i blocks behind its turn: %s', async (late, isOpened) => {
    const chain = await served(FAST)
    turns(chain, 5)
    const key = nextKey(chain)
    turns(chain, 1 + late)
    const sent = await send(chain, key)
    turns(chain)
    expect(sentIn(chain)).toEqual(isOpened ? sent : [])
  })

  test('is opened by who opens the chain again, long after the announcement', async () => {
    const folder = temporaryFolder()
    const open = () => served(SLOW, new LmdbStore(folder.path))
    const first = await open()
    turns(first, 5)
    await first.advance(60)
    const keys = keysOf(first).map(key => toHex(key!))
    first.close()
    const second = await open()
    expect(keysOf(second).map(key => toHex(key!))).toEqual(keys)
    const sent = await send(second, nextKey(second))
    turns(second, 2)
    expect(sentIn(second)).toEqual(sent)
    second.close()
    folder.remove()
  })
})

describe('blocks on demand', () => {
  test('leave the keys where they are, and open what is sealed to the next one at once', async () => {
    const chain = await served(SLOW)
    turns(chain, 5)
    chain.sealing = 'instant'
    const keys = keysOf(chain)
    await chain.advance(3)
    chain.produceBlock()
    expect(chain.block(chain.head.hash)!.extrinsics).toHaveLength(1)
    const sent = await send(chain, nextKey(chain))
    await vi.waitFor(() => expect(sentIn(chain)).toEqual(sent))
    const more = await send(chain, pendingKey(chain), 2)
    await vi.waitFor(() => expect(sentIn(chain)).toEqual(more))
    expect(keysOf(chain)).toEqual(keys)
  })

  test('or faster than slots bring no new keys', async () => {
    const chain = await served(SLOW)
    turns(chain, 5)
    chain.sealing = 500
    const keys = keysOf(chain)
    const sent = await send(chain, nextKey(chain))
    vi.advanceTimersByTime(500)
    expect(sentIn(chain)).toEqual(sent)
    vi.advanceTimersByTime(2000)
    expect([chain.head.number, keysOf(chain)]).toEqual([10, keys])
  })

  test('are the blocks that they were before authors announced keys', async () => {
    const [still, moving] = [await served(SLOW), await served(SLOW)]
    still.sealing = moving.sealing = 'manual'
    moving.produceBlock()
    await moving.advance(2)
    await still.advance(3)
    expect(still.head).toEqual(moving.head)
    expect(keysOf(still)).toEqual([SHIELD_KEY, SHIELD_KEY, SHIELD_KEY])
  })
})

describe('another history', () => {
  test('has the same keys, and every block is made again as it was', async () => {
    const chain = await served(FAST)
    turns(chain, 6)
    await send(chain, nextKey(chain))
    turns(chain, 3)
    const blocks = []
    for await (const { number, hash } of chain.again(1, 9)) blocks.push(hash === chain.hashAt(number))
    expect(blocks).toEqual(Array(9).fill(true))
    const [hash, keys] = [chain.hashAt(6)!, keysOf(chain)]
    expect(chain.look(ctx => storage.PendingKey.get(ctx), hash)).toEqual(
      chain.look(ctx => storage.NextKey.get(ctx), chain.hashAt(5)),
    )
    chain.revert(3)
    turns(chain, 3)
    expect(chain.head.hash).toBe(hash)
    turns(chain, 3)
    expect(keysOf(chain)).toEqual(keys)
  })

  test('does not open what only the one before it could', async () => {
    const chain = await served(FAST)
    turns(chain, 6)
    const key = nextKey(chain)
    turns(chain, 2)
    chain.revert(2)
    await send(chain, key)
    turns(chain)
    expect(sentIn(chain)).toEqual([])
  })

  test('of another chain has others', async () => {
    const chains = [await served(SLOW), await served(FAST)]
    for (const chain of chains) turns(chain, 2)
    expect(nextKey(chains[0]!)).not.toEqual(nextKey(chains[1]!))
  })
})
