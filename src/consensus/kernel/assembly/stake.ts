/** Who counts as a validator, and with what stake. */
import {
  ACTIVE_OUT,
  ACTIVE_STAKE,
  ACTIVITY_CUTOFF,
  BLOCK,
  LAST_UPDATE,
  MAX_VALIDATORS,
  OWNER_UID,
  PERMIT,
  PERMIT_IN,
  PERMIT_OUT,
  SCRATCH_ORDER,
  STAKE,
  STAKE_IN,
  STAKE_OUT,
  STAKE_THRESHOLD,
} from "./layout";
import { i64At, param32, param64, setI64, setU16, setU8, u16At, u64At, u8At } from "./memory";
import { normalise } from "./vector";
import { divide192, overflowed, resultHigh } from "./wide";

/** The normalised stake of every UID, leaving out those below the threshold; the owner's counts in any case. */
export function weighStake(n: i32): void {
  const threshold = param64(STAKE_THRESHOLD);
  const owner = param32(OWNER_UID);
  let sumLow: u64 = 0;
  let sumHigh: u64 = 0;
  for (let i = 0; i < n; i++) {
    const whole = u64At(STAKE_IN, 2 * i + 1);
    const floor = <i64>whole < 0 ? 0 : whole;
    setI64(STAKE_OUT, i, floor);
    const counts = i == owner || floor >= threshold;
    setI64(STAKE, i, counts ? 1 : 0);
    if (!counts) continue;
    const low = u64At(STAKE_IN, 2 * i);
    sumLow += low;
    sumHigh += whole + (sumLow < low ? 1 : 0);
  }
  for (let i = 0; i < n; i++) {
    if (i64At(STAKE, i) == 0) continue;
    setI64(STAKE, i, share(u64At(STAKE_IN, 2 * i), u64At(STAKE_IN, 2 * i + 1), sumLow, sumHigh));
  }
}

/** a / b of two I64F64 as I32F32: truncated, cut to 32 fractional bits by rounding down, saturating. a when b is 0. */
function share(aLow: u64, aHigh: u64, bLow: u64, bHigh: u64): i64 {
  if ((bLow | bHigh) == 0) return narrow(aLow, aHigh);
  const negative = <i64>(aHigh ^ bHigh) < 0;
  const aNegative = <i64>aHigh < 0;
  const bNegative = <i64>bHigh < 0;
  const low = divide192(
    aNegative ? negatedHigh(aLow, aHigh) : aHigh,
    aNegative ? 0 - aLow : aLow,
    bNegative ? negatedHigh(bLow, bHigh) : bHigh,
    bNegative ? 0 - bLow : bLow,
  );
  const high = resultHigh;
  // A quotient that I64F64 cannot hold is none at all.
  if (overflowed) return 0;
  if (!negative) return <i64>high < 0 ? 0 : narrow(low, high);
  if (high > <u64>i64.MIN_VALUE || (high == <u64>i64.MIN_VALUE && low != 0)) return 0;
  return narrow(0 - low, negatedHigh(low, high));
}

// @ts-ignore: decorator
@inline
function negatedHigh(low: u64, high: u64): u64 {
  return ~high + (low == 0 ? 1 : 0);
}

/** I64F64 to I32F32, saturating. */
function narrow(low: u64, high: u64): i64 {
  if (<i64>high >= 0x80000000) return i64.MAX_VALUE;
  if (<i64>high < -0x80000000) return i64.MIN_VALUE;
  return <i64>((high << 32) | (low >> 32));
}

/** Current permits, and the permits that this epoch gives: to the k highest non-zero stakes and to the owner. */
export function grantPermits(n: i32): void {
  const owner = param32(OWNER_UID);
  const k = param32(MAX_VALIDATORS);
  for (let i = 0; i < n; i++) {
    setU8(PERMIT, i, u8At(PERMIT_IN, i) != 0 || i == owner ? 1 : 0);
    setU8(PERMIT_OUT, i, i64At(STAKE, i) != 0 ? 1 : 0);
  }
  if (n > k) {
    const order = sortByStake(n);
    for (let place = 0; place < n - k; place++) setU8(PERMIT_OUT, u16At(order, place), 0);
  }
  if (owner >= 0 && owner < n) setU8(PERMIT_OUT, owner, 1);
}

/** UIDs by ascending stake, equals by ascending UID: a merge sort from the bottom up. Returns where they are. */
function sortByStake(n: i32): usize {
  let from = SCRATCH_ORDER;
  let to = SCRATCH_ORDER + 512;
  for (let i = 0; i < n; i++) setU16(from, i, i);
  for (let width = 1; width < n; width <<= 1) {
    for (let start = 0; start < n; start += 2 * width) {
      const middle = min(start + width, n);
      merge(from, to, start, middle, min(middle + width, n));
    }
    const swapped = from;
    from = to;
    to = swapped;
  }
  return from;
}

function merge(from: usize, to: usize, start: i32, middle: i32, end: i32): void {
  let left = start;
  let right = middle;
  for (let place = start; place < end; place++) {
    const takesLeft =
      right >= end || (left < middle && i64At(STAKE, u16At(from, left)) <= i64At(STAKE, u16At(from, right)));
    setU16(to, place, u16At(from, takesLeft ? left++ : right++));
  }
}

/** The normalised stake of active validators with a permit. */
export function activateStake(n: i32): void {
  const cutoff = param64(ACTIVITY_CUTOFF);
  const block = param64(BLOCK);
  for (let i = 0; i < n; i++) {
    const last = u64At(LAST_UPDATE, i);
    const until = last + cutoff;
    // The sum saturates: a block number cannot lie beyond the end.
    const active = until < last || until >= block;
    setU8(ACTIVE_OUT, i, active ? 1 : 0);
    setI64(ACTIVE_STAKE, i, active && u8At(PERMIT, i) != 0 ? i64At(STAKE, i) : 0);
  }
  normalise(ACTIVE_STAKE, ACTIVE_STAKE, n);
}
