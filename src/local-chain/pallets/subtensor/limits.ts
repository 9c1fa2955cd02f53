/** Numbers that the reference fixes in code rather than in its configuration; metadata does not show them. */
import { tao } from '../../../primitives/amounts.ts'

/** Blocks between two changes of a subnet's owner hotkey. */
export const SET_OWNER_HOTKEY_RATE_LIMIT = 50_400n
/** The most TAO that is ever issued, in rao. */
export const MAX_TAO_ISSUANCE = tao(21_000_000_000_000_000n)
export const MAX_CRV3_COMMIT_SIZE_BYTES = 5000
/** Keys of the stake map that are walked in each block to index the coldkeys of root stakers. */
export const ALPHA_MAP_BATCH_SIZE = 30
export const MAX_NUM_ROOT_CLAIMS = 50n
/** Subnets that one claim of root dividends may name. */
export const MAX_SUBNET_CLAIMS = 5
export const MAX_ROOT_CLAIM_THRESHOLD = 10_000_000n
/** The bit of `AccountFlags` that says a coldkey takes alpha that is under a lock. */
export const ACCEPT_LOCKED_ALPHA_FLAG = 1n
export const MIN_COMMIT_REVEAL_PERIODS = 1n
export const MAX_COMMIT_REVEAL_PERIODS = 100n
/** Storage indices of a mechanism's rows: mechanism × this + netuid. */
export const GLOBAL_MAX_SUBNET_COUNT = 4096
export const MAX_MECHANISM_COUNT_PER_SUBNET = 16
export const ONE_YEAR_BLOCKS = 2_629_800n
