/** What may be set of a crowdloan, and within which bounds. */
import type { Clock } from '../../../client/reads/clock.ts'
import type { CrowdloanRules } from '../../../client/reads/crowdloans.ts'
import type { RefusalContext } from '../../../client/refusals/context.ts'
import type { Tao } from '../../../primitives/amounts.ts'
import { duration } from '../../kit/cells.ts'
import { taoText } from '../../shared/transaction.ts'
import { raoData, refused } from './loan.ts'

export interface Bounds {
  readonly rules: CrowdloanRules
  readonly clock: Clock
  readonly context: RefusalContext
}

/** As the chain sees it when the transaction is in the next block. @throws TaoError */
export function ensureEnd({ rules, clock, context }: Bounds, end: number): void {
  const now = clock.block + 1
  const [first, last] = [now + rules.minDuration, now + rules.maxDuration]
  if (end >= first && end <= last) return
  const label = end <= now ? 'CannotEndInPast' : end < first ? 'BlockDurationTooShort' : 'BlockDurationTooLong'
  const time = (blocks: number): string => `${blocks} blocks (${duration(blocks * clock.slot)})`
  const numbers = { given: `block ${end}`, least: `block ${first}`, most: `block ${last}` }
  const why = [
    `Here it runs for ${time(rules.minDuration)} to ${time(rules.maxDuration)}. Now it is block ${clock.block}.`,
  ]
  throw refused(label, { ...context, ...numbers }, why, { end, least: first, most: last, block: clock.block })
}

/** @throws TaoError MinimumContributionTooLow */
export function ensureMinimum({ rules, context }: Bounds, given: Tao): void {
  const least = rules.minContribution
  if (given >= least) return
  const numbers = { given: taoText(given), least: taoText(least) }
  throw refused('MinimumContributionTooLow', { ...context, ...numbers }, [], raoData({ given, least }))
}
