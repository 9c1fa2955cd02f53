/**
 * Runs a call: filters, guards, then the call itself in a storage layer of its own.
 * Reference: frame_support traits::UnfilteredDispatchable and the dispatch extensions of the chain's polkadot-sdk fork.
 */
import { SystemErrors } from '../pallets/system/errors.ts'
import type { PostInfo, RuntimeCall } from './call.ts'
import type { Ctx } from './context.ts'
import { asDispatchError, type DispatchError } from './dispatch-error.ts'
import type { Origin } from './origin.ts'
import { type DispatchClass, minWeight, type Pays, type Weight } from './weight.ts'

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

export function dispatchInfo(ctx: Ctx, call: RuntimeCall): DispatchInfo {
  return { weight: callWeight(ctx, call), class: callClass(call), pays: callPays(call) }
}

export function callWeight(ctx: Ctx, { call, args }: RuntimeCall): Weight {
  const { weight } = call.info
  return typeof weight === 'function' ? weight(args as never, ctx) : weight
}

export function callClass({ call, args }: RuntimeCall): DispatchClass {
  const { class: declared = 'Normal' } = call.info
  return typeof declared === 'function' ? declared(args as never) : declared
}

export function callPays({ call, args }: RuntimeCall): Pays {
  const { pays = 'Yes' } = call.info
  return typeof pays === 'function' ? pays(args as never) : pays
}

/** Dispatches as a user's call is: through the filters and the guards. Never throws for a refused call. */
export function dispatch(ctx: Ctx, origin: Origin, call: RuntimeCall): DispatchOutcome {
  if (!isAllowed(ctx, origin, call)) return { error: SystemErrors.CallFiltered, post: {} }
  if (origin.type === 'Signed') {
    try {
      for (const guard of ctx.runtime.guards) guard.check(ctx, origin.who, call)
    } catch (thrown) {
      return asDispatchError(thrown)
    }
  }
  return dispatchBypassingFilter(ctx, origin, call)
}

function isAllowed(ctx: Ctx, origin: Origin, call: RuntimeCall): boolean {
  if (origin.type === 'Root') return true
  const { callFilter } = ctx.runtime.profile
  if (callFilter !== undefined && !callFilter(ctx, call)) return false
  return origin.type !== 'Signed' || (origin.filters ?? []).every(filter => filter(ctx, call))
}

/** Dispatches without filters and guards, as root's wrappers do. */
export function dispatchBypassingFilter(ctx: Ctx, origin: Origin, { call, args }: RuntimeCall): DispatchOutcome {
  try {
    return { error: undefined, post: ctx.state.watch(() => ctx.layer(() => call.run(ctx, origin, args as never))) }
  } catch (thrown) {
    return asDispatchError(thrown)
  }
}

/** The weight a call is charged in the end: never more than it declared. */
export const actualWeight = ({ weight }: Pick<DispatchInfo, 'weight'>, { actualWeight: actual }: PostInfo): Weight =>
  actual === undefined ? weight : minWeight(actual, weight)

/** Whether the call is paid for in the end. */
export const paysFee = (info: Pick<DispatchInfo, 'pays'>, post: PostInfo): Pays =>
  info.pays === 'No' || post.pays === 'No' ? 'No' : 'Yes'
