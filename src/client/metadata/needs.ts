/** What a command uses of a chain, by name. Everything else can be left out of the metadata it works with. */

export interface Needs {
  /** Storage items, e.g. `SubtensorModule.Tempo`. */
  readonly storage?: readonly string[]
  /**
   * Calls, e.g. `SubtensorModule.add_stake`. Calls within calls are needed as well. All of them are for bytes of which nobody
   * says which call they are.
   */
  readonly calls?: readonly string[] | 'all'
  /** Constants, e.g. `Balances.ExistentialDeposit`. */
  readonly constants?: readonly string[]
  /** Methods of runtime APIs, e.g. `SwapRuntimeApi.current_alpha_price`. */
  readonly apis?: readonly string[]
  /**
   * The pallets whose events are read, each with all its events. A block holds events of other pallets too, and its events
   * can only be read one after another: on a chain that others use as well, take all.
   */
  readonly events?: readonly string[] | 'all'
  /** The pallets whose errors are named. */
  readonly errors?: readonly string[] | 'all'
}

const KINDS = ['storage', 'calls', 'constants', 'apis', 'events', 'errors'] as const
type Kind = (typeof KINDS)[number]

export const NO_NEEDS: Required<Needs> = { storage: [], calls: [], constants: [], apis: [], events: [], errors: [] }

/** What any of them needs. */
export function mergeNeeds(...all: readonly Needs[]): Needs {
  return Object.fromEntries(KINDS.map(kind => [kind, merge(all.map(needs => needs[kind] ?? []))]))
}

function merge(lists: readonly (readonly string[] | 'all')[]): readonly string[] | 'all' {
  if (lists.includes('all')) return 'all'
  return [...new Set((lists as readonly (readonly string[])[]).flat())].sort()
}

/** The same needs in one spelling, whatever the order they were declared in. */
export const canonicalNeeds = (needs: Needs): string => JSON.stringify(mergeNeeds(needs))

/** Whether `needs` are all covered by `offered`. */
export function covers(offered: Needs, needs: Needs): boolean {
  return KINDS.every(kind => coversKind(offered, needs, kind))
}

function coversKind(offered: Needs, needs: Needs, kind: Kind): boolean {
  const has = offered[kind] ?? []
  const wants = needs[kind] ?? []
  if (has === 'all') return true
  return wants !== 'all' && wants.every(name => has.includes(name))
}

/** What every transaction needs beside its own call: what the signer has, what must remain of it, how it went. */
export const TRANSACTION_NEEDS: Needs = {
  storage: ['System.Account'],
  constants: ['Balances.ExistentialDeposit'],
  events: ['System', 'Balances', 'TransactionPayment'],
  errors: ['System', 'Balances'],
}
