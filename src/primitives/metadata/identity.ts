/** What metadata says of the runtime it belongs to. */
import { fromHex } from '../bytes.ts'
import { TaoError } from '../errors.ts'
import type { VersionedMetadata } from './format.ts'

export interface RuntimeIdentity {
  readonly specName: string
  readonly specVersion: number
  readonly ss58Prefix: number
}

/**
 * From the constants `System.Version` and `System.SS58Prefix`.
 * @throws TaoError `unsupported` where they are missing, `wrong_chain` where they are not what they should be
 */
export function runtimeIdentity(metadata: VersionedMetadata): RuntimeIdentity {
  const version = systemConstant(metadata, 'Version')
  const [specName, afterName] = text(version, 0)
  const [, afterImpl] = text(version, afterName)
  // Between the names and the spec version stands the authoring version, four bytes.
  const at = afterImpl + 4
  const prefix = systemConstant(metadata, 'SS58Prefix')
  if (version.length < at + 4 || prefix.length < 1 || prefix.length > 2) throw malformed()
  const specVersion = new DataView(version.buffer, version.byteOffset).getUint32(at, true)
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

/** A text whose length takes one byte, as that of all names of runtimes does: the text and where it ends. */
function text(bytes: Uint8Array, at: number): [string, number] {
  const length = bytes[at]
  if (length === undefined || (length & 3) !== 0) throw malformed()
  const start = at + 1
  const end = start + (length >>> 2)
  return [Buffer.from(bytes.subarray(start, end)).toString('utf8'), end]
}

const malformed = (): TaoError =>
  new TaoError('wrong_chain', 'The metadata of the chain is malformed', {
    why: 'It does not say which runtime it belongs to.',
  })
