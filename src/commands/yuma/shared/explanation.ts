/** An explanation as JSON: the one of consensus/epoch/explain, with amounts as amounts. */
import type { Explanation } from '../../../consensus/epoch/explain/explain.ts'
import { alpha as asAlpha } from '../../../primitives/amounts.ts'
import { alpha, flag, integer, list, maybe, record, text, type ValueOf } from '../../kit/shape.ts'

const bits = (summary: string) => integer(`${summary}, in parts of 2^32`)

const PRODUCT = record({
  a: integer('One factor'),
  b: integer('The other'),
  result: integer('a · b / 2^32, rounded down'),
  remainder: integer('What that cut off: a · b = result · 2^32 + remainder'),
})
const QUOTIENT = record({
  a: integer('The dividend'),
  b: integer('The divisor; where it is 0 the result is a'),
  result: integer('a · 2^32 / b, the fraction cut off'),
  remainder: integer('What that cut off: a · 2^32 = result · b + remainder'),
})
/** A share of amounts: the same as a quotient, in rao. */
const SHARE_OF_STAKE = record({
  a: alpha('The stake that counts'),
  b: alpha('All stake that counts'),
  result: bits('a · 2^32 / b, the fraction cut off'),
  remainder: alpha('What that cut off: a · 2^32 = result · b + remainder, in rao'),
})

const STAKE = record({
  amount: alpha('Its stake'),
  counts: text('Why it counts, or why not: reaches the threshold, is the owner, below the threshold'),
  share: SHARE_OF_STAKE,
  quantised: PRODUCT,
  active: record({
    lastUpdate: integer('The block of its last weights'),
    until: integer('The last block at which it is still active'),
    block: integer('The block of the epoch'),
    active: flag('Whether it is active'),
  }),
  permit: record({
    had: flag('Whether its weights count in this epoch'),
    granted: flag('Whether they count in the next'),
    before: integer('UIDs that come before it by stake'),
    places: integer('Permits that there are'),
    owner: flag('Whether it is the owner, who always has one'),
  }),
  activeShare: QUOTIENT,
})

const VOTE = record({
  validator: integer('Who votes'),
  weight: bits('Its weight on the UID; 0 for none'),
  stake: QUOTIENT,
  upTo: bits('The stake of all whose weight is not above this one'),
})
const RATING = record({
  validator: integer('Who rates'),
  weight: QUOTIENT,
  clipped: bits('What consensus leaves of the weight'),
  cut: bits('What it cuts off'),
  part: PRODUCT,
})
const INCENTIVE = record({
  consensus: record({
    kappa: QUOTIENT,
    votes: list(VOTE, 'All that vote, by ascending weight'),
    minority: bits('The stake of all votes less kappa'),
    weight: bits('Consensus: the first weight up to which there is more stake than the minority'),
    quantised: PRODUCT,
  }),
  ratings: list(RATING, 'All that weigh the UID; their parts make the rank'),
  rank: bits('The sum of the parts'),
  share: QUOTIENT,
  quantised: PRODUCT,
})

const TRUST = record({
  weights: list(
    record({
      server: integer('Who is rated'),
      weight: QUOTIENT,
      consensus: bits('The consensus on that server'),
      clipped: bits('What consensus leaves of the weight'),
      cut: bits('What it cuts off'),
    }),
    'Its own weights that count',
  ),
  dropped: list(
    record({
      server: integer('Who is rated'),
      raw: integer('The weight as it was set, of 65535'),
      because: text('Why it does not count'),
    }),
    'Its own weights that do not',
  ),
  trust: bits('The sum of what consensus leaves'),
  quantised: PRODUCT,
})

const COEFFICIENT = record({
  weight: bits('The weight'),
  bond: bits('The old bond'),
  consensus: bits('The consensus on the server'),
  distance: bits('How far the weight exceeds consensus, or is below the bond; from 0 to 1'),
  slope: QUOTIENT,
  exponent: PRODUCT,
  power: bits('e^exponent, the exponent cut to -20…20'),
  sigmoid: QUOTIENT,
  low: QUOTIENT,
  high: QUOTIENT,
  rise: PRODUCT,
  alpha: bits('low and rise together, not beyond low and high'),
})

const BOND = record({
  server: integer('The server'),
  before: QUOTIENT,
  penalty: PRODUCT,
  weight: bits('The weight that bonds: the weight on the server and the penalty, which is negative, together'),
  staked: maybe(PRODUCT),
  observedShare: maybe(QUOTIENT),
  observed: bits('The instant bond'),
  alpha: bits('How much the instant bond counts'),
  coefficient: maybe(COEFFICIENT),
  kept: PRODUCT,
  added: PRODUCT,
  bond: bits('What is kept and what is added together; with liquid alpha at most 1'),
  share: QUOTIENT,
  income: PRODUCT,
  scaled: maybe(QUOTIENT),
  after: PRODUCT,
})

const BONDS = record({
  bonds: list(BOND, 'Its bonds in all servers'),
  dropped: list(
    record({ server: integer('The server'), raw: integer('The bond as it was stored, of 65535') }),
    'Old bonds in servers that have been registered since',
  ),
  stored: flag('Whether they are stored: only with a permit'),
  income: bits('The sum of what the bonds earn'),
  staked: maybe(PRODUCT),
  share: QUOTIENT,
  quantised: PRODUCT,
})

const PAY = record({
  share: maybe(QUOTIENT),
  amount: record({
    a: bits('The share'),
    b: alpha('The alpha of the epoch'),
    result: alpha('a · b / 2^32, rounded down to whole rao'),
    remainder: integer('What that cut off, in parts of 2^32 of a rao'),
  }),
})
const EMISSION = record({
  alpha: alpha('What is shared among all'),
  sharedBy: text('consensus; or, where there is none, active stake or stake'),
  incentives: bits('The incentive of all UIDs'),
  dividends: bits('The dividends of all UIDs'),
  server: PAY,
  validator: PAY,
  combined: PAY,
})

export const EXPLANATION = record({
  uid: integer('The UID'),
  stake: STAKE,
  incentive: INCENTIVE,
  trust: TRUST,
  bonds: BONDS,
  emission: EMISSION,
})
export type ShownExplanation = ValueOf<typeof EXPLANATION>

/** Stakes from a file are whole rao: the lower halves of I64F64 bits hold nothing. */
const rao = (bits: bigint) => asAlpha(bits >> 64n)

export function shownExplanation({ uid, stake, incentive, trust, bonds, emission }: Explanation): ShownExplanation {
  const pay = ({ share, amount }: Explanation['emission']['server']) => ({
    share,
    amount: { ...amount, b: asAlpha(amount.b), result: asAlpha(amount.result) },
  })
  const { share } = stake
  return {
    uid,
    stake: {
      ...stake,
      amount: asAlpha(stake.amount),
      share: { ...share, a: rao(share.a), b: rao(share.b), remainder: rao(share.remainder) },
    },
    incentive,
    trust,
    bonds,
    emission: {
      ...emission,
      alpha: asAlpha(emission.alpha),
      server: pay(emission.server),
      validator: pay(emission.validator),
      combined: pay(emission.combined),
    },
  }
}
