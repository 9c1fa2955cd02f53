/**
 * JSON text that is exact and harmless: decimals are written digit by digit, never through a float, and whatever could
 * act on a terminal is written as an escape, which any reader turns back.
 */
import { formatRao } from '../../primitives/amounts.ts'

/** A number that is written as these digits. */
export class ExactNumber {
  readonly digits: string

  constructor(digits: string) {
    this.digits = digits
  }

  toJSON(): number {
    return Number(this.digits)
  }
}

export type Json = string | number | boolean | null | ExactNumber | readonly Json[] | { readonly [key: string]: Json }

/** `units / 10^decimals` as a number, exact; only 0 and 9 decimals are needed. */
export function exactDecimal(units: bigint, decimals: 0 | 9): ExactNumber {
  return new ExactNumber(decimals === 0 ? units.toString() : formatRao(units))
}

/** Rao as a decimal string with all nine decimals, as btcli writes it. */
export function fixedDecimal(rao: bigint): string {
  const [whole, fraction = ''] = formatRao(rao).split('.')
  return `${whole}.${fraction.padEnd(9, '0')}`
}

/** What JSON leaves as it is although a terminal or a reader of text may act on it. */
const UNSAFE = /[\u007f-\u009f\u00ad]|[\p{Cf}\p{Zl}\p{Zp}]/gu

/** Indented by two, or on one line when `compact`. */
export function stringify(value: Json, compact = false, indent = ''): string {
  if (typeof value === 'string') return quoted(value)
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (value instanceof ExactNumber) return value.digits
  const inner = `${indent}  `
  const items = Array.isArray(value)
    ? (value as readonly Json[]).map(item => stringify(item, compact, inner))
    : Object.entries(value).map(
        ([key, item]) => `${quoted(key)}:${compact ? '' : ' '}${stringify(item, compact, inner)}`,
      )
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  if (items.length === 0) return `${open}${close}`
  return compact
    ? `${open}${items.join(',')}${close}`
    : `${open}\n${inner}${items.join(`,\n${inner}`)}\n${indent}${close}`
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(UNSAFE, character =>
    [...character.split('')].map(unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  )
}

/** Anything as JSON, for facts that have no declared shape: an error's data. A bigint becomes a string. */
export function toJson(value: unknown): Json {
  if (value === undefined || value === null) return null
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (typeof value === 'string' || typeof value === 'boolean' || value instanceof ExactNumber) return value
  if (Array.isArray(value)) return value.map(toJson)
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex')}`
  if (typeof value === 'object') {
    const { toJSON } = value as { toJSON?: () => unknown }
    if (typeof toJSON === 'function') return toJson(toJSON.call(value))
    const entries = Object.entries(value).filter(([, item]) => item !== undefined && typeof item !== 'function')
    return Object.fromEntries(entries.map(([key, item]) => [key, toJson(item)]))
  }
  return String(value)
}
