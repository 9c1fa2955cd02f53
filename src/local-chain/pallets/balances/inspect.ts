/** What accounts have and what could be done with it. Reference: pallet_balances fungible::Inspect. */
import type { AccountId } from '../../../primitives/account.ts'
import { maxAmount, satAdd, satSub, type Tao, U64_MAX, ZERO_TAO } from '../../../primitives/amounts.ts'
import type { Ctx } from '../../runtime/context.ts'
import {
  BELOW_MINIMUM,
  FROZEN,
  FUNDS_UNAVAILABLE,
  NOT_EXPENDABLE,
  ONLY_PROVIDER,
  OVERFLOW,
  UNDERFLOW,
} from '../../runtime/dispatch-error.ts'
import { accountDataOf, canDecProvider, providersOf } from '../system/accounts.ts'
import { ExistentialDeposit, InactiveIssuance, TotalIssuance } from './storage.ts'
import type { DepositConsequence, Fortitude, Preservation, Provenance, WithdrawConsequence } from './types.ts'

export const totalIssuance = (ctx: Ctx): Tao => TotalIssuance.get(ctx)

/** The issuance without what has been deactivated. */
export const activeIssuance = (ctx: Ctx): Tao => satSub(TotalIssuance.get(ctx), InactiveIssuance.get(ctx))

/** Free and reserved. */
export function totalBalance(ctx: Ctx, who: AccountId): Tao {
  const { free, reserved } = accountDataOf(ctx, who)
  return satAdd(free, reserved)
}

export const freeBalance = (ctx: Ctx, who: AccountId): Tao => accountDataOf(ctx, who).free

/** How much may be taken from an account under these conditions. */
export function reducibleBalance(ctx: Ctx, who: AccountId, preservation: Preservation, fortitude: Fortitude): Tao {
  const { free, reserved, frozen } = accountDataOf(ctx, who)
  const untouchable = fortitude === 'Polite' ? satSub(frozen, reserved) : ZERO_TAO
  const needsDeposit = mustKeepDeposit(ctx, who, free, preservation)
  return satSub(free, needsDeposit ? maxAmount(untouchable, ExistentialDeposit.of(ctx)) : untouchable)
}

function mustKeepDeposit(ctx: Ctx, who: AccountId, free: Tao, preservation: Preservation): boolean {
  switch (preservation) {
    case 'Preserve':
      return true
    case 'Protect':
      return free > 0n && providersOf(ctx, who) === 1
    case 'Expendable':
      return free > 0n && !canDecProvider(ctx, who)
  }
}

export function canDeposit(ctx: Ctx, who: AccountId, amount: Tao, provenance: Provenance): DepositConsequence {
  if (amount === 0n) return 'Success'
  if (provenance === 'Minted' && TotalIssuance.get(ctx) + amount > U64_MAX) return 'Overflow'
  const { free, reserved } = accountDataOf(ctx, who)
  const newFree = free + amount
  if (newFree > U64_MAX) return 'Overflow'
  if (newFree < ExistentialDeposit.of(ctx)) return 'BelowMinimum'
  return newFree + reserved > U64_MAX ? 'Overflow' : 'Success'
}

export function canWithdraw(ctx: Ctx, who: AccountId, amount: Tao): WithdrawConsequence {
  if (amount === 0n) return 'Success'
  if (TotalIssuance.get(ctx) < amount) return 'Underflow'
  const { free, reserved, frozen } = accountDataOf(ctx, who)
  if (free < amount) return 'BalanceLow'
  if (amount > reducibleBalance(ctx, who, 'Expendable', 'Polite')) return 'Frozen'
  const newFree = satSub(free, amount)
  const wouldDie = newFree < ExistentialDeposit.of(ctx)
  if (wouldDie && !canDecProvider(ctx, who)) return 'WouldDie'
  if (satAdd(newFree, reserved) < frozen) return 'Frozen'
  return wouldDie ? 'ReducedToZero' : 'Success'
}

/** Refuses a withdrawal that would not succeed, or not leave the account alive where it shall. */
export function ensureWithdrawable(consequence: WithdrawConsequence, keepAlive: boolean): void {
  switch (consequence) {
    case 'BalanceLow':
      throw FUNDS_UNAVAILABLE
    case 'WouldDie':
      throw ONLY_PROVIDER
    case 'Underflow':
      throw UNDERFLOW
    case 'Frozen':
      throw FROZEN
    case 'ReducedToZero':
      if (keepAlive) throw NOT_EXPENDABLE
      return
    case 'Success':
  }
}

/** Refuses a deposit that would not succeed. */
export function ensureDepositable(consequence: DepositConsequence): void {
  if (consequence === 'BelowMinimum') throw BELOW_MINIMUM
  if (consequence === 'Overflow') throw OVERFLOW
}
