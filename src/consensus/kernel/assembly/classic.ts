/** Bonds and dividends of the original Yuma consensus. */
import { add, div, mul } from "./fixed";
import {
  ACTIVE_STAKE,
  BONDS,
  BONDS_RAW,
  BONDS_STARTS,
  BONDS_UIDS,
  BOND_INCOME,
  BOND_SUMS,
  DELTA_SUMS,
  DIVIDENDS,
  EARNINGS,
  EMA,
  EMA_MAXIMA,
  EMA_SHARES,
  EMA_STARTS,
  EMA_SUMS,
  EMA_UIDS,
  INCENTIVE,
  OBSERVED,
} from "./layout";
import { clear64, i32At, i64At, setI64, u16At, u64At } from "./memory";
import {
  averageBonds,
  bondStarts,
  bondUids,
  bondWeights,
  columnSums,
  divideColumns,
  maskBonds,
  scalarAlpha,
} from "./bonds";
import { normalise } from "./vector";

/** What a validator's bond in a server is worth is its share of all bonds in it; stake enters when it bonds. */
export function classicBonds(n: i32): void {
  maskBonds(n);
  shareOldBonds(n);
  observe(n);
  averageBonds(n, bondUids, bondStarts, OBSERVED, BONDS, scalarAlpha(false));
  columnSums(n, EMA_STARTS, EMA_UIDS, EMA, EMA_SUMS);
  divideColumns(n, EMA_STARTS, EMA_UIDS, EMA, EMA_SUMS, EMA_SHARES);
  classicDividends(n);
}

/** Old bonds as shares of their column. Raw values and sums would be shifted up alike, so neither is. */
function shareOldBonds(n: i32): void {
  clear64(BOND_SUMS, n);
  const end = i32At(BONDS_STARTS, n);
  for (let entry = 0; entry < end; entry++) {
    const j = u16At(BONDS_UIDS, entry);
    setI64(BOND_SUMS, j, i64At(BOND_SUMS, j) + u16At(BONDS_RAW, entry));
  }
  for (let entry = 0; entry < end; entry++) {
    const sum = u64At(BOND_SUMS, u16At(BONDS_UIDS, entry));
    setI64(BONDS, entry, sum == 0 ? 0 : <i64>((<u64>u16At(BONDS_RAW, entry) << 32) / sum));
  }
}

/** Equation 5: the instant bonds, which are each column of staked weights, normalised. */
function observe(n: i32): void {
  clear64(DELTA_SUMS, n);
  for (let i = 0; i < n; i++) {
    const stake = i64At(ACTIVE_STAKE, i);
    for (let entry = i32At(bondStarts, i), end = i32At(bondStarts, i + 1); entry < end; entry++) {
      const j = u16At(bondUids, entry);
      const staked = mul(i64At(bondWeights, entry), stake);
      setI64(OBSERVED, entry, staked);
      setI64(DELTA_SUMS, j, add(i64At(DELTA_SUMS, j), staked));
    }
  }
  divideColumns(n, bondStarts, bondUids, OBSERVED, DELTA_SUMS, OBSERVED);
}

/** D_i = sum of B_ij * I_j, normalised. Finds the greatest bond of each column on the way. */
export function classicDividends(n: i32): void {
  clear64(EMA_MAXIMA, n);
  for (let i = 0; i < n; i++) {
    let income: i64 = 0;
    for (let entry = i32At(EMA_STARTS, i), end = i32At(EMA_STARTS, i + 1); entry < end; entry++) {
      const j = u16At(EMA_UIDS, entry);
      const bond = i64At(EMA_SHARES, entry);
      income = add(income, mul(i64At(INCENTIVE, j), bond));
      if (bond > i64At(EMA_MAXIMA, j)) setI64(EMA_MAXIMA, j, bond);
    }
    setI64(BOND_INCOME, i, income);
    setI64(EARNINGS, i, income);
  }
  normalise(EARNINGS, DIVIDENDS, n);
}

/** A bond as it is stored: scaled so that the greatest of its column is 1. */
// @ts-ignore: decorator
@inline
export function classicStored(entry: i32): i64 {
  const bond = i64At(EMA_SHARES, entry);
  const greatest = i64At(EMA_MAXIMA, u16At(EMA_UIDS, entry));
  return greatest == 0 ? bond : div(bond, greatest);
}
