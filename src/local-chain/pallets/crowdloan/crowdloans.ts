/** What the calls of the Crowdloan pallet have in common. Reference: pallets/crowdloan/src/lib.rs. */
import type { AccountId } from '../../../primitives/account.ts'
import { toHex } from '../../../primitives/bytes.ts'
import { palletAccount } from '../../../primitives/pallet-account.ts'
import type { Ctx } from '../../runtime/context.ts'
import { ensure } from '../../runtime/dispatch-error.ts'
import { ensureSigned, type Origin } from '../../runtime/origin.ts'
import { encode } from '../../scale/codec.ts'
import { CrowdloanErrors } from './errors.ts'
import { CrowdloanPalletId, Crowdloans, MaximumBlockDuration, MinimumBlockDuration } from './storage.ts'
import { type CrowdloanInfo, crowdloanId } from './types.ts'

/** The account that holds what a crowdloan has raised. */
export function fundsAccount(ctx: Ctx, id: number): AccountId {
  const pallet = CrowdloanPalletId.of(ctx)
  return palletAccount(`${pallet}${toHex(encode(crowdloanId, id)).slice(2)}`)
}

/** @throws InvalidCrowdloanId */
export function crowdloanOf(ctx: Ctx, id: number): CrowdloanInfo {
  const crowdloan = Crowdloans.get(ctx, id)
  if (crowdloan === undefined) throw CrowdloanErrors.InvalidCrowdloanId
  return crowdloan
}

/** A crowdloan that its creator may still decide on. @throws BadOrigin, InvalidCrowdloanId, AlreadyFinalized, InvalidOrigin */
export function ownCrowdloan(ctx: Ctx, origin: Origin, id: number): CrowdloanInfo {
  const who = ensureSigned(origin)
  const crowdloan = crowdloanOf(ctx, id)
  ensure(!crowdloan.finalized, CrowdloanErrors.AlreadyFinalized)
  ensure(who === crowdloan.creator, CrowdloanErrors.InvalidOrigin)
  return crowdloan
}

/** @throws CannotEndInPast, BlockDurationTooShort, BlockDurationTooLong */
export function ensureValidEnd(ctx: Ctx, end: bigint): void {
  const now = ctx.block
  ensure(now < end, CrowdloanErrors.CannotEndInPast)
  ensure(end - now >= MinimumBlockDuration.of(ctx), CrowdloanErrors.BlockDurationTooShort)
  ensure(end - now <= MaximumBlockDuration.of(ctx), CrowdloanErrors.BlockDurationTooLong)
}
