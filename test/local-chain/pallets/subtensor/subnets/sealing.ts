/** Seals messages to a round of the drand quicknet beacon: the other side of what the chain opens. */

import { createCipheriv, createHash } from 'node:crypto'
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { QUICKNET } from '../../../../../src/local-chain/pallets/drand/storage.ts'
import type { Pulse } from '../../../../../src/local-chain/pallets/drand/types.ts'
import { concatBytes, fromHex } from '../../../../../src/primitives/bytes.ts'

const { G1, G2, fields } = bls12_381

const sha256 = (...parts: readonly Uint8Array[]): Uint8Array =>
  createHash('sha256')
    .update(concatBytes(...parts))
    .digest()

/** What the beacon published for its round 1000. */
const SIGNATURE = fromHex(
  '0xb44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39',
)
export const PULSE_1000: Pulse = { round: 1000n, signature: SIGNATURE, randomness: sha256(SIGNATURE) }

/** Identity-based encryption after Boneh and Franklin. `seed` stands for the randomness of the sender. */
export function seal(message: Uint8Array, round: bigint, seed: Uint8Array): Uint8Array {
  const [key, sigma, nonce] = [1, 2, 3].map(n => sha256(seed, Uint8Array.of(n))) as [Uint8Array, Uint8Array, Uint8Array]
  const scalar = BigInt(`0x${Buffer.from(sha256(sigma, key)).toString('hex')}`) % fields.Fr.ORDER
  const roundBytes = new Uint8Array(8)
  new DataView(roundBytes.buffer).setBigUint64(0, round)
  const identity = G1.Point.fromAffine(bls12_381.shortSignatures.hash(sha256(roundBytes)).toAffine())
  const shared = bls12_381.pairing(identity.multiply(scalar), G2.Point.fromBytes(QUICKNET.public_key))
  const cipher = createCipheriv('aes-256-gcm', key, nonce.subarray(0, 12))
  const body = concatBytes(cipher.update(message), cipher.final(), cipher.getAuthTag())
  return concatBytes(
    G2.Point.BASE.multiply(scalar).toBytes(),
    withLength(xor(sigma, sha256(coordinates(shared)))),
    withLength(xor(key, sha256(sigma))),
    withLength(concatBytes(withLength(body), withLength(nonce.subarray(0, 12)))),
  )
}

const xor = (a: Uint8Array, b: Uint8Array): Uint8Array => Uint8Array.from(a, (byte, i) => byte ^ b[i]!)

function withLength(bytes: Uint8Array): Uint8Array {
  const length = new Uint8Array(8)
  new DataView(length.buffer).setBigUint64(0, BigInt(bytes.length), true)
  return concatBytes(length, bytes)
}

function coordinates({ c0, c1 }: ReturnType<typeof bls12_381.pairing>): Uint8Array {
  const all = [c0, c1].flatMap(six => [six.c0, six.c1, six.c2]).flatMap(two => [two.c0, two.c1])
  return concatBytes(...all.map(number => fields.Fp.toBytes(number).reverse()))
}
