/** Bytes and their hexadecimal text. */
import { TaoError } from './errors.ts'

/** Bytes as `0x` and lower-case hex digits. */
export type Hex = `0x${string}`

const HEX = /^(?:0x)?((?:[0-9a-fA-F]{2})*)$/

export function toHex(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')}`
}

/**
 * The bytes of a hex string, with or without `0x`.
 * @throws TaoError `invalid_argument` when it is not hex or has an odd number of digits
 */
export function fromHex(text: string): Uint8Array {
  const match = HEX.exec(text)
  if (match === null) throw new TaoError('invalid_argument', 'Not a hexadecimal string with an even number of digits')
  return Uint8Array.from(Buffer.from(match[1]!, 'hex'))
}

export function concatBytes(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** Lexicographic order: negative, zero or positive. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  return Buffer.compare(a, b)
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0
}

export function utf8(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'utf8'))
}

const decoder = new TextDecoder()

/** The text that bytes spell. What is no UTF-8 is replaced by a mark: for texts that strangers wrote. */
export const fromUtf8Lossy = (bytes: Uint8Array): string => decoder.decode(bytes)
