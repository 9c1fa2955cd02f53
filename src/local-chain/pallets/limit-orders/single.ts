/** Carries out one order by itself. Reference: pallets/limit-orders/src/lib.rs try_execute_order */
import type { AccountId } from '../../../primitives/account.ts'
import { alpha, satSub, type Tao, tao } from '../../../primitives/amounts.ts'
import type { Ctx } from '../../runtime/context.ts'
import type { Hash } from '../../runtime/types.ts'
import { buyAlpha, sellAlpha, transferOrderTao } from '../subtensor/staking/order-swap.ts'
import { currentAlphaPrice } from '../swap/impls.ts'
import { effectiveSwapLimit, mulFloor } from './amounts.ts'
import { limitOrdersEvents } from './events.ts'
import { ensureOrderValid, isBuy, noteFill } from './orders.ts'
import type { Order, SignedOrder } from './types.ts'

interface Exchanged {
  readonly amountIn: bigint
  readonly amountOut: bigint
}

/** @throws what makes an order invalid, and what buying and selling are refused for; then nothing has happened */
export function tryExecuteOrder(ctx: Ctx, signed: SignedOrder, order_id: Hash, relayer: AccountId): void {
  ctx.layer(() => {
    const order = signed.order.value
    ensureOrderValid(ctx, signed, order_id, { price: currentAlphaPrice(ctx, order.netuid), relayer })
    const amount = signed.partial_fill ?? order.amount
    const { amountIn, amountOut } = isBuy(order.order_type) ? buy(ctx, order, amount) : sell(ctx, order, amount)
    noteFill(ctx, order_id, signed.partial_fill, order.amount)
    const { signer, netuid, order_type } = order
    ctx.deposit(
      limitOrdersEvents.OrderExecuted({
        order_id,
        signer,
        netuid,
        order_type,
        amount_in: amountIn,
        amount_out: amountOut,
      }),
    )
  })
}

const limitOf = ({ order_type, limit_price, max_slippage }: Order): Tao =>
  tao(effectiveSwapLimit(isBuy(order_type), limit_price, max_slippage))

/** The fee is taken from what is spent. */
function buy(ctx: Ctx, order: Order, amount: bigint): Exchanged {
  const fee = tao(mulFloor(order.fee_rate, amount))
  const spent = satSub(tao(amount), fee)
  const bought = buyAlpha(ctx, order.signer, order.hotkey, order.netuid, spent, limitOf(order), true)
  forwardFee(ctx, order.signer, order.fee_recipient, fee)
  return { amountIn: spent, amountOut: bought }
}

/** The fee is taken from what comes out. */
function sell(ctx: Ctx, order: Order, amount: bigint): Exchanged {
  const brought = sellAlpha(ctx, order.signer, order.hotkey, order.netuid, alpha(amount), limitOf(order), true)
  const fee = tao(mulFloor(order.fee_rate, brought))
  forwardFee(ctx, order.signer, order.fee_recipient, fee)
  return { amountIn: amount, amountOut: satSub(brought, fee) }
}

export function forwardFee(ctx: Ctx, from: AccountId, to: AccountId, fee: Tao): void {
  if (fee > 0n) transferOrderTao(ctx, from, to, fee)
}
