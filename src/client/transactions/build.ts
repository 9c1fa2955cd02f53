/** Calls as bytes. */
import { assert, TaoError } from '../../primitives/errors.ts'
import type { Client } from '../client.ts'
import { encodeCall } from '../codec/encode.ts'
import { type Field, type Lens, variantsOf } from '../metadata/lens.ts'
import { type Call, innerCalls } from './call.ts'

/**
 * A call as the chain reads it.
 * @throws TaoError `unsupported` for a call that this chain does not have, or has with other arguments; `invalid_argument` for
 *   an argument that does not fit
 */
export function build(client: Client, order: Call): Uint8Array {
  check(client, order)
  return encodeCall(client.lens, order)
}

function check(client: Client, { name, args }: Call): void {
  const fields = argumentsOf(client.lens, name)
  if (fields === undefined) throw unknownCall(client, name)
  const names = fields.map(field => field.name)
  const missing = names.filter(argument => !(argument in args))
  const odd = Object.keys(args).filter(argument => !names.includes(argument))
  assert(odd.length === 0 || missing.length > 0, `${name} has no argument ${odd.join(', ')}`)
  if (missing.length > 0) throw otherArguments(client, name, missing)
  for (const inner of innerCalls(args)) check(client, inner)
}

/** What a call takes; undefined for one that the chain does not have. */
export function argumentsOf({ shapes, call }: Lens, name: string): readonly Field[] | undefined {
  const at = name.indexOf('.')
  const pallet = variantsOf(shapes, call).find(each => each.name === name.slice(0, at))
  const method = variantsOf(shapes, pallet?.of?.[0]).find(each => each.name === name.slice(at + 1))
  return method && (method.fields ?? [])
}

export const unknownCall = ({ chain }: Client, name: string): TaoError =>
  new TaoError('unsupported', `${chain.name} does not have the call ${name}`, {
    why: `It runs version ${chain.specVersion} of the Subtensor runtime.`,
    remedy: 'Look at how it is written, or use a network whose runtime has it.',
  })

const otherArguments = ({ chain }: Client, name: string, missing: readonly string[]): TaoError =>
  new TaoError('unsupported', `${chain.name} has another call of the name ${name}`, {
    why: `There it needs ${missing.join(', ')} as well: it runs version ${chain.specVersion} of the runtime.`,
    remedy: 'Use a version of taokit that knows this runtime.',
  })
