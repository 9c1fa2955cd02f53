/**
 * Liquid alpha: a moving average of bonds whose coefficient differs from bond to bond. It runs from low to high on a
 * sigmoid of how far a weight exceeds consensus, or of how far it falls short of the bond.
 */
import { exp, exp0, exp1, exp2, exp3, exp4 } from "./exp";
import { ONE, add, divSat, inverse, mul, ofInt, proportion, sub } from "./fixed";
import {
  ALPHAS,
  ALPHA_HIGH,
  ALPHA_LOW,
  ALPHA_STEEPNESS,
  BONDS,
  BONDS_IN_ORDER,
  BONDS_STARTS,
  BONDS_UIDS,
  CONSENSUS,
  EMA,
  EMA_STARTS,
  EMA_UIDS,
  SCRATCH_ROW_A,
} from "./layout";
import { clear64, i32At, i64At, param32, setI32, setI64, setU16, u16At, u8At } from "./memory";
import { bondStarts, bondUids, bondWeights, spread } from "./bonds";

export function hasConsensus(n: i32): bool {
  for (let j = 0; j < n; j++) if (i64At(CONSENSUS, j) != 0) return true;
  return false;
}

const HALF: i64 = 0x80000000;

let low: i64 = 0;
let high: i64 = 0;
let span: i64 = 0;
let slope: i64 = 0;
/** The coefficient of a bond that neither exceeds consensus nor falls short: that of most. */
let atRest: i64 = 0;

/** The least and the greatest coefficient, and how steeply one goes over into the other, in hundredths. */
export function setCurve(least: i64, greatest: i64, steepness: i64): void {
  low = least;
  high = greatest;
  span = sub(high, low);
  slope = divSat(steepness, ofInt(-100));
  atRest = sigmoid(exp(exponent(0)));
}

/** The coefficient of every weight that bonds. */
export function findAlphas(n: i32): void {
  setCurve(proportion(param32(ALPHA_LOW)), proportion(param32(ALPHA_HIGH)), ofInt(param32(ALPHA_STEEPNESS)));
  for (let i = 0; i < n; i++) findDifferences(i, n);
  for (let entry = 0, end = i32At(bondStarts, n); entry < end; entry += 4) fourSigmoids(entry, end - entry);
}

/**
 * Equation 6 with a coefficient for each bond: alpha * weight + (1 - alpha) * bond, cut to 0…1, for every weight that
 * bonds, in the order of the weights. A bond without such a weight is dropped.
 */
export function averageByAlphas(n: i32): void {
  let out = 0;
  for (let i = 0; i < n; i++) {
    setI32(EMA_STARTS, i, out);
    const first = i32At(bondStarts, i);
    const end = i32At(bondStarts, i + 1);
    if (first == end) continue;
    spread(BONDS_STARTS, BONDS_UIDS, BONDS, i, SCRATCH_ROW_A);
    for (let entry = first; entry < end; entry++) {
      const j = u16At(bondUids, entry);
      const alpha = i64At(ALPHAS, entry);
      const decayed = mul(sub(ONE, alpha), i64At(SCRATCH_ROW_A, j));
      const value = min(add(decayed, mul(alpha, i64At(bondWeights, entry))), ONE);
      if (value <= 0) continue;
      setU16(EMA_UIDS, out, j);
      setI64(EMA, out, value);
      out++;
    }
    clear64(SCRATCH_ROW_A, n);
  }
  setI32(EMA_STARTS, n, out);
}

/**
 * Writes the difference of every weight of row i that bonds.
 *
 * The reference looks weights and bonds up by walking rows by ascending UID, but rows may stand in the order in which
 * they were set: what comes after a greater UID is not found and counts as 0 here.
 */
function findDifferences(i: i32, n: i32): void {
  const first = i32At(bondStarts, i);
  const end = i32At(bondStarts, i + 1);
  if (first == end) return;
  for (let entry = i32At(BONDS_STARTS, i), last = i32At(BONDS_STARTS, i + 1); entry < last; entry++) {
    if (u8At(BONDS_IN_ORDER, entry) != 0) setI64(SCRATCH_ROW_A, u16At(BONDS_UIDS, entry), i64At(BONDS, entry));
  }
  let highest = -1;
  for (let entry = first; entry < end; entry++) {
    const j = u16At(bondUids, entry);
    const found = j > highest;
    if (found) highest = j;
    const weight = found ? i64At(bondWeights, entry) : 0;
    setI64(ALPHAS, entry, difference(i64At(CONSENSUS, j), weight, i64At(SCRATCH_ROW_A, j)));
  }
  clear64(SCRATCH_ROW_A, n);
}

/** Turns four differences into coefficients, or fewer at the end. What lies behind the last entry is not used. */
function fourSigmoids(entry: i32, left: i32): void {
  const d0 = i64At(ALPHAS, entry);
  const d1 = left > 1 ? i64At(ALPHAS, entry + 1) : 0;
  const d2 = left > 2 ? i64At(ALPHAS, entry + 2) : 0;
  const d3 = left > 3 ? i64At(ALPHAS, entry + 3) : 0;
  const rests = (d0 | d1 | d2 | d3) == 0;
  if (!rests) exp4(exponent(d0), exponent(d1), exponent(d2), exponent(d3));
  setI64(ALPHAS, entry, rests ? atRest : sigmoid(exp0));
  if (left > 1) setI64(ALPHAS, entry + 1, rests ? atRest : sigmoid(exp1));
  if (left > 2) setI64(ALPHAS, entry + 2, rests ? atRest : sigmoid(exp2));
  if (left > 3) setI64(ALPHAS, entry + 3, rests ? atRest : sigmoid(exp3));
}

// The coefficient of one bond, in three steps. Reference: run_epoch.rs alpha_sigmoid.

/** How far a weight lies above consensus, or below its bond; at most 1, and 0 for neither. */
export function difference(consensus: i64, weight: i64, bond: i64): i64 {
  const distance = weight >= bond ? sub(weight, consensus) : sub(bond, weight);
  return max(min(distance, ONE), 0);
}

export function exponent(difference: i64): i64 {
  return mul(slope, difference - HALF);
}

/** low + (high - low) / (1 + e^exponent), kept between low and high. */
export function sigmoid(power: i64): i64 {
  const value = add(low, mul(inverse(add(ONE, power)), span));
  // As the reference orders the two: from above, then from below.
  return max(min(value, high), low);
}
