/** Cases that many commands have in common. */
import type { Case, Changes, Json } from '../support/cases.ts'

/** Of a plan: that one of the effects reads so. */
export const effect =
  (text: RegExp) =>
  ({ effects }: Json): boolean =>
    effects.some((line: string) => text.test(line))

/** Of a plan: that one of the warnings reads so. */
export const warning =
  (text: RegExp) =>
  ({ warnings }: Json): boolean =>
    warnings.some((line: string) => text.test(line))

/** Of an error: its message. */
export const refusal = (text: RegExp) => ({ error: { error: text } })

/** Refused beside what it excludes. What says only what holds without it too does that much: it insists. */
export const insists = (to: string | boolean, given: Changes): Case => ({
  to,
  given,
  keeps: true,
  shows: { error: { code: 'usage', error: /exclude each other/ } },
})

/** What is too soon is refused, or with `--wait` planned for the first block that takes it. */
export const waits = (before: readonly string[] = [], given?: Changes): Case => ({
  to: true,
  before,
  ...(given === undefined ? {} : { given }),
  was: { error: { code: 'chain_refused', free_at_block: (block: Json) => block > 0 } },
  shows: { facts: { waits_for: /^\d+$/ } },
})

/** The arguments of the call that would be signed. */
export const signs = (args: Readonly<Record<string, unknown>>, call?: string) => ({
  signs: { arguments: args, ...(call === undefined ? {} : { call }) },
})

/** Of a number, however it is written. */
export const above = (least: number) => (seen: Json) => Number(seen) > least
export const below = (most: number) => (seen: Json) => Number(seen) < most
