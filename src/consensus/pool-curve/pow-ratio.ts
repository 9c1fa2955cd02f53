/**
 * Powers of ratios with rational exponents, scaled to integers: the arithmetic under every swap.
 *
 * Small exponents (after reduction) are computed exactly. Others go through fixed-point logarithm and exponential
 * series whose roundings and stopping rules are part of the chain's numbers.
 *
 * Reference: safe-bigmath 0.4.1 (013c499) integer.rs SafeInt::pow_ratio_scaled.
 */

import { quickPower } from './quick-power.ts'

/** Numerator and denominator, not negative. */
export interface Ratio {
  readonly num: bigint
  readonly den: bigint
}

const MAX_EXACT_EXPONENT = 1_024n
const MIN_PRECISION = 32
const GUARD_BITS = 24
const GUARD = 1n << BigInt(GUARD_BITS)
const MAX_ITERATIONS = 4_096
const MAX_REMEMBERED = 1_024

/**
 * floor(scale · base^exponent), exactly where numerator and denominator of the reduced exponent are at most 1024, else
 * as good as `precision` fractional bits give; `undefined` when a denominator is zero.
 */
export function powRatioScaled(base: Ratio, exponent: Ratio, precision: number, scale: bigint): bigint | undefined {
  if (base.den === 0n || exponent.den === 0n) return undefined
  if (base.num === 0n) return 0n
  if (exponent.num === 0n) return scale
  const divisor = gcd(exponent.num, exponent.den)
  const num = exponent.num / divisor
  const den = exponent.den / divisor
  if (num <= MAX_EXACT_EXPONENT && den <= MAX_EXACT_EXPONENT) {
    return rootOfRatio(base.num ** num * scale ** den, base.den ** num, den)
  }
  return quickPower(base, { num, den }, precision, scale) ?? powerBySeries(base, { num, den }, precision, scale)
}

/** As the chain does it, whatever the numbers. The exponent is reduced. */
export function powerBySeries(base: Ratio, exponent: Ratio, precision: number, scale: bigint): bigint {
  const bits = Math.max(precision, MIN_PRECISION, bitLength(scale) + 8)
  return seriesOf(bits).pow(base, exponent, scale)
}

/** 0n, 1n, 2n, …: a series spends a good part of its time on making them. */
const COUNT = Array.from({ length: MAX_ITERATIONS + 1 }, (_, n) => BigInt(n))

/** One per precision, for the sake of its ln 2. The chain uses two precisions. */
const known = new Map<number, Series>()

function seriesOf(bits: number): Series {
  let series = known.get(bits)
  if (series === undefined) {
    series = new Series(bits)
    known.set(bits, series)
  }
  return series
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b]
  while (y !== 0n) [x, y] = [y, x % y]
  return x
}

/** The greatest r with r^degree · den ≤ num. */
function rootOfRatio(num: bigint, den: bigint, degree: bigint): bigint {
  if (degree === 1n) return num / den
  // r^degree · den ≤ num just when r^degree ≤ floor(num / den): the root of a whole number, from above by Newton.
  const radicand = num / den
  if (radicand === 0n) return 0n
  let root = 1n << ((BigInt(bitLength(radicand)) + degree - 1n) / degree)
  for (;;) {
    const next = (root * (degree - 1n) + radicand / root ** (degree - 1n)) / degree
    if (next >= root) return root
    root = next
  }
}

/**
 * Logarithm and exponential in fixed point with `bits` + 24 guard bits behind the point.
 *
 * A series ends with the first term below the guard bits. The chain also ends one whose sum, without the guard bits, a
 * term leaves as it was: only such a term can.
 */
class Series {
  readonly #point: bigint
  readonly #one: bigint
  readonly #iterations: number
  readonly #ln2: bigint
  /** Logarithms of lately: the reserve that one swap leaves is the one that the next begins with. */
  readonly #logarithms = new Map<bigint, bigint>()

  constructor(bits: number) {
    this.#point = BigInt(bits + GUARD_BITS)
    this.#one = 1n << this.#point
    this.#iterations = Math.min(MAX_ITERATIONS, bits + GUARD_BITS + 128)
    this.#ln2 = -this.#ln1p(-this.#one >> 1n)
  }

  pow(base: Ratio, exponent: Ratio, scale: bigint): bigint {
    const logarithm = this.#rememberedLn(base.num) - this.#rememberedLn(base.den)
    const power = this.#exp(floorDiv(logarithm * exponent.num, exponent.den))
    return (roundGuard(power) * scale) >> (this.#point - BigInt(GUARD_BITS))
  }

  #rememberedLn(n: bigint): bigint {
    const known = this.#logarithms.get(n)
    if (known !== undefined) return known
    if (this.#logarithms.size >= MAX_REMEMBERED) this.#logarithms.clear()
    const logarithm = this.#ln(n)
    this.#logarithms.set(n, logarithm)
    return logarithm
  }

  /** ln of a positive whole number: of its mantissa in [0.75, 1.5), plus its binary exponent times ln 2. */
  #ln(n: bigint): bigint {
    let exponent = BigInt(bitLength(n) - 1)
    let mantissa = (n << this.#point) >> exponent
    if (mantissa >= this.#one + (this.#one >> 1n)) {
      mantissa >>= 1n
      exponent += 1n
    }
    return this.#ln1p(mantissa - this.#one) + this.#ln2 * exponent
  }

  /** ln(1 + x) = x - x²/2 + x³/3 - …, every step rounded down. */
  #ln1p(x: bigint): bigint {
    let power = x
    let result = x
    for (let n = 2; n <= this.#iterations; n++) {
      power = (power * x) >> this.#point
      const term = floorDiv(power, COUNT[n]!)
      result = n % 2 === 0 ? result - term : result + term
      if (term < GUARD && term > -GUARD) break
    }
    return result
  }

  /** e^x = 1 + x + x²/2! + …, every step rounded down. */
  #exp(x: bigint): bigint {
    let term = this.#one
    let result = term
    for (let n = 1; n <= this.#iterations; n++) {
      term = floorDiv((term * x) >> this.#point, COUNT[n]!)
      result += term
      if (term < GUARD && term > -GUARD) break
    }
    return result
  }
}

/** Without the guard bits, to the nearest, ties away from zero. */
function roundGuard(n: bigint): bigint {
  const half = GUARD >> 1n
  return n < 0n ? -((half - n) >> BigInt(GUARD_BITS)) : (n + half) >> BigInt(GUARD_BITS)
}

/** Division rounded down; the divisor is positive. */
function floorDiv(n: bigint, divisor: bigint): bigint {
  return n < 0n ? (n + 1n) / divisor - 1n : n / divisor
}

/** The number of bits of a non-negative number; 0 has none. */
function bitLength(n: bigint): number {
  if (n === 0n) return 0
  const hex = n.toString(16)
  return hex.length * 4 - Math.clz32(Number.parseInt(hex[0]!, 16)) + 28
}
