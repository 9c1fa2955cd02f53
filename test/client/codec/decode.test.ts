import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Decoder, decode, decodeList } from '../../../src/client/codec/decode.ts'
import { encode } from '../../../src/client/codec/encode.ts'
import type { Shape } from '../../../src/client/metadata/lens.ts'
import { fromHex } from '../../../src/primitives/bytes.ts'
import { TaoError } from '../../../src/primitives/errors.ts'
import { ownShapes } from '../metadata/samples.ts'

const read = (shape: Shape, hex: string, ...others: Shape[]) => decode([shape, ...others], 0, fromHex(hex))
const U8: Shape = { kind: 'uint', size: 1 }

describe('what the chain would not write is refused', () => {
  test.each<[what: string, shape: Shape, hex: string, why: string]>([
    ['a choice that is none', { kind: 'bool' }, '0x02', 'neither yes nor no'],
    ['an option that is none', { kind: 'option', of: 1 }, '0x0201', 'neither yes nor no'],
    ['a number not in its shortest form, of two bytes', { kind: 'compact', size: 4 }, '0x0100', 'shortest'],
    ['of four bytes', { kind: 'compact', size: 4 }, '0x02000000', 'shortest'],
    ['of more', { kind: 'compact', size: 8 }, '0x0300000000', 'shortest'],
    ['with a zero in front', { kind: 'compact', size: 8 }, '0x07ffffffff00', 'shortest'],
    ['a number beyond its type', { kind: 'compact', size: 1 }, '0x0104', 'too large'],
    ['a text that is none', { kind: 'text' }, '0x04ff', 'no UTF-8'],
    ['a variant that is none', { kind: 'enum', variants: [] }, '0x00', 'no variant 0'],
    ['bytes that are left', U8, '0x0102', '1 bytes are left over'],
    ['bytes that are missing', { kind: 'uint', size: 8 }, '0x01', 'ends too early'],
    ['a length beyond the bytes', { kind: 'bytes' }, '0x0c01', 'ends too early'],
    ['a length of billions', { kind: 'list', of: 1 }, '0xfeffffff00', 'ends too early'],
    ['a length beyond all numbers', { kind: 'list', of: 1 }, `0x${'33'}${'ff'.repeat(16)}`, 'ends too early'],
    ['an array beyond the bytes', { kind: 'array', of: 1, length: 4_000_000_000 }, '0x00', 'ends too early'],
    ['an era that is none', { kind: 'era' }, '0xf5ff', 'written as 65525'],
    ['a type that is not described', { kind: 'option', of: 7 }, '0x01', 'too deep'],
  ])('%s', (_, shape, hex, why) => {
    const error = catchError(() => read(shape, hex, U8))
    expect(error).toMatchObject({ code: 'wrong_chain' })
    expect(error.why.join(' ')).toContain(why)
  })

  test('what holds itself without an end', () => {
    const endless: Shape = { kind: 'tuple', of: [0] }
    expect(() => read(endless, '0x00')).toThrow(TaoError)
  })

  test('a few bytes that hold billions of nothings', () => {
    const nested = Array.from({ length: 12 }, (_, i): Shape => ({ kind: 'array', of: i + 1, length: 90 }))
    const error = catchError(() => decode([...nested, { kind: 'unit' }], 0, new Uint8Array(100)))
    expect(error).toMatchObject({ code: 'wrong_chain' })
    expect(error.why.join(' ')).toContain('more values than its bytes can')
  })

  test('what no chain of ours has is told by its name', () => {
    expect(() => read({ kind: 'unknown', what: 'a sequence of bits' }, '0x')).toThrow('a sequence of bits')
  })
})

test('numbers on both sides of each length of a compact one', () => {
  for (const bits of [6n, 14n, 30n, 32n, 56n, 63n]) {
    for (const value of [2n ** bits - 1n, 2n ** bits]) {
      const compact: Shape = { kind: 'compact', size: 16 }
      expect(decode([compact], 0, encode([compact], 0, value))).toBe(value)
    }
  }
})

test('integers with a sign', () => {
  expect(read({ kind: 'int', size: 1 }, '0xff')).toBe(-1)
  expect(read({ kind: 'int', size: 2 }, '0x0080')).toBe(-32_768)
  expect(read({ kind: 'int', size: 4 }, '0xfeffffff')).toBe(-2)
  expect(read({ kind: 'int', size: 16 }, `0x${'ff'.repeat(16)}`)).toBe(-1n)
})

test('lists are read to their end', () => {
  expect(decodeList([U8], 0, fromHex('0x0c010203'))).toEqual([1, 2, 3])
  expect(() => decodeList([U8], 0, fromHex('0x0c01020304'))).toThrow(TaoError)
})

test('values one after another', () => {
  const decoder = new Decoder([U8, { kind: 'bytes' }], fromHex('0x0704ff'))
  expect(decoder.value(0)).toBe(7)
  expect(() => decoder.end()).toThrow(TaoError)
  expect(decoder.value(1)).toEqual(Uint8Array.of(255))
  decoder.end()
})

test('any bytes at all give a value that is written back to them, or are refused', () => {
  const { list } = ownShapes
  fc.assert(
    fc.property(fc.nat(list.length - 1), fc.uint8Array({ maxLength: 120 }), (type, bytes) => {
      let value: unknown
      try {
        value = decode(list, type, bytes)
      } catch (error) {
        expect(error).toBeInstanceOf(TaoError)
        return
      }
      expect(encode(list, type, value)).toEqual(bytes)
    }),
    { numRuns: 3000 },
  )
})

function catchError(work: () => unknown): TaoError {
  try {
    work()
  } catch (error) {
    return error as TaoError
  }
  throw new Error('nothing was refused')
}
