/**
 * Who pays for a proxied call: the account it is made for, if that opted in.
 * Reference: runtime/src/transaction_payment_wrapper.rs extract_real_fee_payer
 */
import type { AccountId } from '../../../primitives/account.ts'
import type { RuntimeCall } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import { isBatch } from '../utility/batches.ts'

/** What the Proxy pallet tells of its calls. */
export interface ProxyFees {
  /** The account that a `proxy` call is made for, and the call within; undefined for any other call. */
  proxied(call: RuntimeCall): { readonly real: AccountId; readonly call: RuntimeCall } | undefined
  /** Whether `real` pays for what `delegate` does in its name. */
  isRealPaysFee(ctx: Ctx, real: AccountId, delegate: AccountId): boolean
}

/** The account that pays in the signer's place, followed one level into nested proxies; undefined: the signer pays. */
export function realPayer(ctx: Ctx, proxies: ProxyFees, signer: AccountId, call: RuntimeCall): AccountId | undefined {
  const outer = payingReal(ctx, proxies, signer, call)
  if (outer === undefined) return undefined
  return payingReal(ctx, proxies, outer.real, outer.call)?.real ?? batchPayer(ctx, proxies, outer) ?? outer.real
}

/** What a proxy call is for, where that account pays for its delegate. */
function payingReal(ctx: Ctx, proxies: ProxyFees, delegate: AccountId, call: RuntimeCall) {
  const proxied = proxies.proxied(call)
  return proxied !== undefined && proxies.isRealPaysFee(ctx, proxied.real, delegate) ? proxied : undefined
}

/** A batch of proxy calls for one and the same account, if that pays. */
function batchPayer(
  ctx: Ctx,
  proxies: ProxyFees,
  outer: { readonly real: AccountId; readonly call: RuntimeCall },
): AccountId | undefined {
  if (!isBatch(outer.call)) return undefined
  const { calls } = outer.call.args as { readonly calls: readonly RuntimeCall[] }
  const reals = calls.map(call => proxies.proxied(call)?.real)
  const [first] = reals
  if (first === undefined || reals.some(real => real !== first)) return undefined
  return proxies.isRealPaysFee(ctx, first, outer.real) ? first : undefined
}
