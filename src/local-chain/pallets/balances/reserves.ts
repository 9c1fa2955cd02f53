/**
 * Reserved balances, anonymous and named. A reserve belongs to its account and cannot be spent.
 * Reference: pallet_balances impl_currency.rs (ReservableCurrency, NamedReservableCurrency), do_transfer_reserved
 */
import type { AccountId } from '../../../primitives/account.ts'
import { minAmount, satAdd, satSub, type Tao, U64_MAX, ZERO_TAO } from '../../../primitives/amounts.ts'
import type { Hex } from '../../../primitives/bytes.ts'
import type { Ctx } from '../../runtime/context.ts'
import { DispatchError, ensure, FUNDS_UNAVAILABLE, OVERFLOW } from '../../runtime/dispatch-error.ts'
import { accountDataOf } from '../system/accounts.ts'
import type { AccountData } from '../system/types.ts'
import { dropDust, mutateAccount, mutateAccountAndDropDust } from './accounts.ts'
import { BalancesErrors } from './errors.ts'
import { balancesEvents } from './events.ts'
import { totalBalance } from './inspect.ts'
import { ExistentialDeposit, Reserves } from './storage.ts'
import { type Fortitude, MAX_RESERVES, type Precision, type ReserveData } from './types.ts'

export const reservedBalance = (ctx: Ctx, who: AccountId): Tao => accountDataOf(ctx, who).reserved

/** Whether `reserve` would succeed and leave the account alive by its free balance. */
export function canReserve(ctx: Ctx, who: AccountId, amount: Tao): boolean {
  if (amount === 0n) return true
  const { free, frozen } = accountDataOf(ctx, who)
  if (free < amount) return false
  const rest = satSub(free, amount)
  return rest >= ExistentialDeposit.of(ctx) && rest >= frozen
}

/** Moves free balance to the reserve. @throws InsufficientBalance, LiquidityRestrictions, Arithmetic.Overflow */
export function reserve(ctx: Ctx, who: AccountId, amount: Tao): void {
  if (amount === 0n) return
  mutateAccountAndDropDust(ctx, who, account => {
    ensure(account.free >= amount, BalancesErrors.InsufficientBalance)
    ensure(account.reserved + amount <= U64_MAX, OVERFLOW)
    const free = satSub(account.free, amount)
    ensure(free >= account.frozen, BalancesErrors.LiquidityRestrictions)
    return [{ ...account, free, reserved: satAdd(account.reserved, amount) }, undefined]
  })
  ctx.deposit(balancesEvents.Reserved({ who, amount }))
}

/** Moves reserved balance back. @returns how much could not be moved */
export function unreserve(ctx: Ctx, who: AccountId, amount: Tao): Tao {
  if (amount === 0n) return ZERO_TAO
  if (totalBalance(ctx, who) === 0n) return amount
  const released = unreserveUpTo(ctx, who, amount)
  if (released === undefined) return amount
  ctx.deposit(balancesEvents.Unreserved({ who, amount: released }))
  return satSub(amount, released)
}

function unreserveUpTo(ctx: Ctx, who: AccountId, amount: Tao): Tao | undefined {
  try {
    return mutateAccountAndDropDust(ctx, who, account => {
      const released = minAmount(account.reserved, amount)
      const reserved = satSub(account.reserved, released)
      return [{ ...account, reserved, free: satAdd(account.free, released) }, released]
    })
  } catch (error) {
    if (error instanceof DispatchError) return undefined
    throw error
  }
}

/**
 * Moves reserved balance of one account to another's free or reserved balance, as far as it goes.
 * @returns how much could not be moved
 * @throws DeadAccount, Arithmetic.Overflow
 */
export function repatriateReserved(
  ctx: Ctx,
  from: AccountId,
  to: AccountId,
  amount: Tao,
  status: 'Free' | 'Reserved',
): Tao {
  return satSub(amount, moveReserved(ctx, from, to, amount, 'BestEffort', 'Polite', status))
}

/** How much of the reserve may be taken without touching what freezes need. */
export function reducibleReserve({ free, reserved, frozen }: AccountData, fortitude: Fortitude): Tao {
  return fortitude === 'Force' ? reserved : satSub(reserved, satSub(frozen, free))
}

function moveReserved(
  ctx: Ctx,
  from: AccountId,
  to: AccountId,
  amount: Tao,
  precision: Precision,
  fortitude: Fortitude,
  status: 'Free' | 'Reserved',
): Tao {
  if (amount === 0n) return ZERO_TAO
  const most = reducibleReserve(accountDataOf(ctx, from), fortitude)
  const moved = precision === 'BestEffort' ? minAmount(amount, most) : amount
  ensure(moved <= most, FUNDS_UNAVAILABLE)
  if (from === to) return status === 'Free' ? satSub(moved, unreserve(ctx, from, moved)) : moved
  const field = status === 'Free' ? 'free' : 'reserved'
  const { result: dustOfSource, dust } = mutateAccount(ctx, to, (target, isNew) => {
    ensure(!isNew, BalancesErrors.DeadAccount)
    const source = mutateAccount(ctx, from, account => {
      ensure(target[field] + moved <= U64_MAX, OVERFLOW)
      return [{ ...account, reserved: satSub(account.reserved, moved) }, undefined]
    })
    return [{ ...target, [field]: satAdd(target[field], moved) }, source.dust]
  })
  if (dustOfSource !== undefined) dropDust(ctx, dustOfSource)
  if (dust !== undefined) dropDust(ctx, dust)
  ctx.deposit(balancesEvents.ReserveRepatriated({ from, to, amount: moved, destination_status: status }))
  return moved
}

/** How much of an account's reserve stands under a name of 8 bytes. */
export const reservedBalanceNamed = (ctx: Ctx, id: Hex, who: AccountId): Tao =>
  Reserves.get(ctx, who).find(entry => entry.id === id)?.amount ?? ZERO_TAO

/** As `reserve`, under a name. @throws TooManyReserves, and as `reserve` */
export function reserveNamed(ctx: Ctx, id: Hex, who: AccountId, amount: Tao): void {
  if (amount === 0n) return
  const entries = Reserves.get(ctx, who)
  const known = entries.find(entry => entry.id === id)
  ensure((known?.amount ?? 0n) + amount <= U64_MAX, OVERFLOW)
  ensure(known !== undefined || entries.length < MAX_RESERVES, BalancesErrors.TooManyReserves)
  reserve(ctx, who, amount)
  Reserves.put(ctx, who, withAmount(entries, id, satAdd(known?.amount ?? ZERO_TAO, amount)))
}

/** As `unreserve`, of what stands under a name. @returns how much could not be moved */
export function unreserveNamed(ctx: Ctx, id: Hex, who: AccountId, amount: Tao): Tao {
  const entries = Reserves.find(ctx, who)
  const known = entries?.find(entry => entry.id === id)
  if (amount === 0n || entries === undefined || known === undefined) return amount
  const change = minAmount(known.amount, amount)
  const released = satSub(change, unreserve(ctx, who, change))
  const rest = withAmount(entries, id, satSub(known.amount, released))
  if (rest.length === 0) Reserves.remove(ctx, who)
  else Reserves.put(ctx, who, rest)
  return satSub(amount, released)
}

/** The entries in the order of their names, with `amount` under `id`; nothing is not kept. */
function withAmount(entries: readonly ReserveData[], id: Hex, amount: Tao): readonly ReserveData[] {
  const others = entries.filter(entry => entry.id !== id)
  if (amount === 0n) return others
  const at = others.findIndex(entry => entry.id > id)
  return others.toSpliced(at < 0 ? others.length : at, 0, { id, amount })
}
