/**
 * Writing a key and its public half as one decision: everything is checked and staged before anything is replaced.
 *
 * What a crash can leave behind, at worst: a key without its public file, which the next unlock restores. Never a key
 * beside the public file of another one, never a lost key: what is overwritten is kept under `backups/` in the wallet's
 * folder, in the shape of a wallet folder, so that it can be opened as one.
 */
import { createHash, randomBytes } from 'node:crypto'
import { rmdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { equalBytes } from '../primitives/bytes.ts'
import { TaoError } from '../primitives/errors.ts'
import { guardFile, guardFolders, pathWithin, readWhole } from './files.ts'
import { describePlace, type KeyPlace } from './places.ts'
import { discard, keep, makeFolder, placeNew, placeOver, type Staged, stage, sweep, syncFolder } from './writing.ts'

/** What to write; a half that is absent stays as it is. */
export interface KeyFiles {
  readonly secret?: Uint8Array | undefined
  readonly public?: Uint8Array | undefined
}

export interface CommitOptions {
  /** Whether files that exist are replaced. Without it they are refused. */
  readonly overwrite: boolean
  /** Whether replaced files are kept; they are unless this is false. */
  readonly backup?: boolean | undefined
  /** What `fingerprintOf` said when the decision to write was made; if the key is another by now, nothing is written. */
  readonly unchangedSince?: Fingerprint | undefined
}

/** Tells one content of a secret file from another; `none` where there is no file. */
export type Fingerprint = string

export interface Committed {
  /** The folder that holds what was replaced. */
  readonly backup: string | undefined
}

/** What is in the secret file of a key now. */
export function fingerprintOf(place: KeyPlace): Fingerprint {
  if (guardFile(place.secretFile) === undefined) return 'none'
  return createHash('sha256').update(readWhole(place.secretFile)).digest('hex')
}

/**
 * Writes the files of one key.
 * @throws TaoError `already_exists` (nothing was written), `not_permitted`, `invalid_file`
 */
export function commit(place: KeyPlace, files: KeyFiles, options: CommitOptions): Committed {
  const { wallet } = place
  guardFolders(wallet)
  const taken = targets(place, files).filter(path => guardFile(path) !== undefined)
  if (taken.length > 0 && !options.overwrite) throw existsAlready(place, taken[0]!)
  if (options.unchangedSince !== undefined && options.unchangedSince !== fingerprintOf(place)) {
    throw changedMeanwhile(place)
  }
  const made = [...makeFolder(wallet.folder), ...makeFolder(dirname(place.secretFile))]
  const staged: Staged[] = []
  let written = false
  try {
    for (const folder of new Set([wallet.folder, dirname(place.secretFile)])) sweep(folder)
    const secret = stageInto(wallet.folder, files.secret, staged)
    const publicHalf = stageInto(wallet.folder, files.public, staged)
    const backup = taken.length > 0 && options.backup !== false ? keepOld(place, taken) : undefined
    if (options.overwrite) replace(place, secret, publicHalf)
    else placeFresh(place, secret, publicHalf)
    written = true
    return { backup }
  } finally {
    for (const { path } of staged) discard(path)
    if (written) syncFolder(wallet.folder)
    else removeEmpty(made)
  }
}

function targets(place: KeyPlace, files: KeyFiles): string[] {
  return [
    ...(files.secret === undefined ? [] : [place.secretFile]),
    ...(files.public === undefined ? [] : [place.publicFile]),
  ]
}

function stageInto(folder: string, content: Uint8Array | undefined, staged: Staged[]): Staged | undefined {
  if (content === undefined) return undefined
  const file = stage(folder, content)
  staged.push(file)
  return file
}

/** The key goes first: a public file alone would invite payments to a key that does not exist. */
function placeFresh(place: KeyPlace, secret: Staged | undefined, publicHalf: Staged | undefined): void {
  const folder = dirname(place.secretFile)
  if (secret !== undefined) {
    placeNew(secret, place.secretFile)
    syncFolder(folder)
  }
  if (publicHalf === undefined) return
  try {
    placeNew(publicHalf, place.publicFile)
  } catch (error) {
    // Another process was quicker with the public half; our key would stand beside it.
    if (secret !== undefined && isOurs(place.secretFile, secret.content)) discard(place.secretFile)
    throw error
  }
  syncFolder(folder)
}

/** The old public half goes before the new key comes, so that the two are never seen together. */
function replace(place: KeyPlace, secret: Staged | undefined, publicHalf: Staged | undefined): void {
  if (secret !== undefined && publicHalf !== undefined) {
    withPublicHalfAway(place, () => placeOver(secret, place.secretFile))
    if (!isOurs(place.secretFile, secret.content)) {
      throw changedMeanwhile(place)
    }
  } else if (secret !== undefined) {
    placeOver(secret, place.secretFile)
  }
  syncFolder(dirname(place.secretFile))
  if (publicHalf === undefined) return
  placeOver(publicHalf, place.publicFile)
  syncFolder(dirname(place.publicFile))
}

/** Takes the public file away, then acts; it comes back if the action fails. */
function withPublicHalfAway(place: KeyPlace, action: () => void): void {
  const { publicFile, wallet } = place
  const old = guardFile(publicFile) === undefined ? undefined : stage(wallet.folder, readWhole(publicFile))
  try {
    discard(publicFile)
    syncFolder(dirname(publicFile))
    action()
  } catch (error) {
    if (old !== undefined && guardFile(publicFile) === undefined) placeNew(old, publicFile)
    throw error
  } finally {
    if (old !== undefined) discard(old.path)
  }
}

function isOurs(path: string, content: Uint8Array): boolean {
  return guardFile(path) !== undefined && equalBytes(readWhole(path), content)
}

/** Keeps the files at `paths` in a folder of their own that has the shape of a wallet. */
function keepOld(place: KeyPlace, paths: readonly string[]): string {
  const { wallet } = place
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  const folder = join(wallet.backups, `${stamp}-${randomBytes(4).toString('hex')}`)
  for (const path of paths) keep(readWhole(path), join(folder, pathWithin(wallet.folder, path)))
  return folder
}

function existsAlready(place: KeyPlace, path: string): TaoError {
  return new TaoError('already_exists', `The ${describePlace(place)} exists already`, {
    why: `${path} is there since ${statSync(path).mtime.toISOString()}.`,
    remedy: 'Choose another name. To replace the key, ask for it with --overwrite: the old files are kept.',
    data: { path },
  })
}

function changedMeanwhile(place: KeyPlace): TaoError {
  return new TaoError('already_exists', `Another process wrote the ${describePlace(place)} at the same time`, {
    remedy: 'Look at what is there now, and decide again.',
  })
}

/** Takes back the folders that were made for nothing, innermost first. */
function removeEmpty(folders: readonly string[]): void {
  for (const folder of [...folders].reverse()) {
    try {
      rmdirSync(folder)
    } catch {
      return
    }
  }
}
