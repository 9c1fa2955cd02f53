/**
 * Takes a fee before the call, gives back what was too much after it, and pays the author of the block.
 * Reference: pallets/transaction-fee SubtensorTxFeeHandler, TransactionFeeHandler
 */
import type { AccountId } from '../../../primitives/account.ts'
import { satSub, type Tao } from '../../../primitives/amounts.ts'
import type { RuntimeCall } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import { DispatchError } from '../../runtime/dispatch-error.ts'
import { invalid } from '../../runtime/validity.ts'
import { deposit, dropCredit, NO_DEBT, offset, resolve, withdraw } from '../balances/imbalances.ts'
import { canWithdraw, totalBalance } from '../balances/inspect.ts'
import type { Credit, Debt } from '../balances/types.ts'
import type { AlphaFees, AlphaPayment } from './alpha.ts'

/** What was taken before the call; nothing for a fee of zero. */
export type Withdrawn =
  | { readonly kind: 'none' }
  | { readonly kind: 'tao'; readonly credit: Credit }
  | { readonly kind: 'alpha'; readonly payment: AlphaPayment }

const NOTHING: Withdrawn = { kind: 'none' }

/** @throws TransactionInvalid `Payment` when the account can pay neither in TAO nor, where that is allowed, in alpha */
export function ensureCanPay(
  ctx: Ctx,
  alpha: AlphaFees | undefined,
  who: AccountId,
  call: RuntimeCall,
  fee: Tao,
): void {
  if (fee === 0n || canWithdraw(ctx, who, fee) === 'Success') return
  const sources = alpha?.sources(ctx, who, call) ?? []
  if (sources.length === 0 || alpha?.canWithdraw(ctx, who, sources, fee) !== true) throw invalid('Payment')
}

/** @throws TransactionInvalid `Payment` */
export function withdrawFee(
  ctx: Ctx,
  alpha: AlphaFees | undefined,
  who: AccountId,
  call: RuntimeCall,
  fee: Tao,
): Withdrawn {
  if (fee === 0n) return NOTHING
  try {
    return { kind: 'tao', credit: withdraw(ctx, who, fee, 'Exact', 'Preserve', 'Polite') }
  } catch (error) {
    if (!(error instanceof DispatchError)) throw error
  }
  const sources = alpha?.sources(ctx, who, call) ?? []
  if (alpha === undefined || sources.length === 0) throw invalid('Payment')
  return { kind: 'alpha', payment: alpha.withdraw(ctx, who, sources, fee) }
}

/** Settles what was withdrawn with the fee as it came out: refund and author in TAO, nothing more in alpha. */
export function settleFee(
  ctx: Ctx,
  alpha: AlphaFees | undefined,
  who: AccountId,
  actualFee: Tao,
  withdrawn: Withdrawn,
): void {
  if (withdrawn.kind === 'alpha') alpha?.depositPaid(ctx, who, withdrawn.payment)
  if (withdrawn.kind !== 'tao') return
  const refund = refundTo(ctx, who, satSub(withdrawn.credit.credit, actualFee))
  payAuthor(ctx, offset(withdrawn.credit, refund))
}

/** An account that died meanwhile gets nothing back. One that gets nothing is told so: the event stands for zero too. */
function refundTo(ctx: Ctx, who: AccountId, amount: Tao): Debt {
  if (totalBalance(ctx, who) === 0n) return NO_DEBT
  try {
    return deposit(ctx, who, amount, 'BestEffort')
  } catch (error) {
    if (error instanceof DispatchError) return NO_DEBT
    throw error
  }
}

/** Without an author, or with one whose account cannot take it, the fee is gone. */
function payAuthor(ctx: Ctx, credit: Credit): void {
  if (credit.credit === 0n) return
  const author = ctx.runtime.profile.blockAuthor(ctx)
  dropCredit(ctx, author === undefined ? credit : resolve(ctx, author, credit))
}
