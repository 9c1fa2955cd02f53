/** The catalogue of refusals, in a file of its own: it is larger than the rest of the page. */
import { entryOf } from '../client/refusals/catalogue/all.ts'
import { fill, remedyOf, whyOf } from '../client/refusals/wording.ts'

export interface Meaning {
  readonly message: string
  readonly why: readonly string[]
  readonly remedy: string
}

/** @param label as the chain names the error: `SubtensorModule.NotEnoughStake`, `Token.FundsUnavailable` */
export function meaningOf(label: string): Meaning | undefined {
  const entry = entryOf(label)
  return entry && { message: fill(entry.message, {}), why: whyOf(entry, {}), remedy: remedyOf(entry, {}) }
}
