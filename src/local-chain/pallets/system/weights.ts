/** Weights of the System calls. Reference: frame_system weights. */
import { DB_READ, DB_WRITE, type Weight, weigh } from '../../runtime/weight.ts'

/** A part that is always there and one for each of `count`. */
const linear = (base: Weight, refTime: bigint, proofSize: bigint, count: number): Weight => ({
  ref_time: base.ref_time + refTime * BigInt(count),
  proof_size: base.proof_size + proofSize * BigInt(count),
})

export const remark = (bytes: number): Weight => linear(weigh(1_586_000, 0, 0, 0), 10_920n, 0n, bytes)
export const remarkWithEvent = (bytes: number): Weight => linear(weigh(4_725_000, 0, 0, 0), 12_386n, 0n, bytes)
export const SET_HEAP_PAGES = weigh(2_836_000, 0, 0, 1)
export const SET_CODE = weigh(164_247_810_000, 67_035, 1, 1)
export const setStorage = (items: number): Weight => linear(weigh(1_565_000, 0, 0, 0), 733_648n + DB_WRITE, 0n, items)
export const killStorage = (keys: number): Weight => linear(weigh(1_624_000, 0, 0, 0), 566_903n + DB_WRITE, 0n, keys)
export const killPrefix = (keys: number): Weight =>
  linear(weigh(2_964_000, 0, 0, 0), 1_340_742n + DB_READ + DB_WRITE, 70n, keys)
export const AUTHORIZE_UPGRADE = weigh(15_570_000, 0, 0, 1)
export const APPLY_AUTHORIZED_UPGRADE = weigh(166_858_158_000, 67_035, 2, 2)
