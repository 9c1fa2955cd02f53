/**
 * Declared storage. An item is a value that says its name, its keys with their hashers, its type and its default; from
 * it come the accessors below, the raw keys and the metadata.
 *
 *     const storage = storageOf('SubtensorModule')
 *     export const Tempo = storage.map('Tempo', [identity(netuid)], u16, { default: InitialTempo })
 *     Tempo.get(ctx, 1)
 */
import { concatBytes, utf8 } from '../../primitives/bytes.ts'
import { twox128 } from '../../primitives/crypto/xxhash.ts'
import { assert } from '../../primitives/errors.ts'
import type { Codec } from '../scale/codec.ts'
import type { ItemLayout } from './cells.ts'
import type { ConstantValues } from './constant.ts'
import type { KeyPart } from './hashers.ts'
import type { State } from './state.ts'

/** Whatever carries the state of a chain and the constants of its profile. */
export interface HasState {
  readonly state: State
  readonly constants: ConstantValues
}

/** A default that stands for an absent key, fixed or taken from the profile's constants. */
export type Default<V> = V | ((chain: HasState) => V)

export interface ItemOptions {
  /** The spec version that introduced the item, where that is told or later than the oldest one carried. */
  readonly since?: number
  /** What the value counts in: said of items whose default is a parameter of the chain. */
  readonly unit?: string
  readonly docs?: readonly string[]
  /** Whether entries are read once and not again for long, unless all are: they leave the memory with their block. */
  readonly fleeting?: boolean
}

export interface DefaultOption<V> extends ItemOptions {
  readonly default: Default<V>
}

type Parts<K extends readonly unknown[]> = { readonly [I in keyof K]: KeyPart<K[I]> }

/** Any leading part of a key. */
export type Prefix<K extends readonly unknown[]> = K extends readonly [...infer Head, unknown] ? Prefix<Head> | K : K

let slots = 0

/** A number for the place of an item in memory. */
export const newSlot = (): number => slots++

/** A declared item seen without its types: what metadata, RPC and the runner of vectors walk over. */
export interface StorageItem extends ItemLayout {
  readonly pallet: string
  readonly name: string
  readonly modifier: 'Optional' | 'Default'
  readonly options: ItemOptions
  /** What stands for an absent key; undefined for optional items. */
  fallback(chain: HasState): unknown
}

const MAX_KEY_PARTS = 3

abstract class Item<V, Q> implements StorageItem {
  readonly slot = newSlot()
  readonly pallet: string
  readonly name: string
  readonly parts: readonly KeyPart<unknown>[]
  readonly value: Codec<unknown>
  readonly modifier: 'Optional' | 'Default'
  readonly options: ItemOptions
  readonly fleeting: boolean
  private readonly default: Default<V> | undefined
  private prefixBytes: Uint8Array | undefined

  constructor(
    pallet: string,
    name: string,
    parts: readonly KeyPart<unknown>[],
    value: Codec<V>,
    options: ItemOptions | DefaultOption<V>,
  ) {
    assert(parts.length <= MAX_KEY_PARTS, `${pallet}.${name} has too many key parts`)
    this.pallet = pallet
    this.name = name
    this.parts = parts
    this.value = value as Codec<unknown>
    this.options = options
    this.fleeting = options.fleeting ?? false
    this.modifier = 'default' in options ? 'Default' : 'Optional'
    this.default = 'default' in options ? options.default : undefined
  }

  get label(): string {
    return `${this.pallet}.${this.name}`
  }

  prefix(): Uint8Array {
    this.prefixBytes ??= concatBytes(palletPrefix(this.pallet), twox128(utf8(this.name)))
    return this.prefixBytes
  }

  fallback(chain: HasState): Q {
    const value = this.default
    return (typeof value === 'function' ? (value as (chain: HasState) => V)(chain) : value) as Q
  }
}

const palletPrefixes = new Map<string, Uint8Array>()

/** The 16 bytes that begin all keys of a pallet. */
export function palletPrefix(pallet: string): Uint8Array {
  let prefix = palletPrefixes.get(pallet)
  if (prefix === undefined) {
    prefix = twox128(utf8(pallet))
    palletPrefixes.set(pallet, prefix)
  }
  return prefix
}

/** A single value. `Q` is what `get` gives: the value, or the value or undefined for an optional item. */
export class StorageValue<V, Q extends V | undefined = V | undefined> extends Item<V, Q> {
  get(chain: HasState): Q {
    const { value } = chain.state.cell(this, NO_KEYS)
    return value === undefined ? this.fallback(chain) : (value as Q)
  }

  exists(chain: HasState): boolean {
    return chain.state.cell(this, NO_KEYS).value !== undefined
  }

  put(chain: HasState, value: V): void {
    chain.state.write(chain.state.cell(this, NO_KEYS), value)
  }

  mutate(chain: HasState, change: (value: Q) => V): void {
    this.put(chain, change(this.get(chain)))
  }

  /** Removes the value. @returns what `get` gave before */
  take(chain: HasState): Q {
    const value = this.get(chain)
    this.remove(chain)
    return value
  }

  remove(chain: HasState): void {
    chain.state.write(chain.state.cell(this, NO_KEYS), undefined)
  }
}

const NO_KEYS: readonly unknown[] = []

/** An entry of a map: its key parts and its value. */
export interface Entry<K extends readonly unknown[], V> {
  readonly keys: K
  readonly value: V
}

/** A map with one to three key parts (Rust: StorageMap, StorageDoubleMap, StorageNMap). */
export interface StorageMap<K extends readonly unknown[], V, Q extends V | undefined = V | undefined>
  extends StorageItem {
  get(chain: HasState, ...keys: K): Q
  has(chain: HasState, ...keys: K): boolean
  /** The value if the key is present, whatever the default. */
  find(chain: HasState, ...keys: K): V | undefined
  put(chain: HasState, ...keysAndValue: [...K, V]): void
  /** Replaces the value by what `change` makes of it; the key is present afterwards. */
  mutate(chain: HasState, ...keysAndChange: [...K, (value: Q) => V]): void
  remove(chain: HasState, ...keys: K): void
  /** Removes the key. @returns what `get` gave before */
  take(chain: HasState, ...keys: K): Q
  /** The entries under the first parts of a key (all, if none are given), in the chain's own order: that of raw keys. */
  entries(chain: HasState, ...prefix: Prefix<K>): Entry<K, V>[]
  /**
   * Removes all entries under the first parts of a key, or as many as a limit allows: keys written in this block are not
   * counted. @returns how many were removed
   */
  clear(chain: HasState, prefix: Prefix<K>, limit?: number): number
}

/**
 * What every map is. Key parts are handed on one by one: a list of them for each look would be a good part of what a
 * block leaves to the garbage collector.
 */
class MapItem<V, Q> extends Item<V, Q> {
  get(chain: HasState, first: unknown, second?: unknown, third?: unknown): Q {
    const value = chain.state.value(this, first, second, third)
    return value === undefined ? this.fallback(chain) : (value as Q)
  }

  has(chain: HasState, first: unknown, second?: unknown, third?: unknown): boolean {
    return chain.state.value(this, first, second, third) !== undefined
  }

  find(chain: HasState, first: unknown, second?: unknown, third?: unknown): V | undefined {
    return chain.state.value(this, first, second, third) as V | undefined
  }

  put(chain: HasState, first: unknown, second: unknown, third?: unknown, fourth?: unknown): void {
    const value = this.behindKeys(second, third, fourth)
    chain.state.write(chain.state.cellOf(this, first, second, third), value)
  }

  mutate(chain: HasState, first: unknown, second: unknown, third?: unknown, fourth?: unknown): void {
    const change = this.behindKeys(second, third, fourth) as (value: Q) => V
    const cell = chain.state.cellOf(this, first, second, third)
    const value = cell.value === undefined ? this.fallback(chain) : (cell.value as Q)
    chain.state.write(cell, change(value))
  }

  remove(chain: HasState, first: unknown, second?: unknown, third?: unknown): void {
    chain.state.write(chain.state.cellOf(this, first, second, third), undefined)
  }

  take(chain: HasState, first: unknown, second?: unknown, third?: unknown): Q {
    const value = this.get(chain, first, second, third)
    this.remove(chain, first, second, third)
    return value
  }

  entries(chain: HasState, ...prefix: unknown[]): Entry<readonly unknown[], unknown>[] {
    return chain.state.cells(this, prefix).map(({ keys, value }) => ({ keys, value }))
  }

  clear(chain: HasState, prefix: readonly unknown[], limit = Number.POSITIVE_INFINITY): number {
    return chain.state.clear(this, prefix, limit)
  }

  /** What stands behind the key parts among arguments, of which the first is always a key part. */
  private behindKeys(second: unknown, third: unknown, fourth: unknown): unknown {
    const count = this.parts.length
    return count === 1 ? second : count === 2 ? third : fourth
  }
}

export interface PalletStorage {
  value<V>(name: string, codec: Codec<V>, options: DefaultOption<V>): StorageValue<V, V>
  value<V>(name: string, codec: Codec<V>, options?: ItemOptions): StorageValue<V>
  map<const K extends readonly unknown[], V>(
    name: string,
    keys: Parts<K>,
    codec: Codec<V>,
    options: DefaultOption<V>,
  ): StorageMap<K, V, V>
  map<const K extends readonly unknown[], V>(
    name: string,
    keys: Parts<K>,
    codec: Codec<V>,
    options?: ItemOptions,
  ): StorageMap<K, V>
}

/** Declares the items of one pallet. */
export function storageOf(pallet: string): PalletStorage {
  return {
    value: (name: string, codec: Codec<never>, options: ItemOptions = {}) =>
      new StorageValue(pallet, name, [], codec, options) as never,
    map: (name: string, keys: readonly KeyPart<unknown>[], codec: Codec<never>, options: ItemOptions = {}) =>
      new MapItem(pallet, name, keys, codec, options) as never,
  }
}
