/** What both ways of bonding share: the weights that bond, the old bonds, the moving average, columns. */
import { ONE, add, div, mul, sub } from "./fixed";
import {
  BLENDED,
  BLENDED_STARTS,
  BLENDED_UIDS,
  BLOCK,
  BONDS_IN,
  BONDS_IN_ORDER,
  BONDS_IN_STARTS,
  BONDS_MOVING_AVERAGE,
  BONDS_RAW,
  BONDS_STARTS,
  BONDS_UIDS,
  BOND_WEIGHTS,
  CLIPPED,
  CLIPPED_STARTS,
  CLIPPED_UIDS,
  EMA,
  EMA_ALPHA,
  EMA_STARTS,
  EMA_UIDS,
  LAST_STEP_BLOCK,
  LAST_TEMPO,
  PENALTY_SHARE,
  REGISTERED_AT,
  SCRATCH_ROW_A,
  SCRATCH_ROW_B,
  TEMPO,
  WEIGHTS,
  WEIGHTS_STARTS,
  WEIGHTS_UIDS,
} from "./layout";
import {
  clear64,
  i32At,
  i64At,
  param32,
  param64,
  scalar,
  setI32,
  setI64,
  setScalar,
  setU16,
  setU8,
  u16At,
  u64At,
} from "./memory";

/** The weights that bond: the weights, the clipped ones, or a blend of them by the bonds penalty. */
export let bondStarts: usize = 0;
export let bondUids: usize = 0;
export let bondWeights: usize = 0;

export function chooseBondWeights(n: i32): void {
  const penalty = scalar(PENALTY_SHARE);
  const choice = penalty == 0 ? 0 : penalty == ONE ? 1 : 2;
  if (choice == 2) blend(n, penalty);
  useBondWeights(choice);
}

/** 0 weights, 1 clipped, 2 blended */
export function useBondWeights(choice: i32): void {
  setScalar(BOND_WEIGHTS, choice);
  bondStarts = choice == 0 ? WEIGHTS_STARTS : choice == 1 ? CLIPPED_STARTS : BLENDED_STARTS;
  bondUids = choice == 0 ? WEIGHTS_UIDS : choice == 1 ? CLIPPED_UIDS : BLENDED_UIDS;
  bondWeights = choice == 0 ? WEIGHTS : choice == 1 ? CLIPPED : BLENDED;
}

/** Equation 4: weights + penalty * (clipped - weights), keeping what is above 0, rows by ascending UID. */
export function blend(n: i32, penalty: i64): void {
  let out = 0;
  for (let i = 0; i < n; i++) {
    setI32(BLENDED_STARTS, i, out);
    if (isEmpty(WEIGHTS_STARTS, i) && isEmpty(CLIPPED_STARTS, i)) continue;
    spread(WEIGHTS_STARTS, WEIGHTS_UIDS, WEIGHTS, i, SCRATCH_ROW_A);
    spread(CLIPPED_STARTS, CLIPPED_UIDS, CLIPPED, i, SCRATCH_ROW_B);
    for (let j = 0; j < n; j++) {
      const weight = i64At(SCRATCH_ROW_A, j);
      const value = add(weight, mul(penalty, sub(i64At(SCRATCH_ROW_B, j), weight)));
      if (value <= 0) continue;
      setU16(BLENDED_UIDS, out, j);
      setI64(BLENDED, out, value);
      out++;
    }
    clear64(SCRATCH_ROW_A, n);
    clear64(SCRATCH_ROW_B, n);
  }
  setI32(BLENDED_STARTS, n, out);
}

// @ts-ignore: decorator
@inline
function isEmpty(starts: usize, i: i32): bool {
  return i32At(starts, i) == i32At(starts, i + 1);
}

/** Writes row i of a matrix into a vector by UID. */
export function spread(starts: usize, uids: usize, values: usize, i: i32, row: usize): void {
  for (let entry = i32At(starts, i), end = i32At(starts, i + 1); entry < end; entry++) {
    setI64(row, u16At(uids, entry), i64At(values, entry));
  }
}

/** The block after the last epoch; before the first one, a tempo ago. */
function findLastTempo(): u64 {
  const lastStep = param64(LAST_STEP_BLOCK);
  if (lastStep != 0) return lastStep == u64.MAX_VALUE ? lastStep : lastStep + 1;
  const block = param64(BLOCK);
  const tempo = <u64>param32(TEMPO);
  return block > tempo ? block - tempo : 0;
}

/**
 * Copies the old bonds without those to UIDs registered since the last epoch. Also marks which entries a search that
 * walks a row by ascending UIDs comes across: those above all before them.
 */
export function maskBonds(n: i32): void {
  const lastTempo = findLastTempo();
  setScalar(LAST_TEMPO, lastTempo);
  let out = 0;
  for (let i = 0; i < n; i++) {
    setI32(BONDS_STARTS, i, out);
    let highest = -1;
    for (let entry = i32At(BONDS_IN_STARTS, i), end = i32At(BONDS_IN_STARTS, i + 1); entry < end; entry++) {
      const j = u16At(BONDS_IN, 2 * entry);
      // A UID beyond the last one counts as registered at block 0. It takes part in nothing but the order.
      if (lastTempo <= (j < n ? u64At(REGISTERED_AT, j) : 0)) continue;
      const inOrder = j > highest;
      if (inOrder) highest = j;
      if (j >= n) continue;
      setU16(BONDS_UIDS, out, j);
      setU16(BONDS_RAW, out, u16At(BONDS_IN, 2 * entry + 1));
      setU8(BONDS_IN_ORDER, out, inOrder ? 1 : 0);
      out++;
    }
  }
  setI32(BONDS_STARTS, n, out);
}

/** 1 - BondsMovingAverage / 10^6. The reference saturates where it normalises by column, and wraps in Yuma 3. */
export function scalarAlpha(wraps: bool): i64 {
  const average = param64(BONDS_MOVING_AVERAGE);
  const negative = <i64>average < 0;
  // As I64F64 it saturates at 2^64 - 2^-64 whole units below 2^63, or wraps to a negative number.
  const magnitude: u64 = !negative ? average : wraps ? 0 - average : <u64>i64.MAX_VALUE;
  const whole = magnitude / 1_000_000;
  const rest = (magnitude % 1_000_000) << 32;
  const fraction = rest / 1_000_000;
  if (wraps) {
    const bits = <i64>((whole << 32) + fraction);
    const cut = rest % 1_000_000 != 0;
    return sub(ONE, negative ? -(bits + (cut ? 1 : 0)) : bits);
  }
  return sub(ONE, whole >> 31 != 0 ? i64.MAX_VALUE : <i64>((whole << 32) + fraction));
}

/** Equation 6: alpha * observed + (1 - alpha) * bonds, keeping what is above 0, rows by ascending UID. */
export function averageBonds(n: i32, uids: usize, starts: usize, observed: usize, bonds: usize, alpha: i64): void {
  setScalar(EMA_ALPHA, alpha);
  const rest = sub(ONE, alpha);
  let out = 0;
  for (let i = 0; i < n; i++) {
    setI32(EMA_STARTS, i, out);
    const first = i32At(starts, i);
    const end = i32At(starts, i + 1);
    const oldFirst = i32At(BONDS_STARTS, i);
    const oldEnd = i32At(BONDS_STARTS, i + 1);
    if (first == end && oldFirst == oldEnd) continue;
    for (let entry = first; entry < end; entry++) {
      accumulate(u16At(uids, entry), mul(alpha, i64At(observed, entry)));
    }
    for (let entry = oldFirst; entry < oldEnd; entry++) {
      accumulate(u16At(BONDS_UIDS, entry), mul(rest, i64At(bonds, entry)));
    }
    for (let j = 0; j < n; j++) {
      const value = i64At(SCRATCH_ROW_A, j);
      if (value <= 0) continue;
      setU16(EMA_UIDS, out, j);
      setI64(EMA, out, value);
      out++;
    }
    clear64(SCRATCH_ROW_A, n);
  }
  setI32(EMA_STARTS, n, out);
}

// @ts-ignore: decorator
@inline
function accumulate(j: i32, value: i64): void {
  setI64(SCRATCH_ROW_A, j, add(i64At(SCRATCH_ROW_A, j), value));
}

/** The sum of each column, saturating. */
export function columnSums(n: i32, starts: usize, uids: usize, values: usize, sums: usize): void {
  clear64(sums, n);
  for (let entry = 0, end = i32At(starts, n); entry < end; entry++) {
    const j = u16At(uids, entry);
    setI64(sums, j, add(i64At(sums, j), i64At(values, entry)));
  }
}

/** Every entry divided by the element of its column, or as it is where that is 0. */
export function divideColumns(n: i32, starts: usize, uids: usize, values: usize, divisors: usize, to: usize): void {
  for (let entry = 0, end = i32At(starts, n); entry < end; entry++) {
    const divisor = i64At(divisors, u16At(uids, entry));
    const value = i64At(values, entry);
    setI64(to, entry, divisor == 0 ? value : div(value, divisor));
  }
}
