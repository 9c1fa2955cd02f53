/**
 * Credits and debts: TAO between accounts. Rust drops one that goes out of scope; here that is said: whoever takes a
 * credit or debt out of a function puts it somewhere or drops it.
 * Reference: frame_support fungible::{Balanced, Imbalance}
 */
import type { AccountId } from '../../../primitives/account.ts'
import { minAmount, satAdd, satSub, type Tao, ZERO_TAO } from '../../../primitives/amounts.ts'
import type { Ctx } from '../../runtime/context.ts'
import { DispatchError } from '../../runtime/dispatch-error.ts'
import { balancesEvents } from './events.ts'
import { decreaseBalance, increaseBalance } from './fungible.ts'
import { TotalIssuance } from './storage.ts'
import type { Credit, Debt, Fortitude, Precision, Preservation } from './types.ts'

export const NO_CREDIT: Credit = { credit: ZERO_TAO }
export const NO_DEBT: Debt = { debt: ZERO_TAO }

/** Raises the issuance, up to the end of u64, by a credit to be put somewhere. */
export function issue(ctx: Ctx, amount: Tao): Credit {
  const old = TotalIssuance.get(ctx)
  const next = satAdd(old, amount)
  TotalIssuance.put(ctx, next)
  const credit = satSub(next, old)
  if (credit > 0n) ctx.deposit(balancesEvents.Issued({ amount: credit }))
  return { credit }
}

/** Lowers the issuance, down to zero, by a debt to be settled. */
export function rescind(ctx: Ctx, amount: Tao): Debt {
  const old = TotalIssuance.get(ctx)
  const next = satSub(old, amount)
  TotalIssuance.put(ctx, next)
  const debt = satSub(old, next)
  ctx.deposit(balancesEvents.Rescinded({ amount: debt }))
  return { debt }
}

/** Gives to an account; the debt says how much is owed for it. @throws Arithmetic.Overflow, Token.BelowMinimum */
export function deposit(ctx: Ctx, who: AccountId, amount: Tao, precision: Precision): Debt {
  const debt = increaseBalance(ctx, who, amount, precision)
  ctx.deposit(balancesEvents.Deposit({ who, amount: debt }))
  return { debt }
}

/** Takes from an account into a credit. @throws Token.FundsUnavailable */
export function withdraw(
  ctx: Ctx,
  who: AccountId,
  amount: Tao,
  precision: Precision,
  preservation: Preservation,
  fortitude: Fortitude,
): Credit {
  const credit = decreaseBalance(ctx, who, amount, precision, preservation, fortitude)
  ctx.deposit(balancesEvents.Withdraw({ who, amount: credit }))
  return { credit }
}

/** Puts a credit in an account. @returns nothing left, or the whole credit where the account cannot take it */
export function resolve(ctx: Ctx, who: AccountId, credit: Credit): Credit {
  try {
    deposit(ctx, who, credit.credit, 'Exact')
    return NO_CREDIT
  } catch (error) {
    if (error instanceof DispatchError) return credit
    throw error
  }
}

/** Pays a debt from an account. @returns nothing left, or the whole debt where the account cannot pay it */
export function settle(ctx: Ctx, who: AccountId, debt: Debt, preservation: Preservation): Debt {
  try {
    withdraw(ctx, who, debt.debt, 'Exact', preservation, 'Polite')
    return NO_DEBT
  } catch (error) {
    if (error instanceof DispatchError) return debt
    throw error
  }
}

/** Destroys what a credit holds. No event tells of it. */
export function dropCredit(ctx: Ctx, { credit }: Credit): void {
  if (credit > 0n) TotalIssuance.mutate(ctx, total => satSub(total, credit))
}

/** Makes what a debt owes. No event tells of it. */
export function dropDebt(ctx: Ctx, { debt }: Debt): void {
  if (debt > 0n) TotalIssuance.mutate(ctx, total => satAdd(total, debt))
}

/** The first `amount` of a credit, or all of it, and the rest. */
export function splitCredit({ credit }: Credit, amount: Tao): readonly [first: Credit, rest: Credit] {
  const first = minAmount(credit, amount)
  return [{ credit: first }, { credit: satSub(credit, first) }]
}

export const mergeCredits = (a: Credit, b: Credit): Credit => ({ credit: satAdd(a.credit, b.credit) })

/** Sets a debt off against a credit: what remains of each; one of them is nothing. */
export const offset = ({ credit }: Credit, { debt }: Debt): Credit & Debt => ({
  credit: satSub(credit, debt),
  debt: satSub(debt, credit),
})
