/** From an address in a call to the account it means. Reference: sp_runtime AccountIdLookup. */
import type { AccountId } from '../../primitives/account.ts'
import { CANNOT_LOOKUP } from './dispatch-error.ts'
import type { MultiAddress } from './types.ts'

/** @throws CannotLookup for any address that is not a plain account: this chain has no indices */
export function lookup(address: MultiAddress): AccountId {
  if (address.type !== 'Id') throw CANNOT_LOOKUP
  return address.value
}

/** The address of a plain account. */
export const addressId = (value: AccountId): MultiAddress => ({ type: 'Id', value })
