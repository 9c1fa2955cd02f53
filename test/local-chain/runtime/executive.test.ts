/** Blocks and what may stand in them. Byte-exact comparisons with the reference are in ../frame. */
import { beforeEach, describe, expect, test } from 'vitest'
import { transferKeepAlive } from '../../../src/local-chain/pallets/balances/calls.ts'
import { sudo, sudoUncheckedWeight } from '../../../src/local-chain/pallets/sudo/calls.ts'
import { remark, remarkWithEvent, setHeapPages, setStorage } from '../../../src/local-chain/pallets/system/calls.ts'
import {
  AllExtrinsicsLen,
  BlockHash,
  BlockHashCount,
  BlockWeight,
  BlockWeights,
  EventCount,
  SystemAccount,
  SystemEvents,
} from '../../../src/local-chain/pallets/system/storage.ts'
import { batch } from '../../../src/local-chain/pallets/utility/batches.ts'
import { call, type RuntimeCall } from '../../../src/local-chain/runtime/call.ts'
import type { DispatchOutcome } from '../../../src/local-chain/runtime/dispatch.ts'
import { BAD_ORIGIN } from '../../../src/local-chain/runtime/dispatch-error.ts'
import { applyExtrinsic, beginBlock, validateExtrinsic } from '../../../src/local-chain/runtime/executive.ts'
import { extension } from '../../../src/local-chain/runtime/extension.ts'
import { encodeBare, encodeSigned } from '../../../src/local-chain/runtime/extrinsic.ts'
import { withLengthPrefix } from '../../../src/local-chain/runtime/extrinsic-codec.ts'
import { addressId } from '../../../src/local-chain/runtime/lookup.ts'
import { type Pallet, pallet } from '../../../src/local-chain/runtime/pallet.ts'
import type { Era } from '../../../src/local-chain/runtime/types.ts'
import { NEUTRAL, TransactionInvalid, type Validity } from '../../../src/local-chain/runtime/validity.ts'
import { type Weight, weigh } from '../../../src/local-chain/runtime/weight.ts'
import { encode } from '../../../src/local-chain/scale/codec.ts'
import { btreeSet } from '../../../src/local-chain/scale/collections.ts'
import { u16, unit } from '../../../src/local-chain/scale/primitives.ts'
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

/** What became of a transaction: the label of its call's refusal or of why it may not enter. */
function submit(encoded: Uint8Array, on = chain): string {
  try {
    return on.apply(encoded).outcome.error?.label ?? 'ok'
  } catch (error) {
    if (error instanceof TransactionInvalid) return error.message
    throw error
  }
}

/** How a pool would judge it before the next block. */
function judge(encoded: Uint8Array, on = chain): Validity | string {
  try {
    return on.ctx.dry(() => {
      beginBlock(on.ctx, { ...on.nextStart(), digest: [] })
      return validateExtrinsic(on.ctx, encoded, verifySignature)
    })
  } catch (error) {
    if (error instanceof TransactionInvalid) return error.message
    throw error
  }
}

const nonce = () => SystemAccount.get(chain.ctx, alice).nonce

describe('a block', () => {
  test('numbers its events by extrinsic, and keeps them in storage', () => {
    chain.begin()
    expect(submit(chain.sign('Alice', pay(1n)))).toBe('ok')
    expect(submit(chain.sign('Bob', note))).toBe('ok')
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
    expect([submit(encoded), submit(encoded), nonce()]).toEqual(['ok', 'Stale', 1])
  })

  test('does not come before its turn', () => {
    expect(submit(chain.sign('Alice', pay(1n), { nonce: 1 }))).toBe('Future')
  })

  test('leaves nothing behind where it may not enter', () => {
    const mark = chain.ctx.state.mark()
    const [events, extrinsics] = [chain.ctx.events.length, chain.ctx.extrinsics.length]
    submit(chain.sign('Alice', pay(1n), { nonce: 7 }))
    submit(chain.sign('Charlie', pay(1n)))
    submit(chain.sign('Alice', pay(1n), { tip: 10n ** 18n }))
    expect([chain.ctx.state.changesSince(mark), chain.ctx.events.length, chain.ctx.extrinsics.length]).toEqual([
      [],
      events,
      extrinsics,
    ])
  })

  test('keeps nonce and fee when its call fails', () => {
    expect(submit(chain.sign('Alice', pay(10n ** 18n)))).toBe('Arithmetic.Underflow')
    expect(nonce()).toBe(1)
    expect(chain.events().at(-1)![0]).toBe('System.ExtrinsicFailed')
  })

  test('bears the signature of its signer over all it says', () => {
    const encoded = chain.sign('Alice', pay(1n), { tip: 5n })
    for (let at = 2; at < encoded.length; at++) {
      const forged = encoded.slice()
      forged[at]! ^= 1
      expect([at, submit(forged)]).not.toEqual([at, 'ok'])
    }
    expect(submit(encoded)).toBe('ok')
  })

  test('is for this chain alone', () => {
    const other = new TestChain()
    other.block()
    chain.end()
    BlockHash.put(other.ctx, 0, `0x${'77'.repeat(32)}`)
    chain.begin()
    expect(submit(other.sign('Alice', pay(1n)))).toBe('BadProof')
  })

  test('does not come from the account of zeros, nor from what is no account', () => {
    const signature = { type: 'Sr25519', value: `0x${'00'.repeat(63)}80` } as const
    const extra = [null, null, null, null, undefined, 0, null, 0n, null, { mode: 'Disabled' }]
    const encoded = encodeSigned(chain.runtime, note, { signer: ZERO_ACCOUNT, signature, extra })
    expect(submit(encoded)).toBe('BadSigner')
    const raw = encoded.slice()
    raw[raw.indexOf(0x84) + 1] = 3
    expect(submit(raw)).toBe('CannotLookup')
  })

  test('of an account without funds enters where it costs nothing', () => {
    const free = batch.make({ calls: [] })
    expect(submit(chain.sign('Dave', note))).toBe('Payment')
    expect(submit(chain.sign('Dave', free))).toBe('ok')
    expect(SystemAccount.get(chain.ctx, keyOf('Dave').publicKey)).toMatchObject({ nonce: 1, providers: 0 })
  })
})

describe('a mortal transaction', () => {
  const mortal = (era: Era): SignOptions => ({ era })

  test('refers to a block that is known', () => {
    for (let i = 0; i < 10; i++) chain.block()
    chain.begin()
    // Block 11 is being made: of four blocks from 8 on the hash of 8 is signed.
    expect(submit(chain.sign('Alice', note, mortal({ period: 4, phase: 0 })))).toBe('ok')
    const next = chain.sign('Alice', note, mortal({ period: 4, phase: 2 }))
    chain.end()
    expect(judge(next)).toMatchObject({ longevity: 2n })
    for (let i = 0; i < 3; i++) chain.block()
    chain.begin()
    expect(submit(next)).toBe('BadProof')
  })

  test('cannot be of the future', () => {
    chain.begin()
    expect(() => chain.sign('Alice', note, mortal({ period: 64, phase: 1 }))).toThrow('AncientBirthBlock')
  })

  test('lives till its era ends; an immortal one for ever', () => {
    for (let i = 0; i < 5; i++) chain.block()
    const longevity = (options: SignOptions) => (judge(chain.sign('Alice', note, options)) as Validity).longevity
    expect([longevity(mortal({ period: 64, phase: 4 })), longevity({})]).toEqual([62n, U64_MAX - 6n])
  })
})

describe('a pool', () => {
  test('learns what a transaction needs and gives', () => {
    const tag = (n: number) => toHex(fromHex(`${alice}0${n}000000`))
    const judged = judge(chain.sign('Alice', pay(1n), { nonce: 2 })) as Validity
    expect([judged.requires.map(toHex), judged.provides.map(toHex)]).toEqual([[tag(1)], [tag(2)]])
    expect(judge(chain.sign('Alice', pay(1n)))).toMatchObject({ requires: [], priority: 1n, propagate: true })
  })

  test('refuses what only an author may say, and what nobody signed', () => {
    expect(judge(chain.inherent(1))).toBe('MandatoryValidation')
    expect(judge(encodeBare(chain.runtime, pay(1n)))).toBe('NoUnsignedValidator')
    expect(judge(encodeBare(chain.runtime, note))).toBe('Call')
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
    expect(judge(encoded, on)).toMatchObject({ priority: 5n })
    on.begin()
    expect(submit(encoded, on)).toBe('ok')
  })

  test('does not change the chain by its questions', () => {
    const mark = chain.ctx.state.mark()
    judge(chain.sign('Alice', pay(1n)))
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
    expect(submit(bytes())).toBe('Call')
  })

  test('calls may be nested 256 deep, and no deeper', () => {
    let nested: RuntimeCall = note
    for (let i = 0; i < 256; i++) nested = sudo.make({ call: nested })
    expect(submit(encodeBare(chain.runtime, nested))).toBe('BadOrigin')
    expect(submit(encodeBare(chain.runtime, sudo.make({ call: nested })))).toBe('Call')
  })

  test('a vector is a level too, unless it is one of numbers', () => {
    const deep = (inner: RuntimeCall, levels: number) => {
      let nested = inner
      for (let i = 0; i < levels; i++) nested = sudo.make({ call: nested })
      return encodeBare(chain.runtime, nested)
    }
    const items = setStorage.make({ items: [[utf8('a'), utf8('b')]] })
    expect(submit(deep(items, 255))).toBe('BadOrigin')
    expect(submit(deep(items, 256))).toBe('Call')
  })
})

test('a general transaction is read, and refused: no extension gives it an origin', () => {
  chain.begin()
  const body = [0x45, 0, 0, 0, 0, 0, ...encodeCall(note)]
  expect(submit(withLengthPrefix(Uint8Array.from(body)))).toBe('UnknownOrigin')
  expect(submit(withLengthPrefix(Uint8Array.from([0x45, 1, ...body.slice(2)])))).toBe('Call')
})

const encodeCall = (value: RuntimeCall) => encode(chain.runtime.outer.RuntimeCall, value, chain.runtime.outer)

describe('the weight of a block', () => {
  const normal = () => BlockWeight.get(chain.ctx).normal
  const heavy = (weight: Weight) => sudoUncheckedWeight.make({ call: note, weight })
  const max = () => BlockWeights.of(chain.ctx).per_class.normal

  beforeEach(() => chain.begin())

  test('grows by what a transaction used, its length being proof', () => {
    const before = normal()
    const encoded = chain.sign('Alice', batch.make({ calls: [pay(10n ** 18n), pay(1n)] }))
    const { info, outcome } = chain.apply(encoded)
    const used = outcome.post.actualWeight!
    expect(normal()).toEqual({
      ref_time: before.ref_time + used.ref_time + 108_157_000n,
      proof_size: before.proof_size + used.proof_size + BigInt(encoded.length),
    })
    // Some of the declared weight came back, but the extensions' own stayed in.
    expect(used.ref_time).toBeLessThan(info.weight.ref_time + 400_000_000n)
  })

  test('has a limit for one transaction', () => {
    const most = max().max_extrinsic!
    const extensions = 400_000_000n
    expect(submit(chain.sign('Alice', heavy({ ref_time: most.ref_time + 1n, proof_size: 0n })))).toBe(
      'ExhaustsResources',
    )
    expect(submit(chain.sign('Alice', heavy({ ref_time: most.ref_time - extensions, proof_size: 0n })))).toBe('ok')
  })

  test('has a limit for all, beyond which only what is reserved goes in', () => {
    const weight = { ref_time: 1_600_000_000_000n, proof_size: 0n }
    expect(submit(chain.sign('Alice', heavy(weight)))).toBe('ok')
    expect(submit(chain.sign('Alice', heavy(weight)))).toBe('ExhaustsResources')
    expect(submit(chain.sign('Alice', note))).toBe('ok')
    const operational = (ref_time: bigint) =>
      sudoUncheckedWeight.make({ call: setHeapPages.make({ pages: 1n }), weight: { ref_time, proof_size: 0n } })
    expect(submit(chain.sign('Alice', operational(2_000_000_000_000n)))).toBe('ok')
    expect(submit(chain.sign('Alice', operational(900_000_000_000n)))).toBe('ExhaustsResources')
  })

  test('overflows for nobody', () => {
    const proof = { ref_time: 0n, proof_size: 16_000_000_000_000_000_000n }
    const operational = sudoUncheckedWeight.make({ call: setHeapPages.make({ pages: 1n }), weight: proof })
    expect(submit(chain.sign('Alice', operational))).toBe('ok')
    expect(submit(chain.sign('Alice', operational))).toBe('ExhaustsResources')
  })

  test('and its length have limits by class', () => {
    AllExtrinsicsLen.put(chain.ctx, 7_864_320 - 100)
    expect(submit(chain.sign('Alice', note))).toBe('ExhaustsResources')
    expect(submit(chain.sign('Alice', setHeapPages.make({ pages: 1n })))).toBe('BadOrigin')
  })
})

describe('extensions', () => {
  const outcomes: (DispatchOutcome & { name: string })[] = []
  const refunding = (identifier: string, weight: Weight, unspent: Weight) =>
    extension<null, null, string>({
      identifier,
      explicit: unit,
      implicit: unit,
      implicitValue: () => null,
      weight: () => weight,
      prepare: () => identifier,
      postDispatch: (_ctx, _transaction, outcome, prepared) => {
        outcomes.push({ ...outcome, name: prepared })
        return unspent
      },
    })

  test('give back what they did not use, and the fee of the next ones falls', () => {
    const profile = baseProfile()
    const first = refunding('First', weigh(5_000_000, 0, 0, 0), weigh(3_000_000, 0, 0, 0))
    const second = refunding('Second', weigh(0, 0, 0, 0), weigh(0, 0, 0, 0))
    const run = (extensions: readonly (typeof first)[]) => {
      outcomes.length = 0
      const on = new TestChain({ profile: baseProfile({ extensions: [...extensions] }) })
      on.begin()
      const from = on.ctx.events.length
      expect(submit(on.sign('Alice', note), on)).toBe('ok')
      return (on.events(from).at(-2)![1] as { actual_fee: bigint }).actual_fee
    }
    const before = run([first, ...profile.extensions, second])
    expect(outcomes.map(({ name }) => name)).toEqual(['First', 'Second'])
    const [a, b] = outcomes.map(({ post }) => post.actualWeight!.ref_time)
    expect(a! - b!).toBe(3_000_000n)
    expect(run([...profile.extensions, first, second]) - before).toBe(1500n)
  })
})

describe('guards', () => {
  const seen: string[] = []
  const guarded: Pallet = pallet({
    name: 'Guard',
    path: 'test_guard::pallet',
    guards: [
      {
        check: (ctx, who, guardedCall) => {
          seen.push(`${who === alice ? 'alice' : who === bob ? 'bob' : 'other'} ${ctx.runtime.callName(guardedCall)}`)
          if (guardedCall.call === remarkWithEvent) throw BAD_ORIGIN
        },
        weight: () => weigh(1, 0, 0, 0),
      },
    ],
  })

  test('see every call of an account, within others too; root passes', () => {
    seen.length = 0
    const on = new TestChain({ profile: baseProfile({ more: [[40, guarded]] }) })
    on.begin()
    const inner = remarkWithEvent.make({ remark: new Uint8Array(0) })
    expect(submit(on.sign('Alice', batch.make({ calls: [note, inner] })), on)).toBe('ok')
    expect(seen).toEqual(['alice Utility.batch', 'alice System.remark', 'alice System.remark_with_event'])
    expect(on.events().find(([name]) => name === 'Utility.BatchInterrupted')?.[1]).toEqual({
      index: 1,
      error: { type: 'BadOrigin' },
    })
    seen.length = 0
    submit(on.sign('Alice', sudo.make({ call: inner })), on)
    expect(seen).toEqual(['alice Sudo.sudo'])
  })
})

test('layers are nested 255 deep, and no deeper', () => {
  chain.begin()
  const deep = (levels: number) => {
    let nested: RuntimeCall = note
    for (let i = 0; i < levels; i++) nested = sudo.make({ call: nested })
    const from = chain.ctx.events.length
    expect(chain.dispatch({ type: 'Root' }, nested)).toBe('ok')
    return chain.events(from)[0]![1]
  }
  expect(deep(254)).toEqual({ sudo_result: undefined })
  expect(deep(255)).toEqual({ sudo_result: { type: 'Transactional', value: 'LimitReached' } })
})

test('a set that came out of order is signed as the chain reads it', () => {
  const choose = call('choose', 0, { netuids: btreeSet(u16) }, { weight: weigh(1, 0, 0, 0) }, () => {})
  const chooser: Pallet = pallet({ name: 'Chooser', path: 'test_chooser::pallet', calls: [choose] })
  const on = new TestChain({ profile: baseProfile({ more: [[40, chooser]] }) })
  on.begin()
  const encoded = on.sign('Alice', choose.make({ netuids: [1, 2] }))
  const shuffled = encoded.slice()
  shuffled.set([2, 0, 1, 0], shuffled.length - 4)
  expect(toHex(shuffled)).not.toBe(toHex(encoded))
  expect(submit(shuffled, on)).toBe('ok')
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
