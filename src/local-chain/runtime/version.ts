/** What a runtime says of itself: name, versions, and the APIs it answers. Reference: sp_version RuntimeVersion. */
import { blake2b } from '@noble/hashes/blake2.js'
import { type Hex, toHex, utf8 } from '../../primitives/bytes.ts'
import { cowStr } from '../pallets/system/types.ts'
import { type Codec, named, type ValueOf } from '../scale/codec.ts'
import { fixedBytes, tuple, vec } from '../scale/collections.ts'
import { struct, wrapper } from '../scale/composites.ts'
import { u8, u32 } from '../scale/primitives.ts'
import type { Runtime } from './runtime.ts'

const name: Codec<string> = named(cowStr, "Cow<'static, str>")
const apis = vec(tuple(fixedBytes(8), u32))

export const runtimeVersionCodec = struct('sp_version::RuntimeVersion', {
  spec_name: name,
  impl_name: name,
  authoring_version: u32,
  spec_version: u32,
  impl_version: u32,
  apis: named(wrapper('Cow', { ...apis, typeName: undefined }, [{ name: 'T', type: apis.type }]), 'ApisVec'),
  transaction_version: u32,
  system_version: u8,
})
export type RuntimeVersionData = ValueOf<typeof runtimeVersionCodec>

/** What `Core_version` answers and the constant `System.Version` holds. */
export function runtimeVersionOf(runtime: Runtime): RuntimeVersionData {
  const { version } = runtime.profile
  return {
    spec_name: version.specName,
    impl_name: version.implName,
    authoring_version: version.authoringVersion,
    spec_version: version.specVersion,
    impl_version: version.implVersion,
    apis: [...runtime.apis.values()].map(api => [apiId(api.name), api.version]),
    transaction_version: version.transactionVersion,
    system_version: version.systemVersion,
  }
}

/** A runtime's version as JSON-RPC clients expect it. */
export interface RuntimeVersionJson {
  readonly specName: string
  readonly implName: string
  readonly authoringVersion: number
  readonly specVersion: number
  readonly implVersion: number
  readonly apis: readonly (readonly [Hex, number])[]
  readonly transactionVersion: number
  readonly systemVersion: number
  /** The older name of the system version. */
  readonly stateVersion: number
}

export function runtimeVersionJson(runtime: Runtime): RuntimeVersionJson {
  const data = runtimeVersionOf(runtime)
  return {
    specName: data.spec_name,
    implName: data.impl_name,
    authoringVersion: data.authoring_version,
    specVersion: data.spec_version,
    implVersion: data.impl_version,
    apis: data.apis,
    transactionVersion: data.transaction_version,
    systemVersion: data.system_version,
    stateVersion: data.system_version,
  }
}

/** Clients ask for the version at each block they read, and hashing two dozen names takes longer than the rest of the answer. */
const ids = new Map<string, Hex>()

/** What a runtime API is known by: eight bytes of hash of its name. */
export function apiId(api: string): Hex {
  const known = ids.get(api) ?? toHex(blake2b(utf8(api), { dkLen: 8 }))
  ids.set(api, known)
  return known
}
