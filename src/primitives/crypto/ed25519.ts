/**
 * ed25519. Signing is Node's own, native and constant-time; a secret is the 32-byte seed.
 */
import { createPrivateKey, createPublicKey, type KeyObject, sign as signWith, verify as verifyWith } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import { concatBytes, utf8 } from '../bytes.ts'
import { blake2_256 } from './blake2.ts'
import { wipe } from './wipe.ts'

export const SEED_LENGTH = 32
export const SIGNATURE_LENGTH = 64
const PUBLIC_KEY_LENGTH = 32

/** What precedes the seed in PKCS #8 and the public key in SubjectPublicKeyInfo (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')
/** SCALE of "Ed25519HDKD". */
const HARD_DERIVATION = concatBytes(Uint8Array.of(11 << 2), utf8('Ed25519HDKD'))

export function publicKeyOf(seed: Uint8Array): Uint8Array {
  const spki = createPublicKey(privateKey(seed)).export({ format: 'der', type: 'spki' })
  return Uint8Array.from(spki.subarray(-PUBLIC_KEY_LENGTH))
}

export const sign = (seed: Uint8Array, message: Uint8Array): Uint8Array =>
  Uint8Array.from(signWith(null, message, privateKey(seed)))

/** The seed of a hard derivation; there is no soft one. Reference: sp_core ed25519 derive_hard_junction */
export function deriveHard(seed: Uint8Array, chainCode: Uint8Array): Uint8Array {
  const input = concatBytes(HARD_DERIVATION, seed, chainCode)
  const derived = blake2_256(input)
  wipe(input)
  return derived
}

/**
 * Whether the chain accepts a signature, malformed ones included.
 *
 * The chain follows ZIP-215 (reference: sp_core ed25519 over ed25519-zebra). Native verification is stricter: what it
 * accepts is valid, and what it refuses is judged again by the rule of the chain.
 */
export function verify(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== SIGNATURE_LENGTH || publicKey.length !== PUBLIC_KEY_LENGTH) return false
  return verifyNatively(message, signature, publicKey) || verifyZip215(message, signature, publicKey)
}

function verifyNatively(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' })
    return verifyWith(null, message, key, signature)
  } catch {
    return false
  }
}

function verifyZip215(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: true })
  } catch {
    return false
  }
}

function privateKey(seed: Uint8Array): KeyObject {
  const der = Buffer.concat([PKCS8, seed])
  try {
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  } finally {
    wipe(der)
  }
}
