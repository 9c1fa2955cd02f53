/** Metadata of a runtime, computed from its declarations. It takes a while: builds keep the result in files. */
import type { Hex } from '../../../primitives/bytes.ts'
import { metadataDigest } from '../../../primitives/metadata/digest.ts'
import { encodeMetadata, type VersionedMetadata } from '../../../primitives/metadata/format.ts'
import type { Runtime } from '../runtime.ts'
import { layoutV14, layoutV15, layoutV16 } from './layout.ts'
import { metadataModel } from './model.ts'

/** The metadata of a runtime in the versions that clients read, and the digest that signers commit to. */
export interface RuntimeMetadata {
  readonly v14: Uint8Array
  readonly v15: Uint8Array
  readonly v16: Uint8Array
  /** RFC 78. */
  readonly hash: Hex
}

export function buildMetadata(runtime: Runtime): RuntimeMetadata {
  const model = metadataModel(runtime)
  const v15: VersionedMetadata = { version: 15, value: layoutV15(model) }
  return {
    v14: encodeMetadata({ version: 14, value: layoutV14(model) }),
    v15: encodeMetadata(v15),
    v16: encodeMetadata({ version: 16, value: layoutV16(model) }),
    hash: metadataDigest(v15),
  }
}
