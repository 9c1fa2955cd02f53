/** What a transaction costs. Reference: pallet_transaction_payment, pallets/transaction-fee LinearWeightToFee. */
import { satAdd, type Tao, tao, U64_MAX } from '../../../primitives/amounts.ts'
import type { Ctx } from '../../runtime/context.ts'
import type { DispatchClass, Pays, Weight } from '../../runtime/weight.ts'
import { BlockWeights } from '../system/storage.ts'
import type { PerClass } from '../system/types.ts'
import { NextFeeMultiplier } from './storage.ts'
import { type FeeDetails, FIXED_ONE } from './types.ts'

/** What a fee depends on; the weight is that of call and extensions. */
export interface Charged {
  readonly weight: Weight
  readonly class: DispatchClass
  readonly pays: Pays
}

const BILLION = 1_000_000_000n
/** Rao for a picosecond, in parts of 10^9. */
const FEE_PER_PICOSECOND = 500_000n

/** One rao a byte. */
export const lengthToFee = (length: number): Tao => tao(BigInt(length))

/** Half a rao for a nanosecond, rounded to the nearest rao, a half down. More than a block holds costs no more. */
export function weightToFee(ctx: Ctx, { ref_time }: Weight): Tao {
  const most = BlockWeights.of(ctx).max_block.ref_time
  const scaled = (ref_time < most ? ref_time : most) * FEE_PER_PICOSECOND
  const rest = scaled % BILLION
  return tao(scaled / BILLION + (rest > BILLION / 2n ? 1n : 0n))
}

export function feeDetailsOf(ctx: Ctx, length: number, charged: Charged, tip: Tao): FeeDetails {
  if (charged.pays === 'No') return { inclusion_fee: undefined, tip }
  const { base_extrinsic } = BlockWeights.of(ctx).per_class[charged.class.toLowerCase() as keyof PerClass<unknown>]
  const weightFee = (weightToFee(ctx, charged.weight) * NextFeeMultiplier.get(ctx)) / FIXED_ONE
  return {
    inclusion_fee: {
      base_fee: weightToFee(ctx, base_extrinsic),
      len_fee: lengthToFee(length),
      adjusted_weight_fee: tao(weightFee > U64_MAX ? U64_MAX : weightFee),
    },
    tip,
  }
}

export function finalFee({ inclusion_fee: parts, tip }: FeeDetails): Tao {
  if (parts === undefined) return tip
  return satAdd(satAdd(satAdd(parts.base_fee, parts.len_fee), parts.adjusted_weight_fee), tip)
}

export const computeFee = (ctx: Ctx, length: number, charged: Charged, tip: Tao): Tao =>
  finalFee(feeDetailsOf(ctx, length, charged, tip))
