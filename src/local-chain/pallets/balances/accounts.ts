/**
 * The one place where an account's balances change: it creates and reaps accounts, keeps their reference counters in
 * step and finds dust. Reference: pallet_balances try_mutate_account, ensure_upgraded.
 */
import type { AccountId } from '../../../primitives/account.ts'
import { maxAmount, satSub, type Tao } from '../../../primitives/amounts.ts'
import type { Ctx } from '../../runtime/context.ts'
import {
  accountDataOf,
  changeAccountData,
  consumersOf,
  decConsumers,
  decProviders,
  incConsumers,
  incConsumersWithoutLimit,
  incProviders,
  providersOf,
} from '../system/accounts.ts'
import { NEW_ACCOUNT } from '../system/storage.ts'
import { type AccountData, NEW_LOGIC_FLAG } from '../system/types.ts'
import { balancesEvents } from './events.ts'
import { ExistentialDeposit, TotalIssuance } from './storage.ts'

/** What a change of an account gives: the account as it shall be, and a result of the caller's. */
export type Changed<R> = readonly [account: AccountData, result: R]

export interface Mutated<R> {
  readonly result: R
  /** What was left below the existential deposit: gone from the account, still in the issuance. The caller handles it. */
  readonly dust: Tao | undefined
}

const isProviding = (ctx: Ctx, account: AccountData): boolean => account.free >= ExistentialDeposit.of(ctx)
const isConsuming = (account: AccountData): boolean => account.reserved > 0n || account.frozen > 0n

/**
 * Gives an account the balances that `change` makes of it. The issuance is the caller's affair. What `change` throws
 * comes through and nothing was written.
 * @throws ConsumerRemaining, NoProviders, TooManyConsumers
 */
export function mutateAccount<R>(
  ctx: Ctx,
  who: AccountId,
  change: (account: AccountData, isNew: boolean) => Changed<R>,
): Mutated<R> {
  ensureUpgraded(ctx, who)
  const { endowed, dust, result } = changeAccountData(ctx, who, data => {
    const before = data ?? NEW_ACCOUNT.data
    const [after, result] = change(before, data === undefined)
    updateReferences(ctx, who, before, after, data === undefined)
    const endowed = data === undefined ? after.free : undefined
    const dies = !isProviding(ctx, after) && after.reserved === 0n
    const dust = dies && after.free > 0n ? after.free : undefined
    return [dies ? undefined : after, { endowed, dust, result }]
  })
  if (endowed !== undefined) ctx.deposit(balancesEvents.Endowed({ account: who, free_balance: endowed }))
  if (dust !== undefined) ctx.deposit(balancesEvents.DustLost({ account: who, amount: dust }))
  return { result, dust }
}

/** As `mutateAccount`, with the dust taken out of the issuance. */
export function mutateAccountAndDropDust<R>(
  ctx: Ctx,
  who: AccountId,
  change: (account: AccountData, isNew: boolean) => Changed<R>,
): R {
  const { result, dust } = mutateAccount(ctx, who, change)
  if (dust !== undefined) dropDust(ctx, dust)
  return result
}

function updateReferences(ctx: Ctx, who: AccountId, before: AccountData, after: AccountData, isNew: boolean): void {
  const didProvide = isProviding(ctx, before)
  const didConsume = !isNew && isConsuming(before)
  const doesProvide = isProviding(ctx, after)
  const doesConsume = isConsuming(after)
  if (!didProvide && doesProvide) incProviders(ctx, who)
  if (didConsume && !doesConsume) decConsumers(ctx, who)
  if (!didConsume && doesConsume) incConsumers(ctx, who)
  if (doesConsume && consumersOf(ctx, who) === 0) incConsumers(ctx, who)
  if (!didProvide || doesProvide) return
  try {
    decProviders(ctx, who)
  } catch (error) {
    // A caller may go on after this refusal, outside of any layer.
    if (didConsume && !doesConsume) incConsumers(ctx, who)
    if (!didConsume && doesConsume) decConsumers(ctx, who)
    throw error
  }
}

/** Gives an account of old the present reference counting. @returns whether it needed that */
export function ensureUpgraded(ctx: Ctx, who: AccountId): boolean {
  const data = accountDataOf(ctx, who)
  if ((data.flags & NEW_LOGIC_FLAG) !== 0n) return false
  let free = data.free
  if (data.reserved > 0n && data.frozen === 0n) {
    if (providersOf(ctx, who) === 0) {
      free = maxAmount(free, ExistentialDeposit.of(ctx))
      incProviders(ctx, who)
    }
    incConsumersWithoutLimit(ctx, who)
  }
  const upgraded = { ...data, free, flags: data.flags | NEW_LOGIC_FLAG }
  changeAccountData(ctx, who, () => [upgraded, undefined])
  ctx.deposit(balancesEvents.Upgraded({ who }))
  return true
}

/** Takes dust out of the issuance; nobody is told. Reference: DustRemoval = () */
export function dropDust(ctx: Ctx, dust: Tao): void {
  TotalIssuance.mutate(ctx, total => satSub(total, dust))
}
