/**
 * What each flag of a command does, as a table:
 *
 *     'stake add': {
 *       base: { amount: '1', netuid: '2' },
 *       flags: {
 *         amount: { to: '2', shows: { paid_rao: '2000000000' } },
 *         allNetuids: { to: true, shows: { facts: { amount: '4' } } },
 *       },
 *     }
 *
 * A case is two lines that differ in the flag alone. What it states holds for the line with the flag, and does not hold for
 * the line without: that is the effect.
 */

import type { Answer } from '../../support/scripted-prompts.ts'

/** Of an input: its text, or for a flag yes or no. Null leaves it out where the base has it. */
export type Value = string | boolean
export type Inputs = Readonly<Record<string, Value>>
export type Changes = Readonly<Record<string, Value | null>>

// biome-ignore lint/suspicious/noExplicitAny: JSON of any command
export type Json = any

/**
 * What is seen of a line. A record or list: part of the JSON of its result or plan, or of `{ error }` where it is refused; an
 * expression: the text that a person sees on a wide terminal; a function: of that JSON.
 */
export type Statement = RegExp | Readonly<Record<string, unknown>> | readonly unknown[] | ((seen: Json) => boolean)

export interface Case {
  /** What the flag is given. */
  readonly to: Value
  readonly shows: Statement
  /** What is seen without the flag, where that is a refusal. */
  readonly was?: Statement
  /** Other inputs, for both lines. */
  readonly given?: Changes
  /** Lines that make the situation; it is undone afterwards. */
  readonly before?: readonly string[]
  /** An action is really carried out, not only planned; it is undone afterwards. */
  readonly done?: true
  readonly stdin?: string
  /** What a person at a terminal answers to the line with the flag, and to that without; what `Entry` says if absent. */
  readonly answers?: { readonly full?: readonly Answer[]; readonly bare?: readonly Answer[] }
  /** The line with the flag keeps what excludes it. */
  readonly keeps?: true
}

export interface Entry {
  /** A line that works, and needs the wallet of the settings wherever the command uses it. Actions are planned only. */
  readonly base: Inputs
  /** Lines that make its situation; it is undone afterwards. */
  readonly before?: readonly string[]
  /** It asks a person, who answers so. */
  readonly answers?: readonly Answer[]
  /** By key; `done` for all of them. */
  readonly flags: Readonly<Record<string, Case | readonly Case[]>>
  readonly done?: true
  /** How its base becomes a transaction of now, where it is none: for the settings of transactions. */
  readonly planned?: { readonly given?: Changes; readonly before?: readonly string[] }
  /** Settings of every command that do something here which the base does not show. */
  readonly settings?: Readonly<Record<string, Case | readonly Case[]>>
}

/** By path. */
export type Table = Readonly<Record<string, Entry>>

export const casesOf = ({ flags, settings = {} }: Entry): readonly (readonly [key: string, each: Case])[] =>
  Object.entries({ ...flags, ...settings }).flatMap(([key, cases]) =>
    (Array.isArray(cases) ? (cases as readonly Case[]) : [cases as Case]).map(each => [key, each] as const),
  )

/** Whether what was seen is as stated: of a record only the fields that are named. */
export function matches(seen: unknown, stated: unknown): boolean {
  if (typeof stated === 'function') return holds(stated as (seen: unknown) => unknown, seen)
  if (stated instanceof RegExp) return typeof seen === 'string' && stated.test(seen)
  if (Array.isArray(stated)) {
    return Array.isArray(seen) && seen.length === stated.length && stated.every((each, i) => matches(seen[i], each))
  }
  if (typeof stated === 'object' && stated !== null) {
    const fields = seen as Readonly<Record<string, unknown>>
    const isRecord = typeof seen === 'object' && seen !== null && !Array.isArray(seen)
    return isRecord && Object.entries(stated).every(([key, each]) => matches(fields[key], each))
  }
  return seen === stated
}

/** What a function looks for in vain does not hold. */
function holds(stated: (seen: unknown) => unknown, seen: unknown): boolean {
  try {
    return stated(seen) === true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

export function changed(base: Inputs, changes: Changes = {}): Inputs {
  const all: Record<string, Value | null> = { ...base, ...changes }
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, Value] => entry[1] !== null))
}
