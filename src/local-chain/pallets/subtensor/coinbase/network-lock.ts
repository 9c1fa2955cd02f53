/**
 * What the registration of a subnet costs: twice the last price, falling with every block since. And the parameters of
 * networks as such. Reference: coinbase/root.rs get_network_lock_cost and the setters below it.
 */
import { I64F64 } from '../../../../consensus/fixed/types.ts'
import { maxAmount, satMul, satSub, type Tao, tao, U64_MAX } from '../../../../primitives/amounts.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { events } from '../events.ts'
import {
  NetworkImmunityPeriod,
  NetworkLastLockCost,
  NetworkLockReductionInterval,
  NetworkMinLockCost,
  StartCallDelay,
} from '../storage/global.ts'
import { LastRateLimitedBlock } from '../storage/keys.ts'
import type { RateLimitKey } from '../types.ts'
import { calculateBlockEmission } from './block-emission.ts'

export function getNetworkLockCost(ctx: Ctx): Tao {
  const last = NetworkLastLockCost.get(ctx)
  const lastBlock = getNetworkLastLockBlock(ctx)
  const interval = getLockReductionInterval(ctx)
  const perBlock = interval === 0n ? 0n : last / interval
  const blocks = ctx.block > lastBlock ? ctx.block - lastBlock : 0n
  const reduction = perBlock * blocks
  // Nobody has raised the price yet.
  const start = lastBlock === 0n ? last : satMul(last, 2n)
  return maxAmount(satSub(start, tao(reduction > U64_MAX ? U64_MAX : reduction)), NetworkMinLockCost.get(ctx))
}

const ONE_TAO = I64F64.satFromInt(1_000_000_000)

/** Blocks in which a price falls by its own amount; fewer as the block reward halves. */
export function getLockReductionInterval(ctx: Ctx): bigint {
  const halving = I64F64.checkedDiv(I64F64.satFromInt(calculateBlockEmission(ctx)), ONE_TAO) ?? I64F64.ZERO
  return I64F64.toU64(I64F64.satMul(I64F64.satFromInt(NetworkLockReductionInterval.get(ctx)), halving))
}

const LAST_REGISTERED: RateLimitKey = { type: 'NetworkLastRegistered' }

/** The block of the last registration of a subnet, 0 before the first. */
export const getNetworkLastLockBlock = (ctx: Ctx): bigint => LastRateLimitedBlock.get(ctx, LAST_REGISTERED)

export const setNetworkLastLockBlock = (ctx: Ctx, block: bigint): void =>
  LastRateLimitedBlock.put(ctx, LAST_REGISTERED, block)

export function setNetworkImmunityPeriod(ctx: Ctx, blocks: bigint): void {
  NetworkImmunityPeriod.put(ctx, blocks)
  ctx.deposit(events.NetworkImmunityPeriodSet(blocks))
}

export function setStartCallDelay(ctx: Ctx, blocks: bigint): void {
  StartCallDelay.put(ctx, blocks)
  ctx.deposit(events.StartCallDelaySet(blocks))
}

export function setNetworkMinLock(ctx: Ctx, amount: Tao): void {
  NetworkMinLockCost.put(ctx, amount)
  ctx.deposit(events.NetworkMinLockCostSet(amount))
}

export function setLockReductionInterval(ctx: Ctx, blocks: bigint): void {
  NetworkLockReductionInterval.put(ctx, blocks)
  ctx.deposit(events.NetworkLockCostReductionIntervalSet(blocks))
}
