/** What clients ask of pools: prices, and what a swap would bring. Reference: pallets/swap/runtime-api, runtime/src/lib.rs. */
import { U64F64 } from '../../../consensus/fixed/types.ts'
import { type Alpha, alpha, satSub, type Tao, tao, ZERO_ALPHA, ZERO_TAO } from '../../../primitives/amounts.ts'
import type { NetUid } from '../../../primitives/netuid.ts'
import { method, runtimeApi } from '../../runtime/api.ts'
import type { Ctx } from '../../runtime/context.ts'
import { alphaBalance, netuid, taoBalance } from '../../runtime/types.ts'
import { vec } from '../../scale/collections.ts'
import { u64 } from '../../scale/primitives.ts'
import { NetworksAdded } from '../subtensor/storage/subnet.ts'
import { attempt } from './attempt.ts'
import { currentAlphaPrice, simSwap } from './impls.ts'
import { getAlphaForTao, getTaoForAlpha } from './order.ts'
import { type SimSwapResult, simSwapResult, subnetPrice } from './types.ts'

const RAO_PER_TAO = U64F64.satFromInt(1_000_000_000n)

const priceInRao = (ctx: Ctx, id: NetUid): bigint =>
  U64F64.toU64(U64F64.satMul(currentAlphaPrice(ctx, id), RAO_PER_TAO))

const NOTHING: SimSwapResult = {
  tao_amount: ZERO_TAO,
  alpha_amount: ZERO_ALPHA,
  tao_fee: ZERO_TAO,
  alpha_fee: ZERO_ALPHA,
  tao_slippage: ZERO_TAO,
  alpha_slippage: ZERO_ALPHA,
}

function simSwapTaoForAlpha(ctx: Ctx, id: NetUid, amount: Tao): SimSwapResult {
  const withoutSlippage = U64F64.toU64(U64F64.safeDiv(U64F64.satFromInt(amount), currentAlphaPrice(ctx, id)))
  const result = attempt(() => simSwap(ctx, id, getAlphaForTao(amount)))
  if (result === undefined) return NOTHING
  return {
    ...NOTHING,
    tao_amount: result.amountPaidIn,
    alpha_amount: result.amountPaidOut,
    tao_fee: result.feePaid,
    alpha_slippage: satSub(alpha(withoutSlippage), result.amountPaidOut),
  }
}

function simSwapAlphaForTao(ctx: Ctx, id: NetUid, amount: Alpha): SimSwapResult {
  const withoutSlippage = U64F64.toU64(U64F64.satMul(U64F64.satFromInt(amount), currentAlphaPrice(ctx, id)))
  const result = attempt(() => simSwap(ctx, id, getTaoForAlpha(amount)))
  if (result === undefined) return NOTHING
  return {
    ...NOTHING,
    tao_amount: result.amountPaidOut,
    alpha_amount: result.amountPaidIn,
    alpha_fee: result.feePaid,
    tao_slippage: satSub(tao(withoutSlippage), result.amountPaidOut),
  }
}

export const swapRuntimeApi = runtimeApi('SwapRuntimeApi', 1, {
  current_alpha_price: method({ netuid }, u64, (ctx, args) => priceInRao(ctx, args.netuid)),
  current_alpha_price_all: method({}, vec(subnetPrice), ctx =>
    NetworksAdded.entries(ctx).map(({ keys: [id] }) => ({ netuid: id, price: priceInRao(ctx, id) })),
  ),
  sim_swap_tao_for_alpha: method({ netuid, tao: taoBalance }, simSwapResult, (ctx, args) =>
    simSwapTaoForAlpha(ctx, args.netuid, args.tao),
  ),
  sim_swap_alpha_for_tao: method({ netuid, alpha: alphaBalance }, simSwapResult, (ctx, args) =>
    simSwapAlphaForTao(ctx, args.netuid, args.alpha),
  ),
})
