/**
 * I32F32 arithmetic with the roundings of the reference: products rounded down, quotients truncated, both saturating
 * or checked as named. Reference: substrate-fixed.
 */
import { divide128, inexact, mulShift32, overflowed } from "./wide";

/** 1 */
export const ONE: i64 = 0x100000000;

// @ts-ignore: decorator
@inline
export function ofInt(n: i32): i64 {
  return <i64>n << 32;
}

/** n / 65535 */
// @ts-ignore: decorator
@inline
export function proportion(n: i32): i64 {
  return <i64>((<u64>n << 32) / 65535);
}

/** Saturating a + b. */
// @ts-ignore: decorator
@inline
export function add(a: i64, b: i64): i64 {
  const sum = a + b;
  if (((a ^ sum) & (b ^ sum)) < 0) return a < 0 ? i64.MIN_VALUE : i64.MAX_VALUE;
  return sum;
}

/** Saturating a - b. */
// @ts-ignore: decorator
@inline
export function sub(a: i64, b: i64): i64 {
  const difference = a - b;
  if (((a ^ b) & (a ^ difference)) < 0) return a < 0 ? i64.MIN_VALUE : i64.MAX_VALUE;
  return difference;
}

/** Saturating a * b. */
// @ts-ignore: decorator
@inline
export function mul(a: i64, b: i64): i64 {
  // Both from 0 to just below 1: nearly always.
  if (<u64>(a | b) >> 32 == 0) return <i64>((<u64>a * <u64>b) >> 32);
  return mulWide(a, b, i64.MIN_VALUE, i64.MAX_VALUE);
}

/** a * b, or 0 on overflow. */
// @ts-ignore: decorator
@inline
export function mulOrZero(a: i64, b: i64): i64 {
  return mulWide(a, b, 0, 0);
}

/** a * b, or one of the last two arguments when it is below or above the range. */
function mulWide(a: i64, b: i64, below: i64, above: i64): i64 {
  const negative = (a ^ b) < 0;
  const magnitude = mulShift32(absolute(a), absolute(b));
  if (!negative) return overflowed || <i64>magnitude < 0 ? above : <i64>magnitude;
  // Rounding down takes a negative product away from zero.
  const rounded = magnitude + (inexact ? 1 : 0);
  return overflowed || rounded > <u64>i64.MIN_VALUE ? below : <i64>(0 - rounded);
}

/** a / b, or 0 on overflow and when b is 0. */
// @ts-ignore: decorator
@inline
export function div(a: i64, b: i64): i64 {
  if (<u64>a >> 32 == 0 && b > 0) {
    const quotient = <i64>((<u64>a << 32) / <u64>b);
    return quotient < 0 ? 0 : quotient;
  }
  return divWide(a, b, 0, 0);
}

/** a / b, saturating, for b not 0. */
// @ts-ignore: decorator
@inline
export function divSat(a: i64, b: i64): i64 {
  return divWide(a, b, i64.MIN_VALUE, i64.MAX_VALUE);
}

/** 1 / b for b above 1: 2^64 / b, by way of the greatest dividend that fits. */
// @ts-ignore: decorator
@inline
export function inverse(b: i64): i64 {
  const quotient = u64.MAX_VALUE / <u64>b;
  return <i64>(u64.MAX_VALUE - quotient * <u64>b == <u64>b - 1 ? quotient + 1 : quotient);
}

/** a / b, or one of the last two arguments when it is below or above the range. */
function divWide(a: i64, b: i64, below: i64, above: i64): i64 {
  if (b == 0) return 0;
  const negative = (a ^ b) < 0;
  const dividend = absolute(a);
  const divisor = absolute(b);
  const high = dividend >> 32;
  if (high >= divisor) return negative ? below : above;
  const magnitude = divide128(high, dividend << 32, divisor);
  if (!negative) return <i64>magnitude < 0 ? above : <i64>magnitude;
  return magnitude > <u64>i64.MIN_VALUE ? below : <i64>(0 - magnitude);
}

// @ts-ignore: decorator
@inline
function absolute(a: i64): u64 {
  return a < 0 ? 0 - <u64>a : <u64>a;
}

/** floor(x * 65535) as u16, saturating. */
// @ts-ignore: decorator
@inline
export function toU16Proportion(x: i64): i32 {
  if (x <= 0) return 0;
  return x >= ONE ? 65535 : <i32>((<u64>x * 65535) >> 32);
}

/** floor(x * amount) as u64, saturating, for a whole amount. */
export function ofAmount(x: i64, amount: u64): u64 {
  if (x <= 0) return 0;
  const product = mulShift32(<u64>x, amount);
  return overflowed ? u64.MAX_VALUE : product;
}
