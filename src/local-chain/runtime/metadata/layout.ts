/** Lays a model of metadata out in the three versions that clients read. */
import type { V14, V15, V16 } from '@polkadot-api/substrate-bindings'
import type { PortableType } from '../../../primitives/metadata/format.ts'
import type { ApiModel, ExtrinsicModel, MetadataModel } from './model.ts'
import type { EnumModel, PalletModel, StorageItemModel } from './pallets.ts'

const SIGNED_VERSION = 4
/**
 * Bare extrinsics are read in both versions, signed ones in version 4. General ones of version 5 are read and refused, as
 * no extension gives them an origin: so it is with the reference, which announces both versions too.
 */
const EXTRINSIC_VERSIONS = [SIGNED_VERSION, 5]
/** Version of the extensions of extrinsics of version 4. */
const EXTENSION_VERSION = 0

const NOT_DEPRECATED = { tag: 'NotDeprecated', value: undefined } as const

export function layoutV14(model: MetadataModel): V14 {
  return {
    lookup: model.types.slice(0, model.typesWithoutApis) as PortableType[],
    pallets: model.pallets.map(pallet => ({ ...oldPallet(pallet), docs: [] as never[] })),
    extrinsic: {
      type: model.extrinsic.type,
      version: SIGNED_VERSION,
      signedExtensions: extensions(model.extrinsic),
    },
    type: model.runtime,
    apis: [] as never[],
  }
}

export function layoutV15(model: MetadataModel): V15 {
  const { address, call, signature, extra } = model.extrinsic
  return {
    lookup: model.types as PortableType[],
    pallets: model.pallets.map(pallet => ({ ...oldPallet(pallet), docs: [] })),
    extrinsic: {
      version: SIGNED_VERSION,
      address,
      call,
      signature,
      extra,
      signedExtensions: extensions(model.extrinsic),
    },
    type: model.runtime,
    apis: model.apis.map(({ name, methods }) => ({ name, methods: methods.map(apiMethod), docs: [] })),
    outerEnums: { ...model.outer },
    custom: [],
  }
}

export function layoutV16(model: MetadataModel): V16 {
  const { address, call, signature } = model.extrinsic
  const signedExtensions = extensions(model.extrinsic)
  return {
    lookup: model.types as PortableType[],
    pallets: model.pallets.map(newPallet),
    extrinsic: {
      version: EXTRINSIC_VERSIONS,
      address,
      call,
      signature,
      signedExtensionsByVersion: [[EXTENSION_VERSION, signedExtensions.map((_, i) => i)]],
      signedExtensions,
    },
    apis: model.apis.map(newApi),
    outerEnums: { ...model.outer },
    custom: [],
  }
}

/** A pallet as versions 14 and 15 show it. */
function oldPallet(pallet: PalletModel) {
  return {
    name: pallet.name,
    storage: pallet.storage && { ...pallet.storage, items: pallet.storage.items.map(storageItem) },
    calls: pallet.calls?.type,
    events: pallet.events?.type,
    constants: constants(pallet),
    errors: pallet.errors?.type,
    index: pallet.index,
  }
}

function newPallet(pallet: PalletModel): V16['pallets'][number] {
  const { name, index, storage } = pallet
  return {
    name,
    storage: storage && {
      prefix: storage.prefix,
      items: storage.items.map(item => ({ ...storageItem(item), deprecationInfo: NOT_DEPRECATED })),
    },
    calls: enumReference(pallet.calls),
    events: enumReference(pallet.events),
    constants: constants(pallet).map(constant => ({ ...constant, deprecationInfo: NOT_DEPRECATED })),
    errors: enumReference(pallet.errors),
    associatedTypes: [],
    viewFns: [],
    index,
    docs: [],
    deprecationInfo: NOT_DEPRECATED,
  }
}

const enumReference = (model: EnumModel | undefined) =>
  model && {
    type: model.type,
    deprecationInfo: model.deprecated.map(index => ({
      index,
      deprecation: { tag: 'DeprecatedWithoutNote' as const, value: undefined },
    })),
  }

type Item = NonNullable<V14['pallets'][number]['storage']>['items'][number]
type Hasher = Extract<Item['type'], { tag: 'map' }>['value']['hashers'][number]['tag']

const HASHERS: Readonly<Record<string, Hasher>> = {
  Identity: 'Identity',
  Twox64Concat: 'Twox64Concat',
  Blake2_128Concat: 'Blake2128Concat',
}

function storageItem({ name, modifier, hashers, key, value, fallback, docs }: StorageItemModel): Item {
  return {
    name,
    modifier: modifier === 'Optional' ? 0 : 1,
    type:
      key === undefined
        ? { tag: 'plain', value }
        : {
            tag: 'map',
            value: { hashers: hashers.map(hasher => ({ tag: HASHERS[hasher]!, value: undefined })), key, value },
          },
    fallback,
    docs: [...docs],
  }
}

const constants = (pallet: PalletModel) => pallet.constants.map(constant => ({ ...constant, docs: [...constant.docs] }))

const extensions = (model: ExtrinsicModel) =>
  model.extensions.map(({ identifier, explicit, implicit }) => ({
    identifier,
    type: explicit,
    additionalSigned: implicit,
  }))

const apiMethod = ({ name, inputs, output }: ApiModel['methods'][number]) => ({
  name,
  inputs: inputs.map(input => ({ ...input })),
  output,
  docs: [],
})

const newApi = ({ name, version, methods }: ApiModel): V16['apis'][number] => ({
  name,
  methods: methods.map(method => ({ ...apiMethod(method), deprecationInfo: NOT_DEPRECATED })),
  docs: [],
  version,
  deprecationInfo: NOT_DEPRECATED,
})
