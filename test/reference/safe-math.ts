/**
 * Power, square root and logarithm of the chain's own helper library: vectors hold them, but nothing that the chain still
 * runs does. Its only use of one, the root in sharing by TAO flow (coinbase/subnet_emissions.rs inplace_pow_normalize),
 * lies in dead code. They differ in method and in rounding from src/consensus/fixed/transcendental.ts.
 *
 * Reference: primitives/safe-math/src/lib.rs FixedExt.
 */
import type { Fixed, FixedBits } from '../../src/consensus/fixed/fixed.ts'

const I32_MAX = 0x7fff_ffff
const I32_MIN = -0x8000_0000

/**
 * x^exponent by squaring, every product saturating. The exponent is a whole number and saturates at i32.
 * `undefined` for a negative power of zero.
 */
export function checkedPow<T extends FixedBits>(type: Fixed<T>, x: T, exponent: number): T | undefined {
  if (exponent === 0) return type.ONE
  if (x === 0n) return exponent < 0 ? undefined : type.ZERO
  let result = type.ONE
  let base = x
  for (let rest = Math.abs(Math.min(Math.max(exponent, I32_MIN), I32_MAX)); rest > 0; rest >>>= 1) {
    if ((rest & 1) === 1) result = type.satMul(result, base)
    base = type.satMul(base, base)
  }
  return exponent < 0 ? type.safeDiv(type.ONE, result) : result
}

/** Reference: abs_diff, saturating. */
const distance = <T extends FixedBits>(type: Fixed<T>, a: T, b: T): T => (a < b ? type.satSub(b, a) : type.satSub(a, b))

const MAX_BISECTIONS = 128

/** Square root by bisection until x / root and root differ by at most `epsilon`; `undefined` when x is negative. */
export function checkedSqrt<T extends FixedBits>(type: Fixed<T>, x: T, epsilon: T): T | undefined {
  if (x < 0n) return undefined
  let low = x > type.ONE ? type.ZERO : x
  let high = x > type.ONE ? x : type.ONE
  const middleOf = (a: T, b: T) => type.fromBits(type.satAdd(a, b) / 2n)
  let middle = middleOf(high, low)
  let quotient = type.safeDiv(x, middle)
  for (let i = 0; i <= MAX_BISECTIONS && distance(type, quotient, middle) > epsilon; i++) {
    if (quotient < middle) high = middle
    else low = middle
    middle = middleOf(high, low)
    quotient = type.safeDiv(x, middle)
  }
  return middle
}

/** ln 2 and the coefficients of the series, as the reference's source writes them in doubles. */
const LN_2 = '0.693147180559945309417232121458'
const COEFFICIENTS = [
  '0.5',
  '0.333333333333333333333',
  '0.25',
  '0.2',
  '0.166666666666666666667',
  '0.142857142857142857143',
  '0.125',
]

/**
 * Natural logarithm by eight terms of the series of ln(1 + z), 0 ≤ z < 1, so good to about two digits near 2.
 * `undefined` when x is not positive or a step overflows.
 */
export function checkedLn<T extends FixedBits>(type: Fixed<T>, x: T): T | undefined {
  if (x <= 0n) return undefined
  const two = type.ONE << 1n
  let exponent = 0
  let y: T = x
  for (; y >= two; exponent++) y = type.fromBits(y / 2n)
  for (; y < type.ONE; exponent--) y = type.fromBits(y * 2n)
  const z = type.wrapSub(y, type.ONE)
  let power = z
  let sum: T | undefined = z
  for (const [i, coefficient] of COEFFICIENTS.entries()) {
    power = type.wrapMul(power, z)
    const term = type.wrapMul(power, type.literal(coefficient))
    sum = i % 2 === 0 ? type.checkedSub(sum, term) : type.checkedAdd(sum, term)
    if (sum === undefined) return undefined
  }
  const scale = type.checkedMul(type.wrapFromInt(exponent), type.literal(LN_2))
  return scale === undefined ? undefined : type.checkedAdd(sum, scale)
}
