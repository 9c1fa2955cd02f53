/**
 * The coinbase: shares the block's TAO among subnets, and hands what they have gathered to their people when an epoch is
 * due. Reference: coinbase/run_coinbase.rs run_coinbase.
 */
import { U64F64, U96F32 } from '../../../../consensus/fixed/types.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import type { Credit } from '../../balances/types.ts'
import { getMovingAlphaPrice } from '../staking/stake-utils/prices.ts'
import { SubnetRootSellTao } from '../storage/pool.ts'
import { LastMechansimStepBlock } from '../storage/subnet.ts'
import { getAllSubnetNetuids } from '../subnets/subnet.ts'
import { distributeEmission } from './distribute-emission.ts'
import { emitToSubnets } from './emit-to-subnets.ts'
import { drainPending } from './epoch-schedule.ts'
import { getSubnetBlockEmissions, getSubnetsToEmitTo } from './subnet-emissions.ts'

export function runCoinbase(ctx: Ctx, emission: Credit): void {
  const blockEmission = U96F32.satFromInt(emission.credit)
  SubnetRootSellTao.clear(ctx, [])
  const netuids = getAllSubnetNetuids(ctx).filter(netuid => netuid !== ROOT)
  const emitting = getSubnetsToEmitTo(ctx, netuids)
  const emissions = getSubnetBlockEmissions(ctx, emitting, blockEmission)
  emitToSubnets(ctx, emitting, emissions, emission, getNetworkRootSellFlag(ctx, emitting))
  // All are drained before any is distributed: a distribution must not see another subnet's epoch half done.
  const drained = drainPending(ctx, netuids).sort((a, b) => a.netuid - b.netuid)
  for (const pending of drained) {
    distributeEmission(ctx, pending)
    LastMechansimStepBlock.put(ctx, pending.netuid, ctx.block)
  }
}

/** Whether root dividends are sold: the prices of all emitting subnets together exceed 1. */
export function getNetworkRootSellFlag(ctx: Ctx, emitting: readonly NetUid[]): boolean {
  return U64F64.sum(emitting.map(netuid => getMovingAlphaPrice(ctx, netuid))) > U64F64.ONE
}
