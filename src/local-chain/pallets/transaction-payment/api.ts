/** What a transaction or a call would cost. Reference: pallet_transaction_payment_rpc_runtime_api. */
import { type Tao, ZERO_TAO } from '../../../primitives/amounts.ts'
import { method, runtimeApi } from '../../runtime/api.ts'
import type { RuntimeCall } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import { dispatchInfo } from '../../runtime/dispatch.ts'
import { extensionWeight } from '../../runtime/executive.ts'
import { decodeExtrinsic } from '../../runtime/extrinsic.ts'
import { taoBalance } from '../../runtime/types.ts'
import { addWeight, weightCodec } from '../../runtime/weight.ts'
import { outerCodec } from '../../scale/codec.ts'
import { u32 } from '../../scale/primitives.ts'
import { type Charged, computeFee, feeDetailsOf, lengthToFee, weightToFee } from './fees.ts'
import { type FeeDetails, feeDetails, runtimeDispatchInfo } from './types.ts'

const uxt = outerCodec<Uint8Array>('UncheckedExtrinsic')
const runtimeCall = outerCodec<RuntimeCall>('RuntimeCall')

/** What an encoded extrinsic is charged for, with its extensions; `isBare` where it is not charged at all. */
function chargedExtrinsic(ctx: Ctx, encoded: Uint8Array): Charged & { readonly isBare: boolean } {
  const { call, extra } = decodeExtrinsic(ctx.runtime, encoded)
  const info = dispatchInfo(ctx, call)
  if (extra === undefined) return { ...info, isBare: true }
  return { ...info, weight: addWeight(info.weight, extensionWeight(ctx, call, extra)), isBare: false }
}

const withFee = ({ weight, class: dispatchClass }: Charged, partial_fee: Tao) => ({
  weight,
  class: dispatchClass,
  partial_fee,
})

const NO_FEE: FeeDetails = { inclusion_fee: undefined, tip: ZERO_TAO }

const conversions = {
  query_weight_to_fee: method({ weight: weightCodec }, taoBalance, (ctx, { weight }) => weightToFee(ctx, weight)),
  query_length_to_fee: method({ length: u32 }, taoBalance, (_ctx, { length }) => lengthToFee(length)),
}

export const transactionPaymentApi = runtimeApi('TransactionPaymentApi', 4, {
  query_info: method({ uxt, len: u32 }, runtimeDispatchInfo, (ctx, inputs) => {
    const charged = chargedExtrinsic(ctx, inputs.uxt)
    return withFee(charged, charged.isBare ? ZERO_TAO : computeFee(ctx, inputs.len, charged, ZERO_TAO))
  }),
  query_fee_details: method({ uxt, len: u32 }, feeDetails, (ctx, inputs) => {
    const charged = chargedExtrinsic(ctx, inputs.uxt)
    return charged.isBare ? NO_FEE : feeDetailsOf(ctx, inputs.len, charged, ZERO_TAO)
  }),
  ...conversions,
})

export const transactionPaymentCallApi = runtimeApi('TransactionPaymentCallApi', 3, {
  query_call_info: method({ call: runtimeCall, len: u32 }, runtimeDispatchInfo, (ctx, { call, len }) => {
    const info = dispatchInfo(ctx, call)
    return withFee(info, computeFee(ctx, len, info, ZERO_TAO))
  }),
  query_call_fee_details: method({ call: runtimeCall, len: u32 }, feeDetails, (ctx, { call, len }) =>
    feeDetailsOf(ctx, len, dispatchInfo(ctx, call), ZERO_TAO),
  ),
  ...conversions,
})
