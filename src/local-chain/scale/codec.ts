/**
 * The contract of a codec: how a value is written, read and described. Everything that crosses the chain's border
 * (storage, extrinsics, events, runtime APIs, metadata) goes through values of this type.
 *
 * Codecs are as strict as parity-scale-codec: a value out of range, a compact number in a long form, a bool of 2 or a
 * byte left over is an error.
 */
import { assert } from '../../primitives/errors.ts'
import { Reader, Writer } from './buffer.ts'
import type { OuterName, TypeInfo } from './type.ts'

export interface Codec<T> {
  write(writer: Writer, value: T): void
  read(reader: Reader): T
  readonly type: () => TypeInfo
  /** The name Rust gives the type where it stands as a field, if that says more than the type. */
  readonly typeName?: string | undefined
  /** The fewest bytes a value takes: bounds what a hostile count may announce. */
  readonly minSize: number
}

export type ValueOf<C> = C extends Codec<infer T> ? T : never

/** The enums that a runtime assembles from its pallets. */
export type OuterCodecs = { readonly [K in OuterName]?: Codec<unknown> }

/** The value in `bytes`, all of them. @throws TaoError on anything that is not exactly one value */
export function decode<T>(codec: Codec<T>, bytes: Uint8Array, outer?: OuterCodecs): T {
  const reader = new Reader(bytes, outer)
  const value = codec.read(reader)
  reader.end()
  return value
}

/** A writer whose memory the next encoding may use; none while one is under way, for it may encode something itself. */
let spare: Writer | undefined
const MAX_SPARE = 65_536

export function encode<T>(codec: Codec<T>, value: T, outer?: OuterCodecs): Uint8Array {
  const writer = spare !== undefined && spare.outer === outer ? spare.reset() : new Writer(outer)
  spare = undefined
  codec.write(writer, value)
  if (writer.length <= MAX_SPARE) spare = writer
  return writer.finish()
}

/** The same codec under the name Rust gives it, e.g. a u16 called `NetUid`. */
export function named<T>(codec: Codec<T>, typeName: string): Codec<T> {
  return { ...codec, typeName }
}

/** The same bytes under another TypeScript type: `as` and `from` convert at no cost or a small one. */
export function mapped<A, B>(codec: Codec<A>, as: (a: A) => B, from: (b: B) => A, typeName?: string): Codec<B> {
  return {
    write: (writer, value) => codec.write(writer, from(value)),
    read: reader => as(codec.read(reader)),
    type: codec.type,
    typeName: typeName ?? codec.typeName,
    minSize: codec.minSize,
  }
}

/** A codec that refers to itself or to one defined later. */
export function lazy<T>(codec: () => Codec<T>, minSize = 1): Codec<T> {
  return {
    write: (writer, value) => codec().write(writer, value),
    read: reader => codec().read(reader),
    type: () => codec().type(),
    minSize,
  }
}

/**
 * The place of a type that a runtime decides on: resolved by the reader's or writer's `outer`, or `otherwise` where there
 * is none.
 */
export function outerCodec<T>(name: OuterName, otherwise?: Codec<T>): Codec<T> {
  const info: TypeInfo = { path: [], params: [], def: { kind: 'outer', name } }
  const resolve = (outer: OuterCodecs | undefined): Codec<T> => {
    const codec = outer?.[name] ?? otherwise
    assert(codec !== undefined, `no runtime is at hand to say what ${name} is`)
    return codec as Codec<T>
  }
  return {
    write: (writer, value) => resolve(writer.outer).write(writer, value),
    read: reader => resolve(reader.outer).read(reader),
    type: () => info,
    minSize: 2,
  }
}
