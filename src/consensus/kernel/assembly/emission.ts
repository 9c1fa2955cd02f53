/** What the epoch pays, and its results as they are stored. */
import { add, ofAmount, toU16Proportion } from "./fixed";
import {
  ACTIVE_STAKE,
  BONDS_OUT,
  BONDS_OUT_STARTS,
  COMBINED_SHARE,
  CONSENSUS,
  CONSENSUS_OUT,
  DIVIDENDS,
  DIVIDENDS_OUT,
  EMA,
  EMA_STARTS,
  EMA_UIDS,
  EMISSION,
  EMISSION_OUT,
  EMISSION_SUM,
  FALLBACK,
  INCENTIVE,
  INCENTIVE_OUT,
  PERMIT_OUT,
  SERVER_EMISSION_OUT,
  SERVER_SHARE,
  STAKE,
  STAKE_WEIGHT_OUT,
  VALIDATOR_EMISSION_OUT,
  VALIDATOR_SHARE,
  VALIDATOR_TRUST,
  VALIDATOR_TRUST_OUT,
  YUMA3,
} from "./layout";
import { i32At, i64At, param32, param64, setI32, setI64, setScalar, setU16, u16At, u8At } from "./memory";
import { classicStored } from "./classic";
import { divideAll, normalise, sum } from "./vector";

/** Equation 7: shares of the emission, incentive to servers and dividends to validators, together 1. */
export function shareEmission(n: i32): void {
  for (let i = 0; i < n; i++) setI64(COMBINED_SHARE, i, add(i64At(INCENTIVE, i), i64At(DIVIDENDS, i)));
  const total = sum(COMBINED_SHARE, n);
  setScalar(EMISSION_SUM, total);
  divideAll(INCENTIVE, SERVER_SHARE, n, total);
  divideAll(DIVIDENDS, VALIDATOR_SHARE, n, total);
  normalise(COMBINED_SHARE, COMBINED_SHARE, n);
  setScalar(FALLBACK, 0);
  if (total != 0) return;
  // Without consensus, emission goes by stake: that of active validators, or if there is none, of all.
  const anyActive = sum(ACTIVE_STAKE, n) != 0;
  setScalar(FALLBACK, anyActive ? 1 : 2);
  const stake = anyActive ? ACTIVE_STAKE : STAKE;
  memory.copy(VALIDATOR_SHARE, stake, <usize>n << 3);
  memory.copy(COMBINED_SHARE, stake, <usize>n << 3);
}

/** Results by UID. */
export function writeTerms(n: i32): void {
  const emission = param64(EMISSION);
  for (let i = 0; i < n; i++) {
    setI64(SERVER_EMISSION_OUT, i, ofAmount(i64At(SERVER_SHARE, i), emission));
    setI64(VALIDATOR_EMISSION_OUT, i, ofAmount(i64At(VALIDATOR_SHARE, i), emission));
    setI64(EMISSION_OUT, i, ofAmount(i64At(COMBINED_SHARE, i), emission));
    setU16(STAKE_WEIGHT_OUT, i, toU16Proportion(i64At(STAKE, i)));
    setU16(CONSENSUS_OUT, i, toU16Proportion(i64At(CONSENSUS, i)));
    setU16(INCENTIVE_OUT, i, toU16Proportion(i64At(INCENTIVE, i)));
    setU16(DIVIDENDS_OUT, i, toU16Proportion(i64At(DIVIDENDS, i)));
    setU16(VALIDATOR_TRUST_OUT, i, toU16Proportion(i64At(VALIDATOR_TRUST, i)));
  }
}

/** The rows of bonds to store: those of validators with a new permit, none of others. */
export function writeBonds(n: i32): void {
  const yuma3 = param32(YUMA3) != 0;
  let out = 0;
  for (let i = 0; i < n; i++) {
    setI32(BONDS_OUT_STARTS, i, out);
    if (u8At(PERMIT_OUT, i) == 0) continue;
    for (let entry = i32At(EMA_STARTS, i), end = i32At(EMA_STARTS, i + 1); entry < end; entry++) {
      setU16(BONDS_OUT, 2 * out, u16At(EMA_UIDS, entry));
      setU16(BONDS_OUT, 2 * out + 1, toU16Proportion(yuma3 ? i64At(EMA, entry) : classicStored(entry)));
      out++;
    }
  }
  setI32(BONDS_OUT_STARTS, n, out);
}
