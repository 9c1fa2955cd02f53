/**
 * What the value of an option can be: how it is written, read, offered and described.
 *
 * Everything a person types arrives as text and leaves `parse` as the type the program works with.
 */
import {
  type Alpha,
  formatRao,
  parseAlpha,
  parseRao,
  parseTao,
  RAO_PER_TAO,
  type Tao,
} from '../../primitives/amounts.ts'
import { TaoError } from '../../primitives/errors.ts'
import { type NetUid, parseNetuid } from '../../primitives/netuid.ts'
import { decodeAddress } from '../../primitives/ss58.ts'
import { choicePlaceholder } from './placeholders.ts'
import { nearest } from './text.ts'

export type JsonSchema = { readonly [key: string]: unknown }

/** What a shell offers after Tab. */
export type Completion = 'file' | 'folder' | 'wallet' | 'hotkey'

export interface ValueType<T> {
  /** How help writes the value: `AMOUNT`. */
  readonly placeholder: string
  /** @throws TaoError `invalid_argument` and its kin */
  parse(text: string): T
  /** The text that `parse` turns into the value. */
  format(value: T): string
  readonly schema: JsonSchema
  /** The only values there are. */
  readonly choices?: readonly string[]
  readonly complete?: Completion
}

export const TEXT: ValueType<string> = {
  placeholder: 'TEXT',
  parse: text => text,
  format: text => text,
  schema: { type: 'string' },
}

/** A text that says something: empty is refused. */
export const NAME: ValueType<string> = {
  ...TEXT,
  placeholder: 'NAME',
  parse: text => {
    if (text.trim() === '') throw new TaoError('invalid_argument', 'It is empty')
    return text
  },
}

export const FILE: ValueType<string> = { ...NAME, placeholder: 'FILE', complete: 'file' }
export const FOLDER: ValueType<string> = { ...NAME, placeholder: 'FOLDER', complete: 'folder' }

/** A whole number within bounds, both included. */
export function integerType(min: number, max: number): ValueType<number> {
  return {
    placeholder: 'N',
    parse: text => {
      const n = /^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN
      if (n >= min && n <= max) return n
      throw new TaoError('invalid_argument', `Not a whole number from ${min} to ${max}: ${quote(text)}`)
    },
    format: String,
    schema: { type: 'integer', minimum: min, maximum: max },
  }
}

/** One of a few words. */
export function choiceType<C extends string>(choices: readonly C[]): ValueType<C> {
  return {
    placeholder: choicePlaceholder(choices),
    parse: text => {
      const choice = choices.find(candidate => candidate === text.toLowerCase())
      if (choice !== undefined) return choice
      const [near] = nearest(text, choices)
      throw new TaoError('invalid_argument', `Not one of ${choices.join(', ')}: ${quote(text)}`, {
        remedy: near === undefined ? undefined : `Did you mean ${near}?`,
      })
    },
    format: choice => choice,
    schema: { type: 'string', enum: choices },
    choices,
  }
}

const AMOUNT_SCHEMA = { type: 'string', pattern: '^\\d{1,11}(\\.\\d{1,9})?$' } as const

export const TAO: ValueType<Tao> = {
  placeholder: 'TAO',
  parse: parseTao,
  format: formatRao,
  schema: { ...AMOUNT_SCHEMA, description: 'An amount of TAO as a decimal string' },
}

export const ALPHA: ValueType<Alpha> = {
  placeholder: 'ALPHA',
  parse: parseAlpha,
  format: formatRao,
  schema: { ...AMOUNT_SCHEMA, description: "An amount of a subnet's alpha as a decimal string" },
}

export const NETUID: ValueType<NetUid> = {
  placeholder: 'NETUID',
  parse: parseNetuid,
  format: String,
  schema: { type: 'integer', minimum: 0, maximum: 0xffff },
}

export const ADDRESS: ValueType<string> = {
  placeholder: 'ADDRESS',
  parse: text => {
    decodeAddress(text)
    return text
  },
  format: text => text,
  schema: { type: 'string', pattern: '^5[1-9A-HJ-NP-Za-km-z]{47}$', description: 'A Bittensor address (SS58)' },
}

/** An address, or the name of one's own: `main` (a wallet), `main/validator` (a hotkey of it). `ctx.wallets()` resolves it. */
export const ACCOUNT: ValueType<string> = { ...NAME, placeholder: 'ADDRESS|NAME', complete: 'wallet' }

/** `2025-01-01`, at midnight UTC, or with a time and its zone. */
const INSTANT_FORM = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/

/** A moment, in milliseconds since 1970. */
export const INSTANT: ValueType<number> = {
  placeholder: 'DATE',
  parse: text => {
    const time = INSTANT_FORM.test(text) ? Date.parse(text) : Number.NaN
    if (!Number.isNaN(time) && time >= 0) return time
    throw new TaoError('invalid_argument', `Not a date since 1970: ${quote(text)}`, {
      remedy: 'Write it like 2025-01-31 or 2025-01-31T12:00:00Z.',
    })
  },
  format: ms => new Date(ms).toISOString(),
  schema: { type: 'string', description: 'A date, or a date and time with its zone, as in RFC 3339' },
}

/** A share in parts of 10^9: `0.05` and `5%` are 50 000 000. */
export type Ratio = bigint
export const RATIO_ONE: Ratio = RAO_PER_TAO

export const RATIO: ValueType<Ratio> = {
  placeholder: 'RATIO',
  parse: text => {
    const percent = text.endsWith('%')
    const parts = parseDecimal(percent ? text.slice(0, -1) : text)
    if (parts === undefined || (percent && parts % 100n !== 0n)) {
      throw new TaoError('invalid_argument', `Not a share: ${quote(text)}`, {
        remedy: 'Write it like 0.05 or 5%, with at most 9 decimals.',
      })
    }
    return percent ? parts / 100n : parts
  },
  format: formatRao,
  schema: { type: 'string', description: 'A share: 0.05 or 5%' },
}

/** A share of a whole: from 0 to 1. */
export const SHARE: ValueType<Ratio> = {
  ...RATIO,
  placeholder: 'SHARE',
  parse: text => {
    const parts = RATIO.parse(text)
    if (parts <= RATIO_ONE) return parts
    throw new TaoError('invalid_argument', `More than the whole: ${quote(text)}`, {
      remedy: 'Five percent are 0.05 or 5%.',
    })
  },
}

/** The billionths in a plain decimal number; undefined if it is none. */
function parseDecimal(text: string): bigint | undefined {
  try {
    return parseRao(text)
  } catch {
    return undefined
  }
}

function quote(text: string): string {
  return `\`${text.length > 40 ? `${text.slice(0, 40)}…` : text}\``
}
