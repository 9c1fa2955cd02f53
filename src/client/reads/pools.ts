/** The pools in which alpha is traded, and where a trade would bring their price. */
import { type Alpha, RAO_PER_TAO, type Tao, tao } from '../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../primitives/netuid.ts'
import type { Reader } from '../client.ts'
import type { Needs } from '../metadata/needs.ts'
import { unlessAbsent } from './absent.ts'
import { asAlpha, asTao, big, bool, number, record } from './values.ts'

export const POOLS: Needs = {
  storage: [
    'SubtensorModule.SubnetMechanism',
    'SubtensorModule.SubtokenEnabled',
    'SubtensorModule.SubnetTAO',
    'SubtensorModule.SubnetAlphaIn',
    'Swap.SwapBalancer',
  ],
}

export interface Pool {
  readonly netuid: NetUid
  /** False where TAO and alpha are one to one: on root. */
  readonly isDynamic: boolean
  /** Whether stake can come, go and move: the subnet was started. */
  readonly isStarted: boolean
  readonly taoIn: Tao
  readonly alphaIn: Alpha
  /** The weight of TAO in the curve, in parts of 10^18; what is left is that of alpha. */
  readonly weight: bigint
}

const DYNAMIC = 1
const WHOLE = 10n ** 18n

/** In the order of the netuids. */
export async function getPools(reader: Reader, netuids: readonly NetUid[]): Promise<Pool[]> {
  const column = (item: string) => reader.many(item, netuids)
  const [mechanisms, started, taoIn, alphaIn, balancers] = await Promise.all([
    column('SubtensorModule.SubnetMechanism'),
    column('SubtensorModule.SubtokenEnabled'),
    column('SubtensorModule.SubnetTAO'),
    column('SubtensorModule.SubnetAlphaIn'),
    // Runtimes before it weigh both sides alike.
    unlessAbsent(() => column('Swap.SwapBalancer')),
  ])
  return netuids.map((netuid, i) => ({
    netuid,
    isDynamic: netuid !== ROOT && number(mechanisms[i]) === DYNAMIC,
    isStarted: bool(started[i]),
    taoIn: asTao(taoIn[i]),
    alphaIn: asAlpha(alphaIn[i]),
    weight: balancers === undefined ? WHOLE / 2n : big(record(balancers[i]).quote),
  }))
}

/** The price of one alpha in rao once so much TAO has come in, without its fee, and so much alpha has gone out. */
export const priceAfterBuying = (pool: Pool, taoIn: bigint, alphaOut: bigint): Tao =>
  priceOf(pool, pool.taoIn + taoIn, pool.alphaIn - alphaOut)

/** The same once so much alpha has come in, without its fee, and so much TAO has gone out. */
export const priceAfterSelling = (pool: Pool, alphaIn: bigint, taoOut: bigint): Tao =>
  priceOf(pool, pool.taoIn - taoOut, pool.alphaIn + alphaIn)

/** Reference: pallets/swap/src/pallet/balancer.rs calculate_price, rounded down to the rao. */
function priceOf({ isDynamic, weight }: Pool, taoReserve: bigint, alphaReserve: bigint): Tao {
  if (!isDynamic) return tao(RAO_PER_TAO)
  const below = weight * alphaReserve
  return tao(below <= 0n ? 0n : ((WHOLE - weight) * taoReserve * RAO_PER_TAO) / below)
}
