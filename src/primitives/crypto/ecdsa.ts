/**
 * ECDSA on secp256k1, as the chain verifies it: no wallet of ours signs with it, other people's extrinsics may.
 */
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { blake2_256 } from './blake2.ts'

export const SIGNATURE_LENGTH = 65
const MAX_RECOVERY_ID = 3

/**
 * The compressed public key (33 bytes) that signed `message`, or undefined if the signature is malformed. The signature
 * is r, s and the recovery id (0 to 3, or 27 to 30). The signer's account is the blake2-256 of the public key.
 *
 * A high `s` is accepted, as the chain does. Reference: sp_io secp256k1_ecdsa_recover_compressed
 */
export function recover(message: Uint8Array, signature: Uint8Array): Uint8Array | undefined {
  if (signature.length !== SIGNATURE_LENGTH) return undefined
  const last = signature[SIGNATURE_LENGTH - 1]!
  const recoveryId = last > 26 ? last - 27 : last
  if (recoveryId > MAX_RECOVERY_ID) return undefined
  try {
    return secp256k1.Signature.fromBytes(signature.subarray(0, -1), 'compact')
      .addRecoveryBit(recoveryId)
      .recoverPublicKey(blake2_256(message))
      .toBytes(true)
  } catch {
    return undefined
  }
}

/** Whether `publicKey` (33 bytes, compressed) signed `message`. */
export function verify(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  const signer = recover(message, signature)
  return signer !== undefined && Buffer.compare(signer, publicKey) === 0
}
