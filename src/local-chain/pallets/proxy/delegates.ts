/** Who may act for whom: adding and removing proxies. Reference: pallets/proxy/src/lib.rs. */
import type { AccountId } from '../../../primitives/account.ts'
import type { Ctx } from '../../runtime/context.ts'
import { ensure } from '../../runtime/dispatch-error.ts'
import { unreserve } from '../balances/reserves.ts'
import { adjustDeposit, PROXY_DEPOSIT } from './deposits.ts'
import { ProxyErrors } from './errors.ts'
import { proxyEvents } from './events.ts'
import { depositElsewhere } from './invariants.ts'
import { MaxProxies, Proxies, RealPaysFee } from './storage.ts'
import { PROXY_TYPES, type ProxyDefinition, type ProxyType } from './types.ts'

/** The order in which the proxies of an account stand. */
function compareDefinitions(ctx: Ctx, a: ProxyDefinition, b: ProxyDefinition): number {
  const byDelegate = ctx.runtime.profile.accountOrder(a.delegate, b.delegate)
  if (byDelegate !== 0) return byDelegate
  const byType = PROXY_TYPES[a.proxy_type] - PROXY_TYPES[b.proxy_type]
  if (byType !== 0) return byType
  return a.delay < b.delay ? -1 : a.delay > b.delay ? 1 : 0
}

/** @throws NoSelfProxy, Duplicate, TooMany, and those of reserving the deposit */
export function addProxyDelegate(
  ctx: Ctx,
  delegator: AccountId,
  delegatee: AccountId,
  proxy_type: ProxyType,
  delay: bigint,
): void {
  ensure(delegator !== delegatee, ProxyErrors.NoSelfProxy)
  const [known, old] = Proxies.get(ctx, delegator)
  const definition: ProxyDefinition = { delegate: delegatee, proxy_type, delay }
  const later = known.findIndex(other => compareDefinitions(ctx, other, definition) >= 0)
  const at = later < 0 ? known.length : later
  const next = known[at]
  ensure(next === undefined || compareDefinitions(ctx, next, definition) !== 0, ProxyErrors.Duplicate)
  ensure(known.length < MaxProxies.of(ctx), ProxyErrors.TooMany)
  const proxies = known.toSpliced(at, 0, definition)
  Proxies.put(ctx, delegator, [proxies, adjustDeposit(ctx, delegator, old, PROXY_DEPOSIT, proxies.length)])
  ctx.deposit(proxyEvents.ProxyAdded({ delegator, delegatee, proxy_type, delay }))
}

/** @throws NotFound */
export function removeProxyDelegate(
  ctx: Ctx,
  delegator: AccountId,
  delegatee: AccountId,
  proxy_type: ProxyType,
  delay: bigint,
): void {
  const [known, old] = Proxies.get(ctx, delegator)
  const definition: ProxyDefinition = { delegate: delegatee, proxy_type, delay }
  const proxies = known.filter(other => compareDefinitions(ctx, other, definition) !== 0)
  ensure(proxies.length < known.length, ProxyErrors.NotFound)
  const deposit = adjustDeposit(ctx, delegator, old, PROXY_DEPOSIT, proxies.length)
  if (proxies.length > 0) Proxies.put(ctx, delegator, [proxies, deposit])
  else Proxies.remove(ctx, delegator)
  RealPaysFee.remove(ctx, delegator, delegatee)
  ctx.deposit(proxyEvents.ProxyRemoved({ delegator, delegatee, proxy_type, delay }))
}

export function removeAllProxyDelegates(ctx: Ctx, delegator: AccountId): void {
  const [, deposit] = Proxies.take(ctx, delegator)
  if (unreserve(ctx, delegator, deposit) > 0n) depositElsewhere(ctx, delegator)
  RealPaysFee.clear(ctx, [delegator])
}

/** The first proxy for `real` that `delegate` is, of the type that is asked for. @throws NotProxy */
export function findProxy(
  ctx: Ctx,
  real: AccountId,
  delegate: AccountId,
  type: ProxyType | undefined,
): ProxyDefinition {
  const [proxies] = Proxies.get(ctx, real)
  const found = proxies.find(proxy => proxy.delegate === delegate && (type === undefined || proxy.proxy_type === type))
  if (found === undefined) throw ProxyErrors.NotProxy
  return found
}

export const isRealPaysFee = (ctx: Ctx, real: AccountId, delegate: AccountId): boolean =>
  RealPaysFee.has(ctx, real, delegate)
