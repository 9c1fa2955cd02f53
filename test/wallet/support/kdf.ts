/** Cheap stand-ins for argon2, where argon2 is not what is tested. */
import { createHash } from 'node:crypto'
import type { Kdf } from '../../../src/wallet/encryption/argon2.ts'
import { readVectors } from './vectors.ts'

/** A hash: for files that a test writes and reads itself. */
export const cheapKdf: Kdf = async password => createHash('sha256').update(password).digest()

const DERIVED = new Map(Object.entries(readVectors<Record<string, string>>('derived-keys.json')))

/** The true keys of the passwords of the vectors; of any other password, a key that opens nothing. */
export const tableKdf: Kdf = async password => {
  const key = DERIVED.get(Buffer.from(password).toString('utf8'))
  return key === undefined ? cheapKdf(password) : Buffer.from(key, 'hex')
}

/** Counts how often a key was derived. */
export function countingKdf(kdf: Kdf): Kdf & { readonly runs: () => number } {
  let runs = 0
  const counting: Kdf = (password, signal) => {
    runs++
    return kdf(password, signal)
  }
  return Object.assign(counting, { runs: () => runs })
}
