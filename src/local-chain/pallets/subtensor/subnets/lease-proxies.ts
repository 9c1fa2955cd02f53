/**
 * How the beneficiary of a lease acts for its subnet: as a proxy of the lease's coldkey, in runtimes that have proxies.
 * A profile gives what it has. Reference: lib.rs ProxyInterface, runtime/src/lib.rs Proxier.
 */
import type { AccountId } from '../../../../primitives/account.ts'
import type { Ctx } from '../../../runtime/context.ts'
import type { Codec } from '../../../scale/codec.ts'
import { unit } from '../../../scale/primitives.ts'
import { Constant } from '../../../state/constant.ts'
import { errors } from '../errors.ts'

export interface LeaseProxies {
  /** @throws DispatchError */
  add(ctx: Ctx, lease: AccountId, beneficiary: AccountId): void
  /** @throws DispatchError */
  remove(ctx: Ctx, lease: AccountId, beneficiary: AccountId): void
}

const refuse = (): never => {
  throw errors.CallDisabled
}

const withoutProxies: LeaseProxies = { add: refuse, remove: refuse }

/** Behaviour, not data: it stands in no metadata. */
const behaviour = unit as Codec<unknown> as Codec<LeaseProxies>

export const ProxyInterface = new Constant('SubtensorModule', 'ProxyInterface', behaviour, { normal: withoutProxies })
