/** How a trade is kept from going through at a price that nobody wanted. */
import type { Market } from '../../../client/reads/markets.ts'
import { RAO_PER_TAO, type Tao, tao } from '../../../primitives/amounts.ts'
import { COMMAND_KEYS } from '../../kit/config-keys.ts'

/** The options of a trade with a limit price. */
export const PROTECTION = {
  tolerance: COMMAND_KEYS.tolerance,
  safeStaking: COMMAND_KEYS.safe_staking,
  partial: COMMAND_KEYS.allow_partial_stake,
} as const

export interface Protection {
  /** In billionths. */
  readonly tolerance: bigint
  readonly safeStaking: boolean
  readonly partial: boolean
}

const WHOLE = 1_000_000_000n

/** The highest price for one alpha that a buyer accepts; undefined where there is no limit, or no pool to set one for. */
export const buyLimit = (market: Market, { safeStaking, tolerance }: Protection): Tao | undefined =>
  safeStaking && market.pool.isDynamic ? tao((market.price * (WHOLE + tolerance)) / WHOLE) : undefined

/** The lowest price for one alpha that a seller accepts. */
export const sellLimit = (market: Market, { safeStaking, tolerance }: Protection): Tao | undefined =>
  safeStaking && market.pool.isDynamic ? tao(lessTolerance(market.price, tolerance)) : undefined

/** The lowest price of the origin's alpha in that of the destination, times 10^9. */
export function swapLimit(from: Market, to: Market, { safeStaking, tolerance }: Protection): Tao | undefined {
  if (!safeStaking || to.price === 0n) return undefined
  return tao(lessTolerance((from.price * RAO_PER_TAO) / to.price, tolerance))
}

/** Rounded up: nothing beyond the tolerance is accepted. */
const lessTolerance = (price: bigint, tolerance: bigint): bigint => (price * (WHOLE - tolerance) + WHOLE - 1n) / WHOLE
