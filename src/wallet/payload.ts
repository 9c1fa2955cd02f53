/** Signing the payload of a transaction. */
import { concatBytes } from '../primitives/bytes.ts'
import { blake2_256 } from '../primitives/crypto/blake2.ts'
import type { Payload, Signer } from './signer.ts'

/** Longer payloads are signed as their hash. */
const MAX_PAYLOAD = 256

/** The bytes that a transaction's signature is about. */
export const payloadBytes = ({ call, extensions }: Pick<Payload, 'call' | 'extensions'>): Uint8Array =>
  concatBytes(call, extensions)

/** What a signature of a payload is over. Reference: sp_runtime generic/unchecked_extrinsic.rs SignedPayload::using_encoded */
export function signedBytes(payload: Pick<Payload, 'call' | 'extensions'>): Uint8Array {
  const bytes = payloadBytes(payload)
  return bytes.length > MAX_PAYLOAD ? blake2_256(bytes) : bytes
}

/** The signature of a payload, by whichever way the signer has. */
export const signPayload = (signer: Signer, payload: Payload): Promise<Uint8Array> =>
  signer.signPayload === undefined ? signer.sign(signedBytes(payload)) : signer.signPayload(payload)
