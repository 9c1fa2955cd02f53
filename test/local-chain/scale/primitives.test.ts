import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Codec } from '../../../src/local-chain/scale/codec.ts'
import {
  bool,
  compactU16,
  compactU32,
  compactU64,
  compactU128,
  i16,
  i32,
  i64,
  i128,
  str,
  u8,
  u16,
  u32,
  u64,
  u128,
  u256,
  unit,
} from '../../../src/local-chain/scale/primitives.ts'
import { hexOf, read, roundTrips } from './support.ts'

fc.configureGlobal({ seed: 425 })

const same = <T>(a: T, b: T): void => expect(a).toStrictEqual(b)

const NUMBERS: readonly [name: string, codec: Codec<number>, min: number, max: number][] = [
  ['u8', u8, 0, 0xff],
  ['u16', u16, 0, 0xffff],
  ['u32', u32, 0, 0xffff_ffff],
  ['i16', i16, -0x8000, 0x7fff],
  ['i32', i32, -0x8000_0000, 0x7fff_ffff],
  ['compact u16', compactU16, 0, 0xffff],
  ['compact u32', compactU32, 0, 0xffff_ffff],
]

const BIGINTS: readonly [name: string, codec: Codec<bigint>, min: bigint, max: bigint][] = [
  ['u64', u64, 0n, 2n ** 64n - 1n],
  ['u128', u128, 0n, 2n ** 128n - 1n],
  ['u256', u256, 0n, 2n ** 256n - 1n],
  ['i64', i64, -(2n ** 63n), 2n ** 63n - 1n],
  ['i128', i128, -(2n ** 127n), 2n ** 127n - 1n],
  ['compact u64', compactU64, 0n, 2n ** 64n - 1n],
  ['compact u128', compactU128, 0n, 2n ** 128n - 1n],
]

describe.each(NUMBERS)('%s', (_name, codec, min, max) => {
  test('reads back what it wrote, and nothing shorter or longer', () => {
    fc.assert(fc.property(fc.integer({ min, max }), value => roundTrips(codec, value, same)))
    for (const value of [min, max]) roundTrips(codec, value, same)
  })

  test.each([min - 1, max + 1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('does not write %d', value => {
    expect(() => hexOf(codec, value)).toThrow()
  })
})

describe.each(BIGINTS)('%s', (_name, codec, min, max) => {
  test('reads back what it wrote, and nothing shorter or longer', () => {
    fc.assert(fc.property(fc.bigInt({ min, max }), value => roundTrips(codec, value, same)))
    for (const value of [min, max, 0n]) roundTrips(codec, value, same)
  })

  test('does not write what is out of range', () => {
    expect(() => hexOf(codec, min - 1n)).toThrow()
    expect(() => hexOf(codec, max + 1n)).toThrow()
  })
})

test('fixed-width integers are little-endian', () => {
  expect(hexOf(u16, 42)).toBe('0x2a00')
  expect(hexOf(u32, 16_777_215)).toBe('0xffffff00')
  expect(hexOf(i16, -2)).toBe('0xfeff')
  expect(hexOf(i32, -1)).toBe('0xffffffff')
  expect(hexOf(u64, 0x0102_0304_0506_0708n)).toBe('0x0807060504030201')
  expect(hexOf(i128, -1n)).toBe(`0x${'ff'.repeat(16)}`)
})

/** Examples of the SCALE specification, and the borders between its four forms. */
test.each([
  [0n, '0x00'],
  [1n, '0x04'],
  [42n, '0xa8'],
  [63n, '0xfc'],
  [64n, '0x0101'],
  [69n, '0x1501'],
  [16_383n, '0xfdff'],
  [16_384n, '0x02000100'],
  [65_535n, '0xfeff0300'],
  [2n ** 30n - 1n, '0xfeffffff'],
  [2n ** 30n, '0x0300000040'],
  [2n ** 32n - 1n, '0x03ffffffff'],
  [2n ** 32n, '0x070000000001'],
  [100_000_000_000_000n, '0x0b00407a10f35a'],
  [2n ** 64n - 1n, '0x13ffffffffffffffff'],
])('compact %d is %s', (value, hex) => {
  expect(hexOf(compactU64, value)).toBe(hex)
  expect(read(compactU64, hex)).toBe(value)
})

describe('a compact number has one form', () => {
  /** The value in the form with this many bytes. */
  function wide(value: bigint, bytes: number): string {
    const mode = bytes === 1 ? 0n : bytes === 2 ? 1n : bytes === 4 ? 2n : 3n
    const head = mode < 3n ? (value << 2n) | mode : (value << 8n) | (BigInt(bytes - 5) << 2n) | 3n
    const reversed = head.toString(16).padStart(bytes * 2, '0')
    return `0x${Buffer.from(reversed, 'hex').reverse().toString('hex')}`
  }

  test('the helper of this test makes the forms that are read', () => {
    expect(read(compactU128, wide(5n, 1))).toBe(5n)
    expect(read(compactU128, wide(100n, 2))).toBe(100n)
    expect(read(compactU128, wide(20_000n, 4))).toBe(20_000n)
    expect(read(compactU128, wide(2n ** 40n, 7))).toBe(2n ** 40n)
  })

  test('a longer form than needed is refused', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 120n }),
        fc.constantFrom(2, 4, 5, 6, 7, 9, 12, 17),
        (value, bytes) => {
          const shortest = (hexOf(compactU128, value).length - 2) / 2
          fc.pre(bytes > shortest)
          expect(() => read(compactU128, wide(value, bytes))).toThrow()
        },
      ),
    )
  })

  test('a value above the type is refused', () => {
    expect(() => read(compactU16, hexOf(compactU64, 0x1_0000n))).toThrow()
    expect(() => read(compactU32, hexOf(compactU64, 2n ** 32n))).toThrow()
    expect(() => read(compactU64, hexOf(compactU128, 2n ** 64n))).toThrow()
    expect(() => read(compactU128, `0x37${'ff'.repeat(17)}`)).toThrow()
  })
})

test('a bool is 0 or 1', () => {
  expect(hexOf(bool, true)).toBe('0x01')
  expect(read(bool, '0x00')).toBe(false)
  expect(() => read(bool, '0x02')).toThrow()
})

describe('text', () => {
  test('reads back what it wrote, and nothing shorter or longer', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), value => roundTrips(str, value, same)))
  })

  test.each(['0x04ff', '0x08c328', '0x0ce28228', '0x0ceda080', '0x10f0288cbc'])('%s is not UTF-8', hex => {
    expect(() => read(str, hex)).toThrow()
  })

  test('a length that the bytes cannot hold is refused', () => {
    expect(() => read(str, '0x03ffffffff')).toThrow()
  })
})

test('nothing takes no bytes', () => {
  expect(hexOf(unit, null)).toBe('0x')
  expect(read(unit, '0x')).toBeNull()
  expect(() => read(unit, '0x00')).toThrow()
})
