/**
 * Metadata that a build computed, kept in files beside the program: computing it takes longer than most commands.
 *
 * A file is used only where it surely belongs to the runtime at hand: the same build wrote it for this very profile, or
 * the runtime's declarations hash to what the file says. Anything else is computed again, in memory.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RuntimeMetadata } from '../runtime/metadata/build.ts'
import { type MetadataOrigin, packMetadata, unpackMetadata } from '../runtime/metadata/container.ts'
import { declarationsOf } from '../runtime/metadata/fingerprint.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { shippedMetadata } from './shipped-metadata.ts'

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
  const bytes = readIfThere(metadataFile(dir, runtime))
  const found = bytes && unpackMetadata(bytes)
  if (found === undefined || !belongs(runtime, found.origin, build)) return undefined
  const { v14, v15, v16, hash } = found
  return { v14, v15, v16, hash }
}

function belongs(runtime: Runtime, origin: MetadataOrigin, build: string | undefined): boolean {
  if (build !== undefined && origin.build === build) return true
  return origin.declarations === declarationsHash(runtime)
}

/** Writes the file of a runtime's profile. @returns its path */
export function writeMetadataFile(runtime: Runtime, metadata: RuntimeMetadata, dir: string, build?: string): string {
  const path = metadataFile(dir, runtime)
  mkdirSync(dir, { recursive: true })
  const unfinished = `${path}.${process.pid}.tmp`
  writeFileSync(unfinished, packMetadata(metadata, { build, declarations: declarationsHash(runtime) }))
  renameSync(unfinished, path)
  return path
}

export const metadataFile = (dir: string, { profile }: Runtime): string =>
  join(dir, `${profile.name}-${profile.version.specVersion}.metadata`)

const declarationsHash = (runtime: Runtime): string =>
  createHash('sha256').update(declarationsOf(runtime)).digest('hex')

function readIfThere(path: string): Uint8Array | undefined {
  try {
    const { buffer, byteOffset, length } = readFileSync(path)
    return new Uint8Array(buffer, byteOffset, length)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
