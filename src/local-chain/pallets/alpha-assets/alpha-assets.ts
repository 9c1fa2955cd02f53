/**
 * How much alpha each subnet has minted, burned and recycled through this pallet. The counters follow what is minted and
 * recycled, not swaps, so they are not the sum of a subnet's reserve and outstanding alpha.
 *
 * Reference: pallets/alpha-assets/src/lib.rs.
 */
import { type Alpha, satAdd, satSub, ZERO_ALPHA } from '../../../primitives/amounts.ts'
import type { NetUid } from '../../../primitives/netuid.ts'
import type { Ctx } from '../../runtime/context.ts'
import { alphaBalance, netuid } from '../../runtime/types.ts'
import { twox64Concat } from '../../state/hashers.ts'
import { storageOf } from '../../state/storage.ts'

const storage = storageOf('AlphaAssets')
const counter = (name: string) => storage.map(name, [twox64Concat(netuid)], alphaBalance, { default: ZERO_ALPHA })

export const TotalAlphaIssuance = counter('TotalAlphaIssuance')
export const AlphaBurned = counter('AlphaBurned')
export const AlphaRecycled = counter('AlphaRecycled')

export const alphaAssetsStorage = [TotalAlphaIssuance, AlphaBurned, AlphaRecycled]

/** Alpha that was minted and waits to be put into a subnet's reserve or among its outstanding alpha. */
export interface PositiveAlphaImbalance {
  readonly netuid: NetUid
  readonly amount: Alpha
}

export const totalAlphaIssuance = (ctx: Ctx, netuid: NetUid): Alpha => TotalAlphaIssuance.get(ctx, netuid)

export function mintAlpha(ctx: Ctx, netuid: NetUid, amount: Alpha): PositiveAlphaImbalance {
  if (amount !== 0n) TotalAlphaIssuance.mutate(ctx, netuid, issuance => satAdd(issuance, amount))
  return { netuid, amount }
}

/** Counts alpha that nobody owns any more. Issuance stays. */
export function burnAlpha(ctx: Ctx, netuid: NetUid, amount: Alpha): Alpha {
  if (amount !== 0n) AlphaBurned.mutate(ctx, netuid, burned => satAdd(burned, amount))
  return amount
}

/** Counts alpha that may be issued again: issuance falls. */
export function recycleAlpha(ctx: Ctx, netuid: NetUid, amount: Alpha): Alpha {
  if (amount !== 0n) {
    AlphaRecycled.mutate(ctx, netuid, recycled => satAdd(recycled, amount))
    TotalAlphaIssuance.mutate(ctx, netuid, issuance => satSub(issuance, amount))
  }
  return amount
}
