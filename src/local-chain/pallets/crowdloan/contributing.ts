/** Raising money together, and taking it back. Reference: pallets/crowdloan/src/lib.rs. */
import type { AccountId } from '../../../primitives/account.ts'
import { minAmount, satSub, type Tao, tao, U64_MAX, ZERO_TAO } from '../../../primitives/amounts.ts'
import { call } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import { callWeight } from '../../runtime/dispatch.ts'
import { ensure } from '../../runtime/dispatch-error.ts'
import { ensureSigned } from '../../runtime/origin.ts'
import { accountId, compactBlockNumber, compactTao } from '../../runtime/types.ts'
import { addWeight } from '../../runtime/weight.ts'
import { named } from '../../scale/codec.ts'
import { option } from '../../scale/collections.ts'
import { compactU32 } from '../../scale/primitives.ts'
import { transfer } from '../balances/fungible.ts'
import { freeBalance } from '../balances/inspect.ts'
import { boundCall } from '../preimage/bounded-calls.ts'
import { incProviders } from '../system/accounts.ts'
import { boxedCall } from '../utility/types.ts'
import { crowdloanOf, ensureValidEnd, fundsAccount } from './crowdloans.ts'
import { CrowdloanErrors } from './errors.ts'
import { crowdloanEvents } from './events.ts'
import {
  AbsoluteMinimumContribution,
  Contributions,
  Crowdloans,
  MaxContributions,
  MaxContributors,
  MinimumDeposit,
  NextCrowdloanId,
} from './storage.ts'
import type { CrowdloanInfo } from './types.ts'
import * as weights from './weights.ts'

export const crowdloan_id = named(compactU32, 'CrowdloanId')
export const balance = named(compactTao, 'BalanceOf<T>')

const U32_MAX = 0xffff_ffff

export const create = call(
  'create',
  0,
  {
    deposit: balance,
    min_contribution: balance,
    cap: balance,
    end: compactBlockNumber,
    call: named(option(boxedCall), 'Option<Box<<T as Config>::RuntimeCall>>'),
    target_address: named(option(accountId), 'Option<T::AccountId>'),
  },
  {
    weight: (args, ctx) =>
      args.call === undefined ? weights.CREATE : addWeight(weights.CREATE, callWeight(ctx, args.call)),
  },
  (ctx, origin, { deposit, min_contribution, cap, end, target_address, call: inner }) => {
    const creator = ensureSigned(origin)
    ensure(deposit >= MinimumDeposit.of(ctx), CrowdloanErrors.DepositTooLow)
    ensure(cap > deposit, CrowdloanErrors.CapTooLow)
    ensure(min_contribution >= AbsoluteMinimumContribution.of(ctx), CrowdloanErrors.MinimumContributionTooLow)
    ensure((inner === undefined) !== (target_address === undefined), CrowdloanErrors.InvalidFinalizationConfig)
    ensureValidEnd(ctx, end)
    ensure(freeBalance(ctx, creator) >= deposit, CrowdloanErrors.InsufficientBalance)
    const id = NextCrowdloanId.get(ctx)
    ensure(id < U32_MAX, CrowdloanErrors.Overflow)
    NextCrowdloanId.put(ctx, id + 1)
    const funds_account = fundsAccount(ctx, id)
    incProviders(ctx, funds_account)
    Crowdloans.put(ctx, id, {
      creator,
      deposit,
      min_contribution,
      end,
      cap,
      funds_account,
      raised: deposit,
      target_address,
      call: inner && boundCall(ctx, inner),
      finalized: false,
      contributors_count: 1,
    })
    transfer(ctx, creator, funds_account, deposit, 'Expendable')
    Contributions.put(ctx, id, creator, deposit)
    ctx.deposit(crowdloanEvents.Created({ crowdloan_id: id, creator, end, cap }))
  },
)

/** What is taken of an offer: no more than is missing, nor than one may give. @throws MaxContributionReached */
function acceptedOf(ctx: Ctx, id: number, who: AccountId, { cap, raised }: CrowdloanInfo, offer: Tao): Tao {
  const missing = minAmount(offer, satSub(cap, raised))
  const most = MaxContributions.get(ctx, id)
  if (most === undefined) return missing
  const given = Contributions.get(ctx, id, who) ?? ZERO_TAO
  ensure(given < most, CrowdloanErrors.MaxContributionReached)
  return minAmount(missing, satSub(most, given))
}

/** @throws Overflow */
function checkedAdd(a: Tao, b: Tao): Tao {
  ensure(a + b <= U64_MAX, CrowdloanErrors.Overflow)
  return tao(a + b)
}

export const contribute = call(
  'contribute',
  1,
  { crowdloan_id, amount: balance },
  { weight: weights.CONTRIBUTE },
  (ctx, origin, { crowdloan_id: id, amount: offer }) => {
    const contributor = ensureSigned(origin)
    const crowdloan = crowdloanOf(ctx, id)
    ensure(ctx.block < crowdloan.end, CrowdloanErrors.ContributionPeriodEnded)
    ensure(crowdloan.raised < crowdloan.cap, CrowdloanErrors.CapRaised)
    ensure(offer >= crowdloan.min_contribution, CrowdloanErrors.ContributionTooLow)
    ensure(crowdloan.contributors_count < MaxContributors.of(ctx), CrowdloanErrors.MaxContributorsReached)
    const amount = acceptedOf(ctx, id, contributor, crowdloan, offer)
    const raised = checkedAdd(crowdloan.raised, amount)
    const given = Contributions.get(ctx, id, contributor)
    const contribution = checkedAdd(given ?? ZERO_TAO, amount)
    const contributors_count = crowdloan.contributors_count + (given === undefined ? 1 : 0)
    ensure(freeBalance(ctx, contributor) >= amount, CrowdloanErrors.InsufficientBalance)
    transfer(ctx, contributor, crowdloan.funds_account, amount, 'Expendable')
    Contributions.put(ctx, id, contributor, contribution)
    Crowdloans.put(ctx, id, { ...crowdloan, raised, contributors_count })
    ctx.deposit(crowdloanEvents.Contributed({ crowdloan_id: id, contributor, amount }))
  },
)

export const withdraw = call(
  'withdraw',
  2,
  { crowdloan_id },
  { weight: weights.WITHDRAW },
  (ctx, origin, { crowdloan_id: id }) => {
    const who = ensureSigned(origin)
    const crowdloan = crowdloanOf(ctx, id)
    ensure(!crowdloan.finalized, CrowdloanErrors.AlreadyFinalized)
    const given = Contributions.get(ctx, id, who) ?? ZERO_TAO
    ensure(given > 0n, CrowdloanErrors.NoContribution)
    // The creator's deposit stays while the crowdloan does.
    const isCreator = who === crowdloan.creator
    const amount = isCreator ? satSub(given, crowdloan.deposit) : given
    ensure(amount > 0n, CrowdloanErrors.DepositCannotBeWithdrawn)
    if (isCreator) Contributions.put(ctx, id, who, crowdloan.deposit)
    else Contributions.remove(ctx, id, who)
    const left = isCreator ? 0 : 1
    ensure(crowdloan.contributors_count >= left, CrowdloanErrors.Underflow)
    transfer(ctx, crowdloan.funds_account, who, amount, 'Expendable')
    const raised = satSub(crowdloan.raised, amount)
    Crowdloans.put(ctx, id, { ...crowdloan, raised, contributors_count: crowdloan.contributors_count - left })
    ctx.deposit(crowdloanEvents.Withdrew({ crowdloan_id: id, contributor: who, amount }))
  },
)
