/** The runtime API that hands out metadata. Reference: sp_api Metadata. */
import { assert } from '../../../primitives/errors.ts'
import { bytes, option, vec } from '../../scale/collections.ts'
import { wrapper } from '../../scale/composites.ts'
import { u32 } from '../../scale/primitives.ts'
import { method, runtimeApi } from '../api.ts'
import type { Ctx } from '../context.ts'
import type { RuntimeMetadata } from '../metadata/build.ts'

const opaqueMetadata = wrapper('sp_core::OpaqueMetadata', bytes)

export const METADATA_VERSIONS = [14, 15, 16] as const

/** The metadata of the runtime in version 14, the one that clients without further wishes expect. */
const metadataOf = ({ runtime }: Ctx): RuntimeMetadata => {
  assert(runtime.metadata !== undefined, 'no metadata was attached to the runtime')
  return runtime.metadata
}

export const metadataApi = runtimeApi('Metadata', 2, {
  metadata: method({}, opaqueMetadata, ctx => metadataOf(ctx).v14),
  metadata_at_version: method({ version: u32 }, option(opaqueMetadata), (ctx, { version }) =>
    atVersion(metadataOf(ctx), version),
  ),
  metadata_versions: method({}, vec(u32), () => METADATA_VERSIONS),
})

/** Undefined for a version that is not offered. */
export function atVersion({ v14, v15, v16 }: RuntimeMetadata, version: number): Uint8Array | undefined {
  return new Map([
    [14, v14],
    [15, v15],
    [16, v16],
  ]).get(version)
}
