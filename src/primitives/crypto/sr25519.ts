/**
 * sr25519 (schnorrkel), the usual kind of key on Bittensor, with Substrate's signing context.
 *
 * A secret key is a scalar and a nonce of 32 bytes each, and is written in two ways. *Canonical* is schnorrkel's own and
 * that of keyfiles. The *expanded* one, of polkadot.js and of the library beneath, holds the scalar times the cofactor 8.
 * One taken for the other is a different account, or none: nothing outside this file handles the expanded one, except
 * the polkadot.js export.
 */
import { ed25519 } from '@noble/curves/ed25519.js'
import * as schnorrkel from '@scure/sr25519'
import { TaoError } from '../errors.ts'
import { wipe } from './wipe.ts'

export const SECRET_LENGTH = 64
export const SIGNATURE_LENGTH = 64
const SCALAR_LENGTH = 32

/** The order of the group, 2^252 + 27742317777372353535851937790883648493, little-endian. */
const ORDER = Buffer.from('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010', 'hex')
/** Set in the last byte of every schnorrkel signature. */
const MARKER = 0x80

/**
 * The library multiplies the base point with a table of its multiples, which it makes first. The table of its choice takes
 * 20 ms, longer than all that a command signs; a small one is made in 2 and each signature then takes half a millisecond
 * more. Who signs a lot gets the large one.
 */
const [SMALL_TABLE, LARGE_TABLE, MANY] = [3, 8, 40]
let uses = 0

function countUse(): void {
  if (uses > MANY) return
  uses++
  if (uses === 1) ed25519.Point.BASE.precompute(SMALL_TABLE)
  if (uses === MANY) ed25519.Point.BASE.precompute(LARGE_TABLE)
}

/** The expanded secret of a 32-byte mini-secret (reference: `ExpansionMode::Ed25519`). */
export const expandSeed = (seed: Uint8Array): Uint8Array => schnorrkel.secretFromSeed(seed)

/**
 * The expanded form of a canonical secret.
 * @throws TaoError `invalid_argument` when the scalar is zero or not below the group's order
 */
export function expandSecret(canonical: Uint8Array): Uint8Array {
  const scalar = canonical.subarray(0, SCALAR_LENGTH)
  if (canonical.length !== SECRET_LENGTH || !isBelowOrder(scalar) || isZero(scalar)) {
    throw new TaoError('invalid_argument', 'Not an sr25519 private key', {
      why: [
        'A private key of a keyfile is 64 bytes: a scalar below the order of the curve, and a nonce.',
        'One taken out of polkadot.js holds the scalar times 8 and cannot be used as it is.',
      ],
      remedy: 'Export the account from polkadot.js as a JSON file and import that, or use its mnemonic.',
    })
  }
  const expanded = Uint8Array.from(canonical)
  for (let i = SCALAR_LENGTH - 1; i >= 0; i--) {
    expanded[i] = ((canonical[i]! << 3) | (i === 0 ? 0 : canonical[i - 1]! >> 5)) & 0xff
  }
  return expanded
}

/** The canonical form of an expanded secret. */
export function canonicalSecret(expanded: Uint8Array): Uint8Array {
  const canonical = Uint8Array.from(expanded)
  for (let i = 0; i < SCALAR_LENGTH; i++) {
    canonical[i] = ((expanded[i]! >> 3) | (i === SCALAR_LENGTH - 1 ? 0 : expanded[i + 1]! << 5)) & 0xff
  }
  return canonical
}

/** All of these take the expanded secret. */
export function publicKeyOf(secret: Uint8Array): Uint8Array {
  countUse()
  return schnorrkel.getPublicKey(secret)
}

/** 64 bytes, different each time: the nonce is randomised. */
export function sign(secret: Uint8Array, message: Uint8Array): Uint8Array {
  countUse()
  return schnorrkel.sign(secret, message)
}

export const deriveHard = (secret: Uint8Array, chainCode: Uint8Array): Uint8Array =>
  schnorrkel.HDKD.secretHard(secret, chainCode)
/** The nonce half of the result is random; scalar and public key are always the same. */
export const deriveSoft = (secret: Uint8Array, chainCode: Uint8Array): Uint8Array =>
  schnorrkel.HDKD.secretSoft(secret, chainCode)
/** The public key of a soft derivation, without the secret. */
export const deriveSoftPublic = (publicKey: Uint8Array, chainCode: Uint8Array): Uint8Array =>
  schnorrkel.HDKD.publicSoft(publicKey, chainCode)

/**
 * Whether the chain accepts a signature, malformed ones included.
 * Reference: sp_core sr25519 Pair::verify, schnorrkel PublicKey::verify_simple
 */
export function verify(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_LENGTH || publicKey.length !== 32) return false
  if (isZero(publicKey)) return verifyForIdentity(signature)
  try {
    return schnorrkel.verify(message, signature, publicKey)
  } catch {
    return false
  }
}

/**
 * The all-zero account is the neutral point of the curve: schnorrkel accepts R = s·B for it, whatever the message, so
 * anybody can sign for it. The chain does the same.
 */
function verifyForIdentity(signature: Uint8Array): boolean {
  const commitment = signature.subarray(0, SCALAR_LENGTH)
  const scalar = Uint8Array.from(signature.subarray(SCALAR_LENGTH))
  if ((scalar[SCALAR_LENGTH - 1]! & MARKER) === 0) return false
  scalar[SCALAR_LENGTH - 1]! &= ~MARKER & 0xff
  if (!isBelowOrder(scalar)) return false
  if (isZero(scalar)) return isZero(commitment)
  const secret = new Uint8Array(SECRET_LENGTH)
  secret.set(scalar)
  const expanded = expandSecret(secret)
  const point = publicKeyOf(expanded)
  wipe(expanded)
  return Buffer.compare(point, commitment) === 0
}

function isBelowOrder(scalar: Uint8Array): boolean {
  for (let i = SCALAR_LENGTH - 1; i >= 0; i--) {
    if (scalar[i] !== ORDER[i]) return scalar[i]! < ORDER[i]!
  }
  return false
}

const isZero = (bytes: Uint8Array): boolean => bytes.every(byte => byte === 0)
