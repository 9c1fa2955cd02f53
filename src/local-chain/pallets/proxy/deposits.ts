/** What is reserved for proxies and announcements: a base and so much for each. Reference: deposit, rejig_deposit */
import type { AccountId } from '../../../primitives/account.ts'
import { satAdd, satMul, satSub, type Tao, ZERO_TAO } from '../../../primitives/amounts.ts'
import type { Ctx } from '../../runtime/context.ts'
import type { Constant } from '../../state/constant.ts'
import { reserve, unreserve } from '../balances/reserves.ts'
import { depositElsewhere } from './invariants.ts'
import { AnnouncementDepositBase, AnnouncementDepositFactor, ProxyDepositBase, ProxyDepositFactor } from './storage.ts'

export interface DepositRate {
  readonly base: Constant<Tao>
  readonly factor: Constant<Tao>
}

export const PROXY_DEPOSIT: DepositRate = { base: ProxyDepositBase, factor: ProxyDepositFactor }
export const ANNOUNCEMENT_DEPOSIT: DepositRate = { base: AnnouncementDepositBase, factor: AnnouncementDepositFactor }

/** Nothing for none. */
export const depositFor = (ctx: Ctx, { base, factor }: DepositRate, count: number): Tao =>
  count === 0 ? ZERO_TAO : satAdd(base.of(ctx), satMul(factor.of(ctx), BigInt(count)))

/**
 * Reserves what is missing from a deposit, or gives back what is too much.
 * @returns the deposit now @throws InsufficientBalance, LiquidityRestrictions of the Balances
 */
export function adjustDeposit(ctx: Ctx, who: AccountId, old: Tao, rate: DepositRate, count: number): Tao {
  const now = depositFor(ctx, rate, count)
  if (now > old) reserve(ctx, who, satSub(now, old))
  if (now < old && unreserve(ctx, who, satSub(old, now)) > 0n) depositElsewhere(ctx, who)
  return now
}
