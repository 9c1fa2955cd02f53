/** Slots, their authors, and the time of blocks. */
import { beforeEach, describe, expect, test } from 'vitest'
import { changeAuthorities } from '../../../src/local-chain/pallets/aura/authorities.ts'
import { AURA_ENGINE, authorOf, claimedSlot } from '../../../src/local-chain/pallets/aura/slots.ts'
import { Authorities, CurrentSlot, SlotDuration } from '../../../src/local-chain/pallets/aura/storage.ts'
import { SystemDigest } from '../../../src/local-chain/pallets/system/storage.ts'
import { setTimestamp } from '../../../src/local-chain/pallets/timestamp/pallet.ts'
import { DidUpdate, MinimumPeriod, Now } from '../../../src/local-chain/pallets/timestamp/storage.ts'
import { finalizeBlock, initializeBlock } from '../../../src/local-chain/runtime/executive.ts'
import { encodeBare } from '../../../src/local-chain/runtime/extrinsic.ts'
import { signedBy } from '../../../src/local-chain/runtime/origin.ts'
import type { DigestItem } from '../../../src/local-chain/runtime/types.ts'
import { encode } from '../../../src/local-chain/scale/codec.ts'
import { u64 } from '../../../src/local-chain/scale/primitives.ts'
import { toHex } from '../../../src/primitives/bytes.ts'
import { alice, author, bob } from '../support/accounts.ts'
import { TestChain } from '../support/chain.ts'
import { baseProfile } from '../support/profile.ts'

let chain: TestChain

beforeEach(() => {
  chain = new TestChain()
})

const inSlot = (slot: bigint): DigestItem => ({ type: 'PreRuntime', value: [AURA_ENGINE, encode(u64, slot)] })
const start = (digest: readonly DigestItem[]) => initializeBlock(chain.ctx, { ...chain.nextStart(), digest })
const set = (now: bigint) => chain.apply(encodeBare(chain.runtime, setTimestamp.make({ now })))

describe('a slot', () => {
  test('is claimed in the digest by the engine’s name', () => {
    start([
      { type: 'PreRuntime', value: ['0x42414245', encode(u64, 3n)] },
      { type: 'Other', value: Uint8Array.of(1) },
      inSlot(9n),
    ])
    expect(claimedSlot(chain.ctx)).toBe(9n)
    expect(CurrentSlot.get(chain.ctx)).toBe(9n)
    expect(SystemDigest.get(chain.ctx).logs.map(({ type }) => type)).toEqual(['PreRuntime', 'PreRuntime'])
  })

  test('may be missing, or be too short to be one', () => {
    start([])
    expect([claimedSlot(chain.ctx), authorOf(chain.ctx), CurrentSlot.get(chain.ctx)]).toEqual([
      undefined,
      undefined,
      0n,
    ])
    start([{ type: 'PreRuntime', value: [AURA_ENGINE, Uint8Array.of(1, 2)] }])
    expect([claimedSlot(chain.ctx), authorOf(chain.ctx)]).toEqual([undefined, undefined])
  })

  test('comes after that of the parent', () => {
    chain.block()
    const current = CurrentSlot.get(chain.ctx)
    expect(() => start([inSlot(current)])).toThrow(/slot/)
    expect(() => start([inSlot(current - 1n)])).toThrow(/slot/)
    start([inSlot(current + 5n)])
    expect(CurrentSlot.get(chain.ctx)).toBe(current + 5n)
  })

  test('belongs to the authorities in turn', () => {
    changeAuthorities(chain.ctx, [alice, bob, author])
    const authors = [10n, 11n, 12n, 13n].map(slot => {
      start([inSlot(slot)])
      return authorOf(chain.ctx)
    })
    expect(authors).toEqual([bob, author, alice, bob])
  })
})

describe('authorities', () => {
  test('change with a line in the digest; nobody at all is ignored', () => {
    start([])
    changeAuthorities(chain.ctx, [])
    expect(Authorities.get(chain.ctx)).toEqual([author])
    changeAuthorities(chain.ctx, [bob])
    expect(Authorities.get(chain.ctx)).toEqual([bob])
    const [log] = SystemDigest.get(chain.ctx).logs
    expect([log!.type, toHex((log!.value as [string, Uint8Array])[1])]).toEqual(['Consensus', `0x0104${bob.slice(2)}`])
  })

  test('and the length of a slot are told', () => {
    const ask = (name: string) => chain.runtime.apiMethod(`AuraApi_${name}`)!.run(chain.ctx, {} as never)
    expect([ask('authorities'), ask('slot_duration')]).toEqual([[author], 12_000n])
  })
})

describe('the time of a block', () => {
  test('is stated once, by its author, in its slot', () => {
    start([inSlot(100n)])
    set(1_200_000n)
    expect([Now.get(chain.ctx), DidUpdate.get(chain.ctx)]).toEqual([1_200_000n, true])
    expect(() => set(1_200_001n)).toThrow(/once/)
    finalizeBlock(chain.ctx)
    expect(DidUpdate.exists(chain.ctx)).toBe(false)
  })

  test.each([
    ['before its slot', 1_199_999n],
    ['after its slot', 1_212_000n],
  ])('does not lie %s', (_what, now) => {
    start([inSlot(100n)])
    expect(() => set(now)).toThrow(/slot/)
    expect(Now.get(chain.ctx)).toBe(0n)
  })

  test('passes by half a slot at least', () => {
    start([inSlot(100n)])
    set(1_211_999n)
    finalizeBlock(chain.ctx)
    chain.ctx.state.seal()
    start([inSlot(101n)])
    expect(() => set(1_217_998n)).toThrow(/time passes/)
    set(1_217_999n)
    expect(Now.get(chain.ctx)).toBe(1_217_999n)
  })

  test('is part of every block', () => {
    start([inSlot(100n)])
    expect(() => finalizeBlock(chain.ctx)).toThrow(/given its time/)
  })

  test('is not a matter for signers', () => {
    start([inSlot(100n)])
    expect(chain.dispatch(signedBy(alice), setTimestamp.make({ now: 1_200_000n }))).toBe('BadOrigin')
  })
})

test('a fast chain has short slots', () => {
  const profile = baseProfile({ constants: { fast: true, overrides: new Map() } })
  const fast = new TestChain({ profile })
  expect([SlotDuration.of(fast.ctx), MinimumPeriod.of(fast.ctx)]).toEqual([250n, 125n])
  fast.block()
  fast.block()
  expect(Now.get(fast.ctx)).toBe(CurrentSlot.get(fast.ctx) * 250n)
})
