/**
 * What the chain is sure to refuse, told before anything is signed: in the words of the chain's own refusal, with the
 * numbers that were compared. The chain decides in the end; these see what it would see in the block that was read.
 */
import type { Market } from '../../../client/reads/markets.ts'
import type { RefusalContext } from '../../../client/refusals/context.ts'
import { refusal } from '../../../client/refusals/refusal.ts'
import type { Alpha, Tao } from '../../../primitives/amounts.ts'
import { TaoError } from '../../../primitives/errors.ts'
import type { NetUid } from '../../../primitives/netuid.ts'
import { cells } from '../../kit/cells.ts'
import { taoText } from '../transaction.ts'
import { stakeText } from './words.ts'

/** A refusal with numbers of its own. */
export function refused(
  label: string,
  context: RefusalContext,
  why: readonly string[],
  data: TaoError['data'],
): TaoError {
  const { code, message, why: rule, remedy, data: told } = refusal(`SubtensorModule.${label}`, context)
  return new TaoError(code, message, { why: [...rule, ...why], remedy, data: { ...told, ...data } })
}

/** Numbers for programs: amounts in rao as texts. */
const rao = (amounts: Readonly<Record<string, bigint>>): Record<string, string> =>
  Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [`${name}_rao`, String(amount)]))

/** @throws TaoError SubtokenDisabled */
export function ensureStarted({ subnet: { netuid }, pool }: Market, network: string): void {
  if (!pool.isStarted) throw refused('SubtokenDisabled', { netuid, network }, [], { netuid })
}

/** @throws TaoError HotKeyAccountNotExists */
export function ensureKnown(hotkey: string, owner: string | undefined, network: string): void {
  if (owner === undefined) throw refused('HotKeyAccountNotExists', { hotkey, network }, [], { hotkey })
}

/** @throws TaoError AmountTooLow for less TAO than can be staked */
export function ensureEnough(amount: Tao, least: Tao, context: RefusalContext): void {
  if (amount >= least) return
  const numbers = { given: taoText(amount), least: taoText(least) }
  throw refused('AmountTooLow', { ...context, ...numbers }, [], rao({ amount, least }))
}

/** @throws TaoError NotEnoughBalanceToStake */
export function ensureFunds(amount: Tao, fee: Tao, spendable: Tao, context: RefusalContext): void {
  if (amount + fee <= spendable) return
  const numbers = { amount: taoText(amount), needed: `${taoText(amount + fee)} with the fee`, free: taoText(spendable) }
  const data = rao({ amount, needed: amount + fee, free: spendable })
  throw refused('NotEnoughBalanceToStake', { ...context, ...numbers }, [], data)
}

export interface Position {
  readonly netuid: NetUid
  readonly hotkey: string
  readonly coldkey: string
}

/** @throws TaoError NotEnoughStakeToWithdraw */
export function ensureStake({ netuid, hotkey, coldkey }: Position, amount: Alpha, stake: Alpha, network: string): void {
  if (amount > 0n && amount <= stake) return
  const there = stakeText(netuid, stake)
  const numbers = { amount: amount > 0n ? stakeText(netuid, amount) : undefined, available: there }
  const context = { netuid, hotkey, coldkey, network, ...numbers }
  const where = `${coldkey} has ${there} with ${hotkey} on ${netuid === 0 ? 'root' : `subnet ${netuid}`}.`
  throw refused('NotEnoughStakeToWithdraw', context, [where], { netuid, hotkey, ...rao({ amount, stake }) })
}

/** @throws TaoError StakeUnavailable */
export function ensureUnlocked(
  netuid: NetUid,
  coldkey: string,
  amount: Alpha,
  held: { readonly locked: Alpha; readonly available: Alpha },
  network: string,
): void {
  if (amount <= held.available) return
  const numbers = { amount: stakeText(netuid, amount), available: stakeText(netuid, held.available) }
  const locked = `Locked: ${stakeText(netuid, held.locked)}.`
  const data = { netuid, ...rao({ amount, available: held.available, locked: held.locked }) }
  throw refused('StakeUnavailable', { netuid, coldkey, network, ...numbers }, [locked], data)
}

/** What somebody can do about a trade that would go too far, beside trading less. */
export const WAYS_ON = {
  whole: 'or take any price with --unsafe',
  part: 'take what fits with --partial, or any price with --unsafe',
} as const

/**
 * @param ways what else than a tolerance would let it through
 * @throws TaoError SlippageTooHigh for a trade that would end beyond its limit
 */
export function ensureWithin(
  kind: 'purchase' | 'sale',
  { subnet: { netuid }, price }: Market,
  priceAfter: Tao,
  limit: Tao | undefined,
  network: string,
  ways: string,
): void {
  if (limit === undefined || (kind === 'purchase' ? priceAfter <= limit : priceAfter >= limit)) return
  const moved = `The price would go from ${taoText(price)} to ${taoText(priceAfter)}, by ${moveText(price, priceAfter)}`
  throw tooFar([price, priceAfter], ways, network, [`${moved}; you allow ${taoText(limit)}.`], {
    netuid,
    ...rao({ price, price_after: priceAfter, limit_price: limit }),
  })
}

/** SlippageTooHigh, with the tolerance that would do. */
export function tooFar(
  [before, after]: readonly [bigint, bigint],
  ways: string,
  network: string,
  numbers: readonly string[],
  data: { readonly netuid: NetUid } & TaoError['data'],
): TaoError {
  const refusal = refused('SlippageTooHigh', { netuid: data.netuid, network }, numbers, data)
  const enough = leastTolerance(before, after)
  const remedy =
    enough === undefined ? `Trade less, ${ways}.` : `Trade less, allow more with --tolerance ${enough}, ${ways}.`
  return new TaoError(refusal.code, refusal.message, { why: refusal.why, remedy, data: refusal.data })
}

const TENTHS_OF_PERCENT = 1000n

/** The tolerance that would do at the prices of now, in tenths of a percent; undefined where none would. */
function leastTolerance(price: bigint, priceAfter: bigint): string | undefined {
  if (price === 0n) return undefined
  const moved = priceAfter > price ? priceAfter - price : price - priceAfter
  const tenths = (moved * TENTHS_OF_PERCENT + price - 1n) / price
  return tenths > TENTHS_OF_PERCENT ? undefined : `${tenths / 10n}.${tenths % 10n}%`
}

/** By how much of itself a price moves, with its sign. */
export function moveText(price: bigint, priceAfter: bigint): string {
  if (price === 0n) return '0 %'
  const billionths = ((priceAfter - price) * 1_000_000_000n) / price
  return `${billionths > 0n ? '+' : ''}${cells.percent(billionths).text}`
}

/** @throws TaoError InsufficientLiquidity for a trade that the pool cannot serve */
export function ensureServed<T>(quote: T | undefined, netuid: NetUid, network: string): T {
  if (quote !== undefined) return quote
  throw refused('InsufficientLiquidity', { netuid, network }, [], { netuid })
}
