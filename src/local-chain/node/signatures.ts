/** The chain's question whether a signature is good, answered by the curves of `primitives/crypto`. */
import { toHex } from '../../primitives/bytes.ts'
import { blake2_256 } from '../../primitives/crypto/blake2.ts'
import type { SignatureKind, Verify } from '../../primitives/crypto/kinds.ts'
import { signatureBytes, type VerifySignature } from '../runtime/extrinsic.ts'

/** Gives a verifier. Loading one takes time, so it is done when the first signature is met. */
export type LoadVerifier = () => Promise<VerifySignature>

/** Plain JavaScript: some 30 ms to load, 2 ms a signature. Right for a command that sends one transaction. */
export const loadPlainVerifier: LoadVerifier = async () => {
  const { verify } = await import('../../primitives/crypto/verify.ts')
  const { recover } = await import('../../primitives/crypto/ecdsa.ts')
  return remembering(verifierOf(verify, recover))
}

/**
 * WebAssembly: some 130 ms to load, a quarter of a millisecond a signature. Right for a node that stays. Where WebAssembly
 * cannot be had, plain JavaScript.
 */
export const loadServedVerifier: LoadVerifier = async () => {
  const { loadFastVerifier } = await import('../../primitives/crypto/fast-verifier.ts')
  const { recover } = await import('../../primitives/crypto/ecdsa.ts')
  try {
    return remembering(verifierOf(await loadFastVerifier(), recover))
  } catch {
    return loadPlainVerifier()
  }
}

type Recover = (message: Uint8Array, signature: Uint8Array) => Uint8Array | undefined

const KINDS = { Ed25519: 'ed25519', Sr25519: 'sr25519', Ecdsa: 'ecdsa' } as const satisfies Record<
  string,
  SignatureKind
>

/** Reference: sp_runtime MultiSignature::verify. The account of an ecdsa key is the hash of the key. */
function verifierOf(verify: Verify, recover: Recover): VerifySignature {
  return (signature, payload, signer) => {
    const bytes = signatureBytes(signature)
    if (signature.type !== 'Ecdsa') return verify(KINDS[signature.type], payload, bytes, signer)
    const key = recover(payload, bytes)
    return key !== undefined && Buffer.compare(blake2_256(key), signer) === 0
  }
}

const REMEMBERED = 4096

/** A transaction is verified when it is submitted and again when it enters a block: the second time is a look-up. */
function remembering(verify: VerifySignature): VerifySignature {
  const good = new Set<string>()
  return (signature, payload, signer) => {
    const question = `${signature.type}${signature.value}${toHex(payload)}${toHex(signer)}`
    if (good.has(question)) return true
    if (!verify(signature, payload, signer)) return false
    good.add(question)
    if (good.size > REMEMBERED) good.delete(good.values().next().value!)
    return true
  }
}
