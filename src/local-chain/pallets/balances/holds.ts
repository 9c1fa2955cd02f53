/**
 * Balance on hold, by reason. What is on hold belongs to its account and cannot be spent.
 * Reference: frame_support fungible::{InspectHold, UnbalancedHold, MutateHold}, pallet_balances impl_fungible.rs
 */
import type { AccountId } from '../../../primitives/account.ts'
import { minAmount, satAdd, satSub, type Tao, U64_MAX, ZERO_TAO } from '../../../primitives/amounts.ts'
import type { Ctx } from '../../runtime/context.ts'
import {
  CANNOT_CREATE,
  CANNOT_CREATE_HOLD,
  ensure,
  FROZEN,
  FUNDS_UNAVAILABLE,
  OVERFLOW,
  UNDERFLOW,
} from '../../runtime/dispatch-error.ts'
import { accountDataOf, providersOf } from '../system/accounts.ts'
import { mutateAccount } from './accounts.ts'
import { BalancesErrors } from './errors.ts'
import { decreaseBalance, increaseBalance } from './fungible.ts'
import { canDeposit, reducibleBalance } from './inspect.ts'
import { reducibleReserve } from './reserves.ts'
import { Holds, TotalIssuance } from './storage.ts'
import { type Fortitude, type HoldReason, MAX_HOLDS, type Precision } from './types.ts'

const sameReason = (a: HoldReason, b: HoldReason): boolean => a.type === b.type && a.value === b.value

export const balanceOnHold = (ctx: Ctx, reason: HoldReason, who: AccountId): Tao =>
  Holds.get(ctx, who).find(({ id }) => sameReason(id, reason))?.amount ?? ZERO_TAO

/** Puts free balance on hold. @throws Token.FundsUnavailable, Token.CannotCreateHold */
export function hold(ctx: Ctx, reason: HoldReason, who: AccountId, amount: Tao): void {
  ensure(amount <= reducibleBalance(ctx, who, 'Protect', 'Force'), FUNDS_UNAVAILABLE)
  ensure(isHoldAvailable(ctx, reason, who), CANNOT_CREATE_HOLD)
  decreaseBalance(ctx, who, amount, 'Exact', 'Protect', 'Force')
  const old = balanceOnHold(ctx, reason, who)
  const next = satAdd(old, amount)
  if (next !== old) setBalanceOnHold(ctx, reason, who, next)
}

/** Gives balance on hold back. @returns how much @throws Token.CannotCreate, Token.FundsUnavailable */
export function release(ctx: Ctx, reason: HoldReason, who: AccountId, amount: Tao, precision: Precision): Tao {
  ensure(canDeposit(ctx, who, amount, 'Extant') === 'Success', CANNOT_CREATE)
  const taken = decreaseBalanceOnHold(ctx, reason, who, amount, precision)
  return increaseBalance(ctx, who, taken, 'BestEffort')
}

/** Destroys balance on hold. @returns how much @throws Token.Frozen, Token.FundsUnavailable */
export function burnHeld(
  ctx: Ctx,
  reason: HoldReason,
  who: AccountId,
  amount: Tao,
  precision: Precision,
  fortitude: Fortitude,
): Tao {
  const liquid = reducibleReserve(accountDataOf(ctx, who), fortitude)
  ensure(precision === 'BestEffort' || amount <= liquid, FROZEN)
  const wanted = precision === 'BestEffort' ? minAmount(amount, liquid) : amount
  const burned = decreaseBalanceOnHold(ctx, reason, who, wanted, precision)
  TotalIssuance.mutate(ctx, total => satSub(total, burned))
  return burned
}

function isHoldAvailable(ctx: Ctx, reason: HoldReason, who: AccountId): boolean {
  if (providersOf(ctx, who) === 0) return false
  const holds = Holds.get(ctx, who)
  return holds.length < MAX_HOLDS || holds.some(({ id }) => sameReason(id, reason))
}

function decreaseBalanceOnHold(ctx: Ctx, reason: HoldReason, who: AccountId, amount: Tao, precision: Precision): Tao {
  const old = balanceOnHold(ctx, reason, who)
  const taken = precision === 'BestEffort' ? minAmount(amount, old) : amount
  ensure(old >= taken, FUNDS_UNAVAILABLE)
  setBalanceOnHold(ctx, reason, who, satSub(old, taken))
  return taken
}

function setBalanceOnHold(ctx: Ctx, reason: HoldReason, who: AccountId, amount: Tao): void {
  const account = accountDataOf(ctx, who)
  const holds = Holds.get(ctx, who)
  const at = holds.findIndex(({ id }) => sameReason(id, reason))
  const old = holds[at]?.amount ?? ZERO_TAO
  ensure(at >= 0 || amount === 0n || holds.length < MAX_HOLDS, BalancesErrors.TooManyHolds)
  const reserved = account.reserved + amount - old
  ensure(reserved <= U64_MAX, OVERFLOW)
  ensure(reserved >= 0n, UNDERFLOW)
  mutateAccount(ctx, who, () => [{ ...account, reserved: reserved as Tao }, undefined])
  Holds.put(ctx, who, withHold(holds, at, reason, amount))
}

function withHold(holds: ReturnType<typeof Holds.get>, at: number, id: HoldReason, amount: Tao) {
  if (at < 0) return amount === 0n ? holds : [...holds, { id, amount }]
  return holds.with(at, { id, amount }).filter(entry => entry.amount > 0n)
}
