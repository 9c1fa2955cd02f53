/** Decimal literals without floats. */
import { assert } from '../../primitives/errors.ts'

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/
const DOUBLE_PRECISION = 53

/**
 * The double nearest to a plain decimal number, times 2^fracBits, as the nearest integer; ties to even both times. The
 * exponent of the double is not bounded: literals in the source are neither subnormal nor infinite.
 */
export function nearestDouble(decimal: string, fracBits: number): bigint {
  const match = DECIMAL.exec(decimal)
  assert(match !== null, `not a decimal literal: ${decimal}`)
  const [, sign, whole, fraction = ''] = match
  const numerator = BigInt(whole + fraction)
  if (numerator === 0n) return 0n
  const denominator = 10n ** BigInt(fraction.length)
  // 2^exponent is the unit in the last place: the significand then has 53 bits, or 54 by the rounding of 2^53 - 1/2,
  // which makes it even and changes nothing.
  let exponent = bitLength(numerator) - bitLength(denominator) - DOUBLE_PRECISION
  if (scaled(numerator, denominator, exponent).quotient >> BigInt(DOUBLE_PRECISION) > 0n) exponent++
  const significand = roundTiesToEven(scaled(numerator, denominator, exponent))
  const shift = exponent + fracBits
  const bits = shift >= 0 ? significand << BigInt(shift) : roundTiesToEven(scaled(significand, 1n, -shift))
  return sign === '-' ? -bits : bits
}

interface Division {
  quotient: bigint
  remainder: bigint
  divisor: bigint
}

/** `numerator / denominator / 2^exponent` with its remainder. */
function scaled(numerator: bigint, denominator: bigint, exponent: number): Division {
  const dividend = exponent < 0 ? numerator << BigInt(-exponent) : numerator
  const divisor = exponent > 0 ? denominator << BigInt(exponent) : denominator
  return { quotient: dividend / divisor, remainder: dividend % divisor, divisor }
}

function roundTiesToEven({ quotient, remainder, divisor }: Division): bigint {
  const twice = remainder * 2n
  const up = twice > divisor || (twice === divisor && (quotient & 1n) === 1n)
  return up ? quotient + 1n : quotient
}

function bitLength(n: bigint): number {
  return n.toString(2).length
}
