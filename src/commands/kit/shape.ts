/**
 * The shape of a result: declared once, and from it come its JSON, the schema of that JSON and how each field is shown.
 *
 *     output: list(record({
 *       wallet: text('Name of the wallet'),
 *       free: tao('What can be spent'),
 *       blockHash: maybe(text('Block the transaction is in')),
 *     }))
 *
 * In JSON a key is in snake case (`block_hash`), and an amount is three entries: `free` for people (`τ1.500000000`),
 * `free_tao` as an exact decimal number and `free_rao` as an integer in a string, which no reader can round.
 */
import type { Alpha, Tao } from '../../primitives/amounts.ts'
import { type Cell, cells } from './cells.ts'
import { exactDecimal, fixedDecimal, type Json } from './json.ts'
import { plain, uncamel } from './text.ts'
import type { JsonSchema } from './values.ts'

declare const value: unique symbol

/** The shape of a T. */
export interface Shape<T> {
  readonly [value]?: T
  readonly summary: string
  /** The JSON entries of a field with this name, in order. */
  entries(name: string, value: unknown): readonly (readonly [string, Json])[]
  /** The schemas of those entries. */
  properties(name: string): Readonly<Record<string, JsonSchema>>
  /** The value alone, outside a record. */
  encode(value: unknown): Json
  readonly schema: JsonSchema
  cell(value: unknown): Cell
  /** The fields of a record, or of the records of a list. */
  readonly fields?: Readonly<Record<string, Shape<unknown>>>
  readonly isList?: boolean
}

export type ValueOf<S> = S extends Shape<infer T> ? T : never
type Fields = Readonly<Record<string, Shape<unknown>>>
type RecordOf<F extends Fields> = { readonly [K in keyof F]: ValueOf<F[K]> }

/** A shape of one JSON entry. */
function single<T>(
  summary: string,
  schema: JsonSchema,
  encode: (value: T) => Json,
  cell: (value: T) => Cell,
): Shape<T> {
  const described = summary === '' ? schema : { ...schema, description: summary }
  return {
    summary,
    schema: described,
    encode: given => encode(given as T),
    entries: (name, given) => [[name, encode(given as T)]],
    properties: name => ({ [name]: described }),
    cell: given => cell(given as T),
  }
}

/** A text of our own or of the user's machine. */
export const text = (summary: string): Shape<string> => single(summary, { type: 'string' }, same, cells.text)

/** A text that strangers wrote: names and identities on the chain. What could harm a terminal is taken out everywhere. */
export const foreign = (summary: string): Shape<string> => single(summary, { type: 'string' }, plain, cells.text)

export const address = (summary: string): Shape<string> => single(summary, { type: 'string' }, same, cells.address)

/** Hexadecimal: hashes, signatures. */
export const hex = (summary: string): Shape<string> => single(summary, { type: 'string' }, same, cells.hex)

/** A whole number that counts or numbers something. A bigint beyond 2^53 is exact in JSON text, not in every reader. */
export const integer = (summary: string): Shape<number | bigint> =>
  single(summary, { type: 'integer' }, n => (typeof n === 'bigint' ? exactDecimal(n, 0) : n), cells.integer)

export const flag = (summary: string): Shape<boolean> => single(summary, { type: 'boolean' }, same, cells.flag)

/** Billionths as a decimal number: shares, prices. The unit belongs into the key: `priceTaoPerAlpha`. */
export const decimal = (summary: string): Shape<bigint> =>
  single(summary, { type: 'number' }, billionths => exactDecimal(billionths, 9), cells.decimal)

/** A moment, in milliseconds since 1970; in JSON as RFC 3339. */
export const moment = (summary: string): Shape<number> =>
  single(summary, { type: 'string', format: 'date-time' }, ms => new Date(ms).toISOString(), cells.moment)

/** Anything that is JSON already. */
export const json = (summary: string): Shape<Json> =>
  single(summary, {}, same, given => cells.text(JSON.stringify(given)))

export const tao = (summary: string): Shape<Tao> =>
  amount<Tao>(summary, 'tao', rao => `τ${fixedDecimal(rao)}`, cells.tao)
export const alpha = (summary: string): Shape<Alpha> =>
  amount<Alpha>(summary, 'alpha', rao => `${fixedDecimal(rao)} α`, cells.alpha)

function amount<T extends bigint>(
  summary: string,
  unit: string,
  display: (rao: T) => string,
  cell: (rao: T) => Cell,
): Shape<T> {
  const properties = (name: string): Record<string, JsonSchema> => ({
    [name]: { type: 'string', description: summary },
    [`${name}_${unit}`]: { type: 'number', description: `${summary}, in ${unit === 'tao' ? 'TAO' : unit}` },
    [`${name}_rao`]: { type: 'string', pattern: '^-?\\d+$', description: `${summary}, in rao, exact` },
  })
  const entries = (name: string, given: unknown): [string, Json][] => [
    [name, display(given as T)],
    [`${name}_${unit}`, exactDecimal(given as T, 9)],
    [`${name}_rao`, String(given)],
  ]
  return {
    summary,
    entries,
    properties,
    // Alone, an amount takes the names it would have in a record without one of its own.
    encode: given => Object.fromEntries(entries('amount', given)),
    schema: objectSchema(properties('amount')),
    cell: given => cell(given as T),
  }
}

/** What may be absent: null in JSON. */
export function maybe<T>(shape: Shape<T>): Shape<T | undefined> {
  const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] })
  const absent = (name: string): [string, Json][] => Object.keys(shape.properties(name)).map(key => [key, null])
  return {
    ...(shape as Shape<unknown> as Shape<T | undefined>),
    schema: orNull(shape.schema),
    encode: given => (given === undefined ? null : shape.encode(given)),
    entries: (name, given) => (given === undefined ? absent(name) : shape.entries(name, given)),
    properties: name =>
      Object.fromEntries(Object.entries(shape.properties(name)).map(([key, schema]) => [key, orNull(schema)])),
    cell: given => (given === undefined ? cells.none : shape.cell(given)),
  }
}

export function record<const F extends Fields>(fields: F, summary = ''): Shape<RecordOf<F>> {
  const named = Object.entries(fields).map(([key, shape]) => [key, uncamel(key, '_'), shape] as const)
  const properties = Object.assign({}, ...named.map(([, name, shape]) => shape.properties(name)))
  const shape = single<Readonly<Record<string, unknown>>>(
    summary,
    objectSchema(properties),
    given => Object.fromEntries(named.flatMap(([key, name, field]) => field.entries(name, given[key]))),
    () => cells.text('(record)'),
  )
  return { ...shape, fields } as Shape<RecordOf<F>>
}

export function list<T>(of: Shape<T>, summary = of.summary): Shape<readonly T[]> {
  const shape = single<readonly unknown[]>(
    summary,
    { type: 'array', items: of.schema },
    given => given.map(item => of.encode(item)),
    given => cells.join(given.map(item => of.cell(item))),
  )
  return { ...shape, ...(of.fields === undefined ? {} : { fields: of.fields }), isList: true } as Shape<readonly T[]>
}

function objectSchema(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties) }
}

function same<T extends Json>(given: T): Json {
  return given
}
