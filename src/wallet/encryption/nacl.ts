/**
 * `$NACL` keyfiles: the prefix, a nonce of 24 bytes, then an XSalsa20-Poly1305 secretbox whose key is argon2i of the
 * password.
 */
import { randomBytes } from 'node:crypto'
import { xsalsa20poly1305 } from '@noble/ciphers/salsa.js'
import { wipe } from '../../primitives/crypto/wipe.ts'
import { TaoError } from '../../primitives/errors.ts'
import type { Kdf } from './argon2.ts'
import { PREFIXES } from './formats.ts'

const PREFIX = Buffer.from(PREFIXES.nacl)
const NONCE_LENGTH = 24
const TAG_LENGTH = 16

/** What a file with this content becomes. The result is opened again before it is returned: a lost key has no cure. */
export async function sealNacl(content: Uint8Array, password: Uint8Array, kdf: Kdf): Promise<Buffer> {
  const key = await kdf(password)
  try {
    const nonce = randomBytes(NONCE_LENGTH)
    const sealed = Buffer.concat([PREFIX, nonce, xsalsa20poly1305(key, nonce).encrypt(content)])
    const opened = open(sealed, key)
    const isSame = opened !== undefined && Buffer.compare(opened, content) === 0
    wipe(opened)
    if (!isSame) throw new TaoError('internal', 'The encrypted key did not open again; nothing was written')
    return sealed
  } finally {
    wipe(key)
  }
}

/** The content of a file, or undefined if the password is wrong or the file was changed. */
export async function openNacl(
  file: Uint8Array,
  password: Uint8Array,
  kdf: Kdf,
  signal?: AbortSignal,
): Promise<Uint8Array | undefined> {
  const key = await kdf(password, signal)
  try {
    return open(file, key)
  } finally {
    wipe(key)
  }
}

/** Why a file cannot be one, whatever the password; undefined if it may be. */
export function naclDefect(file: Uint8Array): string | undefined {
  const shortest = PREFIX.length + NONCE_LENGTH + TAG_LENGTH
  return file.length > shortest ? undefined : 'It is cut off: the encrypted part is missing.'
}

function open(file: Uint8Array, key: Uint8Array): Uint8Array | undefined {
  const nonce = file.subarray(PREFIX.length, PREFIX.length + NONCE_LENGTH)
  try {
    return xsalsa20poly1305(key, nonce).decrypt(file.subarray(PREFIX.length + NONCE_LENGTH))
  } catch {
    return undefined
  }
}
