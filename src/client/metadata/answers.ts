/** Answers a client's questions for metadata from bytes at hand, so that a provider can serve a lens in the chain's place. */

import { type Hex, toHex } from '../../primitives/bytes.ts'
import { ByteSink } from '../../primitives/metadata/byte-sink.ts'
import { metadataVersion } from '../../primitives/metadata/format.ts'

const NONE: Hex = '0x00'

/** The result of a JSON-RPC request for metadata; undefined for any other request, which is the chain's to answer. */
export function metadataAnswer(metadata: Uint8Array, method: string, params: readonly unknown[]): Hex | undefined {
  if (method === 'state_getMetadata') return toHex(metadata)
  if (method !== 'state_call') return undefined
  const version = metadataVersion(metadata)
  switch (params[0]) {
    case 'Metadata_metadata_versions':
      return toHex(new ByteSink().list([version], (sink, offered) => sink.u32(offered)).finish())
    case 'Metadata_metadata_at_version':
      return askedVersion(params[1]) === version
        ? toHex(new ByteSink().u8(1).compact(metadata.length).raw(metadata).finish())
        : NONE
    case 'Metadata_metadata':
      return toHex(new ByteSink().compact(metadata.length).raw(metadata).finish())
    default:
      return undefined
  }
}

/** The version that a request names: four little-endian bytes in hex, with or without `0x`. */
function askedVersion(argument: unknown): number | undefined {
  const match = /^(?:0x)?([0-9a-f]{8})$/i.exec(String(argument))
  return match === null ? undefined : Buffer.from(match[1]!, 'hex').readUInt32LE()
}
