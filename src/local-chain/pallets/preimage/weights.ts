/** Weights of the Preimage calls. Reference: pallet_preimage weights. */
import { type Weight, weigh } from '../../runtime/weight.ts'

export const notePreimage = (bytes: number): Weight => weigh(50_499_000 + 13_491 * bytes, 28_584, 5, 3)
export const UNNOTE_PREIMAGE = weigh(50_830_000, 3_892, 3, 3)
export const REQUEST_PREIMAGE = weigh(19_292_000, 3_556, 2, 1)
export const UNREQUEST_PREIMAGE = weigh(20_209_000, 3_556, 2, 2)
export const ensureUpdated = (hashes: number): Weight =>
  weigh(56_817_000 + 59_397_441 * hashes, 28_584 + 2_902 * hashes, 2 + 3 * hashes, 4 * hashes)
