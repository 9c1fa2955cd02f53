/** The development accounts, known to everybody. */
import type { AccountId } from '../../../src/primitives/account.ts'
import { accountId } from '../../../src/primitives/account.ts'
import type { KeyPair } from '../../../src/primitives/crypto/keypair.ts'
import { keyPairFromUri } from '../../../src/primitives/crypto/secret-uri.ts'

const pairs = new Map<string, KeyPair>()

/** The sr25519 key of a name, e.g. `Alice` for `//Alice`. Made once. */
export function keyOf(name: string): KeyPair {
  let pair = pairs.get(name)
  if (pair === undefined) {
    pair = keyPairFromUri('sr25519', `//${name}`)
    pairs.set(name, pair)
  }
  return pair
}

export const alice = keyOf('Alice').publicKey
export const bob = keyOf('Bob').publicKey
export const charlie = keyOf('Charlie').publicKey
/** The author of all blocks. */
export const author = keyOf('One').publicKey

/** An account without a key, by number. */
export function anAccount(n: number): AccountId {
  const bytes = new Uint8Array(32).fill(0xaa)
  new DataView(bytes.buffer).setUint32(0, n)
  return accountId(bytes)
}
