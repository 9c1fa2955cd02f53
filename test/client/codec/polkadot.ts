/** What `@polkadot/types` decoded, as plain values: to hold our own codecs against. */
import { GenericCall, GenericEvent } from '@polkadot/types'
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
import { stringCamelCase } from '@polkadot/util'
import type { Plain } from '../../../src/client/plain.ts'

export function plainOf(codec: Codec): Plain {
  if (codec instanceof Option) return codec.isNone ? undefined : plainOf(codec.unwrap())
  if (codec instanceof Compact) return plainOf(codec.unwrap() as Codec)
  if (codec instanceof AbstractInt) return codec.bitLength() <= 32 ? codec.toNumber() : codec.toBigInt()
  if (codec instanceof Boolean) return codec.valueOf()
  if (codec instanceof String) return codec.toString()
  if (codec instanceof Enum) return enumeration(codec)
  if (codec instanceof GenericCall) return calling(codec as unknown as CallCodec)
  if (codec instanceof GenericEvent) return happening(codec)
  if (codec instanceof Struct) {
    // It avoids the names of its own members.
    const name = (key: string) => key.replace(/_$/, '')
    return Object.fromEntries([...codec.entries()].map(([key, value]) => [name(String(key)), plainOf(value as Codec)]))
  }
  if (codec instanceof CodecMap) return [...codec.entries()].map(([key, value]) => [plainOf(key), plainOf(value)])
  if (codec instanceof CodecSet || codec instanceof Set) return [...codec.values()].map(item => plainOf(item as Codec))
  if (codec instanceof Uint8Array) return bytes(codec)
  if (Array.isArray(codec)) return (codec as Codec[]).map(plainOf)
  if (codec.isEmpty) return undefined
  throw new TypeError(`no plain value of a ${codec.toRawType()}`)
}

function enumeration(codec: Enum): Plain {
  if (codec.isBasic) return codec.type
  return { type: codec.type.replace(/Era$/, ''), value: codec.type === 'ImmortalEra' ? undefined : era(codec) }
}

const era = (codec: Enum): Plain =>
  codec.type === 'MortalEra' ? (plainOf(codec.inner as Codec) as bigint[]).map(Number) : plainOf(codec.inner as Codec)

function happening({ registry, index, meta, data }: GenericEvent): Plain {
  const values = [...data].map(plainOf)
  const named = data.names && Object.fromEntries(data.names.map((name, i) => [name.replace(/_$/, ''), values[i]]))
  const value = {
    type: meta.name.toString(),
    value: values.length === 0 ? undefined : (named ?? (values.length > 1 ? values : values[0])),
  }
  return { type: palletAt(registry as never, index[0]!), value }
}

const palletAt = ({ metadata }: Registry, at: number): string =>
  [...metadata.pallets].find(({ index }) => Number(index) === at)!.name.toString()

interface Registry {
  readonly metadata: { readonly pallets: Iterable<{ index: Codec; name: Codec }> }
}

interface CallCodec {
  readonly registry: Registry
  readonly callIndex: Uint8Array
  readonly meta: { readonly name: Codec }
  readonly argsEntries: readonly (readonly [string, Codec])[]
}

function calling({ registry, callIndex, meta, argsEntries }: CallCodec): Plain {
  const args = Object.fromEntries(argsEntries.map(([name, value]) => [stringCamelCase(name), plainOf(value)]))
  const value = argsEntries.length === 0 ? undefined : args
  return { type: palletAt(registry, callIndex[0]!), value: { type: meta.name.toString(), value } }
}

function bytes(codec: Uint8Array & Codec): Plain {
  if (/^AccountId/.test(codec.toRawType())) return codec.toString()
  if (codec instanceof U8aFixed || /^(H\d+|Hash|\[u8;\d+\])$/.test(codec.toRawType())) return codec.toHex()
  return codec instanceof Raw ? Uint8Array.from(codec.toU8a(true)) : Uint8Array.from(codec)
}
