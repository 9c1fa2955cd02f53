/**
 * Opens sealed transactions, as the author of a block does. The secret is known to all: nothing is hidden on a chain whose
 * accounts are known to all as well, but clients that insist on sealing what they send can do so here.
 *
 * The authors have one key between them and keep it, as the reference's development node does, and it stands in the genesis
 * block: none of them has to announce one. Reference: node/src/dev_keystore.rs, pallets/shield try_unshield_tx.
 */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js'
import { equalBytes, utf8 } from '../../primitives/bytes.ts'
import { twox128 } from '../../primitives/crypto/xxhash.ts'
import { sealedParts } from '../pallets/mev-shield/extension.ts'

/** What the pair is made from: 64 bytes. */
const SEED = utf8('taokit: the key to which everybody may seal, and which all know.')

/** Gives the encoded transaction that is sealed within; undefined for what is not sealed to this key or was damaged. */
export type Unseal = (ciphertext: Uint8Array) => Uint8Array | undefined

export function unsealer(): Unseal {
  const { publicKey, secretKey } = shieldPair()
  const keyHash = twox128(publicKey)
  return ciphertext => {
    const parts = sealedParts(ciphertext)
    if (parts === undefined || !equalBytes(parts.keyHash, keyHash)) return undefined
    try {
      const shared = ml_kem768.decapsulate(parts.secret, secretKey)
      return xchacha20poly1305(shared, parts.nonce).decrypt(parts.text)
    } catch {
      return undefined
    }
  }
}

export const shieldPair = (): { readonly publicKey: Uint8Array; readonly secretKey: Uint8Array } =>
  ml_kem768.keygen(SEED)
