/** Who a call comes from. Reference: frame_system RawOrigin, frame_support OriginTrait. */
import type { AccountId } from '../../primitives/account.ts'
import type { RuntimeCall } from './call.ts'
import type { Ctx } from './context.ts'
import { BAD_ORIGIN } from './dispatch-error.ts'

/** Which calls may be dispatched. */
export type CallFilter = (ctx: Ctx, call: RuntimeCall) => boolean

/** An account, with the filters that its calls pass beside the runtime's own, e.g. those of a proxy. */
export interface SignedOrigin {
  readonly type: 'Signed'
  readonly who: AccountId
  readonly filters?: readonly CallFilter[]
}

export type Origin =
  | { readonly type: 'Root' }
  | SignedOrigin
  | { readonly type: 'None' }
  /** An origin that exists in name and that no call here accepts: `Authorized`, or one of the EVM. */
  | { readonly type: 'Other' }

export const ROOT_ORIGIN: Origin = { type: 'Root' }
export const NO_ORIGIN: Origin = { type: 'None' }
export const OTHER_ORIGIN: Origin = { type: 'Other' }
export const signedBy = (who: AccountId): SignedOrigin => ({ type: 'Signed', who })

/** The same origin with one more filter, which whatever is dispatched on its behalf passes too. Root passes any. */
export function withFilter(origin: Origin, filter: CallFilter): Origin {
  return origin.type === 'Signed' ? { ...origin, filters: [...(origin.filters ?? []), filter] } : origin
}

/** The signer. @throws BadOrigin for root and unsigned calls */
export function ensureSigned(origin: Origin): AccountId {
  if (origin.type !== 'Signed') throw BAD_ORIGIN
  return origin.who
}

/** @throws BadOrigin unless the call comes from root */
export function ensureRoot(origin: Origin): void {
  if (origin.type !== 'Root') throw BAD_ORIGIN
}

/** @throws BadOrigin unless the call has no origin, as inherents have none */
export function ensureNone(origin: Origin): void {
  if (origin.type !== 'None') throw BAD_ORIGIN
}

/** The signer, or undefined for root. @throws BadOrigin for anything else */
export function ensureSignedOrRoot(origin: Origin): AccountId | undefined {
  return origin.type === 'Root' ? undefined : ensureSigned(origin)
}
