/** Which curve a key or a signature belongs to. */

/** The kinds of key that sign for an account on Bittensor. */
export type KeyKind = 'sr25519' | 'ed25519'
/** The kinds of signature that the chain verifies. */
export type SignatureKind = KeyKind | 'ecdsa'

/**
 * The number of each kind: `cryptoType` in keyfiles and the variant of `MultiSignature` in an extrinsic.
 * Reference: sp_runtime MultiSignature; bittensor keyfile.
 */
export const KIND_NUMBER = { ed25519: 0, sr25519: 1, ecdsa: 2 } as const satisfies Record<SignatureKind, number>

/** Whether a message is signed by `publicKey`. Malformed input is a false answer, never an error. */
export type Verify = (kind: SignatureKind, message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array) => boolean
