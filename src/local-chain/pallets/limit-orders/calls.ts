/** Calls of the LimitOrders pallet. Reference: pallets/limit-orders/src/lib.rs. */
import type { AccountId } from '../../../primitives/account.ts'
import { call } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import { DispatchError, ensure } from '../../runtime/dispatch-error.ts'
import { ensureRoot, ensureSigned, type Origin } from '../../runtime/origin.ts'
import { netuid } from '../../runtime/types.ts'
import { named } from '../../scale/codec.ts'
import { boundedVec } from '../../scale/collections.ts'
import { bool } from '../../scale/primitives.ts'
import { palletHotkeyRegistered } from '../subtensor/staking/order-swap.ts'
import { executeBatch, orderPalletAccount } from './batch.ts'
import { LimitOrdersErrors, limitOrdersEvents } from './events.ts'
import { deriveOrderId } from './orders.ts'
import { tryExecuteOrder } from './single.ts'
import { LimitOrdersEnabled, MAX_ORDERS, Orders, PalletHotkey } from './storage.ts'
import { signedOrder, versionedOrder } from './types.ts'
import * as weights from './weights.ts'

const orders = named(boundedVec(signedOrder, MAX_ORDERS), 'BoundedVec<SignedOrder<T::AccountId>, T::MaxOrdersPerBatch>')

/** Whoever hands in orders. @throws BadOrigin, LimitOrdersDisabled */
function ensureRelayer(ctx: Ctx, origin: Origin): AccountId {
  const relayer = ensureSigned(origin)
  ensure(LimitOrdersEnabled.get(ctx), LimitOrdersErrors.LimitOrdersDisabled)
  return relayer
}

/** One order after the other; what one of them is refused for stops all, or is only reported. */
export const executeOrders = call(
  'execute_orders',
  0,
  { orders, should_fail: bool },
  { weight: args => weights.executeOrders(args.orders.length) },
  (ctx, origin, args) => {
    const relayer = ensureRelayer(ctx, origin)
    for (const signed of args.orders) {
      const order_id = deriveOrderId(signed.order)
      try {
        tryExecuteOrder(ctx, signed, order_id, relayer)
      } catch (error) {
        if (args.should_fail || !(error instanceof DispatchError)) throw error
        ctx.deposit(limitOrdersEvents.OrderSkipped({ order_id, reason: ctx.runtime.errorData(error) }))
      }
    }
  },
)

export const executeBatchedOrders = call(
  'execute_batched_orders',
  1,
  { netuid, orders },
  { weight: args => weights.executeBatchedOrders(args.orders.length) },
  (ctx, origin, args) => executeBatch(ctx, args.netuid, args.orders, ensureRelayer(ctx, origin)),
)

export const cancelOrder = call(
  'cancel_order',
  2,
  { order: named(versionedOrder, 'VersionedOrder<T::AccountId>') },
  { weight: weights.CANCEL_ORDER },
  (ctx, origin, { order }) => {
    const signer = ensureSigned(origin)
    ensure(order.value.signer === signer, LimitOrdersErrors.Unauthorized)
    const order_id = deriveOrderId(order)
    ensure(!Orders.has(ctx, order_id), LimitOrdersErrors.OrderAlreadyProcessed)
    Orders.put(ctx, order_id, { type: 'Cancelled' })
    ctx.deposit(limitOrdersEvents.OrderCancelled({ order_id, signer }))
  },
)

export const setPalletStatus = call(
  'set_pallet_status',
  3,
  { enabled: bool },
  { weight: weights.SET_PALLET_STATUS },
  (ctx, origin, { enabled }) => {
    ensureRoot(origin)
    const isReady = !enabled || palletHotkeyRegistered(ctx, orderPalletAccount(ctx), PalletHotkey.of(ctx))
    ensure(isReady, LimitOrdersErrors.PalletHotkeyNotRegistered)
    LimitOrdersEnabled.put(ctx, enabled)
    ctx.deposit(limitOrdersEvents.LimitOrdersPalletStatusChanged({ enabled }))
  },
)

export const limitOrdersCalls = [executeOrders, executeBatchedOrders, cancelOrder, setPalletStatus]
