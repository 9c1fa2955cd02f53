/**
 * Swaps carried out on a subnet's reserves. Where there is no pool TAO and alpha are exchanged one to one.
 * Reference: staking/stake_utils.rs swap_tao_for_alpha, swap_alpha_for_tao.
 */
import { type Alpha, type Amount, satAdd, satSub, type Tao } from '../../../../../primitives/amounts.ts'
import type { NetUid } from '../../../../../primitives/netuid.ts'
import type { Ctx } from '../../../../runtime/context.ts'
import { swap } from '../../../swap/impls.ts'
import { getAlphaForTao, getTaoForAlpha, type Order, type SwapResult } from '../../../swap/order.ts'
import { TotalStake } from '../../storage/global.ts'
import { SubnetAlphaIn, SubnetAlphaOut, SubnetTAO, SubnetVolume } from '../../storage/pool.ts'
import { SubnetMechanism } from '../../storage/subnet.ts'

const DYNAMIC = 1

function swapOnSubnet<In extends Amount, Out extends Amount>(
  ctx: Ctx,
  netuid: NetUid,
  order: Order<In, Out>,
  priceLimit: Tao,
  dropFees: boolean,
): SwapResult<In, Out> {
  if (SubnetMechanism.get(ctx, netuid) === DYNAMIC) return swap(ctx, netuid, order, priceLimit, dropFees, false)
  const amount = order.amount as bigint
  return { amountPaidIn: amount as In, amountPaidOut: amount as Out, feePaid: 0n as In, feeToBlockAuthor: 0n as In }
}

const I64_MAX = (1n << 63n) - 1n

/** Reserves change by at most i64::MAX at once. */
const reserveDelta = <T extends Amount>(amount: T): T => (amount > I64_MAX ? I64_MAX : amount) as T

/** Buys alpha with TAO that the caller has put in the subnet's account. @throws those of a swap */
export function swapTaoForAlpha(
  ctx: Ctx,
  netuid: NetUid,
  tao: Tao,
  priceLimit: Tao,
  dropFees: boolean,
): SwapResult<Tao, Alpha> {
  const result = swapOnSubnet(ctx, netuid, getAlphaForTao(tao), priceLimit, dropFees)
  decreaseProvidedAlphaReserve(ctx, netuid, reserveDelta(result.amountPaidOut))
  SubnetAlphaOut.mutate(ctx, netuid, total => satAdd(total, result.amountPaidOut))
  SubnetTAO.mutate(ctx, netuid, total => satAdd(total, reserveDelta(result.amountPaidIn)))
  // What was asked for counts here, with its fee and with what a limit left over.
  TotalStake.mutate(ctx, total => satAdd(total, tao))
  addVolume(ctx, netuid, tao)
  return result
}

/** Sells alpha. The caller pays the TAO out of the subnet's account. @throws those of a swap */
export function swapAlphaForTao(
  ctx: Ctx,
  netuid: NetUid,
  alpha: Alpha,
  priceLimit: Tao,
  dropFees: boolean,
): SwapResult<Alpha, Tao> {
  const result = swapOnSubnet(ctx, netuid, getTaoForAlpha(alpha), priceLimit, dropFees)
  const paidIn = reserveDelta(result.amountPaidIn)
  SubnetAlphaIn.mutate(ctx, netuid, total => satAdd(total, paidIn))
  SubnetAlphaOut.mutate(ctx, netuid, total => satSub(total, paidIn))
  decreaseProvidedTaoReserve(ctx, netuid, reserveDelta(result.amountPaidOut))
  TotalStake.mutate(ctx, total => satSub(total, result.amountPaidOut))
  addVolume(ctx, netuid, result.amountPaidOut)
  return result
}

const U128_MAX = (1n << 128n) - 1n

function addVolume(ctx: Ctx, netuid: NetUid, tao: Tao): void {
  SubnetVolume.mutate(ctx, netuid, volume => {
    const sum = volume + tao
    return sum > U128_MAX ? U128_MAX : sum
  })
}

export function increaseProvidedTaoReserve(ctx: Ctx, netuid: NetUid, tao: Tao): void {
  if (tao !== 0n) SubnetTAO.mutate(ctx, netuid, total => satAdd(total, tao))
}

export function decreaseProvidedTaoReserve(ctx: Ctx, netuid: NetUid, tao: Tao): void {
  if (tao !== 0n) SubnetTAO.mutate(ctx, netuid, total => satSub(total, tao))
}

export function increaseProvidedAlphaReserve(ctx: Ctx, netuid: NetUid, alpha: Alpha): void {
  if (alpha !== 0n) SubnetAlphaIn.mutate(ctx, netuid, total => satAdd(total, alpha))
}

export function decreaseProvidedAlphaReserve(ctx: Ctx, netuid: NetUid, alpha: Alpha): void {
  if (alpha !== 0n) SubnetAlphaIn.mutate(ctx, netuid, total => satSub(total, alpha))
}
