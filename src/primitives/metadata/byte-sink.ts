/** Collects the few SCALE shapes that metadata digests are made of. */
import { concatBytes, utf8 } from '../bytes.ts'
import { compact } from '../compact.ts'

export class ByteSink {
  private readonly parts: Uint8Array[] = []

  u8(value: number): this {
    return this.raw(Uint8Array.of(value))
  }

  u16(value: number): this {
    return this.raw(Uint8Array.of(value & 0xff, value >>> 8))
  }

  u32(value: number): this {
    return this.raw(Uint8Array.of(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24))
  }

  compact(value: number): this {
    return this.raw(compact(value))
  }

  text(value: string): this {
    const bytes = utf8(value)
    return this.compact(bytes.length).raw(bytes)
  }

  optionalText(value: string | undefined): this {
    return value === undefined ? this.u8(0) : this.u8(1).text(value)
  }

  /** A count, then each item as `write` writes it. */
  list<T>(items: readonly T[], write: (sink: this, item: T) => void): this {
    this.compact(items.length)
    for (const item of items) write(this, item)
    return this
  }

  raw(bytes: Uint8Array): this {
    this.parts.push(bytes)
    return this
  }

  finish(): Uint8Array {
    return concatBytes(...this.parts)
  }
}
