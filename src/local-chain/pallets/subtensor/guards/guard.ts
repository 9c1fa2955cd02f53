/**
 * Guards look at signed calls before they are dispatched, nested ones too. Each knows the calls it is for.
 * Reference: guards/mod.rs.
 */
import type { AccountId } from '../../../../primitives/account.ts'
import type { CallDecl, RuntimeCall, TypedCall } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import type { DispatchGuard } from '../../../runtime/pallet.ts'
import { type Weight, ZERO_WEIGHT } from '../../../runtime/weight.ts'

/** Looks at the arguments of one call. @throws DispatchError to refuse it */
export type Check<A> = (ctx: Ctx, who: AccountId, args: A) => void

export type CheckOfCall = readonly [call: CallDecl, check: Check<never>]

/** Says what is checked of a call. */
export const on = <A>(call: TypedCall<A>, check: Check<A>): CheckOfCall => [call, check as Check<never>]

/** A guard for some calls; it weighs nothing on others. */
export function guardOf(weight: Weight, checks: readonly CheckOfCall[]): DispatchGuard {
  const byCall = new Map(checks)
  return {
    check: (ctx: Ctx, who: AccountId, { call, args }: RuntimeCall) => byCall.get(call)?.(ctx, who, args as never),
    weight: (_ctx, { call }) => (byCall.has(call) ? weight : ZERO_WEIGHT),
  }
}
