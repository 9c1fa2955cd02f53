/** A hotkey raises its take. Reference: staking/increase_take.rs. */
import type { AccountId } from '../../../../primitives/account.ts'
import { call } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import { ensureSigned, type Origin } from '../../../runtime/origin.ts'
import { accountId } from '../../../runtime/types.ts'
import { named } from '../../../scale/codec.ts'
import { u16 } from '../../../scale/primitives.ts'
import { errors } from '../errors.ts'
import { events } from '../events.ts'
import { MaxDelegateTake } from '../storage/global.ts'
import { Delegates } from '../storage/keys.ts'
import { doTakeChecks } from '../utils/misc.ts'
import {
  exceedsTxDelegateTakeRateLimit,
  getLastTxBlockDelegateTake,
  setLastTxBlockDelegateTake,
} from '../utils/rate-limiting.ts'
import { weights } from '../weights.ts'

/**
 * Raises the take of a hotkey, in parts of 65535; the first time it may be set to anything.
 * @throws HotKeyAccountNotExists, NonAssociatedColdKey, DelegateTakeTooLow, DelegateTakeTooHigh, DelegateTxRateLimitExceeded
 */
export function doIncreaseTake(ctx: Ctx, origin: Origin, hotkey: AccountId, take: number): void {
  const coldkey = ensureSigned(origin)
  doTakeChecks(ctx, coldkey, hotkey)
  const current = Delegates.find(ctx, hotkey)
  ensure(current === undefined || take > current, errors.DelegateTakeTooLow)
  ensure(take <= MaxDelegateTake.get(ctx), errors.DelegateTakeTooHigh)
  const last = getLastTxBlockDelegateTake(ctx, hotkey)
  ensure(!exceedsTxDelegateTakeRateLimit(ctx, last, ctx.block), errors.DelegateTxRateLimitExceeded)
  setLastTxBlockDelegateTake(ctx, hotkey, ctx.block)
  Delegates.put(ctx, hotkey, take)
  ctx.deposit(events.TakeIncreased(coldkey, hotkey, take))
}

export const increaseTake = call(
  'increase_take',
  66,
  { hotkey: named(accountId, 'T::AccountId'), take: u16 },
  { weight: weights.increaseTake, pays: 'No' },
  (ctx, origin, { hotkey, take }) => doIncreaseTake(ctx, origin, hotkey, take),
)
