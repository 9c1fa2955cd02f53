/**
 * A coldkey that has announced a swap may only go on with that; one that disputes its swap may do nothing.
 * Reference: guards/check_coldkey_swap.rs.
 */
import type { CallDecl, RuntimeCall } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import type { DispatchGuard } from '../../../runtime/pallet.ts'
import { errors } from '../errors.ts'
import { ColdkeySwapAnnouncements, ColdkeySwapDisputes } from '../storage/keys.ts'
import {
  announceColdkeySwap,
  clearColdkeySwapAnnouncement,
  disputeColdkeySwap,
  swapColdkeyAnnounced,
} from '../swap/swap-coldkey.ts'
import { weights } from '../weights.ts'

const SWAP_CALLS: ReadonlySet<CallDecl> = new Set<CallDecl>([
  announceColdkeySwap,
  swapColdkeyAnnounced,
  disputeColdkeySwap,
  clearColdkeySwapAnnouncement,
])

/** Sealed transactions, in runtimes that take them. */
const SUBMIT_ENCRYPTED = 'MevShield.submit_encrypted'

const isAllowedDuringSwap = (ctx: Ctx, call: RuntimeCall): boolean =>
  SWAP_CALLS.has(call.call) || ctx.runtime.callName(call) === SUBMIT_ENCRYPTED

/** @throws ColdkeySwapDisputed, ColdkeySwapAnnounced */
export const checkColdkeySwap: DispatchGuard = {
  check: (ctx, who, call) => {
    if (!ColdkeySwapAnnouncements.has(ctx, who)) return
    ensure(!ColdkeySwapDisputes.has(ctx, who), errors.ColdkeySwapDisputed)
    ensure(isAllowedDuringSwap(ctx, call), errors.ColdkeySwapAnnounced)
  },
  weight: () => weights.checkColdkeySwapExtension,
}
