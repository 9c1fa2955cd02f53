/**
 * TAO of coldkeys and subnets: transfers, and what comes into being or goes out of it.
 *
 * Two counters follow it. `TotalIssuance` of this pallet decides the block reward; that of Balances is what exists and
 * what the hard cap looks at.
 *
 * Reference: coinbase/tao.rs.
 */
import type { AccountId } from '../../../../primitives/account.ts'
import { minAmount, satAdd, satSub, type Tao, ZERO_TAO } from '../../../../primitives/amounts.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import { palletAccount } from '../../../../primitives/pallet-account.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { DispatchError, ensure } from '../../../runtime/dispatch-error.ts'
import { transfer } from '../../balances/fungible.ts'
import { dropCredit, issue, mergeCredits, resolve, splitCredit, withdraw } from '../../balances/imbalances.ts'
import { reducibleBalance, totalIssuance } from '../../balances/inspect.ts'
import type { Credit } from '../../balances/types.ts'
import { BurnAccountId } from '../constants.ts'
import { errors } from '../errors.ts'
import { MAX_TAO_ISSUANCE } from '../limits.ts'
import { TotalIssuance } from '../storage/global.ts'
import { SubnetTAO } from '../storage/pool.ts'
import { getSubnetAccountId } from './accounts.ts'

/** The TAO in a subnet's pool. Its account may hold more: what is locked, and what a limit order left. */
export const getSubnetTao = (ctx: Ctx, netuid: NetUid): Tao => SubnetTAO.get(ctx, netuid)

export const getTotalIssuance = (ctx: Ctx): Tao => TotalIssuance.get(ctx)

const increaseIssuance = (ctx: Ctx, amount: Tao): void => TotalIssuance.mutate(ctx, total => satAdd(total, amount))
const decreaseIssuance = (ctx: Ctx, amount: Tao): void => TotalIssuance.mutate(ctx, total => satSub(total, amount))

/** What a coldkey can part with, its existential deposit included. */
export const getColdkeyBalance = (ctx: Ctx, coldkey: AccountId): Tao =>
  reducibleBalance(ctx, coldkey, 'Expendable', 'Polite')

/** What a coldkey can part with and live. */
export const getKeepAliveBalance = (ctx: Ctx, coldkey: AccountId): Tao =>
  reducibleBalance(ctx, coldkey, 'Preserve', 'Polite')

export const canRemoveBalanceFromColdkeyAccount = (ctx: Ctx, coldkey: AccountId, amount: Tao): boolean =>
  amount <= getColdkeyBalance(ctx, coldkey)

/** What dies with the origin as dust leaves this pallet's issuance too. */
function transferAllowDeathUpdateTi(ctx: Ctx, origin: AccountId, destination: AccountId, amount: Tao): void {
  const before = totalIssuance(ctx)
  transfer(ctx, origin, destination, amount, 'Expendable')
  const after = totalIssuance(ctx)
  if (after < before) decreaseIssuance(ctx, satSub(before, after))
}

/** Moves TAO; the origin may die of it. @throws InsufficientBalance and those of a transfer */
export function transferTao(ctx: Ctx, originColdkey: AccountId, destinationColdkey: AccountId, amount: Tao): void {
  ensure(amount <= getColdkeyBalance(ctx, originColdkey), errors.InsufficientBalance)
  transferAllowDeathUpdateTi(ctx, originColdkey, destinationColdkey, amount)
}

/** Moves all that can be moved; the origin may die of it. @throws those of a transfer */
export function transferAllTaoAndKill(ctx: Ctx, originColdkey: AccountId, destinationColdkey: AccountId): void {
  const amount = getColdkeyBalance(ctx, originColdkey)
  if (amount !== 0n) transferAllowDeathUpdateTi(ctx, originColdkey, destinationColdkey, amount)
}

/**
 * Moves TAO to a subnet's account, less if the origin would die of it.
 * @returns how much was moved
 * @throws SubnetNotExists, InsufficientBalance and those of a transfer
 */
export function transferTaoToSubnet(ctx: Ctx, netuid: NetUid, originColdkey: AccountId, amount: Tao): Tao {
  if (amount === 0n) return ZERO_TAO
  const subnet = subnetAccountOf(ctx, netuid)
  const moved = minAmount(amount, getKeepAliveBalance(ctx, originColdkey))
  ensure(moved !== 0n, errors.InsufficientBalance)
  transfer(ctx, originColdkey, subnet, moved, 'Preserve')
  return moved
}

/** Moves TAO from a subnet's account. @throws SubnetNotExists and those of `transferTao` */
export function transferTaoFromSubnet(ctx: Ctx, netuid: NetUid, coldkey: AccountId, amount: Tao): void {
  transferTao(ctx, subnetAccountOf(ctx, netuid), coldkey, amount)
}

function subnetAccountOf(ctx: Ctx, netuid: NetUid): AccountId {
  const account = getSubnetAccountId(ctx, netuid)
  if (account === undefined) throw errors.SubnetNotExists
  return account
}

/** Moves TAO to the account nobody holds the key of. Issuance stays. @throws those of `transferTao` */
export function burnTao(ctx: Ctx, coldkey: AccountId, amount: Tao): void {
  transferTao(ctx, coldkey, palletAccount(BurnAccountId.of(ctx)), amount)
}

/**
 * Takes TAO out of existence; it may be issued again. The coldkey lives on.
 * @throws InsufficientBalance, BalanceWithdrawalError
 */
export function recycleTao(ctx: Ctx, coldkey: AccountId, amount: Tao): void {
  ensure(amount <= getKeepAliveBalance(ctx, coldkey), errors.InsufficientBalance)
  decreaseIssuance(ctx, amount)
  let credit: Credit
  try {
    credit = withdraw(ctx, coldkey, amount, 'Exact', 'Expendable', 'Force')
  } catch (error) {
    throw error instanceof DispatchError ? errors.BalanceWithdrawalError : error
  }
  dropCredit(ctx, credit)
}

/** Makes TAO as a credit for the caller to spend or recycle: as much as the hard cap leaves. */
export function mintTao(ctx: Ctx, amount: Tao): Credit {
  const issued = minAmount(amount, satSub(MAX_TAO_ISSUANCE, totalIssuance(ctx)))
  increaseIssuance(ctx, issued)
  return issue(ctx, issued)
}

/** Whether a part of a credit was spent, and what remains of it: all where it was not. */
export interface Spent {
  readonly ok: boolean
  readonly credit: Credit
}

/** Puts a part of a credit in a coldkey's account; nothing where the credit is less or the account cannot take it. */
export function spendTao(ctx: Ctx, coldkey: AccountId, credit: Credit, part: Tao): Spent {
  if (credit.credit < part) return { ok: false, credit }
  const [toSpend, rest] = splitCredit(credit, part)
  const unresolved = resolve(ctx, coldkey, toSpend)
  return { ok: unresolved !== toSpend, credit: mergeCredits(unresolved, rest) }
}

/** Takes what is left of a credit out of existence; it may be issued again. */
export function recycleCredit(ctx: Ctx, credit: Credit): void {
  if (credit.credit !== 0n) decreaseIssuance(ctx, credit.credit)
  dropCredit(ctx, credit)
}
