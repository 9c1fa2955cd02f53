/**
 * The digest of a runtime's metadata that a signer commits to with the extension `CheckMetadataHash`: where the metadata
 * that a transaction was encoded with is not the chain's own, the signature is void.
 *
 * It covers the types that occur in extrinsics, each a leaf of a Merkle tree, and the layout of extrinsics. Runtimes
 * compute it from their metadata of version 15, whose type ids order the leaves: so must a client.
 * Reference: RFC 78, Merkleized Metadata.
 */
import { blake3 } from '@noble/hashes/blake3.js'
import type { V15 } from '@polkadot-api/substrate-bindings'
import { concatBytes, type Hex, toHex } from '../bytes.ts'
import { TaoError } from '../errors.ts'
import { ByteSink } from './byte-sink.ts'
import {
  decodeMetadata,
  type PortableType,
  referencedTypes,
  signedExtensionsOf,
  typeOf,
  typesById,
  type VersionedMetadata,
} from './format.ts'
import { type RuntimeIdentity, runtimeIdentity } from './identity.ts'

/** What a digest covers beside the types. */
export interface DigestFacts extends RuntimeIdentity {
  readonly tokenSymbol: string
  readonly decimals: number
}

/** The token that every Subtensor runtime is built with, test networks included. */
const TAO_TOKEN = { tokenSymbol: 'TAO', decimals: 9 }

const DIGEST_VERSION = 1
const EXTRINSIC_VERSION = 4

/**
 * The digest of a Subtensor runtime from its metadata of version 15 (or 16, where types have the ids of version 15).
 * @throws TaoError `unsupported` for version 14, which does not describe extrinsics well enough
 */
export function metadataDigest(metadata: Uint8Array | VersionedMetadata): Hex {
  const decoded = metadata instanceof Uint8Array ? decodeMetadata(metadata) : metadata
  return digestWith(decoded, { ...runtimeIdentity(decoded), ...TAO_TOKEN })
}

/** As `metadataDigest`, for the runtime of any chain. */
export function digestWith(metadata: VersionedMetadata, facts: DigestFacts): Hex {
  const extrinsic = extrinsicLayout(metadata)
  const types = typesById(metadata.value.lookup)
  const ids = leafIds(extrinsic, types)
  const reference = (sink: ByteSink, id: number) => writeReference(sink, id, types, ids)
  const leaves = [...ids].flatMap(([id, leafId]) => typeLeaves(types.get(id)!, leafId, types, reference))
  const digest = new ByteSink()
    .u8(DIGEST_VERSION)
    .raw(merkleRoot(leaves))
    .raw(blake3(encodeExtrinsic(extrinsic, reference)))
    .u32(facts.specVersion)
    .text(facts.specName)
    .u16(facts.ss58Prefix)
    .u8(facts.decimals)
    .text(facts.tokenSymbol)
  return toHex(blake3(digest.finish()))
}

interface ExtrinsicLayout {
  readonly address: number
  readonly call: number
  readonly signature: number
  readonly extensions: V15['extrinsic']['signedExtensions']
}

function extrinsicLayout(metadata: VersionedMetadata): ExtrinsicLayout {
  if (metadata.version === 14) {
    throw new TaoError('unsupported', 'A metadata digest needs metadata of version 15', {
      why: 'Metadata of version 14 does not say which types an extrinsic is made of.',
    })
  }
  const { address, call, signature } = metadata.value.extrinsic
  return { address, call, signature, extensions: signedExtensionsOf(metadata) }
}

type Types = ReadonlyMap<number, PortableType>
type WriteReference = (sink: ByteSink, id: number) => void

/** The types that occur in extrinsics and take bytes, numbered in the order of their ids in the metadata. */
function leafIds({ address, call, signature, extensions }: ExtrinsicLayout, types: Types): ReadonlyMap<number, number> {
  const seen = new Set<number>()
  const waiting = [
    call,
    address,
    signature,
    ...extensions.flatMap(({ type, additionalSigned }) => [type, additionalSigned]),
  ]
  while (waiting.length > 0) {
    const id = waiting.pop()!
    if (seen.has(id)) continue
    seen.add(id)
    const type = typeOf(types, id)
    if (type.def.tag !== 'compact' && type.def.tag !== 'bitSequence') waiting.push(...referencedTypes(type, false))
  }
  const ids = [...seen].filter(id => isLeaf(types.get(id)!)).sort((a, b) => a - b)
  return new Map(ids.map((id, leafId) => [id, leafId]))
}

/** Primitive and compact types stand in references themselves; what takes no bytes is void. */
function isLeaf({ def }: PortableType): boolean {
  switch (def.tag) {
    case 'primitive':
    case 'compact':
      return false
    case 'composite':
    case 'variant':
    case 'tuple':
      return def.value.length > 0
    default:
      return true
  }
}

const KIND = { composite: 0, enumeration: 1, sequence: 2, array: 3, tuple: 4, bitSequence: 5 } as const

/** The encoded leaves of a type: one, or one for each variant of an enum in the order of their indices. */
function typeLeaves(
  { path, def }: PortableType,
  leafId: number,
  types: Types,
  reference: WriteReference,
): Uint8Array[] {
  const leaf = (kind: number, write: (sink: ByteSink) => void): Uint8Array => {
    const sink = new ByteSink().list(path, (to, part) => to.text(part)).u8(kind)
    write(sink)
    return sink.compact(leafId).finish()
  }
  switch (def.tag) {
    case 'composite':
      return [leaf(KIND.composite, sink => writeFields(sink, def.value, reference))]
    case 'variant':
      return [...def.value]
        .sort((a, b) => a.index - b.index)
        .map(({ name, fields, index }) =>
          leaf(KIND.enumeration, sink => {
            writeFields(sink.text(name), fields, reference)
            sink.compact(index)
          }),
        )
    case 'sequence':
      return [leaf(KIND.sequence, sink => reference(sink, def.value))]
    case 'array':
      return [leaf(KIND.array, sink => reference(sink.u32(def.value.len), def.value.type))]
    case 'tuple':
      return [leaf(KIND.tuple, sink => sink.list(def.value, reference))]
    case 'bitSequence':
      return [leaf(KIND.bitSequence, sink => writeBitSequence(sink, def.value, types))]
    default:
      throw new TaoError('internal', `A ${def.tag} type is no leaf of a metadata digest`)
  }
}

function writeBitSequence(sink: ByteSink, bits: { bitStoreType: number; bitOrderType: number }, types: Types): void {
  const bytes = COMPACTS.indexOf(innerPrimitive(bits.bitStoreType, types) ?? '')
  const leastSignificantFirst = typeOf(types, bits.bitOrderType).path.at(-1) === 'Lsb0'
  sink.u8(2 ** bytes).u8(leastSignificantFirst ? 1 : 0)
}

interface Field {
  readonly name?: string | undefined
  readonly type: number
  readonly typeName?: string | undefined
}

function writeFields(sink: ByteSink, fields: readonly Field[], reference: WriteReference): void {
  sink.list(fields, (to, { name, type, typeName }) => {
    reference(to.optionalText(name), type)
    to.optionalText(typeName)
  })
}

const PRIMITIVES = 'bool char str u8 u16 u32 u64 u128 u256 i8 i16 i32 i64 i128 i256'.split(' ')
const COMPACTS = 'u8 u16 u32 u64 u128 u256'.split(' ')
const FIRST_COMPACT = PRIMITIVES.length
const MAX_WRAPPERS = 8
const VOID = FIRST_COMPACT + COMPACTS.length
const BY_ID = VOID + 1

function writeReference(sink: ByteSink, id: number, types: Types, ids: ReadonlyMap<number, number>): void {
  const { def } = types.get(id)!
  if (def.tag === 'primitive') {
    sink.u8(PRIMITIVES.indexOf(def.value.tag))
  } else if (def.tag === 'compact') {
    const inner = innerPrimitive(def.value, types)
    sink.u8(inner === undefined ? VOID : FIRST_COMPACT + COMPACTS.indexOf(inner))
  } else {
    const leafId = ids.get(id)
    if (leafId === undefined) sink.u8(VOID)
    else sink.u8(BY_ID).compact(leafId)
  }
}

/** The number that a compact type wraps, perhaps in a struct of one field; undefined where it wraps nothing. */
function innerPrimitive(id: number, types: Types, wrappers = 0): string | undefined {
  const { def } = typeOf(types, id)
  if (def.tag === 'primitive' && COMPACTS.includes(def.value.tag)) return def.value.tag
  const inner = referencedTypes(typeOf(types, id), false)
  if (def.tag === 'primitive' || inner.length > 1 || wrappers > MAX_WRAPPERS) {
    throw new TaoError('wrong_chain', `The metadata calls type ${id} compact, which is no number`)
  }
  return inner.length === 0 ? undefined : innerPrimitive(inner[0]!, types, wrappers + 1)
}

function encodeExtrinsic(layout: ExtrinsicLayout, reference: WriteReference): Uint8Array {
  const sink = new ByteSink().u8(EXTRINSIC_VERSION)
  for (const id of [layout.address, layout.call, layout.signature]) reference(sink, id)
  return sink
    .list(layout.extensions, (to, { identifier, type, additionalSigned }) => {
      reference(to.text(identifier), type)
      reference(to, additionalSigned)
    })
    .finish()
}

/**
 * The root of a complete binary tree whose leaves are the hashes of `leaves`: node i has the children 2i+1 and 2i+2, and
 * the leaves stand last. No leaves give 32 zero bytes.
 */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return new Uint8Array(32)
  const inner = leaves.length - 1
  const nodes = new Array<Uint8Array>(inner + leaves.length)
  leaves.forEach((leaf, i) => {
    nodes[inner + i] = blake3(leaf)
  })
  for (let i = inner - 1; i >= 0; i--) nodes[i] = blake3(concatBytes(nodes[2 * i + 1]!, nodes[2 * i + 2]!))
  return nodes[0]!
}
