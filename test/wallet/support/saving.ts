/** Keys and wallets that a test makes for itself. */

import { KeyPair } from '../../../src/primitives/crypto/keypair.ts'
import type { KeyKind } from '../../../src/primitives/crypto/kinds.ts'
import type { KeyPlace } from '../../../src/wallet/places.ts'
import { type Saved, type SaveOptions, saveKey } from '../../../src/wallet/saving.ts'
import { WalletKey } from '../../../src/wallet/wallet-key.ts'
import { cheapKdf } from './kdf.ts'

export const PASSWORD = 'gravel-otter-92-lamp'

/** A key of its own for each number. */
export function testKey(n: number, kind: KeyKind = 'sr25519'): WalletKey {
  const seed = new Uint8Array(32).fill(n)
  return new WalletKey({ pair: KeyPair.fromSeed(kind, seed), seed })
}

/** Saves a key under a cheap encryption unless told otherwise. */
export function save(place: KeyPlace, key: WalletKey, options: Partial<SaveOptions> = {}): Promise<Saved> {
  return saveKey(place, key, { password: PASSWORD, kdf: cheapKdf, ...options })
}
