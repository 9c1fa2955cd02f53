/** Calls as bytes, read back: those that somebody else has written, or that were kept. */
import { fromHex, type Hex } from '../../primitives/bytes.ts'
import { TaoError } from '../../primitives/errors.ts'
import type { Client } from '../client.ts'
import { decode } from '../codec/decode.ts'
import type { Lens } from '../metadata/lens.ts'
import { mergeNeeds, type Needs, TRANSACTION_NEEDS } from '../metadata/needs.ts'
import type { Plain } from '../plain.ts'
import { argumentsOf } from './build.ts'
import { type Call, call } from './call.ts'

/** What it takes to read any call, to sign it and to understand what came of it. */
export const ANY_CALL: Needs = mergeNeeds(TRANSACTION_NEEDS, { calls: 'all', events: 'all', errors: 'all' })

/** @throws TaoError `invalid_argument` for bytes that are not exactly one call of this chain */
export function readCallBytes({ lens, chain }: Client, bytes: Hex): Call {
  try {
    return callOf(lens, decode(lens.shapes, lens.call!, fromHex(bytes)))
  } catch (error) {
    if (!(error instanceof TaoError)) throw error
    throw new TaoError('invalid_argument', `The bytes are no call of ${chain.name}`, {
      why: [`${error.message}.`, ...error.why],
      remedy:
        'They are those of the call alone: its pallet, its number, its arguments. Another runtime reads them otherwise.',
      cause: error,
    })
  }
}

function callOf(lens: Lens, given: Plain): Call {
  const { type: pallet, value } = given as unknown as Choice
  const { type, value: data } = (typeof value === 'string' ? { type: value, value: {} } : value) as unknown as Choice
  const name = `${pallet}.${type}`
  const fields = (data ?? {}) as Readonly<Record<string, Plain>>
  const args = argumentsOf(lens, name)!.map(field => [field.name, argument(lens, field.type, fields[field.key])])
  return call(name, Object.fromEntries(args))
}

interface Choice {
  readonly type: string
  readonly value: Plain
}

/** Calls within it are calls again. */
function argument(lens: Lens, type: number, given: Plain): unknown {
  const shape = lens.shapes[type]
  if (type === lens.call) return callOf(lens, given)
  if (shape?.kind === 'list' && shape.of === lens.call)
    return (given as readonly Plain[]).map(each => callOf(lens, each))
  return given
}
