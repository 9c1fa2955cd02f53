/**
 * Metadata and lenses on disk: what was fetched from a chain once need not be fetched again, and what was made of it need
 * not be made again.
 *
 * A file belongs to a chain (its genesis), a runtime (its spec version) and a content: whatever tells one metadata of that
 * runtime from another before it is fetched, such as the hash of the runtime's code. All of these are what a node says of itself:
 * a file also belongs to the node that it came from, so that one that lies harms nobody but those who ask it. The cache never
 * stands in the way: what cannot be read or written is done without.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { concatBytes, type Hex, utf8 } from '../../primitives/bytes.ts'

/** Changes whenever lenses are made differently: older files are not used then. */
const FORMAT = 'taokit-lens-3'
const NEWLINE = 10
const MAX_FILES = 64

export interface MetadataKey {
  /** Who told it: the address of the node, `local` for the chain inside. */
  readonly source: string
  readonly genesis: Hex
  readonly specVersion: number
  /** Tells metadata of the same spec version apart, e.g. the hash of `:code`. */
  readonly content: string
}

/** What a file holds: full metadata as the chain sent it, or a lens as JSON. */
export interface CachedMetadata {
  readonly bytes: Uint8Array
  /** The digest of the full metadata, where it is of a version that has one. */
  readonly hash: Hex | undefined
}

interface Header extends MetadataKey {
  readonly format: string
  /** The needs in one spelling; empty for full metadata. */
  readonly needs: string
  readonly hash?: Hex
  readonly sha256: string
}

/** What a file holds, if it is there and whole and belongs to the key. `needs` is empty for full metadata. */
export function readCached(dir: string, key: MetadataKey, needs: string): CachedMetadata | undefined {
  const path = join(dir, fileName(key, needs))
  try {
    const file = readFileSync(path)
    const end = file.indexOf(NEWLINE)
    const header = JSON.parse(file.toString('utf8', 0, end)) as Header
    const bytes = new Uint8Array(file.subarray(end + 1))
    if (!isFor(header, key, needs) || header.sha256 !== sha256(bytes)) return undefined
    touch(path)
    return { bytes, hash: header.hash }
  } catch {
    return undefined
  }
}

const isFor = (header: Header, key: MetadataKey, needs: string): boolean =>
  header.format === FORMAT &&
  header.source === key.source &&
  header.genesis === key.genesis &&
  header.specVersion === key.specVersion &&
  header.content === key.content &&
  header.needs === needs

/** Writes a file in one step, readable by its owner only. */
export function writeCached(dir: string, key: MetadataKey, needs: string, { bytes, hash }: CachedMetadata): void {
  const { source, genesis, specVersion, content } = key
  const header: Header = {
    format: FORMAT,
    source,
    genesis,
    specVersion,
    content,
    needs,
    ...(hash !== undefined && { hash }),
    sha256: sha256(bytes),
  }
  const path = join(dir, fileName(key, needs))
  const unfinished = `${path}.${process.pid}.tmp`
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    rmSync(unfinished, { force: true })
    writeFileSync(unfinished, concatBytes(utf8(`${JSON.stringify(header)}\n`), bytes), { mode: 0o600, flag: 'wx' })
    renameSync(unfinished, path)
    dropOldest(dir)
  } catch {
    removeIfCan(unfinished)
  }
}

/** Forgets what is known of a chain, whoever told it. */
export function dropCached(dir: string, genesis: Hex): void {
  for (const name of list(dir)) if (name.startsWith(`${chainName(genesis)}-`)) removeIfCan(join(dir, name))
}

function removeIfCan(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // There is no folder either.
  }
}

function dropOldest(dir: string): void {
  const names = list(dir)
  if (names.length <= MAX_FILES) return
  const byAge = names.map(name => ({ path: join(dir, name), used: statSync(join(dir, name)).mtimeMs }))
  byAge.sort((a, b) => a.used - b.used)
  for (const { path } of byAge.slice(0, names.length - MAX_FILES)) rmSync(path, { force: true })
}

function list(dir: string): string[] {
  try {
    return readdirSync(dir).filter(name => name.endsWith(SUFFIX))
  } catch {
    return []
  }
}

/** Marks a file as used, so that it is not among the first to be dropped. */
function touch(path: string): void {
  const now = new Date()
  utimesSync(path, now, now)
}

const SUFFIX = '.metadata'

/** Nothing of what a chain says of itself stands in a file name as it is. */
const fileName = ({ source, genesis, specVersion, content }: MetadataKey, needs: string): string =>
  `${chainName(genesis)}-${shortHash(JSON.stringify([source, specVersion, content, needs]))}${SUFFIX}`

const chainName = (genesis: Hex): string => shortHash(genesis)
const shortHash = (text: string): string => sha256(utf8(text)).slice(0, 16)
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
