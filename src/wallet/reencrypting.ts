/** Encrypting a key anew: another password, or the current format instead of an old one. */
import { wipe } from '../primitives/crypto/wipe.ts'
import { TaoError } from '../primitives/errors.ts'
import { commit, fingerprintOf } from './committing.ts'
import type { KeyfileFormat } from './encryption/formats.ts'
import type { Password } from './passwords/sources.ts'
import { describePlace, type KeyPlace } from './places.ts'
import { type Protection, protect } from './saving.ts'
import { decryptKeyfile, openDecrypted, type UnlockOptions } from './unlocking.ts'

export interface ReencryptOptions extends UnlockOptions {
  /** Whether the old file is kept (it is, unless this is false). It still opens with the old password. */
  readonly keepOld?: boolean | undefined
}

export interface ChangePasswordOptions extends ReencryptOptions {
  /** null leaves the key in the clear. */
  readonly newPassword: Password | null
  readonly allowWeakPassword?: boolean | undefined
}

export interface Reencrypted {
  readonly address: string
  /** How the key was encrypted before. */
  readonly before: KeyfileFormat
  /** The folder that holds the old file. */
  readonly backup: string | undefined
}

/**
 * Gives a key another password, or one to a key that had none. The key is opened and checked first, and the new file is
 * opened again before it replaces the old one.
 * @throws TaoError as `unlock` and `saveKey`
 */
export async function changePassword(place: KeyPlace, options: ChangePasswordOptions): Promise<Reencrypted> {
  const { newPassword, allowWeakPassword } = options
  return reencrypt(place, options, () => ({ password: newPassword, allowWeakPassword }))
}

/**
 * Writes a key in the current format under the password that opens it: for the formats of old versions, and for keyfiles
 * that do not state their kind.
 * @throws TaoError as `unlock`; `invalid_argument` when the key is not encrypted
 */
export async function upgradeFormat(place: KeyPlace, options: ReencryptOptions): Promise<Reencrypted> {
  return reencrypt(place, options, password => {
    if (password !== undefined) return { password, allowWeakPassword: true }
    throw new TaoError('invalid_argument', `The ${describePlace(place)} is not encrypted`, {
      remedy: 'Give it a password instead.',
    })
  })
}

async function reencrypt(
  place: KeyPlace,
  options: ReencryptOptions,
  protectionFor: (password: Uint8Array | undefined) => Protection,
): Promise<Reencrypted> {
  const unchangedSince = fingerprintOf(place)
  const decrypted = await decryptKeyfile(place, options)
  const { key, format } = openDecrypted(place, decrypted)
  let secret: Uint8Array | undefined
  try {
    secret = await protect(key, { kdf: options.kdf, signal: options.signal, ...protectionFor(decrypted.password) })
    const { backup } = commit(place, { secret }, { overwrite: true, backup: options.keepOld, unchangedSince })
    return { address: key.address, before: format, backup }
  } finally {
    key.wipe()
    wipe(decrypted.password, secret)
  }
}
