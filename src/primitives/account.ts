/**
 * Account identities: 32 bytes, held as `0x` and 64 lower-case hex digits.
 *
 * A string compares by value, is its own map key and sorts like the bytes it stands for, which is what the chain's
 * ordered maps need.
 */
import { fromHex, type Hex, toHex } from './bytes.ts'
import { assert } from './errors.ts'

declare const account: unique symbol

/** A public key of a coldkey or hotkey, or the derived account of a pallet. */
export type AccountId = Hex & { readonly [account]: true }

export const ACCOUNT_LENGTH = 32
export const ZERO_ACCOUNT = `0x${'00'.repeat(ACCOUNT_LENGTH)}` as AccountId

export function accountId(bytes: Uint8Array): AccountId {
  assert(bytes.length === ACCOUNT_LENGTH, `an account has ${ACCOUNT_LENGTH} bytes, not ${bytes.length}`)
  return toHex(bytes) as AccountId
}

export function accountBytes(id: AccountId): Uint8Array {
  return fromHex(id)
}

/** Which of two accounts comes first in an ordered map: negative, zero or positive. */
export type AccountOrder = (a: AccountId, b: AccountId) => number

/** The order of `AccountId32`: byte by byte. */
export const byBytes: AccountOrder = (a, b) => (a < b ? -1 : a > b ? 1 : 0)
