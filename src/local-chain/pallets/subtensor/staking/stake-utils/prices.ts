/**
 * Prices of alpha and the weights that TAO and child keys carry.
 * Reference: staking/stake_utils.rs.
 */
import { I96F32, U64F64, U96F32 } from '../../../../../consensus/fixed/types.ts'
import { type Alpha, satAdd, U64_MAX } from '../../../../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../../../../primitives/netuid.ts'
import type { Ctx } from '../../../../runtime/context.ts'
import { currentAlphaPrice } from '../../../swap/impls.ts'
import { CKBurn, SubnetMovingAlpha, TaoWeight } from '../../storage/global.ts'
import { EMAPriceHalvingBlocks, SubnetAlphaIn, SubnetAlphaOut, SubnetMovingPrice } from '../../storage/pool.ts'
import { FirstEmissionBlockNumber, NetworksAdded, SubnetMechanism } from '../../storage/subnet.ts'

/** The alpha of a subnet that counts for its halvings: reserve and outstanding. */
export const getAlphaIssuance = (ctx: Ctx, netuid: NetUid): Alpha =>
  satAdd(SubnetAlphaIn.get(ctx, netuid), SubnetAlphaOut.get(ctx, netuid))

/** The moving average of a subnet's price; 1 where there is no pool. */
export function getMovingAlphaPrice(ctx: Ctx, netuid: NetUid): U64F64 {
  if (netuid === ROOT || SubnetMechanism.get(ctx, netuid) === 0) return U64F64.ONE
  return U64F64.satFrom(I96F32, SubnetMovingPrice.get(ctx, netuid))
}

/**
 * Moves the average price of a subnet towards its price, which counts as 1 at most. The step grows from 0 at the start
 * call towards `SubnetMovingAlpha`: half of it is reached after `EMAPriceHalvingBlocks`.
 */
export function updateMovingPrice(ctx: Ctx, netuid: NetUid): void {
  const firstEmission = FirstEmissionBlockNumber.get(ctx, netuid) ?? 0n
  const startCall = firstEmission > 0n ? firstEmission - 1n : 0n
  const age = U64F64.satFromInt(ctx.block > startCall ? ctx.block - startCall : 0n)
  const halving = U64F64.satFromInt(EMAPriceHalvingBlocks.get(ctx, netuid))
  const fastest = U64F64.satFrom(I96F32, SubnetMovingAlpha.get(ctx))
  const step = U64F64.satMul(fastest, U64F64.safeDiv(age, U64F64.satAdd(age, halving)))
  const price = U64F64.satMul(step, U64F64.min(currentAlphaPrice(ctx, netuid), U64F64.ONE))
  const kept = U64F64.satMul(U64F64.satSub(U64F64.ONE, step), getMovingAlphaPrice(ctx, netuid))
  SubnetMovingPrice.put(ctx, netuid, I96F32.satFrom(U64F64, U64F64.satAdd(price, kept)))
}

/** The median price of the subnets that have one, the mean of the middle two; 1 where there is none. */
export function getMedianSubnetAlphaPrice(ctx: Ctx): U64F64 {
  const prices: U64F64[] = []
  for (const { keys, value: added } of NetworksAdded.entries(ctx)) {
    if (!added || keys[0] === ROOT) continue
    const price = currentAlphaPrice(ctx, keys[0])
    if (price > 0n) prices.push(price)
  }
  if (prices.length === 0) return U64F64.ONE
  prices.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const lower = (prices.length - 1) >> 1
  const upper = prices.length >> 1
  if (lower === upper) return prices[upper]!
  return U64F64.safeDiv(U64F64.satAdd(prices[lower]!, prices[upper]!), U64F64.satFromInt(2n))
}

const U64_MAX_FIXED = U96F32.satFromInt(U64_MAX)
const fraction = (parts: bigint): U96F32 => U96F32.safeDiv(U96F32.satFromInt(parts), U64_MAX_FIXED)

/** How much a TAO on root counts against an alpha of a subnet, as a part of one. */
export const getTaoWeight = (ctx: Ctx): U96F32 => fraction(TaoWeight.get(ctx))

/** The part of what a child key earns that is burned when parent and child have different owners. */
export const getCkBurn = (ctx: Ctx): U96F32 => fraction(CKBurn.get(ctx))

export const setTaoWeight = (ctx: Ctx, weight: bigint): void => TaoWeight.put(ctx, weight)

export const setCkBurn = (ctx: Ctx, weight: bigint): void => CKBurn.put(ctx, weight)
