/**
 * SafeFloat: a decimal floating-point number, the unit of shares in a pool.
 *
 * Its value is mantissa · 10^exponent. A number other than zero is kept normal, 10^20 < mantissa ≤ 10^21, so that it
 * has 21 digits whatever its size; digits beyond are cut off.
 *
 * Reference: primitives/share-pool/src/lib.rs SafeFloat.
 */
import { U64_MAX } from '../primitives/amounts.ts'
import type { U64F64 } from './fixed/types.ts'

export interface SafeFloat {
  /** u128 */
  readonly mantissa: bigint
  /** i64 */
  readonly exponent: bigint
}

export const SAFE_FLOAT_ZERO: SafeFloat = { mantissa: 0n, exponent: 0n }

const DIGITS = 21n
const MAX_MANTISSA = 10n ** DIGITS
const MIN_MANTISSA = MAX_MANTISSA / 10n
const I64_MAX = (1n << 63n) - 1n
const I64_MIN = -(1n << 63n)

/** 10^0 to 10^22: no larger power moves a digit of a mantissa. */
const POWERS_OF_TEN = Array.from({ length: Number(DIGITS) + 2 }, (_, i) => 10n ** BigInt(i))

function cappedPowerOfTen(exponent: bigint): bigint {
  return POWERS_OF_TEN[exponent > DIGITS ? Number(DIGITS) + 1 : Number(exponent)]!
}

/** A mantissa of up to `most` lacks at least so many digits. Each step is taken once: 1 lacks 21 of them. */
const STEPS = [16, 8, 4, 2, 1].map(digits => ({
  digits: BigInt(digits),
  factor: 10n ** BigInt(digits),
  most: MIN_MANTISSA / 10n ** BigInt(digits - 1),
}))

/** The normal form of any non-negative mantissa; `undefined` when the exponent leaves i64. */
function normal(mantissa: bigint, exponent: bigint): SafeFloat | undefined {
  if (mantissa === 0n) return SAFE_FLOAT_ZERO
  let m = mantissa
  let e = exponent
  for (; m > MAX_MANTISSA; e++) m /= 10n
  if (e > I64_MAX) return undefined
  // Cutting off may have left exactly 10^20, which takes its digit back.
  for (const { most, factor, digits } of m <= MIN_MANTISSA ? STEPS : []) {
    if (m > most) continue
    m *= factor
    e -= digits
  }
  return e < I64_MIN ? undefined : { mantissa: m, exponent: e }
}

/** mantissa · 10^exponent in normal form; `undefined` when the mantissa is above 10^21 or the exponent leaves i64. */
export function safeFloat(mantissa: bigint, exponent: bigint): SafeFloat | undefined {
  return mantissa > MAX_MANTISSA ? undefined : normal(mantissa, exponent)
}

export function isZero(a: SafeFloat): boolean {
  return a.mantissa === 0n
}

/** a + b: the operand of the smaller exponent loses the digits below the other's. */
export function add(a: SafeFloat, b: SafeFloat): SafeFloat | undefined {
  if (isZero(a)) return b
  if (isZero(b)) return a
  const { exponent, ofA, ofB } = aligned(a, b)
  return normal(ofA + ofB, exponent)
}

/** a - b, at least 0; `undefined` when only a is zero. */
export function sub(a: SafeFloat, b: SafeFloat): SafeFloat | undefined {
  if (isZero(b)) return a
  if (isZero(a)) return undefined
  const { exponent, ofA, ofB } = aligned(a, b)
  return normal(ofA > ofB ? ofA - ofB : 0n, exponent)
}

/** Both mantissas at the larger of the two exponents, whose difference saturates at i64. */
function aligned(a: SafeFloat, b: SafeFloat) {
  return a.exponent >= b.exponent
    ? { exponent: a.exponent, ofA: a.mantissa, ofB: b.mantissa / cappedPowerOfTen(a.exponent - b.exponent) }
    : { exponent: b.exponent, ofA: a.mantissa / cappedPowerOfTen(b.exponent - a.exponent), ofB: b.mantissa }
}

/** a / b to 21 digits; `undefined` when b is zero or the exponent leaves i64. */
export function div(a: SafeFloat, b: SafeFloat): SafeFloat | undefined {
  if (isZero(b)) return undefined
  const exponent = a.exponent - b.exponent - DIGITS
  if (exponent > I64_MAX || exponent < I64_MIN) return undefined
  return normal((a.mantissa * MAX_MANTISSA) / b.mantissa, exponent)
}

/** a · b / c, the product exact; `undefined` when c is zero or an exponent leaves i64. */
export function mulDiv(a: SafeFloat, b: SafeFloat, c: SafeFloat): SafeFloat | undefined {
  if (isZero(c)) return undefined
  const product = a.exponent + b.exponent
  const exponent = product - c.exponent
  if (product > I64_MAX || product < I64_MIN || exponent > I64_MAX || exponent < I64_MIN) return undefined
  return normal((a.mantissa * b.mantissa) / c.mantissa, exponent)
}

/** Whether a > b, both in normal form. */
export function gt(a: SafeFloat, b: SafeFloat): boolean {
  const difference = a.exponent - b.exponent
  if (difference === 0n) return a.mantissa > b.mantissa
  if (difference === 1n) return 10n * a.mantissa > b.mantissa
  if (difference === -1n) return a.mantissa > 10n * b.mantissa
  return difference > 0n
}

/** The whole part, at most u64::MAX. */
export function toU64({ mantissa, exponent }: SafeFloat): bigint {
  const scale = cappedPowerOfTen(exponent < 0n ? -exponent : exponent)
  const whole = exponent > 0n ? mantissa * scale : mantissa / scale
  return whole > U64_MAX ? U64_MAX : whole
}

/** A whole number of rao. */
export function fromU64(n: bigint): SafeFloat {
  // A u64 has at most 20 digits, so neither bound can be met.
  return normal(n, 0n)!
}

const TWO_POW_64: SafeFloat = fromU64(1n << 64n)

/** A share in the fixed-point form of older storage: its whole part plus its fraction, each to 21 digits. */
export function fromU64F64(share: U64F64): SafeFloat {
  const whole = fromU64(share >> 64n)
  const fraction = div(fromU64(share & U64_MAX), TWO_POW_64)!
  return add(whole, fraction)!
}
