/**
 * Messages that only the holder of an ed25519 key can read: libsodium's sealed box over the X25519 form of the key.
 *
 * The sender stays anonymous: a one-time key of its own goes along. sr25519 keys have no such form.
 */
import { createHash, randomBytes } from 'node:crypto'
import { hsalsa, xsalsa20poly1305 } from '@noble/ciphers/salsa.js'
import { ed25519, x25519 } from '@noble/curves/ed25519.js'
import { blake2b } from '@noble/hashes/blake2.js'
import { concatBytes, utf8 } from '../bytes.ts'
import { wipe } from './wipe.ts'

const KEY_LENGTH = 32
const NONCE_LENGTH = 24
const TAG_LENGTH = 16
/** How much longer a sealed message is. */
export const OVERHEAD = KEY_LENGTH + TAG_LENGTH

const SIGMA = words(utf8('expand 32-byte k'))

/**
 * `message` sealed for the holder of `publicKey` (ed25519, 32 bytes).
 * @throws Error when the public key is not a point of the curve
 */
export function seal(message: Uint8Array, publicKey: Uint8Array): Uint8Array {
  const recipient = ed25519.utils.toMontgomery(publicKey)
  const secret = Uint8Array.from(randomBytes(KEY_LENGTH))
  const sender = x25519.getPublicKey(secret)
  const key = boxKey(secret, recipient)
  const sealed = xsalsa20poly1305(key, nonceOf(sender, recipient)).encrypt(message)
  wipe(secret, key)
  return concatBytes(sender, sealed)
}

/** The message in a sealed box for the key of `seed`, or undefined if it is for another key or was changed. */
export function unseal(box: Uint8Array, seed: Uint8Array): Uint8Array | undefined {
  if (box.length < OVERHEAD) return undefined
  const sender = box.subarray(0, KEY_LENGTH)
  const secret = montgomerySecret(seed)
  try {
    const key = boxKey(secret, sender)
    const message = xsalsa20poly1305(key, nonceOf(sender, x25519.getPublicKey(secret))).decrypt(
      box.subarray(KEY_LENGTH),
    )
    wipe(key)
    return message
  } catch {
    return undefined
  } finally {
    wipe(secret)
  }
}

function montgomerySecret(seed: Uint8Array): Uint8Array {
  const hash = createHash('sha512').update(seed).digest()
  const secret = Uint8Array.from(hash.subarray(0, KEY_LENGTH))
  wipe(hash)
  return secret
}

/** Reference: libsodium crypto_box_beforenm. */
function boxKey(secret: Uint8Array, publicKey: Uint8Array): Uint8Array {
  const shared = words(x25519.getSharedSecret(secret, publicKey))
  const key = new Uint32Array(8)
  hsalsa(SIGMA, shared, new Uint32Array(4), key)
  shared.fill(0)
  return new Uint8Array(key.buffer)
}

const nonceOf = (sender: Uint8Array, recipient: Uint8Array): Uint8Array =>
  blake2b(concatBytes(sender, recipient), { dkLen: NONCE_LENGTH })

function words(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(Uint8Array.from(bytes).buffer)
}
