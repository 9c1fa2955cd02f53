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

/** What bounds a price, where none moves or any is taken: the plan says so. */
export const idleBounds = (
  noPrice: Changes,
): Readonly<Record<'tolerance' | 'safeStaking' | 'partial', readonly Case[]>> => {
  const says = (flags: string): Case['shows'] => warning(new RegExp(`No price moves here: ${flags}`))
  const offers = (flag: string): Case['shows'] => warning(new RegExp(`any price is taken: ${flag} bounds nothing`))
  return {
    tolerance: [
      { to: '1%', given: noPrice, shows: says('--tolerance makes no difference') },
      { to: '1%', given: { safeStaking: false }, shows: offers('--tolerance') },
    ],
    safeStaking: [
      { to: false, given: noPrice, shows: says('--unsafe makes no difference') },
      {
        to: true,
        given: { ...noPrice, tolerance: '1%' },
        shows: says('--tolerance and --safe-staking make no difference'),
      },
    ],
    partial: [
      { to: true, given: noPrice, shows: says('--partial makes no difference') },
      { to: true, given: { safeStaking: false }, shows: offers('--partial') },
    ],
  }
}
