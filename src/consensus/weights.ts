/** What becomes of the weights that a validator sets before they are stored. */
import { I32F32 } from './fixed/types.ts'

const U16_MAX = I32F32.satFromInt(0xffff)
const HALF_OF_U16 = I32F32.satFromInt(0x8000)

/**
 * Weights scaled so that the greatest is 65535, to the nearest. Above 32768 the factor is rounded first, since the
 * product of weight and 65535 would not fit.
 *
 * Reference: epoch/math.rs vec_u16_max_upscale_to_u16.
 */
export function maxUpscale(weights: Uint16Array): Uint16Array {
  const greatest = I32F32.satFromInt(weights.reduce((a, b) => Math.max(a, b), 0))
  if (greatest === I32F32.ZERO) return new Uint16Array(weights.length)
  const factor = I32F32.safeDiv(U16_MAX, greatest)
  const scale = (weight: I32F32) =>
    greatest > HALF_OF_U16 ? I32F32.satMul(weight, factor) : I32F32.safeDiv(I32F32.satMul(weight, U16_MAX), greatest)
  return weights.map(weight => I32F32.toU16(I32F32.wrapRound(scale(I32F32.satFromInt(weight)))))
}

/**
 * Whether no weight is more than `limit` / 65535 of them all.
 *
 * Reference: epoch/math.rs check_vec_max_limited.
 */
export function isMaxLimited(weights: Uint16Array, limit: number): boolean {
  const largest = I32F32.safeDiv(I32F32.satFromInt(limit), U16_MAX)
  const sum = I32F32.satFromInt(weights.reduce((a, b) => a + b, 0))
  return weights.every(weight => sum === I32F32.ZERO || I32F32.safeDiv(I32F32.satFromInt(weight), sum) <= largest)
}
