/** The weight on each server that the majority of stake supports, and what it leaves of the weights. */
import { add, mul, sub } from "./fixed";
import {
  ACTIVE_STAKE,
  CLIPPED,
  CLIPPED_STARTS,
  CLIPPED_UIDS,
  CONSENSUS,
  INCENTIVE,
  KAPPA_SHARE,
  RANKS,
  SCRATCH_ORDER,
  SCRATCH_SCORES,
  VALIDATOR_TRUST,
  VOTING_STAKE,
  WEIGHTS,
  WEIGHTS_STARTS,
  WEIGHTS_UIDS,
} from "./layout";
import { clear64, i32At, i64At, scalar, setI32, setI64, setU16, u16At } from "./memory";
import { normalise, sum } from "./vector";

/** Equation 3: the stake-weighted median of every column of the weights, over the rows with active stake. */
export function findConsensus(n: i32): void {
  const validators = gatherScores(n);
  normalise(VOTING_STAKE, VOTING_STAKE, validators);
  const total = sum(VOTING_STAKE, validators);
  const minority = sub(total, scalar(KAPPA_SHARE));
  for (let j = 0; j < n; j++) {
    const scores = SCRATCH_SCORES + (<usize>(j * validators) << 3);
    setI64(CONSENSUS, j, median(scores, VOTING_STAKE, validators, minority, total));
  }
}

/** Lays the weights out column by column, one score for each validator with active stake; their number. */
function gatherScores(n: i32): i32 {
  let validators = 0;
  for (let i = 0; i < n; i++) if (i64At(ACTIVE_STAKE, i) > 0) validators++;
  clear64(SCRATCH_SCORES, n * validators);
  let place = 0;
  for (let i = 0; i < n; i++) {
    const stake = i64At(ACTIVE_STAKE, i);
    if (stake <= 0) continue;
    setI64(VOTING_STAKE, place, stake);
    for (let entry = i32At(WEIGHTS_STARTS, i), end = i32At(WEIGHTS_STARTS, i + 1); entry < end; entry++) {
      setI64(SCRATCH_SCORES, u16At(WEIGHTS_UIDS, entry) * validators + place, i64At(WEIGHTS, entry));
    }
    place++;
  }
  return validators;
}

/**
 * The score at which the stake of all lower scores first leaves the minority: by partitions around the score in the
 * middle of the list. `low` and `high` are the stake below and up to the partition at hand.
 */
export function median(scores: usize, stakes: usize, count: i32, minority: i64, total: i64): i64 {
  let current = SCRATCH_ORDER;
  let lower = SCRATCH_ORDER + 512;
  let upper = SCRATCH_ORDER + 1024;
  for (let k = 0; k < count; k++) setU16(current, k, k);
  let low: i64 = 0;
  let high = total;
  let length = count;
  while (length > 1) {
    const pivot = i64At(scores, u16At(current, length >> 1));
    let lowerLength = 0;
    let upperLength = 0;
    let lowerStake: i64 = 0;
    let upperStake: i64 = 0;
    for (let k = 0; k < length; k++) {
      const index = u16At(current, k);
      const score = i64At(scores, index);
      if (score < pivot) {
        setU16(lower, lowerLength++, index);
        lowerStake = add(lowerStake, i64At(stakes, index));
      } else if (score > pivot) {
        setU16(upper, upperLength++, index);
        upperStake = add(upperStake, i64At(stakes, index));
      }
    }
    const done = current;
    if (lowerLength > 0 && minority < add(low, lowerStake)) {
      high = add(low, lowerStake);
      current = lower;
      lower = done;
      length = lowerLength;
    } else if (upperLength > 0 && sub(high, upperStake) <= minority) {
      low = sub(high, upperStake);
      current = upper;
      upper = done;
      length = upperLength;
    } else {
      return pivot;
    }
  }
  return length == 0 ? 0 : i64At(scores, u16At(current, 0));
}

/**
 * Cuts weights to consensus, min(W_ij, W_j). Trust Tv_i is what a validator keeps of them, rank R_j the sum of what a
 * server gets times stake, incentive I_j its share of all ranks.
 */
export function clipWeights(n: i32): void {
  clear64(RANKS, n);
  let out = 0;
  for (let i = 0; i < n; i++) {
    setI32(CLIPPED_STARTS, i, out);
    const stake = i64At(ACTIVE_STAKE, i);
    let trust: i64 = 0;
    for (let entry = i32At(WEIGHTS_STARTS, i), end = i32At(WEIGHTS_STARTS, i + 1); entry < end; entry++) {
      const j = u16At(WEIGHTS_UIDS, entry);
      const weight = i64At(WEIGHTS, entry);
      const limit = i64At(CONSENSUS, j);
      if (limit < weight && limit <= 0) continue;
      const clipped = limit < weight ? limit : weight;
      setU16(CLIPPED_UIDS, out, j);
      setI64(CLIPPED, out, clipped);
      out++;
      trust += clipped;
      setI64(RANKS, j, add(i64At(RANKS, j), mul(stake, clipped)));
    }
    setI64(VALIDATOR_TRUST, i, trust);
  }
  setI32(CLIPPED_STARTS, n, out);
  normalise(RANKS, INCENTIVE, n);
}
