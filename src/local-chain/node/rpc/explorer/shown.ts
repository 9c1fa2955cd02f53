/**
 * Decodes SCALE by what types say of themselves, into values that can be shown. One pass over the bytes, whatever they hold:
 * calls in calls, options, maps. How much is told is bounded; the rest is read over.
 */
import { type AccountId, accountId } from '../../../../primitives/account.ts'
import { toHex } from '../../../../primitives/bytes.ts'
import { encodeAddress } from '../../../../primitives/ss58.ts'
import { dispatchErrorCodec } from '../../../runtime/dispatch-error.ts'
import type { Runtime } from '../../../runtime/runtime.ts'
import type { Reader } from '../../../scale/buffer.ts'
import type { FieldInfo, OuterName, PrimitiveName, TypeInfo, VariantInfo } from '../../../scale/type.ts'
import type { Shown, ShownCall, ShownField } from './answers.ts'

/** So many items of a list, and so many bytes or characters of a text, are told. */
const MAX_ITEMS = 64
const MAX_BYTES = 1024
/** So many values are told of one extrinsic or event. */
const MAX_VALUES = 2000

const OMITTED: Shown = { kind: 'omitted' }
const NONE: Shown = { kind: 'none' }

/** Reads one call or event from where the reader stands. */
export function showCall(runtime: Runtime, name: 'RuntimeCall' | 'RuntimeEvent', reader: Reader): ShownCall {
  const shown = new Decoder(runtime, reader).palletEnum(runtime.outer[name].type())
  return shown.kind === 'call' ? shown : { kind: 'call', pallet: '', name: '', fields: [] }
}

/** Reads one value from where the reader stands. @param typeName what Rust calls it; it tells money from numbers */
export const showValue = (runtime: Runtime, type: TypeInfo, typeName: string | undefined, reader: Reader): Shown =>
  new Decoder(runtime, reader).value(type, typeName ?? '')

class Decoder {
  private readonly runtime: Runtime
  private readonly reader: Reader
  private left = MAX_VALUES

  constructor(runtime: Runtime, reader: Reader) {
    this.runtime = runtime
    this.reader = reader
  }

  value(type: TypeInfo, typeName: string): Shown {
    const shown = this.byPath(type) ?? this.byShape(type, typeName)
    if (this.left <= 0) return OMITTED
    this.left--
    return shown
  }

  /** A call or an event: a pallet's enum in the runtime's. */
  palletEnum(type: TypeInfo): Shown {
    return this.reader.deeper(() => {
      const pallet = this.variant(type)
      const { name, fields } = this.variant(pallet.fields[0]!.type())
      const shown = this.fields(fields)
      return this.left > 0 ? { kind: 'call', pallet: pallet.name, name, fields: shown } : OMITTED
    })
  }

  /** Types that people know by another face than their bytes. */
  private byPath(type: TypeInfo): Shown | undefined {
    const { path, def } = type
    switch (path.at(-1)) {
      case 'AccountId32':
        return { kind: 'account', value: encodeAddress(this.account()) }
      case 'H256':
      case 'H160':
        return { kind: 'hash', value: toHex(this.reader.take(path.at(-1) === 'H256' ? 32 : 20)) }
      case 'DispatchError':
        return { kind: 'error', value: this.runtime.errorLabel(dispatchErrorCodec.read(this.reader)) }
      case 'Option':
        return this.option(type)
      case 'MultiAddress':
        return this.unwrapped(this.byShape(type, ''), 'Id')
      default:
        return def.kind === 'outer' ? this.outer(def.name) : undefined
    }
  }

  private outer(name: OuterName): Shown {
    const { outer } = this.runtime
    const type = outer[name].type()
    if (name === 'RuntimeCall' || name === 'RuntimeEvent') return this.palletEnum(type)
    if (name !== 'UncheckedExtrinsic') return this.value(type, outer[name].typeName ?? '')
    const bytes = outer.UncheckedExtrinsic.read(this.reader) as Uint8Array
    return bytesShown(bytes)
  }

  private byShape(type: TypeInfo, typeName: string): Shown {
    const { def } = type
    switch (def.kind) {
      case 'primitive':
        return this.primitive(def.name, typeName)
      case 'compact':
        return named(this.reader.compactBig().toString(), typeName)
      case 'composite':
        return this.composite(def.fields, typeName)
      case 'tuple':
        return { kind: 'fields', fields: this.fields(def.items.map(item => ({ type: item }))) }
      case 'sequence':
        return this.items(def.item(), this.reader.compact(), itemName(typeName))
      case 'array':
        return this.items(def.item(), def.length, itemName(typeName))
      case 'variant': {
        if (isPalletEnum(type)) return this.palletEnum(type)
        const { name, fields } = this.variant(type)
        return fields.length === 0
          ? { kind: 'name', value: name }
          : { kind: 'variant', name, fields: this.fields(fields) }
      }
      case 'outer':
        return this.outer(def.name)
    }
  }

  private composite(fields: readonly FieldInfo[], typeName: string): Shown {
    const [only] = fields
    if (fields.length !== 1 || only === undefined) return { kind: 'fields', fields: this.fields(fields) }
    // A struct around one value is that value; the outer name says more of what it stands for.
    const fraction = FIXED_POINT.exec(typeName)
    const inner = this.value(only.type(), typeName === '' ? (only.typeName ?? '') : typeName)
    return fraction === null || inner.kind !== 'number' ? inner : fixedPoint(BigInt(inner.value), Number(fraction[1]))
  }

  private option(type: TypeInfo): Shown {
    const { name, fields } = this.variant(type)
    return name === 'None' ? NONE : this.value(fields[0]!.type(), fields[0]!.typeName ?? '')
  }

  private items(item: TypeInfo, count: number, typeName: string): Shown {
    if (item.def.kind === 'primitive' && item.def.name === 'u8') return bytesShown(this.reader.take(count))
    const items: Shown[] = []
    for (let i = 0; i < count; i++) {
      const shown = this.value(item, typeName)
      if (i < MAX_ITEMS) items.push(shown)
    }
    return { kind: 'list', items, more: count - items.length }
  }

  private fields(fields: readonly FieldInfo[]): ShownField[] {
    return fields.map(({ name, type, typeName }, i) => [
      name ?? labelOf(typeName, i),
      this.value(type(), typeName ?? ''),
    ])
  }

  private variant(type: TypeInfo): VariantInfo {
    const index = this.reader.u8()
    const { def } = type
    const found = def.kind === 'variant' ? def.variants.find(variant => variant.index === index) : undefined
    if (found === undefined) throw new RangeError(`no variant has index ${index}`)
    return found
  }

  private unwrapped(shown: Shown, name: string): Shown {
    if (shown.kind !== 'variant' || shown.name !== name) return shown
    return shown.fields[0]?.[1] ?? shown
  }

  private account(): AccountId {
    return accountId(this.reader.take(32))
  }

  private primitive(name: PrimitiveName, typeName: string): Shown {
    if (name === 'bool') return { kind: 'flag', value: this.reader.u8() === 1 }
    if (name === 'str') return bytesShown(this.reader.take(this.reader.compact()))
    const bytes = this.reader.take(name === 'char' ? 4 : Number(name.slice(1)) / 8)
    return named(littleEndian(bytes, name.startsWith('i')).toString(), typeName)
  }
}

/** e.g. I64F64, U96F32 */
const FIXED_POINT = /\b[IU]\d+F(\d+)\b/

function fixedPoint(bits: bigint, fracBits: number): Shown {
  const billionths = (bits * 1_000_000_000n) >> BigInt(fracBits)
  const sign = billionths < 0n ? '-' : ''
  const digits = (billionths < 0n ? -billionths : billionths).toString().padStart(10, '0')
  return { kind: 'number', value: `${sign}${digits.slice(0, -9)}.${digits.slice(-9)}` }
}

/** A number by the name of its type: money has a unit, a netuid leads to its subnet. */
function named(value: string, typeName: string): Shown {
  if (/Alpha/.test(typeName)) return { kind: 'alpha', value }
  if (/Tao|Balance/.test(typeName)) return { kind: 'tao', value }
  if (/NetUid(?!Storage)/.test(typeName)) return { kind: 'netuid', value }
  if (/Moment/.test(typeName)) return { kind: 'time', value }
  return { kind: 'number', value }
}

/** `T::AccountId` as `AccountId`: where the chain gives no name, its type says most. */
const labelOf = (typeName: string | undefined, place: number): string =>
  typeName?.replace(/\bT::/g, '').replace(/<T(?:, I)?>/g, '') ?? String(place)

/** `Vec<Compact<NetUid>>` holds `Compact<NetUid>`. */
const itemName = (typeName: string): string => /<(.*)>/.exec(typeName)?.[1] ?? typeName

/** The enum of a whole runtime where its type stands as itself. */
const isPalletEnum = ({ path }: TypeInfo): boolean => /^Runtime(?:Call|Event)$/.test(path.at(-1) ?? '')

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Text, if that is what the bytes spell. */
function bytesShown(bytes: Uint8Array): Shown {
  const { length } = bytes
  if (length > 0 && length <= MAX_BYTES) {
    try {
      const value = utf8.decode(bytes)
      if (!/\p{Cc}/u.test(value.replace(/[\t\n\r]/g, ''))) return { kind: 'text', value }
    } catch {
      // They are no text.
    }
  }
  return { kind: 'bytes', hex: toHex(bytes.subarray(0, MAX_BYTES)), length }
}

function littleEndian(bytes: Uint8Array, signed: boolean): bigint {
  let value = 0n
  for (let i = bytes.length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]!)
  return signed ? BigInt.asIntN(8 * bytes.length, value) : value
}
