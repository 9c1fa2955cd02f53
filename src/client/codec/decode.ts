/**
 * SCALE bytes as plain values, along a lens. As strict as the chain's own decoder: what it would not take, or would write in
 * other bytes, is refused, and a length is believed no further than there are bytes.
 */
import { accountId } from '../../primitives/account.ts'
import { toHex } from '../../primitives/bytes.ts'
import { TaoError } from '../../primitives/errors.ts'
import { encodeAddress } from '../../primitives/ss58.ts'
import type { Enumeration, Field, Shape } from '../metadata/lens.ts'
import type { Plain } from '../plain.ts'
import { decodeEra } from './era.ts'

/** As deep as calls within calls may go. */
const MAX_DEPTH = 256
/** How many values may stand in a byte, one within another, and in none: types can be made so that few bytes hold billions. */
const VALUES_PER_BYTE = 64
const FREE_VALUES = 4096
/** Up to this many bytes an integer is a number. */
const NUMBER_BYTES = 4

/** A value that takes all of the bytes. @throws TaoError `wrong_chain` for bytes that hold no such value, or more */
export function decode(shapes: readonly Shape[], type: number, bytes: Uint8Array): Plain {
  const decoder = new Decoder(shapes, bytes)
  const value = decoder.value(type)
  decoder.end()
  return value
}

/** A list of values that takes all of the bytes. @throws TaoError `wrong_chain` */
export function decodeList(shapes: readonly Shape[], type: number, bytes: Uint8Array): readonly Plain[] {
  const decoder = new Decoder(shapes, bytes)
  const items = decoder.list(type)
  decoder.end()
  return items
}

/** Reads one value after another. */
export class Decoder {
  private readonly shapes: readonly Shape[]
  private readonly bytes: Uint8Array
  private readonly view: DataView
  private at = 0
  private depth = 0
  private left: number

  constructor(shapes: readonly Shape[], bytes: Uint8Array) {
    this.shapes = shapes
    this.bytes = bytes
    this.left = FREE_VALUES + VALUES_PER_BYTE * bytes.length
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  /** @throws TaoError `wrong_chain` unless everything is read */
  end(): void {
    if (this.at !== this.bytes.length) throw mismatch(`${this.bytes.length - this.at} bytes are left over.`)
  }

  /** @throws TaoError `wrong_chain` */
  value(type: number): Plain {
    const shape = this.shapes[type]
    if (shape === undefined || ++this.depth > MAX_DEPTH) throw mismatch('It goes too deep.')
    if (--this.left < 0) throw mismatch('It holds more values than its bytes can.')
    const value = this.shaped(shape)
    this.depth--
    return value
  }

  /** A count, then so many values. */
  list(type: number): Plain[] {
    return this.items(type, this.length())
  }

  /** Bytes as they stand. */
  take(length: number): Uint8Array {
    const start = this.advance(length)
    return this.bytes.subarray(start, start + length)
  }

  private shaped(shape: Shape): Plain {
    switch (shape.kind) {
      case 'unit':
        return undefined
      case 'bool':
        return this.choice()
      case 'uint':
        return this.unsigned(shape.size)
      case 'int':
        return this.signed(shape.size)
      case 'compact':
        return this.compact(shape.size)
      case 'text':
        return this.text()
      case 'bytes':
        return this.take(this.length()).slice()
      case 'fixed':
        return toHex(this.take(shape.length))
      case 'account':
        return encodeAddress(accountId(this.take(32)))
      case 'era':
        return this.era()
      case 'option':
        return this.choice() ? this.value(shape.of) : undefined
      case 'list':
        return this.list(shape.of)
      case 'array':
        return this.items(shape.of, this.atMost(shape.length))
      case 'tuple':
        return shape.of.map(type => this.value(type))
      case 'struct':
        return this.fields(shape.fields)
      case 'enum':
        return this.variant(shape)
      case 'unknown':
        throw new TaoError('unsupported', `The chain answered with ${shape.what}, which taokit does not read`)
    }
  }

  private fields(fields: readonly Field[]): Plain {
    const record: Record<string, Plain> = {}
    for (const { key, type } of fields) record[key] = this.value(type)
    return record
  }

  private items(type: number, count: number): Plain[] {
    const items: Plain[] = []
    for (let i = 0; i < count; i++) items.push(this.value(type))
    return items
  }

  private variant({ variants, isBare }: Enumeration): Plain {
    const index = this.unsigned(1)
    const found = variants.find(variant => variant.index === index)
    if (found === undefined) throw mismatch(`There is no variant ${index}.`)
    const { name, fields, of = [] } = found
    if (isBare) return name
    if (fields !== undefined) return { type: name, value: this.fields(fields) }
    return {
      type: name,
      value: of.length === 1 ? this.value(of[0]!) : of.length === 0 ? undefined : of.map(type => this.value(type)),
    }
  }

  private choice(): boolean {
    const byte = this.unsigned(1)
    if (byte !== 0 && byte !== 1) throw mismatch(`${byte} is neither yes nor no.`)
    return byte === 1
  }

  private text(): string {
    try {
      return UTF8.decode(this.take(this.length()))
    } catch (error) {
      throw error instanceof TaoError ? error : mismatch('A text is no UTF-8.')
    }
  }

  private era(): Plain {
    const first = this.unsigned(1) as number
    return first === 0 ? { type: 'Immortal', value: undefined } : decodeEra(first, this.unsigned(1) as number)
  }

  private unsigned(size: number): number | bigint {
    const at = this.advance(size)
    if (size === 1) return this.view.getUint8(at)
    if (size === 2) return this.view.getUint16(at, true)
    if (size === NUMBER_BYTES) return this.view.getUint32(at, true)
    let value = 0n
    for (let word = size - 8; word >= 0; word -= 8) value = (value << 64n) | this.view.getBigUint64(at + word, true)
    return value
  }

  private signed(size: number): number | bigint {
    const value = this.unsigned(size)
    return typeof value === 'bigint' ? BigInt.asIntN(size * 8, value) : (value << (32 - size * 8)) >> (32 - size * 8)
  }

  private compact(size: number): number | bigint | undefined {
    if (size === 0) return undefined
    const value = this.compactNumber()
    if (value >> BigInt(size * 8) !== 0n) throw mismatch('A number is too large.')
    return size <= NUMBER_BYTES ? Number(value) : value
  }

  /** In its shortest form only: any other is refused, as by the chain. */
  private compactNumber(): bigint {
    const first = this.unsigned(1) as number
    const mode = first & 3
    if (mode === 0) return BigInt(first >>> 2)
    const size = mode === 3 ? (first >>> 2) + 4 : mode * 2 - 1
    const bytes = this.take(size)
    let value = 0n
    for (let i = size - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]!)
    if (mode < 3) value = (value << 6n) | BigInt(first >>> 2)
    const least = mode === 1 ? 1n << 6n : mode === 2 ? 1n << 14n : size === 4 ? 1n << 30n : 1n << BigInt(8 * (size - 1))
    if (value < least) throw mismatch('A number is not in its shortest form.')
    return value
  }

  private length(): number {
    const value = this.compactNumber()
    return this.atMost(value > 0xffff_ffffn ? Number.POSITIVE_INFINITY : Number(value))
  }

  /** Nothing that is worth counting takes less than a byte. */
  private atMost(count: number): number {
    if (count > this.bytes.length - this.at) throw mismatch('It ends too early.')
    return count
  }

  private advance(size: number): number {
    const start = this.at
    if (start + size > this.bytes.length) throw mismatch('It ends too early.')
    this.at = start + size
    return start
  }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

const mismatch = (why: string): TaoError =>
  new TaoError('wrong_chain', 'A value of the chain does not match its metadata', { why })
