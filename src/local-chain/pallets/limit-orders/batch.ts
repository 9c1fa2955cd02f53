/**
 * Carries out the orders of a subnet together: buyers and sellers are served from each other as far as they match, and the
 * pool settles the rest. All of them are carried out, or none. Reference: pallets/limit-orders/src/lib.rs
 * do_execute_batched_orders
 */
import type { U64F64 } from '../../../consensus/fixed/types.ts'
import type { AccountId } from '../../../primitives/account.ts'
import { alpha, tao, U64_MAX } from '../../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../../primitives/netuid.ts'
import { palletAccount } from '../../../primitives/pallet-account.ts'
import type { Ctx } from '../../runtime/context.ts'
import { ensure } from '../../runtime/dispatch-error.ts'
import type { Hash } from '../../runtime/types.ts'
import { buyAlpha, sellAlpha, transferOrderTao, transferStakedAlpha } from '../subtensor/staking/order-swap.ts'
import { currentAlphaPrice } from '../swap/impls.ts'
import { alphaToTao, asU64, effectiveSwapLimit, mulFloor, satSubtract, shareOf, taoToAlpha } from './amounts.ts'
import { LimitOrdersErrors, limitOrdersEvents } from './events.ts'
import { deriveOrderId, ensureOrderValid, isBuy, noteFill } from './orders.ts'
import { forwardFee } from './single.ts'
import { LimitOrdersPalletId, PalletHotkey } from './storage.ts'
import type { Order, OrderSide, SignedOrder } from './types.ts'

/** An order of a batch that holds. */
interface Entry {
  readonly id: Hash
  readonly order: Order
  readonly partialFill: bigint | undefined
  /** What its signer gives. */
  readonly gross: bigint
  /** What of it is exchanged: a buyer's fee is taken off. */
  readonly net: bigint
  readonly swapLimit: bigint
}

interface Batch {
  readonly netuid: NetUid
  readonly price: U64F64
  readonly buys: readonly Entry[]
  readonly sells: readonly Entry[]
  /** TAO that buyers spend. */
  readonly buyNet: bigint
  /** Alpha that sellers give, and what it is worth at the price before the batch. */
  readonly sellNet: bigint
  readonly sellWorth: bigint
}

/** What the pool gave for what was left over, and on which side that was. */
interface Settled {
  readonly side: OrderSide
  readonly out: bigint
}

export const orderPalletAccount = (ctx: Ctx): AccountId => palletAccount(LimitOrdersPalletId.of(ctx))

/** @throws RootNetUidNotAllowed, and whatever one of the orders is refused for */
export function executeBatch(ctx: Ctx, netuid: NetUid, orders: readonly SignedOrder[], relayer: AccountId): void {
  ensure(netuid !== ROOT, LimitOrdersErrors.RootNetUidNotAllowed)
  const batch = batchOf(ctx, netuid, orders, relayer)
  const executed_count = batch.buys.length + batch.sells.length
  if (executed_count === 0) return
  collectAssets(ctx, batch)
  const settled = swapWithPool(ctx, batch)
  distributeAlpha(ctx, batch, settled)
  const sellFees = distributeTao(ctx, batch, settled)
  payFees(ctx, sellFees, batch.buys)
  ctx.deposit(
    limitOrdersEvents.GroupExecutionSummary({
      netuid,
      net_side: settled.side,
      net_amount: netAmount(batch, settled.side),
      actual_out: asU64(settled.out),
      executed_count,
    }),
  )
}

/** @throws DuplicateOrderInBatch, OrderNetUidMismatch, and those of invalid orders */
function batchOf(ctx: Ctx, netuid: NetUid, orders: readonly SignedOrder[], relayer: AccountId): Batch {
  const market = { price: currentAlphaPrice(ctx, netuid), relayer }
  const seen = new Set<Hash>()
  const entries = orders.map(signed => {
    const id = deriveOrderId(signed.order)
    ensure(!seen.has(id), LimitOrdersErrors.DuplicateOrderInBatch)
    seen.add(id)
    ensure(signed.order.value.netuid === netuid, LimitOrdersErrors.OrderNetUidMismatch)
    ensureOrderValid(ctx, signed, id, market)
    return entryOf(signed, id)
  })
  const buys = entries.filter(({ order }) => isBuy(order.order_type))
  const sells = entries.filter(({ order }) => !isBuy(order.order_type))
  const sellNet = sumOf(sells)
  const { price } = market
  return { netuid, price, buys, sells, buyNet: sumOf(buys), sellNet, sellWorth: alphaToTao(sellNet, price) }
}

function entryOf({ order: { value: order }, partial_fill: partialFill }: SignedOrder, id: Hash): Entry {
  const isBuyer = isBuy(order.order_type)
  const gross = partialFill ?? order.amount
  const net = isBuyer ? satSubtract(gross, mulFloor(order.fee_rate, gross)) : gross
  const swapLimit = effectiveSwapLimit(isBuyer, order.limit_price, order.max_slippage)
  return { id, order, partialFill, gross, net, swapLimit }
}

const sumOf = (entries: readonly Entry[]): bigint => entries.reduce((sum, { net }) => sum + net, 0n)

/** Everything is the pallet's while it is exchanged. */
function collectAssets(ctx: Ctx, { netuid, buys, sells }: Batch): void {
  const account = orderPalletAccount(ctx)
  for (const { order, gross } of buys) transferOrderTao(ctx, order.signer, account, tao(gross))
  const hotkey = PalletHotkey.of(ctx)
  for (const { order, gross } of sells) {
    transferStakedAlpha(ctx, order.signer, order.hotkey, account, hotkey, netuid, alpha(gross), true, false)
  }
}

/** Exchanges what one side has too much of, within the tightest limit of that side. @throws SwapReturnedZero */
function swapWithPool(ctx: Ctx, { netuid, price, buys, sells, buyNet, sellNet, sellWorth }: Batch): Settled {
  const account = orderPalletAccount(ctx)
  const hotkey = PalletHotkey.of(ctx)
  const side: OrderSide = buyNet >= sellWorth ? 'Buy' : 'Sell'
  const rest = asU64(side === 'Buy' ? buyNet - sellWorth : satSubtract(sellNet, taoToAlpha(buyNet, price)))
  if (rest === 0n) return { side, out: 0n }
  const out =
    side === 'Buy'
      ? buyAlpha(ctx, account, hotkey, netuid, tao(rest), tao(lowest(buys)), false)
      : sellAlpha(ctx, account, hotkey, netuid, alpha(rest), tao(highest(sells)), false)
  ensure(out > 0n, LimitOrdersErrors.SwapReturnedZero)
  return { side, out }
}

const lowest = (entries: readonly Entry[]): bigint =>
  entries.reduce((limit, { swapLimit }) => (swapLimit < limit ? swapLimit : limit), U64_MAX)
const highest = (entries: readonly Entry[]): bigint =>
  entries.reduce((limit, { swapLimit }) => (swapLimit > limit ? swapLimit : limit), 0n)

/** Every buyer's part of the alpha. @throws ZeroShareInBatch for one that would get nothing */
function distributeAlpha(ctx: Ctx, { netuid, price, buys, buyNet, sellNet }: Batch, { side, out }: Settled): void {
  const account = orderPalletAccount(ctx)
  const hotkey = PalletHotkey.of(ctx)
  const total = side === 'Buy' ? out + sellNet : taoToAlpha(buyNet, price)
  for (const entry of buys) {
    const { signer, hotkey: target } = entry.order
    const share = shareOf(total, entry.net, buyNet)
    ensure(share > 0n, LimitOrdersErrors.ZeroShareInBatch)
    transferStakedAlpha(ctx, account, hotkey, signer, target, netuid, alpha(share), false, true)
    close(ctx, entry, share)
  }
}

/** Every seller's part of the TAO, less his fee. @returns the fees, by recipient @throws ZeroShareInBatch */
function distributeTao(ctx: Ctx, { price, sells, buyNet, sellWorth }: Batch, { side, out }: Settled): Fees {
  const account = orderPalletAccount(ctx)
  const total = side === 'Sell' ? out + buyNet : sellWorth
  const fees: Fees = new Map()
  for (const entry of sells) {
    const share = shareOf(total, alphaToTao(entry.net, price), sellWorth)
    const fee = mulFloor(entry.order.fee_rate, share)
    ensure(share > fee, LimitOrdersErrors.ZeroShareInBatch)
    addFee(fees, entry.order.fee_recipient, fee)
    transferOrderTao(ctx, account, entry.order.signer, tao(share - fee))
    close(ctx, entry, share - fee)
  }
  return fees
}

function close(ctx: Ctx, { id, order, partialFill, gross }: Entry, amount_out: bigint): void {
  noteFill(ctx, id, partialFill, order.amount)
  const { signer, netuid, order_type } = order
  ctx.deposit(
    limitOrdersEvents.OrderExecuted({ order_id: id, signer, netuid, order_type, amount_in: gross, amount_out }),
  )
}

/** What each recipient is due, in the order in which they came up. */
type Fees = Map<AccountId, bigint>

function addFee(fees: Fees, recipient: AccountId, fee: bigint): void {
  if (fee === 0n) return
  const sum = (fees.get(recipient) ?? 0n) + fee
  fees.set(recipient, sum > U64_MAX ? U64_MAX : sum)
}

/** Those of the sellers, then those of the buyers; one transfer a recipient. */
function payFees(ctx: Ctx, fees: Fees, buys: readonly Entry[]): void {
  for (const { order, gross, net } of buys) addFee(fees, order.fee_recipient, gross - net)
  for (const [recipient, fee] of fees) forwardFee(ctx, orderPalletAccount(ctx), recipient, tao(fee))
}

/** How much of the larger side the other one could not serve. */
function netAmount({ price, buyNet, sellNet, sellWorth }: Batch, side: OrderSide): bigint {
  if (side === 'Buy') return asU64(buyNet - sellWorth)
  return satSubtract(asU64(sellNet), asU64(taoToAlpha(buyNet, price)))
}
