/** What a UID is paid. */
import type { EpochTrace, TracedEpoch } from '../types.ts'
import { type Claim, type Product, product, type Quotient, quotient } from './steps.ts'

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
  /** For its work as a server: by incentive. */
  readonly server: Pay
  /** For its work as a validator: by dividends. */
  readonly validator: Pay
  /** Both, as `Emission` records it: rounded by itself, and so not always their sum. */
  readonly combined: Pay
}

export function explainEmission({ input, trace }: TracedEpoch, uid: number): EmissionExplanation {
  const alpha = input.emission
  const { sharedBy, emissionSum } = trace
  const pay = (part: bigint): Pay => {
    const share = quotient(part, emissionSum)
    return { share, amount: product(share.result, alpha) }
  }
  const [incentive, dividends] = [trace.incentive[uid]!, trace.dividends[uid]!]
  if (sharedBy === 'consensus') {
    return { alpha, sharedBy, server: pay(incentive), validator: pay(dividends), combined: pay(incentive + dividends) }
  }
  const stake = sharedBy === 'active stake' ? trace.activeStake[uid]! : trace.stake[uid]!
  const byStake: Pay = { share: undefined, amount: product(stake, alpha) }
  return { alpha, sharedBy, server: pay(incentive), validator: byStake, combined: byStake }
}

export function checkEmission(
  { output }: TracedEpoch,
  uid: number,
  { server, validator, combined }: EmissionExplanation,
  claim: Claim,
): void {
  claim('server emission', server.amount.result, output.serverEmission[uid]!)
  claim('validator emission', validator.amount.result, output.validatorEmission[uid]!)
  claim('emission', combined.amount.result, output.emission[uid]!)
}
