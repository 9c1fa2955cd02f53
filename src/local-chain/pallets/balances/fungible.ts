/**
 * Moving, making and destroying TAO. Every function throws a DispatchError to refuse; it is for the caller to be in a
 * storage layer where a half-done change must not stay.
 * Reference: frame_support fungible::{Unbalanced, Mutate}, pallet_balances impl_fungible.rs
 */
import type { AccountId } from '../../../primitives/account.ts'
import { minAmount, satAdd, satSub, type Tao, U64_MAX, ZERO_TAO } from '../../../primitives/amounts.ts'
import type { Ctx } from '../../runtime/context.ts'
import { BELOW_MINIMUM, DispatchError, ensure, FUNDS_UNAVAILABLE, OVERFLOW } from '../../runtime/dispatch-error.ts'
import { dropDust, mutateAccount } from './accounts.ts'
import { BalancesErrors } from './errors.ts'
import { balancesEvents } from './events.ts'
import {
  canDeposit,
  canWithdraw,
  ensureDepositable,
  ensureWithdrawable,
  freeBalance,
  reducibleBalance,
} from './inspect.ts'
import { ExistentialDeposit, InactiveIssuance, TotalIssuance } from './storage.ts'
import type { Fortitude, Precision, Preservation } from './types.ts'

/** Sets the free balance, without regard to the issuance. @throws InsufficientBalance */
function writeBalance(ctx: Ctx, who: AccountId, amount: Tao): void {
  const mostReduction = reducibleBalance(ctx, who, 'Expendable', 'Force')
  const { result: allowed, dust } = mutateAccount(ctx, who, account => {
    const allowed = satSub(account.free, amount) <= mostReduction
    return [allowed ? { ...account, free: amount } : account, allowed]
  })
  ensure(allowed, BalancesErrors.InsufficientBalance)
  if (dust !== undefined) dropDust(ctx, dust)
}

/**
 * Takes from an account without regard to the issuance.
 * @returns how much was taken
 * @throws Token.FundsUnavailable
 */
export function decreaseBalance(
  ctx: Ctx,
  who: AccountId,
  amount: Tao,
  precision: Precision,
  preservation: Preservation,
  fortitude: Fortitude,
): Tao {
  const old = freeBalance(ctx, who)
  const reducible = reducibleBalance(ctx, who, preservation, fortitude)
  ensure(precision === 'BestEffort' || reducible >= amount, FUNDS_UNAVAILABLE)
  const taken = precision === 'BestEffort' ? minAmount(amount, reducible) : amount
  ensure(old >= taken, FUNDS_UNAVAILABLE)
  writeBalance(ctx, who, satSub(old, taken))
  return taken
}

/**
 * Gives to an account without regard to the issuance.
 * @returns how much was given
 * @throws Arithmetic.Overflow, Token.BelowMinimum, both only where the amount shall be exact
 */
export function increaseBalance(ctx: Ctx, who: AccountId, amount: Tao, precision: Precision): Tao {
  const old = freeBalance(ctx, who)
  ensure(precision === 'BestEffort' || old + amount <= U64_MAX, OVERFLOW)
  const next = satAdd(old, amount)
  if (next < ExistentialDeposit.of(ctx)) {
    ensure(precision === 'BestEffort', BELOW_MINIMUM)
    return ZERO_TAO
  }
  if (next === old) return ZERO_TAO
  writeBalance(ctx, who, next)
  return satSub(next, old)
}

/**
 * Moves TAO. Moving to oneself only checks.
 * @throws Token.FundsUnavailable, OnlyProvider, Frozen, NotExpendable, BelowMinimum; Arithmetic.Underflow, Overflow
 */
export function transfer(ctx: Ctx, from: AccountId, to: AccountId, amount: Tao, preservation: Preservation): Tao {
  ensureWithdrawable(canWithdraw(ctx, from, amount), preservation !== 'Expendable')
  ensureDepositable(canDeposit(ctx, to, amount, 'Extant'))
  if (from === to) return amount
  decreaseBalance(ctx, from, amount, 'BestEffort', preservation, 'Polite')
  try {
    increaseBalance(ctx, to, amount, 'BestEffort')
  } catch (error) {
    if (!(error instanceof DispatchError)) throw error
  }
  ctx.deposit(balancesEvents.Transfer({ from, to, amount }))
  return amount
}

/** Makes new TAO in an account. @throws Arithmetic.Overflow, Token.BelowMinimum */
export function mintInto(ctx: Ctx, who: AccountId, amount: Tao): Tao {
  ensure(TotalIssuance.get(ctx) + amount <= U64_MAX, OVERFLOW)
  const minted = increaseBalance(ctx, who, amount, 'Exact')
  TotalIssuance.mutate(ctx, total => satAdd(total, minted))
  ctx.deposit(balancesEvents.Minted({ who, amount }))
  return minted
}

/** Destroys TAO of an account. @returns how much @throws Token.FundsUnavailable, Arithmetic.Overflow */
export function burnFrom(
  ctx: Ctx,
  who: AccountId,
  amount: Tao,
  preservation: Preservation,
  precision: Precision,
  fortitude: Fortitude,
): Tao {
  const most = minAmount(reducibleBalance(ctx, who, preservation, fortitude), amount)
  ensure(most === amount || precision === 'BestEffort', FUNDS_UNAVAILABLE)
  ensure(TotalIssuance.get(ctx) >= most, OVERFLOW)
  const burned = decreaseBalance(ctx, who, most, 'BestEffort', preservation, fortitude)
  TotalIssuance.mutate(ctx, total => satSub(total, burned))
  ctx.deposit(balancesEvents.Burned({ who, amount: burned }))
  return burned
}

/** Mints or burns until the free balance is `amount`, as far as that goes. @returns the free balance then */
export function setBalance(ctx: Ctx, who: AccountId, amount: Tao): Tao {
  const old = freeBalance(ctx, who)
  try {
    return old > amount
      ? satSub(old, burnFrom(ctx, who, satSub(old, amount), 'Expendable', 'BestEffort', 'Force'))
      : satAdd(old, mintInto(ctx, who, satSub(amount, old)))
  } catch (error) {
    if (error instanceof DispatchError) return old
    throw error
  }
}

/** Counts an amount of the issuance as inactive. */
export function deactivate(ctx: Ctx, amount: Tao): void {
  InactiveIssuance.mutate(ctx, inactive => minAmount(satAdd(inactive, amount), TotalIssuance.get(ctx)))
}

/** Counts an inactive amount as active again. */
export function reactivate(ctx: Ctx, amount: Tao): void {
  InactiveIssuance.mutate(ctx, inactive => satSub(inactive, amount))
}
