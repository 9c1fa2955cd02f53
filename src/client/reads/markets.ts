/** What alpha costs, and what a trade would come to: each part of it with its asset. */
import {
  type Alpha,
  alpha,
  RAO_PER_TAO,
  satSub,
  type Tao,
  tao,
  ZERO_ALPHA,
  ZERO_TAO,
} from '../../primitives/amounts.ts'
import type { NetUid } from '../../primitives/netuid.ts'
import type { Reader } from '../client.ts'
import { mergeNeeds, type Needs } from '../metadata/needs.ts'
import { getPools, POOLS, type Pool, priceAfterBuying, priceAfterSelling } from './pools.ts'
import { getSubnet, SUBNET, type Subnet } from './subnets.ts'
import { QUOTES, type Quote, quoteBuy, quoteSell } from './swaps.ts'

export const MARKETS: Needs = mergeNeeds(SUBNET, POOLS, QUOTES)

export interface Market {
  readonly subnet: Subnet
  readonly pool: Pool
  /** One alpha in rao of TAO. */
  readonly price: Tao
}

export type Markets = ReadonlyMap<NetUid, Market>

/** @throws TaoError `not_found` for a subnet that is not there */
export async function getMarkets(reader: Reader, netuids: readonly NetUid[]): Promise<Markets> {
  const unique = [...new Set(netuids)]
  const [subnets, pools] = await Promise.all([
    Promise.all(unique.map(netuid => getSubnet(reader, netuid))),
    getPools(reader, unique),
  ])
  return new Map(
    unique.map((netuid, i) => [netuid, { subnet: subnets[i]!, pool: pools[i]!, price: subnets[i]!.price }]),
  )
}

/** TAO that becomes alpha. What is paid is the fee and what is swapped; that, at the price before, is alpha and slippage. */
export interface Purchase {
  readonly paid: Tao
  readonly fee: Tao
  readonly received: Alpha
  readonly slippage: Alpha
  readonly priceAfter: Tao
}

/** Alpha that becomes TAO. What is given is the fee and what is swapped; that, at the price before, is TAO and slippage. */
export interface Sale {
  readonly given: Alpha
  readonly fee: Alpha
  readonly received: Tao
  readonly slippage: Tao
  readonly priceAfter: Tao
}

type Trade<In, Out> = { readonly paidIn: In; readonly fee: In; readonly paidOut: Out }

/** @param before what the pool has taken in and paid out already by earlier purchases of the same transaction */
export function purchaseOf(
  { price, pool }: Market,
  { paidIn, fee, paidOut }: Trade<Tao, Alpha>,
  before: Trade<bigint, bigint> = NOTHING,
): Purchase {
  const swapped = satSub(paidIn, fee)
  const ideal = alpha(price === 0n ? 0n : (swapped * RAO_PER_TAO) / price)
  const net = before.paidIn - before.fee + swapped
  const priceAfter = priceAfterBuying(pool, net, before.paidOut + paidOut)
  return { paid: paidIn, fee, received: paidOut, slippage: satSub(ideal, paidOut), priceAfter }
}

export function saleOf(
  { price, pool }: Market,
  { paidIn, fee, paidOut }: Trade<Alpha, Tao>,
  before: Trade<bigint, bigint> = NOTHING,
): Sale {
  const swapped = satSub(paidIn, fee)
  const ideal = tao((swapped * price) / RAO_PER_TAO)
  const net = before.paidIn - before.fee + swapped
  const priceAfter = priceAfterSelling(pool, net, before.paidOut + paidOut)
  return { given: paidIn, fee, received: paidOut, slippage: satSub(ideal, paidOut), priceAfter }
}

const NOTHING = { paidIn: 0n, fee: 0n, paidOut: 0n }

export interface TradeOrder<In> {
  readonly netuid: NetUid
  readonly amount: In
}

/**
 * What purchases would come to, one after another as in one transaction. Undefined for one that its pool cannot serve.
 * The chain computes with the state of the reader's block.
 */
export async function quotePurchases(
  reader: Reader,
  markets: Markets,
  orders: readonly TradeOrder<Tao>[],
): Promise<(Purchase | undefined)[]> {
  const sums = runningSums(orders)
  const quotes = await Promise.all(sums.map(({ netuid, amount }) => quoteBuy(reader, netuid, tao(amount))))
  return orders.map(({ netuid, amount }, i) => {
    const [now, past] = [quotes[i]!, quoteBefore(orders, quotes, i)]
    if (now.alpha === 0n) return undefined
    const trade = {
      paidIn: amount,
      fee: satSub(now.taoFee, past?.taoFee ?? ZERO_TAO),
      paidOut: satSub(now.alpha, past?.alpha ?? ZERO_ALPHA),
    }
    const before = past && { paidIn: past.tao + past.taoFee, fee: past.taoFee, paidOut: past.alpha }
    return purchaseOf(markets.get(netuid)!, trade, before)
  })
}

/** The same for sales. */
export async function quoteSales(
  reader: Reader,
  markets: Markets,
  orders: readonly TradeOrder<Alpha>[],
): Promise<(Sale | undefined)[]> {
  const sums = runningSums(orders)
  const quotes = await Promise.all(sums.map(({ netuid, amount }) => quoteSell(reader, netuid, alpha(amount))))
  return orders.map(({ netuid, amount }, i) => {
    const [now, past] = [quotes[i]!, quoteBefore(orders, quotes, i)]
    if (now.tao === 0n) return undefined
    const trade = {
      paidIn: amount,
      fee: satSub(now.alphaFee, past?.alphaFee ?? ZERO_ALPHA),
      paidOut: satSub(now.tao, past?.tao ?? ZERO_TAO),
    }
    const before = past && { paidIn: past.alpha + past.alphaFee, fee: past.alphaFee, paidOut: past.tao }
    return saleOf(markets.get(netuid)!, trade, before)
  })
}

/** Each order with all those before it in the same pool: what the last of them brings is the difference. */
function runningSums(orders: readonly TradeOrder<bigint>[]): TradeOrder<bigint>[] {
  const sums = new Map<NetUid, bigint>()
  return orders.map(({ netuid, amount }) => {
    const sum = (sums.get(netuid) ?? 0n) + amount
    sums.set(netuid, sum)
    return { netuid, amount: sum }
  })
}

function quoteBefore(orders: readonly TradeOrder<bigint>[], quotes: readonly Quote[], i: number): Quote | undefined {
  const at = orders.slice(0, i).findLastIndex(({ netuid }) => netuid === orders[i]!.netuid)
  return at === -1 ? undefined : quotes[at]
}
