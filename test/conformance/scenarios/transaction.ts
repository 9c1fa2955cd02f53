/** Transactions as the fee scenarios play them: paid for and dispatched, without nonce, signature or limits. */
import { feeDetailsOf, finalFee } from '../../../src/local-chain/pallets/transaction-payment/fees.ts'
import type { RuntimeCall } from '../../../src/local-chain/runtime/call.ts'
import type { Ctx } from '../../../src/local-chain/runtime/context.ts'
import {
  actualWeight,
  type DispatchOutcome,
  dispatch,
  dispatchInfo,
} from '../../../src/local-chain/runtime/dispatch.ts'
import type { DispatchError } from '../../../src/local-chain/runtime/dispatch-error.ts'
import { extensionWeight } from '../../../src/local-chain/runtime/executive.ts'
import { type Transaction, totalWeight } from '../../../src/local-chain/runtime/extension.ts'
import type { SignedOrigin } from '../../../src/local-chain/runtime/origin.ts'
import { TransactionInvalid } from '../../../src/local-chain/runtime/validity.ts'
import { addWeight } from '../../../src/local-chain/runtime/weight.ts'
import { type Tao, tao } from '../../../src/primitives/amounts.ts'

/** How the files write what became of a call: `Token.FundsUnavailable` as `Token(FundsUnavailable)`. */
export const resultText = (error: DispatchError | undefined) =>
  error === undefined ? 'ok' : { err: error.label.replace(/^(Token|Arithmetic)\.(\w+)$/, '$1($2)') }

export function payAndDispatch(ctx: Ctx, origin: SignedOrigin, call: RuntimeCall, length: number, tipText: string) {
  const tip = tao(BigInt(tipText))
  const transaction: Transaction = {
    origin,
    call,
    info: dispatchInfo(ctx, call),
    extensionWeight: extensionWeight(ctx, call, [tip]),
    length,
  }
  const fee = feeOf(ctx, transaction, tip)
  const outcome = applied(ctx, transaction, tip)
  if (outcome instanceof TransactionInvalid) {
    const { type, value } = outcome.data as {
      readonly type: string
      readonly value: { readonly type: string } | string
    }
    const why = typeof value === 'string' ? value : value.type
    const name = `TransactionValidityError::${type}(${type}Transaction::${why})`
    return { fee, result: { invalid: name }, post: null }
  }
  const { error, post } = outcome
  const weight = actualWeight({ weight: totalWeight(transaction) }, post)
  return { fee, result: resultText(error), post: { actual_ref_time: weight.ref_time, pays: post.pays ?? 'Yes' } }
}

/** The fee before the call, with its parts. */
function feeOf(ctx: Ctx, transaction: Transaction, tip: Tao) {
  const { info, length, extensionWeight: extension } = transaction
  const details = feeDetailsOf(ctx, length, { ...info, weight: totalWeight(transaction) }, tip)
  return {
    total: finalFee(details),
    ...(details.inclusion_fee ?? {}),
    call_ref_time: info.weight.ref_time,
    extension_ref_time: extension.ref_time,
    class: info.class,
    pays: info.pays,
  }
}

/** What came of it, or why it could not be applied; then nothing of it remains. */
function applied(ctx: Ctx, transaction: Transaction, tip: Tao): DispatchOutcome | TransactionInvalid {
  const [payment] = ctx.runtime.profile.extensions
  try {
    return ctx.attempt(() => {
      payment!.validate?.(ctx, transaction, tip)
      const prepared = payment!.prepare?.(ctx, transaction, tip)
      const { error, post } = dispatch(ctx, transaction.origin, transaction.call)
      const weight = addWeight(post.actualWeight ?? transaction.info.weight, transaction.extensionWeight)
      const outcome: DispatchOutcome = { error, post: { ...post, actualWeight: weight } }
      payment!.postDispatch?.(ctx, transaction, outcome, prepared)
      return outcome
    })
  } catch (error) {
    if (error instanceof TransactionInvalid) return error
    throw error
  }
}
