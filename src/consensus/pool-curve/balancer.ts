/**
 * The curve of a subnet's pool: a weighted two-asset balancer.
 *
 * x is the base reserve (alpha) with weight w1, y the quote reserve (TAO) with weight w2 = 1 - w1. Trades keep
 * x^w1 · y^w2; the price is (w1 · y) / (w2 · x) TAO per alpha. Only w2 is stored. Reserves and amounts are rao (u64),
 * prices U64F64.
 *
 * Reference: pallets/swap/src/pallet/balancer.rs.
 */
import { U64_MAX } from '../../primitives/amounts.ts'
import { U64F64 } from '../fixed/types.ts'
import { complement, fromParts, fromRational, ONE, type Perquintill } from './perquintill.ts'
import { powRatioScaled } from './pow-ratio.ts'

/** A pool's weights. */
export interface Balancer {
  /** w2, the weight of TAO. */
  readonly quote: Perquintill
}

/** Neither weight may fall below 0.01. */
export const MIN_WEIGHT: Perquintill = fromParts(ONE / 100n)

/** Equal weights, with which every pool starts. */
export const DEFAULT_BALANCER: Balancer = { quote: fromRational(1n, 2n) }

/** Weights with that w2; `undefined` when one of the two would be below the least. */
export function balancer(quote: Perquintill): Balancer | undefined {
  return quote >= MIN_WEIGHT && complement(quote) >= MIN_WEIGHT ? { quote } : undefined
}

/** w1, the weight of alpha. */
export function baseWeight({ quote }: Balancer): Perquintill {
  return complement(quote)
}

/** The price of alpha in TAO: (w1 / w2) · (y / x); 0 when there is no alpha. */
export function calculatePrice(pool: Balancer, x: bigint, y: bigint): U64F64 {
  const weights = U64F64.safeDiv(U64F64.satFromInt(baseWeight(pool)), U64F64.satFromInt(pool.quote))
  return U64F64.satMul(weights, U64F64.safeDiv(U64F64.satFromInt(y), U64F64.satFromInt(x)))
}

const SWAP_PRECISION = 256
const LIMIT_PRECISION = 1_024
const SCALE = U64F64.satFromInt(ONE)

/** (x / (x + dx))^(w1 / w2), at most 1: what remains of y when dx alpha are sold. */
export function expBaseQuote(pool: Balancer, x: bigint, dx: bigint): U64F64 {
  return U64F64.min(remaining(x, addU64(x, dx), baseWeight(pool), pool.quote), U64F64.ONE)
}

/** (y / (y + dy))^(w2 / w1), at most 1: what remains of x when dy TAO buy alpha. */
export function expQuoteBase(pool: Balancer, y: bigint, dy: bigint): U64F64 {
  return U64F64.min(remaining(y, addU64(y, dy), pool.quote, baseWeight(pool)), U64F64.ONE)
}

/** The alpha to sell for `tao` rao: x · ((y / (y - tao))^(w2 / w1) - 1), rounded down; 0 when y is not enough. */
export function baseNeededForQuote(pool: Balancer, taoReserve: bigint, alphaReserve: bigint, tao: bigint): bigint {
  const rest = taoReserve > tao ? taoReserve - tao : 0n
  const growth = remaining(taoReserve, rest, pool.quote, baseWeight(pool))
  return U64F64.toU64(U64F64.satMul(U64F64.wrapFromInt(alphaReserve), U64F64.satSub(growth, U64F64.ONE)))
}

/** (before / after)^(num / den) to 18 decimals; 0 when nothing is there after, or when it exceeds u64 in that unit. */
function remaining(before: bigint, after: bigint, num: bigint, den: bigint): U64F64 {
  if (after === 0n) return U64F64.ZERO
  const scaled = powRatioScaled({ num: before, den: after }, { num, den }, SWAP_PRECISION, ONE)
  return scaled === undefined || scaled > U64_MAX ? U64F64.ZERO : U64F64.safeDiv(U64F64.satFromInt(scaled), SCALE)
}

/** The TAO that raises the price to `target` when it buys: y · ((target / price)^w1 - 1), rounded down. */
export function quoteDeltaIn(pool: Balancer, price: U64F64, target: U64F64, reserve: bigint): bigint {
  return deltaIn({ num: target, den: price }, baseWeight(pool), reserve)
}

/** The alpha that lowers the price to `target` when sold: x · ((price / target)^w2 - 1), rounded down. */
export function baseDeltaIn(pool: Balancer, price: U64F64, target: U64F64, reserve: bigint): bigint {
  return deltaIn({ num: price, den: target }, pool.quote, reserve)
}

function deltaIn(prices: { num: bigint; den: bigint }, weight: Perquintill, reserve: bigint): bigint {
  const scaled = powRatioScaled(prices, { num: weight, den: ONE }, LIMIT_PRECISION, ONE)
  if (scaled === undefined) return 0n
  const growth = U64F64.safeDiv(U64F64.satFromInt(scaled > U64_MAX ? U64_MAX : scaled), SCALE)
  return U64F64.toU64(U64F64.satMul(U64F64.satFromInt(reserve), U64F64.satSub(growth, U64F64.ONE)))
}

/**
 * The weights that keep the price when liquidity is added in whatever proportion; `undefined` when one of them would
 * fall below the least, in which case nothing must be added. A pool with an empty reserve gets equal weights.
 */
export function updateWeightsForAddedLiquidity(
  pool: Balancer,
  taoReserve: bigint,
  alphaReserve: bigint,
  taoDelta: bigint,
  alphaDelta: bigint,
): Balancer | undefined {
  const base = mulRound(baseWeight(pool), taoReserve * (alphaReserve + alphaDelta))
  const quote = mulRound(pool.quote, alphaReserve * (taoReserve + taoDelta))
  const sum = base + quote
  return balancer(sum === 0n ? DEFAULT_BALANCER.quote : fromRational(quote, sum > U128_MAX ? U128_MAX : sum))
}

const U128_MAX = (1n << 128n) - 1n

/** weight · n to the nearest, ties up; n saturates at u128 first. */
function mulRound(weight: Perquintill, n: bigint): bigint {
  return ((n > U128_MAX ? U128_MAX : n) * weight + ONE / 2n) / ONE
}

function addU64(a: bigint, b: bigint): bigint {
  const sum = a + b
  return sum > U64_MAX ? U64_MAX : sum
}
