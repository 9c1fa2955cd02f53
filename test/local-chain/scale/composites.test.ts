import { describe, expect, test } from 'vitest'
import { Reader } from '../../../src/local-chain/scale/buffer.ts'
import { type Codec, decode, encode, lazy, named, outerCodec } from '../../../src/local-chain/scale/codec.ts'
import { vec } from '../../../src/local-chain/scale/collections.ts'
import { struct, unitEnum, variant, wrapper } from '../../../src/local-chain/scale/composites.ts'
import { str, u8, u16, u32 } from '../../../src/local-chain/scale/primitives.ts'
import { hexOf, read, roundTrips } from './support.ts'

const same = <T>(a: T, b: T): void => expect(a).toStrictEqual(b)

const shapes = variant('test::Shape', {
  Empty: [0, null],
  One: [3, u16],
  Two: [4, [u8, str]],
  Named: [9, { x: u8, y: u16 }],
})

describe('enums', () => {
  test.each([
    [{ type: 'Empty' }, '0x00'],
    [{ type: 'One', value: 513 }, '0x030102'],
    [{ type: 'Two', value: [7, 'a'] }, '0x04070461'],
    [{ type: 'Named', value: { x: 1, y: 2 } }, '0x09010200'],
  ] as const)('%o', (value, hex) => {
    expect(hexOf(shapes, value)).toBe(hex)
    roundTrips(shapes, value, same)
  })

  test.each(['0x01', '0x02', '0x05', '0xff'])('%s has no variant', hex => {
    expect(() => read(shapes, hex)).toThrow(/Malformed/)
  })

  test('do not write what they do not have', () => {
    const words = unitEnum('test::Word', { Yes: 0, No: 2 })
    expect(hexOf(words, 'No')).toBe('0x02')
    expect(() => read(words, '0x01')).toThrow()
    expect(() => hexOf(words, 'Maybe' as 'Yes')).toThrow()
    expect(() => hexOf(words, 'toString' as 'Yes')).toThrow()
    expect(() => hexOf(shapes, { type: 'constructor' } as never)).toThrow()
  })
})

test('a struct writes its fields in their order, a wrapper adds nothing', () => {
  const point = struct('test::Point', { y: u16, x: u8 })
  expect(hexOf(point, { x: 1, y: 2 })).toBe('0x020001')
  roundTrips(point, { y: 9, x: 255 }, same)
  expect(hexOf(wrapper('test::Wrapped', u32), 5)).toBe(hexOf(u32, 5))
})

test('types are nominal: the same bytes under another path are another type', () => {
  const a = struct('test::A', { value: named(u16, 'NetUid') })
  const b = struct('test::B', { value: u16 })
  expect(a.type()).not.toEqual(b.type())
  expect(a.type()).toEqual({
    path: ['test', 'A'],
    params: [],
    def: { kind: 'composite', fields: [{ name: 'value', type: u16.type, typeName: 'NetUid' }] },
  })
  expect(a.type()).toBe(a.type())
})

test('a codec may refer to itself', () => {
  interface Tree {
    readonly leaf: number
    readonly branches: readonly Tree[]
  }
  const tree: Codec<Tree> = struct('test::Tree', { leaf: u8, branches: vec(lazy(() => tree, 2)) })
  const value = {
    leaf: 1,
    branches: [
      { leaf: 2, branches: [] },
      { leaf: 3, branches: [{ leaf: 4, branches: [] }] },
    ],
  }
  roundTrips(tree, value, same)
})

test('an outer type is the one of the runtime at hand', () => {
  const call = outerCodec<number>('RuntimeCall')
  const outer = { RuntimeCall: u16 as Codec<unknown> }
  expect(decode(call, encode(call, 258, outer), outer)).toBe(258)
  expect(() => encode(call, 258)).toThrow(/no runtime/)
  expect(() => call.read(new Reader(Uint8Array.of(1, 2)))).toThrow(/no runtime/)
  expect(decode(outerCodec('BlockNumber', u8), Uint8Array.of(7))).toBe(7)
})
