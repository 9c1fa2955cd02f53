/** Calls that somebody wrote as JSON. */
import { messageOf, TaoError } from '../../primitives/errors.ts'
import type { Client } from '../client.ts'
import { argumentsOf, build } from './build.ts'
import { type Call, call } from './call.ts'

const NAME = /^([A-Za-z][A-Za-z0-9]*)(?:\.|::)([A-Za-z][A-Za-z0-9_]*)$/

/** `AdminUtils.sudo_set_tempo`; `AdminUtils::sudo_set_tempo` and camel case are taken too. @throws TaoError */
export function callName(text: string): string {
  const [, pallet, method] = NAME.exec(text.trim()) ?? []
  if (pallet !== undefined && method !== undefined) {
    return `${pallet}.${method.replace(/(?<=[a-z0-9])[A-Z]/g, '_$&').toLowerCase()}`
  }
  throw new TaoError('invalid_argument', `Not the name of a call: \`${text.slice(0, 60)}\``, {
    remedy: 'Write it like AdminUtils.sudo_set_tempo.',
  })
}

/**
 * A call with its arguments by name. A call within it is `{ "call": "Pallet.name", "args": { … } }`.
 * @throws TaoError `invalid_argument` for what is no JSON object, or has numbers that JSON readers would round
 */
export function parseCall(name: string, json: string): Call {
  const args = parseJson(json)
  if (!isRecord(args)) {
    throw new TaoError('invalid_argument', 'The arguments are no JSON object', {
      remedy: 'Write them by name, like {"netuid": 2, "tempo": 360}.',
    })
  }
  return call(callName(name), fields(args))
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (error) {
    throw new TaoError('invalid_argument', 'The arguments are no JSON', {
      why: messageOf(error),
      remedy: 'Write them by name, like {"netuid": 2, "tempo": 360}.',
      cause: error,
    })
  }
}

type Json = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

const fields = (record: Json): Json =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, argument(value)]))

/** One argument, as somebody typed it: JSON where it is a list, a record, a text in quotes, yes, no or nothing, else the text itself. */
export function exactValue(typed: string): unknown {
  return /^(?:[[{"]|(?:true|false|null)$)/.test(typed) ? argument(parseJson(typed)) : typed
}

function argument(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new TaoError('invalid_argument', `The number ${value} is not exact`, {
      why: 'Readers of JSON round numbers above 2^53, and the chain has no decimals.',
      remedy: 'Write it as a whole number in quotes.',
    })
  }
  if (Array.isArray(value)) return value.map(argument)
  if (!isRecord(value)) return value
  if (typeof value.call === 'string' && isRecord(value.args ?? {})) {
    return call(callName(value.call), fields((value.args ?? {}) as Json))
  }
  return fields(value)
}

/** Tries whether the chain has such a call with such arguments. @throws TaoError that says what it wants */
export function checkCall(client: Client, order: Call): void {
  const wanted = signatureOf(client, order.name)
  const given = Object.keys(order.args)
  const missing = wanted?.filter(({ name }) => !given.includes(name)) ?? []
  const odd = given.filter(name => !wanted?.some(argument => argument.name === name))
  const takes = wanted?.map(({ name, type }) => `${name}: ${type}`).join(', ')
  if (wanted !== undefined && (missing.length > 0 || odd.length > 0)) {
    throw new TaoError('invalid_argument', `${order.name} takes other arguments`, {
      why: [
        takes === '' ? 'It takes none.' : `It takes ${takes}.`,
        ...(missing.length > 0 ? [`Missing: ${missing.map(({ name }) => name).join(', ')}.`] : []),
        ...(odd.length > 0 ? [`Not known: ${odd.join(', ')}.`] : []),
      ],
    })
  }
  try {
    build(client, order)
  } catch (error) {
    if (!(error instanceof TaoError && error.code === 'invalid_argument')) throw error
    throw new TaoError('invalid_argument', `The arguments do not fit ${order.name}`, {
      why: [`${error.message}.`, ...error.why, `It takes ${takes}.`],
      cause: error,
    })
  }
}

const signatureOf = ({ lens }: Client, name: string): { readonly name: string; readonly type: string }[] | undefined =>
  argumentsOf(lens, name)?.map(({ name, typeName = '' }) => ({ name, type: typeName }))
