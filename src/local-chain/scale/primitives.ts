/** Codecs of numbers, bools, text and bytes. Integers up to 32 bits are numbers, wider ones bigints. */
import { assert } from '../../primitives/errors.ts'
import { malformed, type Reader, type Writer } from './buffer.ts'
import type { Codec } from './codec.ts'
import { builtin, type PrimitiveName } from './type.ts'

function primitive<T>(
  name: PrimitiveName,
  minSize: number,
  write: (writer: Writer, value: T) => void,
  read: (reader: Reader) => T,
): Codec<T> {
  const info = builtin({ kind: 'primitive', name })
  return { write, read, type: () => info, typeName: name, minSize }
}

function checkNumber(value: number, max: number, name: string): void {
  assert(Number.isInteger(value) && value >= 0 && value <= max, `${value} is not a ${name}`)
}

export const u8 = primitive<number>(
  'u8',
  1,
  (writer, value) => {
    checkNumber(value, 0xff, 'u8')
    writer.u8(value)
  },
  reader => reader.u8(),
)

export const u16 = primitive<number>(
  'u16',
  2,
  (writer, value) => {
    checkNumber(value, 0xffff, 'u16')
    writer.u16(value)
  },
  reader => reader.view.getUint16(reader.skip(2), true),
)

export const u32 = primitive<number>(
  'u32',
  4,
  (writer, value) => {
    checkNumber(value, 0xffff_ffff, 'u32')
    writer.u32(value)
  },
  reader => reader.view.getUint32(reader.skip(4), true),
)

export const i16 = primitive<number>(
  'i16',
  2,
  (writer, value) => {
    assert(Number.isInteger(value) && value >= -0x8000 && value <= 0x7fff, `${value} is not an i16`)
    writer.u16(value & 0xffff)
  },
  reader => reader.view.getInt16(reader.skip(2), true),
)

export const i32 = primitive<number>(
  'i32',
  4,
  (writer, value) => {
    assert(Number.isInteger(value) && value >= -0x8000_0000 && value <= 0x7fff_ffff, `${value} is not an i32`)
    writer.u32(value >>> 0)
  },
  reader => reader.view.getInt32(reader.skip(4), true),
)

function unsigned(name: PrimitiveName, bits: number): Codec<bigint> {
  const size = bits / 8
  const max = (1n << BigInt(bits)) - 1n
  return primitive<bigint>(
    name,
    size,
    (writer, value) => {
      assert(value >= 0n && value <= max, `${value} is not a ${name}`)
      writer.big(value, size)
    },
    reader => readLimbs(reader, size),
  )
}

function signed(name: PrimitiveName, bits: number): Codec<bigint> {
  const size = bits / 8
  const half = 1n << BigInt(bits - 1)
  return primitive<bigint>(
    name,
    size,
    (writer, value) => {
      assert(value >= -half && value < half, `${value} is not an ${name}`)
      writer.big(value, size)
    },
    reader => BigInt.asIntN(bits, readLimbs(reader, size)),
  )
}

function readLimbs(reader: Reader, size: number): bigint {
  const start = reader.skip(size)
  let value = 0n
  for (let i = size - 8; i >= 0; i -= 8) value = (value << 64n) | reader.view.getBigUint64(start + i, true)
  return value
}

export const u64 = primitive<bigint>(
  'u64',
  8,
  (writer, value) => {
    assert(value >= 0n && value <= 0xffff_ffff_ffff_ffffn, `${value} is not a u64`)
    writer.u64(value)
  },
  reader => reader.view.getBigUint64(reader.skip(8), true),
)
export const u128 = unsigned('u128', 128)
export const u256 = unsigned('u256', 256)
export const i64 = signed('i64', 64)
export const i128 = signed('i128', 128)

export const bool = primitive<boolean>(
  'bool',
  1,
  (writer, value) => writer.u8(value ? 1 : 0),
  reader => {
    const byte = reader.u8()
    if (byte > 1) throw malformed(`a bool is 0 or 1, not ${byte}`)
    return byte === 1
  },
)

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })

export const str = primitive<string>(
  'str',
  1,
  (writer, value) => {
    const encoded = new TextEncoder().encode(value)
    writer.compact(encoded.length)
    writer.raw(encoded)
  },
  reader => {
    const encoded = reader.take(reader.count(1))
    try {
      return strictUtf8.decode(encoded)
    } catch {
      throw malformed('text is not UTF-8')
    }
  },
)

const compactInfo = (item: Codec<unknown>) => {
  const info = builtin({ kind: 'compact', item: item.type })
  return () => info
}

function compactNumber(item: Codec<number>, max: number): Codec<number> {
  return {
    write: (writer, value) => {
      checkNumber(value, max, `compact of at most ${max}`)
      writer.compact(value)
    },
    read: reader => {
      const value = reader.compactBig()
      if (value > BigInt(max)) throw malformed(`a compact number exceeds ${max}`)
      return Number(value)
    },
    type: compactInfo(item),
    minSize: 1,
  }
}

function compactBigint(item: Codec<bigint>, max: bigint): Codec<bigint> {
  return {
    write: (writer, value) => {
      assert(value >= 0n && value <= max, `${value} exceeds ${max}`)
      writer.compact(value)
    },
    read: reader => {
      const value = reader.compactBig()
      if (value > max) throw malformed(`a compact number exceeds ${max}`)
      return value
    },
    type: compactInfo(item),
    minSize: 1,
  }
}

export const compactU16 = compactNumber(u16, 0xffff)
export const compactU32 = compactNumber(u32, 0xffff_ffff)
export const compactU64 = compactBigint(u64, 0xffff_ffff_ffff_ffffn)
export const compactU128 = compactBigint(u128, (1n << 128n) - 1n)

const emptyTuple = builtin({ kind: 'tuple', items: [] })

/** `()`: no bytes at all. */
export const unit: Codec<null> = {
  write: () => {},
  read: () => null,
  type: () => emptyTuple,
  typeName: '()',
  minSize: 0,
}
