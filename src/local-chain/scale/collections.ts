/** Codecs of sequences, arrays, options, tuples, maps and sets. What they return is never changed in place. */

import { type Hex, toHex } from '../../primitives/bytes.ts'
import { assert } from '../../primitives/errors.ts'
import { malformed, type Reader, type Writer } from './buffer.ts'
import type { Codec, ValueOf } from './codec.ts'
import { u8, u16 } from './primitives.ts'
import { builtin, nominal, type TypeInfo } from './type.ts'

const sequenceOf = (item: Codec<unknown>): TypeInfo => builtin({ kind: 'sequence', item: item.type })
const vecName = (item: Codec<unknown>): string | undefined => item.typeName && `Vec<${item.typeName}>`

/** `Vec<T>`, or `BoundedVec<T>` when a maximal length is given: longer ones are refused on reading and writing. */
export function vec<T>(item: Codec<T>, maxLength = 0xffff_ffff): Codec<readonly T[]> {
  const info = sequenceOf(item)
  return {
    write: (writer, values) => {
      assert(values.length <= maxLength, `${values.length} items where at most ${maxLength} may stand`)
      writer.compact(values.length)
      for (const value of values) item.write(writer, value)
    },
    read: reader => {
      const count = boundedCount(reader, item.minSize, maxLength)
      return isLevel(item) ? reader.deeper(() => readItems(reader, item, count)) : readItems(reader, item, count)
    },
    type: () => info,
    typeName: vecName(item),
    minSize: 1,
  }
}

/** Whether a vector of these is a level of its own. Calls count themselves. */
function isLevel(item: Codec<unknown>): boolean {
  const { def } = item.type()
  return def.kind === 'primitive' ? def.name === 'str' : def.kind !== 'outer'
}

/** A `BoundedVec`: as `vec`, with the type that metadata shows for it. */
export function boundedVec<T>(
  item: Codec<T>,
  maxLength: number,
  path = 'bounded_collections::bounded_vec::BoundedVec',
) {
  const inner = vec(item, maxLength)
  const info = nominal(path, { kind: 'composite', fields: [{ type: inner.type, typeName: 'Vec<T>' }] }, [
    { name: 'T', type: item.type },
    { name: 'S' },
  ])
  return { ...inner, type: () => info, typeName: undefined }
}

export const boundedBytes = (maxLength: number): Codec<Uint8Array> => {
  const shape = boundedVec(u8, maxLength)
  return { ...bytesUpTo(maxLength), type: shape.type, typeName: undefined }
}

function bytesUpTo(maxLength: number): Codec<Uint8Array> {
  const info = sequenceOf(u8)
  return {
    write: (writer, value) => {
      assert(value.length <= maxLength, `${value.length} bytes where at most ${maxLength} may stand`)
      writer.compact(value.length)
      writer.raw(value)
    },
    read: reader => reader.take(boundedCount(reader, 1, maxLength)).slice(),
    type: () => info,
    typeName: 'Vec<u8>',
    minSize: 1,
  }
}

/** `Vec<u8>`. */
export const bytes = bytesUpTo(0xffff_ffff)

function boundedCount(reader: Reader, itemSize: number, maxLength: number): number {
  const count = reader.count(itemSize)
  if (count > maxLength) throw malformed(`${count} items where at most ${maxLength} may stand`)
  return count
}

function readItems<T>(reader: Reader, item: Codec<T>, count: number): T[] {
  const values: T[] = []
  for (let i = 0; i < count; i++) values.push(item.read(reader))
  return values
}

/** `[u8; N]` as hex. */
export function fixedBytes(length: number): Codec<Hex> {
  const info = builtin({ kind: 'array', item: u8.type, length })
  return {
    write: (writer, value) => {
      const isWhole = value.length === 2 + 2 * length && writer.hex(value, 2)
      assert(isWhole, `${value} does not hold ${length} bytes`)
    },
    read: reader => toHex(reader.take(length)),
    type: () => info,
    typeName: `[u8; ${length}]`,
    minSize: length,
  }
}

/** `[T; N]`. */
export function array<T>(item: Codec<T>, length: number): Codec<readonly T[]> {
  const info = builtin({ kind: 'array', item: item.type, length })
  return {
    write: (writer, values) => {
      assert(values.length === length, `${values.length} items where ${length} must stand`)
      for (const value of values) item.write(writer, value)
    },
    read: reader => readItems(reader, item, length),
    type: () => info,
    typeName: item.typeName && `[${item.typeName}; ${length}]`,
    minSize: item.minSize * length,
  }
}

/** `Vec<u16>` as one typed array. */
export const vecU16: Codec<Uint16Array> = {
  write: (writer, values) => {
    writer.compact(values.length)
    for (const value of values) writer.u16(value)
  },
  read: reader => readU16s(reader, reader.count(2)),
  type: vec(u16).type,
  typeName: 'Vec<u16>',
  minSize: 1,
}

/** `Vec<(u16, u16)>`, a row of weights or bonds, as one typed array: uid, value, uid, value, … */
export const vecU16Pairs: Codec<Uint16Array> = {
  write: (writer, values) => {
    assert(values.length % 2 === 0, 'a row holds pairs')
    writer.compact(values.length / 2)
    for (const value of values) writer.u16(value)
  },
  read: reader => readU16s(reader, 2 * reader.count(4)),
  type: (() => {
    const info = sequenceOf(tuple(u16, u16))
    return () => info
  })(),
  typeName: 'Vec<(u16, u16)>',
  minSize: 1,
}

function readU16s(reader: Reader, count: number): Uint16Array {
  const start = reader.skip(2 * count)
  const values = new Uint16Array(count)
  for (let i = 0; i < count; i++) values[i] = reader.view.getUint16(start + 2 * i, true)
  return values
}

/** `Option<T>`: `undefined` is None. */
export function option<T>(item: Codec<T>): Codec<T | undefined> {
  const info = nominal(
    'Option',
    {
      kind: 'variant',
      variants: [
        { name: 'None', index: 0, fields: [] },
        { name: 'Some', index: 1, fields: [{ type: item.type }] },
      ],
    },
    [{ name: 'T', type: item.type }],
  )
  return {
    write: (writer, value) => {
      writer.u8(value === undefined ? 0 : 1)
      if (value !== undefined) item.write(writer, value)
    },
    read: reader => {
      const tag = reader.u8()
      if (tag > 1) throw malformed(`an option is 0 or 1, not ${tag}`)
      return tag === 1 ? item.read(reader) : undefined
    },
    type: () => info,
    typeName: item.typeName && `Option<${item.typeName}>`,
    minSize: 1,
  }
}

type TupleOf<C extends readonly Codec<unknown>[]> = { readonly [K in keyof C]: ValueOf<C[K]> }

export function tuple<const C extends readonly Codec<unknown>[]>(...items: C): Codec<TupleOf<C>> {
  const codecs: readonly Codec<unknown>[] = items
  const info = builtin({ kind: 'tuple', items: codecs.map(item => item.type) })
  const write = (writer: Writer, values: TupleOf<C>) => {
    assert(values.length === codecs.length, `${values.length} items in a tuple of ${codecs.length}`)
    codecs.forEach((codec, i) => {
      codec.write(writer, values[i])
    })
  }
  return {
    write,
    read: reader => codecs.map(codec => codec.read(reader)) as unknown as TupleOf<C>,
    type: () => info,
    typeName: codecs.every(codec => codec.typeName) ? `(${codecs.map(codec => codec.typeName).join(', ')})` : undefined,
    minSize: codecs.reduce((size, codec) => size + codec.minSize, 0),
  }
}

/**
 * `BTreeMap<K, V>` as pairs in the order of their keys. The caller keeps the order when writing; what is read out of order
 * is put in order, and the last of several equal keys counts, as in parity-scale-codec.
 */
export function btreeMap<K extends Ordered, V>(key: Codec<K>, value: Codec<V>): Codec<readonly (readonly [K, V])[]> {
  const pairs = vec(tuple(key, value)) as Codec<readonly (readonly [K, V])[]>
  const info = nominal('BTreeMap', { kind: 'composite', fields: [{ type: pairs.type }] }, [
    { name: 'K', type: key.type },
    { name: 'V', type: value.type },
  ])
  const read = (reader: Reader) => ordered(reader, pairs.read(reader), ([a], [b]) => byValue(a, b))
  return { ...pairs, read, type: () => info, typeName: undefined }
}

/** `BTreeSet<T>` as its members in order; see `btreeMap`. */
export function btreeSet<T extends Ordered>(item: Codec<T>): Codec<readonly T[]> {
  return orderedSet(item, byValue)
}

/** As `btreeSet`, of members that Rust orders as `compare` does. */
export function orderedSet<T>(item: Codec<T>, compare: Compare<T>): Codec<readonly T[]> {
  const items = vec(item)
  const info = nominal('BTreeSet', { kind: 'composite', fields: [{ type: items.type }] }, [
    { name: 'T', type: item.type },
  ])
  const read = (reader: Reader) => ordered(reader, items.read(reader), compare)
  return { ...items, read, type: () => info, typeName: undefined }
}

type Compare<T> = (a: T, b: T) => number

/** What `<` orders as Rust does: numbers, and hex strings of one length such as accounts. */
type Ordered = number | bigint | string

const byValue = <T extends Ordered>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0)

function ordered<T>(reader: Reader, items: readonly T[], compare: Compare<T>): readonly T[] {
  const inOrder = items.every((item, i) => i === 0 || compare(items[i - 1]!, item) < 0)
  if (inOrder) return items
  reader.reordered = true
  return items.toSorted(compare).filter((item, i, all) => i === all.length - 1 || compare(item, all[i + 1]!) !== 0)
}
