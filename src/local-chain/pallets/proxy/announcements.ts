/** What proxies say that they are going to do, so that it may be objected to. Reference: pallets/proxy/src/lib.rs. */
import type { AccountId } from '../../../primitives/account.ts'
import type { Hex } from '../../../primitives/bytes.ts'
import type { Ctx } from '../../runtime/context.ts'
import { ensure } from '../../runtime/dispatch-error.ts'
import { ANNOUNCEMENT_DEPOSIT, adjustDeposit } from './deposits.ts'
import { ProxyErrors } from './errors.ts'
import { proxyEvents } from './events.ts'
import { Announcements, MaxPending, Proxies } from './storage.ts'
import type { Announcement } from './types.ts'

/** @throws NotProxy, TooMany, and those of reserving the deposit */
export function addAnnouncement(ctx: Ctx, proxy: AccountId, real: AccountId, call_hash: Hex): void {
  const [proxies] = Proxies.get(ctx, real)
  ensure(
    proxies.some(({ delegate }) => delegate === proxy),
    ProxyErrors.NotProxy,
  )
  const [known, old] = Announcements.get(ctx, proxy)
  ensure(known.length < MaxPending.of(ctx), ProxyErrors.TooMany)
  const pending = [...known, { real, call_hash, height: ctx.block }]
  Announcements.put(ctx, proxy, [pending, adjustDeposit(ctx, proxy, old, ANNOUNCEMENT_DEPOSIT, pending.length)])
  ctx.deposit(proxyEvents.Announced({ real, proxy, call_hash }))
}

/** Removes the announcements that `isGone` names. @throws NotFound where there is none */
export function removeAnnouncements(ctx: Ctx, proxy: AccountId, isGone: (entry: Announcement) => boolean): void {
  const [known, old] = Announcements.get(ctx, proxy)
  const pending = known.filter(entry => !isGone(entry))
  ensure(pending.length < known.length, ProxyErrors.NotFound)
  const deposit = adjustDeposit(ctx, proxy, old, ANNOUNCEMENT_DEPOSIT, pending.length)
  if (pending.length > 0) Announcements.put(ctx, proxy, [pending, deposit])
  else Announcements.remove(ctx, proxy)
}
