/** Blocks and what may stand in them. Byte-exact comparisons with the reference are in ../frame. */
import { beforeEach, describe, expect, test } from 'vitest'
import { transferKeepAlive } from '../../../src/local-chain/pallets/balances/calls.ts'
import { sudo } from '../../../src/local-chain/pallets/sudo/calls.ts'
import { remark, setStorage } from '../../../src/local-chain/pallets/system/calls.ts'
import {
  BlockHash,
  BlockHashCount,
  EventCount,
  SystemAccount,
  SystemEvents,
} from '../../../src/local-chain/pallets/system/storage.ts'
import { batch } from '../../../src/local-chain/pallets/utility/batches.ts'
import { call, type RuntimeCall } from '../../../src/local-chain/runtime/call.ts'
import { BAD_ORIGIN } from '../../../src/local-chain/runtime/dispatch-error.ts'
import { applyExtrinsic } from '../../../src/local-chain/runtime/executive.ts'
import { encodeBare, encodeSigned } from '../../../src/local-chain/runtime/extrinsic.ts'
import { withLengthPrefix } from '../../../src/local-chain/runtime/extrinsic-codec.ts'
import { addressId } from '../../../src/local-chain/runtime/lookup.ts'
import { type Pallet, pallet } from '../../../src/local-chain/runtime/pallet.ts'
import type { Era } from '../../../src/local-chain/runtime/types.ts'
import { NEUTRAL, type Validity } from '../../../src/local-chain/runtime/validity.ts'
import { weigh } from '../../../src/local-chain/runtime/weight.ts'
import { encode } from '../../../src/local-chain/scale/codec.ts'
import { btreeSet } from '../../../src/local-chain/scale/collections.ts'
import { u16 } from '../../../src/local-chain/scale/primitives.ts'
import { ZERO_ACCOUNT } from '../../../src/primitives/account.ts'
import { tao, U64_MAX } from '../../../src/primitives/amounts.ts'
import { fromHex, toHex, utf8 } from '../../../src/primitives/bytes.ts'
import { alice, bob, keyOf } from '../support/accounts.ts'
import { type SignOptions, TestChain, verifySignature } from '../support/chain.ts'
import { baseProfile } from '../support/profile.ts'

let chain: TestChain

beforeEach(() => {
  chain = new TestChain()
})

const pay = (value: bigint) => transferKeepAlive.make({ dest: addressId(bob), value: tao(value) })
const note = remark.make({ remark: new Uint8Array(0) })

const nonce = () => SystemAccount.get(chain.ctx, alice).nonce

describe('a block', () => {
  test('numbers its events by extrinsic, and keeps them in storage', () => {
    chain.begin()
    expect(chain.submit(chain.sign('Alice', pay(1n)))).toBe('ok')
    expect(chain.submit(chain.sign('Bob', note))).toBe('ok')
    chain.end()
    const phases = SystemEvents.get(chain.ctx).map(({ phase }) => (phase.type === 'ApplyExtrinsic' ? phase.value : -1))
    expect([...new Set(phases)]).toEqual([0, 1, 2])
    expect(EventCount.get(chain.ctx)).toBe(phases.length)
    chain.begin()
    expect(SystemEvents.exists(chain.ctx)).toBe(false)
  })

  test('remembers the hashes of its forebears, and forgets the oldest but the first', () => {
    const constants = { fast: false, overrides: new Map([BlockHashCount.is(2)]) }
    const few = new TestChain({ profile: baseProfile({ constants }) })
    for (let i = 0; i < 6; i++) few.block()
    const known = [0, 1, 2, 3, 4, 5, 6].filter(number => BlockHash.has(few.ctx, number))
    expect(known).toEqual([0, 4, 5])
  })

  test('of the same extrinsics changes the same bytes on another chain', () => {
    const twin = new TestChain()
    const encoded = chain.sign('Alice', pay(1n))
    for (const each of [chain, twin]) each.block(encoded)
    expect(twin.changes.map(readable)).toEqual(chain.changes.map(readable))
    expect(twin.changes.at(-1)!.length).toBeGreaterThan(5)
  })

  const readable = (changes: TestChain['changes'][number]) =>
    changes.map(({ key, after }) => [toHex(key), after && toHex(after)])
})

describe('a signed transaction', () => {
  beforeEach(() => chain.begin())

  test('counts once', () => {
    const encoded = chain.sign('Alice', pay(1n))
    expect([chain.submit(encoded), chain.submit(encoded), nonce()]).toEqual(['ok', 'Stale', 1])
  })

  test('does not come before its turn', () => {
    expect(chain.submit(chain.sign('Alice', pay(1n), { nonce: 1 }))).toBe('Future')
  })

  test('leaves nothing behind where it may not enter', () => {
    const mark = chain.ctx.state.mark()
    const [events, extrinsics] = [chain.ctx.events.length, chain.ctx.extrinsics.length]
    chain.submit(chain.sign('Alice', pay(1n), { nonce: 7 }))
    chain.submit(chain.sign('Charlie', pay(1n)))
    chain.submit(chain.sign('Alice', pay(1n), { tip: 10n ** 18n }))
    expect([chain.ctx.state.changesSince(mark), chain.ctx.events.length, chain.ctx.extrinsics.length]).toEqual([
      [],
      events,
      extrinsics,
    ])
  })

  test('keeps nonce and fee when its call fails', () => {
    expect(chain.submit(chain.sign('Alice', pay(10n ** 18n)))).toBe('Arithmetic.Underflow')
    expect(nonce()).toBe(1)
    expect(chain.events().at(-1)![0]).toBe('System.ExtrinsicFailed')
  })

  test('bears the signature of its signer over all it says', () => {
    const encoded = chain.sign('Alice', pay(1n), { tip: 5n })
    for (let at = 2; at < encoded.length; at++) {
      const forged = encoded.slice()
      forged[at]! ^= 1
      expect([at, chain.submit(forged)]).not.toEqual([at, 'ok'])
    }
    expect(chain.submit(encoded)).toBe('ok')
  })

  test('is for this chain alone', () => {
    const other = new TestChain()
    other.block()
    chain.end()
    BlockHash.put(other.ctx, 0, `0x${'77'.repeat(32)}`)
    chain.begin()
    expect(chain.submit(other.sign('Alice', pay(1n)))).toBe('BadProof')
  })

  test('does not come from the account of zeros, nor from what is no account', () => {
    const signature = { type: 'Sr25519', value: `0x${'00'.repeat(63)}80` } as const
    const extra = [null, null, null, null, undefined, 0, null, 0n, null, { mode: 'Disabled' }]
    const encoded = encodeSigned(chain.runtime, note, { signer: ZERO_ACCOUNT, signature, extra })
    expect(chain.submit(encoded)).toBe('BadSigner')
    const raw = encoded.slice()
    raw[raw.indexOf(0x84) + 1] = 3
    expect(chain.submit(raw)).toBe('CannotLookup')
  })

  test('of an account without funds enters where it costs nothing', () => {
    const free = batch.make({ calls: [] })
    expect(chain.submit(chain.sign('Dave', note))).toBe('Payment')
    expect(chain.submit(chain.sign('Dave', free))).toBe('ok')
    expect(SystemAccount.get(chain.ctx, keyOf('Dave').publicKey)).toMatchObject({ nonce: 1, providers: 0 })
  })
})

describe('a mortal transaction', () => {
  const mortal = (era: Era): SignOptions => ({ era })

  test('refers to a block that is known', () => {
    for (let i = 0; i < 10; i++) chain.block()
    chain.begin()
    // Block 11 is being made: of four blocks from 8 on the hash of 8 is signed.
    expect(chain.submit(chain.sign('Alice', note, mortal({ period: 4, phase: 0 })))).toBe('ok')
    const next = chain.sign('Alice', note, mortal({ period: 4, phase: 2 }))
    chain.end()
    expect(chain.judge(next)).toMatchObject({ longevity: 2n })
    for (let i = 0; i < 3; i++) chain.block()
    chain.begin()
    expect(chain.submit(next)).toBe('BadProof')
  })

  test('cannot be of the future', () => {
    chain.begin()
    expect(() => chain.sign('Alice', note, mortal({ period: 64, phase: 1 }))).toThrow('AncientBirthBlock')
  })

  test('lives till its era ends; an immortal one for ever', () => {
    for (let i = 0; i < 5; i++) chain.block()
    const longevity = (options: SignOptions) => (chain.judge(chain.sign('Alice', note, options)) as Validity).longevity
    expect([longevity(mortal({ period: 64, phase: 4 })), longevity({})]).toEqual([62n, U64_MAX - 6n])
  })
})

describe('a pool', () => {
  test('learns what a transaction needs and gives', () => {
    const tag = (n: number) => toHex(fromHex(`${alice}0${n}000000`))
    const judged = chain.judge(chain.sign('Alice', pay(1n), { nonce: 2 })) as Validity
    expect([judged.requires.map(toHex), judged.provides.map(toHex)]).toEqual([[tag(1)], [tag(2)]])
    expect(chain.judge(chain.sign('Alice', pay(1n)))).toMatchObject({ requires: [], priority: 1n, propagate: true })
  })

  test('refuses what only an author may say, and what nobody signed', () => {
    expect(chain.judge(chain.inherent(1))).toBe('MandatoryValidation')
    expect(chain.judge(encodeBare(chain.runtime, pay(1n)))).toBe('NoUnsignedValidator')
    expect(chain.judge(encodeBare(chain.runtime, note))).toBe('Call')
  })

  test('asks the pallet about calls without a signature', () => {
    const speak = call('speak', 0, {}, { weight: weigh(1, 0, 0, 0) }, (_ctx, origin) => {
      if (origin.type !== 'None') throw BAD_ORIGIN
    })
    const speaker: Pallet = pallet({
      name: 'Speaker',
      path: 'test_speaker::pallet',
      calls: [speak],
      validateUnsigned: (_ctx, _call, source) => ({ ...NEUTRAL, priority: source === 'External' ? 5n : 9n }),
    })
    const on = new TestChain({ profile: baseProfile({ more: [[40, speaker]] }) })
    const encoded = encodeBare(on.runtime, speak.make({}))
    expect(on.judge(encoded)).toMatchObject({ priority: 5n })
    on.begin()
    expect(on.submit(encoded)).toBe('ok')
  })

  test('does not change the chain by its questions', () => {
    const mark = chain.ctx.state.mark()
    chain.judge(chain.sign('Alice', pay(1n)))
    expect(chain.ctx.state.changesSince(mark)).toEqual([])
  })
})

describe('bytes that are no extrinsic', () => {
  const signed = () => chain.sign('Alice', pay(1n))
  beforeEach(() => chain.begin())

  test.each([
    ['nothing', () => new Uint8Array(0)],
    ['a wrong length', () => Uint8Array.of(...signed(), 0)],
    ['a version of the future', () => withLengthPrefix(Uint8Array.of(0x86, 0))],
    ['a call that is none', () => withLengthPrefix(Uint8Array.of(0x04, 250, 0))],
    ['too few bytes', () => withLengthPrefix(signed().subarray(2, 90))],
  ])('%s', (_what, bytes) => {
    expect(chain.submit(bytes())).toBe('Call')
  })

  test('calls may be nested 256 deep, and no deeper', () => {
    let nested: RuntimeCall = note
    for (let i = 0; i < 256; i++) nested = sudo.make({ call: nested })
    expect(chain.submit(encodeBare(chain.runtime, nested))).toBe('BadOrigin')
    expect(chain.submit(encodeBare(chain.runtime, sudo.make({ call: nested })))).toBe('Call')
  })

  test('a vector is a level too, unless it is one of numbers', () => {
    const deep = (inner: RuntimeCall, levels: number) => {
      let nested = inner
      for (let i = 0; i < levels; i++) nested = sudo.make({ call: nested })
      return encodeBare(chain.runtime, nested)
    }
    const items = setStorage.make({ items: [[utf8('a'), utf8('b')]] })
    expect(chain.submit(deep(items, 255))).toBe('BadOrigin')
    expect(chain.submit(deep(items, 256))).toBe('Call')
  })
})

test('a general transaction is read, and refused: no extension gives it an origin', () => {
  chain.begin()
  const body = [0x45, 0, 0, 0, 0, 0, ...encodeCall(note)]
  expect(chain.submit(withLengthPrefix(Uint8Array.from(body)))).toBe('UnknownOrigin')
  expect(chain.submit(withLengthPrefix(Uint8Array.from([0x45, 1, ...body.slice(2)])))).toBe('Call')
})

const encodeCall = (value: RuntimeCall) => encode(chain.runtime.outer.RuntimeCall, value, chain.runtime.outer)

test('a set that came out of order is signed as the chain reads it', () => {
  const choose = call('choose', 0, { netuids: btreeSet(u16) }, { weight: weigh(1, 0, 0, 0) }, () => {})
  const chooser: Pallet = pallet({ name: 'Chooser', path: 'test_chooser::pallet', calls: [choose] })
  const on = new TestChain({ profile: baseProfile({ more: [[40, chooser]] }) })
  on.begin()
  const encoded = on.sign('Alice', choose.make({ netuids: [1, 2] }))
  const shuffled = encoded.slice()
  shuffled.set([2, 0, 1, 0], shuffled.length - 4)
  expect(toHex(shuffled)).not.toBe(toHex(encoded))
  expect(on.submit(shuffled)).toBe('ok')
})

test('a bug stops the block: it is no refusal', () => {
  const broken = call('broken', 0, {}, { weight: weigh(1, 0, 0, 0) }, () => {
    throw new RangeError('a bug')
  })
  const buggy: Pallet = pallet({ name: 'Buggy', path: 'test_buggy::pallet', calls: [broken] })
  const on = new TestChain({ profile: baseProfile({ more: [[40, buggy]] }) })
  on.begin()
  const mark = on.ctx.state.mark()
  const encoded = on.sign('Alice', batch.make({ calls: [broken.make({})] }))
  expect(() => applyExtrinsic(on.ctx, encoded, verifySignature)).toThrow('a bug')
  expect(on.ctx.state.changesSince(mark)).toEqual([])
})
