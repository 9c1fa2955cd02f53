/**
 * SS58 addresses: how a person writes an account. Bittensor uses prefix 42.
 */
import { createHash } from 'node:crypto'
import { base58 } from '@scure/base'
import { ACCOUNT_LENGTH, type AccountId, accountBytes, accountId } from './account.ts'
import { concatBytes, utf8 } from './bytes.ts'
import { TaoError } from './errors.ts'

export const SS58_PREFIX = 42
const CHECKSUM_LENGTH = 2
const CONTEXT = utf8('SS58PRE')

export function encodeAddress(id: AccountId): string {
  const payload = concatBytes(Uint8Array.of(SS58_PREFIX), accountBytes(id))
  return base58.encode(concatBytes(payload, checksum(payload)))
}

/**
 * The account behind a Bittensor address.
 *
 * Only 32-byte accounts under prefix 42 are taken. An address of another chain is refused, not converted: the same key
 * may not be controlled by the same person there.
 * @throws TaoError `invalid_address`
 */
export function decodeAddress(address: string): AccountId {
  const bytes = decodeBase58(address)
  const prefixLength = bytes[0]! < 64 ? 1 : 2
  if (bytes.length !== prefixLength + ACCOUNT_LENGTH + CHECKSUM_LENGTH) {
    throw refuse(address, `It holds ${bytes.length} bytes where an account address holds 35.`)
  }
  const payload = bytes.subarray(0, -CHECKSUM_LENGTH)
  const expected = checksum(payload)
  if (bytes.at(-2) !== expected[0] || bytes.at(-1) !== expected[1]) {
    throw refuse(address, 'Its checksum is wrong: a character was mistyped, lost or swapped.')
  }
  if (prefixLength === 2 || bytes[0] !== SS58_PREFIX) {
    const own = encodeAddress(accountId(payload.subarray(prefixLength)))
    throw refuse(address, `It belongs to another chain (its prefix is not ${SS58_PREFIX}).`, own)
  }
  return accountId(payload.subarray(prefixLength))
}

export function isAddress(text: string): boolean {
  try {
    decodeAddress(text)
    return true
  } catch {
    return false
  }
}

function checksum(payload: Uint8Array): Uint8Array {
  return createHash('blake2b512').update(CONTEXT).update(payload).digest().subarray(0, CHECKSUM_LENGTH)
}

function decodeBase58(address: string): Uint8Array {
  // 48 characters hold 35 bytes; the bound keeps a hostile string from costing quadratic time.
  if (address.length > 60) throw refuse(address, `It has ${address.length} characters.`)
  let bytes: Uint8Array
  try {
    bytes = base58.decode(address)
  } catch {
    throw refuse(address, 'It has characters that no address has.')
  }
  if (bytes.length === 0) throw refuse(address, 'It is empty.')
  return bytes
}

function refuse(address: string, why: string, sameKey?: string): TaoError {
  return new TaoError('invalid_address', `Not a Bittensor address: ${address.slice(0, 60)}`, {
    why,
    remedy:
      sameKey === undefined
        ? 'A Bittensor address starts with 5 and has 48 characters; copy it whole.'
        : `If you are sure that the same key is meant on Bittensor, its address here is ${sameKey}`,
  })
}
