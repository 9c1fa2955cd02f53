/**
 * A coldkey that has announced a swap may only go on with that; one that disputes its swap may do nothing.
 * Reference: guards/check_coldkey_swap.rs.
 */
import type { CallDecl } from '../../../runtime/call.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import type { DispatchGuard } from '../../../runtime/pallet.ts'
import { submitEncrypted } from '../../mev-shield/pallet.ts'
import { errors } from '../errors.ts'
import { ColdkeySwapAnnouncements, ColdkeySwapDisputes } from '../storage/keys.ts'
import {
  announceColdkeySwap,
  clearColdkeySwapAnnouncement,
  disputeColdkeySwap,
  swapColdkeyAnnounced,
} from '../swap/swap-coldkey.ts'
import { weights } from '../weights.ts'

const CALLS_DURING_SWAP: ReadonlySet<CallDecl> = new Set<CallDecl>([
  announceColdkeySwap,
  swapColdkeyAnnounced,
  disputeColdkeySwap,
  clearColdkeySwapAnnouncement,
  // What is sealed cannot be judged.
  submitEncrypted,
])

/** @throws ColdkeySwapDisputed, ColdkeySwapAnnounced */
export const checkColdkeySwap: DispatchGuard = {
  check: (ctx, who, call) => {
    if (!ColdkeySwapAnnouncements.has(ctx, who)) return
    ensure(!ColdkeySwapDisputes.has(ctx, who), errors.ColdkeySwapDisputed)
    ensure(CALLS_DURING_SWAP.has(call.call), errors.ColdkeySwapAnnounced)
  },
  weight: () => weights.checkColdkeySwapExtension,
}
