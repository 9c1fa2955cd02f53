/**
 * Verification of signatures in plain JavaScript: right for one-shot commands, about 2 ms each.
 *
 * It loads the curve libraries: import it where signatures are met, not on the way to a command.
 */
import * as ecdsa from './ecdsa.ts'
import * as ed25519 from './ed25519.ts'
import type { SignatureKind, Verify } from './kinds.ts'
import * as sr25519 from './sr25519.ts'

type VerifyKind = (message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array) => boolean

/**
 * Whether the chain accepts `signature` by `publicKey` (32 bytes, ecdsa: 33) over `message`. It judges as the chain does,
 * corner cases included, and answers false to anything malformed.
 *
 * One corner case matters to people: the all-zero sr25519 key accepts a signature that anybody can make.
 */
export const verify: Verify = verifierOf({
  sr25519: sr25519.verify,
  ed25519: ed25519.verify,
  ecdsa: ecdsa.verify,
})

/** A verifier out of one function a kind, which may take well-formed arguments for granted. */
export function verifierOf(kinds: Readonly<Record<SignatureKind, VerifyKind>>): Verify {
  return (kind, message, signature, publicKey) => {
    if (![message, signature, publicKey].every(argument => argument instanceof Uint8Array)) return false
    if (!Object.hasOwn(kinds, kind)) return false
    try {
      return kinds[kind](message, signature, publicKey)
    } catch {
      return false
    }
  }
}
