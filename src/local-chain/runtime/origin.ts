/** Who a call comes from. Reference: frame_system RawOrigin. */
import type { AccountId } from '../../primitives/account.ts'
import { BAD_ORIGIN } from './dispatch-error.ts'

export type Origin =
  | { readonly type: 'Root' }
  | { readonly type: 'Signed'; readonly who: AccountId }
  | { readonly type: 'None' }

export const ROOT_ORIGIN: Origin = { type: 'Root' }
export const NO_ORIGIN: Origin = { type: 'None' }
export const signedBy = (who: AccountId): Origin => ({ type: 'Signed', who })

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
