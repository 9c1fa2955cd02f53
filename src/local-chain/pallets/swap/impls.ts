/**
 * Swaps between a subnet's TAO and alpha, prices and protocol liquidity. This pallet moves neither balances nor reserves:
 * it says what a swap pays, the SubtensorModule carries it out.
 *
 * Reference: pallets/swap/src/pallet/impls.rs.
 */
import { U64F64 } from '../../../consensus/fixed/types.ts'
import {
  balancer,
  calculatePrice,
  DEFAULT_BALANCER,
  updateWeightsForAddedLiquidity,
} from '../../../consensus/pool-curve/balancer.ts'
import { fromRational } from '../../../consensus/pool-curve/perquintill.ts'
import type { AccountId } from '../../../primitives/account.ts'
import {
  type Alpha,
  type Amount,
  alpha,
  satMul,
  satSub,
  type Tao,
  tao,
  ZERO_ALPHA,
  ZERO_TAO,
} from '../../../primitives/amounts.ts'
import type { NetUid } from '../../../primitives/netuid.ts'
import { palletAccount } from '../../../primitives/pallet-account.ts'
import type { Ctx } from '../../runtime/context.ts'
import { ensure } from '../../runtime/dispatch-error.ts'
import { decreaseProvidedAlphaReserve, decreaseProvidedTaoReserve } from '../subtensor/staking/stake-utils/swap.ts'
import { SubnetAlphaIn, SubnetTAO } from '../subtensor/storage/pool.ts'
import { NetworksAdded, SubnetMechanism } from '../subtensor/storage/subnet.ts'
import { attempt } from './attempt.ts'
import { SwapErrors } from './errors.ts'
import type { Order, Reserves, SwapResult } from './order.ts'
import { FeeRate, MinimumReserve, PalSwapInitialized, ProtocolId, SwapBalancer } from './storage.ts'
import { MAX_SWAP_INPUT_RESERVE_MULTIPLIER, swapStep } from './swap-step.ts'

/** The mechanism of a subnet with a pool; any other exchanges TAO and alpha one to one. */
const DYNAMIC = 1
/** Limit prices are rao of TAO for a whole alpha. */
const PRICE_SCALE = U64F64.satFromInt(1_000_000_000n)
const U16_MAX = U64F64.satFromInt(0xffff)

/** The limit of a purchase that names none: a million TAO for one alpha, in rao. */
export const MAX_PRICE = tao(1_000_000_000_000_000n)
/** The limit of a sale that names none, in rao for one alpha. */
export const MIN_PRICE = tao(1_000n)

const reservesOf = (ctx: Ctx, netuid: NetUid): Reserves => ({
  tao: SubnetTAO.get(ctx, netuid),
  alpha: SubnetAlphaIn.get(ctx, netuid),
})

/** TAO for one alpha; 0 for a pool without alpha, 1 where there is no pool. */
export function currentAlphaPrice(ctx: Ctx, netuid: NetUid): U64F64 {
  if (SubnetMechanism.get(ctx, netuid) !== DYNAMIC) return U64F64.ONE
  const x = SubnetAlphaIn.get(ctx, netuid)
  return x === 0n ? U64F64.ZERO : calculatePrice(SwapBalancer.get(ctx, netuid), x, SubnetTAO.get(ctx, netuid))
}

/**
 * Gives a pool its weights before its first swap: equal ones, or those at which its reserves have the given price.
 * @throws Swap.ReservesOutOfBalance when a weight would be too small
 */
export function maybeInitializePalswap(ctx: Ctx, netuid: NetUid, price?: U64F64): void {
  if (PalSwapInitialized.get(ctx, netuid)) return
  const weights = price === undefined ? DEFAULT_BALANCER : weightsAtPrice(reservesOf(ctx, netuid), price)
  if (weights === undefined) throw SwapErrors.ReservesOutOfBalance
  SwapBalancer.put(ctx, netuid, weights)
  PalSwapInitialized.put(ctx, netuid, true)
}

function weightsAtPrice(reserves: Reserves, price: U64F64) {
  const whole = U64F64.toU64(price) * reserves.alpha
  const part = U64F64.toU128(U64F64.satMul(U64F64.satFromInt(reserves.alpha), U64F64.frac(price)))
  const total = whole + part + reserves.tao
  if (total === 0n) return undefined
  return balancer(fromRational(reserves.tao, total))
}

/** As `maybeInitializePalswap`; a pool that cannot have the price stays as it was. */
export function initSwap(ctx: Ctx, netuid: NetUid, price?: U64F64): void {
  attempt(() => maybeInitializePalswap(ctx, netuid, price))
}

/**
 * Adjusts the weights so that adding these amounts to the reserves leaves the price. The caller adds them.
 * @returns what may be added: both amounts, or nothing when a weight would become too small
 */
export function adjustProtocolLiquidity(
  ctx: Ctx,
  netuid: NetUid,
  taoDelta: Tao,
  alphaDelta: Alpha,
): readonly [Tao, Alpha] {
  const reserves = reservesOf(ctx, netuid)
  const weights = updateWeightsForAddedLiquidity(
    SwapBalancer.get(ctx, netuid),
    reserves.tao,
    reserves.alpha,
    taoDelta,
    alphaDelta,
  )
  if (weights === undefined) return [ZERO_TAO, ZERO_ALPHA]
  SwapBalancer.put(ctx, netuid, weights)
  return [taoDelta, alphaDelta]
}

/** Empties a pool that is dissolved and forgets its settings. */
export function clearProtocolLiquidity(ctx: Ctx, netuid: NetUid): void {
  const reserves = reservesOf(ctx, netuid)
  decreaseProvidedTaoReserve(ctx, netuid, reserves.tao)
  decreaseProvidedAlphaReserve(ctx, netuid, reserves.alpha)
  PalSwapInitialized.remove(ctx, netuid)
  FeeRate.remove(ctx, netuid)
  SwapBalancer.remove(ctx, netuid)
}

/**
 * Swaps on a dynamic pool. A simulated swap leaves no trace.
 * @throws Swap.SwapInputTooLarge, ReservesTooLow, ReservesOutOfBalance, PriceLimitExceeded, InsufficientLiquidity
 */
export function doSwap<In extends Amount, Out extends Amount>(
  ctx: Ctx,
  netuid: NetUid,
  order: Order<In, Out>,
  limitPrice: U64F64,
  dropFees: boolean,
  simulate: boolean,
): SwapResult<In, Out> {
  const reserve = order.direction.reserveOut(reservesOf(ctx, netuid))
  const run = () => {
    const fee = calculateFeeAmount(ctx, netuid, order.amount, dropFees)
    const limit = satMul<Amount>(order.direction.reserveIn(reservesOf(ctx, netuid)), MAX_SWAP_INPUT_RESERVE_MULTIPLIER)
    ensure(satSub<Amount>(order.amount, fee) <= limit, SwapErrors.SwapInputTooLarge)
    return swapInner(ctx, netuid, order, limitPrice, dropFees, fee)
  }
  if (simulate) return ctx.dry(run)
  const result = ctx.layer(run)
  ensure(reserve >= result.amountPaidOut, SwapErrors.InsufficientLiquidity)
  return result
}

function swapInner<In extends Amount, Out extends Amount>(
  ctx: Ctx,
  netuid: NetUid,
  order: Order<In, Out>,
  limitPrice: U64F64,
  dropFees: boolean,
  fee: bigint,
): SwapResult<In, Out> {
  const reserves = reservesOf(ctx, netuid)
  ensure(order.direction.reserveOut(reserves) >= MinimumReserve.of(ctx), SwapErrors.ReservesTooLow)
  maybeInitializePalswap(ctx, netuid)
  const currentPrice = currentAlphaPrice(ctx, netuid)
  ensure(order.direction.isBeyondPriceLimit(currentPrice, limitPrice), SwapErrors.PriceLimitExceeded)
  const feeRate = dropFees ? 0 : FeeRate.get(ctx, netuid)
  const pool = { balancer: SwapBalancer.get(ctx, netuid), reserves }
  return swapStep(pool, order, { currentPrice, limitPrice, feeRate, fee })
}

/** The fee on an order, in the token paid in, rounded down. Subnets without a pool charge none. */
function calculateFeeAmount<T extends Amount>(ctx: Ctx, netuid: NetUid, amount: T, dropFees: boolean): T {
  if (dropFees || SubnetMechanism.get(ctx, netuid) !== DYNAMIC) return 0n as T
  const rate = U64F64.safeDiv(U64F64.satFromInt(FeeRate.get(ctx, netuid)), U16_MAX)
  return U64F64.toU64(U64F64.satMul(U64F64.satFromInt(amount), rate)) as T
}

export const approxFeeAmount = <T extends Amount>(ctx: Ctx, netuid: NetUid, amount: T): T =>
  calculateFeeAmount(ctx, netuid, amount, false)

/** `doSwap` with the limit in rao of TAO for a whole alpha. */
export function swap<In extends Amount, Out extends Amount>(
  ctx: Ctx,
  netuid: NetUid,
  order: Order<In, Out>,
  priceLimit: Tao,
  dropFees: boolean,
  shouldRollback: boolean,
): SwapResult<In, Out> {
  const limitPrice = U64F64.safeDiv(U64F64.satFromInt(priceLimit), PRICE_SCALE)
  return doSwap(ctx, netuid, order, limitPrice, dropFees, shouldRollback)
}

/** What a swap without limit would pay now. Where there is no pool it is one to one, on a subnet that exists. */
export function simSwap<In extends Amount, Out extends Amount>(
  ctx: Ctx,
  netuid: NetUid,
  order: Order<In, Out>,
): SwapResult<In, Out> {
  if (SubnetMechanism.get(ctx, netuid) === DYNAMIC) {
    return swap(ctx, netuid, order, order.direction.buys ? MAX_PRICE : MIN_PRICE, false, true)
  }
  const amount = NetworksAdded.get(ctx, netuid) ? (order.amount as bigint) : 0n
  return { amountPaidIn: amount as In, amountPaidOut: amount as Out, feePaid: 0n as In, feeToBlockAuthor: 0n as In }
}

/** The alpha worth an amount of TAO at the present price, slippage not counted; 0 for a pool without price. */
export function getAlphaAmountForTao(ctx: Ctx, netuid: NetUid, amount: Tao): Alpha {
  if (SubnetMechanism.get(ctx, netuid) !== DYNAMIC) return alpha(amount)
  return alpha(U64F64.toU64(U64F64.safeDiv(U64F64.satFromInt(amount), currentAlphaPrice(ctx, netuid))))
}

/** The account that this pallet's name stands for. */
export const protocolAccountId = (ctx: Ctx): AccountId => palletAccount(ProtocolId.of(ctx))
