/** Calls of the Multisig pallet. Reference: pallet_multisig. */
import type { AccountId } from '../../../primitives/account.ts'
import { satSub } from '../../../primitives/amounts.ts'
import { call, type PostInfo } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import { callClass, callWeight, dispatch } from '../../runtime/dispatch.ts'
import { ErrorWithPost, ensure } from '../../runtime/dispatch-error.ts'
import { ensureSigned, signedBy } from '../../runtime/origin.ts'
import { accountId, type Hash } from '../../runtime/types.ts'
import { addWeight, maxWeight, weigh, weightCodec } from '../../runtime/weight.ts'
import { named } from '../../scale/codec.ts'
import { fixedBytes, option, vec } from '../../scale/collections.ts'
import { u16 } from '../../scale/primitives.ts'
import { reserve, unreserve } from '../balances/reserves.ts'
import { boxedCall } from '../utility/types.ts'
import { MultisigErrors, multisigEvents } from './events.ts'
import { currentTimepoint, hashOnly, isSameTimepoint, operate, subjectOf } from './operate.ts'
import { allSignatories, multiAccountId } from './signatories.ts'
import { depositFor, Multisigs } from './storage.ts'
import { type MultisigOperation, timepoint } from './types.ts'
import * as weights from './weights.ts'

const other_signatories = named(vec(accountId), 'Vec<T::AccountId>')
const when = named(timepoint, 'Timepoint<BlockNumberFor<T>>')
const call_hash = fixedBytes(32)

/** One of several may act alone: as an account that they share. */
const asMultiThreshold1 = call(
  'as_multi_threshold_1',
  0,
  { other_signatories, call: boxedCall },
  {
    weight: ({ call: inner }, ctx) => {
      const own = addWeight(weights.asMultiThreshold1(subjectOf(ctx, inner).length), weigh(0, 0, 1, 1))
      return addWeight(own, callWeight(ctx, inner))
    },
    class: ({ call: inner }) => callClass(inner),
  },
  (ctx, origin, args): PostInfo => {
    const who = ensureSigned(origin)
    const multisig = multiAccountId(allSignatories(ctx, args.other_signatories, who), 1)
    const subject = subjectOf(ctx, args.call)
    const { error, post } = dispatch(ctx, signedBy(multisig), args.call)
    const result = error && ctx.runtime.errorData(error)
    ctx.deposit(
      multisigEvents.MultisigExecuted({
        approving: who,
        timepoint: currentTimepoint(ctx),
        multisig,
        call_hash: subject.hash,
        result,
      }),
    )
    const weighed: PostInfo | undefined = post.actualWeight && {
      actualWeight: addWeight(weights.asMultiThreshold1(subject.length), post.actualWeight),
    }
    if (error !== undefined) throw new ErrorWithPost(error, weighed ?? post)
    return weighed ?? {}
  },
)

const asMulti = call(
  'as_multi',
  1,
  { threshold: u16, other_signatories, maybe_timepoint: option(when), call: boxedCall, max_weight: weightCodec },
  {
    weight: ({ other_signatories: others, call: inner, max_weight }, ctx) => {
      const [s, z] = [others.length, subjectOf(ctx, inner).length]
      const approvals = maxWeight(weights.asMultiCreate(s, z), weights.asMultiApprove(s, z))
      return addWeight(maxWeight(approvals, weights.asMultiComplete(s, z)), max_weight)
    },
  },
  (ctx, origin, args) =>
    operate(ctx, {
      who: ensureSigned(origin),
      threshold: args.threshold,
      others: args.other_signatories,
      timepoint: args.maybe_timepoint,
      subject: subjectOf(ctx, args.call),
      maxWeight: args.max_weight,
    }),
)

const approveAsMulti = call(
  'approve_as_multi',
  2,
  { threshold: u16, other_signatories, maybe_timepoint: option(when), call_hash, max_weight: weightCodec },
  {
    weight: ({ other_signatories: { length: s }, max_weight }) =>
      addWeight(maxWeight(weights.approveAsMultiCreate(s), weights.approveAsMultiApprove(s)), max_weight),
  },
  (ctx, origin, args) =>
    operate(ctx, {
      who: ensureSigned(origin),
      threshold: args.threshold,
      others: args.other_signatories,
      timepoint: args.maybe_timepoint,
      subject: hashOnly(args.call_hash),
      maxWeight: args.max_weight,
    }),
)

interface OwnOperation {
  readonly threshold: number
  readonly other_signatories: readonly AccountId[]
  readonly call_hash: Hash
}

/** An operation that waits, and its account. @throws MinimumThreshold, NotFound, and those of the signatories */
function findOperation(
  ctx: Ctx,
  who: AccountId,
  args: OwnOperation,
): { readonly multisig: AccountId; readonly operation: MultisigOperation } {
  ensure(args.threshold >= 2, MultisigErrors.MinimumThreshold)
  const multisig = multiAccountId(allSignatories(ctx, args.other_signatories, who), args.threshold)
  const operation = Multisigs.get(ctx, multisig, args.call_hash)
  if (operation === undefined) throw MultisigErrors.NotFound
  return { multisig, operation }
}

const cancelAsMulti = call(
  'cancel_as_multi',
  3,
  { threshold: u16, other_signatories, timepoint: when, call_hash },
  { weight: args => weights.cancelAsMulti(args.other_signatories.length) },
  (ctx, origin, args) => {
    const who = ensureSigned(origin)
    const { multisig, operation } = findOperation(ctx, who, args)
    ensure(isSameTimepoint(operation.when, args.timepoint), MultisigErrors.WrongTimepoint)
    ensure(operation.depositor === who, MultisigErrors.NotOwner)
    unreserve(ctx, who, operation.deposit)
    Multisigs.remove(ctx, multisig, args.call_hash)
    const { timepoint, call_hash } = args
    ctx.deposit(multisigEvents.MultisigCancelled({ cancelling: who, timepoint, multisig, call_hash }))
  },
)

/** Brings the deposit of an operation to what is asked for now. */
const pokeDeposit = call(
  'poke_deposit',
  4,
  { threshold: u16, other_signatories, call_hash },
  { weight: args => weights.pokeDeposit(args.other_signatories.length) },
  (ctx, origin, args): PostInfo => {
    const who = ensureSigned(origin)
    const { multisig, operation } = findOperation(ctx, who, args)
    ensure(operation.depositor === who, MultisigErrors.NotOwner)
    const old_deposit = operation.deposit
    const new_deposit = depositFor(ctx, args.threshold)
    if (new_deposit === old_deposit) return { pays: 'Yes' }
    if (new_deposit > old_deposit) reserve(ctx, who, satSub(new_deposit, old_deposit))
    else unreserve(ctx, who, satSub(old_deposit, new_deposit))
    Multisigs.put(ctx, multisig, args.call_hash, { ...operation, deposit: new_deposit })
    ctx.deposit(multisigEvents.DepositPoked({ who, call_hash: args.call_hash, old_deposit, new_deposit }))
    return { pays: 'No' }
  },
)

export const multisigCalls = [asMultiThreshold1, asMulti, approveAsMulti, cancelAsMulti, pokeDeposit]
