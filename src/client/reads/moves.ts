/** What stake is worth on another subnet: it is sold there and bought here, with the fee of one of the two pools. */
import { type Alpha, alpha, RAO_PER_TAO, type Tao, tao } from '../../primitives/amounts.ts'
import { ROOT } from '../../primitives/netuid.ts'
import type { Reader } from '../client.ts'
import { mergeNeeds, type Needs } from '../metadata/needs.ts'
import { MARKETS, type Market } from './markets.ts'
import { quoteBuy, quoteSell } from './swaps.ts'
import { number } from './values.ts'

export const MOVES: Needs = mergeNeeds(MARKETS, { storage: ['Swap.FeeRate'] })

/** A trade from one subnet's alpha over TAO to another's. */
export interface Exchange {
  readonly given: Alpha
  /** The fee of the pool that is left; none where root is left. */
  readonly saleFee: Alpha
  /** The TAO in between. */
  readonly through: Tao
  /** The fee of the pool that is entered; only where root is left. */
  readonly purchaseFee: Tao
  readonly received: Alpha
}

const FEE_WHOLE = 65_535n

/** Undefined where one of the pools cannot serve it. Reference: staking/move_stake.rs transition_stake_internal */
export async function quoteExchange(
  reader: Reader,
  from: Market,
  to: Market,
  given: Alpha,
): Promise<Exchange | undefined> {
  const sale = await quoteSell(reader, from.subnet.netuid, given)
  if (sale.tao === 0n) return undefined
  const paysOnPurchase = from.subnet.netuid === ROOT
  const rate = BigInt(number(await reader.get('Swap.FeeRate', to.subnet.netuid)))
  // What is asked for takes a fee: so much more is asked for that what is swapped is what there is.
  const asked = paysOnPurchase ? sale.tao : tao((sale.tao * FEE_WHOLE) / (FEE_WHOLE - rate))
  const purchase = await quoteBuy(reader, to.subnet.netuid, asked)
  if (purchase.alpha === 0n) return undefined
  return {
    given,
    saleFee: sale.alphaFee,
    through: sale.tao,
    purchaseFee: paysOnPurchase ? purchase.taoFee : tao(0n),
    received: purchase.alpha,
  }
}

/** What the given would be on the other subnet at the prices of now, without fees. */
export const idealExchange = (from: Market, to: Market, given: Alpha): Alpha =>
  alpha(to.price === 0n ? 0n : (given * from.price) / to.price)

/**
 * The most that may move between two pools at a limit, as the chain estimates it: the price of the origin in that of the
 * destination, times 10^9. Undefined where a side has no pool: then the price of the other is what counts.
 * Reference: staking/move_stake.rs get_max_amount_move
 */
export function mostBetweenPools({ pool: from }: Market, { pool: to }: Market, limit: Tao): Alpha | undefined {
  if (!from.isDynamic || !to.isDynamic || limit === 0n) return undefined
  const sum = from.taoIn + to.taoIn
  if (sum === 0n) return alpha(0n)
  const reachable = (to.alphaIn * from.taoIn * RAO_PER_TAO) / (limit * sum)
  const held = (from.alphaIn * to.taoIn) / sum
  return alpha(reachable > held ? reachable - held : 0n)
}
