/** A lens on the metadata of a chain: from the cache where it is, else made of the full metadata and kept. */
import { type Hex, utf8 } from '../../primitives/bytes.ts'
import { metadataDigest } from '../../primitives/metadata/digest.ts'
import { decodeForeignMetadata, decodeMetadata, type VersionedMetadata } from '../../primitives/metadata/format.ts'
import { type CachedMetadata, type MetadataKey, readCached, writeCached } from './cache.ts'
import type { Lens } from './lens.ts'
import { lensOf } from './lens-of.ts'
import { canonicalNeeds, type Needs } from './needs.ts'

export interface MetadataRequest {
  readonly key: MetadataKey
  /** Where the cache is; without it nothing is kept. */
  readonly dir?: string | undefined
  /** Whether the full metadata is kept too: worth it where fetching it takes long. */
  readonly keepFull?: boolean
  /**
   * The chain's full metadata. Ask for version 15 where the chain offers it: the digest that signers commit to is
   * computed from that version, and differs from what other versions would give.
   */
  readonly fetch: () => Promise<Uint8Array>
}

export interface LensRequest extends MetadataRequest {
  readonly needs: Needs
}

/** @throws TaoError `wrong_chain` for what is no metadata, `unsupported` for a version that is not supported */
export async function serveLens(request: LensRequest): Promise<Lens> {
  const { key, dir } = request
  const needs = canonicalNeeds(request.needs)
  const kept = dir && readCached(dir, key, needs)
  if (kept) return { ...(JSON.parse(Buffer.from(kept.bytes).toString()) as Lens), hash: kept.hash }
  const { decoded, hash } = await fullMetadata(request)
  const lens = lensOf(decoded, request.needs)
  if (dir !== undefined) writeCached(dir, key, needs, { bytes: utf8(JSON.stringify(lens)), hash })
  return { ...lens, hash }
}

export interface FullMetadata {
  readonly decoded: VersionedMetadata
  readonly hash: Hex | undefined
}

/**
 * The last that was made without a cache. Chains in memory come and go with the tests of a program, and all have the same.
 */
let last: { readonly of: string; readonly found: FullMetadata } | undefined

/** All of it, from the cache where it is. @throws TaoError as `serveLens` */
export async function fullMetadata(request: MetadataRequest): Promise<FullMetadata> {
  // Nodes elsewhere may lie: nothing that they say is kept for others.
  if (request.dir !== undefined || request.keepFull) return readOrFetch(request)
  const of = JSON.stringify(request.key)
  if (last?.of !== of) last = { of, found: await readOrFetch(request) }
  return last.found
}

async function readOrFetch({ key, dir, keepFull, fetch }: MetadataRequest): Promise<FullMetadata> {
  const kept = dir && readCached(dir, key, FULL)
  if (kept) return { decoded: decodeMetadata(kept.bytes), hash: kept.hash }
  const bytes = await fetch()
  const decoded = decodeForeignMetadata(bytes)
  const hash = decoded.version === 14 ? undefined : metadataDigest(decoded)
  const found: CachedMetadata = { bytes, hash }
  if (dir !== undefined && keepFull) writeCached(dir, key, FULL, found)
  return { decoded, hash }
}

/** The needs of one who needs all. */
const FULL = ''
