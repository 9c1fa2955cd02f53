/**
 * Runtime metadata as bytes and as plain data, in the versions that clients use: 14, 15 and 16.
 *
 * The plain data is that of `@polkadot-api/substrate-bindings`; nothing here interprets it beyond walking its types.
 */
import {
  type Metadata,
  metadata as metadataCodec,
  type V14,
  type V14Lookup,
  type V15,
  type V16,
} from '@polkadot-api/substrate-bindings'
import { equalBytes } from '../bytes.ts'
import { messageOf, TaoError } from '../errors.ts'

/** `meta`, as a little-endian number: the first four bytes of all metadata. */
export const METADATA_MAGIC = 0x6174_656d

/** A type of the registry: its id, path, parameters and definition. */
export type PortableType = V14Lookup[number]
export type TypeDefinition = PortableType['def']

export type VersionedMetadata =
  | { readonly version: 14; readonly value: V14 }
  | { readonly version: 15; readonly value: V15 }
  | { readonly version: 16; readonly value: V16 }

/**
 * Decodes metadata from a source that is not trusted: bytes that are cut short or go on too long are refused.
 * @throws TaoError as `decodeMetadata`
 */
export function decodeForeignMetadata(bytes: Uint8Array): VersionedMetadata {
  const metadata = decodeMetadata(bytes)
  // The decoder is lenient. What is whole is written as it was read.
  if (!equalBytes(encodeAnyway(metadata), bytes)) {
    throw new TaoError('wrong_chain', 'The metadata of the chain is malformed', { why: 'Its bytes are not whole.' })
  }
  return metadata
}

function encodeAnyway(metadata: VersionedMetadata): Uint8Array {
  try {
    return encodeMetadata(metadata)
  } catch {
    return new Uint8Array(0)
  }
}

/** @throws TaoError `unsupported` for another version, `wrong_chain` for what is no metadata */
export function decodeMetadata(bytes: Uint8Array): VersionedMetadata {
  const version = metadataVersion(bytes)
  let decoded: Metadata['metadata']
  try {
    // The decoder reads from the start of the underlying buffer, wherever the bytes lie in it.
    decoded = metadataCodec.dec(new Uint8Array(bytes)).metadata
  } catch (error) {
    throw new TaoError('wrong_chain', 'The metadata of the chain is malformed', { why: messageOf(error), cause: error })
  }
  return { version, value: decoded.value } as VersionedMetadata
}

export function encodeMetadata(metadata: VersionedMetadata): Uint8Array {
  const tagged = { tag: `v${metadata.version}`, value: metadata.value } as Metadata['metadata']
  return metadataCodec.enc({ magicNumber: METADATA_MAGIC, metadata: tagged })
}

type Extensions = V15['extrinsic']['signedExtensions']

/** The extensions of transactions of version 4: metadata of version 16 may list some that only later versions carry. */
export function signedExtensionsOf({ version, value }: VersionedMetadata): Extensions {
  if (version !== 16) return value.extrinsic.signedExtensions
  const { signedExtensions, signedExtensionsByVersion } = value.extrinsic
  const indices = signedExtensionsByVersion.find(([each]) => each === 0)?.[1]
  return indices?.flatMap(index => signedExtensions[index] ?? []) ?? signedExtensions
}

/** The version that metadata bytes announce. @throws TaoError as `decodeMetadata` */
export function metadataVersion(bytes: Uint8Array): 14 | 15 | 16 {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 5 || view.getUint32(0, true) !== METADATA_MAGIC) {
    throw new TaoError('wrong_chain', 'The chain answered with something that is no metadata')
  }
  const version = bytes[4]!
  if (version !== 14 && version !== 15 && version !== 16) {
    throw new TaoError('unsupported', `Metadata version ${version} is not supported`, {
      why: 'taokit reads metadata of versions 14, 15 and 16.',
    })
  }
  return version
}

/** The types that a type names in its definition; with `withParams` also those of its parameters. */
export function referencedTypes({ def, params }: PortableType, withParams: boolean): number[] {
  const ids = definitionTypes(def)
  if (withParams) for (const { type } of params) if (type !== undefined) ids.push(type)
  return ids
}

function definitionTypes(def: TypeDefinition): number[] {
  switch (def.tag) {
    case 'composite':
      return def.value.map(field => field.type)
    case 'variant':
      return def.value.flatMap(variant => variant.fields.map(field => field.type))
    case 'tuple':
      return [...def.value]
    case 'sequence':
    case 'compact':
      return [def.value]
    case 'array':
      return [def.value.type]
    case 'bitSequence':
      return [def.value.bitStoreType, def.value.bitOrderType]
    case 'primitive':
      return []
  }
}

/** All types by their ids. */
export const typesById = (lookup: V14Lookup): ReadonlyMap<number, PortableType> =>
  new Map(lookup.map(type => [type.id, type]))

/** @throws TaoError `wrong_chain` for an id that the metadata names without describing it */
export function typeOf(types: ReadonlyMap<number, PortableType>, id: number): PortableType {
  const type = types.get(id)
  if (type === undefined) {
    throw new TaoError('wrong_chain', 'The metadata of the chain is malformed', {
      why: `It does not describe type ${id}.`,
    })
  }
  return type
}
