import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Reader } from '../../../src/local-chain/scale/buffer.ts'
import type { Codec } from '../../../src/local-chain/scale/codec.ts'
import {
  array,
  boundedBytes,
  boundedVec,
  btreeMap,
  btreeSet,
  bytes,
  fixedBytes,
  option,
  tuple,
  vec,
  vecU16,
  vecU16Pairs,
} from '../../../src/local-chain/scale/collections.ts'
import { bool, compactU32, str, u8, u16, u32, u64, unit } from '../../../src/local-chain/scale/primitives.ts'
import { fromHex, type Hex, toHex } from '../../../src/primitives/bytes.ts'
import { hexOf, read, roundTrips } from './support.ts'

fc.configureGlobal({ seed: 425 })

const same = <T>(a: T, b: T): void => expect(a).toStrictEqual(b)
const hex = (length: number) => fc.uint8Array({ minLength: length, maxLength: length }).map(toHex)
const number = (max: number) => fc.integer({ min: 0, max })

describe('what was written is read back, and nothing shorter or longer', () => {
  test('vectors', () => {
    fc.assert(fc.property(fc.array(number(0xffff_ffff)), value => roundTrips(vec(u32), value, same)))
    fc.assert(fc.property(fc.array(fc.array(number(255))), value => roundTrips(vec(vec(u8)), value, same)))
    fc.assert(fc.property(fc.array(fc.string()), value => roundTrips(vec(str), value, same)))
  })

  test('bytes', () => {
    fc.assert(fc.property(fc.uint8Array(), value => roundTrips(bytes, value, same)))
    fc.assert(fc.property(hex(8), value => roundTrips(fixedBytes(8), value, same)))
  })

  test('typed arrays hold the same bytes as plain vectors', () => {
    fc.assert(
      fc.property(fc.array(number(0xffff)), values => {
        roundTrips(vecU16, Uint16Array.from(values), same)
        expect(hexOf(vecU16, Uint16Array.from(values))).toBe(hexOf(vec(u16), values))
      }),
    )
    const pairs = vec(tuple(u16, u16))
    fc.assert(
      fc.property(fc.array(fc.tuple(number(0xffff), number(0xffff))), rows => {
        const row = Uint16Array.from(rows.flat())
        roundTrips(vecU16Pairs, row, same)
        expect(hexOf(vecU16Pairs, row)).toBe(hexOf(pairs, rows))
      }),
    )
  })

  test('options, tuples and arrays', () => {
    fc.assert(fc.property(fc.option(number(255), { nil: undefined }), value => roundTrips(option(u8), value, same)))
    const mixed = tuple(u8, compactU32, bytes, option(bool))
    const value = fc.tuple(number(255), number(0xffff_ffff), fc.uint8Array(), fc.constantFrom(true, false, undefined))
    fc.assert(fc.property(value, each => roundTrips(mixed, each, same)))
    fc.assert(fc.property(fc.tuple(number(255), number(255)), each => roundTrips(array(u8, 2), [...each], same)))
  })
})

describe('bounds', () => {
  test('hold in both directions', () => {
    const short = boundedVec(u8, 2)
    roundTrips(short, [1, 2], same)
    expect(() => hexOf(short, [1, 2, 3])).toThrow()
    expect(() => read(short, hexOf(vec(u8), [1, 2, 3]))).toThrow()
    expect(() => hexOf(boundedBytes(1), Uint8Array.of(1, 2))).toThrow()
    expect(() => read(boundedBytes(1), '0x080102')).toThrow()
  })

  test('arrays, tuples and rows of pairs have their length', () => {
    expect(() => hexOf(array(u8, 2), [1])).toThrow()
    expect(() => hexOf(tuple(u8, u8), [1] as unknown as [number, number])).toThrow()
    expect(() => hexOf(vecU16Pairs, Uint16Array.of(1, 2, 3))).toThrow()
  })

  test.each(['0x01', '0x010203', '0xzzzz', '0x010g', ''])('%s is not two bytes', value => {
    expect(() => hexOf(fixedBytes(2), value as Hex)).toThrow()
  })

  test('an option is 0 or 1', () => {
    expect(() => read(option(u8), '0x0200')).toThrow()
  })
})

describe('a count that the bytes cannot hold is refused before anything is made', () => {
  const lie = '0x02093d00'

  test('the announced count is a million', () => {
    expect(new Reader(fromHex(lie)).compact()).toBe(1_000_000)
  })

  test.each([
    ['bytes', bytes],
    ['a vector of u64', vec(u64)],
    ['a vector of tuples', vec(tuple(u64, u64))],
    ['a vector of vectors', vec(vec(u8))],
    ['a vector of nothings', vec(unit)],
    ['a typed array', vecU16],
    ['a row of pairs', vecU16Pairs],
    ['a map', btreeMap(u16, u64)],
  ])('%s', (_name, codec: Codec<unknown>) => {
    const started = process.memoryUsage().arrayBuffers
    expect(() => read(codec, `${lie}0000`)).toThrow(/Malformed/)
    expect(process.memoryUsage().arrayBuffers - started).toBeLessThan(1_000_000)
  })
})

describe('ordered sets and maps', () => {
  test('read what parity-scale-codec reads: in order, the last of equal keys', () => {
    const members = btreeSet(u16)
    const pairs = btreeMap(u16, u8)
    fc.assert(
      fc.property(fc.array(fc.tuple(number(20), number(255))), entries => {
        const keys = entries.map(([key]) => key)
        const sorted = [...new Set(keys)].sort((a, b) => a - b)
        expect(read(members, hexOf(vec(u16), keys))).toStrictEqual(sorted)
        const last = new Map(entries)
        expect(read(pairs, hexOf(vec(tuple(u16, u8)), entries))).toStrictEqual(sorted.map(key => [key, last.get(key)]))
      }),
    )
  })

  test('tell the reader when they were not in order', () => {
    const readSet = (values: readonly number[]) => {
      const reader = new Reader(fromHex(hexOf(vec(u16), values)))
      btreeSet(u16).read(reader)
      return reader.reordered
    }
    expect(readSet([1, 2, 3])).toBe(false)
    expect(readSet([2, 1])).toBe(true)
    expect(readSet([1, 1])).toBe(true)
  })
})
