/** Calls by name, as they are planned before anything is signed. */
import { mergeNeeds, type Needs, TRANSACTION_NEEDS } from '../metadata/needs.ts'

export interface Call {
  /** e.g. `SubtensorModule.add_stake` */
  readonly name: string
  /** By the names that the chain has for them. A call as an argument is a `Call`. */
  readonly args: Readonly<Record<string, unknown>>
}

export const call = (name: string, args: Call['args'] = {}): Call => ({ name, args })

/** The call as root, by the account that has the chain's sudo key. */
export const asRoot = (inner: Call): Call => call('Sudo.sudo', { call: inner })

/** Several calls as one: all of them or none. */
export const allOf = (calls: readonly Call[]): Call =>
  calls.length === 1 ? calls[0]! : call('Utility.batch_all', { calls })

/** Where the refusals of nearly every call come from, and where nearly every call leaves its traces. */
const USUAL_PALLETS = ['SubtensorModule']

/** What it takes to sign these calls, send them and understand what came of them. */
export function callNeeds(...calls: readonly (string | Call)[]): Needs {
  const names = calls.flatMap(each => (typeof each === 'string' ? [each] : namesIn(each)))
  const pallets = [...new Set([...USUAL_PALLETS, ...names.map(name => name.split('.')[0]!)])]
  return mergeNeeds(TRANSACTION_NEEDS, { calls: names, events: pallets, errors: pallets })
}

function namesIn({ name, args }: Call): string[] {
  return [name, ...innerCalls(args).flatMap(namesIn)]
}

/** Calls among the arguments of another. */
export const innerCalls = (args: Call['args']): Call[] => Object.values(args).flat().filter(isCall)

export const isCall = (value: unknown): value is Call =>
  typeof value === 'object' && value !== null && 'name' in value && 'args' in value
