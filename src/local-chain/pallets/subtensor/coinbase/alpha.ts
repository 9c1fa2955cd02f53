/** Alpha that comes into being or goes out of it. Reference: coinbase/alpha.rs. */
import { type Alpha, satAdd, satSub } from '../../../../primitives/amounts.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import * as alphaAssets from '../../alpha-assets/alpha-assets.ts'
import { SubnetAlphaIn, SubnetAlphaOut } from '../storage/pool.ts'

/** Mints alpha for the caller to resolve into the outstanding alpha or the reserve. */
export const mintAlpha = (ctx: Ctx, netuid: NetUid, amount: Alpha): alphaAssets.PositiveAlphaImbalance =>
  alphaAssets.mintAlpha(ctx, netuid, amount)

export function resolveToAlphaOut(ctx: Ctx, { netuid, amount }: alphaAssets.PositiveAlphaImbalance): void {
  if (amount !== 0n) SubnetAlphaOut.mutate(ctx, netuid, total => satAdd(total, amount))
}

export function resolveToAlphaIn(ctx: Ctx, { netuid, amount }: alphaAssets.PositiveAlphaImbalance): void {
  if (amount !== 0n) SubnetAlphaIn.mutate(ctx, netuid, total => satAdd(total, amount))
}

/** Takes outstanding alpha out of existence; it may be issued again. */
export function recycleSubnetAlpha(ctx: Ctx, netuid: NetUid, amount: Alpha): void {
  if (amount === 0n) return
  SubnetAlphaOut.mutate(ctx, netuid, total => satSub(total, amount))
  alphaAssets.recycleAlpha(ctx, netuid, amount)
}

/** Counts outstanding alpha that nobody owns any more; it stays outstanding. */
export function burnSubnetAlpha(ctx: Ctx, netuid: NetUid, amount: Alpha): void {
  if (amount !== 0n) alphaAssets.burnAlpha(ctx, netuid, amount)
}
