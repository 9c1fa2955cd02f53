/** The pallets of a runtime as metadata shows them. */
import type { Hex } from '../../../primitives/bytes.ts'
import { toHex } from '../../../primitives/bytes.ts'
import { encode } from '../../scale/codec.ts'
import { builtin, type TypeInfo } from '../../scale/type.ts'
import type { HasState, StorageItem } from '../../state/storage.ts'
import { palletEnumInfo, type Runtime, type RuntimePallet } from '../runtime.ts'
import { runtimeVersionCodec, runtimeVersionOf } from '../version.ts'
import { constantBytes, emptyChain, fallbackBytes } from './fallback.ts'
import type { TypeRegistry } from './registry.ts'

export interface PalletModel {
  readonly name: string
  readonly index: number
  readonly storage: StorageModel | undefined
  /** Ids of the pallet's own enums; undefined where it has none. */
  readonly calls: EnumModel | undefined
  readonly events: EnumModel | undefined
  readonly constants: readonly ConstantModel[]
  readonly errors: EnumModel | undefined
}

export interface EnumModel {
  readonly type: number
  /** Indices of the variants that clients should no longer use. */
  readonly deprecated: readonly number[]
}

export interface StorageModel {
  readonly prefix: string
  readonly items: readonly StorageItemModel[]
}

export interface StorageItemModel {
  readonly name: string
  readonly modifier: 'Optional' | 'Default'
  /** Empty for a plain value. */
  readonly hashers: readonly string[]
  /** The type of the key, a tuple where there are several hashers; undefined for a plain value. */
  readonly key: number | undefined
  readonly value: number
  readonly fallback: Hex
  readonly docs: readonly string[]
}

export interface ConstantModel {
  readonly name: string
  readonly type: number
  readonly value: Hex
  readonly docs: readonly string[]
}

/** In the order of their indices, as the reference lists them. */
export function palletModels(runtime: Runtime, registry: TypeRegistry): PalletModel[] {
  const chain = emptyChain(runtime)
  return [...runtime.pallets]
    .sort((a, b) => a.index - b.index)
    .map(entry => palletModel(runtime, registry, chain, entry))
}

function palletModel(
  runtime: Runtime,
  registry: TypeRegistry,
  chain: HasState,
  { index, pallet }: RuntimePallet,
): PalletModel {
  const enumModel = (info: TypeInfo | undefined, deprecated: readonly number[] = []): EnumModel | undefined =>
    info && { type: registry.id(() => info), deprecated }
  const items = (pallet.storage ?? []).filter(item => isCarried(runtime, item.options.since))
  // The order of the visits decides the ids of the types; it is the reference's.
  const storage =
    pallet.storage === undefined
      ? undefined
      : { prefix: pallet.name, items: items.map(item => storageItem(runtime, registry, chain, item)) }
  const deprecated = (pallet.calls ?? []).filter(call => call.info.deprecated === true).map(call => call.index)
  const calls = enumModel(palletEnumInfo(pallet, 'Call'), deprecated)
  const events = enumModel(palletEnumInfo(pallet, 'Event'))
  const constants = constantModels(runtime, registry, chain, { index, pallet })
  const errors = enumModel(palletEnumInfo(pallet, 'Error'))
  return { name: pallet.name, index, storage, calls, events, constants, errors }
}

function storageItem(runtime: Runtime, registry: TypeRegistry, chain: HasState, item: StorageItem): StorageItemModel {
  const { name, modifier, parts, options } = item
  const key = keyType(item)
  return {
    name,
    modifier,
    hashers: parts.map(part => part.hasher),
    key: key && registry.id(() => key),
    value: registry.id(item.value.type),
    fallback: fallbackBytes(runtime, chain, item),
    docs: options.docs ?? [],
  }
}

/** One part stands for itself, several form a tuple. */
function keyType({ parts }: StorageItem): TypeInfo | undefined {
  if (parts.length <= 1) return parts[0]?.codec.type()
  return builtin({ kind: 'tuple', items: parts.map(part => part.codec.type) })
}

function constantModels(
  runtime: Runtime,
  registry: TypeRegistry,
  chain: HasState,
  { pallet }: RuntimePallet,
): ConstantModel[] {
  const declared = (pallet.constants ?? [])
    .filter(constant => isCarried(runtime, constant.spec.since))
    .map(constant => ({
      name: constant.name,
      type: registry.id(constant.codec.type),
      value: constantBytes(runtime, chain, constant),
      docs: constant.spec.docs ?? [],
    }))
  return pallet.name === 'System' ? [...declared, versionConstant(runtime, registry)] : declared
}

/** The one constant that no pallet declares: it tells of the whole runtime. */
const versionConstant = (runtime: Runtime, registry: TypeRegistry): ConstantModel => ({
  name: 'Version',
  type: registry.id(runtimeVersionCodec.type),
  value: toHex(encode(runtimeVersionCodec, runtimeVersionOf(runtime))),
  docs: [],
})

const isCarried = ({ profile }: Runtime, since = 0): boolean => since <= profile.version.specVersion
