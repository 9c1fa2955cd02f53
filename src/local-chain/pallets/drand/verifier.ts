/**
 * Whether a pulse is the beacon's: a BLS signature in G1 over the hash of the round's number, by a key in G2.
 * Reference: pallets/drand/src/verifier.rs QuicknetVerifier.
 */
import { bls12_381 } from '@noble/curves/bls12-381.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { BeaconConfiguration, Pulse } from './types.ts'

const { G1, G2, fields } = bls12_381
const G1_LENGTH = 48
const G2_LENGTH = 96

/** @returns undefined when key or signature are no points of their groups */
export function verifyPulse(config: BeaconConfiguration, pulse: Pulse): boolean | undefined {
  try {
    const key = G2.Point.fromBytes(config.public_key.subarray(0, G2_LENGTH))
    const signature = G1.Point.fromBytes(pulse.signature.subarray(0, G1_LENGTH))
    // A pairing with nothing is 1, which the library does not compute.
    if (key.is0() || signature.is0()) return key.is0() && signature.is0()
    const message = bls12_381.shortSignatures.hash(sha256(bigEndian(pulse.round)))
    const product = bls12_381.pairingBatch([
      { g1: signature.negate(), g2: G2.Point.BASE },
      { g1: message, g2: key },
    ])
    return fields.Fp12.eql(product, fields.Fp12.ONE)
  } catch {
    return undefined
  }
}

function bigEndian(round: bigint): Uint8Array {
  const bytes = new Uint8Array(8)
  new DataView(bytes.buffer).setBigUint64(0, round)
  return bytes
}
