/** Seals messages to a round of the drand quicknet beacon, always in the same way. */

import { createHash } from 'node:crypto'
import type { Pulse } from '../../../../../src/local-chain/pallets/drand/types.ts'
import { concatBytes, fromHex } from '../../../../../src/primitives/bytes.ts'
import { encryptTimelocked } from '../../../../../src/primitives/crypto/timelock.ts'

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array =>
  createHash('sha256')
    .update(concatBytes(...parts))
    .digest()

/** What the beacon published for its round 1000. */
const SIGNATURE = fromHex(
  '0xb44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39',
)
export const PULSE_1000: Pulse = { round: 1000n, signature: SIGNATURE, randomness: sha256(SIGNATURE) }

/** `seed` stands for the randomness of the sender. */
export function seal(message: Uint8Array, round: bigint, seed: Uint8Array): Uint8Array {
  const [key, sigma, nonce] = [1, 2, 3].map(n => sha256(seed, Uint8Array.of(n))) as [Uint8Array, Uint8Array, Uint8Array]
  return encryptTimelocked(message, round, { key, sigma, nonce: nonce.subarray(0, 12) })
}
