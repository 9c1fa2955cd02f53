/**
 * A runtime declared from decoded metadata: as large as the real one, whatever pallets are written by now. Its values are
 * raw bytes; nothing can be run on it.
 */
import type { V16 } from '@polkadot-api/substrate-bindings'
import type { ApiMethod } from '../../../../src/local-chain/runtime/api.ts'
import { runtimeApi } from '../../../../src/local-chain/runtime/api.ts'
import type { CallDecl } from '../../../../src/local-chain/runtime/call.ts'
import { ModuleError } from '../../../../src/local-chain/runtime/dispatch-error.ts'
import type { EventDecl } from '../../../../src/local-chain/runtime/event.ts'
import { type Pallet, pallet } from '../../../../src/local-chain/runtime/pallet.ts'
import { Runtime } from '../../../../src/local-chain/runtime/runtime.ts'
import { ZERO_WEIGHT } from '../../../../src/local-chain/runtime/weight.ts'
import type { Codec } from '../../../../src/local-chain/scale/codec.ts'
import type { FieldInfo, OuterName, TypeDef, TypeInfo, TypeRef } from '../../../../src/local-chain/scale/type.ts'
import { Constant } from '../../../../src/local-chain/state/constant.ts'
import { blake2_128Concat, type HasherName, identity, twox64Concat } from '../../../../src/local-chain/state/hashers.ts'
import { palletPrefix, type StorageItem } from '../../../../src/local-chain/state/storage.ts'
import { concatBytes, fromHex, utf8 } from '../../../../src/primitives/bytes.ts'
import { twox128 } from '../../../../src/primitives/crypto/xxhash.ts'
import type { PortableType } from '../../../../src/primitives/metadata/format.ts'
import { baseProfile } from '../../support/profile.ts'

const OUTER: Readonly<Record<string, OuterName>> = {
  'node_subtensor_runtime::RuntimeCall': 'RuntimeCall',
  'node_subtensor_runtime::RuntimeEvent': 'RuntimeEvent',
  'node_subtensor_runtime::RuntimeError': 'RuntimeError',
  'fp_self_contained::unchecked_extrinsic::UncheckedExtrinsic': 'UncheckedExtrinsic',
}

type Field = { name?: string | undefined; type: number; typeName?: string | undefined }

/** The declarations behind a registry of types. */
class Types {
  private readonly infos = new Map<number, TypeInfo>()
  private readonly lookup: readonly PortableType[]

  constructor(lookup: readonly PortableType[]) {
    this.lookup = lookup
  }

  ref =
    (id: number): TypeRef =>
    () => {
      let info = this.infos.get(id)
      if (info === undefined) {
        info = this.info(this.lookup[id]!)
        this.infos.set(id, info)
      }
      return info
    }

  codec(id: number, typeName?: string): Codec<unknown> {
    return {
      write: (writer, value) => writer.raw(value as Uint8Array),
      read: reader => reader.take(reader.remaining),
      type: this.ref(id),
      typeName,
      minSize: 0,
    }
  }

  codecs(fields: readonly Field[]): Record<string, Codec<unknown>> | Codec<unknown>[] {
    if (fields.every(({ name }) => name === undefined))
      return fields.map(field => this.codec(field.type, field.typeName))
    return Object.fromEntries(fields.map(field => [field.name, this.codec(field.type, field.typeName)]))
  }

  private info({ path, params, def }: PortableType): TypeInfo {
    const outer = OUTER[path.join('::')]
    if (outer !== undefined) return { path: [], params: [], def: { kind: 'outer', name: outer } }
    return {
      path,
      params: params.map(({ name, type }) => ({ name, type: type === undefined ? undefined : this.ref(type) })),
      def: this.def(def),
    }
  }

  private fields = (fields: readonly Field[]): FieldInfo[] =>
    fields.map(({ name, type, typeName }) => ({ name, type: this.ref(type), typeName }))

  private def(def: PortableType['def']): TypeDef {
    switch (def.tag) {
      case 'primitive':
        return { kind: 'primitive', name: def.value.tag }
      case 'composite':
        return { kind: 'composite', fields: this.fields(def.value) }
      case 'variant':
        return {
          kind: 'variant',
          variants: def.value.map(({ name, index, fields, docs }) => ({
            name,
            index,
            fields: this.fields(fields),
            docs,
          })),
        }
      case 'sequence':
        return { kind: 'sequence', item: this.ref(def.value) }
      case 'compact':
        return { kind: 'compact', item: this.ref(def.value) }
      case 'array':
        return { kind: 'array', item: this.ref(def.value.type), length: def.value.len }
      case 'tuple':
        return { kind: 'tuple', items: def.value.map(this.ref) }
      case 'bitSequence':
        throw new Error('no bit sequences here')
    }
  }
}

type PalletMetadata = V16['pallets'][number]
type ItemMetadata = NonNullable<PalletMetadata['storage']>['items'][number]

const HASHERS: Readonly<Record<string, { hasher: HasherName; make: typeof identity }>> = {
  Identity: { hasher: 'Identity', make: identity },
  Twox64Concat: { hasher: 'Twox64Concat', make: twox64Concat },
  Blake2128Concat: { hasher: 'Blake2_128Concat', make: blake2_128Concat },
}

function keyTypes(lookup: readonly PortableType[], item: ItemMetadata): readonly [hasher: string, type: number][] {
  if (item.type.tag === 'plain') return []
  const { hashers, key } = item.type.value
  const def = lookup[key]!.def
  const types = hashers.length === 1 ? [key] : def.tag === 'tuple' ? def.value : []
  return hashers.map(({ tag }, i) => [tag, types[i]!])
}

let slot = 1_000_000

function mirrorPallet(types: Types, { lookup }: V16, metadata: PalletMetadata): Pallet {
  const variants = (id: number | undefined) => {
    const type = id === undefined ? undefined : lookup[id]
    return type?.def.tag === 'variant' ? { type, list: type.def.value } : undefined
  }
  const calls = variants(metadata.calls?.type)
  const events = variants(metadata.events?.type)
  const errors = variants(metadata.errors?.type)
  const own = calls ?? events ?? errors
  const params = (found: typeof own) => found && { params: found.type.params.map(({ name }) => name) }
  return pallet({
    name: metadata.name,
    path: own?.type.path.slice(0, -1).join('::') ?? 'unknown',
    params: {
      ...(calls && { Call: params(calls)!.params }),
      ...(events && { Event: params(events)!.params }),
      ...(errors && { Error: params(errors)!.params }),
    },
    ...(metadata.storage && {
      storage: metadata.storage.items.map(item => mirrorItem(types, lookup, metadata.name, item)),
    }),
    ...(calls && { calls: calls.list.map(variant => mirrorCall(types, variant)) }),
    ...(events && {
      events: Object.fromEntries(
        events.list.map(variant => [variant.name, { decl: mirrorEvent(types, metadata.name, variant) }]),
      ),
    }),
    ...(errors && {
      errors: Object.fromEntries(
        errors.list.map(({ name, index }) => [name, new ModuleError(metadata.name, name, index)]),
      ),
    }),
    constants: metadata.constants
      .filter(({ name }) => metadata.name !== 'System' || name !== 'Version')
      .map(
        ({ name, type, value }) =>
          new Constant(metadata.name, name, types.codec(type), { normal: fromHex(value), since: 0 }),
      ),
  })
}

function mirrorItem(types: Types, lookup: readonly PortableType[], owner: string, item: ItemMetadata): StorageItem {
  return {
    slot: slot++,
    label: `${owner}.${item.name}`,
    pallet: owner,
    name: item.name,
    parts: keyTypes(lookup, item).map(([hasher, type]) => HASHERS[hasher]!.make(types.codec(type))),
    value: types.codec(item.type.tag === 'plain' ? item.type.value : item.type.value.value),
    modifier: item.modifier === 0 ? 'Optional' : 'Default',
    options: {},
    prefix: () => concatBytes(palletPrefix(owner), twox128(utf8(item.name))),
    fallback: () => fromHex(item.fallback),
  }
}

interface Variant {
  readonly name: string
  readonly index: number
  readonly fields: readonly Field[]
}

function mirrorCall(types: Types, { name, index, fields }: Variant): CallDecl {
  const args = types.codecs(fields) as Record<string, Codec<unknown>>
  const never = () => {
    throw new Error('a mirrored call cannot run')
  }
  return {
    name,
    index,
    args,
    info: { weight: ZERO_WEIGHT },
    codec: { write: never, read: never, minSize: 0 },
    run: never,
  }
}

function mirrorEvent(types: Types, owner: string, { name, index, fields }: Variant): EventDecl {
  const shape = fields.length === 0 ? null : types.codecs(fields)
  const never = () => {
    throw new Error('a mirrored event cannot be written')
  }
  return { pallet: owner, name, index, shape, codec: { write: never, read: never } }
}

/** The types of the extensions as the tuples within the type of extrinsics hold them. */
function extensionGroups({ lookup }: V16): number[][] {
  const extrinsic = lookup.find(({ path }) => path.join('::').startsWith('sp_runtime::generic::unchecked_extrinsic'))
  const extra = lookup[extrinsic!.params.at(-1)!.type!]!
  const items = ({ def }: PortableType): number[] | undefined => (def.tag === 'tuple' ? def.value : undefined)
  return items(extra)!.map(id => items(lookup[id]!) ?? [id])
}

/** Declares every pallet, extension and API of the metadata, in its order. */
export function mirrorRuntime(metadata: V16): Runtime {
  const types = new Types(metadata.lookup)
  const pallets = metadata.pallets.map(entry => [entry.index, mirrorPallet(types, metadata, entry)] as const)
  const run: ApiMethod['run'] = () => {
    throw new Error('a mirrored API cannot answer')
  }
  const apis = metadata.apis.map(({ name, version, methods }) =>
    runtimeApi(
      name,
      version,
      Object.fromEntries(
        methods.map(({ name: method, inputs, output }) => {
          const codecs = Object.fromEntries(inputs.map(input => [input.name, types.codec(input.type)]))
          const codec = { write: run as never, read: run as never, minSize: 0 }
          return [method, { inputs: codecs, output: types.codec(output), codec, run }]
        }),
      ),
    ),
  )
  const groups = extensionGroups(metadata)
  const extraTypes = groups.flat()
  const extensions = metadata.extrinsic.signedExtensions.map(({ identifier, type, additionalSigned }, i) => ({
    identifier,
    explicit: types.codec(type),
    implicit: types.codec(additionalSigned),
    implicitValue: () => null,
    wrapper: types.ref(extraTypes[i]!),
  }))
  return new Runtime(
    baseProfile({ pallets, apis, extensions, extensionGroups: groups.map(group => group.length), name: 'mirror' }),
  )
}
