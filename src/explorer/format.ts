/** Chain values as people read them. Money is whole rao in texts, and is cut up as text: no float ever carries it. */

const RAO_DIGITS = 9

/** An amount in two parts, so that the decimals of a column can stand below one another: `1,234` and `.500000000`. */
export interface AmountParts {
  readonly whole: string
  readonly fraction: string
}

/** @param rao a whole number, with a sign if it is below zero */
export function amountParts(rao: string): AmountParts {
  const sign = rao.startsWith('-') ? '-' : ''
  const digits = rao.slice(sign.length).padStart(RAO_DIGITS + 1, '0')
  return { whole: sign + grouped(digits.slice(0, -RAO_DIGITS)), fraction: `.${digits.slice(-RAO_DIGITS)}` }
}

/** `1,234.5`: exact, without the zeros at the end. */
export function amountText(rao: string): string {
  const { whole, fraction } = amountParts(rao)
  const decimals = fraction.replace(/\.?0+$/, '')
  return whole + decimals
}

/** `1234567` as `1,234,567`. */
export const grouped = (digits: string): string => digits.replace(/\B(?=(?:\d{3})+$)/g, ',')

/** A number with or without decimals: `1260.500000000` as `1,260.5`. */
export function numberText(text: string): string {
  const [whole = '', decimals = ''] = text.split('.')
  const significant = decimals.replace(/0+$/, '')
  return significant === '' ? grouped(whole) : `${grouped(whole)}.${significant}`
}

export const countText = (count: number): string => grouped(String(count))

/** `1 event`, `2 events`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${countText(count)} ${count === 1 ? one : many}`

/** Billionths as a percentage with two decimals, rounded down: `12.34 %`. */
export function shareText(billionths: string): string {
  const hundredths = BigInt(billionths) / 100_000n
  return `${hundredths / 100n}.${(hundredths % 100n).toString().padStart(2, '0')} %`
}

const U16_WHOLE = 65_535

/** Parts of 65535 as a decimal with five places, rounded down. */
export function u16Text(parts: number): string {
  const scaled = Math.floor((parts * 100_000) / U16_WHOLE)
  return `${Math.floor(scaled / 100_000)}.${String(scaled % 100_000).padStart(5, '0')}`
}

/** The ends of a hash or an address: `0x1234…abcd`. */
export function shortened(text: string, head = 8, tail = 6): string {
  return text.length <= head + tail + 1 ? text : `${text.slice(0, head)}…${text.slice(-tail)}`
}

/** `2025-01-01 00:00:12 UTC` */
export const timeText = (milliseconds: number): string =>
  `${new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ')} UTC`

/** `250 ms`, `12 s`, `1.5 s` */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`
  const tenths = Math.round(milliseconds / 100)
  return tenths % 10 === 0 ? `${tenths / 10} s` : `${Math.floor(tenths / 10)}.${tenths % 10} s`
}

/** `max_weights_limit` as `max weights limit`. */
export const wordsOf = (name: string): string => name.replaceAll('_', ' ')

/**
 * A text from the chain with what could mislead a reader made visible: control characters and those that turn the
 * direction of writing.
 */
export const harmless = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')

/** Picoseconds of reference time in milliseconds, with three decimals. */
export function refTimeText(picoseconds: string): string {
  const micros = BigInt(picoseconds) / 1_000_000n
  return `${grouped((micros / 1000n).toString())}.${(micros % 1000n).toString().padStart(3, '0')} ms`
}

export const bytesText = (count: number | string): string => `${grouped(String(count))} bytes`
