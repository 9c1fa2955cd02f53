/** Values of parameters: read from the chain, written by people, shown, sent. */
import { formatRao, parseRao } from '../../primitives/amounts.ts'
import { TaoError } from '../../primitives/errors.ts'
import { decodeAddress } from '../../primitives/ss58.ts'
import type { Plain } from '../plain.ts'
import { big, bits, bool, list, string } from '../reads/values.ts'
import type { ParameterType } from './parameter.ts'

/** A value as the chain holds it: whole numbers, fixed-point numbers as their bits, two shares as a pair. */
export type ParameterValue = bigint | boolean | string | readonly [low: bigint, high: bigint]

const BILLION = 1_000_000_000n

/** @param value what stands in storage */
export function fromStorage(type: ParameterType, value: Plain): ParameterValue {
  switch (type.kind) {
    case 'flag':
      return bool(value)
    case 'choice':
    case 'account':
      return string(value)
    case 'shares': {
      const [low, high] = list(value).map(big)
      return [low!, high!]
    }
    case 'fixed':
      return bits(value)
    case 'alpha':
      return bits(value) >> BigInt(type.fracBits)
    default:
      return big(value)
  }
}

/** For people, exact: `0.5`, `on`, `τ0.0005`; without its unit. Shares with nine decimals at most. */
export function display(type: ParameterType, value: ParameterValue): string {
  switch (type.kind) {
    case 'flag':
      return value ? 'on' : 'off'
    case 'tao':
      return `τ${formatRao(value as bigint)}`
    case 'alpha':
      return `${formatRao(value as bigint)} α`
    case 'share':
      return shareText(value as bigint, type.whole)
    case 'shares':
      return (value as readonly bigint[]).map(part => shareText(part, type.whole)).join(', ')
    case 'fixed':
      return fixedText(value as bigint, type.fracBits)
    default:
      return String(value)
  }
}

/** For programs: exact, in the units that the chain holds it in. */
export function rawText(value: ParameterValue): string {
  return Array.isArray(value) ? value.join(',') : String(value)
}

const shareText = (parts: bigint, whole: bigint): string => formatRao((parts * BILLION + whole / 2n) / whole)
const fixedText = (raw: bigint, fracBits: number): string => formatRao((raw * BILLION) >> BigInt(fracBits))

/** The unit to show beside it; empty for none. */
export function unitOf(type: ParameterType): string {
  switch (type.kind) {
    case 'integer':
    case 'signed':
      return type.unit
    case 'tao':
      return 'TAO'
    case 'alpha':
      return 'alpha'
    case 'share':
    case 'shares':
      return `share (of ${type.whole})`
    default:
      return ''
  }
}

/**
 * What a person wrote for a value.
 * @param normalized a share is given as such even where it is a whole number: 1 is all, not one part
 * @throws TaoError `invalid_argument`, `invalid_amount`, `invalid_address`
 */
export function parseValue(type: ParameterType, text: string, normalized = false): ParameterValue {
  const given = text.trim()
  switch (type.kind) {
    case 'flag':
      return parseFlag(given)
    case 'choice':
      return parseChoice(given, type.choices)
    case 'account':
      decodeAddress(given)
      return given
    case 'tao':
    case 'alpha':
      return /^\d+rao$/i.test(given) ? BigInt(given.slice(0, -3)) : parseRao(given.replace(/^τ/, ''))
    case 'share':
      return parseShare(given, type.whole, normalized)
    case 'shares':
      return parseShares(given, type.whole, normalized)
    case 'fixed':
      return parseFixed(given, type.fracBits, type.signed)
    case 'signed':
      return parseWhole(given, -(1n << BigInt(type.bits - 1)), (1n << BigInt(type.bits - 1)) - 1n)
    case 'integer':
      return parseWhole(given, 0n, (1n << BigInt(type.bits)) - 1n)
  }
}

/** `yuma_version` is a flag that goes by its number. */
const YES = ['1', 'true', 'yes', 'on', 'enabled', '3']
const NO = ['0', 'false', 'no', 'off', 'disabled', '2']

function parseFlag(text: string): boolean {
  const word = text.toLowerCase()
  if (YES.includes(word)) return true
  if (NO.includes(word)) return false
  throw wrong(text, 'on or off')
}

function parseChoice(text: string, choices: readonly string[]): string {
  const found = choices.find(choice => choice.toLowerCase() === text.toLowerCase())
  if (found !== undefined) return found
  throw wrong(text, choices.join(' or '))
}

function parseWhole(text: string, min: bigint, max: bigint): bigint {
  const n = /^-?\d{1,40}$/.test(text) ? BigInt(text) : undefined
  if (n !== undefined && n >= min && n <= max) return n
  throw wrong(text, `a whole number from ${min} to ${max}`)
}

/** A whole number is as many parts; anything with a point or `%` is a share. */
function parseShare(text: string, whole: bigint, normalized: boolean): bigint {
  if (!normalized && /^\d+$/.test(text)) return parseWhole(text, 0n, whole)
  const share = parseBillionths(text.endsWith('%') ? text.slice(0, -1) : text)
  const one = text.endsWith('%') ? 100n * BILLION : BILLION
  if (share === undefined || share > one) throw wrong(text, `a share such as 0.5 or 50%, or parts of ${whole}`)
  return (2n * share * whole + one) / (2n * one)
}

function parseShares(text: string, whole: bigint, normalized: boolean): readonly [bigint, bigint] {
  const parts = text.split(/[\s,:]+/).filter(part => part !== '')
  if (parts.length !== 2) throw wrong(text, 'two shares: LOW,HIGH')
  const [low, high] = parts.map(part => parseShare(part, whole, normalized))
  return [low!, high!]
}

function parseFixed(text: string, fracBits: number, signed: boolean): bigint {
  const billionths = parseBillionths(text.replace(/^-/, ''))
  if (billionths === undefined || (text.startsWith('-') && !signed)) throw wrong(text, 'a decimal number such as 1.26')
  // To the nearest, as literals of the chain's code are read.
  const raw = ((billionths << BigInt(fracBits + 1)) / BILLION + 1n) >> 1n
  return text.startsWith('-') ? -raw : raw
}

function parseBillionths(text: string): bigint | undefined {
  try {
    return parseRao(text)
  } catch {
    return undefined
  }
}

const wrong = (text: string, what: string): TaoError =>
  new TaoError('invalid_argument', `Not ${what}: \`${text.slice(0, 60)}\``)

/** The arguments of a call beside the subnet, as the client takes them. */
export function toArguments(
  type: ParameterType,
  names: readonly string[],
  value: ParameterValue,
): Readonly<Record<string, unknown>> {
  const values = Array.isArray(value) ? (value as readonly bigint[]) : [value]
  return Object.fromEntries(names.map((name, i) => [name, type.kind === 'fixed' ? { bits: values[i] } : values[i]]))
}
