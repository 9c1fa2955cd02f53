/** What a UID is paid. */
import type { EpochTrace, TracedEpoch } from '../types.ts'
import { type Claim, type Product, product, type Quotient, quotient, sumOf } from './steps.ts'

/** One kind of pay: a share of the epoch's alpha. */
export interface Pay {
  /** Of incentive and dividends of all; `undefined` where stake is paid because there is no consensus. */
  readonly share: Quotient | undefined
  /** The share times the alpha, in rao. The remainder, in parts of 2^32 of a rao, is not paid. */
  readonly amount: Product
}

export interface EmissionExplanation {
  /** The alpha of the epoch, in rao. */
  readonly alpha: bigint
  readonly sharedBy: EpochTrace['sharedBy']
  /** Of all UIDs together. What is paid is a share of the sum of both. */
  readonly incentives: bigint
  readonly dividends: bigint
  /** For its work as a server: by incentive. */
  readonly server: Pay
  /** For its work as a validator: by dividends. */
  readonly validator: Pay
  /** Both, as `Emission` records it: rounded by itself, and so not always their sum. */
  readonly combined: Pay
}

export function explainEmission({ input, trace }: TracedEpoch, uid: number): EmissionExplanation {
  const { sharedBy } = trace
  const incentives = sumOf(trace.incentive, x => x)
  const dividends = sumOf(trace.dividends, x => x)
  const common = { alpha: input.emission, sharedBy, incentives, dividends }
  const pay = (part: bigint): Pay => {
    const share = quotient(part, incentives + dividends)
    return { share, amount: product(share.result, input.emission) }
  }
  const [incentive, dividend] = [trace.incentive[uid]!, trace.dividends[uid]!]
  if (sharedBy === 'consensus') {
    return { ...common, server: pay(incentive), validator: pay(dividend), combined: pay(incentive + dividend) }
  }
  const stake = sharedBy === 'active stake' ? trace.activeStake[uid]! : trace.stake[uid]!
  const byStake: Pay = { share: undefined, amount: product(stake, input.emission) }
  return { ...common, server: pay(incentive), validator: byStake, combined: byStake }
}

export function checkEmission(
  { output, trace }: TracedEpoch,
  uid: number,
  { incentives, dividends, server, validator, combined }: EmissionExplanation,
  claim: Claim,
): void {
  claim('incentives and dividends of all', incentives + dividends, trace.emissionSum)
  claim('server emission', server.amount.result, output.serverEmission[uid]!)
  claim('validator emission', validator.amount.result, output.validatorEmission[uid]!)
  claim('emission', combined.amount.result, output.emission[uid]!)
}
