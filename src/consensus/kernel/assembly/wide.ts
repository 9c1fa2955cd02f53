/** Products and quotients wider than 64 bits, in 32-bit halves. */

const HALF: u64 = 0xffffffff;

/** Set by the functions below when their result does not fit. */
export let overflowed: bool = false;
/** Set by `mulShift32`: whether it cut bits off. */
export let inexact: bool = false;

/** floor(a * b / 2^32) */
export function mulShift32(a: u64, b: u64): u64 {
  const ah = a >> 32;
  const al = a & HALF;
  const bh = b >> 32;
  const bl = b & HALF;
  const low = al * bl;
  const middle = ah * bl + (low >> 32);
  const sum = middle + al * bh;
  const high = ah * bh;
  const result = (high << 32) + sum;
  overflowed = sum < middle || high >> 32 != 0 || result < sum;
  inexact = (low & HALF) != 0;
  return result;
}

/** (high * 2^64 + low) / divisor, truncated, for high < divisor. Knuth's algorithm D with two digits of 32 bits. */
export function divide128(high: u64, low: u64, divisor: u64): u64 {
  if (high == 0) return low / divisor;
  const shift = clz<u64>(divisor);
  const d = divisor << shift;
  const dh = d >> 32;
  const dl = d & HALF;
  // Shifting by 64 would shift by 0: without a shift nothing moves up.
  const top = shift == 0 ? high : (high << shift) | (low >> (64 - shift));
  const bottom = low << shift;
  const q1 = digit(top, bottom >> 32, dh, dl);
  const rest = ((top << 32) | (bottom >> 32)) - q1 * d;
  return (q1 << 32) | digit(rest, bottom & HALF, dh, dl);
}

/** The next digit of the quotient: (top * 2^32 + next) / (dh * 2^32 + dl), where it is known to fit 32 bits. */
// @ts-ignore: decorator
@inline
function digit(top: u64, next: u64, dh: u64, dl: u64): u64 {
  let q = top / dh;
  let rest = top - q * dh;
  while (q > HALF || q * dl > ((rest << 32) | next)) {
    q--;
    rest += dh;
    if (rest > HALF) break;
  }
  return q;
}

/** High half of the last two-limb result. */
export let resultHigh: u64 = 0;

/** a * b; the low limb, the high one in `resultHigh`. */
function mul128(a: u64, b: u64): u64 {
  const ah = a >> 32;
  const al = a & HALF;
  const bh = b >> 32;
  const bl = b & HALF;
  const low = al * bl;
  const middle = ah * bl + (low >> 32);
  const cross = al * bh + (middle & HALF);
  resultHigh = ah * bh + (middle >> 32) + (cross >> 32);
  return (cross << 32) | (low & HALF);
}

/**
 * a * 2^64 / b, truncated, for numbers of two limbs each and b not zero; the low limb, the high one in `resultHigh`.
 * Knuth's algorithm D with digits of 64 bits. Sets `overflowed` when the quotient needs a third limb.
 */
export function divide192(aHigh: u64, aLow: u64, bHigh: u64, bLow: u64): u64 {
  if (bHigh == 0) {
    overflowed = aHigh >= bLow;
    if (overflowed) return 0;
    const q1 = divide128(aHigh, aLow, bLow);
    resultHigh = q1;
    return divide128(aLow - q1 * bLow, 0, bLow);
  }
  overflowed = false;
  const shift = clz<u64>(bHigh);
  const down = 64 - shift;
  const dh = shift == 0 ? bHigh : (bHigh << shift) | (bLow >> down);
  const dl = bLow << shift;
  const n2 = shift == 0 ? 0 : aHigh >> down;
  const n1 = shift == 0 ? aHigh : (aHigh << shift) | (aLow >> down);
  const n0 = aLow << shift;
  const q1 = limb(n2, n1, n0, dh, dl);
  const q0 = limb(restHigh, restLow, 0, dh, dl);
  resultHigh = q1;
  return q0;
}

let restHigh: u64 = 0;
let restLow: u64 = 0;

/** The next limb of the quotient of (n2, n1, n0) by (dh, dl); what remains in `restHigh` and `restLow`. */
function limb(n2: u64, n1: u64, n0: u64, dh: u64, dl: u64): u64 {
  // n2 is at most dh. Where they are equal the estimate is the largest digit; it is never too small.
  let q = n2 >= dh ? u64.MAX_VALUE : divide128(n2, n1, dh);
  let low = mul128(q, dl);
  let high = resultHigh;
  // The product of q and the divisor, and then n minus it; each in three limbs.
  let p1 = mul128(q, dh);
  let p2 = resultHigh;
  p1 += high;
  if (p1 < high) p2++;
  let r0 = n0 - low;
  let borrow: u64 = n0 < low ? 1 : 0;
  let r1 = n1 - p1 - borrow;
  borrow = n1 < p1 || (n1 == p1 && borrow == 1) ? 1 : 0;
  let r2 = n2 - p2 - borrow;
  // At most two steps back while the remainder is negative.
  while (<i64>r2 < 0) {
    q--;
    r0 += dl;
    const carry: u64 = r0 < dl ? 1 : 0;
    const sum = r1 + dh;
    const next = sum + carry;
    if (sum < r1 || next < sum) r2++;
    r1 = next;
  }
  restHigh = r1;
  restLow = r0;
  return q;
}
