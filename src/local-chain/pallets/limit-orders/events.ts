import { dispatchErrorCodec, errorsOf } from '../../runtime/dispatch-error.ts'
import { eventsOf } from '../../runtime/event.ts'
import { accountId, h256, netuid } from '../../runtime/types.ts'
import { named } from '../../scale/codec.ts'
import { bool, u32, u64 } from '../../scale/primitives.ts'
import { orderSide, orderType } from './types.ts'

const signer = named(accountId, 'T::AccountId')
const order_id = h256

/** Events of the LimitOrders pallet. Reference: pallets/limit-orders/src/lib.rs Event. */
export const limitOrdersEvents = eventsOf('LimitOrders', {
  OrderExecuted: [0, { order_id, signer, netuid, order_type: orderType, amount_in: u64, amount_out: u64 }],
  OrderSkipped: [1, { order_id, reason: named(dispatchErrorCodec, 'sp_runtime::DispatchError') }],
  OrderCancelled: [2, { order_id, signer }],
  GroupExecutionSummary: [3, { netuid, net_side: orderSide, net_amount: u64, actual_out: u64, executed_count: u32 }],
  LimitOrdersPalletStatusChanged: [4, { enabled: bool }],
})

/** Errors of the LimitOrders pallet. Reference: pallets/limit-orders/src/lib.rs Error. */
export const LimitOrdersErrors = errorsOf('LimitOrders', [
  'InvalidSignature',
  'OrderAlreadyProcessed',
  'OrderCancelled',
  'OrderExpired',
  'PriceConditionNotMet',
  'Unauthorized',
  'SwapReturnedZero',
  'RootNetUidNotAllowed',
  'OrderNetUidMismatch',
  'LimitOrdersDisabled',
  'RelayerMissMatch',
  'PartialFillsNotEnabled',
  'IncorrectPartialFillAmount',
  'RelayerRequiredForPartialFill',
  'ChainIdMismatch',
  'PalletHotkeyNotRegistered',
  'ArithmeticOverflow',
  'DuplicateOrderInBatch',
  'ZeroShareInBatch',
])
