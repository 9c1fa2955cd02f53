/** Finds where an encoded value ends, by its type in a registry and without decoding it. */
import { TaoError } from '../../primitives/errors.ts'
import type { PortableType } from '../../primitives/metadata/format.ts'

type Types = ReadonlyMap<number, PortableType>

const SIZES: Readonly<Record<string, number>> = {
  bool: 1,
  char: 4,
  u8: 1,
  u16: 2,
  u32: 4,
  u64: 8,
  u128: 16,
  u256: 32,
  i8: 1,
  i16: 2,
  i32: 4,
  i64: 8,
  i128: 16,
  i256: 32,
}

/** As deep as calls within calls may go. */
const MAX_DEPTH = 256

/** @throws TaoError `wrong_chain` where the bytes do not hold a value of the type */
export function valueEnd(types: Types, id: number, bytes: Uint8Array, start: number): number {
  const end = skip(types, id, bytes, start)
  if (end > bytes.length) throw mismatch()
  return end
}

function skip(types: Types, id: number, bytes: Uint8Array, at: number, depth = 0): number {
  const type = types.get(id)
  if (type === undefined || at > bytes.length || depth > MAX_DEPTH) throw mismatch()
  const { def } = type
  switch (def.tag) {
    case 'primitive':
      return def.value.tag === 'str' ? skipBytes(bytes, at) : at + SIZES[def.value.tag]!
    case 'compact':
      return readCompact(bytes, at).end
    case 'composite':
      return def.value.reduce((end, field) => skip(types, field.type, bytes, end, depth + 1), at)
    case 'tuple':
      return def.value.reduce((end, item) => skip(types, item, bytes, end, depth + 1), at)
    case 'variant': {
      const variant = def.value.find(({ index }) => index === bytes[at])
      if (variant === undefined) throw mismatch()
      return variant.fields.reduce((end, field) => skip(types, field.type, bytes, end, depth + 1), at + 1)
    }
    case 'array':
      return skipItems(types, def.value.type, bytes, at, def.value.len, depth + 1)
    case 'sequence': {
      const { value, end } = readCompact(bytes, at)
      return skipItems(types, def.value, bytes, end, value, depth + 1)
    }
    case 'bitSequence': {
      const { value, end } = readCompact(bytes, at)
      const size = fixedSize(types, def.value.bitStoreType) ?? 1
      return end + Math.ceil(value / (8 * size)) * size
    }
  }
}

function skipItems(types: Types, item: number, bytes: Uint8Array, start: number, count: number, depth: number): number {
  const size = fixedSize(types, item)
  if (size !== undefined) return start + count * size
  let at = start
  for (let i = 0; i < count; i++) {
    at = skip(types, item, bytes, at, depth)
    // Items without bytes would let a count of billions run on.
    if (at === start && i > bytes.length) throw mismatch()
  }
  return at
}

/** The bytes of numbers; undefined for any other type. */
function fixedSize(types: Types, id: number): number | undefined {
  const def = types.get(id)?.def
  return def?.tag === 'primitive' ? SIZES[def.value.tag] : undefined
}

function skipBytes(bytes: Uint8Array, at: number): number {
  const { value, end } = readCompact(bytes, at)
  return end + value
}

/** A compact number, as far as it can be a length. */
export function readCompact(bytes: Uint8Array, at: number): { value: number; end: number } {
  const mode = bytes[at]! & 3
  const size = mode < 3 ? 1 << mode : 1 + 4 + (bytes[at]! >>> 2)
  const end = at + size
  if (!(end <= bytes.length)) throw mismatch()
  let value = 0
  for (let i = end - 1; i >= (mode < 3 ? at : at + 1); i--) value = value * 256 + bytes[i]!
  return { value: mode < 3 ? Math.floor(value / 4) : value, end }
}

const mismatch = (): TaoError => new TaoError('wrong_chain', 'A value does not match the metadata')
