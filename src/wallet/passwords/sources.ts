/**
 * Where the password of a key comes from, in the order of bittensor 11: given outright, the environment, a file, a
 * question.
 */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { utf8 } from '../../primitives/bytes.ts'
import { wipe } from '../../primitives/crypto/wipe.ts'
import { TaoError } from '../../primitives/errors.ts'
import { attempt } from '../files.ts'
import { describePlace, type KeyPlace } from '../places.ts'
import type { PasswordEnvironment } from './environment.ts'

/** Bytes are preferred: they can be wiped, a string cannot. */
export type Password = string | Uint8Array

export interface PasswordQuestion {
  readonly place: KeyPlace
  /** The account that is being unlocked, if its public file tells. */
  readonly address: string | undefined
  /** 1 for the first time. */
  readonly attempt: number
  readonly attempts: number
}

/** Asks a person; undefined means that they gave up. */
export type AskPassword = (question: PasswordQuestion) => Promise<Password | undefined>

export interface PasswordSources {
  readonly password?: Password | undefined
  readonly environment?: PasswordEnvironment | undefined
  /** A file, or an open file descriptor such as 0. */
  readonly passwordFile?: string | number | undefined
  readonly ask?: AskPassword | undefined
}

/** A password that needs no question, with what else may be meant by it. */
export interface FoundPassword {
  /** In words: `the variable BT_PW_…`. */
  readonly source: string
  readonly candidates: readonly Uint8Array[]
}

export const ATTEMPTS = 3
const MAX_BYTES = 4096

/**
 * The password that is given without asking, if one is. The environment's common password and file are for coldkeys.
 * @throws TaoError `invalid_argument`, `not_found`, `not_permitted`
 */
export function findPassword(place: KeyPlace, sources: PasswordSources): FoundPassword | undefined {
  const { password, environment, passwordFile } = sources
  if (password !== undefined) return { source: 'the password given', candidates: [passwordBytes(password)] }
  const isColdkey = place.role === 'coldkey'
  const clear = isColdkey ? environment?.clear : undefined
  if (clear !== undefined) return { source: 'the variable BT_WALLET_PASSWORD', candidates: [clear] }
  const encoded = environment?.find(place)
  if (encoded !== undefined) return { source: `the variable ${encoded.name}`, candidates: [encoded.password] }
  const file = passwordFile ?? (isColdkey ? environment?.file : undefined)
  if (file === undefined) return undefined
  const content = readPasswordFile(file)
  return { source: typeof file === 'number' ? `file descriptor ${file}` : file, candidates: candidatesOf(content) }
}

/**
 * What a person may have meant: the text as it is and, if that differs, without the white space around it, which some
 * tools take off and others do not.
 */
export function candidatesOf(password: Password): Uint8Array[] {
  const bytes = passwordBytes(password)
  // A string of it is only made where it may matter: strings cannot be wiped.
  if (![bytes.at(0), bytes.at(-1)].some(mayBeSpace)) return [bytes]
  const text = Buffer.from(bytes).toString('utf8')
  const trimmed = text.trim()
  return trimmed === text || trimmed === '' ? [bytes] : [bytes, utf8(trimmed)]
}

/** A copy of a password as UTF-8, for the callee to wipe. */
export function passwordBytes(password: Password): Uint8Array {
  return typeof password === 'string' ? utf8(password) : Uint8Array.from(password)
}

/**
 * The first line of a file, without its end. A file that other users can read is refused; a pipe is taken as it is.
 * @throws TaoError `not_found`, `not_permitted`, `invalid_file`
 */
export function readPasswordFile(file: string | number): Uint8Array {
  const name = typeof file === 'number' ? `file descriptor ${file}` : file
  const fd = typeof file === 'number' ? file : attempt('read', name, () => openSync(file, constants.O_RDONLY))
  const buffer = Buffer.alloc(MAX_BYTES + 1)
  try {
    const stats = attempt('read', name, () => fstatSync(fd))
    if (process.platform !== 'win32' && stats.isFile() && (stats.mode & 0o077) !== 0) throw tooOpen(name, stats.mode)
    const length = attempt('read', name, () => readAll(fd, buffer))
    if (length > MAX_BYTES) throw new TaoError('invalid_file', `Too large for a password file: ${name}`)
    const end = buffer.subarray(0, length).indexOf(0x0a)
    const line = buffer.subarray(0, end === -1 ? length : end)
    const password = Uint8Array.from(line.at(-1) === 0x0d ? line.subarray(0, -1) : line)
    if (password.length === 0) throw new TaoError('invalid_file', `There is no password in ${name}`)
    return password
  } finally {
    wipe(buffer)
    if (typeof file !== 'number') closeSync(fd)
  }
}

/** The failure when a file is encrypted and nothing gave a password. */
export function passwordNeeded(place: KeyPlace): TaoError {
  return new TaoError('locked', `The ${describePlace(place)} is encrypted, and no password was given`, {
    remedy: 'Run it on a terminal to be asked, or give the password with --wallet-password-file.',
  })
}

/** White space begins and ends with such a byte in UTF-8. */
function mayBeSpace(byte: number | undefined): boolean {
  return byte !== undefined && (byte <= 0x20 || byte >= 0x80)
}

function readAll(fd: number, buffer: Buffer): number {
  let at = 0
  while (at < buffer.length) {
    const read = readSync(fd, buffer, at, buffer.length - at, null)
    if (read === 0) break
    at += read
  }
  return at
}

function tooOpen(name: string, mode: number): TaoError {
  return new TaoError('not_permitted', `Other users can read the password file ${name}`, {
    why: `Its mode is ${(mode & 0o777).toString(8)}.`,
    remedy: `Close it to others first: chmod 600 ${name}`,
  })
}
