/**
 * A runtime said as its differences from another one: what a later spec version adds, drops and changes, or what a network
 * has of its own. Nothing is copied: all that is not named is the very value of the other runtime.
 *
 *     const spec426 = withChanges(spec425, {
 *       version: { specVersion: 426 },
 *       constants: [InitialTempo.is(720)],
 *       pallets: { SubtensorModule: { calls: [newCall], storage: [NewItem], dropped: { calls: ['faucet'] } } },
 *     })
 *
 * Parameters are constants, read as `X.of(ctx)`: another value is an entry in `constants`. So are rules that differ between
 * runtimes: a constant whose value is a function, as `ProxyInterface` in subtensor/subnets/lease-proxies.ts, takes another one.
 * A call, item, event or error takes the place of one of the same name. Guards know calls by their declarations: who replaces
 * a call that is guarded names the guards of its pallet too.
 */
import { assert } from '../../primitives/errors.ts'
import type { Constant } from '../state/constant.ts'
import type { StorageItem } from '../state/storage.ts'
import type { RuntimeApi } from './api.ts'
import type { CallDecl } from './call.ts'
import type { Pallet } from './pallet.ts'
import type { Profile, RuntimeVersion } from './profile.ts'

/** What is added to a pallet, or takes the place of what has its name; hooks and guards take the place of the old ones. */
export interface PalletChanges
  extends Partial<Pick<Pallet, 'events' | 'errors' | 'guards' | 'onInitialize' | 'onFinalize' | 'validateUnsigned'>> {
  readonly calls?: readonly CallDecl[]
  readonly storage?: readonly StorageItem[]
  readonly constants?: readonly Constant<unknown>[]
  readonly apis?: readonly RuntimeApi[]
  /** By name. */
  readonly dropped?: { readonly [K in Listed | Keyed]?: readonly string[] }
}

export interface RuntimeChanges {
  readonly version?: Partial<RuntimeVersion>
  /** Values of constants: `InitialTempo.is(720)`. */
  readonly constants?: readonly (readonly [Constant<unknown>, unknown])[]
  /** Changes of pallets, by their names. */
  readonly pallets?: Readonly<Record<string, PalletChanges>>
  /** Pallets that the other runtime does not have; their hooks run after those of the others. */
  readonly newPallets?: Profile['pallets']
}

type Listed = 'calls' | 'storage' | 'constants' | 'apis'
type Keyed = 'events' | 'errors'

/** @throws where a pallet or a dropped name is not there */
export function withChanges(profile: Profile, changes: RuntimeChanges): Profile {
  const { version, constants = [], pallets = {}, newPallets = [] } = changes
  const known = new Set(profile.pallets.map(([, { name }]) => name))
  for (const name of Object.keys(pallets)) assert(known.has(name), `there is no pallet ${name} to change`)
  return {
    ...profile,
    version: { ...profile.version, ...version },
    pallets: [
      ...profile.pallets.map(([index, pallet]) => {
        const change = pallets[pallet.name]
        return [index, change === undefined ? pallet : palletWith(pallet, change)] as const
      }),
      ...newPallets,
    ],
    constants: { ...profile.constants, overrides: new Map([...profile.constants.overrides, ...constants]) },
  }
}

function palletWith(pallet: Pallet, { dropped = {}, ...changes }: PalletChanges): Pallet {
  const list = <K extends Listed>(key: K) =>
    merged((pallet[key] ?? []) as readonly Named[], (changes[key] ?? []) as readonly Named[], dropped[key] ?? [])
  const record = (key: Keyed) => without({ ...pallet[key], ...changes[key] }, dropped[key] ?? [])
  return {
    ...pallet,
    ...changes,
    calls: list('calls') as CallDecl[],
    storage: list('storage') as StorageItem[],
    constants: list('constants') as Constant<unknown>[],
    apis: list('apis') as RuntimeApi[],
    events: record('events') as NonNullable<Pallet['events']>,
    errors: record('errors') as NonNullable<Pallet['errors']>,
  }
}

interface Named {
  readonly name: string
}

/** Those of the same name change in their place, new ones stand last. */
function merged(old: readonly Named[], added: readonly Named[], dropped: readonly string[]): readonly Named[] {
  const byName = new Map(old.map(one => [one.name, one]))
  for (const name of dropped) assert(byName.delete(name), `there is no ${name} to drop`)
  for (const one of added) byName.set(one.name, one)
  return [...byName.values()]
}

function without(record: Readonly<Record<string, unknown>>, dropped: readonly string[]): Record<string, unknown> {
  for (const name of dropped) assert(Object.hasOwn(record, name), `there is no ${name} to drop`)
  return Object.fromEntries(Object.entries(record).filter(([name]) => !dropped.includes(name)))
}
