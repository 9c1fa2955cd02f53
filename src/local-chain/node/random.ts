/** Names that nobody can guess or meet twice. This is the one file of the chain that draws random bytes. */
import { randomBytes } from 'node:crypto'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Sixteen letters and digits: the id of a subscription, or of a running node. */
export function randomId(): string {
  let id = ''
  while (id.length < 16) {
    // Bytes above the last whole round of the alphabet would favour its beginning.
    for (const byte of randomBytes(24)) if (byte < 248 && id.length < 16) id += ALPHABET[byte % 62]
  }
  return id
}
