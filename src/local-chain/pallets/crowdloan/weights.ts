/** Weights of the Crowdloan calls. Reference: pallets/crowdloan/src/weights.rs. */
import { type Weight, weigh } from '../../runtime/weight.ts'

/** Without the call that the crowdloan is for. */
export const CREATE = weigh(59_829_000, 6_148, 3, 5)
export const CONTRIBUTE = weigh(66_609_000, 6_148, 5, 4)
export const WITHDRAW = weigh(60_259_000, 6_148, 4, 4)
export const FINALIZE = weigh(31_507_000, 4_197_809, 4, 2)
export const refund = (k: number): Weight => weigh(110_703_000 + 39_503_253 * k, 3_747 + 2_579 * k, 2 + 2 * k, 2 * k)
export const DISSOLVE = weigh(66_939_000, 6_148, 4, 5)
export const UPDATE_MIN_CONTRIBUTION = weigh(13_259_000, 3_747, 2, 1)
export const UPDATE_END = weigh(12_048_000, 3_747, 1, 1)
export const UPDATE_CAP = weigh(11_357_000, 3_747, 1, 1)
export const SET_MAX_CONTRIBUTION = weigh(16_024_000, 3_747, 2, 1)
