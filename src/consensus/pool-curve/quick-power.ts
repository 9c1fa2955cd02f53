/**
 * The powers that most swaps need, in a fraction of the time that the chain's own series take.
 *
 * A swap takes a small part of a reserve: the base is a little below 1, and a series in the difference is short. The
 * chain's number is that of the exact power to within 2^-200, rounded down to whole units of 1 / scale. So is this
 * one, with an error that is bounded below; where both ends of the bound round down to the same unit, that is the
 * chain's number. Where they do not, and for other bases, there is no answer here.
 *
 * The bound. Fixed point with 160 bits; an ulp is 2^-160.
 * - z = (den - num) / (den + num) is below 1/7; it, each power and each term of the logarithm are off by less than 2 ulp.
 *   There are fewer than 32 terms, and the tail is below 1 ulp: ln = -2 atanh(z) is off by less than 2^8 ulp.
 * - Times an exponent of at most 128: less than 2^15 + 1 ulp.
 * - exp(-y) for y up to 1/2: that error as it is, and 2 ulp for each of fewer than 40 terms.
 * Together less than 2^16 ulp, which is 2^-144. The chain's own error: its series are cut at 2^-256, which a binary
 * exponent of at most 1, an exponent of at most 128 and a sum of some hundred roundings make 2^-240 at most.
 */
import type { Ratio } from './pow-ratio.ts'

const BITS = 160n
const ONE = 1n << BITS
/** 2^-140. */
const ERROR = 1n << (BITS - 140n)
const MAX_EXPONENT = 128n
/** The bits of precision from which on the chain's error is as small as is said above. */
const MIN_PRECISION = 256
const MAX_SCALE = 1n << 64n

/** Odd numbers from 3. */
const ODD = Array.from({ length: 32 }, (_, i) => BigInt(2 * i + 3))
const COUNT = Array.from({ length: 40 }, (_, i) => BigInt(i + 1))

/** floor(scale · base^exponent) as the chain has it; `undefined` where this is not the way to find out. */
export function quickPower(base: Ratio, exponent: Ratio, precision: number, scale: bigint): bigint | undefined {
  const missing = base.den - base.num
  const isClose = missing >= 0n && 4n * missing <= base.den
  if (!isClose || precision < MIN_PRECISION || scale > MAX_SCALE || exponent.num > MAX_EXPONENT * exponent.den) {
    return undefined
  }
  const z = (missing << BITS) / (base.den + base.num)
  const y = (2n * atanh(z) * exponent.num) / exponent.den
  if (2n * y > ONE) return undefined
  const power = expOfMinus(y)
  const least = ((power - ERROR) * scale) >> BITS
  return ((power + ERROR) * scale) >> BITS === least ? least : undefined
}

/** z + z³/3 + z⁵/5 + … */
function atanh(z: bigint): bigint {
  const square = (z * z) >> BITS
  let power = z
  let sum = z
  for (const odd of ODD) {
    power = (power * square) >> BITS
    if (power === 0n) break
    sum += power / odd
  }
  return sum
}

/** 1 - y + y²/2! - … */
function expOfMinus(y: bigint): bigint {
  let term = ONE
  let sum = ONE
  let falls = true
  for (const n of COUNT) {
    term = ((term * y) >> BITS) / n
    if (term === 0n) break
    sum = falls ? sum - term : sum + term
    falls = !falls
  }
  return sum
}
