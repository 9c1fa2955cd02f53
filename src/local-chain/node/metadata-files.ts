/**
 * Metadata that a build computed, kept in files beside the program: computing it takes longer than most commands.
 *
 * A file is used only where it surely belongs to the runtime at hand: the same build wrote it for this very profile, or
 * the runtime's declarations hash to what the file says. Anything else is computed again, in memory.
 */
import { createHash } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readFileSync, readSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RuntimeMetadata } from '../runtime/metadata/build.ts'
import { type MetadataOrigin, packMetadata, readOrigin, unpackMetadata } from '../runtime/metadata/container.ts'
import { declarationsOf } from '../runtime/metadata/fingerprint.ts'
import type { Profile } from '../runtime/profile.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { declareTheSame, shippedMetadata } from './shipped-metadata.ts'

export interface MetadataSource {
  /** Where a build put its files; without it the metadata is computed. */
  readonly dir?: string | undefined
  /**
   * The build that this program is, if the runtime's profile is one that the build knows, unchanged. It spares the check of
   * the declarations.
   */
  readonly build?: string | undefined
}

/** Gives a runtime its metadata: from the file of its profile where there is one, else computed. */
export async function loadMetadata(
  runtime: Runtime,
  source: MetadataSource = shippedMetadata(runtime),
): Promise<RuntimeMetadata> {
  const metadata = readMetadataFile(runtime, source) ?? (await compute(runtime))
  runtime.metadata = metadata
  return metadata
}

async function compute(runtime: Runtime): Promise<RuntimeMetadata> {
  const { buildMetadata } = await import('../runtime/metadata/build.ts')
  return buildMetadata(runtime)
}

/** The metadata in the file of the runtime's profile; undefined where there is none or it belongs to something else. */
export function readMetadataFile(runtime: Runtime, { dir, build }: MetadataSource): RuntimeMetadata | undefined {
  if (dir === undefined) return undefined
  const bytes = ifThere(() => allBytes(metadataFile(dir, runtime)))
  const found = bytes && unpackMetadata(bytes)
  if (found === undefined || !belongs(runtime, found.origin, build)) return undefined
  const { v14, v15, v16, hash } = found
  return { v14, v15, v16, hash }
}

function belongs(runtime: Runtime, origin: MetadataOrigin, build: string | undefined): boolean {
  if (build !== undefined && origin.build === build) return true
  return origin.declarations === declarationsDigest(runtime)
}

/** Writes the file of a runtime's profile. @returns its path */
export function writeMetadataFile(runtime: Runtime, metadata: RuntimeMetadata, dir: string, build?: string): string {
  const path = metadataFile(dir, runtime)
  mkdirSync(dir, { recursive: true })
  const unfinished = `${path}.${process.pid}.tmp`
  writeFileSync(unfinished, packMetadata(metadata, { build, declarations: declarationsDigest(runtime) }))
  renameSync(unfinished, path)
  return path
}

export const metadataFile = (dir: string, { profile }: Runtime): string =>
  join(dir, `${profile.name}-${profile.version.specVersion}.metadata`)

const digests = new WeakMap<Profile['pallets'], { readonly profile: Profile; readonly digest: string }[]>()

/** A hash of all that a runtime's metadata says. Where the build has written it down it is read, as working it out takes a while. */
export function declarationsDigest(runtime: Runtime, source: MetadataSource = shippedMetadata(runtime)): string {
  const { profile } = runtime
  const known = digests.get(profile.pallets) ?? []
  digests.set(profile.pallets, known)
  let found = known.find(entry => declareTheSame(entry.profile, profile))
  if (found === undefined) {
    found = { profile, digest: digestOnFile(runtime, source) ?? sha256(declarationsOf(runtime)) }
    known.push(found)
  }
  return found.digest
}

/** More than the first line of any such file. */
const FIRST_BYTES = 1024

function digestOnFile(runtime: Runtime, { dir, build }: MetadataSource): string | undefined {
  if (dir === undefined || build === undefined) return undefined
  const begin = ifThere(() => firstBytes(metadataFile(dir, runtime)))
  const origin = begin && readOrigin(begin)
  return origin?.build === build ? origin.declarations : undefined
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

function firstBytes(path: string): Uint8Array {
  const file = openSync(path, 'r')
  try {
    const bytes = new Uint8Array(FIRST_BYTES)
    return bytes.subarray(0, readSync(file, bytes))
  } finally {
    closeSync(file)
  }
}

function allBytes(path: string): Uint8Array {
  const { buffer, byteOffset, length } = readFileSync(path)
  return new Uint8Array(buffer, byteOffset, length)
}

function ifThere<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
