/**
 * Unlocking a key: finding its password, decrypting it, and making sure that it is the key it claims to be.
 *
 * Unlock late, use, `wipe()`. Three things that can go wrong are told apart: the password (`wrong_password`), access to the
 * file (`not_found`, `not_permitted`), and the file itself (`invalid_file`).
 */
import { wipe } from '../primitives/crypto/wipe.ts'
import { TaoError } from '../primitives/errors.ts'
import { formatOf, isWeak, type KeyfileFormat } from './encryption/formats.ts'
import { type EncryptedFormat, type OpenOptions, openWith, requireSound } from './encryption/opening.ts'
import { guardFile, guardFolders, looseMode, readWhole } from './files.ts'
import { parseKeyfile } from './keyfile.ts'
import { addressIfKnown, secretMissing } from './missing.ts'
import { ATTEMPTS, candidatesOf, findPassword, type PasswordSources, passwordNeeded } from './passwords/sources.ts'
import { describePlace, type KeyPlace } from './places.ts'
import { agrees, readPublicHalfIfAny, type StatedPublicHalf } from './public-half.ts'
import type { WalletKey } from './wallet-key.ts'

export interface UnlockOptions extends PasswordSources, OpenOptions {}

export interface Unlocked {
  readonly key: WalletKey
  readonly format: KeyfileFormat
  /** False when the public file is missing: `restorePublicHalf` writes it. */
  readonly hasPublicFile: boolean
  /** What a person should know: loose modes, a weak format, fields that disagree. */
  readonly warnings: readonly string[]
}

/** A decrypted keyfile. `password` is the one that opened it; the receiver wipes both. */
export interface Decrypted {
  readonly format: KeyfileFormat
  readonly content: Uint8Array
  readonly password: Uint8Array | undefined
}

/**
 * The key at a place. A password that is not asked for is tried once; a person has three tries.
 * @throws TaoError `not_found`, `not_permitted`, `invalid_file`, `wrong_password`, `locked` (no password given), `cancelled`,
 * `unsupported` (memory)
 */
export async function unlock(place: KeyPlace, options: UnlockOptions = {}): Promise<Unlocked> {
  const decrypted = await decryptKeyfile(place, options)
  wipe(decrypted.password)
  return openDecrypted(place, decrypted)
}

/** The key in a decrypted keyfile, compared with its public file. Wipes the content. */
export function openDecrypted(place: KeyPlace, { format, content }: Decrypted): Unlocked {
  let key: WalletKey
  try {
    key = parseKeyfile(content, place.secretFile)
  } finally {
    wipe(content)
  }
  try {
    const stated = readPublicHalfIfAny(place)
    if (stated !== undefined && !agrees(stated, key)) throw mismatch(place, stated, key)
    return {
      key,
      format,
      hasPublicFile: stated !== undefined,
      warnings: [...key.warnings, ...warningsOf(place, format)],
    }
  } catch (error) {
    key.wipe()
    throw error
  }
}

/** The content of a keyfile. Errors as `unlock`. */
export async function decryptKeyfile(place: KeyPlace, options: UnlockOptions): Promise<Decrypted> {
  guardFolders(place.wallet)
  const file = readSecretFile(place)
  const format = formatOf(file)
  if (format === 'plain') return { format, content: file, password: undefined }
  requireSound(format, file, place.secretFile)
  const found = findPassword(place, options)
  if (found !== undefined) {
    const opened = await tryAll(format, file, found.candidates, options)
    if (opened === undefined) throw wrongPassword(place, `It is the one of ${found.source}.`)
    return { format, ...opened }
  }
  if (options.ask === undefined) throw passwordNeeded(place)
  return { format, ...(await askAndTry(place, format, file, options)) }
}

function readSecretFile(place: KeyPlace): Buffer {
  if (guardFile(place.secretFile) !== undefined) return readWhole(place.secretFile)
  throw secretMissing(place)
}

async function askAndTry(
  place: KeyPlace,
  format: EncryptedFormat,
  file: Uint8Array,
  options: UnlockOptions,
): Promise<{ content: Uint8Array; password: Uint8Array }> {
  // Only for the question; a damaged public file is told once the key is open.
  const address = addressIfKnown(place)
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const answer = await options.ask!({ place, address, attempt, attempts: ATTEMPTS })
    if (answer === undefined) throw new TaoError('cancelled', 'No password was entered')
    // Nothing typed is a slip, not a guess worth three seconds.
    const candidates = answer.length === 0 ? [] : candidatesOf(answer)
    if (answer instanceof Uint8Array) wipe(answer)
    const opened = await tryAll(format, file, candidates, options)
    if (opened !== undefined) return opened
  }
  throw wrongPassword(place, `${ATTEMPTS} passwords were tried.`)
}

async function tryAll(
  format: EncryptedFormat,
  file: Uint8Array,
  candidates: readonly Uint8Array[],
  options: OpenOptions,
): Promise<{ content: Uint8Array; password: Uint8Array } | undefined> {
  let right: Uint8Array | undefined
  try {
    for (const password of candidates) {
      const content = await openWith(format, file, password, options)
      if (content === undefined) continue
      right = password
      return { content, password }
    }
    return undefined
  } finally {
    wipe(...candidates.filter(candidate => candidate !== right))
  }
}

function warningsOf(place: KeyPlace, format: KeyfileFormat): string[] {
  // Older tools left folders readable, which shows names only; writable, they let others swap the key.
  const loose = [looseMode(place.secretFile), looseMode(place.wallet.folder, 0o022)]
  const warnings = loose.filter(text => text !== undefined)
  if (isWeak(format)) {
    warnings.push(`The ${describePlace(place)} is encrypted in an old, weak way; encrypt it anew.`)
  }
  if (format === 'plain' && place.role === 'coldkey') {
    warnings.push(`The ${describePlace(place)} is not encrypted; give it a password.`)
  }
  return warnings
}

function wrongPassword(place: KeyPlace, which: string): TaoError {
  return new TaoError('wrong_password', `The password does not open the ${describePlace(place)}`, {
    why: [which, 'A keyfile that was changed after it was written fails in the same way.'],
    remedy:
      'Mind capital letters and the keyboard layout. Without the password, only the mnemonic brings the key back.',
  })
}

function mismatch(place: KeyPlace, stated: StatedPublicHalf, key: WalletKey): TaoError {
  return new TaoError('invalid_file', `The public file does not belong to the ${describePlace(place)}`, {
    why: [
      `${place.publicFile} says ${stated.address} (${stated.cryptoType}),`,
      `but the key is ${key.address} (${key.cryptoType}).`,
      'Somebody may have changed the file, so that payments go elsewhere.',
    ],
    remedy: `Find out how that came about. If the key is right, delete ${place.publicFile} and unlock again.`,
    data: { stated: stated.address, derived: key.address },
  })
}
