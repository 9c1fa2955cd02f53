/** Which parts of a chain's metadata a set of needs asks for, and which of them the chain does not have. */
import type { VersionedMetadata } from '../../primitives/metadata/format.ts'
import type { Needs } from './needs.ts'

type Value = VersionedMetadata['value']
export type Pallet = Value['pallets'][number]
export type Api = Value['apis'][number]

/** Names below a pallet or an API. */
type Members = ReadonlyMap<string, ReadonlySet<string>>

export interface Wanted {
  readonly storage: Members
  readonly calls: Members
  readonly constants: Members
  readonly apis: Members
  readonly events: (pallet: string) => boolean
  readonly errors: (pallet: string) => boolean
}

/** What of a chain is needed and there. */
export function wantedOf({ value }: VersionedMetadata, needs: Needs): Wanted {
  const calls = callNames(value)
  return {
    storage: membersOf(needs.storage),
    // A pallet none of whose calls are needed must not stand among those that have calls.
    calls: membersOf(needs.calls?.filter(call => calls.has(call))),
    constants: membersOf(needs.constants),
    apis: membersOf(needs.apis),
    events: oneOf(needs.events),
    errors: oneOf(needs.errors),
  }
}

const callNames = (value: Value): ReadonlySet<string> =>
  qualified(value.pallets as readonly Pallet[], pallet => variantNames(value, enumType(pallet.calls)))

function membersOf(names: readonly string[] = []): Members {
  const members = new Map<string, Set<string>>()
  for (const name of names) {
    const at = name.indexOf('.')
    const owner = name.slice(0, at)
    members.set(owner, (members.get(owner) ?? new Set()).add(name.slice(at + 1)))
  }
  return members
}

const oneOf =
  (names: readonly string[] | 'all' = []) =>
  (pallet: string) =>
    names === 'all' || names.includes(pallet)

/** What is needed and not there, e.g. `call SubtensorModule.lock_stake`. */
export function missingFrom({ version, value }: VersionedMetadata, needs: Needs): string[] {
  const pallets: readonly Pallet[] = value.pallets
  const kinds: [kind: string, names: readonly string[], present: ReadonlySet<string>][] = [
    ['storage', needs.storage ?? [], qualified(pallets, pallet => pallet.storage?.items.map(({ name }) => name) ?? [])],
    ['call', needs.calls ?? [], callNames(value)],
    ['constant', needs.constants ?? [], qualified(pallets, pallet => pallet.constants.map(({ name }) => name))],
    ['events of', named(needs.events), new Set(pallets.filter(({ events }) => events !== undefined).map(nameOf))],
    ['errors of', named(needs.errors), new Set(pallets.filter(({ errors }) => errors !== undefined).map(nameOf))],
  ]
  // Version 14 does not say which runtime APIs there are.
  if (version !== 14) kinds.push(['api', needs.apis ?? [], qualified(value.apis, api => api.methods.map(nameOf))])
  return kinds.flatMap(([kind, names, present]) =>
    names.filter(name => !present.has(name)).map(name => `${kind} ${name}`),
  )
}

const nameOf = ({ name }: { readonly name: string }): string => name
const named = (names: readonly string[] | 'all' = []): readonly string[] => (names === 'all' ? [] : names)

const qualified = <T extends { readonly name: string }>(
  owners: readonly T[],
  members: (owner: T) => readonly string[],
) => new Set(owners.flatMap(owner => members(owner).map(name => `${owner.name}.${name}`)))

/** The type of a pallet's own enum, which version 16 wraps. */
export const enumType = (reference: Pallet['calls']): number | undefined =>
  typeof reference === 'object' ? reference.type : reference

function variantNames({ lookup }: Value, id: number | undefined): string[] {
  const def = lookup.find(type => type.id === id)?.def
  return def?.tag === 'variant' ? def.value.map(nameOf) : []
}
