/** An operation that several must approve, from the first approval to the last. Reference: pallet_multisig operate */
import type { AccountId } from '../../../primitives/account.ts'
import { toHex } from '../../../primitives/bytes.ts'
import { blake2_256 } from '../../../primitives/crypto/blake2.ts'
import type { PostInfo, RuntimeCall } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import { callWeight, dispatch } from '../../runtime/dispatch.ts'
import { ensure } from '../../runtime/dispatch-error.ts'
import { signedBy } from '../../runtime/origin.ts'
import type { Hash } from '../../runtime/types.ts'
import { addWeight, fitsIn, type Weight } from '../../runtime/weight.ts'
import { encode } from '../../scale/codec.ts'
import { reserve, unreserve } from '../balances/reserves.ts'
import { MultisigErrors, multisigEvents } from './events.ts'
import { allSignatories, multiAccountId } from './signatories.ts'
import { depositFor, Multisigs } from './storage.ts'
import type { MultisigOperation, Timepoint } from './types.ts'
import * as weights from './weights.ts'

/** The call of an operation, or no more than its hash. */
export interface Subject {
  readonly hash: Hash
  /** Bytes of the call; 0 where only its hash is given. */
  readonly length: number
  readonly call: RuntimeCall | undefined
}

export const subjectOf = (ctx: Ctx, call: RuntimeCall): Subject => {
  const bytes = encode(ctx.runtime.outer.RuntimeCall, call, ctx.runtime.outer)
  return { hash: toHex(blake2_256(bytes)), length: bytes.length, call }
}

export const hashOnly = (hash: Hash): Subject => ({ hash, length: 0, call: undefined })

export const currentTimepoint = (ctx: Ctx): Timepoint => ({ height: ctx.block, index: ctx.extrinsicIndex })

export const isSameTimepoint = (a: Timepoint, b: Timepoint): boolean => a.height === b.height && a.index === b.index

/** What one signatory wants done. */
export interface Wish {
  readonly who: AccountId
  readonly threshold: number
  readonly others: readonly AccountId[]
  /** When the operation began; undefined for the first signatory. */
  readonly timepoint: Timepoint | undefined
  readonly subject: Subject
  /** What the call may weigh, where this approval is the last one. */
  readonly maxWeight: Weight
}

/**
 * Begins an operation, approves it, or carries it out where nothing but the call is missing.
 * @throws MinimumThreshold, UnexpectedTimepoint, NoTimepoint, WrongTimepoint, MaxWeightTooLow, AlreadyApproved, and those
 * of the signatories and the deposit
 */
export function operate(ctx: Ctx, wish: Wish): PostInfo {
  const { who, threshold, others, timepoint, subject } = wish
  ensure(threshold >= 2, MultisigErrors.MinimumThreshold)
  const multisig = multiAccountId(allSignatories(ctx, others, who), threshold)
  const operation = Multisigs.get(ctx, multisig, subject.hash)
  if (operation === undefined) {
    ensure(timepoint === undefined, MultisigErrors.UnexpectedTimepoint)
    return begin(ctx, wish, multisig)
  }
  if (timepoint === undefined) throw MultisigErrors.NoTimepoint
  ensure(isSameTimepoint(operation.when, timepoint), MultisigErrors.WrongTimepoint)
  const isNew = operation.approvals.length < threshold && !operation.approvals.includes(who)
  const approvals = operation.approvals.length + (isNew ? 1 : 0)
  if (subject.call !== undefined && approvals >= threshold) {
    return execute(ctx, wish, multisig, operation, subject.call)
  }
  ensure(isNew, MultisigErrors.AlreadyApproved)
  return approve(ctx, wish, multisig, operation)
}

function begin(ctx: Ctx, { who, threshold, others, subject }: Wish, multisig: AccountId): PostInfo {
  const deposit = depositFor(ctx, threshold)
  reserve(ctx, who, deposit)
  Multisigs.put(ctx, multisig, subject.hash, {
    when: currentTimepoint(ctx),
    deposit,
    depositor: who,
    approvals: [who],
  })
  ctx.deposit(multisigEvents.NewMultisig({ approving: who, multisig, call_hash: subject.hash }))
  return { actualWeight: weights.asMultiCreate(others.length, subject.length) }
}

function approve(ctx: Ctx, { who, others, subject }: Wish, multisig: AccountId, known: MultisigOperation): PostInfo {
  const approvals = [...known.approvals, who].sort(ctx.runtime.profile.accountOrder)
  Multisigs.put(ctx, multisig, subject.hash, { ...known, approvals })
  ctx.deposit(
    multisigEvents.MultisigApproval({ approving: who, timepoint: known.when, multisig, call_hash: subject.hash }),
  )
  return { actualWeight: weights.asMultiApprove(others.length, subject.length) }
}

function execute(ctx: Ctx, wish: Wish, multisig: AccountId, known: MultisigOperation, call: RuntimeCall): PostInfo {
  const { who, others, subject, maxWeight } = wish
  ensure(fitsIn(callWeight(ctx, call), maxWeight), MultisigErrors.MaxWeightTooLow)
  Multisigs.remove(ctx, multisig, subject.hash)
  unreserve(ctx, known.depositor, known.deposit)
  const { error, post } = dispatch(ctx, signedBy(multisig), call)
  const result = error && ctx.runtime.errorData(error)
  ctx.deposit(
    multisigEvents.MultisigExecuted({
      approving: who,
      timepoint: known.when,
      multisig,
      call_hash: subject.hash,
      result,
    }),
  )
  if (post.actualWeight === undefined) return {}
  return { actualWeight: addWeight(weights.asMultiComplete(others.length, subject.length), post.actualWeight) }
}
