/**
 * The building blocks of the epoch, one by one: an entry that only tests compile. Numbers are passed as they are,
 * vectors and matrices through the kernel's regions.
 */
import {
  averageBonds,
  blend,
  bondStarts,
  bondUids,
  bondWeights,
  columnSums,
  divideColumns,
  useBondWeights,
} from "./bonds";
import { classicDividends, classicStored } from "./classic";
import { clipWeights, findConsensus } from "./consensus";
import { exp } from "./exp";
import { averageByAlphas, difference, exponent, setCurve, sigmoid } from "./liquid-alpha";
import { BONDS, EMA, EMA_SHARES, EMA_STARTS, EMA_SUMS, EMA_UIDS } from "./layout";
import { grantPermits, weighStake } from "./stake";
import { divideAll, normalise, sum } from "./vector";
import { yuma3Dividends } from "./yuma3";

export * from "./layout";
export { add, div, divSat, inverse, mul, mulOrZero, ofAmount, proportion, sub, toU16Proportion } from "./fixed";
export { blend, classicDividends, clipWeights, divideAll, exp, findConsensus, grantPermits, normalise, sum };
export { classicStored, weighStake, yuma3Dividends };
export { divide128, divide192, overflowed, resultHigh } from "./wide";

export function alphaSigmoid(consensus: i64, weight: i64, bond: i64): i64 {
  return sigmoid(exp(exponent(difference(consensus, weight, bond))));
}

export { setCurve };

/** Averages CLIPPED as the new observation with BONDS into EMA. */
export function average(n: i32, alpha: i64): void {
  useBondWeights(1);
  averageBonds(n, bondUids, bondStarts, bondWeights, BONDS, alpha);
}

/** The same with the coefficients in ALPHAS. */
export function averageAlphas(n: i32): void {
  useBondWeights(1);
  averageByAlphas(n);
}

/** Normalises the columns of EMA into EMA_SHARES. */
export function normaliseColumns(n: i32): void {
  columnSums(n, EMA_STARTS, EMA_UIDS, EMA, EMA_SUMS);
  divideColumns(n, EMA_STARTS, EMA_UIDS, EMA, EMA_SUMS, EMA_SHARES);
}
