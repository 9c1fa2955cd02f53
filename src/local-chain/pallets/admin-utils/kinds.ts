/**
 * The kinds of administrative calls. Nearly all have the same shape: who may call, when, for which subnets, then one value is
 * checked and set.
 */
import type { NetUid } from '../../../primitives/netuid.ts'
import { type CallInfo, call, type TypedCall } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import { ensure } from '../../runtime/dispatch-error.ts'
import { ensureRoot, type Origin } from '../../runtime/origin.ts'
import { netuid } from '../../runtime/types.ts'
import { type Weight, weigh } from '../../runtime/weight.ts'
import type { Fields, StructOf } from '../../scale/composites.ts'
import { ifSubnetExist } from '../subtensor/subnets/subnet.ts'
import type { Hyperparameter } from '../subtensor/types.ts'
import { ensureAdminWindowOpen, ensureSnOwnerOrRootWithLimits, recordOwnerRl } from '../subtensor/utils/misc.ts'
import type { TransactionType } from '../subtensor/utils/rate-limiting.ts'
import { AdminUtilsErrors as errors } from './errors.ts'

type OfSubnet<F extends Fields> = { readonly netuid: NetUid } & StructOf<F>

/** A setting of the whole network, by root. */
export function networkCall<const F extends Fields>(
  name: string,
  index: number,
  fields: F,
  weight: Weight,
  set: (ctx: Ctx, args: StructOf<F>) => void,
): TypedCall<StructOf<F>> {
  return call(name, index, fields, { weight }, (ctx, origin, args) => {
    ensureRoot(origin)
    set(ctx, args)
  })
}

/** What is asked before a setting of a subnet, in this order. */
export interface Rules {
  /** The subnet's owner may call, and so often only. Absent: root alone. */
  readonly owner?: TransactionType
  /** Not shortly before an epoch. */
  readonly window?: boolean
  /** The subnet must exist. */
  readonly exists?: boolean
}

export const ROOT_ONLY: Rules = { exists: true }
export const ROOT_IN_WINDOW: Rules = { window: true, exists: true }

/** The owner within the limits of a hyperparameter, or root. */
export const ownerOf = (hyperparameter: Hyperparameter): Rules => ({
  owner: { type: 'OwnerHyperparamUpdate', hyperparameter },
  window: true,
  exists: true,
})

/** As `ownerOf`, for the calls that do not ask whether the subnet exists. */
export const ownerUnchecked = (hyperparameter: Hyperparameter): Rules => ({ ...ownerOf(hyperparameter), exists: false })

/** A setting of one subnet. */
export function subnetCall<const F extends Fields>(
  name: string,
  index: number,
  fields: F,
  rules: Rules,
  info: Weight | CallInfo<OfSubnet<F>>,
  set: (ctx: Ctx, args: OfSubnet<F>, origin: Origin) => void,
): TypedCall<OfSubnet<F>> {
  const run = (ctx: Ctx, origin: Origin, args: OfSubnet<F>) => {
    const limits = rules.owner === undefined ? [] : [rules.owner]
    const owner = rules.owner && ensureSnOwnerOrRootWithLimits(ctx, origin, args.netuid, limits)
    if (rules.owner === undefined) ensureRoot(origin)
    if (rules.window) ensureAdminWindowOpen(ctx, args.netuid)
    if (rules.exists) ensureExists(ctx, args.netuid)
    set(ctx, args, origin)
    recordOwnerRl(ctx, owner, args.netuid, limits)
  }
  const declared = call(
    name,
    index,
    { netuid, ...fields },
    ('weight' in info ? info : { weight: info }) as never,
    run as never,
  )
  return declared as unknown as TypedCall<OfSubnet<F>>
}

export const ensureExists = (ctx: Ctx, netuid: NetUid): void =>
  ensure(ifSubnetExist(ctx, netuid), errors.SubnetDoesNotExist)

/** Weights that nobody measured. */
export const estimated = (refTime: number, reads: number, writes: number): Weight => weigh(refTime, 0, reads, writes)
