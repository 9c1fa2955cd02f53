/** Metadata of any version in the one shape that comparing needs: everything by its name. */
import type { V15, V16 } from '@polkadot-api/substrate-bindings'
import type { PortableType, VersionedMetadata } from '../../../../primitives/metadata/format.ts'

export type Field = Extract<PortableType['def'], { tag: 'composite' }>['value'][number]
export type Variant = Extract<PortableType['def'], { tag: 'variant' }>['value'][number]
export type StorageEntry = NonNullable<V15['pallets'][number]['storage']>['items'][number]
export type ApiMethod = V15['apis'][number]['methods'][number]

export interface PalletView {
  readonly name: string
  readonly index: number
  readonly prefix: string | undefined
  readonly storage: ReadonlyMap<string, StorageEntry>
  readonly calls: ReadonlyMap<string, Variant>
  readonly events: ReadonlyMap<string, Variant>
  readonly errors: ReadonlyMap<string, Variant>
  readonly constants: ReadonlyMap<string, { readonly type: number; readonly value: string }>
}

export interface MetadataView {
  readonly types: ReadonlyMap<number, PortableType>
  readonly pallets: ReadonlyMap<string, PalletView>
  readonly extensions: V15['extrinsic']['signedExtensions']
  /** The types of an extrinsic by what they are for; empty in version 14. */
  readonly extrinsic: ReadonlyMap<string, number>
  readonly extrinsicVersions: readonly number[]
  /** Methods as `Api.method`; undefined in version 14, which does not show them. */
  readonly apis: ReadonlyMap<string, ApiMethod> | undefined
  /** Only version 16 shows them. */
  readonly apiVersions: ReadonlyMap<string, number> | undefined
}

export function viewMetadata({ version, value }: VersionedMetadata): MetadataView {
  const types = new Map(value.lookup.map(type => [type.id, type]))
  const { extrinsic } = value
  return {
    types,
    pallets: new Map(value.pallets.map(pallet => [pallet.name, viewPallet(types, pallet)])),
    extensions: extrinsic.signedExtensions,
    extrinsic: new Map(
      'address' in extrinsic
        ? (['address', 'call', 'signature'] as const).map(part => [part, extrinsic[part]] as const)
        : [],
    ),
    extrinsicVersions: typeof extrinsic.version === 'number' ? [extrinsic.version] : extrinsic.version,
    apis:
      version === 14
        ? undefined
        : new Map(
            (value.apis as V15['apis']).flatMap(api =>
              api.methods.map(method => [`${api.name}.${method.name}`, method] as const),
            ),
          ),
    apiVersions:
      version === 16 ? new Map((value.apis as V16['apis']).map(api => [api.name, api.version] as const)) : undefined,
  }
}

type AnyPallet = VersionedMetadata['value']['pallets'][number]

function viewPallet(types: ReadonlyMap<number, PortableType>, pallet: AnyPallet): PalletView {
  const variants = (part: 'calls' | 'events' | 'errors'): ReadonlyMap<string, Variant> => {
    const reference = pallet[part]
    const id = typeof reference === 'object' ? reference.type : reference
    const def = id === undefined ? undefined : types.get(id)?.def
    return byName(def?.tag === 'variant' ? def.value : [])
  }
  return {
    name: pallet.name,
    index: pallet.index,
    prefix: pallet.storage?.prefix,
    storage: byName(pallet.storage?.items ?? []),
    calls: variants('calls'),
    events: variants('events'),
    errors: variants('errors'),
    constants: byName(pallet.constants),
  }
}

const byName = <T extends { readonly name: string }>(items: readonly T[]): ReadonlyMap<string, T> =>
  new Map(items.map(item => [item.name, item]))
