/**
 * Orders: an amount of one token to be swapped for the other.
 * Reference: primitives/swap-interface.
 */
import type { U64F64 } from '../../../consensus/fixed/types.ts'
import type { Alpha, Amount, Tao } from '../../../primitives/amounts.ts'

/** The two sides of a pool, in rao. */
export interface Reserves {
  readonly tao: Tao
  readonly alpha: Alpha
}

/** What differs between buying and selling: which reserve is paid into, and where the price goes. */
export interface Direction<In extends Amount, Out extends Amount> {
  readonly buys: boolean
  reserveIn(reserves: Reserves): In
  reserveOut(reserves: Reserves): Out
  /** Whether a trade may start at all: the limit lies strictly beyond the price. */
  isBeyondPriceLimit(price: U64F64, limit: U64F64): boolean
}

export interface Order<In extends Amount, Out extends Amount> {
  readonly direction: Direction<In, Out>
  readonly amount: In
}

const BUY: Direction<Tao, Alpha> = {
  buys: true,
  reserveIn: reserves => reserves.tao,
  reserveOut: reserves => reserves.alpha,
  isBeyondPriceLimit: (price, limit) => price < limit,
}

const SELL: Direction<Alpha, Tao> = {
  buys: false,
  reserveIn: reserves => reserves.alpha,
  reserveOut: reserves => reserves.tao,
  isBeyondPriceLimit: (price, limit) => price > limit,
}

/** Buys alpha with `amount` TAO. */
export const getAlphaForTao = (amount: Tao): Order<Tao, Alpha> => ({ direction: BUY, amount })

/** Sells `amount` alpha for TAO. */
export const getTaoForAlpha = (amount: Alpha): Order<Alpha, Tao> => ({ direction: SELL, amount })

/** What a swap did, in rao. What was paid in is net of the fee. */
export interface SwapResult<In extends Amount, Out extends Amount> {
  readonly amountPaidIn: In
  readonly amountPaidOut: Out
  readonly feePaid: In
  /** The part of the fee that the block author earns; at present all of it. */
  readonly feeToBlockAuthor: In
}
