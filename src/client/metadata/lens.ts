/**
 * Metadata through a lens: only what is needed of it. Clients spend about half a millisecond on every type of the
 * metadata they are given, and a command needs a tenth of the types.
 *
 * What remains is as it was: pallets, calls, events and errors keep their indices, types their definitions. Types are
 * numbered anew, without gaps; documentation is left out.
 */
import {
  decodeMetadata,
  encodeMetadata,
  type PortableType,
  referencedTypes,
  typeOf,
  typesById,
  type VersionedMetadata,
} from '../../primitives/metadata/format.ts'
import type { Needs } from './needs.ts'
import { mapTypeIds, namedTypes } from './type-ids.ts'
import { type Api, enumType, missingFrom, type Pallet, type Wanted, wantedOf } from './wanted.ts'

export interface Lens {
  readonly bytes: Uint8Array
  /** What was needed and the chain does not have. */
  readonly missing: readonly string[]
}

/** @throws TaoError `wrong_chain` for what is no metadata, `unsupported` for a version that is not supported */
export function lensOf(metadata: Uint8Array | VersionedMetadata, needs: Needs): Lens {
  const full = metadata instanceof Uint8Array ? decodeMetadata(metadata) : metadata
  const pruned = pruneTypes(pruneParts(full, wantedOf(full, needs)))
  return { bytes: encodeMetadata(pruned), missing: missingFrom(full, needs) }
}

/** Leaves out pallets, their parts and APIs; the types stay as they are but for the enums of what was left out. */
function pruneParts(full: VersionedMetadata, wanted: Wanted): VersionedMetadata {
  const types = typesById(full.value.lookup)
  const narrowed = narrowEnums(full, types, wanted)
  const pallets: readonly Pallet[] = full.value.pallets
  const apis: readonly Api[] = full.value.apis
  const value = {
    ...full.value,
    lookup: full.value.lookup.map(type => narrowed.get(type.id) ?? type),
    pallets: pallets.map(pallet => prunePallet(pallet, wanted)).filter(hasParts),
    apis: apis.map(api => pruneApi(api, wanted)).filter(api => api.methods.length > 0),
    ...('custom' in full.value ? { custom: [] } : {}),
  }
  return { version: full.version, value } as VersionedMetadata
}

function prunePallet(pallet: Pallet, wanted: Wanted): Pallet {
  const { name } = pallet
  const items = pallet.storage?.items.filter(item => wanted.storage.get(name)?.has(item.name)) ?? []
  const pruned = {
    ...pallet,
    storage: items.length === 0 ? undefined : { ...pallet.storage, items: items.map(item => ({ ...item, docs: [] })) },
    calls: wanted.calls.has(name) ? pallet.calls : undefined,
    events: wanted.events(name) ? pallet.events : undefined,
    errors: wanted.errors(name) ? pallet.errors : undefined,
    constants: pallet.constants
      .filter(constant => wanted.constants.get(name)?.has(constant.name))
      .map(constant => ({ ...constant, docs: [] })),
    docs: [],
    ...('viewFns' in pallet ? { associatedTypes: [], viewFns: [] } : {}),
  }
  return pruned as Pallet
}

const hasParts = ({ storage, calls, events, errors, constants }: Pallet): boolean =>
  [storage, calls, events, errors].some(part => part !== undefined) || constants.length > 0

function pruneApi(api: Api, wanted: Wanted): Api {
  const methods = (api.methods as { name: string; docs: string[] }[])
    .filter(method => wanted.apis.get(api.name)?.has(method.name))
    .map(method => ({ ...method, docs: [] }))
  return { ...(api as object), methods, docs: [] } as unknown as Api
}

/** The enums of calls, events and errors without the variants that nobody needs. */
function narrowEnums(
  full: VersionedMetadata,
  types: ReadonlyMap<number, PortableType>,
  wanted: Wanted,
): ReadonlyMap<number, PortableType> {
  const narrowed = new Map<number, PortableType>()
  const narrow = (id: number | undefined, keep: (variant: string) => boolean): void => {
    const type = id === undefined ? undefined : types.get(id)
    if (type?.def.tag !== 'variant') return
    narrowed.set(type.id, { ...type, def: { ...type.def, value: type.def.value.filter(({ name }) => keep(name)) } })
  }
  for (const pallet of full.value.pallets as readonly Pallet[]) {
    narrow(enumType(pallet.calls), call => wanted.calls.get(pallet.name)?.has(call) ?? false)
  }
  const { call, event, error } = outerEnums(full)
  narrow(call, pallet => wanted.calls.has(pallet))
  narrow(event, wanted.events)
  narrow(error, wanted.errors)
  narrow(typeAt(full.value.lookup, ERA)?.id, variant => variant === IMMORTAL)
  return narrowed
}

/**
 * How long an extrinsic lives has a variant for each value of its first byte. Clients have a codec of their own for it,
 * found by path, and would spend a tenth of their time on the variants.
 */
const ERA = 'sp_runtime::generic::era::Era'
const IMMORTAL = 'Immortal'

const EXTRINSIC = 'sp_runtime::generic::unchecked_extrinsic::UncheckedExtrinsic'
const EVENT_RECORD = 'frame_system::EventRecord'
/** Clients take their notions of extrinsics, events and weights from these types, by path. */
const ALWAYS = [EXTRINSIC, EVENT_RECORD, 'sp_weights::weight_v2::Weight']
/** The types of storage keys that every Substrate chain has: clients complain when they cannot find them. */
const PRIMITIVES_OF_KEYS = ['u16', 'u32', 'u64']

function isAlways(type: PortableType, types: ReadonlyMap<number, PortableType>): boolean {
  const { path, def } = type
  const isByte = (id: number) => primitiveName(types.get(id)) === 'u8'
  switch (def.tag) {
    case 'primitive':
      return PRIMITIVES_OF_KEYS.includes(def.value.tag)
    case 'sequence':
      return isByte(def.value)
    case 'array':
      return def.value.len === 32 && isByte(def.value.type)
    default:
      return ALWAYS.includes(path.join('::'))
  }
}

const primitiveName = (type: PortableType | undefined): string | undefined =>
  type?.def.tag === 'primitive' ? type.def.value.tag : undefined

/** The enums that a runtime assembles from its pallets. Version 14 does not name them; other types do. */
function outerEnums({ value }: VersionedMetadata): { call?: number; event?: number; error?: number } {
  if ('outerEnums' in value) return value.outerEnums
  const param = (path: string, at: number) => typeAt(value.lookup, path)?.params[at]?.type
  const call = param(EXTRINSIC, 1)
  const event = param(EVENT_RECORD, 0)
  return { ...(call !== undefined && { call }), ...(event !== undefined && { event }) }
}

const typeAt = (lookup: readonly PortableType[], path: string): PortableType | undefined =>
  lookup.find(type => type.path.join('::') === path)

/** Leaves out the types that nothing names, and numbers the others in their old order. */
function pruneTypes(metadata: VersionedMetadata): VersionedMetadata {
  const { lookup } = metadata.value
  const types = typesById(lookup)
  const reached = new Set<number>()
  const waiting = [...namedTypes(metadata), ...lookup.filter(type => isAlways(type, types)).map(type => type.id)]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue
    reached.add(id)
    waiting.push(...referencedTypes(typeOf(types, id), true))
  }
  const kept = lookup.filter(type => reached.has(type.id)).map(withoutDocs)
  const numbers = new Map(kept.map((type, number) => [type.id, number]))
  const value = { ...metadata.value, lookup: kept }
  return mapTypeIds({ ...metadata, value } as VersionedMetadata, id => numbers.get(id)!)
}

function withoutDocs(type: PortableType): PortableType {
  const { def } = type
  if (def.tag === 'composite') return { ...type, docs: [], def: { tag: def.tag, value: def.value.map(bare) } }
  if (def.tag !== 'variant') return { ...type, docs: [] }
  const variants = def.value.map(variant => ({ ...variant, fields: variant.fields.map(bare), docs: [] }))
  return { ...type, docs: [], def: { tag: def.tag, value: variants } }
}

const bare = <F extends { docs: string[] }>(field: F): F => ({ ...field, docs: [] })
