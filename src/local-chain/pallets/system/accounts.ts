/**
 * Accounts and the counters that keep them alive: an account exists while it has a provider.
 * Reference: frame_system inc_providers, dec_providers, inc_consumers, dec_consumers.
 */
import type { AccountId } from '../../../primitives/account.ts'
import type { Ctx } from '../../runtime/context.ts'
import { CONSUMER_REMAINING, ensure, NO_PROVIDERS, TOO_MANY_CONSUMERS } from '../../runtime/dispatch-error.ts'
import { systemEvents } from './events.ts'
import { NEW_ACCOUNT, SystemAccount } from './storage.ts'
import type { AccountData, AccountInfo } from './types.ts'

const MAX_CONSUMERS = 16

const change = (ctx: Ctx, who: AccountId, part: Partial<AccountInfo>): void =>
  SystemAccount.mutate(ctx, who, account => ({ ...account, ...part }))

export function incProviders(ctx: Ctx, who: AccountId): void {
  const { providers, sufficients } = SystemAccount.get(ctx, who)
  if (providers === 0 && sufficients === 0) {
    change(ctx, who, { providers: 1 })
    ctx.deposit(systemEvents.NewAccount({ account: who }))
  } else {
    change(ctx, who, { providers: providers + 1 })
  }
}

/** Takes one provider away; the account is removed with its last one. @throws ConsumerRemaining while somebody needs it */
export function decProviders(ctx: Ctx, who: AccountId): void {
  const account = SystemAccount.find(ctx, who)
  if (account === undefined) return
  // An account without providers is taken to have one: what is out of step must not keep it alive.
  const providers = Math.max(1, account.providers)
  if (providers > 1 || (account.consumers === 0 && account.sufficients > 0)) {
    change(ctx, who, { providers: providers - 1 })
    return
  }
  ensure(account.consumers === 0, CONSUMER_REMAINING)
  SystemAccount.remove(ctx, who)
  ctx.deposit(systemEvents.KilledAccount({ account: who }))
}

/** @throws NoProviders, TooManyConsumers */
export function incConsumers(ctx: Ctx, who: AccountId): void {
  const { providers, consumers } = SystemAccount.get(ctx, who)
  ensure(providers > 0, NO_PROVIDERS)
  ensure(consumers < MAX_CONSUMERS, TOO_MANY_CONSUMERS)
  change(ctx, who, { consumers: consumers + 1 })
}

/** As `incConsumers`, without the limit on how many there may be. */
export function incConsumersWithoutLimit(ctx: Ctx, who: AccountId): void {
  const { providers, consumers } = SystemAccount.get(ctx, who)
  ensure(providers > 0, NO_PROVIDERS)
  change(ctx, who, { consumers: consumers + 1 })
}

export function decConsumers(ctx: Ctx, who: AccountId): void {
  const { consumers } = SystemAccount.get(ctx, who)
  if (consumers > 0) change(ctx, who, { consumers: consumers - 1 })
}

/** Whether nothing hinders the account from losing a provider. */
export function canDecProvider(ctx: Ctx, who: AccountId): boolean {
  const { consumers, providers } = SystemAccount.get(ctx, who)
  return consumers === 0 || providers > 1
}

export const providersOf = (ctx: Ctx, who: AccountId): number => SystemAccount.get(ctx, who).providers

export const consumersOf = (ctx: Ctx, who: AccountId): number => SystemAccount.get(ctx, who).consumers

export const accountDataOf = (ctx: Ctx, who: AccountId): AccountData => SystemAccount.get(ctx, who).data

export const setAccountData = (ctx: Ctx, who: AccountId, data: AccountData): void => change(ctx, who, { data })

/**
 * Changes the balances of an account, which are undefined while they are nothing. An account that nothing provides for
 * is removed afterwards, its nonce with it. What `change` throws leaves this account's balances as they were.
 * Reference: frame_system StoredMap::try_mutate_exists
 */
export function changeAccountData<R>(
  ctx: Ctx,
  who: AccountId,
  change: (data: AccountData | undefined) => readonly [data: AccountData | undefined, result: R],
): R {
  const before = SystemAccount.get(ctx, who).data
  const [data, result] = change(isNothing(before) ? undefined : before)
  const account = SystemAccount.get(ctx, who)
  if (account.providers > 0 || account.sufficients > 0) {
    SystemAccount.put(ctx, who, { ...account, data: data ?? NEW_ACCOUNT.data })
  } else {
    SystemAccount.remove(ctx, who)
  }
  return result
}

const isNothing = ({ free, reserved, frozen, flags }: AccountData): boolean =>
  free === 0n && reserved === 0n && frozen === 0n && flags === NEW_ACCOUNT.data.flags

/** Root acts on an account whatever pallets count on in it: what is reserved, the TAO of a subnet's pool. */
export const forceAccount = (ctx: Ctx, who: AccountId): void =>
  ctx.state.noteForced(ctx.state.cell(SystemAccount, [who]))
