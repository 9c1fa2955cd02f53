/** What others think of a UID: consensus, rank and incentive. */
import type { TracedEpoch } from '../types.ts'
import { type Claim, columnOf, type Product, product, type Quotient, quantise, quotient, sumOf } from './steps.ts'

/** A validator's say in consensus. */
export interface Vote {
  readonly validator: number
  /** What it weighs the UID with: 0 when it does not. */
  readonly weight: bigint
  /** Its active stake, of the active stake of all that vote. */
  readonly stake: Quotient
  /** The stake of all whose weight is at most this one's. */
  readonly upTo: bigint
}

export interface ConsensusExplanation {
  /** The share of stake that must support a weight, of 65535. */
  readonly kappa: Quotient
  /** All that vote, by ascending weight. */
  readonly votes: readonly Vote[]
  /** Stake that may be below consensus: all less kappa. */
  readonly minority: bigint
  /** The first weight up to which the stake is more than the minority: the most that a majority supports. */
  readonly weight: bigint
  /** `Consensus` */
  readonly quantised: Product
}

/** One validator's weight on the UID. */
export interface Rating {
  readonly validator: number
  /** As it was set (u16), of the sum of its raw weights that count. */
  readonly weight: Quotient
  /** What consensus left of it, and what it cut off. */
  readonly clipped: bigint
  readonly cut: bigint
  /** The validator's active stake times that: its part of the rank. */
  readonly part: Product
}

export interface IncentiveExplanation {
  readonly consensus: ConsensusExplanation
  readonly ratings: readonly Rating[]
  /** The sum of their parts. */
  readonly rank: bigint
  /** Of the ranks of all. */
  readonly share: Quotient
  /** `Incentive` */
  readonly quantised: Product
}

export function explainIncentive(epoch: TracedEpoch, uid: number): IncentiveExplanation {
  const consensus = explainConsensus(epoch, uid)
  const ratings = explainRatings(epoch, uid, consensus.weight)
  const rank = sumOf(ratings, rating => rating.part.result)
  const share = quotient(
    rank,
    sumOf(epoch.trace.ranks, x => x),
  )
  return { consensus, ratings, rank, share, quantised: quantise(share.result) }
}

function explainConsensus({ input, trace }: TracedEpoch, uid: number): ConsensusExplanation {
  const kappa = quotient(BigInt(input.kappa), 0xffffn)
  const votes = listVotes(columnOf(trace.weights, uid), trace.activeStake)
  const minority = sumOf(votes, vote => vote.stake.result) - kappa.result
  // Without a kappa even all stake is no more than the minority: the greatest weight stands.
  const weight = (votes.find(vote => vote.upTo > minority) ?? votes.at(-1))?.weight ?? 0n
  return { kappa, votes, minority, weight, quantised: quantise(weight) }
}

function listVotes(weights: ReadonlyMap<number, bigint>, activeStake: BigInt64Array): Vote[] {
  const all = sumOf(activeStake, x => x)
  const unordered = [...activeStake.entries()]
    .filter(([, stake]) => stake > 0n)
    .map(([validator, stake]) => ({
      validator,
      weight: weights.get(validator) ?? 0n,
      stake: quotient(stake, all),
    }))
  unordered.sort((a, b) => (a.weight < b.weight ? -1 : a.weight > b.weight ? 1 : a.validator - b.validator))
  return unordered.map(vote => ({
    ...vote,
    upTo: sumOf(unordered, other => (other.weight <= vote.weight ? other.stake.result : 0n)),
  }))
}

function explainRatings({ trace }: TracedEpoch, uid: number, consensus: bigint): Rating[] {
  return [...columnOf(trace.rawWeights, uid)].map(([validator, raw]) => {
    const { starts, values } = trace.rawWeights
    const rowSum = sumOf(values.subarray(starts[validator]!, starts[validator + 1]!), x => x)
    const weight = quotient(raw, rowSum)
    const clipped = weight.result < consensus ? weight.result : consensus
    const part = product(trace.activeStake[validator]!, clipped)
    return { validator, weight, clipped, cut: weight.result - clipped, part }
  })
}

export function checkIncentive(
  { output, trace }: TracedEpoch,
  uid: number,
  { consensus, ratings, rank, share, quantised }: IncentiveExplanation,
  claim: Claim,
): void {
  claim('kappa', consensus.kappa.result, trace.kappa)
  for (const vote of consensus.votes) {
    claim(`voting stake of ${vote.validator}`, vote.stake.result, trace.votingStake[vote.validator]!)
  }
  claim('consensus', consensus.weight, trace.consensus[uid]!)
  claim('quantised consensus', consensus.quantised.result, output.consensus[uid]!)
  const [weights, clipped] = [columnOf(trace.weights, uid), columnOf(trace.clippedWeights, uid)]
  for (const rating of ratings) {
    claim(`weight of ${rating.validator}`, rating.weight.result, weights.get(rating.validator) ?? 0n)
    claim(`clipped weight of ${rating.validator}`, rating.clipped, clipped.get(rating.validator) ?? 0n)
  }
  claim('rank', rank, trace.ranks[uid]!)
  claim('incentive', share.result, trace.incentive[uid]!)
  claim('quantised incentive', quantised.result, output.incentive[uid]!)
}
