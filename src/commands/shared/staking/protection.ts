/** How a trade is kept from going through at a price that nobody wanted. */
import type { Market } from '../../../client/reads/markets.ts'
import { RAO_PER_TAO, type Tao, tao } from '../../../primitives/amounts.ts'
import { cells } from '../../kit/cells.ts'
import { COMMAND_KEYS } from '../../kit/config-keys.ts'
import type { Context } from '../../kit/context.ts'
import { moveText } from './checks.ts'

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

/**
 * What was said of the price on the line and bounds nothing: there is no price, or any is taken. What is configured is meant
 * for other trades, and is no matter here.
 * @param isPriced whether anything is traded in a pool whose price moves
 */
export function idleProtection(
  { isGiven }: Pick<Context, 'isGiven'>,
  { safeStaking }: Pick<Protection, 'safeStaking'>,
  isPriced: boolean,
): string[] {
  const bounds = [...(isGiven('tolerance') ? ['--tolerance'] : []), ...(isGiven('partial') ? ['--partial'] : [])]
  if (isPriced) {
    if (safeStaking || bounds.length === 0) return []
    const what = bounds.length === 1 ? 'bounds' : 'bound'
    return [`Safe staking is off, so any price is taken: ${bounds.join(' and ')} ${what} nothing.`]
  }
  const idle = [...bounds, ...(isGiven('safeStaking') ? [safeStaking ? '--safe-staking' : '--unsafe'] : [])]
  if (idle.length === 0) return []
  return [`No price moves here: ${idle.join(' and ')} ${idle.length === 1 ? 'makes' : 'make'} no difference.`]
}

export interface Ratios {
  readonly before: bigint
  readonly after: bigint
}

/** A trade with the price of one alpha before and after it. */
export interface Moved {
  readonly netuid: number | bigint
  readonly priceTaoPerAlpha: bigint
  readonly priceAfterTaoPerAlpha: bigint
}

/** What is told of trades that go beyond the tolerance: those at any price, and those that are made in part only. */
export function priceWarnings(rows: readonly Moved[], { safeStaking, partial, tolerance }: Protection): string[] {
  const isBeyond = (row: Moved): boolean => movesBeyond(row.priceTaoPerAlpha, row.priceAfterTaoPerAlpha, tolerance)
  const allowed = `your tolerance of ${cells.percent(tolerance).text}`
  return rows.filter(isBeyond).flatMap(({ netuid, priceTaoPerAlpha, priceAfterTaoPerAlpha }) => {
    if (safeStaking)
      return partial ? [`Not all of it fits within ${allowed} on subnet ${netuid}: a part is traded.`] : []
    const move = moveText(priceTaoPerAlpha, priceAfterTaoPerAlpha)
    return [`This moves the price of subnet ${netuid} by ${move}, beyond ${allowed}.`]
  })
}

/** The same of a move from one subnet to another, which has no limit. */
export function ratioWarnings(ratios: Ratios | undefined, { tolerance }: Protection): string[] {
  if (ratios === undefined || !movesBeyond(ratios.before, ratios.after, tolerance)) return []
  const move = moveText(ratios.before, ratios.after)
  const allowed = cells.percent(tolerance).text
  return [`This moves what one alpha is worth of the other by ${move}, beyond your tolerance of ${allowed}.`]
}

const movesBeyond = (before: bigint, after: bigint, tolerance: bigint): boolean =>
  (after > before ? after - before : before - after) * WHOLE > before * tolerance

const WHOLE = 1_000_000_000n

/** The highest price for one alpha that a buyer accepts; undefined where there is no limit, or no pool to set one for. */
export const buyLimit = (market: Market, { safeStaking, tolerance }: Protection): Tao | undefined =>
  safeStaking && market.pool.isDynamic ? tao((market.price * (WHOLE + tolerance)) / WHOLE) : undefined

/** The lowest price for one alpha that a seller accepts. */
export const sellLimit = (market: Market, { safeStaking, tolerance }: Protection): Tao | undefined =>
  safeStaking && market.pool.isDynamic ? tao(lessTolerance(market.price, tolerance)) : undefined

/** Whether stake on its way between two subnets is traded in a pool whose price moves. */
export const hasPrice = (from: Market, to: Market): boolean =>
  from.subnet.netuid !== to.subnet.netuid && (from.pool.isDynamic || to.pool.isDynamic)

/** The lowest price of the origin's alpha in that of the destination, times 10^9. */
export function swapLimit(from: Market, to: Market, { safeStaking, tolerance }: Protection): Tao | undefined {
  if (!safeStaking || to.price === 0n || !hasPrice(from, to)) return undefined
  return tao(lessTolerance((from.price * RAO_PER_TAO) / to.price, tolerance))
}

/** Rounded up: nothing beyond the tolerance is accepted. */
const lessTolerance = (price: bigint, tolerance: bigint): bigint => (price * (WHOLE - tolerance) + WHOLE - 1n) / WHOLE
