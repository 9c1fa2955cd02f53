/**
 * Why one UID got what it got: every output of an epoch for it, taken apart into whole numbers that can be added up by
 * hand. An explanation is plain data, in the order of the paper: stake, consensus, incentive, trust, bonds, dividends,
 * emission.
 *
 * The numbers come from the trace of the epoch itself. What is taken apart is put together again and must come to what
 * the kernel gave: an explanation that does not add up is never returned.
 */

import { TaoError } from '../../../primitives/errors.ts'
import type { TracedEpoch } from '../types.ts'
import { type BondsExplanation, checkBonds, explainBonds } from './bonds.ts'
import { checkEmission, type EmissionExplanation, explainEmission } from './emission.ts'
import { checkIncentive, explainIncentive, type IncentiveExplanation } from './server.ts'
import { checkStake, explainStake, type StakeExplanation } from './stake.ts'
import type { Claim } from './steps.ts'
import { checkTrust, explainTrust, type TrustExplanation } from './trust.ts'

export interface Explanation {
  readonly uid: number
  /** With what stake it votes, and its permit. */
  readonly stake: StakeExplanation
  /** What others think of it as a server: consensus and incentive. */
  readonly incentive: IncentiveExplanation
  /** How much of its own weights consensus left. */
  readonly trust: TrustExplanation
  /** What its bonds earned as a validator. */
  readonly bonds: BondsExplanation
  /** What it was paid. */
  readonly emission: EmissionExplanation
}

/**
 * Takes apart what `uid` got. Holds for every epoch whose stakes a chain can have: sums that leave their type are not
 * explained.
 * @throws TaoError `invalid_argument` when the epoch has no such UID, `internal` when the parts do not add up
 */
export function explainUid(epoch: TracedEpoch, uid: number): Explanation {
  const { n } = epoch.input
  if (!(Number.isInteger(uid) && uid >= 0 && uid < n)) {
    throw new TaoError('invalid_argument', `No UID ${uid} in this epoch`, { why: `It has ${n} UIDs, from 0 on.` })
  }
  const explanation: Explanation = {
    uid,
    stake: explainStake(epoch, uid),
    incentive: explainIncentive(epoch, uid),
    trust: explainTrust(epoch, uid),
    bonds: explainBonds(epoch, uid),
    emission: explainEmission(epoch, uid),
  }
  const wrong = contradictions(epoch, explanation)
  if (wrong.length > 0) throw new TaoError('internal', `What UID ${uid} got does not add up`, { why: wrong })
  return explanation
}

/** In what an explanation differs from the epoch's output; empty when all adds up. */
export function contradictions(epoch: TracedEpoch, explanation: Explanation): string[] {
  const wrong: string[] = []
  const claim: Claim = (what, explained, given) => {
    if (BigInt(explained) !== BigInt(given)) wrong.push(`${what}: explained as ${explained}, but it is ${given}`)
  }
  const { uid } = explanation
  checkStake(epoch, uid, explanation.stake, claim)
  checkIncentive(epoch, uid, explanation.incentive, claim)
  checkTrust(epoch, uid, explanation.trust, claim)
  checkBonds(epoch, uid, explanation.bonds, claim)
  checkEmission(epoch, uid, explanation.emission, claim)
  return wrong
}
