/** The three batches: stop at the first failure, undo all at the first failure, go on in any case. */
import { call, type PostInfo, type RuntimeCall } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import {
  actualWeight,
  callPays,
  callWeight,
  type DispatchOutcome,
  dispatch,
  dispatchBypassingFilter,
  dispatchInfo,
} from '../../runtime/dispatch.ts'
import { BAD_ORIGIN, ErrorWithPost, ensure } from '../../runtime/dispatch-error.ts'
import { type Origin, withFilter } from '../../runtime/origin.ts'
import { addWeight, type Pays, type Weight, ZERO_WEIGHT } from '../../runtime/weight.ts'
import { u32 } from '../../scale/primitives.ts'
import { constantsOf } from '../../state/constant.ts'
import { UtilityErrors } from './errors.ts'
import { utilityEvents } from './events.ts'
import { runtimeCalls } from './types.ts'
import * as weights from './weights.ts'

/** What the reference's memory allocator allows: a third of 32 MiB in calls of 1 KiB. */
export const BatchedCallsLimit = constantsOf('Utility')('batched_calls_limit', u32, {
  unit: 'calls',
  normal: 10_922,
  since: 252,
})

export interface BatchArgs {
  readonly calls: readonly RuntimeCall[]
}

const weightOf =
  (own: (calls: number) => Weight) =>
  ({ calls }: BatchArgs, ctx: Ctx): Weight =>
    addWeight(
      calls.reduce((sum, inner) => addWeight(sum, callWeight(ctx, inner)), ZERO_WEIGHT),
      own(calls.length),
    )

/** A batch is free when all in it is free. */
const paysOf = ({ calls }: BatchArgs): Pays => (calls.some(inner => callPays(inner) === 'Yes') ? 'Yes' : 'No')

/** @throws BadOrigin for unsigned calls, TooManyCalls */
function ensureBatch(ctx: Ctx, origin: Origin, { calls }: BatchArgs): void {
  ensure(origin.type !== 'None', BAD_ORIGIN)
  ensure(calls.length <= BatchedCallsLimit.of(ctx), UtilityErrors.TooManyCalls)
}

/** Dispatches a call inside another one: root is not filtered. @returns what became of it and what it weighed */
export function dispatchInner(
  ctx: Ctx,
  origin: Origin,
  inner: RuntimeCall,
): Pick<DispatchOutcome, 'error'> & { readonly weight: Weight } {
  const info = dispatchInfo(ctx, inner)
  const run = origin.type === 'Root' ? dispatchBypassingFilter : dispatch
  const { error, post } = run(ctx, origin, inner)
  return { error, weight: actualWeight(info, post) }
}

export const batch = call(
  'batch',
  0,
  { calls: runtimeCalls },
  { weight: weightOf(weights.batch), pays: paysOf },
  (ctx, origin, args): PostInfo => {
    ensureBatch(ctx, origin, args)
    let used = ZERO_WEIGHT
    for (const [index, inner] of args.calls.entries()) {
      const { error, weight } = dispatchInner(ctx, origin, inner)
      used = addWeight(used, weight)
      if (error !== undefined) {
        ctx.deposit(utilityEvents.BatchInterrupted({ index, error: ctx.runtime.errorData(error) }))
        return { actualWeight: addWeight(weights.batch(index + 1), used) }
      }
      ctx.deposit(utilityEvents.ItemCompleted())
    }
    ctx.deposit(utilityEvents.BatchCompleted())
    return { actualWeight: addWeight(weights.batch(args.calls.length), used) }
  },
)

export const batchAll = call(
  'batch_all',
  2,
  { calls: runtimeCalls },
  { weight: weightOf(weights.batchAll), pays: paysOf },
  (ctx, origin, args): PostInfo => {
    ensureBatch(ctx, origin, args)
    const innerOrigin = withFilter(origin, (_ctx, { call: inner }) => inner !== batchAll)
    let used = ZERO_WEIGHT
    for (const [index, inner] of args.calls.entries()) {
      const { error, weight } = dispatchInner(ctx, innerOrigin, inner)
      used = addWeight(used, weight)
      if (error !== undefined) {
        throw new ErrorWithPost(error, { actualWeight: addWeight(weights.batchAll(index + 1), used) })
      }
      ctx.deposit(utilityEvents.ItemCompleted())
    }
    ctx.deposit(utilityEvents.BatchCompleted())
    return { actualWeight: addWeight(weights.batchAll(args.calls.length), used) }
  },
)

export const forceBatch = call(
  'force_batch',
  4,
  { calls: runtimeCalls },
  { weight: weightOf(weights.forceBatch), pays: paysOf },
  (ctx, origin, args): PostInfo => {
    ensureBatch(ctx, origin, args)
    let used = ZERO_WEIGHT
    let failed = false
    for (const inner of args.calls) {
      const { error, weight } = dispatchInner(ctx, origin, inner)
      used = addWeight(used, weight)
      failed ||= error !== undefined
      ctx.deposit(
        error === undefined
          ? utilityEvents.ItemCompleted()
          : utilityEvents.ItemFailed({ error: ctx.runtime.errorData(error) }),
      )
    }
    ctx.deposit(failed ? utilityEvents.BatchCompletedWithErrors() : utilityEvents.BatchCompleted())
    return { actualWeight: addWeight(weights.forceBatch(args.calls.length), used) }
  },
)

/** Whether a call is one of the batches. */
export const isBatch = ({ call: decl }: RuntimeCall): boolean =>
  decl === batch || decl === batchAll || decl === forceBatch
