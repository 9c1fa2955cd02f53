/** Calls by name, as they are planned before anything is signed. */
import type { SubmittableExtrinsic } from '@polkadot/api/types'
import { stringCamelCase } from '@polkadot/util'
import { assert, TaoError } from '../../primitives/errors.ts'
import type { Client } from '../client.ts'
import { mergeNeeds, type Needs, TRANSACTION_NEEDS } from '../metadata/needs.ts'

/** What a client makes of a call: with it a transaction is signed. */
export type Extrinsic = SubmittableExtrinsic<'promise'>

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

const innerCalls = (args: Call['args']): Call[] => Object.values(args).flat().filter(isCall)

const isCall = (value: unknown): value is Call =>
  typeof value === 'object' && value !== null && 'name' in value && 'args' in value

/** @throws TaoError `unsupported` for a call that this chain does not have, or has with other arguments */
export function build(client: Client, { name, args }: Call): Extrinsic {
  const [pallet, method] = name.split('.')
  const make = client.api.tx[stringCamelCase(pallet!)]?.[stringCamelCase(method!)]
  if (make === undefined) throw unknownCall(client, name)
  const names = make.meta.fields.map(field => field.name.unwrap().toString())
  const missing = names.filter(argument => !(argument in args))
  const odd = Object.keys(args).filter(argument => !names.includes(argument))
  assert(odd.length === 0 || missing.length > 0, `${name} has no argument ${odd.join(', ')}`)
  if (missing.length > 0) throw otherArguments(client, name, missing)
  return make(...names.map(argument => value(client, args[argument])))
}

function value(client: Client, argument: unknown): unknown {
  if (isCall(argument)) return build(client, argument)
  return Array.isArray(argument) && argument.some(isCall) ? argument.map(each => value(client, each)) : argument
}

const unknownCall = ({ chain }: Client, name: string): TaoError =>
  new TaoError('unsupported', `${chain.name} does not have the call ${name}`, {
    why: `It runs version ${chain.specVersion} of the Subtensor runtime.`,
    remedy: 'Use a network whose runtime has it.',
  })

const otherArguments = ({ chain }: Client, name: string, missing: readonly string[]): TaoError =>
  new TaoError('unsupported', `${chain.name} has another call of the name ${name}`, {
    why: `There it needs ${missing.join(', ')} as well: it runs version ${chain.specVersion} of the runtime.`,
    remedy: 'Use a version of taokit that knows this runtime.',
  })
