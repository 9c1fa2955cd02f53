/**
 * The two ends of SCALE: a reader that never trusts its input and a writer that grows.
 */
import { TaoError } from '../../primitives/errors.ts'
import type { OuterCodecs } from './codec.ts'

/** How deep calls and vectors may stand within a call. Reference: sp_api MAX_EXTRINSIC_DEPTH. */
const MAX_DEPTH = 256

export class Reader {
  readonly bytes: Uint8Array
  readonly view: DataView
  /** How the runtime's own enums (calls, events) are read; absent where none can occur. */
  readonly outer: OuterCodecs | undefined
  at = 0
  private depth = 0
  /** Whether a set or map was read whose members did not come in order: what was read is in order. */
  reordered = false

  constructor(bytes: Uint8Array, outer?: OuterCodecs) {
    this.bytes = bytes
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.outer = outer
  }

  get remaining(): number {
    return this.bytes.length - this.at
  }

  /** Moves past `length` bytes and returns where they began. */
  skip(length: number): number {
    const start = this.at
    if (length > this.bytes.length - start) throw malformed(`needs ${length} more bytes, has ${this.remaining}`)
    this.at = start + length
    return start
  }

  /** The next `length` bytes, without a copy. */
  take(length: number): Uint8Array {
    const start = this.skip(length)
    return this.bytes.subarray(start, start + length)
  }

  u8(): number {
    return this.bytes[this.skip(1)]!
  }

  /** A compact-encoded length or count of up to 32 bits. */
  compact(): number {
    const value = this.compactBig()
    if (value > 0xffff_ffffn) throw malformed('a length does not fit 32 bits')
    return Number(value)
  }

  /** Only the shortest form of a compact number is a valid one. */
  compactBig(): bigint {
    const first = this.u8()
    switch (first & 3) {
      case 0:
        return BigInt(first >> 2)
      case 1: {
        const value = (first | (this.u8() << 8)) >> 2
        if (value < 0x40) throw malformed('a compact number is not in its shortest form')
        return BigInt(value)
      }
      case 2: {
        const start = this.skip(3)
        const value = this.view.getUint32(start - 1, true) >>> 2
        if (value < 0x4000) throw malformed('a compact number is not in its shortest form')
        return BigInt(value)
      }
      default:
        return this.compactWide((first >> 2) + 4)
    }
  }

  private compactWide(length: number): bigint {
    if (length > 16) throw malformed('a compact number has more than 128 bits')
    const start = this.skip(length)
    let value = 0n
    for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(this.bytes[start + i]!)
    if (this.bytes[start + length - 1] === 0 || value < 0x4000_0000n) {
      throw malformed('a compact number is not in its shortest form')
    }
    return value
  }

  /** A count of items that each take at least `itemSize` bytes: a lying header must not allocate. */
  count(itemSize: number): number {
    const count = this.compact()
    if (itemSize > 0 ? count * itemSize > this.remaining : count > 0xffff) {
      throw malformed(`announces ${count} items, which its ${this.remaining} bytes cannot hold`)
    }
    return count
  }

  /**
   * Reads what stands one level deeper: hostile nesting must not exhaust the stack. The outermost call is level one.
   * Reference: parity-scale-codec decode_with_depth_limit, which counts boxes and vectors that are not of plain numbers
   */
  deeper<T>(read: () => T): T {
    if (this.depth > MAX_DEPTH) throw malformed(`more than ${MAX_DEPTH} levels are nested`)
    this.depth++
    const value = read()
    this.depth--
    return value
  }

  end(): void {
    if (this.remaining !== 0) throw malformed(`leaves ${this.remaining} bytes over`)
  }
}

/** Calling what copies takes longer than copying so many. */
const FEW_BYTES = 16

export class Writer {
  readonly outer: OuterCodecs | undefined
  private buffer: Uint8Array
  private view: DataView
  private at = 0

  constructor(outer?: OuterCodecs, capacity = 256) {
    this.outer = outer
    this.buffer = new Uint8Array(capacity)
    this.view = new DataView(this.buffer.buffer)
  }

  get length(): number {
    return this.at
  }

  /** Forgets what was written, keeps the memory. */
  reset(): this {
    this.at = 0
    return this
  }

  /** A copy of what was written. */
  finish(): Uint8Array {
    return this.buffer.slice(0, this.at)
  }

  /** As `finish`, in memory that it shares with others: for bytes that are soon let go. Short ones cost much less so. */
  finishPassing(): Uint8Array {
    const copy = Buffer.allocUnsafe(this.at)
    if (this.at > FEW_BYTES) copy.set(this.buffer.subarray(0, this.at))
    else for (let i = 0; i < this.at; i++) copy[i] = this.buffer[i]!
    return copy
  }

  private reserve(length: number): number {
    const start = this.at
    const end = start + length
    if (end > this.buffer.length) {
      const grown = new Uint8Array(Math.max(end, this.buffer.length * 2))
      grown.set(this.buffer.subarray(0, start))
      this.buffer = grown
      this.view = new DataView(grown.buffer)
    }
    this.at = end
    return start
  }

  u8(value: number): void {
    const start = this.reserve(1)
    this.buffer[start] = value
  }

  u16(value: number): void {
    const start = this.reserve(2)
    this.view.setUint16(start, value, true)
  }

  u32(value: number): void {
    const start = this.reserve(4)
    this.view.setUint32(start, value, true)
  }

  u64(value: bigint): void {
    const start = this.reserve(8)
    this.view.setBigUint64(start, value, true)
  }

  /** Two's complement of `size` bytes, little-endian. */
  big(value: bigint, size: number): void {
    const start = this.reserve(size)
    let rest = value
    for (let i = 0; i < size; i += 8) {
      this.view.setBigUint64(start + i, BigInt.asUintN(64, rest), true)
      rest >>= 64n
    }
  }

  raw(bytes: Uint8Array): void {
    const start = this.reserve(bytes.length)
    if (bytes.length > FEW_BYTES) this.buffer.set(bytes, start)
    else for (let i = 0; i < bytes.length; i++) this.buffer[start + i] = bytes[i]!
  }

  /** The bytes that hex digits from a place in a text on stand for. @returns whether all are such digits */
  hex(text: string, from: number): boolean {
    const length = (text.length - from) >> 1
    const start = this.reserve(length)
    let bits = 0
    for (let i = 0; i < length; i++) {
      const at = from + 2 * i
      const byte = (digitAt(text, at) << 4) | digitAt(text, at + 1)
      bits |= byte
      this.buffer[start + i] = byte
    }
    return bits <= 0xff
  }

  compact(value: number | bigint): void {
    if (value < 0x40) this.u8(Number(value) << 2)
    else if (value < 0x4000) this.u16((Number(value) << 2) | 1)
    else if (value < 0x4000_0000) this.u32(((Number(value) << 2) | 2) >>> 0)
    else this.compactWide(BigInt(value))
  }

  private compactWide(value: bigint): void {
    const bytes: number[] = []
    for (let rest = value; rest > 0n; rest >>= 8n) bytes.push(Number(rest & 0xffn))
    while (bytes.length < 4) bytes.push(0)
    this.u8(((bytes.length - 4) << 2) | 3)
    this.raw(Uint8Array.from(bytes))
  }
}

const NO_DIGIT = 0x100
/** By character code. */
const HEX_DIGITS = Uint16Array.from({ length: 0x80 }, (_, code) => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase())
  return digit < 0 ? NO_DIGIT : digit
})

const digitAt = (text: string, at: number): number => HEX_DIGITS[text.charCodeAt(at)] ?? NO_DIGIT

export function malformed(why: string): TaoError {
  return new TaoError('invalid_argument', 'Malformed SCALE bytes', { why })
}
