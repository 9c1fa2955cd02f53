/**
 * Values of the chain as the scenario files write them: accounts as the decimal number that their bytes make
 * little-endian, integers of 64 bits and more as decimal strings, byte strings as hex. Everything is derived from the types that
 * the codecs declare.
 */

import type { RuntimeCall } from '../../../src/local-chain/runtime/call.ts'
import type { RuntimeEvent } from '../../../src/local-chain/runtime/event.ts'
import type { Runtime } from '../../../src/local-chain/runtime/runtime.ts'
import { Reader, Writer } from '../../../src/local-chain/scale/buffer.ts'
import type { Codec } from '../../../src/local-chain/scale/codec.ts'
import type { Fields } from '../../../src/local-chain/scale/composites.ts'
import { shapeInfos } from '../../../src/local-chain/scale/composites.ts'
import type { FieldInfo, TypeInfo } from '../../../src/local-chain/scale/type.ts'
import { type AccountId, accountBytes, accountId } from '../../../src/primitives/account.ts'
import { fromHex, toHex } from '../../../src/primitives/bytes.ts'
import { assert } from '../../../src/primitives/errors.ts'
import type { Json } from '../kind.ts'

type JsonObject = { readonly [key: string]: Json }

const pathOf = (info: TypeInfo): string => info.path.join('::')

export function accountFromDecimal(text: string): AccountId {
  let rest = BigInt(text)
  const bytes = new Uint8Array(32)
  for (let i = 0; i < 32; i++, rest >>= 8n) bytes[i] = Number(rest & 0xffn)
  return accountId(bytes)
}

export function accountToDecimal(id: AccountId): string {
  return accountBytes(id)
    .reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
    .toString()
}

/** A value of a codec's type from its JSON. */
export function fromJson<T>(runtime: Runtime, codec: Codec<T>, json: Json): T {
  const writer = new Writer(runtime.outer)
  writeJson(runtime, writer, codec.type(), json)
  return codec.read(new Reader(writer.finish(), runtime.outer))
}

/** The JSON of a value. */
export function toJson<T>(runtime: Runtime, codec: Codec<T>, value: T): Json {
  const writer = new Writer(runtime.outer)
  codec.write(writer, value)
  return readJson(runtime, new Reader(writer.finish(), runtime.outer), codec.type())
}

/** A call from `Pallet.call` and its arguments by name. */
export function callFromJson(runtime: Runtime, name: string, args: JsonObject): RuntimeCall | undefined {
  const [palletName, callName] = name.split('.')
  const call = runtime.pallet(palletName!)?.pallet.calls?.find(candidate => candidate.name === callName)
  return call && { call, args: argsFromJson(runtime, call.args, args) }
}

function argsFromJson(runtime: Runtime, fields: Fields, args: JsonObject): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, codec]) => {
      assert(name in args, `the call has no argument ${name}`)
      return [name, fromJson(runtime, codec, args[name]!)]
    }),
  )
}

/** `{ Pallet: { Event: data } }`. */
export function eventToJson(runtime: Runtime, { event, data }: RuntimeEvent): Json {
  const writer = new Writer(runtime.outer)
  event.codec.write(writer, data)
  const fields = shapeInfos(event.shape)
  const json = readFields(runtime, new Reader(writer.finish(), runtime.outer), fields)
  return { [event.pallet]: fields.length === 0 ? event.name : { [event.name]: json } }
}

function writeJson(runtime: Runtime, writer: Writer, info: TypeInfo, json: Json): void {
  switch (pathOf(info)) {
    case 'sp_core::crypto::AccountId32':
      return writer.raw(accountBytes(accountFromDecimal(String(json))))
    case 'Option':
      writer.u8(json === null ? 0 : 1)
      if (json !== null) writeJson(runtime, writer, info.params[0]!.type!(), json)
      return
  }
  const { def } = info
  switch (def.kind) {
    case 'primitive':
      return writePrimitive(writer, def.name, json)
    case 'compact':
      return writer.compact(BigInt(json as string | number))
    case 'sequence':
      return writeSequence(runtime, writer, def.item(), json)
    case 'array':
      if (isByte(def.item())) return writer.raw(fromHex(json as string))
      for (const item of json as readonly Json[]) writeJson(runtime, writer, def.item(), item)
      return
    case 'tuple':
      def.items.forEach((item, i) => {
        writeJson(runtime, writer, item(), (json as readonly Json[])[i]!)
      })
      return
    case 'composite':
      return writeFields(runtime, writer, def.fields, json)
    case 'variant':
      return writeVariant(runtime, writer, info, json)
    case 'outer':
      return writeOuter(runtime, writer, def.name, json)
  }
}

function writeOuter(runtime: Runtime, writer: Writer, name: string, json: Json): void {
  if (name === 'RuntimeCall') {
    const [[pallet, inner]] = Object.entries(json as JsonObject) as [[string, JsonObject]]
    const [[callName, args]] = (typeof inner === 'string' ? [[inner, {}]] : Object.entries(inner)) as [
      [string, JsonObject],
    ]
    const call = callFromJson(runtime, `${pallet}.${callName}`, args)
    assert(call !== undefined, `no call ${pallet}.${callName}`)
    return runtime.outer.RuntimeCall.write(writer, call)
  }
  if (name === 'Address') {
    return runtime.outer.Address.write(writer, { type: 'Id', value: accountFromDecimal(String(json)) })
  }
  assert(name === 'BlockNumber', `cannot write a ${name}`)
  runtime.outer.BlockNumber.write(writer, BigInt(json as string | number))
}

function writePrimitive(writer: Writer, name: string, json: Json): void {
  if (name === 'bool') return writer.u8(json === true ? 1 : 0)
  if (name === 'str') {
    const bytes = new TextEncoder().encode(json as string)
    writer.compact(bytes.length)
    return writer.raw(bytes)
  }
  const bits = Number(name.slice(1))
  const value = BigInt.asUintN(bits, BigInt(json as string | number))
  if (bits >= 64) return writer.big(value, bits / 8)
  for (let i = 0; i < bits; i += 8) writer.u8(Number((value >> BigInt(i)) & 0xffn))
}

function writeSequence(runtime: Runtime, writer: Writer, item: TypeInfo, json: Json): void {
  if (isByte(item) && typeof json === 'string') {
    const bytes = fromHex(json)
    writer.compact(bytes.length)
    return writer.raw(bytes)
  }
  const items = json as readonly Json[]
  writer.compact(items.length)
  for (const value of items) writeJson(runtime, writer, item, value)
}

function writeFields(runtime: Runtime, writer: Writer, fields: readonly FieldInfo[], json: Json): void {
  if (isTransparent(fields)) return writeJson(runtime, writer, fields[0]!.type(), json)
  fields.forEach(({ name, type }, i) => {
    const value = name === undefined ? (json as readonly Json[])[i] : (json as JsonObject)[name]
    writeJson(runtime, writer, type(), value!)
  })
}

function writeVariant(runtime: Runtime, writer: Writer, info: TypeInfo, json: Json): void {
  assert(info.def.kind === 'variant', 'a variant')
  const [name, value] = typeof json === 'string' ? [json, null] : Object.entries(json as JsonObject)[0]!
  const variant = info.def.variants.find(candidate => candidate.name === name)
  assert(variant !== undefined, `${pathOf(info)} has no ${name}`)
  writer.u8(variant.index)
  if (variant.fields.length > 0) writeFields(runtime, writer, variant.fields, value)
}

function readJson(runtime: Runtime, reader: Reader, info: TypeInfo): Json {
  switch (pathOf(info)) {
    case 'sp_core::crypto::AccountId32':
      return accountToDecimal(accountId(reader.take(32)))
    case 'Option':
      return reader.u8() === 0 ? null : readJson(runtime, reader, info.params[0]!.type!())
  }
  const { def } = info
  switch (def.kind) {
    case 'primitive':
      return readPrimitive(reader, def.name)
    case 'compact':
      return shortOrText(reader.compactBig(), def.item())
    case 'sequence':
      return readSequence(runtime, reader, def.item())
    case 'array':
      if (isByte(def.item())) return toHex(reader.take(def.length))
      return Array.from({ length: def.length }, () => readJson(runtime, reader, def.item()))
    case 'tuple':
      return def.items.map(item => readJson(runtime, reader, item()))
    case 'composite':
      return isTransparent(def.fields)
        ? readJson(runtime, reader, def.fields[0]!.type())
        : readFields(runtime, reader, def.fields)
    case 'variant': {
      const variant = def.variants.find(candidate => candidate.index === reader.bytes[reader.at])
      reader.skip(1)
      assert(variant !== undefined, `${pathOf(info)} has no such variant`)
      return variant.fields.length === 0
        ? variant.name
        : { [variant.name]: readFields(runtime, reader, variant.fields) }
    }
    case 'outer':
      assert(def.name === 'BlockNumber', `cannot show a ${def.name}`)
      return String(runtime.outer.BlockNumber.read(reader))
  }
}

function readPrimitive(reader: Reader, name: string): Json {
  if (name === 'bool') return reader.u8() === 1
  if (name === 'str') return new TextDecoder().decode(reader.take(reader.compact()))
  const bits = Number(name.slice(1))
  let value = 0n
  reader.take(bits / 8).forEach((byte, i) => {
    value |= BigInt(byte) << BigInt(8 * i)
  })
  if (name[0] === 'i') value = BigInt.asIntN(bits, value)
  return bits >= 64 ? value.toString() : Number(value)
}

function shortOrText(value: bigint, item: TypeInfo): Json {
  const wide = item.def.kind === 'primitive' && Number(item.def.name.slice(1)) >= 64
  return wide ? value.toString() : Number(value)
}

function readSequence(runtime: Runtime, reader: Reader, item: TypeInfo): Json {
  const count = reader.compact()
  if (isByte(item)) return toHex(reader.take(count))
  return Array.from({ length: count }, () => readJson(runtime, reader, item))
}

/** Named fields as an object; one unnamed as itself; several unnamed as an array. */
function readFields(runtime: Runtime, reader: Reader, fields: readonly FieldInfo[]): Json {
  if (fields.length > 0 && fields[0]!.name !== undefined) {
    return Object.fromEntries(fields.map(({ name, type }) => [name!, readJson(runtime, reader, type())]))
  }
  const values = fields.map(({ type }) => readJson(runtime, reader, type()))
  return values.length === 1 ? values[0]! : values
}

/** Wrappers around one value are written as that value: newtypes, and fixed-point numbers as their bits. */
const isTransparent = (fields: readonly FieldInfo[]): boolean =>
  fields.length === 1 && (fields[0]!.name === undefined || fields[0]!.name === 'bits')

const isByte = (info: TypeInfo): boolean => info.def.kind === 'primitive' && info.def.name === 'u8'
