/**
 * Numbers with 32 binary decimals, and the factor by which registration prices decay in a block.
 * Reference: utils/misc.rs mul_by_q32, pow_q32, decay_factor_q32.
 */
import { U64_MAX } from '../../../../primitives/amounts.ts'

export const ONE_Q32 = 1n << 32n
const HALF_Q32 = ONE_Q32 >> 1n

/** A whole number times a factor, rounded down; at most u64::MAX. */
export function mulByQ32(value: bigint, factor: bigint): bigint {
  const product = (value * factor) >> 32n
  return product > U64_MAX ? U64_MAX : product
}

/** base^exponent by squaring, each product rounded down. */
export function powQ32(base: bigint, exponent: number): bigint {
  let result = ONE_Q32
  let factor = base
  for (let power = exponent; power > 0; power >>= 1) {
    if ((power & 1) === 1) result = mulByQ32(result, factor)
    if (power > 1) factor = mulByQ32(factor, factor)
  }
  return result
}

const decayFactors = new Map<number, bigint>()

/** The greatest factor that, applied in each of `halfLife` blocks, leaves at most half; 1 where nothing decays. */
export function decayFactorQ32(halfLife: number): bigint {
  let factor = decayFactors.get(halfLife)
  if (factor === undefined) {
    factor = halfLife === 0 ? ONE_Q32 : searchDecayFactor(halfLife)
    decayFactors.set(halfLife, factor)
  }
  return factor
}

function searchDecayFactor(halfLife: number): bigint {
  let low = 0n
  let high = ONE_Q32
  while (low + 1n < high) {
    const middle = low + ((high - low) >> 1n)
    if (powQ32(middle, halfLife) > HALF_Q32) high = middle
    else low = middle
  }
  return low
}
