/** What an order is known by, whether it holds, and what becomes of it. Reference: pallets/limit-orders/src/lib.rs. */
import type { U64F64 } from '../../../consensus/fixed/types.ts'
import { type AccountId, accountBytes } from '../../../primitives/account.ts'
import { fromHex, toHex } from '../../../primitives/bytes.ts'
import { blake2_256 } from '../../../primitives/crypto/blake2.ts'
import { verify } from '../../../primitives/crypto/verify.ts'
import { ROOT } from '../../../primitives/netuid.ts'
import type { Ctx } from '../../runtime/context.ts'
import { ensure } from '../../runtime/dispatch-error.ts'
import type { Hash } from '../../runtime/types.ts'
import { encode } from '../../scale/codec.ts'
import { ChainId } from '../evm-chain-id/pallet.ts'
import { Now } from '../timestamp/storage.ts'
import { priceInRao, satSubtract } from './amounts.ts'
import { LimitOrdersErrors } from './events.ts'
import { Orders } from './storage.ts'
import {
  type Order,
  type OrderStatus,
  type OrderType,
  type SignedOrder,
  type VersionedOrder,
  versionedOrder,
} from './types.ts'

export const isBuy = (type: OrderType): boolean => type === 'LimitBuy'

/** The hash of an order without its signature. */
export const deriveOrderId = (order: VersionedOrder): Hash => toHex(blake2_256(encode(versionedOrder, order)))

/** What an order is held against. */
export interface Market {
  readonly price: U64F64
  readonly relayer: AccountId
}

/**
 * @throws RootNetUidNotAllowed, ChainIdMismatch, InvalidSignature, OrderAlreadyProcessed, OrderCancelled, OrderExpired,
 * PriceConditionNotMet, RelayerMissMatch, RelayerRequiredForPartialFill, PartialFillsNotEnabled, IncorrectPartialFillAmount
 */
export function ensureOrderValid(ctx: Ctx, signed: SignedOrder, id: Hash, { price, relayer }: Market): void {
  const order = signed.order.value
  ensure(order.netuid !== ROOT, LimitOrdersErrors.RootNetUidNotAllowed)
  ensure(order.chain_id === ChainId.get(ctx), LimitOrdersErrors.ChainIdMismatch)
  ensure(isSigned(signed), LimitOrdersErrors.InvalidSignature)
  const status = Orders.get(ctx, id)
  ensure(status?.type !== 'Fulfilled', LimitOrdersErrors.OrderAlreadyProcessed)
  ensure(status?.type !== 'Cancelled', LimitOrdersErrors.OrderCancelled)
  ensure(Now.get(ctx) <= order.expiry, LimitOrdersErrors.OrderExpired)
  ensure(isPriceMet(order, priceInRao(price)), LimitOrdersErrors.PriceConditionNotMet)
  ensure(order.relayer === undefined || order.relayer.includes(relayer), LimitOrdersErrors.RelayerMissMatch)
  ensureFill(order, signed.partial_fill, status)
}

/** Only sr25519 keys sign orders. */
const isSigned = ({ order, signature }: SignedOrder): boolean =>
  signature.type === 'Sr25519' &&
  verify('sr25519', encode(versionedOrder, order), fromHex(signature.value), accountBytes(order.value.signer))

const isPriceMet = ({ order_type, limit_price }: Order, price: bigint): boolean =>
  order_type === 'TakeProfit' ? price >= limit_price : price <= limit_price

/** An order that has been filled in part is filled in parts to its end: all at once would fill it twice. */
function ensureFill(order: Order, fill: bigint | undefined, status: OrderStatus | undefined): void {
  const filled = status?.type === 'PartiallyFilled' ? status.value : undefined
  if (fill === undefined) {
    ensure(filled === undefined, LimitOrdersErrors.IncorrectPartialFillAmount)
    return
  }
  ensure(order.relayer !== undefined, LimitOrdersErrors.RelayerRequiredForPartialFill)
  ensure(order.partial_fills_enabled, LimitOrdersErrors.PartialFillsNotEnabled)
  const most = satSubtract(order.amount, filled ?? 0n)
  ensure(fill > 0n && fill <= most, LimitOrdersErrors.IncorrectPartialFillAmount)
}

/** Notes that so much of an order has been carried out; undefined for all of it. */
export function noteFill(ctx: Ctx, id: Hash, fill: bigint | undefined, amount: bigint): void {
  Orders.put(ctx, id, statusAfter(Orders.get(ctx, id), fill, amount))
}

function statusAfter(status: OrderStatus | undefined, fill: bigint | undefined, amount: bigint): OrderStatus {
  if (fill === undefined) return { type: 'Fulfilled' }
  const total = fill + (status?.type === 'PartiallyFilled' ? status.value : 0n)
  return total >= amount ? { type: 'Fulfilled' } : { type: 'PartiallyFilled', value: total }
}
