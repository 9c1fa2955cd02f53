/**
 * Money. One TAO and one alpha are 10^9 rao each; an amount is a whole number of rao in a bigint, never a float.
 *
 * TAO and alpha are different types although both count rao: an alpha token belongs to a subnet and has a price. All
 * arithmetic saturates at the ends of u64, as the chain's does (reference: common/src/currency.rs).
 */
import { TaoError } from './errors.ts'

declare const unit: unique symbol

/** An amount of TAO, in rao. */
export type Tao = bigint & { readonly [unit]: 'TAO' }
/** An amount of a subnet's alpha token, in rao. */
export type Alpha = bigint & { readonly [unit]: 'alpha' }
export type Amount = Tao | Alpha

export const U64_MAX = 0xffff_ffff_ffff_ffffn
export const RAO_PER_TAO = 1_000_000_000n
const DECIMALS = 9

/** Calls `rao` an amount of TAO. The caller knows that it lies within u64. */
export const tao = (rao: bigint): Tao => rao as Tao
/** Calls `rao` an amount of alpha. The caller knows that it lies within u64. */
export const alpha = (rao: bigint): Alpha => rao as Alpha

export const ZERO_TAO = tao(0n)
export const ZERO_ALPHA = alpha(0n)

/** `a + b`, at most u64::MAX. */
export function satAdd<T extends Amount>(a: T, b: NoInfer<T>): T {
  const sum = (a as bigint) + (b as bigint)
  return (sum > U64_MAX ? U64_MAX : sum) as T
}

/** `a - b`, at least 0. */
export function satSub<T extends Amount>(a: T, b: NoInfer<T>): T {
  return (a > b ? (a as bigint) - (b as bigint) : 0n) as T
}

/** `amount * n`, at most u64::MAX. */
export function satMul<T extends Amount>(amount: T, n: bigint): T {
  const product = (amount as bigint) * n
  return (product > U64_MAX ? U64_MAX : product) as T
}

export function minAmount<T extends Amount>(a: T, b: NoInfer<T>): T {
  return a < b ? a : b
}

export function maxAmount<T extends Amount>(a: T, b: NoInfer<T>): T {
  return a > b ? a : b
}

const AMOUNT = /^(\d{1,11})(?:\.(\d{1,9}))?$/

/**
 * The rao in a decimal string such as `12`, `0.5` or `9007199.254740993`.
 *
 * Signs, exponents, separators, more than nine decimals and anything above u64 are refused: an amount is never rounded.
 * @throws TaoError `invalid_amount`
 */
export function parseRao(text: string): bigint {
  const match = AMOUNT.exec(text)
  if (match === null) {
    throw new TaoError('invalid_amount', `Not an amount: ${quote(text)}`, {
      why: 'An amount is a plain decimal number with at most 9 decimals: no sign, exponent or separators.',
      remedy: 'Write it like 1.5 or 0.000000001 (one rao).',
    })
  }
  const rao = BigInt(match[1]!) * RAO_PER_TAO + BigInt((match[2] ?? '').padEnd(DECIMALS, '0'))
  if (rao > U64_MAX) {
    throw new TaoError('invalid_amount', `Amount too large: ${quote(text)}`, {
      why: `The chain holds amounts up to ${formatRao(U64_MAX)}.`,
    })
  }
  return rao
}

export const parseTao = (text: string): Tao => tao(parseRao(text))
export const parseAlpha = (text: string): Alpha => alpha(parseRao(text))

/** Rao as a decimal string without trailing zeros, exact: 1500000000n is `1.5`. Negative differences keep their sign. */
export function formatRao(rao: bigint): string {
  const digits = (rao < 0n ? -rao : rao).toString().padStart(DECIMALS + 1, '0')
  const whole = digits.slice(0, -DECIMALS)
  const fraction = digits.slice(-DECIMALS).replace(/0+$/, '')
  const sign = rao < 0n ? '-' : ''
  return fraction === '' ? sign + whole : `${sign}${whole}.${fraction}`
}

function quote(text: string): string {
  return `\`${text.length > 40 ? `${text.slice(0, 40)}…` : text}\``
}
