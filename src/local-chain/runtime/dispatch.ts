/**
 * Runs a call: filter, guards, then the call itself in a storage layer of its own.
 * Reference: frame_support traits::UnfilteredDispatchable and the dispatch extensions of the chain's polkadot-sdk fork.
 */
import { SystemErrors } from '../pallets/system/errors.ts'
import type { PostInfo, RuntimeCall } from './call.ts'
import type { Ctx } from './context.ts'
import { asDispatchError, type DispatchError } from './dispatch-error.ts'
import type { Origin } from './origin.ts'
import type { DispatchClass, Pays, Weight } from './weight.ts'

/** What a call declares of itself before it runs. */
export interface DispatchInfo {
  readonly weight: Weight
  readonly class: DispatchClass
  readonly pays: Pays
}

export interface DispatchOutcome {
  /** Absent when the call succeeded. */
  readonly error: DispatchError | undefined
  readonly post: PostInfo
}

export function dispatchInfo(ctx: Ctx, { call, args }: RuntimeCall): DispatchInfo {
  const { weight, class: dispatchClass = 'Normal', pays = 'Yes' } = call.info
  return {
    weight: typeof weight === 'function' ? weight(args as never, ctx) : weight,
    class: typeof dispatchClass === 'function' ? dispatchClass(args as never) : dispatchClass,
    pays: typeof pays === 'function' ? pays(args as never) : pays,
  }
}

/** Dispatches as a user's call is: through the filter and the guards. Never throws for a refused call. */
export function dispatch(ctx: Ctx, origin: Origin, call: RuntimeCall): DispatchOutcome {
  const { callFilter } = ctx.runtime.profile
  if (origin.type !== 'Root' && callFilter !== undefined && !callFilter(ctx, call)) {
    return { error: SystemErrors.CallFiltered, post: {} }
  }
  if (origin.type === 'Signed') {
    try {
      for (const guard of ctx.runtime.guards) guard.check(ctx, origin.who, call)
    } catch (thrown) {
      return asDispatchError(thrown)
    }
  }
  return dispatchBypassingFilter(ctx, origin, call)
}

/** Dispatches without filter and guards, as root's wrappers do. */
export function dispatchBypassingFilter(ctx: Ctx, origin: Origin, { call, args }: RuntimeCall): DispatchOutcome {
  try {
    return { error: undefined, post: ctx.layer(() => call.run(ctx, origin, args as never)) }
  } catch (thrown) {
    return asDispatchError(thrown)
  }
}

/** The weight a call is charged in the end: never more than it declared. */
export function actualWeight(info: DispatchInfo, post: PostInfo): Weight {
  const actual = post.actualWeight
  if (actual === undefined) return info.weight
  return {
    ref_time: actual.ref_time < info.weight.ref_time ? actual.ref_time : info.weight.ref_time,
    proof_size: actual.proof_size < info.weight.proof_size ? actual.proof_size : info.weight.proof_size,
  }
}

/** Whether the call is paid for in the end. */
export const paysFee = (info: DispatchInfo, post: PostInfo): Pays =>
  info.pays === 'No' || post.pays === 'No' ? 'No' : 'Yes'
