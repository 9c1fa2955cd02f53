/** Bonds and dividends of Yuma 3. */
import { mul, mulOrZero, proportion } from "./fixed";
import {
  ACTIVE_STAKE,
  BONDS,
  BONDS_RAW,
  BONDS_STARTS,
  BOND_INCOME,
  DIVIDENDS,
  EARNINGS,
  EMA,
  EMA_SHARES,
  EMA_STARTS,
  EMA_SUMS,
  EMA_UIDS,
  INCENTIVE,
  LIQUID,
  LIQUID_ALPHA,
} from "./layout";
import { i32At, i64At, param32, setI64, setScalar, u16At } from "./memory";
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
import { averageByAlphas, findAlphas, hasConsensus } from "./liquid-alpha";
import { normalise } from "./vector";

/** Bonds follow the weights themselves; stake enters only when dividends are paid. */
export function yuma3Bonds(n: i32): void {
  maskBonds(n);
  for (let entry = 0, end = i32At(BONDS_STARTS, n); entry < end; entry++) {
    setI64(BONDS, entry, proportion(u16At(BONDS_RAW, entry)));
  }
  const liquid = param32(LIQUID_ALPHA) != 0 && hasConsensus(n);
  setScalar(LIQUID, liquid ? 1 : 0);
  if (liquid) {
    findAlphas(n);
    averageByAlphas(n);
  } else {
    averageBonds(n, bondUids, bondStarts, bondWeights, BONDS, scalarAlpha(true));
  }
  columnSums(n, EMA_STARTS, EMA_UIDS, EMA, EMA_SUMS);
  divideColumns(n, EMA_STARTS, EMA_UIDS, EMA, EMA_SUMS, EMA_SHARES);
  yuma3Dividends(n);
}

/** D_i = S_i * sum of B_ij * I_j, normalised, where B_ij is the validator's share of the bonds in a server. */
export function yuma3Dividends(n: i32): void {
  for (let i = 0; i < n; i++) {
    let income: i64 = 0;
    for (let entry = i32At(EMA_STARTS, i), end = i32At(EMA_STARTS, i + 1); entry < end; entry++) {
      income += mul(i64At(EMA_SHARES, entry), i64At(INCENTIVE, u16At(EMA_UIDS, entry)));
    }
    setI64(BOND_INCOME, i, income);
    setI64(EARNINGS, i, mulOrZero(income, i64At(ACTIVE_STAKE, i)));
  }
  normalise(EARNINGS, DIVIDENDS, n);
}
