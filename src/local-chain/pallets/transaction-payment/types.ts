/** Types of the TransactionPayment pallet. Reference: pallet_transaction_payment types. */
import { taoBalance } from '../../runtime/types.ts'
import { dispatchClassCodec, weightCodec } from '../../runtime/weight.ts'
import { named, type ValueOf } from '../../scale/codec.ts'
import { option } from '../../scale/collections.ts'
import { struct, unitEnum, wrapper } from '../../scale/composites.ts'
import { u128 } from '../../scale/primitives.ts'

const balance = named(taoBalance, 'Balance')
const balanceParam = { name: 'Balance', type: taoBalance.type }

/** A number in units of 10^-18. */
export const fixedU128 = wrapper('sp_arithmetic::fixed_point::FixedU128', u128)
export const FIXED_ONE = 10n ** 18n

export const releases = unitEnum('pallet_transaction_payment::Releases', { V1Ancient: 0, V2: 1 })

const inclusionFee = struct(
  'pallet_transaction_payment::types::InclusionFee',
  { base_fee: balance, len_fee: balance, adjusted_weight_fee: balance },
  [balanceParam],
)

export const feeDetails = struct(
  'pallet_transaction_payment::types::FeeDetails',
  { inclusion_fee: named(option(inclusionFee), 'Option<InclusionFee<Balance>>'), tip: balance },
  [balanceParam],
)
/** What a fee is made of; without inclusion fee where a call costs nothing. */
export type FeeDetails = ValueOf<typeof feeDetails>

export const runtimeDispatchInfo = struct(
  'pallet_transaction_payment::types::RuntimeDispatchInfo',
  { weight: weightCodec, class: dispatchClassCodec, partial_fee: balance },
  [balanceParam, { name: 'Weight', type: weightCodec.type }],
)
