/** Plain values of the chain as typed ones. What does not fit is the chain's doing: another version, or no Subtensor. */
import { type Alpha, alpha, type Tao, tao } from '../../primitives/amounts.ts'
import { fromUtf8Lossy } from '../../primitives/bytes.ts'
import { TaoError } from '../../primitives/errors.ts'
import type { Plain } from '../plain.ts'

export type Fields = Readonly<Record<string, Plain>>

function odd(what: string, value: Plain): TaoError {
  return new TaoError('unsupported', `The chain answered with something else than ${what}`, {
    why: `It sent a ${value === null ? 'null' : typeof value}.`,
    remedy: 'Use a version of taokit that knows the runtime of this chain.',
  })
}

export function record(value: Plain): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Uint8Array) {
    throw odd('a record', value)
  }
  return value as Fields
}

export function list(value: Plain): readonly Plain[] {
  if (!Array.isArray(value)) throw odd('a list', value)
  return value
}

export const maybe = <T>(value: Plain, as: (value: Plain) => T): T | undefined =>
  value === undefined ? undefined : as(value)

export function big(value: Plain): bigint {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number') return BigInt(value)
  throw odd('a number', value)
}

export function number(value: Plain): number {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint' && value <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(value)
  throw odd('a number', value)
}

export const asTao = (value: Plain): Tao => tao(big(value))
export const asAlpha = (value: Plain): Alpha => alpha(big(value))

export function bool(value: Plain): boolean {
  if (typeof value !== 'boolean') throw odd('yes or no', value)
  return value
}

/** An address, a hash or a name. */
export function string(value: Plain): string {
  if (typeof value !== 'string') throw odd('a text', value)
  return value
}

/** Text in bytes, which strangers wrote. */
export function text(value: Plain): string {
  if (value instanceof Uint8Array) return fromUtf8Lossy(value)
  if (typeof value === 'string') return value
  return fromUtf8Lossy(Uint8Array.from(list(value).map(number)))
}

/** The bits of a fixed-point number. */
export const bits = (value: Plain): bigint => big(record(value).bits)

const BILLION = 1_000_000_000n

/** A fixed-point number in billionths, rounded down. */
export const billionths = (value: Plain, fracBits: number): bigint => (bits(value) * BILLION) >> BigInt(fracBits)

/** A share in parts of 65535, in billionths, rounded to the nearest. */
export const ofU16 = (parts: number): bigint => (BigInt(parts) * BILLION + 32_767n) / 65_535n
