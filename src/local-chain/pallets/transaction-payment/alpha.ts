/**
 * Paying a fee in alpha: what the SubtensorModule adds for those who have no TAO.
 * Reference: pallets/transaction-fee AlphaFeeHandler, fees_in_alpha
 */
import type { AccountId } from '../../../primitives/account.ts'
import type { Alpha, Tao } from '../../../primitives/amounts.ts'
import type { NetUid } from '../../../primitives/netuid.ts'
import type { RuntimeCall } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'

/** A stake that may pay. */
export interface AlphaSource {
  readonly hotkey: AccountId
  readonly netuid: NetUid
}

/** What was sold for a fee; the author of the block has it already. */
export interface AlphaPayment {
  readonly netuid: NetUid
  readonly alphaFee: Alpha
  readonly taoAmount: Tao
}

export interface AlphaFees {
  /** The stakes of a signer that may pay for a call; none for calls that are paid for in TAO only. */
  sources(ctx: Ctx, who: AccountId, call: RuntimeCall): readonly AlphaSource[]
  /** Whether a fee could be paid from these. Looks without writing. */
  canWithdraw(ctx: Ctx, who: AccountId, sources: readonly AlphaSource[], fee: Tao): boolean
  /** Sells what the fee is worth. There is no refund. @throws TransactionInvalid `Payment` */
  withdraw(ctx: Ctx, who: AccountId, sources: readonly AlphaSource[], fee: Tao): AlphaPayment
  /** Tells of a payment, once the call has run. */
  depositPaid(ctx: Ctx, who: AccountId, payment: AlphaPayment): void
}
