/**
 * The exponential function, four numbers at a time: a division waits for the one before it in the same series, but not
 * for those of other series.
 *
 * Reference: epoch/math.rs exp_safe over substrate-fixed transcendental.rs exp.
 */
import { ONE, inverse } from "./fixed";

const TWENTY: i64 = 20 * ONE;
/** e with 23 fractional bits. */
const E: i64 = 22802600 << 9;
const LAST_TERM: u64 = 31;

/** What `exp4` found. */
export let exp0: i64 = 0;
export let exp1: i64 = 0;
export let exp2: i64 = 0;
export let exp3: i64 = 0;

/** e^x for four x, each cut to -20…20, where it neither overflows nor underflows. */
export function exp4(x0: i64, x1: i64, x2: i64, x3: i64): void {
  const m0 = magnitude(x0);
  const m1 = magnitude(x1);
  const m2 = magnitude(x2);
  const m3 = magnitude(x3);
  let t0 = m0;
  let t1 = m1;
  let t2 = m2;
  let t3 = m3;
  let s0 = m0 + <u64>ONE;
  let s1 = m1 + <u64>ONE;
  let s2 = m2 + <u64>ONE;
  let s3 = m3 + <u64>ONE;
  for (let i: u64 = 2; i <= LAST_TERM; i++) {
    t0 = product(t0, m0) / i;
    t1 = product(t1, m1) / i;
    t2 = product(t2, m2) / i;
    t3 = product(t3, m3) / i;
    if ((t0 | t1 | t2 | t3) == 0) break;
    s0 += t0;
    s1 += t1;
    s2 += t2;
    s3 += t3;
  }
  exp0 = finish(x0, s0);
  exp1 = finish(x1, s1);
  exp2 = finish(x2, s2);
  exp3 = finish(x3, s3);
}

/** e^x for x cut to -20…20. */
export function exp(x: i64): i64 {
  exp4(x, 0, 0, 0);
  return exp0;
}

// @ts-ignore: decorator
@inline
function magnitude(x: i64): u64 {
  const distance = x < 0 ? 0 - <u64>x : <u64>x;
  return min(distance, <u64>TWENTY);
}

/** term * factor. No term times 20 reaches 2^63, so that nothing can be lost. */
// @ts-ignore: decorator
@inline
function product(term: u64, factor: u64): u64 {
  const low = term & 0xffffffff;
  return (term >> 32) * factor + low * (factor >> 32) + ((low * (factor & 0xffffffff)) >> 32);
}

/** The result from the sum of the series of |x|. */
// @ts-ignore: decorator
@inline
function finish(x: i64, sum: u64): i64 {
  if (x < 0) return inverse(<i64>sum);
  return x == ONE ? E : <i64>sum;
}
