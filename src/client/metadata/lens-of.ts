/** Makes lenses of metadata. */
import { concatBytes, type Hex, toHex, utf8 } from '../../primitives/bytes.ts'
import { twox128 } from '../../primitives/crypto/xxhash.ts'
import { TaoError } from '../../primitives/errors.ts'
import {
  type PortableType,
  signedExtensionsOf,
  typesById,
  type VersionedMetadata,
} from '../../primitives/metadata/format.ts'
import type { ApiShape, Hasher, Lens, PalletErrors, StorageShape } from './lens.ts'
import { type Needs, NO_NEEDS } from './needs.ts'
import { type Shapes, shapesOf } from './shapes.ts'

type Value = VersionedMetadata['value']
export type Pallet = Value['pallets'][number]
type Item = NonNullable<Pallet['storage']>['items'][number]

/**
 * What transactions are made of is taken from those parts of the metadata that its digest covers, and from no others: else a node
 * could describe calls in its own way and leave the digest as it is.
 * @throws TaoError `wrong_chain` for metadata that names types without describing them
 */
export function lensOf(metadata: VersionedMetadata, needs: Needs): Lens {
  const { value } = metadata
  const pallets: readonly Pallet[] = value.pallets
  const types = typesById(value.lookup)
  const outer = outerTypes(metadata)
  const wanted = { ...NO_NEEDS, ...needs }
  const callsOf = palletCalls(types, outer.call)
  const shapes = shapesOf({
    types,
    call: outer.call,
    keep: narrowing(callsOf, outer, wanted),
    palletCalls: new Set(callsOf.values()),
  })
  return {
    storage: storageOf(pallets, wanted.storage, shapes),
    apis: apisOf(metadata, wanted.apis, shapes),
    constants: constantsOf(pallets, wanted.constants, shapes),
    call: wanted.calls.length === 0 || outer.call === undefined ? undefined : shapes.of(outer.call),
    eventRecord: wanted.events.length === 0 || outer.record === undefined ? undefined : shapes.of(outer.record),
    errors: errorsOf(pallets, oneOf(wanted.errors), types),
    ...(wanted.calls.length === 0 ? NO_TRANSACTIONS : transactionParts(metadata, outer, shapes)),
    shapes: shapes.list,
  }
}

const NO_TRANSACTIONS = { address: undefined, extensions: [] } as const

const transactionParts = (
  metadata: VersionedMetadata,
  { address }: Outer,
  shapes: Shapes,
): Pick<Lens, 'address' | 'extensions'> => ({
  address: address === undefined ? undefined : shapes.of(address),
  extensions: signedExtensionsOf(metadata).map(({ identifier, type, additionalSigned }) => ({
    name: identifier,
    type: shapes.of(type),
    additional: shapes.of(additionalSigned),
  })),
})

/** Types that the metadata as a whole is built around. */
interface Outer {
  readonly call: number | undefined
  readonly event: number | undefined
  readonly record: number | undefined
  readonly address: number | undefined
}

const EXTRINSIC = 'sp_runtime::generic::unchecked_extrinsic::UncheckedExtrinsic'
const EVENT_RECORD = 'frame_system::EventRecord'

/** Version 14 does not name them; other types do. */
function outerTypes({ version, value }: VersionedMetadata): Outer {
  const find = (path: string): PortableType | undefined => value.lookup.find(type => type.path.join('::') === path)
  const record = find(EVENT_RECORD)
  const event = record?.params[0]?.type
  if (version !== 14) {
    const { call, address } = value.extrinsic
    return { call, event: value.outerEnums.event, record: record?.id, address }
  }
  const [address, call] = find(EXTRINSIC)?.params ?? []
  return { call: call?.type, event, record: record?.id, address: address?.type }
}

/** The enumerations of calls of each pallet, by its name, as the enumeration of all calls has them. */
function palletCalls(types: ReadonlyMap<number, PortableType>, call: number | undefined): ReadonlyMap<string, number> {
  const def = call === undefined ? undefined : types.get(call)?.def
  const pallets = def?.tag === 'variant' ? def.value : []
  return new Map(pallets.flatMap(({ name, fields: [calls] }) => (calls === undefined ? [] : [[name, calls.type]])))
}

/** Of the enumerations of calls and events only what is needed is described, and not all that it could reach. */
function narrowing(
  callsOf: ReadonlyMap<string, number>,
  { call, event }: Outer,
  { calls, events }: Required<Needs>,
): ReadonlyMap<number, (variant: string) => boolean> {
  const isPresent = oneOf(calls)
  const withCalls = oneOf(calls === 'all' ? 'all' : [...new Set(calls.map(name => name.slice(0, name.indexOf('.'))))])
  const keep = new Map<number, (variant: string) => boolean>()
  if (call !== undefined) keep.set(call, withCalls)
  if (event !== undefined) keep.set(event, oneOf(events))
  for (const [pallet, type] of callsOf) keep.set(type, name => isPresent(`${pallet}.${name}`))
  return keep
}

const oneOf = (names: readonly string[] | 'all'): ((name: string) => boolean) => {
  const present = new Set(names)
  return name => names === 'all' || present.has(name)
}

/** The type of a pallet's own enumeration, which version 16 wraps. */
export const enumType = (reference: Pallet['calls']): number | undefined =>
  typeof reference === 'object' ? reference.type : reference

/** Those of the names that there are, each with what `describe` makes of it. */
function described<T, R>(
  names: readonly string[],
  present: readonly (readonly [name: string, part: T])[],
  describe: (part: T, name: string) => R,
): Record<string, R> {
  const parts = new Map(present)
  return Object.fromEntries(
    names.flatMap(name => {
      const part = parts.get(name)
      return part === undefined ? [] : [[name, describe(part, name)]]
    }),
  )
}

const storageOf = (pallets: readonly Pallet[], names: readonly string[], shapes: Shapes): Lens['storage'] =>
  described(
    names,
    pallets.flatMap(({ name, storage }) =>
      (storage?.items ?? []).map(item => [`${name}.${item.name}`, { item, prefix: storage!.prefix }] as const),
    ),
    ({ item, prefix }) => storageShape(prefix, item, shapes),
  )

function storageShape(pallet: string, { name, type, modifier, fallback }: Item, shapes: Shapes): StorageShape {
  const prefix = toHex(concatBytes(twox128(utf8(pallet)), twox128(utf8(name))))
  const base = { prefix, ...(modifier === OPTIONAL ? {} : { fallback: fallback as Hex }) }
  if (type.tag === 'plain') return { ...base, keys: [], value: shapes.of(type.value) }
  const { hashers, key, value } = type.value
  const shape = shapes.list[shapes.of(key)]!
  const parts = hashers.length > 1 && shape.kind === 'tuple' ? shape.of : [shapes.of(key)]
  if (parts.length < hashers.length) {
    throw new TaoError('wrong_chain', 'The metadata of the chain is malformed', {
      why: `Keys of ${name} have ${hashers.length} hashers and ${parts.length} parts.`,
    })
  }
  const keys = hashers.map(({ tag }, at) => ({ hasher: tag as Hasher, type: parts[at]! }))
  return { ...base, keys, value: shapes.of(value) }
}

const OPTIONAL = 0

const apisOf = ({ version, value }: VersionedMetadata, names: readonly string[], shapes: Shapes): Lens['apis'] =>
  described(
    names,
    // Version 14 does not say which runtime APIs there are.
    version === 14
      ? []
      : value.apis.flatMap(api => api.methods.map(method => [`${api.name}.${method.name}`, method] as const)),
    ({ inputs, output }): ApiShape => ({
      inputs: inputs.map(({ name, type }) => ({ name, type: shapes.of(type) })),
      output: shapes.of(output),
    }),
  )

const constantsOf = (pallets: readonly Pallet[], names: readonly string[], shapes: Shapes): Lens['constants'] =>
  described(
    names,
    pallets.flatMap(({ name, constants }) =>
      constants.map(constant => [`${name}.${constant.name}`, constant] as const),
    ),
    ({ type, value }) => ({ type: shapes.of(type), value: value as Hex }),
  )

function errorsOf(
  pallets: readonly Pallet[],
  isWanted: (pallet: string) => boolean,
  types: ReadonlyMap<number, PortableType>,
): Lens['errors'] {
  const errors: Record<number, PalletErrors> = {}
  for (const { name, index, errors: reference } of pallets) {
    const def = types.get(enumType(reference) ?? -1)?.def
    if (!isWanted(name) || def?.tag !== 'variant') continue
    errors[index] = {
      pallet: name,
      errors: Object.fromEntries(
        def.value.map(each => [each.index, { name: each.name, docs: each.docs.join(' ').trim() }]),
      ),
    }
  }
  return errors
}
