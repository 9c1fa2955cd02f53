/** Weights of the Utility calls, without those of the calls inside. Reference: pallets/utility/src/weights.rs. */
import { addWeight, DB_READ, DB_WRITE, type Weight, weigh } from '../../runtime/weight.ts'

const perCall = (base: Weight, refTime: bigint, calls: number): Weight =>
  addWeight(base, { ref_time: refTime * BigInt(calls), proof_size: 0n })

export const batch = (calls: number): Weight => perCall(weigh(19_446_696, 3983, 2, 0), 5_450_264n, calls)
export const batchAll = (calls: number): Weight => perCall(weigh(13_428_230, 3983, 2, 0), 5_663_250n, calls)
export const forceBatch = (calls: number): Weight => perCall(weigh(12_134_867, 3983, 2, 0), 5_477_293n, calls)
/** With the account data of the derived account. */
export const AS_DERIVATIVE = addWeight(weigh(15_378_000, 3983, 2, 0), { ref_time: DB_READ + DB_WRITE, proof_size: 0n })
export const DISPATCH_AS = weigh(6_893_000, 0, 0, 0)
export const DISPATCH_AS_FALLIBLE = weigh(7_113_000, 0, 0, 0)
export const IF_ELSE = weigh(21_831_000, 3983, 2, 0)
