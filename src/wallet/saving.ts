/** Putting keys into a wallet: new ones, recovered ones, public halves to watch. */

import { wipe } from '../primitives/crypto/wipe.ts'
import { TaoError } from '../primitives/errors.ts'
import { commit, fingerprintOf } from './committing.ts'
import { argon2Key } from './encryption/argon2.ts'
import { sealNacl } from './encryption/nacl.ts'
import type { OpenOptions } from './encryption/opening.ts'
import { guardFile, guardFolders, lookAt } from './files.ts'
import { formatKeyfile } from './keyfile.ts'
import { checkNewName } from './names.ts'
import { type Password, passwordBytes } from './passwords/sources.ts'
import { requireStrong } from './passwords/strength.ts'
import { describePlace, type KeyPlace } from './places.ts'
import {
  agrees,
  formatPublicHalf,
  type PublicHalf,
  readAddress,
  readPublicHalfIfAny,
  type StatedPublicHalf,
} from './public-half.ts'
import type { WalletKey } from './wallet-key.ts'

export interface Protection extends OpenOptions {
  /** null leaves the key in the clear, as hotkeys usually are. */
  readonly password: Password | null
  /** Takes a password that is too weak for a new key. */
  readonly allowWeakPassword?: boolean | undefined
}

export interface SaveOptions extends Protection {
  /** Replaces a key that is there; it is kept as a backup. */
  readonly overwrite?: boolean | undefined
}

export interface Saved {
  readonly address: string
  /** The account whose key was replaced, if another one was. */
  readonly replaced: string | undefined
  /** The folder that holds the replaced files. */
  readonly backup: string | undefined
}

/** What stands where a key would be saved: ask before a mnemonic is shown or a password chosen. */
export interface Occupant {
  readonly address: string | undefined
  readonly hasSecret: boolean
}

/** What is at a place already; undefined if it is free. @throws TaoError `not_permitted`, `invalid_file` */
export function occupantOf(place: KeyPlace): Occupant | undefined {
  guardFolders(place.wallet)
  const hasSecret = guardFile(place.secretFile) !== undefined
  if (!hasSecret && readPublicHalfOrDamaged(place) === undefined) return undefined
  return { address: addressIfKnown(place), hasSecret }
}

/**
 * Writes a key and its public half, together. A public half that is there and belongs to the key stays.
 * @throws TaoError `already_exists`, `invalid_argument` (name, weak password), `not_permitted`, `unsupported` (memory); nothing
 * was written then
 */
export async function saveKey(place: KeyPlace, key: WalletKey, options: SaveOptions): Promise<Saved> {
  const occupant = occupantOf(place)
  if (occupant === undefined || !occupant.hasSecret) checkNewPlace(place)
  const overwrite = options.overwrite === true
  if (!overwrite && occupant !== undefined && (occupant.hasSecret || occupant.address !== key.address)) {
    throw occupied(place, occupant)
  }
  const stated = readPublicHalfOrDamaged(place)
  const keepsPublic = stated !== undefined && stated !== 'damaged' && agrees(stated, key) && !stated.holdsSecret
  const unchangedSince = fingerprintOf(place)
  const secret = await protect(key, options)
  const publicHalf = keepsPublic ? undefined : formatPublicHalf(key)
  try {
    const { backup } = commit(place, { secret, public: publicHalf }, { overwrite, unchangedSince })
    const before = occupant?.address
    return { address: key.address, replaced: before === key.address ? undefined : before, backup }
  } finally {
    wipe(secret)
  }
}

/**
 * Writes a public half alone: an account to watch, or a key that lives elsewhere.
 *
 * Where the secret is here too it is refused: only the key itself tells which public half is its own.
 * @throws TaoError `already_exists`, `not_permitted`, `invalid_argument`
 */
export function savePublicHalf(place: KeyPlace, half: PublicHalf, options: { overwrite?: boolean } = {}): Saved {
  const occupant = occupantOf(place)
  if (occupant === undefined) checkNewPlace(place)
  if (occupant?.hasSecret) {
    throw new TaoError('not_permitted', `The ${describePlace(place)} is here with its secret`, {
      why: 'Its public file is made from the key itself, so that the two cannot differ.',
      remedy: 'Unlock the key; that restores a missing public file.',
    })
  }
  const overwrite = options.overwrite === true
  if (!overwrite && occupant !== undefined) throw occupied(place, occupant)
  const { backup } = commit(place, { public: formatPublicHalf(half) }, { overwrite })
  const before = occupant?.address
  return { address: half.address, replaced: before === half.address ? undefined : before, backup }
}

/** Writes the public file of an unlocked key where it is missing, and tells whether it was. @throws TaoError */
export function restorePublicHalf(place: KeyPlace, key: PublicHalf): boolean {
  if (readPublicHalfIfAny(place) !== undefined) return false
  commit(place, { public: formatPublicHalf(key) }, { overwrite: false })
  return true
}

/** The content of a keyfile, encrypted unless the password is null. */
export async function protect(key: WalletKey, options: Protection): Promise<Buffer> {
  const content = formatKeyfile(key)
  if (options.password === null) return content
  const password = passwordBytes(options.password)
  try {
    if (!options.allowWeakPassword) requireStrong(Buffer.from(password).toString('utf8'))
    return await sealNacl(content, password, options.kdf ?? argon2Key)
  } finally {
    wipe(content, password)
  }
}

/** Names are checked where something comes into being; what other tools made stays reachable. */
function checkNewPlace(place: KeyPlace): void {
  if (lookAt(place.wallet.folder) === undefined) checkNewName('wallet', place.wallet.name)
  if (place.role === 'hotkey') checkNewName('hotkey', place.name)
}

function addressIfKnown(place: KeyPlace): string | undefined {
  try {
    return readAddress(place).address
  } catch {
    return undefined
  }
}

function readPublicHalfOrDamaged(place: KeyPlace): StatedPublicHalf | 'damaged' | undefined {
  try {
    guardFile(place.publicFile)
    return readPublicHalfIfAny(place)
  } catch (error) {
    if (error instanceof TaoError && error.code === 'invalid_file' && guardFile(place.publicFile)) return 'damaged'
    throw error
  }
}

function occupied(place: KeyPlace, { address, hasSecret }: Occupant): TaoError {
  const what = hasSecret ? 'a key' : 'a public file'
  return new TaoError('already_exists', `The ${describePlace(place)} exists already`, {
    why: address === undefined ? `It is ${what}.` : `It is ${what} of ${address}.`,
    remedy: 'Choose another name. To replace it, ask for it with --overwrite: the old files are kept.',
    data: { address },
  })
}
