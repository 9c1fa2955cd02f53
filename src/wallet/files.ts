/** Reading the files of a wallet: bounded, never through a symbolic link, with errors that tell what to do. */
import { closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats } from 'node:fs'
import { relative, sep } from 'node:path'
import { TaoError } from '../primitives/errors.ts'
import type { WalletPlace } from './places.ts'

/** Keys are below 2 KB; what is larger is not a key. */
export const MAX_KEY_BYTES = 64 * 1024

const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)
/** Absent on Windows, where symbolic links need privileges. */
export const NO_FOLLOW = constants.O_NOFOLLOW ?? 0

/**
 * The content of a regular file of at most `limit` bytes.
 * @throws TaoError `not_found`, `not_permitted` (unreadable, a symbolic link), `invalid_file` (too large, not a file)
 */
export function readWhole(path: string, limit = MAX_KEY_BYTES): Buffer {
  const fd = attempt('read', path, () => openSync(path, READ | NO_FOLLOW))
  try {
    const stats = fstatSync(fd)
    if (!stats.isFile()) throw new TaoError('invalid_file', `Not a file: ${path}`)
    if (stats.size > limit) {
      throw new TaoError('invalid_file', `Too large: ${path}`, {
        why: `It has ${stats.size} bytes; at most ${limit} are expected.`,
      })
    }
    return attempt('read', path, () => readUpTo(fd, stats.size))
  } finally {
    closeSync(fd)
  }
}

/** The first bytes of a regular file: enough to tell its format. Errors as `readWhole`. */
export function readStart(path: string, length: number): Buffer {
  const fd = attempt('read', path, () => openSync(path, READ | NO_FOLLOW))
  try {
    if (!fstatSync(fd).isFile()) throw new TaoError('invalid_file', `Not a file: ${path}`)
    return attempt('read', path, () => readUpTo(fd, length))
  } finally {
    closeSync(fd)
  }
}

/** What lies at a path, the link itself if it is one; undefined if nothing does. */
export function lookAt(path: string): Stats | undefined {
  return attempt('look at', path, () => lstatSync(path, { throwIfNoEntry: false }))
}

/**
 * Refuses a wallet whose folder, `hotkeys` or `backups` is a symbolic link or no folder: a key would be read from, or
 * written to, somewhere else. The root itself may be a link.
 * @throws TaoError `not_permitted`, `invalid_file`
 */
export function guardFolders(wallet: WalletPlace): void {
  for (const folder of [wallet.folder, wallet.hotkeys, wallet.backups]) {
    const stats = lookAt(folder)
    if (stats === undefined) continue
    if (stats.isSymbolicLink()) throw linkRefused(folder)
    if (!stats.isDirectory()) throw new TaoError('invalid_file', `Not a folder: ${folder}`)
  }
}

/** Refuses a key file that is a symbolic link or anything else that is no file; absent is fine. */
export function guardFile(path: string): Stats | undefined {
  const stats = lookAt(path)
  if (stats?.isSymbolicLink()) throw linkRefused(path)
  if (stats !== undefined && !stats.isFile()) throw new TaoError('invalid_file', `Not a file: ${path}`)
  return stats
}

/**
 * What other users may do with a file or folder that should be private; undefined if nothing. `forbidden` are the bits of
 * the mode that matter.
 */
export function looseMode(path: string, forbidden = 0o077): string | undefined {
  const stats = process.platform === 'win32' ? undefined : lookAt(path)
  if (stats === undefined || (stats.mode & forbidden) === 0) return undefined
  return `${path} is open to other users of this machine (mode ${(stats.mode & 0o777).toString(8)})`
}

/** Runs a file operation; its failure becomes a TaoError that names the file. */
export function attempt<T>(action: string, path: string, operation: () => T): T {
  try {
    return operation()
  } catch (error) {
    throw fileError(action, path, error)
  }
}

/** Whether an error of the file system has one of these codes (`EEXIST`…). */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  return code !== undefined && codes.includes(code)
}

export function linkRefused(path: string): TaoError {
  return new TaoError('not_permitted', `A symbolic link stands in the way: ${path}`, {
    why: 'Keys are never read or written through a link: it may lead anywhere.',
    remedy: 'Name the folder that really holds the wallets, with --wallet-path or BT_WALLET_PATH.',
  })
}

function fileError(action: string, path: string, error: unknown): TaoError {
  if (error instanceof TaoError) return error
  if (hasCode(error, 'ENOENT')) return new TaoError('not_found', `No such file: ${path}`, { cause: error })
  if (hasCode(error, 'ELOOP', 'EMLINK')) return linkRefused(path)
  if (hasCode(error, 'EEXIST')) return new TaoError('already_exists', `It exists already: ${path}`, { cause: error })
  if (hasCode(error, 'ENOTDIR', 'EISDIR', 'ENXIO', 'ENAMETOOLONG')) {
    return new TaoError('invalid_file', `Not a file: ${path}`, { cause: error })
  }
  return new TaoError('not_permitted', `Cannot ${action} ${path}`, {
    why: reasonOf(error),
    remedy: hasCode(error, 'EACCES', 'EPERM')
      ? 'Look at the owner and the mode of the file and its folder.'
      : undefined,
    cause: error,
  })
}

function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  const known: Readonly<Record<string, string>> = {
    EACCES: 'You have no permission.',
    EPERM: 'The operation is not permitted.',
    EROFS: 'The disk is mounted read-only.',
    ENOSPC: 'The disk is full.',
    EDQUOT: 'Your disk quota is used up.',
    EMFILE: 'Too many files are open.',
  }
  return (code !== undefined && known[code]) || `The system answered ${code ?? 'with an unknown error'}.`
}

function readUpTo(fd: number, length: number): Buffer {
  const buffer = Buffer.alloc(length)
  let at = 0
  while (at < length) {
    const read = readSync(fd, buffer, at, length - at, null)
    if (read === 0) break
    at += read
  }
  return buffer.subarray(0, at)
}

/** A path below a folder, for messages and the layout of backups. */
export function pathWithin(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/')
}
