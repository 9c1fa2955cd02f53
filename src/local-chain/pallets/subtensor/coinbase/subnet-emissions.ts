/**
 * How a block's TAO is shared among subnets: by the moving average of their prices, less what they keep from miners.
 * Reference: coinbase/subnet_emissions.rs. The code for sharing by TAO flow is dead there; only its counters move.
 */
import { U64F64, U96F32 } from '../../../../consensus/fixed/types.ts'
import type { Tao } from '../../../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import type { StorageMap } from '../../../state/storage.ts'
import { getMovingAlphaPrice } from '../staking/stake-utils/prices.ts'
import {
  MinerBurned,
  SubnetEmissionEnabled,
  SubnetProtocolFlow,
  SubnetTaoFlow,
  SubtokenEnabled,
} from '../storage/pool.ts'
import { FirstEmissionBlockNumber, NetworkRegistrationAllowed } from '../storage/subnet.ts'

/** The subnets that have started, trade their token and take registrations, in the order given. */
export function getSubnetsToEmitTo(ctx: Ctx, netuids: readonly NetUid[]): NetUid[] {
  return netuids.filter(
    netuid =>
      netuid !== ROOT &&
      FirstEmissionBlockNumber.has(ctx, netuid) &&
      SubtokenEnabled.get(ctx, netuid) &&
      NetworkRegistrationAllowed.get(ctx, netuid),
  )
}

/** The TAO of the block for each emitting subnet, in ascending netuids. Disabled ones get 0 and keep their place. */
export function getSubnetBlockEmissions(
  ctx: Ctx,
  netuids: readonly NetUid[],
  blockEmission: U96F32,
): ReadonlyMap<NetUid, U96F32> {
  const shares = [...getShares(ctx, netuids)].map(([netuid, share]) => ({
    netuid,
    share,
    enabled: SubnetEmissionEnabled.get(ctx, netuid),
  }))
  const allEnabled = shares.every(({ enabled }) => enabled)
  const enabledSum = shares.reduce(
    (sum, { share, enabled }) => (enabled ? U64F64.satAdd(sum, share) : sum),
    U64F64.ZERO,
  )
  const emission = U64F64.satFrom(U96F32, blockEmission)
  return new Map(
    shares.map(({ netuid, share, enabled }) => {
      const effective = allEnabled ? share : enabled ? U64F64.safeDiv(share, enabledSum) : U64F64.ZERO
      return [netuid, U96F32.satFrom(U64F64, U64F64.satMul(emission, effective))]
    }),
  )
}

/** Price shares weighted by what reaches miners, summing to about 1; ascending netuids. */
export function getShares(ctx: Ctx, netuids: readonly NetUid[]): ReadonlyMap<NetUid, U64F64> {
  const priceShares = getSharesPriceEma(ctx, netuids)
  const weighted = new Map(
    [...priceShares].map(([netuid, share]) => {
      const burned = U64F64.min(U64F64.satFrom(U96F32, MinerBurned.get(ctx, netuid)), U64F64.ONE)
      return [netuid, U64F64.satMul(share, U64F64.satSub(U64F64.ONE, burned))]
    }),
  )
  const total = [...weighted.values()].reduce(U64F64.satAdd, U64F64.ZERO)
  if (total === U64F64.ZERO) return priceShares
  return new Map([...weighted].map(([netuid, weight]) => [netuid, U64F64.safeDiv(weight, total)]))
}

function getSharesPriceEma(ctx: Ctx, netuids: readonly NetUid[]): ReadonlyMap<NetUid, U64F64> {
  const ascending = [...netuids].sort((a, b) => a - b)
  const prices = new Map(ascending.map(netuid => [netuid, getMovingAlphaPrice(ctx, netuid)]))
  const total = [...prices.values()].reduce(U64F64.satAdd, U64F64.ZERO)
  return new Map([...prices].map(([netuid, price]) => [netuid, U64F64.checkedDiv(price, total) ?? U64F64.ZERO]))
}

export const recordTaoInflow = (ctx: Ctx, netuid: NetUid, amount: Tao): void =>
  moveFlow(ctx, SubnetTaoFlow, netuid, asI64(amount))

export const recordTaoOutflow = (ctx: Ctx, netuid: NetUid, amount: Tao): void =>
  moveFlow(ctx, SubnetTaoFlow, netuid, -asI64(amount))

export const recordProtocolInflow = (ctx: Ctx, netuid: NetUid, amount: Tao): void =>
  moveFlow(ctx, SubnetProtocolFlow, netuid, asI64(amount))

export const recordProtocolOutflow = (ctx: Ctx, netuid: NetUid, amount: Tao): void =>
  moveFlow(ctx, SubnetProtocolFlow, netuid, -asI64(amount))

export const resetTaoOutflow = (ctx: Ctx, netuid: NetUid): void => SubnetTaoFlow.remove(ctx, netuid)

export const resetProtocolFlow = (ctx: Ctx, netuid: NetUid): void => SubnetProtocolFlow.remove(ctx, netuid)

const I64_MAX = (1n << 63n) - 1n
const I64_MIN = -(1n << 63n)

const asI64 = (amount: bigint): bigint => BigInt.asIntN(64, amount)

function moveFlow(ctx: Ctx, flow: StorageMap<readonly [NetUid], bigint, bigint>, netuid: NetUid, by: bigint): void {
  flow.mutate(ctx, netuid, value => {
    const moved = value + by
    return moved > I64_MAX ? I64_MAX : moved < I64_MIN ? I64_MIN : moved
  })
}
