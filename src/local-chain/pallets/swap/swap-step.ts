/**
 * One step of a swap along the curve: as far as the input reaches, or to the limit price.
 * Reference: pallets/swap/src/pallet/swap_step.rs.
 */
import { U64F64 } from '../../../consensus/fixed/types.ts'
import {
  type Balancer,
  baseDeltaIn,
  calculatePrice,
  expBaseQuote,
  expQuoteBase,
  quoteDeltaIn,
} from '../../../consensus/pool-curve/balancer.ts'
import { type Amount, satAdd, satSub } from '../../../primitives/amounts.ts'
import { ensure } from '../../runtime/dispatch-error.ts'
import { SwapErrors } from './errors.ts'
import type { Direction, Order, Reserves, SwapResult } from './order.ts'

/** A swap takes at most this many times its input's reserve. */
export const MAX_SWAP_INPUT_RESERVE_MULTIPLIER = 1_000n

/** A dynamic pool as a step sees it. */
export interface Pool {
  readonly balancer: Balancer
  readonly reserves: Reserves
}

export interface StepTerms {
  readonly currentPrice: U64F64
  readonly limitPrice: U64F64
  /** Parts of 65535; 0 when fees are dropped. */
  readonly feeRate: number
  /** The fee on the whole order. */
  readonly fee: bigint
}

const U16_MAX = U64F64.satFromInt(0xffff)

/** @throws Swap.ReservesTooLow when something is paid in and nothing comes out */
export function swapStep<In extends Amount, Out extends Amount>(
  pool: Pool,
  order: Order<In, Out>,
  terms: StepTerms,
): SwapResult<In, Out> {
  const { direction, amount } = order
  const requested = satSub<Amount>(amount, terms.fee as Amount)
  const wholeOut = convertDeltas(pool, direction, requested)
  const target = priceAfter(pool, direction, requested, wholeOut)
  const inFull = direction.buys ? target <= terms.limitPrice : target >= terms.limitPrice
  const deltaIn = inFull ? requested : deltaToLimit(pool, direction, terms)
  const deltaOut = inFull ? wholeOut : convertDeltas(pool, direction, deltaIn)
  const fee = inFull ? terms.fee : feeOnNet(deltaIn, terms.feeRate)
  if (deltaIn !== 0n) ensure(deltaOut !== 0n, SwapErrors.ReservesTooLow)
  return {
    amountPaidIn: deltaIn as In,
    amountPaidOut: deltaOut as Out,
    feePaid: fee as In,
    feeToBlockAuthor: (deltaIn === 0n ? 0n : fee) as In,
  }
}

type AnyDirection = Pick<Direction<Amount, Amount>, 'buys'>

/** What comes out for `deltaIn`, rounded down. */
function convertDeltas({ balancer, reserves }: Pool, { buys }: AnyDirection, deltaIn: bigint): bigint {
  const out = buys ? reserves.alpha : reserves.tao
  const remaining = buys
    ? expQuoteBase(balancer, reserves.tao, deltaIn)
    : expBaseQuote(balancer, reserves.alpha, deltaIn)
  return U64F64.toU64(U64F64.satMul(U64F64.wrapFromInt(out), U64F64.satSub(U64F64.ONE, remaining)))
}

function priceAfter({ balancer, reserves }: Pool, { buys }: AnyDirection, paidIn: bigint, paidOut: bigint): U64F64 {
  const { tao, alpha } = reserves as { tao: Amount; alpha: Amount }
  return buys
    ? calculatePrice(balancer, satSub(alpha, paidOut as Amount), satAdd(tao, paidIn as Amount))
    : calculatePrice(balancer, satAdd(alpha, paidIn as Amount), satSub(tao, paidOut as Amount))
}

/** The input that moves the price to the limit. */
function deltaToLimit({ balancer, reserves }: Pool, { buys }: AnyDirection, terms: StepTerms): bigint {
  const { currentPrice, limitPrice } = terms
  return buys
    ? quoteDeltaIn(balancer, currentPrice, limitPrice, reserves.tao)
    : baseDeltaIn(balancer, currentPrice, limitPrice, reserves.alpha)
}

/** The fee on an input that is already net of it. */
function feeOnNet(net: bigint, feeRate: number): bigint {
  const rate = U64F64.satFromInt(feeRate)
  const ratio = U64F64.safeDiv(rate, U64F64.satSub(U16_MAX, rate))
  return U64F64.toU64(U64F64.satMul(U64F64.satFromInt(net), ratio))
}
