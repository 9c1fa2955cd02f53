/**
 * What a client knows of a chain: its metadata through a lens, only what is needed of it and in the form that codecs work
 * with. It is plain data, kept as JSON: to read it again costs a start nothing, whatever the chain.
 */
import type { Hex } from '../../primitives/bytes.ts'

/** How values of a type are written and read. Types within are places in the lens's list of shapes. */
export type Shape =
  | { readonly kind: 'unit' | 'bool' | 'text' | 'account' | 'bytes' | 'era' }
  /** Of so many bytes. */
  | { readonly kind: 'uint' | 'int'; readonly size: number }
  /** A compact number that holds no more than so many bytes do. */
  | { readonly kind: 'compact'; readonly size: number }
  /** So many bytes as they are. */
  | { readonly kind: 'fixed'; readonly length: number }
  | { readonly kind: 'option' | 'list'; readonly of: number }
  | { readonly kind: 'array'; readonly of: number; readonly length: number }
  | { readonly kind: 'tuple'; readonly of: readonly number[] }
  | { readonly kind: 'struct'; readonly fields: readonly Field[] }
  | Enumeration
  /** What no chain of ours has: it is told when a value of it is met. */
  | { readonly kind: 'unknown'; readonly what: string }

export interface Field {
  /** As the chain has it. */
  readonly name: string
  /** As plain values have it: in camel case. */
  readonly key: string
  readonly type: number
  /** How the chain's source calls the type, e.g. `BalanceOf<T>`. Arguments of calls have it. */
  readonly typeName?: string
}

export interface Variant {
  readonly index: number
  readonly name: string
  /** Data by name, or else by place. */
  readonly fields?: readonly Field[]
  readonly of?: readonly number[]
}

export interface Enumeration {
  readonly kind: 'enum'
  readonly variants: readonly Variant[]
  /** No variant has data: a value is the name of one. */
  readonly isBare?: true
  /** An account may stand for its variant `Id`. */
  readonly isAddress?: true
  /** The calls of the runtime, by pallet. */
  readonly isCall?: true
}

/** `Concat` hashers are followed by what they hash, `Identity` is nothing but that. */
export type Hasher = 'Identity' | 'Blake2128' | 'Blake2128Concat' | 'Blake2256' | 'Twox128' | 'Twox256' | 'Twox64Concat'

export interface StorageShape {
  /** The first 32 bytes of its keys. */
  readonly prefix: Hex
  /** The parts of the key: none for a single value. */
  readonly keys: readonly { readonly hasher: Hasher; readonly type: number }[]
  readonly value: number
  /** What an absent entry counts as; without it an absent entry is nothing. */
  readonly fallback?: Hex
}

export interface ApiShape {
  readonly inputs: readonly { readonly name: string; readonly type: number }[]
  readonly output: number
}

/** A part of every signed transaction: what stands in it, and what is signed beside it. */
export interface ExtensionShape {
  readonly name: string
  readonly type: number
  readonly additional: number
}

export interface PalletErrors {
  readonly pallet: string
  /** By the index of the error. */
  readonly errors: Readonly<Record<number, { readonly name: string; readonly docs: string }>>
}

/** How it is read: of storage a value or an entry, a runtime API by asking, a constant as it stands. */
export type PartKind = 'storage' | 'api' | 'constant'

export interface Part {
  /** E.g. `SubtensorModule.Tempo`. */
  readonly name: string
  readonly kind: PartKind
  /** What the chain's own metadata says about it, in one line; empty where it says nothing. */
  readonly docs: string
}

export interface Lens {
  readonly shapes: readonly Shape[]
  /** By qualified name, as the next two. */
  readonly storage: Readonly<Record<string, StorageShape>>
  readonly apis: Readonly<Record<string, ApiShape>>
  readonly constants: Readonly<Record<string, { readonly type: number; readonly value: Hex }>>
  /** The enumeration of calls. */
  readonly call: number | undefined
  /** A record of an event: its phase, the event, its topics. */
  readonly eventRecord: number | undefined
  /** By the index of the pallet. */
  readonly errors: Readonly<Record<number, PalletErrors>>
  /** What transactions are addressed by. */
  readonly address: number | undefined
  readonly extensions: readonly ExtensionShape[]
  /** The digest of the full metadata (RFC 78); undefined for version 14, which has none. */
  readonly hash?: Hex | undefined
}

/** The variants of a type; none of one that is no enumeration. */
export function variantsOf(shapes: Lens['shapes'], type: number | undefined): readonly Variant[] {
  const shape = type === undefined ? undefined : shapes[type]
  return shape?.kind === 'enum' ? shape.variants : []
}
