/**
 * What `@polkadot/api` decoded, as plain values:
 * integers up to 32 bits as numbers, wider ones as bigints; accounts as addresses; other bytes of fixed length as hex, of any
 * length as Uint8Array; None as undefined; enums as `{ type, value }`, those without data by their name.
 */
import {
  AbstractInt,
  Map as CodecMap,
  Set as CodecSet,
  Compact,
  Enum,
  Option,
  Raw,
  Struct,
  U8aFixed,
} from '@polkadot/types-codec'
import type { Codec } from '@polkadot/types-codec/types'

export type Plain =
  | undefined
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly Plain[]
  | { readonly [field: string]: Plain }

const NUMBER_BITS = 32

export function plain(codec: Codec): Plain {
  if (codec instanceof Option) return codec.isNone ? undefined : plain(codec.unwrap())
  if (codec instanceof Compact) return plain(codec.unwrap() as Codec)
  if (codec instanceof AbstractInt) return integer(codec)
  if (codec instanceof Boolean) return codec.valueOf()
  if (codec instanceof String) return codec.toString()
  if (codec instanceof Enum) return enumeration(codec)
  if (codec instanceof Struct) return fields(codec)
  if (codec instanceof CodecMap) return [...codec.entries()].map(([key, value]) => [plain(key), plain(value)])
  if (codec instanceof CodecSet || codec instanceof Set) return [...codec.values()].map(item => plain(item as Codec))
  if (codec instanceof Uint8Array) return bytes(codec)
  if (Array.isArray(codec)) return (codec as Codec[]).map(plain)
  if (codec.isEmpty) return undefined
  throw new TypeError(`no plain value of a ${codec.toRawType()}`)
}

function integer(codec: AbstractInt): number | bigint {
  return codec.bitLength() <= NUMBER_BITS ? codec.toNumber() : codec.toBigInt()
}

function enumeration(codec: Enum): Plain {
  return codec.isBasic ? codec.type : { type: codec.type, value: plain(codec.inner as Codec) }
}

function fields(codec: Struct): { readonly [field: string]: Plain } {
  return Object.fromEntries([...codec.entries()].map(([name, value]) => [name, plain(value as Codec)]))
}

/** Accounts are told by their type: they know how to write themselves as addresses. */
function bytes(codec: Uint8Array & Codec): Plain {
  if (/^AccountId/.test(codec.toRawType())) return codec.toString()
  if (codec instanceof U8aFixed || /^(H\d+|Hash|\[u8;\d+\])$/.test(codec.toRawType())) return codec.toHex()
  return codec instanceof Raw ? Uint8Array.from(codec.toU8a(true)) : Uint8Array.from(codec)
}
