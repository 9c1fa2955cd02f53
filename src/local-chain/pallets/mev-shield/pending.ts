/** What becomes of stored encrypted calls at the beginning of a block. Reference: pallets/shield process_pending_extrinsics */
import type { Ctx } from '../../runtime/context.ts'
import { addWeight, type Weight, weigh } from '../../runtime/weight.ts'
import { mevShieldEvents } from './events.ts'
import {
  ExtrinsicLifetime,
  NextPendingExtrinsicIndex,
  PendingCount,
  PendingExtrinsics,
  removePending,
} from './storage.ts'

const COUNTING = weigh(0, 0, 2, 0)
const LOOKING = weigh(0, 0, 1, 0)
const REMOVING = weigh(0, 0, 1, 2)

/** The runtime has no key to open them with: none is ever dispatched, those that are not too old are found unreadable. */
export function processPendingExtrinsics(ctx: Ctx): Weight {
  const next = NextPendingExtrinsicIndex.get(ctx)
  const count = PendingCount.get(ctx)
  let weight = COUNTING
  for (let index = Math.max(0, next - count); index < next; index++) {
    const pending = PendingExtrinsics.get(ctx, index)
    weight = addWeight(weight, pending === undefined ? LOOKING : REMOVING)
    if (pending === undefined) continue
    const isExpired = ctx.block - pending.submitted_at > BigInt(ExtrinsicLifetime.get(ctx))
    removePending(ctx, index)
    ctx.deposit(
      isExpired ? mevShieldEvents.ExtrinsicExpired({ index }) : mevShieldEvents.ExtrinsicDecodeFailed({ index }),
    )
  }
  return weight
}
