/** Metadata to look at through lenses: our own, and the real chain's where it is at hand. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Metadata, TypeRegistry } from '@polkadot/types'
import fc from 'fast-check'
import { type Lens, variantsOf } from '../../../src/client/metadata/lens.ts'
import { enumType, type Pallet } from '../../../src/client/metadata/lens-of.ts'
import type { Needs } from '../../../src/client/metadata/needs.ts'
import { type Shapes, shapesOf } from '../../../src/client/metadata/shapes.ts'
import { argumentsOf } from '../../../src/client/transactions/build.ts'
import { coreApis } from '../../../src/local-chain/runtime/apis/core.ts'
import { buildMetadata } from '../../../src/local-chain/runtime/metadata/build.ts'
import { Runtime } from '../../../src/local-chain/runtime/runtime.ts'
import { toHex } from '../../../src/primitives/bytes.ts'
import { decodeMetadata, typesById, type VersionedMetadata } from '../../../src/primitives/metadata/format.ts'
import { baseProfile } from '../../local-chain/support/profile.ts'
import { sharedPath } from '../../local-chain/support/shared.ts'

export const ownMetadata = buildMetadata(new Runtime(baseProfile({ apis: coreApis(() => true) })))

export const realFile = (name: string): string => sharedPath(join('metadata', name))

/** Names and bytes of all metadata there is; real ones are left out where they are absent, which their tests say. */
export const everyMetadata: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['own v14', ownMetadata.v14],
  ['own v15', ownMetadata.v15],
  ['own v16', ownMetadata.v16],
  ...['mainnet-424.v14.scale', 'mainnet-424.v15.scale', 'mainnet-424.v16.scale', 'mainnet-365.v16.scale']
    .filter(name => existsSync(realFile(name)))
    .map(name => [name, new Uint8Array(readFileSync(realFile(name)))] as const),
]

/** All that could be needed of a chain. */
export function allNames({ version, value }: VersionedMetadata) {
  const pallets: readonly Pallet[] = value.pallets
  const of = (members: (pallet: Pallet) => readonly { readonly name: string }[]) =>
    pallets.flatMap(pallet => members(pallet).map(({ name }) => `${pallet.name}.${name}`))
  const calls = (pallet: Pallet) => {
    const def = value.lookup.find(({ id }) => id === enumType(pallet.calls))?.def
    return def?.tag === 'variant' ? def.value : []
  }
  return {
    storage: of(({ storage }) => storage?.items ?? []),
    calls: of(calls),
    constants: of(({ constants }) => constants),
    apis: version === 14 ? [] : value.apis.flatMap(api => api.methods.map(({ name }) => `${api.name}.${name}`)),
    events: pallets.filter(({ events }) => events !== undefined).map(({ name }) => name),
    errors: pallets.filter(({ errors }) => errors !== undefined).map(({ name }) => name),
  } satisfies Needs
}

/** A registry of @polkadot/types over metadata. */
export function registryOf(metadata: Uint8Array): TypeRegistry {
  const registry = new TypeRegistry()
  registry.setMetadata(new Metadata(registry, toHex(metadata)), undefined, undefined, true)
  return registry
}

/** Any part of what a chain has. */
export function someNeeds(metadata: VersionedMetadata): fc.Arbitrary<Needs> {
  const names = allNames(metadata)
  const some = (list: readonly string[]) => fc.subarray([...list], { maxLength: Math.min(12, list.length) })
  const pallets = (list: readonly string[]) =>
    fc.oneof({ weight: 9, arbitrary: some(list) }, fc.constant('all' as const))
  return fc.record({
    storage: some(names.storage),
    calls: some(names.calls),
    constants: some(names.constants),
    apis: some(names.apis),
    events: pallets(names.events),
    errors: pallets(names.errors),
  })
}

/** The shapes of all types of our own metadata. */
export const ownShapes = ((): Shapes => {
  const { value } = decodeMetadata(ownMetadata.v15)
  const types = typesById(value.lookup)
  const shapes = shapesOf({ types, keep: new Map(), call: undefined, palletCalls: new Set() })
  for (const id of types.keys()) shapes.of(id)
  return shapes
})()

/** What of the needs a lens does not show, e.g. `storage System.Nothing`. */
export function missingFrom({ storage, constants, apis, ...lens }: Lens, needs: Needs): string[] {
  const lacks = (kind: string, names: readonly string[] | 'all' | undefined, has: (name: string) => boolean) =>
    names === undefined || names === 'all' ? [] : names.filter(name => !has(name)).map(name => `${kind} ${name}`)
  const record = lens.eventRecord === undefined ? undefined : lens.shapes[lens.eventRecord]
  const event = record?.kind === 'struct' ? record.fields.find(({ name }) => name === 'event')?.type : undefined
  const events = variantsOf(lens.shapes, event).map(({ name }) => name)
  const errors = Object.values(lens.errors).map(({ pallet }) => pallet)
  return [
    ...lacks('storage', needs.storage, name => name in storage),
    ...lacks('call', needs.calls, name => argumentsOf({ storage, constants, apis, ...lens }, name) !== undefined),
    ...lacks('constant', needs.constants, name => name in constants),
    ...lacks('api', needs.apis, name => name in apis),
    ...lacks('events of', needs.events, name => events.includes(name)),
    ...lacks('errors of', needs.errors, name => errors.includes(name)),
  ]
}
