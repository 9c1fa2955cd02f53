/** How a crowdloan ends: with what it was for, or with everybody's money back. Reference: pallets/crowdloan/src/lib.rs. */
import { satSub } from '../../../primitives/amounts.ts'
import { call, type PostInfo } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import { dispatch } from '../../runtime/dispatch.ts'
import { ensure } from '../../runtime/dispatch-error.ts'
import { ensureSigned, signedBy } from '../../runtime/origin.ts'
import { transfer } from '../balances/fungible.ts'
import { dropCall, peekCall } from '../preimage/bounded-calls.ts'
import type { BoundedCall } from '../preimage/types.ts'
import { attempt } from '../swap/attempt.ts'
import { decProviders } from '../system/accounts.ts'
import { crowdloan_id } from './contributing.ts'
import { crowdloanOf, ownCrowdloan } from './crowdloans.ts'
import { CrowdloanErrors } from './errors.ts'
import { crowdloanEvents } from './events.ts'
import { Contributions, Crowdloans, CurrentCrowdloanId, MaxContributions, RefundContributorsLimit } from './storage.ts'
import type { CrowdloanInfo } from './types.ts'
import * as weights from './weights.ts'

export const finalize = call(
  'finalize',
  3,
  { crowdloan_id },
  { weight: weights.FINALIZE },
  (ctx, origin, { crowdloan_id: id }) => {
    const who = ensureSigned(origin)
    const crowdloan = crowdloanOf(ctx, id)
    ensure(who === crowdloan.creator, CrowdloanErrors.InvalidOrigin)
    ensure(crowdloan.raised === crowdloan.cap, CrowdloanErrors.CapNotRaised)
    ensure(!crowdloan.finalized, CrowdloanErrors.AlreadyFinalized)
    const { call: bounded, target_address, funds_account, raised } = crowdloan
    if (bounded !== undefined && target_address === undefined) {
      makeCall(ctx, id, crowdloan, bounded)
    } else if (bounded === undefined && target_address !== undefined) {
      transfer(ctx, funds_account, target_address, raised, 'Expendable')
    } else {
      throw CrowdloanErrors.InvalidFinalizationConfig
    }
    Crowdloans.put(ctx, id, { ...crowdloan, finalized: true })
    ctx.deposit(crowdloanEvents.Finalized({ crowdloan_id: id }))
  },
)

/** Makes the crowdloan's call in its creator's name. The call finds out which crowdloan it belongs to. @throws CallUnavailable */
function makeCall(ctx: Ctx, id: number, { creator }: CrowdloanInfo, bounded: BoundedCall): void {
  CurrentCrowdloanId.put(ctx, id)
  const peeked = attempt(() => peekCall(ctx, bounded))
  if (peeked === undefined) throw CrowdloanErrors.CallUnavailable
  const { error } = dispatch(ctx, signedBy(creator), peeked.call)
  if (error !== undefined) throw error
  CurrentCrowdloanId.remove(ctx)
}

/** Gives their money back to as many contributors as one call may, all but the creator. */
export const refund = call(
  'refund',
  4,
  { crowdloan_id },
  { weight: (_args, ctx) => weights.refund(RefundContributorsLimit.of(ctx)) },
  (ctx, origin, { crowdloan_id: id }): PostInfo => {
    const crowdloan = ownCrowdloan(ctx, origin, id)
    const waiting = Contributions.entries(ctx, id).filter(({ keys }) => keys[1] !== crowdloan.creator)
    const refunded = waiting.slice(0, RefundContributorsLimit.of(ctx))
    let { raised } = crowdloan
    for (const { keys, value } of refunded) {
      transfer(ctx, crowdloan.funds_account, keys[1], value, 'Expendable')
      raised = satSub(raised, value)
    }
    const contributors_count = crowdloan.contributors_count - refunded.length
    ensure(contributors_count >= 0, CrowdloanErrors.Underflow)
    Crowdloans.put(ctx, id, { ...crowdloan, raised, contributors_count })
    for (const { keys } of refunded) Contributions.remove(ctx, ...keys)
    if (refunded.length < waiting.length) {
      ctx.deposit(crowdloanEvents.PartiallyRefunded({ crowdloan_id: id }))
      return {}
    }
    ctx.deposit(crowdloanEvents.AllRefunded({ crowdloan_id: id }))
    return { actualWeight: weights.refund(refunded.length) }
  },
)

export const dissolve = call(
  'dissolve',
  5,
  { crowdloan_id },
  { weight: weights.DISSOLVE },
  (ctx, origin, { crowdloan_id: id }) => {
    const { creator, raised, funds_account, call: bounded } = ownCrowdloan(ctx, origin, id)
    const contribution = Contributions.get(ctx, id, creator)
    if (contribution === undefined) throw CrowdloanErrors.NoContribution
    ensure(contribution === raised, CrowdloanErrors.NotReadyToDissolve)
    transfer(ctx, funds_account, creator, contribution, 'Expendable')
    Contributions.remove(ctx, id, creator)
    if (bounded !== undefined) dropCall(ctx, bounded)
    attempt(() => decProviders(ctx, funds_account))
    Crowdloans.remove(ctx, id)
    MaxContributions.remove(ctx, id)
    ctx.deposit(crowdloanEvents.Dissolved({ crowdloan_id: id }))
  },
)
