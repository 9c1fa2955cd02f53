/**
 * The epoch's arithmetic on single numbers, over bigint: slow, plain and close to the reference's text, so that the
 * kernel can be checked against it. Names are the reference's (epoch/math.rs).
 */
import { exp, ln } from '../../src/consensus/fixed/transcendental.ts'
import { I32F32, I64F64 } from '../../src/consensus/fixed/types.ts'

export const ZERO = I32F32.ZERO
export const ONE = I32F32.ONE
export const U16_MAX = I32F32.satFromInt(0xffff)

export const fixed_to_u16 = (x: I32F32): number => I32F32.toU16(x)
export const fixed_to_u64 = (x: I32F32): bigint => I32F32.toU64(x)
export const fixed64_to_u64 = (x: I64F64): bigint => I64F64.toU64(x)
export const fixed64_to_fixed32 = (x: I64F64): I32F32 => I32F32.satFrom(I64F64, x)
export const fixed32_to_fixed64 = (x: I32F32): I64F64 => I64F64.satFrom(I32F32, x)
export const u16_to_fixed = (x: number): I32F32 => I32F32.satFromInt(x)
export const u16_proportion_to_fixed = (x: number): I32F32 => I32F32.safeDiv(I32F32.satFromInt(x), U16_MAX)
export const fixed_to_fixed_u16_proportion = (x: I32F32): I32F32 => I32F32.safeDiv(x, U16_MAX)
export const fixed_proportion_to_u16 = (x: I32F32): number => I32F32.toU16(I32F32.satMul(x, U16_MAX))

const TWENTY = I32F32.satFromInt(20)
const MINUS_TWENTY = I32F32.satFromInt(-20)

export function exp_safe(input: I32F32): I32F32 {
  const safe = input < MINUS_TWENTY ? MINUS_TWENTY : input > TWENTY ? TWENTY : input
  return exp(I32F32, safe) ?? (safe <= 0n ? ZERO : I32F32.MAX)
}

export function sigmoid_safe(input: I32F32, rho: I32F32, kappa: I32F32): I32F32 {
  const exponent = I32F32.satMul(I32F32.satMul(rho, I32F32.satNeg(ONE)), I32F32.satSub(input, kappa))
  return I32F32.safeDiv(ONE, I32F32.satAdd(exp_safe(exponent), ONE))
}

export const safe_ln = (value: I32F32): I32F32 => ln(I32F32, value) ?? ZERO

export const clamp_value = (value: I32F32, low: I32F32, high: I32F32): I32F32 =>
  I32F32.max(I32F32.min(value, high), low)

const MINUS_HUNDRED = I32F32.satFromInt(-100)
const HALF = I32F32.literal('0.5')

export function alpha_sigmoid(
  consensus: I32F32,
  weight: I32F32,
  bond: I32F32,
  low: I32F32,
  high: I32F32,
  steepness: I32F32,
): I32F32 {
  const buy = clamp_value(I32F32.satSub(weight, consensus), ZERO, ONE)
  const sell = clamp_value(I32F32.satSub(bond, weight), ZERO, ONE)
  const difference = weight >= bond ? buy : sell
  const exponent = I32F32.satMul(I32F32.satDiv(steepness, MINUS_HUNDRED), I32F32.satSub(difference, HALF))
  const sigmoid = I32F32.satDiv(ONE, I32F32.satAdd(ONE, exp_safe(exponent)))
  return clamp_value(I32F32.satAdd(low, I32F32.satMul(sigmoid, I32F32.satSub(high, low))), low, high)
}
