/**
 * Plain values as SCALE bytes, along a lens. Values that come back from `decode` go in again; beside them
 * integers may be decimal or hexadecimal text, accounts hex or bytes, bytes hex, text or a list of numbers, and enums
 * `{ Variant: value }` or the name of a variant without data. Nothing is rounded, cut or made up.
 */
import { ACCOUNT_LENGTH, accountBytes } from '../../primitives/account.ts'
import { concatBytes, fromHex, utf8 } from '../../primitives/bytes.ts'
import { compact, littleEndian } from '../../primitives/compact.ts'
import { TaoError } from '../../primitives/errors.ts'
import { decodeAddress } from '../../primitives/ss58.ts'
import { type Enumeration, type Field, type Lens, type Shape, type Variant, variantsOf } from '../metadata/lens.ts'
import { type Call, isCall } from '../transactions/call.ts'
import { encodeEra, type MortalEra } from './era.ts'

type Shapes = Lens['shapes']

/** As deep as decoders go: a type that holds itself would take a value without an end. */
const MAX_DEPTH = 256

/** @param name what an error calls the value @throws TaoError `invalid_argument` for a value that the type does not have */
export function encode(shapes: Shapes, type: number, value: unknown, name = 'The value'): Uint8Array {
  const encoder = new Encoder(shapes, [name])
  encoder.value(type, value)
  return encoder.bytes()
}

export function encodeCall({ shapes, call }: Lens, order: Call): Uint8Array {
  const encoder = new Encoder(shapes, [])
  encoder.value(call!, order)
  return encoder.bytes()
}

class Encoder {
  private readonly shapes: Shapes
  private readonly parts: Uint8Array[] = []
  /** Where in the value it is, for errors. */
  private readonly path: string[]
  private depth = 0

  constructor(shapes: Shapes, path: string[]) {
    this.shapes = shapes
    this.path = path
  }

  bytes(): Uint8Array {
    return concatBytes(...this.parts)
  }

  value(type: number, value: unknown): void {
    const shape = this.shapes[type]
    if (shape === undefined || ++this.depth > MAX_DEPTH) throw this.endless()
    this.shaped(shape, value)
    this.depth--
  }

  private shaped(shape: Shape, value: unknown): void {
    switch (shape.kind) {
      case 'unit':
        return this.nothing(value)
      case 'bool':
        if (typeof value !== 'boolean') throw this.misfit('true or false', value)
        return this.push(Uint8Array.of(value ? 1 : 0))
      case 'uint':
        return this.push(littleEndian(this.integer(value, 0n, 1n << BigInt(shape.size * 8)), shape.size))
      case 'int': {
        const half = 1n << BigInt(shape.size * 8 - 1)
        return this.push(littleEndian(BigInt.asUintN(shape.size * 8, this.integer(value, -half, half)), shape.size))
      }
      case 'compact':
        if (shape.size === 0) return this.nothing(value)
        return this.push(compact(this.integer(value, 0n, 1n << BigInt(shape.size * 8))))
      case 'text':
        if (typeof value !== 'string') throw this.misfit('a text', value)
        return this.counted(utf8(value))
      case 'bytes':
        return this.counted(this.rawBytes(value))
      case 'fixed':
        return this.push(this.exactBytes(value, shape.length))
      case 'account':
        return this.push(this.account(value))
      case 'era':
        return this.push(this.era(value))
      case 'option':
        this.push(Uint8Array.of(value === undefined || value === null ? 0 : 1))
        if (value !== undefined && value !== null) this.value(shape.of, value)
        return
      case 'list':
        return this.list(shape.of, value)
      case 'array':
        return this.array(shape, value)
      case 'tuple':
        return this.tuple(shape.of, value)
      case 'struct':
        return this.fields(shape.fields, value)
      case 'enum':
        return this.enumeration(shape, value)
      case 'unknown':
        throw new TaoError('unsupported', `${this.place()} is ${shape.what}, which taokit does not write`)
    }
  }

  private nothing(value: unknown): void {
    if (value !== undefined && value !== null) throw this.misfit('nothing', value)
  }

  private push(bytes: Uint8Array): void {
    this.parts.push(bytes)
  }

  private counted(bytes: Uint8Array): void {
    this.push(compact(bytes.length))
    this.push(bytes)
  }

  private integer(value: unknown, least: bigint, limit: bigint): bigint {
    const number = wholeNumber(value)
    if (number !== undefined && number >= least && number < limit) return number
    throw this.misfit(`a whole number from ${least} to ${limit - 1n}`, value)
  }

  private rawBytes(value: unknown): Uint8Array {
    const bytes = bytesIn(value)
    if (bytes === undefined) throw this.misfit('bytes: 0x and hex digits, a text, or a list of numbers', value)
    return bytes
  }

  private exactBytes(value: unknown, length: number): Uint8Array {
    const bytes = bytesIn(value)
    if (bytes?.length !== length) throw this.misfit(`exactly ${length} bytes: 0x and hex digits`, value)
    return bytes
  }

  private account(value: unknown): Uint8Array {
    if (typeof value === 'string' && !value.startsWith('0x')) return accountBytes(decodeAddress(value))
    return this.exactBytes(value, ACCOUNT_LENGTH)
  }

  private era(value: unknown): Uint8Array {
    const { type, value: mortal } = value as MortalEra | { type: 'Immortal'; value: undefined }
    return type === 'Immortal' ? Uint8Array.of(0) : encodeEra(mortal)
  }

  private list(type: number, value: unknown): void {
    const items = this.itemsOf(value)
    this.push(compact(items.length))
    this.each(items, () => type)
  }

  private array({ of, length }: Extract<Shape, { kind: 'array' }>, value: unknown): void {
    const items = this.itemsOf(value)
    if (items.length !== length) throw this.misfit(`a list of ${length}`, value)
    this.each(items, () => of)
  }

  private tuple(types: readonly number[], value: unknown): void {
    const items = this.itemsOf(value)
    if (items.length !== types.length) throw this.misfit(`a list of ${types.length}`, value)
    this.each(items, i => types[i]!)
  }

  private each(items: readonly unknown[], typeAt: (i: number) => number): void {
    for (const [i, item] of items.entries()) this.within(`[${i}]`, () => this.value(typeAt(i), item))
  }

  private itemsOf(value: unknown): readonly unknown[] {
    if (Array.isArray(value)) return value
    if (ArrayBuffer.isView(value) && 'length' in value) return Array.from(value as unknown as ArrayLike<unknown>)
    throw this.misfit('a list', value)
  }

  /** By the names of plain values or by the chain's own. */
  private fields(fields: readonly Field[], value: unknown): void {
    if (!isRecord(value)) throw this.misfit(`a record of ${fields.map(({ name }) => name).join(', ')}`, value)
    const odd = Object.keys(value).find(key => !fields.some(field => field.key === key || field.name === key))
    if (odd !== undefined)
      throw this.misfit(`a record of ${fields.map(({ name }) => name).join(', ')}`, { [odd]: value[odd] })
    for (const { name, key, type } of fields) {
      this.within(this.path.length === 0 ? name : `.${name}`, () =>
        this.value(type, name in value ? value[name] : value[key]),
      )
    }
  }

  private enumeration(shape: Enumeration, value: unknown): void {
    if (shape.isCall && isCall(value)) return this.call(shape, value)
    const [name, data] = shape.isAddress && isAccount(value) ? ['Id', value] : choiceIn(value)
    const variant = shape.variants.find(each => each.name === name)
    if (variant === undefined) throw this.misfit(`one of ${shape.variants.map(each => each.name).join(', ')}`, value)
    this.push(Uint8Array.of(variant.index))
    this.data(variant, data)
  }

  private data({ fields, of = [] }: Variant, value: unknown): void {
    if (fields !== undefined) this.fields(fields, value)
    else if (of.length === 1) this.value(of[0]!, value)
    else if (of.length > 1) this.tuple(of, value)
    else if (value !== undefined && value !== null) throw this.misfit('no data', value)
  }

  private call({ variants }: Enumeration, { name, args }: Call): void {
    const at = name.indexOf('.')
    const pallet = variants.find(each => each.name === name.slice(0, at))
    const method = variantsOf(this.shapes, pallet?.of?.[0]).find(each => each.name === name.slice(at + 1))
    if (pallet === undefined || method === undefined) throw this.misfit('a call of the chain', name)
    this.push(Uint8Array.of(pallet.index, method.index))
    this.fields(method.fields ?? [], args)
  }

  private within(step: string, work: () => void): void {
    this.path.push(step)
    work()
    this.path.pop()
  }

  private place(): string {
    return this.path.length === 0 ? 'The call' : this.path.join('')
  }

  private endless(): TaoError {
    return new TaoError('wrong_chain', `${this.place()} has a type without an end`, {
      why: 'So the metadata of the chain says.',
    })
  }

  private misfit(takes: string, value: unknown): TaoError {
    return new TaoError('invalid_argument', `${this.place()} takes ${takes}`, { why: `It was given ${shown(value)}.` })
  }
}

function wholeNumber(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined
  return typeof value === 'string' && /^(?:-?\d{1,80}|0x[0-9a-fA-F]{1,64})$/.test(value) ? BigInt(value) : undefined
}

function bytesIn(value: unknown): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value
  if (typeof value === 'string') return /^0x(?:[0-9a-fA-F]{2})*$/.test(value) ? fromHex(value) : utf8(value)
  const isBytes = Array.isArray(value) && value.every(each => Number.isInteger(each) && each >= 0 && each <= 255)
  return isBytes ? Uint8Array.from(value) : undefined
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const ADDRESS_OR_KEY = /^(?:0x[0-9a-fA-F]{64}|[1-9A-HJ-NP-Za-km-z]{40,60})$/

const isAccount = (value: unknown): boolean =>
  value instanceof Uint8Array || (typeof value === 'string' && ADDRESS_OR_KEY.test(value))

/** The variant that is meant, and its data. */
function choiceIn(value: unknown): readonly [name: unknown, data: unknown] {
  if (!isRecord(value)) return [value, undefined]
  if (typeof value.type === 'string') return [value.type, value.value]
  const entries = Object.entries(value)
  return entries.length === 1 ? entries[0]! : [undefined, undefined]
}

const MOST = 80

function shown(value: unknown): string {
  const text = JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? String(each) : each)) ?? 'nothing'
  return text.length > MOST ? `${text.slice(0, MOST)}…` : text
}
