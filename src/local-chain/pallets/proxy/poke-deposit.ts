/** Brings what an account has reserved to what is asked for now. Reference: pallets/proxy/src/lib.rs poke_deposit */
import type { AccountId } from '../../../primitives/account.ts'
import type { Tao } from '../../../primitives/amounts.ts'
import { call } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import { ensureSigned } from '../../runtime/origin.ts'
import type { StorageMap } from '../../state/storage.ts'
import { ANNOUNCEMENT_DEPOSIT, adjustDeposit, type DepositRate, PROXY_DEPOSIT } from './deposits.ts'
import { proxyEvents } from './events.ts'
import { Announcements, Proxies } from './storage.ts'
import * as weights from './weights.ts'

type Deposited = readonly [readonly unknown[], Tao]

/** @returns whether the deposit has changed */
function poke<T extends Deposited>(
  ctx: Ctx,
  who: AccountId,
  item: StorageMap<readonly [AccountId], T, T>,
  rate: DepositRate,
  kind: 'Proxies' | 'Announcements',
): boolean {
  const [entries, old_deposit] = item.get(ctx, who)
  const new_deposit = adjustDeposit(ctx, who, old_deposit, rate, entries.length)
  if (entries.length === 0) item.remove(ctx, who)
  else item.put(ctx, who, [entries, new_deposit] as unknown as T)
  if (new_deposit === old_deposit) return false
  ctx.deposit(proxyEvents.DepositPoked({ who, kind, old_deposit, new_deposit }))
  return true
}

export const pokeDeposit = call('poke_deposit', 10, {}, { weight: weights.POKE_DEPOSIT }, (ctx, origin) => {
  const who = ensureSigned(origin)
  const proxies = poke(ctx, who, Proxies, PROXY_DEPOSIT, 'Proxies')
  const announcements = poke(ctx, who, Announcements, ANNOUNCEMENT_DEPOSIT, 'Announcements')
  return { pays: proxies || announcements ? 'No' : 'Yes' }
})
