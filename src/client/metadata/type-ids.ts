/** Walks over every place of metadata, outside of the registry, that names a type. */
import type { V14, V15, V16 } from '@polkadot-api/substrate-bindings'
import type { PortableType, VersionedMetadata } from '../../primitives/metadata/format.ts'

type MapId = (id: number) => number

/** The same metadata with every type id replaced, that of the registry's entries included. */
export function mapTypeIds(metadata: VersionedMetadata, map: MapId): VersionedMetadata {
  switch (metadata.version) {
    case 14:
      return { version: 14, value: mapV14(metadata.value, map) }
    case 15:
      return { version: 15, value: mapV15(metadata.value, map) }
    case 16:
      return { version: 16, value: mapV16(metadata.value, map) }
  }
}

/** The types that metadata names outside of its registry. */
export function namedTypes(metadata: VersionedMetadata): Set<number> {
  const ids = new Set<number>()
  const withoutTypes = { ...metadata, value: { ...metadata.value, lookup: [] } } as VersionedMetadata
  mapTypeIds(withoutTypes, id => {
    ids.add(id)
    return id
  })
  return ids
}

function mapV14(value: V14, map: MapId): V14 {
  return {
    ...value,
    lookup: value.lookup.map(type => mapType(type, map)),
    pallets: value.pallets.map(pallet => ({ ...pallet, ...mapOldPallet(pallet, map) })),
    extrinsic: {
      ...value.extrinsic,
      type: map(value.extrinsic.type),
      signedExtensions: mapExtensions(value.extrinsic.signedExtensions, map),
    },
    type: map(value.type),
  }
}

function mapV15(value: V15, map: MapId): V15 {
  const { extrinsic } = value
  return {
    ...value,
    lookup: value.lookup.map(type => mapType(type, map)),
    pallets: value.pallets.map(pallet => ({ ...pallet, ...mapOldPallet(pallet, map) })),
    extrinsic: {
      ...extrinsic,
      address: map(extrinsic.address),
      call: map(extrinsic.call),
      signature: map(extrinsic.signature),
      extra: map(extrinsic.extra),
      signedExtensions: mapExtensions(extrinsic.signedExtensions, map),
    },
    type: map(value.type),
    apis: value.apis.map(api => ({ ...api, methods: mapMethods(api.methods, map) })),
    outerEnums: mapOuter(value.outerEnums, map),
    custom: value.custom.map(([name, { type, value: bytes }]) => [name, { type: map(type), value: bytes }]),
  }
}

function mapV16(value: V16, map: MapId): V16 {
  const { extrinsic } = value
  return {
    ...value,
    lookup: value.lookup.map(type => mapType(type, map)),
    pallets: value.pallets.map(pallet => ({
      ...pallet,
      storage: mapStorage(pallet.storage, map),
      calls: pallet.calls && { ...pallet.calls, type: map(pallet.calls.type) },
      events: pallet.events && { ...pallet.events, type: map(pallet.events.type) },
      errors: pallet.errors && { ...pallet.errors, type: map(pallet.errors.type) },
      constants: pallet.constants.map(constant => ({ ...constant, type: map(constant.type) })),
      associatedTypes: pallet.associatedTypes.map(associated => ({ ...associated, type: map(associated.type) })),
      viewFns: mapMethods(pallet.viewFns, map),
    })),
    extrinsic: {
      ...extrinsic,
      address: map(extrinsic.address),
      call: map(extrinsic.call),
      signature: map(extrinsic.signature),
      signedExtensions: mapExtensions(extrinsic.signedExtensions, map),
    },
    apis: value.apis.map(api => ({ ...api, methods: mapMethods(api.methods, map) })),
    outerEnums: mapOuter(value.outerEnums, map),
    custom: value.custom.map(([name, { type, value: bytes }]) => [name, { type: map(type), value: bytes }]),
  }
}

type OldPallet = V14['pallets'][number]

const mapOldPallet = (
  pallet: Pick<OldPallet, 'storage' | 'calls' | 'events' | 'errors' | 'constants'>,
  map: MapId,
) => ({
  storage: mapStorage(pallet.storage, map),
  calls: mapOptional(pallet.calls, map),
  events: mapOptional(pallet.events, map),
  errors: mapOptional(pallet.errors, map),
  constants: pallet.constants.map(constant => ({ ...constant, type: map(constant.type) })),
})

const mapOptional = (id: number | undefined, map: MapId): number | undefined => (id === undefined ? undefined : map(id))

type Item = NonNullable<OldPallet['storage']>['items'][number]

function mapStorage<I extends Item>(storage: { prefix: string; items: I[] } | undefined, map: MapId) {
  return storage && { ...storage, items: storage.items.map(item => ({ ...item, type: mapItemType(item.type, map) })) }
}

function mapItemType(type: Item['type'], map: MapId): Item['type'] {
  if (type.tag === 'plain') return { tag: 'plain', value: map(type.value) }
  return { tag: 'map', value: { ...type.value, key: map(type.value.key), value: map(type.value.value) } }
}

const mapExtensions = (extensions: V14['extrinsic']['signedExtensions'], map: MapId) =>
  extensions.map(({ identifier, type, additionalSigned }) => ({
    identifier,
    type: map(type),
    additionalSigned: map(additionalSigned),
  }))

type Method = V15['apis'][number]['methods'][number]

const mapMethods = <M extends Method>(methods: M[], map: MapId): M[] =>
  methods.map(method => ({
    ...method,
    inputs: method.inputs.map(({ name, type }) => ({ name, type: map(type) })),
    output: map(method.output),
  }))

const mapOuter = ({ call, event, error }: V15['outerEnums'], map: MapId) => ({
  call: map(call),
  event: map(event),
  error: map(error),
})

function mapType(type: PortableType, map: MapId): PortableType {
  return {
    ...type,
    id: map(type.id),
    params: type.params.map(param => ({ name: param.name, type: mapOptional(param.type, map) })),
    def: mapDefinition(type.def, map),
  }
}

function mapDefinition(def: PortableType['def'], map: MapId): PortableType['def'] {
  switch (def.tag) {
    case 'composite':
      return { tag: def.tag, value: def.value.map(field => ({ ...field, type: map(field.type) })) }
    case 'variant':
      return {
        tag: def.tag,
        value: def.value.map(variant => ({
          ...variant,
          fields: variant.fields.map(field => ({ ...field, type: map(field.type) })),
        })),
      }
    case 'tuple':
      return { tag: def.tag, value: def.value.map(map) }
    case 'sequence':
    case 'compact':
      return { tag: def.tag, value: map(def.value) }
    case 'array':
      return { tag: def.tag, value: { len: def.value.len, type: map(def.value.type) } }
    case 'bitSequence':
      return {
        tag: def.tag,
        value: { bitStoreType: map(def.value.bitStoreType), bitOrderType: map(def.value.bitOrderType) },
      }
    case 'primitive':
      return def
  }
}
