import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  DispatchError,
  dispatchResultCodec,
  LAYER_LIMIT_REACHED,
} from '../../../src/local-chain/runtime/dispatch-error.ts'
import { addressId, lookup } from '../../../src/local-chain/runtime/lookup.ts'
import { era, eraBirth, header, multiAddress } from '../../../src/local-chain/runtime/types.ts'
import { combine, NEUTRAL, resultCodec, transactionValidity } from '../../../src/local-chain/runtime/validity.ts'
import { u8 } from '../../../src/local-chain/scale/primitives.ts'
import { U64_MAX } from '../../../src/primitives/amounts.ts'
import { hexOf, read, roundTrips } from '../scale/support.ts'
import { anAccount } from '../support/accounts.ts'

fc.configureGlobal({ seed: 425 })

const same = <T>(a: T, b: T): void => expect(a).toStrictEqual(b)

describe('eras', () => {
  /** Reference: the tests of sp_runtime generic::era. */
  test.each([
    [undefined, '0x00'],
    [{ period: 64, phase: 42 }, '0xa502'],
    [{ period: 32_768, phase: 20_000 }, '0x4e9c'],
  ])('%o is %s', (value, hex) => {
    expect(hexOf(era, value)).toBe(hex)
    roundTrips(era, value, same)
  })

  test('every one that can be written is read back', () => {
    const mortal = fc.integer({ min: 2, max: 16 }).chain(bits => {
      const period = 2 ** bits
      const quantum = Math.max(1, period >>> 12)
      return fc.integer({ min: 0, max: period / quantum - 1 }).map(step => ({ period, phase: step * quantum }))
    })
    fc.assert(fc.property(mortal, value => roundTrips(era, value, same)))
  })

  test.each(['0x1000', '0x4100', '0xf1ff'])('%s is none: its phase lies behind its period, or it is too short', hex => {
    expect(() => read(era, hex)).toThrow()
  })

  /** Reference: the tests of sp_runtime generic::era. */
  test('begin at the last block of their phase', () => {
    const value = { period: 4, phase: 2 }
    const births = [0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n].map(block => eraBirth(value, block))
    expect(births).toEqual([2n, 2n, 2n, 2n, 2n, 2n, 6n, 6n])
  })
})

describe('addresses', () => {
  test('of accounts are looked up, others are not', () => {
    const who = anAccount(3)
    expect(lookup(addressId(who))).toBe(who)
    roundTrips(multiAddress, addressId(who), same)
    roundTrips(multiAddress, { type: 'Index', value: null }, same)
    expect(() => lookup({ type: 'Raw', value: Uint8Array.of(1) })).toThrow(DispatchError)
    expect(() => lookup({ type: 'Index', value: null })).toThrow('CannotLookup')
  })
})

describe('results', () => {
  test('are ok or not, nothing else', () => {
    expect(hexOf(dispatchResultCodec, undefined)).toBe('0x00')
    expect(hexOf(dispatchResultCodec, LAYER_LIMIT_REACHED.data)).toBe('0x010900')
    expect(() => read(dispatchResultCodec, '0x02')).toThrow()
    const either = resultCodec(u8, u8)
    expect([read(either, '0x0005'), read(either, '0x0106')]).toEqual([{ ok: 5 }, { err: 6 }])
    expect(() => read(either, '0x0205')).toThrow()
  })

  test('of transactions hold what pools need to know', () => {
    const validity = { priority: 1n, requires: [], provides: [Uint8Array.of(1, 2)], longevity: 64n, propagate: true }
    expect(hexOf(transactionValidity, { ok: validity })).toBe('0x0001000000000000000004080102400000000000000001')
    const stale = { err: { type: 'Invalid', value: { type: 'Stale' } } } as const
    expect(hexOf(transactionValidity, stale)).toBe('0x010003')
  })
})

test('validities add up, and never overflow', () => {
  const a = { ...NEUTRAL, priority: U64_MAX - 1n, requires: [Uint8Array.of(1)], longevity: 9n }
  const b = { ...NEUTRAL, priority: 5n, provides: [Uint8Array.of(2)], propagate: false }
  expect(combine(a, b)).toEqual({
    priority: U64_MAX,
    requires: [Uint8Array.of(1)],
    provides: [Uint8Array.of(2)],
    longevity: 9n,
    propagate: false,
  })
})

test('a header is written with a compact number', () => {
  const hash = `0x${'11'.repeat(32)}` as const
  const value = { parent_hash: hash, number: 69, state_root: hash, extrinsics_root: hash, digest: { logs: [] } }
  expect(hexOf(header, value)).toBe(`${hash}1501${'11'.repeat(64)}00`)
  roundTrips(header, value, same)
})
