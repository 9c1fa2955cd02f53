/**
 * Writing the files of a wallet so that a crash at any instant leaves the old file or the new one, whole.
 *
 * A file is first written beside its place, private from the first byte and flushed to disk, and then moved there in one
 * step. What is half written lies in the wallet's folder, never among the hotkeys: other tools take every file there for a
 * key.
 */
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { TaoError } from '../primitives/errors.ts'
import { attempt, hasCode, lookAt, NO_FOLLOW } from './files.ts'

export const FILE_MODE = 0o600
export const FOLDER_MODE = 0o700

const STAGED = /^\.tao-[0-9a-f]{32}\.(?:tmp|lock)$/
/** A file that was being written this long ago belongs to a process that died. */
const ABANDONED_MS = 60 * 60 * 1000
const CREATE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | NO_FOLLOW
/** What `link` answers where there are no hard links. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']

/** A file that is written and durable, but not in its place yet. */
export interface Staged {
  readonly path: string
  readonly content: Uint8Array
}

/** Makes a folder and those above it, closed to others, and tells which did not exist. */
export function makeFolder(path: string): string[] {
  const missing: string[] = []
  for (let folder = path; lookAt(folder) === undefined; folder = dirname(folder)) missing.unshift(folder)
  attempt('make', path, () => {
    mkdirSync(path, { recursive: true, mode: FOLDER_MODE })
    // An odd umask may have taken the owner's own bits away.
    if (process.platform !== 'win32') for (const folder of missing) chmodSync(folder, FOLDER_MODE)
  })
  for (const folder of missing) syncFolder(dirname(folder))
  return missing
}

/** Writes a private file into `folder` under a name that nothing else has, flushed to disk. */
export function stage(folder: string, content: Uint8Array, ending = '.tmp'): Staged {
  const path = join(folder, `.tao-${randomBytes(16).toString('hex')}${ending}`)
  attempt('write', path, () => {
    const fd = openSync(path, CREATE, FILE_MODE)
    try {
      if (process.platform !== 'win32') fchmodSync(fd, FILE_MODE)
      writeAll(fd, content)
      fsyncSync(fd)
    } catch (error) {
      discard(path)
      throw error
    } finally {
      closeSync(fd)
    }
  })
  return { path, content }
}

/** Removes what processes that died left half written in a folder. */
export function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!STAGED.test(name)) continue
    const path = join(folder, name)
    const stats = lookAt(path)
    if (stats !== undefined && Date.now() - stats.mtimeMs > ABANDONED_MS) discard(path)
  }
}

/**
 * Puts a staged file in its place, if that is free. The staged name stays until it is discarded.
 * @throws TaoError `already_exists`
 */
export function placeNew(staged: Staged, path: string): void {
  attempt('write', path, () =>
    withinOneDisk(staged, path, from => {
      try {
        linkSync(from, path)
        return
      } catch (error) {
        if (!hasCode(error, ...NO_LINKS)) throw error
      }
      // Without hard links the name is claimed by an empty file, which the whole one then replaces in one step.
      closeSync(openSync(path, CREATE, FILE_MODE))
      try {
        renameSync(from, path)
      } catch (error) {
        discard(path)
        throw error
      }
    }),
  )
}

/** Puts a staged file in its place, over what is there. */
export function placeOver(staged: Staged, path: string): void {
  attempt('write', path, () => withinOneDisk(staged, path, from => renameSync(from, path)))
}

/** A folder of hotkeys may be mounted from elsewhere; then the file is staged once more, right beside its place. */
function withinOneDisk(staged: Staged, path: string, move: (from: string) => void): void {
  try {
    move(staged.path)
  } catch (error) {
    if (!hasCode(error, 'EXDEV')) throw error
    const near = stage(dirname(path), staged.content, '.lock')
    try {
      move(near.path)
    } finally {
      discard(near.path)
    }
  }
}

/** Keeps old content under another name. It is a copy: older tools write into files in place, links included. */
export function keep(content: Uint8Array, path: string): void {
  const folder = dirname(path)
  makeFolder(folder)
  const { path: staged } = stage(folder, content)
  attempt('keep a copy in', folder, () => renameSync(staged, path))
  syncFolder(folder)
}

/** Removes a file; that it is gone already is fine. */
export function discard(path: string): void {
  try {
    unlinkSync(path)
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  }
}

/** Makes the names in a folder as durable as the files. Windows cannot and needs not. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return
  attempt('flush', path, () => {
    const fd = openSync(path, constants.O_RDONLY)
    try {
      fsyncSync(fd)
    } catch (error) {
      // Some network file systems have no way to flush a folder.
      if (!hasCode(error, 'EINVAL', 'ENOTSUP', 'EOPNOTSUPP')) throw error
    } finally {
      closeSync(fd)
    }
  })
}

/**
 * Writes a private file that is no part of a wallet folder, such as an export.
 * @throws TaoError `already_exists`, `not_permitted`
 */
export function writePrivateFile(path: string, content: Uint8Array): void {
  const folder = dirname(path)
  if (lookAt(path) !== undefined) {
    throw new TaoError('already_exists', `It exists already: ${path}`, { remedy: 'Choose another name.' })
  }
  const staged = stage(folder, content)
  try {
    placeNew(staged, path)
    syncFolder(folder)
  } finally {
    discard(staged.path)
  }
}

function writeAll(fd: number, content: Uint8Array): void {
  for (let at = 0; at < content.length; ) at += writeSync(fd, content, at, content.length - at)
}
