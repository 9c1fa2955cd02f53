/** Calls of the Balances pallet. Reference: pallet_balances. */
import { satAdd, satSub, type Tao, ZERO_TAO } from '../../../primitives/amounts.ts'
import { call } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import { ensure } from '../../runtime/dispatch-error.ts'
import { lookup } from '../../runtime/lookup.ts'
import { ensureRoot, ensureSigned } from '../../runtime/origin.ts'
import { accountId, addressOf, compactTao, taoBalance } from '../../runtime/types.ts'
import { named } from '../../scale/codec.ts'
import { vec } from '../../scale/collections.ts'
import { bool } from '../../scale/primitives.ts'
import { forceAccount } from '../system/accounts.ts'
import { ensureUpgraded, mutateAccountAndDropDust } from './accounts.ts'
import { BalancesErrors } from './errors.ts'
import { balancesEvents } from './events.ts'
import { burnFrom, transfer } from './fungible.ts'
import { reducibleBalance } from './inspect.ts'
import { unreserve } from './reserves.ts'
import { ExistentialDeposit, InactiveIssuance, TotalIssuance } from './storage.ts'
import { adjustmentDirection } from './types.ts'
import * as weights from './weights.ts'

export const transferAllowDeath = call(
  'transfer_allow_death',
  0,
  { dest: addressOf, value: compactTao },
  { weight: weights.TRANSFER_ALLOW_DEATH },
  (ctx, origin, { dest, value }) => {
    transfer(ctx, ensureSigned(origin), lookup(dest), value, 'Expendable')
  },
)

export const forceTransfer = call(
  'force_transfer',
  2,
  { source: addressOf, dest: addressOf, value: compactTao },
  { weight: weights.FORCE_TRANSFER },
  (ctx, origin, { source, dest, value }) => {
    ensureRoot(origin)
    forceAccount(ctx, lookup(source))
    transfer(ctx, lookup(source), lookup(dest), value, 'Expendable')
  },
)

export const transferKeepAlive = call(
  'transfer_keep_alive',
  3,
  { dest: addressOf, value: compactTao },
  { weight: weights.TRANSFER_KEEP_ALIVE },
  (ctx, origin, { dest, value }) => {
    transfer(ctx, ensureSigned(origin), lookup(dest), value, 'Preserve')
  },
)

export const transferAll = call(
  'transfer_all',
  4,
  { dest: addressOf, keep_alive: bool },
  { weight: weights.TRANSFER_ALL },
  (ctx, origin, { dest, keep_alive }) => {
    const who = ensureSigned(origin)
    const preservation = keep_alive ? 'Preserve' : 'Expendable'
    const amount = reducibleBalance(ctx, who, preservation, 'Polite')
    transfer(ctx, who, lookup(dest), amount, preservation)
  },
)

export const forceUnreserve = call(
  'force_unreserve',
  5,
  { who: addressOf, amount: named(taoBalance, 'T::Balance') },
  { weight: weights.FORCE_UNRESERVE },
  (ctx, origin, { who, amount }) => {
    ensureRoot(origin)
    forceAccount(ctx, lookup(who))
    unreserve(ctx, lookup(who), amount)
  },
)

export const upgradeAccounts = call(
  'upgrade_accounts',
  6,
  { who: named(vec(accountId), 'Vec<T::AccountId>') },
  { weight: ({ who }) => weights.upgradeAccounts(who.length) },
  (ctx, origin, { who }) => {
    ensureSigned(origin)
    if (who.length === 0) return { pays: 'Yes' }
    const upgraded = who.filter(account => ensureUpgraded(ctx, account)).length
    return { pays: isAtLeastNineTenths(upgraded, who.length) ? 'No' : 'Yes' }
  },
)

/** Reference: Perbill::from_rational, which rounds a fraction down. */
export const isAtLeastNineTenths = (part: number, whole: number): boolean =>
  (BigInt(part) * 1_000_000_000n) / BigInt(whole) >= 900_000_000n

export const forceSetBalance = call(
  'force_set_balance',
  8,
  { who: addressOf, new_free: compactTao },
  { weight: weights.FORCE_SET_BALANCE },
  (ctx, origin, { who, new_free }) => {
    ensureRoot(origin)
    const account = lookup(who)
    forceAccount(ctx, account)
    const free = new_free < ExistentialDeposit.of(ctx) ? ZERO_TAO : new_free
    const old = mutateAccountAndDropDust(ctx, account, data => [{ ...data, free }, data.free])
    adjustIssuance(ctx, old, free)
    ctx.deposit(balancesEvents.BalanceSet({ who: account, free }))
  },
)

function adjustIssuance(ctx: Ctx, old: Tao, now: Tao): void {
  if (now > old) {
    const amount = satSub(now, old)
    TotalIssuance.mutate(ctx, total => satAdd(total, amount))
    ctx.deposit(balancesEvents.Issued({ amount }))
  } else if (now < old) {
    const amount = satSub(old, now)
    TotalIssuance.mutate(ctx, total => satSub(total, amount))
    ctx.deposit(balancesEvents.Rescinded({ amount }))
  }
}

export const forceAdjustTotalIssuance = call(
  'force_adjust_total_issuance',
  9,
  { direction: adjustmentDirection, delta: compactTao },
  { weight: weights.FORCE_ADJUST_TOTAL_ISSUANCE },
  (ctx, origin, { direction, delta }) => {
    ensureRoot(origin)
    ensure(delta > 0n, BalancesErrors.DeltaZero)
    const old = TotalIssuance.get(ctx)
    const next = direction === 'Increase' ? satAdd(old, delta) : satSub(old, delta)
    ensure(InactiveIssuance.get(ctx) <= next, BalancesErrors.IssuanceDeactivated)
    ctx.state.noteForced(ctx.state.cell(TotalIssuance, []))
    TotalIssuance.put(ctx, next)
    ctx.deposit(balancesEvents.TotalIssuanceForced({ old, new: next }))
  },
)

export const burn = call(
  'burn',
  10,
  { value: compactTao, keep_alive: bool },
  // The reference has the two weights the wrong way round.
  { weight: ({ keep_alive }) => (keep_alive ? weights.BURN_ALLOW_DEATH : weights.BURN_KEEP_ALIVE) },
  (ctx, origin, { value, keep_alive }) => {
    const preservation = keep_alive ? 'Preserve' : 'Expendable'
    burnFrom(ctx, ensureSigned(origin), value, preservation, 'Exact', 'Polite')
  },
)

export const balancesCalls = [
  transferAllowDeath,
  forceTransfer,
  transferKeepAlive,
  transferAll,
  forceUnreserve,
  upgradeAccounts,
  forceSetBalance,
  forceAdjustTotalIssuance,
  burn,
]
