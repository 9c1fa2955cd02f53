/**
 * How the beneficiary of a lease acts for its subnet: as a proxy of the lease's coldkey, in runtimes that have proxies. A
 * profile may do it in another way. Reference: lib.rs ProxyInterface, runtime/src/lib.rs Proxier.
 */
import type { AccountId } from '../../../../primitives/account.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import type { Codec } from '../../../scale/codec.ts'
import { unit } from '../../../scale/primitives.ts'
import { Constant } from '../../../state/constant.ts'
import { addProxyDelegate, removeProxyDelegate } from '../../proxy/delegates.ts'
import { errors } from '../errors.ts'

export interface LeaseProxies {
  /** @throws DispatchError */
  add(ctx: Ctx, lease: AccountId, beneficiary: AccountId): void
  /** @throws DispatchError */
  remove(ctx: Ctx, lease: AccountId, beneficiary: AccountId): void
}

const AT_ONCE = 0n

/** @throws CallDisabled in a runtime without proxies */
const ensureProxies = (ctx: Ctx): void => ensure(ctx.runtime.pallet('Proxy') !== undefined, errors.CallDisabled)

const proxies: LeaseProxies = {
  add: (ctx, lease, beneficiary) => {
    ensureProxies(ctx)
    addProxyDelegate(ctx, lease, beneficiary, 'SubnetLeaseBeneficiary', AT_ONCE)
  },
  remove: (ctx, lease, beneficiary) => {
    ensureProxies(ctx)
    removeProxyDelegate(ctx, lease, beneficiary, 'SubnetLeaseBeneficiary', AT_ONCE)
  },
}

/** Behaviour, not data: it stands in no metadata. */
const behaviour = unit as Codec<unknown> as Codec<LeaseProxies>

export const ProxyInterface = new Constant('SubtensorModule', 'ProxyInterface', behaviour, {
  normal: proxies,
  since: 285,
})
