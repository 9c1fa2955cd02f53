/** What metadata says of the runtime it belongs to. */
import { fromHex } from '../bytes.ts'
import { TaoError } from '../errors.ts'
import type { VersionedMetadata } from './format.ts'

export interface RuntimeIdentity {
  readonly specName: string
  readonly specVersion: number
  readonly ss58Prefix: number
}

/** From the constants `System.Version` and `System.SS58Prefix`. @throws TaoError `unsupported` where they are missing */
export function runtimeIdentity(metadata: VersionedMetadata): RuntimeIdentity {
  const version = systemConstant(metadata, 'Version')
  const [specName, afterName] = text(version, 0)
  const [, afterImpl] = text(version, afterName)
  // Between the names and the spec version stands the authoring version, four bytes.
  const specVersion = new DataView(version.buffer, version.byteOffset).getUint32(afterImpl + 4, true)
  const prefix = systemConstant(metadata, 'SS58Prefix')
  return { specName, specVersion, ss58Prefix: prefix[0]! + 256 * (prefix[1] ?? 0) }
}

function systemConstant(metadata: VersionedMetadata, name: string): Uint8Array {
  const system = metadata.value.pallets.find(pallet => pallet.name === 'System')
  const value = system?.constants.find(constant => constant.name === name)?.value
  if (value === undefined) {
    throw new TaoError('unsupported', `The chain's metadata has no constant System.${name}`)
  }
  return fromHex(value)
}

/** A text with a length of one byte, as all names of runtimes have: the text and where it ends. */
function text(bytes: Uint8Array, at: number): [string, number] {
  const start = at + 1
  const end = start + (bytes[at]! >>> 2)
  return [Buffer.from(bytes.subarray(start, end)).toString('utf8'), end]
}
