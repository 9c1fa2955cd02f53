/** A UID's stake, activity and permit. */
import type { TracedEpoch } from '../types.ts'
import { type Claim, type Product, type Quotient, quantise, quotient, sumOf } from './steps.ts'

export interface StakeExplanation {
  /** Total stake as it came in, I64F64 bits. */
  readonly total: bigint
  /** Its whole part, in rao. */
  readonly amount: bigint
  /** Why the stake counts, or why not. */
  readonly counts: 'reaches the threshold' | 'is the owner' | 'below the threshold'
  /** Of all stake that counts, I64F64 bits. */
  readonly share: Quotient
  /** `StakeWeight` */
  readonly quantised: Product
  readonly active: {
    readonly lastUpdate: bigint
    /** The last block at which it is still active. */
    readonly until: bigint
    /** The block of the epoch. */
    readonly block: bigint
    readonly active: boolean
  }
  readonly permit: {
    /** Whether it had one, which decides in this epoch. */
    readonly had: boolean
    readonly granted: boolean
    /** How many UIDs come before it by stake; ties go to the higher UID. */
    readonly before: number
    /** How many permits there are. */
    readonly places: number
    readonly owner: boolean
  }
  /** Its share of the stake of active validators with a permit; 0 when it is not one. */
  readonly activeShare: Quotient
}

const U64_MAX = 0xffff_ffff_ffff_ffffn

export function explainStake(epoch: TracedEpoch, uid: number): StakeExplanation {
  const { input, trace } = epoch
  const uids = [...Array(input.n).keys()]
  const total = stakeOf(epoch, uid)
  const counts = countsOf(epoch, uid)
  const share = quotient(
    counts === 'below the threshold' ? 0n : total,
    sumOf(uids, i => (countsOf(epoch, i) === 'below the threshold' ? 0n : stakeOf(epoch, i))),
  )
  const owner = uid === input.ownerUid
  const before = uids.filter(i => trace.stake[i]! > share.result || (trace.stake[i] === share.result && i > uid)).length
  const places = input.maxAllowedValidators
  const until = input.lastUpdate[uid]! + input.activityCutoff
  const active = (until < U64_MAX ? until : U64_MAX) >= input.block
  const had = Boolean(input.validatorPermit[uid]) || owner
  const votes = (i: number) => trace.permit[i] === 1 && isActive(epoch, i)
  return {
    total,
    amount: total >> 64n,
    counts,
    share,
    quantised: quantise(share.result),
    active: { lastUpdate: input.lastUpdate[uid]!, until, block: input.block, active },
    permit: { had, granted: owner || (share.result !== 0n && before < places), before, places, owner },
    activeShare: quotient(
      active && had ? share.result : 0n,
      sumOf(uids.filter(votes), i => trace.stake[i]!),
    ),
  }
}

export function checkStake({ output, trace }: TracedEpoch, uid: number, stake: StakeExplanation, claim: Claim): void {
  claim('stake', stake.amount, output.stake[uid]!)
  claim('share of stake', stake.share.result, trace.stake[uid]!)
  claim('stake weight', stake.quantised.result, output.stakeWeight[uid]!)
  claim('activity', stake.active.active, output.active[uid]!)
  claim('permit so far', stake.permit.had, trace.permit[uid]!)
  claim('permit', stake.permit.granted, output.validatorPermit[uid]!)
  claim('share of active stake', stake.activeShare.result, trace.activeStake[uid]!)
}

function stakeOf({ input }: TracedEpoch, uid: number): bigint {
  return input.stake[2 * uid]! | (input.stake[2 * uid + 1]! << 64n)
}

function countsOf(epoch: TracedEpoch, uid: number): StakeExplanation['counts'] {
  if (stakeOf(epoch, uid) >> 64n >= epoch.input.stakeThreshold) return 'reaches the threshold'
  return uid === epoch.input.ownerUid ? 'is the owner' : 'below the threshold'
}

function isActive({ output }: TracedEpoch, uid: number): boolean {
  return output.active[uid] === 1
}
