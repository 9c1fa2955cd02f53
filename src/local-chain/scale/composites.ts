/** Codecs of structs and enums, with the names and paths they have in Rust. */
import { assert } from '../../primitives/errors.ts'
import { malformed, type Reader, type Writer } from './buffer.ts'
import type { Codec, ValueOf } from './codec.ts'
import { type FieldInfo, nominal, type TypeInfo, type TypeParam, type VariantInfo } from './type.ts'

type AnyCodec = Codec<unknown>
export type Fields = Readonly<Record<string, AnyCodec>>
export type StructOf<F extends Fields> = { readonly [K in keyof F]: ValueOf<F[K]> }

export function fieldInfos(fields: Fields | readonly AnyCodec[]): FieldInfo[] {
  if (isPositional(fields)) return fields.map(codec => ({ type: codec.type, typeName: codec.typeName }))
  return Object.entries(fields).map(([name, codec]) => ({ name, type: codec.type, typeName: codec.typeName }))
}

function isPositional(fields: Fields | readonly AnyCodec[]): fields is readonly AnyCodec[] {
  return Array.isArray(fields)
}

/** Fields in a row without a type of their own: the arguments of a call, the data of an event. */
export function fieldsCodec<F extends Fields>(fields: F): Pick<Codec<StructOf<F>>, 'write' | 'read' | 'minSize'> {
  const entries = Object.entries(fields)
  return {
    write: (writer, value) => {
      for (const [name, codec] of entries) codec.write(writer, value[name])
    },
    read: reader => {
      const value: Record<string, unknown> = {}
      for (const [name, codec] of entries) value[name] = codec.read(reader)
      return value as StructOf<F>
    },
    minSize: entries.reduce((size, [, codec]) => size + codec.minSize, 0),
  }
}

/** A struct with named fields, e.g. `struct('pallet_balances::types::AccountData', { free: tao, … })`. */
export function struct<F extends Fields>(
  path: string,
  fields: F,
  params: readonly TypeParam[] = [],
): Codec<StructOf<F>> {
  const info = nominal(path, { kind: 'composite', fields: fieldInfos(fields) }, params)
  return { ...fieldsCodec(fields), type: () => info, typeName: path.split('::').at(-1) }
}

/** A struct around one unnamed value, e.g. `AccountId32([u8; 32])`: written and read as that value. */
export function wrapper<T>(path: string, inner: Codec<T>, params: readonly TypeParam[] = []): Codec<T> {
  const info = nominal(path, { kind: 'composite', fields: [{ type: inner.type, typeName: inner.typeName }] }, params)
  return { ...inner, type: () => info, typeName: path.split('::').at(-1) }
}

/** An enum without data: a string. Names may skip indices: `{ Burn: 0, Recycle: 1 }`. */
export function unitEnum<const N extends string>(path: string, names: Readonly<Record<N, number>>): Codec<N> {
  const entries = Object.entries(names) as [N, number][]
  const info = nominal(path, {
    kind: 'variant',
    variants: entries.map(([name, index]) => ({ name, index, fields: [] })),
  })
  const byIndex = new Map(entries.map(([name, index]) => [index, name]))
  return {
    write: (writer, value) => {
      assert(Object.hasOwn(names, value), `${path} has no ${value}`)
      writer.u8(names[value])
    },
    read: reader => byIndex.get(reader.u8()) ?? refuse(path),
    type: () => info,
    typeName: path.split('::').at(-1),
    minSize: 1,
  }
}

/** What a variant carries: nothing, one unnamed value, several unnamed values, or named ones. */
export type VariantShape = null | AnyCodec | readonly AnyCodec[] | Fields

type ShapeValue<S> = S extends null
  ? undefined
  : S extends Codec<infer T>
    ? T
    : S extends readonly AnyCodec[]
      ? { readonly [K in keyof S]: ValueOf<S[K]> }
      : S extends Fields
        ? StructOf<S>
        : never

export type VariantsOf<V extends Readonly<Record<string, readonly [number, VariantShape]>>> = {
  [K in keyof V & string]: V[K][1] extends null
    ? { readonly type: K; readonly value?: undefined }
    : { readonly type: K; readonly value: ShapeValue<V[K][1]> }
}[keyof V & string]

interface VariantCodec {
  readonly name: string
  readonly index: number
  readonly write: (writer: Writer, value: unknown) => void
  readonly read: (reader: Reader) => unknown
}

/**
 * An enum with data: `{ type, value }`. Each variant is declared as `[index, shape]`, where the shape is null, one codec,
 * a list of codecs or named fields.
 */
export function variant<const V extends Readonly<Record<string, readonly [number, VariantShape]>>>(
  path: string,
  variants: V,
  params: readonly TypeParam[] = [],
): Codec<VariantsOf<V>> {
  const codecs = Object.entries(variants).map(([name, [index, shape]]) => ({ name, index, ...shapeCodec(shape) }))
  const info: TypeInfo = nominal(path, { kind: 'variant', variants: Object.entries(variants).map(variantInfo) }, params)
  const byName = new Map<string, VariantCodec>(codecs.map(codec => [codec.name, codec]))
  const byIndex = new Map<number, VariantCodec>(codecs.map(codec => [codec.index, codec]))
  return {
    write: (writer, value) => {
      const codec = byName.get(value.type)
      assert(codec !== undefined, `${path} has no ${value.type}`)
      writer.u8(codec.index)
      codec.write(writer, value.value)
    },
    read: reader => {
      const codec = byIndex.get(reader.u8()) ?? refuse(path)
      const value = codec.read(reader)
      return (value === undefined ? { type: codec.name } : { type: codec.name, value }) as VariantsOf<V>
    },
    type: () => info,
    typeName: path.split('::').at(-1),
    minSize: 1,
  }
}

function variantInfo([name, [index, shape]]: [string, readonly [number, VariantShape]]): VariantInfo {
  return { name, index, fields: shapeInfos(shape) }
}

export function shapeInfos(shape: VariantShape): FieldInfo[] {
  if (shape === null) return []
  if (isCodec(shape)) return fieldInfos([shape])
  return fieldInfos(shape)
}

/** How the data of a variant is written and read. */
export function shapeCodec(shape: VariantShape): Pick<AnyCodec, 'write' | 'read'> {
  if (shape === null) return { write: () => {}, read: () => undefined }
  if (isCodec(shape)) return shape
  if (!isPositional(shape)) return fieldsCodec(shape)
  return {
    write: (writer, value) => {
      const values = value as readonly unknown[]
      shape.forEach((codec, i) => {
        codec.write(writer, values[i])
      })
    },
    read: reader => shape.map(codec => codec.read(reader)),
  }
}

function isCodec(shape: Exclude<VariantShape, null>): shape is AnyCodec {
  return typeof (shape as Partial<AnyCodec>).read === 'function'
}

function refuse(path: string): never {
  throw malformed(`no variant of ${path} has this index`)
}
