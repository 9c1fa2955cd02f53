/** Declared keys and values as they are held in memory. */
import { equalBytes } from '../../primitives/bytes.ts'
import { Reader } from '../scale/buffer.ts'
import type { Codec } from '../scale/codec.ts'
import type { KeyPart } from './hashers.ts'

/** What state needs to know of a declared storage item. */
export interface ItemLayout {
  /** A small number that no other item of the process has. */
  readonly slot: number
  /** e.g. `SubtensorModule.Tempo` */
  readonly label: string
  readonly parts: readonly KeyPart<unknown>[]
  readonly value: Codec<unknown>
  /** Whether entries are read once and not again for long, unless all are: they leave the memory with their block. */
  readonly fleeting?: boolean
  /** The 32 bytes that begin all keys of the item. */
  prefix(): Uint8Array
}

/** One value of one item, loaded or written. A value is undefined where the key is absent. */
export interface Cell {
  readonly layout: ItemLayout
  readonly keys: readonly unknown[]
  value: unknown
  /** The value as of the last sealed block. */
  sealed: unknown
  /** The bytes of `sealed`; where they are not kept, the store has them. */
  sealedBytes: Uint8Array | undefined
  /** The raw key, where it is kept. */
  raw: Uint8Array | undefined
  dirty: boolean
}

export const absentCell = (layout: ItemLayout, keys: readonly unknown[]): Cell => ({
  layout,
  keys,
  value: undefined,
  sealed: undefined,
  sealedBytes: undefined,
  raw: undefined,
  dirty: false,
})

/**
 * Room for a netuid and a UID behind the item's prefix, or for the hash of a short key; not for an account. Such cells
 * are few and written again and again: their raw keys are kept. Those of all accounts would take more than all the rest.
 */
const MAX_KEPT = 64
/** So long a value takes time to encode again, and few are. */
const LONG = 1024

export const isLong = (bytes: { readonly length: number }): boolean => bytes.length >= LONG

/** The raw key of a cell. */
export const rawKey = (cell: Cell): Uint8Array => cell.raw ?? rawPrefix(cell.layout, cell.keys)

/** The cell has the value of a block that was just sealed. Its bytes stay until the store has them, if not longer. */
export function settle(cell: Cell, raw: Uint8Array, bytes: Uint8Array | undefined): void {
  cell.sealed = cell.value
  cell.sealedBytes = bytes
  if (raw.length <= MAX_KEPT) cell.raw = raw
}

/** Whether a cell holds bytes that are not worth keeping once the store has them. */
export const holdsPassingBytes = ({ sealedBytes }: Cell): boolean => sealedBytes !== undefined && !isLong(sealedBytes)

/** Whether the block that is being made brings the key or takes it away. */
export const isCrossing = (cell: Cell): boolean => (cell.value === undefined) !== (cell.sealed === undefined)

export const isVacant = (cell: Cell): boolean => cell.value === undefined && cell.sealed === undefined && !cell.dirty

/** Calling what compares long bytes takes longer than comparing so many. */
const FEW_BYTES = 32

export function sameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  if (a.length !== b.length || a.length > FEW_BYTES) return equalBytes(a, b)
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** The raw bytes that begin the keys under the given first parts. */
export function rawPrefix(layout: ItemLayout, keys: readonly unknown[]): Uint8Array {
  const prefix = layout.prefix()
  const parts: Uint8Array[] = []
  let length = prefix.length
  for (let i = 0; i < keys.length; i++) {
    const part = layout.parts[i]!.raw(keys[i])
    parts.push(part)
    length += part.length
  }
  // Bytes that are kept must not keep the pool's others.
  const raw = length <= MAX_KEPT ? new Uint8Array(length) : Buffer.allocUnsafe(length)
  raw.set(prefix)
  let at = prefix.length
  for (const part of parts) {
    raw.set(part, at)
    at += part.length
  }
  return raw
}

/** The key parts in a raw key of an item. @throws TaoError when the key is not one of the item's */
export function readKeys(layout: ItemLayout, key: Uint8Array): unknown[] {
  const reader = new Reader(key)
  reader.skip(layout.prefix().length)
  return layout.parts.map(part => {
    reader.skip(part.hashLength)
    const key = part.codec.read(reader)
    return typeof key === 'string' ? theOne(key) : key
  })
}

/** Accounts that stand in keys: one text for all the keys that an account stands in. */
let accounts = new Map<string, string>()
const MAX_ACCOUNTS = 200_000

function theOne(text: string): string {
  const known = accounts.get(text)
  if (known !== undefined) return known
  if (accounts.size >= MAX_ACCOUNTS) accounts = new Map()
  accounts.set(text, text)
  return text
}

/** What a cell is called in reports, e.g. `SubtensorModule.Tempo(1)`. */
export const nameOf = ({ layout, keys }: Cell): string =>
  keys.length === 0 ? layout.label : `${layout.label}(${keys.join(', ')})`
