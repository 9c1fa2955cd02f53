/** Seals transactions as clients do, with nothing left to chance. */
import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { ml_kem768 } from '@noble/post-quantum/ml-kem.js'
import type { Chain } from '../../../src/local-chain/node/chain.ts'
import { hashOf } from '../../../src/local-chain/node/header.ts'
import { transferKeepAlive } from '../../../src/local-chain/pallets/balances/calls.ts'
import { submitEncrypted } from '../../../src/local-chain/pallets/mev-shield/pallet.ts'
import { addressId } from '../../../src/local-chain/runtime/lookup.ts'
import type { AccountId } from '../../../src/primitives/account.ts'
import { concatBytes, type Hex } from '../../../src/primitives/bytes.ts'
import { twox128 } from '../../../src/primitives/crypto/xxhash.ts'
import { sign } from './signing.ts'

export function seal(text: Uint8Array, key: Uint8Array): Uint8Array {
  const { cipherText, sharedSecret } = ml_kem768.encapsulate(key, new Uint8Array(32).fill(7))
  const nonce = new Uint8Array(24).fill(9)
  const length = Uint8Array.of(cipherText.length & 255, cipherText.length >> 8)
  return concatBytes(twox128(key), length, cipherText, nonce, xchacha20poly1305(sharedSecret, nonce).encrypt(text))
}

export const pay = (chain: Chain, to: AccountId, value: bigint, nonce: number): Uint8Array =>
  sign(chain, '//Alice', transferKeepAlive.make({ dest: addressId(to), value: value as never }), { nonce })

/** What carries something sealed, for the next blocks. */
export function carrierOf(chain: Chain, ciphertext: Uint8Array, nonce: number): Uint8Array {
  const era = { period: 8, phase: chain.head.number % 8 }
  return sign(chain, '//Alice', submitEncrypted.make({ ciphertext }), { nonce, era })
}

/** The names of what clients sent into the newest block. */
export const sentIn = (chain: Chain, hash: Hex = chain.head.hash): readonly Hex[] =>
  chain.block(hash)!.extrinsics.filter(isSigned).map(hashOf)

/** The byte behind the length says whether somebody signed. */
const isSigned = (encoded: Uint8Array): boolean => (encoded[[1, 2, 4][encoded[0]! & 3]!]! & 0x80) !== 0
