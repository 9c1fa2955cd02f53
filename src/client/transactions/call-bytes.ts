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
  const { name, fields } = namedCall(given)
  const args = argumentsOf(lens, name)!.map(field => [field.name, argument(lens, field.type, fields[field.key])])
  return call(name, Object.fromEntries(args))
}

/** Calls within it are calls again. */
function argument(lens: Lens, type: number, given: Plain): unknown {
  const inner = callsIn(lens, type, given)
  if (inner === undefined) return given
  const calls = inner.map(each => callOf(lens, each))
  return lens.shapes[type]!.kind === 'list' ? calls : calls[0]
}

interface Choice {
  readonly type: string
  readonly value: Plain
}

/** A decoded call by its name: a pallet, then its call, by name alone where no call of the pallet takes anything. */
export function namedCall(given: Plain): { readonly name: string; readonly fields: Readonly<Record<string, Plain>> } {
  const { type: pallet, value } = given as unknown as Choice
  const { type, value: data } =
    typeof value === 'string' ? { type: value, value: undefined } : (value as unknown as Choice)
  return { name: `${pallet}.${type}`, fields: (data ?? {}) as Readonly<Record<string, Plain>> }
}

/** The calls in an argument, one, several, or perhaps one; undefined for an argument of another type. */
export function callsIn({ shapes, call }: Lens, type: number, given: Plain): readonly Plain[] | undefined {
  const shape = shapes[type]
  if (type === call) return [given]
  if (shape?.kind === 'list' && shape.of === call) return given as readonly Plain[]
  return shape?.kind === 'option' && shape.of === call && given !== undefined ? [given] : undefined
}
