/** What the creator of a crowdloan may change while it runs. Reference: pallets/crowdloan/src/lib.rs. */
import { ZERO_TAO } from '../../../primitives/amounts.ts'
import { call } from '../../runtime/call.ts'
import { ensure } from '../../runtime/dispatch-error.ts'
import { compactBlockNumber, taoBalance } from '../../runtime/types.ts'
import { named } from '../../scale/codec.ts'
import { option } from '../../scale/collections.ts'
import { balance, crowdloan_id } from './contributing.ts'
import { ensureValidEnd, ownCrowdloan } from './crowdloans.ts'
import { CrowdloanErrors } from './errors.ts'
import { crowdloanEvents } from './events.ts'
import { AbsoluteMinimumContribution, Contributions, Crowdloans, MaxContributions } from './storage.ts'
import * as weights from './weights.ts'

export const updateMinContribution = call(
  'update_min_contribution',
  6,
  { crowdloan_id, new_min_contribution: balance },
  { weight: weights.UPDATE_MIN_CONTRIBUTION },
  (ctx, origin, { crowdloan_id: id, new_min_contribution }) => {
    const crowdloan = ownCrowdloan(ctx, origin, id)
    const least = AbsoluteMinimumContribution.of(ctx)
    ensure(new_min_contribution >= least, CrowdloanErrors.MinimumContributionTooLow)
    const most = MaxContributions.get(ctx, id)
    ensure(most === undefined || new_min_contribution <= most, CrowdloanErrors.MinimumContributionTooHigh)
    Crowdloans.put(ctx, id, { ...crowdloan, min_contribution: new_min_contribution })
    ctx.deposit(crowdloanEvents.MinContributionUpdated({ crowdloan_id: id, new_min_contribution }))
  },
)

export const updateEnd = call(
  'update_end',
  7,
  { crowdloan_id, new_end: compactBlockNumber },
  { weight: weights.UPDATE_END },
  (ctx, origin, { crowdloan_id: id, new_end }) => {
    const crowdloan = ownCrowdloan(ctx, origin, id)
    ensureValidEnd(ctx, new_end)
    Crowdloans.put(ctx, id, { ...crowdloan, end: new_end })
    ctx.deposit(crowdloanEvents.EndUpdated({ crowdloan_id: id, new_end }))
  },
)

export const updateCap = call(
  'update_cap',
  8,
  { crowdloan_id, new_cap: balance },
  { weight: weights.UPDATE_CAP },
  (ctx, origin, { crowdloan_id: id, new_cap }) => {
    const crowdloan = ownCrowdloan(ctx, origin, id)
    ensure(new_cap >= crowdloan.raised, CrowdloanErrors.CapTooLow)
    Crowdloans.put(ctx, id, { ...crowdloan, cap: new_cap })
    ctx.deposit(crowdloanEvents.CapUpdated({ crowdloan_id: id, new_cap }))
  },
)

/** Limits what one contributor may give in all; undefined lifts the limit. */
export const setMaxContribution = call(
  'set_max_contribution',
  9,
  { crowdloan_id, new_max_contribution: named(option(taoBalance), 'Option<BalanceOf<T>>') },
  { weight: weights.SET_MAX_CONTRIBUTION },
  (ctx, origin, { crowdloan_id: id, new_max_contribution }) => {
    const { creator, min_contribution } = ownCrowdloan(ctx, origin, id)
    if (new_max_contribution === undefined) {
      MaxContributions.remove(ctx, id)
    } else {
      const given = Contributions.get(ctx, id, creator) ?? ZERO_TAO
      const isEnough = new_max_contribution >= min_contribution && new_max_contribution >= given
      ensure(isEnough, CrowdloanErrors.MaximumContributionTooLow)
      MaxContributions.put(ctx, id, new_max_contribution)
    }
    ctx.deposit(crowdloanEvents.MaxContributionUpdated({ crowdloan_id: id, new_max_contribution }))
  },
)
