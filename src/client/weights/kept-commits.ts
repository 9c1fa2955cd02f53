/**
 * What commits promised, kept until it has been revealed: without values and salt nobody can reveal a commit.
 *
 * One file for each hotkey in a mechanism of a subnet of a chain, for its owner's eyes only. It is written before the commit
 * is sent, in one step, and entries leave it only when they were revealed or can no longer be.
 */
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { Hex } from '../../primitives/bytes.ts'
import { TaoError } from '../../primitives/errors.ts'
import type { NetUid } from '../../primitives/netuid.ts'
import { dataFolder } from '../providers/data-folder.ts'
import type { Promised } from './commitment.ts'

/** Whose commits they are. */
export interface Committer {
  readonly genesis: Hex
  readonly netuid: NetUid
  readonly mechanism: number
  readonly hotkey: string
}

export interface KeptCommit extends Promised {
  readonly hash: Hex
  /** When it was made, as RFC 3339: for people only. */
  readonly made: string
}

interface KeptFile {
  readonly format: typeof FORMAT
  readonly netuid: number
  readonly mechanism: number
  readonly hotkey: string
  readonly commits: readonly (Omit<KeptCommit, 'versionKey'> & { readonly versionKey: string })[]
}

const FORMAT = 'taokit-weight-commits-1'
const LOCK_PATIENCE_MS = 3000
const LOCK_STALE_MS = 30_000
const LOCK_PAUSE_MS = 20

export function keptFile({ genesis, netuid, mechanism, hotkey }: Committer): string {
  // Beginnings of hashes of genesis blocks tell chains apart, and stay readable.
  return join(dataFolder('weight-commits'), genesis.slice(2, 18), `${netuid}-${mechanism}-${hotkey}.json`)
}

/** @throws TaoError `invalid_file` for a file that is damaged: what it holds may still be needed */
export function readKept(committer: Committer): KeptCommit[] {
  const path = keptFile(committer)
  const text = readIfAny(path)
  if (text === undefined) return []
  try {
    const { format, commits } = JSON.parse(text) as KeptFile
    if (format !== FORMAT) throw new Error(`its format is ${String(format)}`)
    return commits.map(({ versionKey, ...commit }) => ({ ...commit, versionKey: BigInt(versionKey) }))
  } catch (error) {
    throw new TaoError('invalid_file', `The file of weight commits cannot be read: ${path}`, {
      why: error instanceof Error ? error.message : undefined,
      remedy: 'Look into it: it holds what is needed to reveal. Move it away to go on without.',
      cause: error,
    })
  }
}

/** Keeps one more. */
export function keep(committer: Committer, commit: KeptCommit): void {
  change(committer, commits => [...commits.filter(({ hash }) => hash !== commit.hash), commit])
}

/** Forgets those that are done with. */
export function forget(committer: Committer, hashes: readonly Hex[]): void {
  if (hashes.length === 0) return
  change(committer, commits => commits.filter(({ hash }) => !hashes.includes(hash)))
}

function change(committer: Committer, edit: (commits: readonly KeptCommit[]) => readonly KeptCommit[]): void {
  const path = keptFile(committer)
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const release = lock(`${path}.lock`)
  try {
    write(path, committer, edit(readKept(committer)))
  } finally {
    release()
  }
}

/** In one step, and on the disk when it returns. */
function write(path: string, { netuid, mechanism, hotkey }: Committer, commits: readonly KeptCommit[]): void {
  if (commits.length === 0) {
    rmSync(path, { force: true })
    return
  }
  const kept = commits.map(({ versionKey, ...commit }) => ({ ...commit, versionKey: versionKey.toString() }))
  const file: KeptFile = { format: FORMAT, netuid, mechanism, hotkey, commits: kept }
  const unfinished = `${path}.${process.pid}.tmp`
  rmSync(unfinished, { force: true })
  const handle = openSync(unfinished, 'wx', 0o600)
  try {
    writeSync(handle, `${JSON.stringify(file, null, 2)}\n`)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(unfinished, path)
  syncFolder(dirname(path))
}

/** Folders cannot be synced everywhere. */
function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r')
    fsyncSync(handle)
    closeSync(handle)
  } catch {
    // On Windows the rename is all that can be done.
  }
}

/** Two programs that commit at the same time must not lose each other's entry. @returns what releases it */
function lock(path: string): () => void {
  for (let waited = 0; ; waited += LOCK_PAUSE_MS) {
    try {
      closeSync(openSync(path, 'wx', 0o600))
      return () => rmSync(path, { force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      if (isStale(path)) rmSync(path, { force: true })
      else if (waited >= LOCK_PATIENCE_MS) throw locked(path)
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOCK_PAUSE_MS)
    }
  }
}

function isStale(path: string): boolean {
  try {
    return Date.now() - statSync(path).mtimeMs > LOCK_STALE_MS
  } catch {
    return false
  }
}

const locked = (path: string): TaoError =>
  new TaoError('chain_busy', 'Another program is writing the weight commits of this hotkey', {
    remedy: `Try again. If none is running, remove ${path}`,
  })

function readIfAny(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
