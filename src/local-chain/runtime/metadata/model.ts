/** Everything that metadata says of a runtime, before it is laid out in one of the versions. */
import type { PortableType } from '../../../primitives/metadata/format.ts'
import { nominal } from '../../scale/type.ts'
import { extensionsInfo } from '../extrinsic-codec.ts'
import type { Runtime } from '../runtime.ts'
import { multiAddress, multiSignature } from '../types.ts'
import { type PalletModel, palletModels } from './pallets.ts'
import { TypeRegistry } from './registry.ts'

export interface MetadataModel {
  readonly types: readonly PortableType[]
  /** How many types version 14 shows, which knows no runtime APIs: the first ones. */
  readonly typesWithoutApis: number
  readonly pallets: readonly PalletModel[]
  readonly extrinsic: ExtrinsicModel
  readonly apis: readonly ApiModel[]
  /** The type of the runtime itself. */
  readonly runtime: number
  readonly outer: { readonly call: number; readonly event: number; readonly error: number }
}

export interface ExtrinsicModel {
  readonly type: number
  readonly address: number
  readonly call: number
  readonly signature: number
  readonly extra: number
  readonly extensions: readonly ExtensionModel[]
}

export interface ExtensionModel {
  readonly identifier: string
  readonly explicit: number
  readonly implicit: number
}

export interface ApiModel {
  readonly name: string
  readonly version: number
  readonly methods: readonly ApiMethodModel[]
}

export interface ApiMethodModel {
  readonly name: string
  readonly inputs: readonly { readonly name: string; readonly type: number }[]
  readonly output: number
}

const RUNTIME = nominal('node_subtensor_runtime::Runtime', { kind: 'composite', fields: [] })

/**
 * Types are numbered in the order of this function's visits. All versions share the numbers, so that the digest of the
 * metadata, which depends on them, is the same from each.
 */
export function metadataModel(runtime: Runtime): MetadataModel {
  const registry = new TypeRegistry(runtime.outer)
  const pallets = palletModels(runtime, registry)
  const extrinsic = extrinsicModel(runtime, registry)
  const ownType = registry.id(() => RUNTIME)
  const typesWithoutApis = registry.types.length
  const apis = apiModels(runtime, registry)
  const outer = {
    call: registry.id(runtime.outer.RuntimeCall.type),
    event: registry.id(runtime.outer.RuntimeEvent.type),
    error: registry.id(runtime.outer.RuntimeError.type),
  }
  return { types: registry.types, typesWithoutApis, pallets, extrinsic, apis, runtime: ownType, outer }
}

function extrinsicModel(runtime: Runtime, registry: TypeRegistry): ExtrinsicModel {
  return {
    type: registry.id(runtime.outer.UncheckedExtrinsic.type),
    address: registry.id(multiAddress.type),
    call: registry.id(runtime.outer.RuntimeCall.type),
    signature: registry.id(multiSignature.type),
    extra: registry.id(() => extensionsInfo(runtime)),
    extensions: runtime.profile.extensions.map(({ identifier, explicit, implicit }) => ({
      identifier,
      explicit: registry.id(explicit.type),
      implicit: registry.id(implicit.type),
    })),
  }
}

function apiModels(runtime: Runtime, registry: TypeRegistry): ApiModel[] {
  return [...runtime.apis.values()].map(({ name, version, methods }) => ({
    name,
    version,
    methods: Object.entries(methods).map(([method, { inputs, output }]) => ({
      name: method,
      inputs: Object.entries(inputs).map(([input, codec]) => ({ name: input, type: registry.id(codec.type) })),
      output: registry.id(output.type),
    })),
  }))
}
