/**
 * Puts a new hotkey in the place of an old one, on one subnet or on all. Reference: swap/swap_hotkey.rs; what happens on
 * each subnet is in swap-hotkey-on-subnet.ts.
 */
import type { AccountId } from '../../../../primitives/account.ts'
import type { Tao } from '../../../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import { call, type PostInfo } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import { ensureSigned, type Origin } from '../../../runtime/origin.ts'
import { accountId, netuid as netuidCodec } from '../../../runtime/types.ts'
import { weigh } from '../../../runtime/weight.ts'
import { named } from '../../../scale/codec.ts'
import { option } from '../../../scale/collections.ts'
import { bool } from '../../../scale/primitives.ts'
import { isSubnetAccountId } from '../coinbase/accounts.ts'
import { canRemoveBalanceFromColdkeyAccount, recycleTao } from '../coinbase/tao.ts'
import { HotkeySwapOnSubnetInterval, KeySwapCost, KeySwapOnSubnetCost } from '../constants.ts'
import { errors } from '../errors.ts'
import { events } from '../events.ts'
import { alphaIterSinglePrefix, coldkeyOwnsHotkey, hotkeyAccountExists, setHotkeyOwner } from '../staking/helpers.ts'
import { swapHotkeyLocks, swapHotkeyLocksOnSubnet } from '../staking/lock/key-swaps.ts'
import { getStakeForHotkeyOnSubnet } from '../staking/stake-utils/shares.ts'
import { ChildKeys, Delegates, LastHotkeySwapOnNetuid, OwnedHotkeys, Owner, StakingHotkeys } from '../storage/keys.ts'
import { IsNetworkMember } from '../storage/neurons.ts'
import { RootClaimable, RootClaimed } from '../storage/stake.ts'
import { getAllSubnetNetuids } from '../subnets/subnet.ts'
import { isHotkeyRegisteredOnAnyNetwork, isHotkeyRegisteredOnSpecificNetwork } from '../subnets/uids.ts'
import * as limiting from '../utils/rate-limiting.ts'
import { weights } from '../weights.ts'
import { DbMeter } from './db-meter.ts'
import { performHotkeySwapOnOneSubnet } from './swap-hotkey-on-subnet.ts'

/** Who swaps what. */
interface Swap {
  readonly coldkey: AccountId
  readonly oldHotkey: AccountId
  readonly newHotkey: AccountId
  /** Leaves the stake, and all that comes of it, with the old hotkey. */
  readonly keepStake: boolean
}

/**
 * Swaps on one subnet, or on all when none is named.
 * @throws NonAssociatedColdKey, NewHotKeyIsSameWithOld, HotKeySetTxRateLimitExceeded, HotKeyAlreadyRegisteredInSubNet,
 * NewHotKeyNotCleanForRootSwap, HotKeySwapOnSubnetIntervalNotPassed, CannotUseSystemAccount,
 * NotEnoughBalanceToPaySwapHotKey, and those of moving children
 */
export function doSwapHotkey(
  ctx: Ctx,
  origin: Origin,
  oldHotkey: AccountId,
  newHotkey: AccountId,
  netuid: NetUid | undefined,
  keepStake: boolean,
): PostInfo {
  const coldkey = ensureSigned(origin)
  ensure(coldkeyOwnsHotkey(ctx, coldkey, oldHotkey), errors.NonAssociatedColdKey)
  const free = !hotkeyAccountExists(ctx, newHotkey) || coldkeyOwnsHotkey(ctx, coldkey, newHotkey)
  ensure(free, errors.NonAssociatedColdKey)
  ensure(oldHotkey !== newHotkey, errors.NewHotKeyIsSameWithOld)
  const tooSoon = limiting.exceedsTxRateLimit(ctx, limiting.getLastTxBlock(ctx, coldkey), ctx.block)
  ensure(!tooSoon, errors.HotKeySetTxRateLimitExceeded)
  const registered =
    netuid === undefined
      ? isHotkeyRegisteredOnAnyNetwork(ctx, newHotkey)
      : isHotkeyRegisteredOnSpecificNetwork(ctx, newHotkey, netuid)
  ensure(!registered, errors.HotKeyAlreadyRegisteredInSubNet)
  const touchesRoot = netuid === undefined || netuid === ROOT
  ensure(!touchesRoot || isCleanOnRoot(ctx, newHotkey), errors.NewHotKeyNotCleanForRootSwap)
  limiting.setLastTxBlock(ctx, newHotkey, limiting.getLastTxBlock(ctx, oldHotkey))
  limiting.setLastTxBlockDelegateTake(ctx, newHotkey, limiting.getLastTxBlockDelegateTake(ctx, oldHotkey))
  limiting.setLastTxBlockChildkey(ctx, newHotkey, limiting.getLastTxBlockChildkeyTake(ctx, oldHotkey))
  const meter = new DbMeter()
  meter.add(7, 3)
  const swap = { coldkey, oldHotkey, newHotkey, keepStake }
  if (netuid === undefined) swapHotkeyOnAllSubnets(ctx, swap, meter)
  else swapHotkeyOnSubnet(ctx, swap, netuid, meter)
  return { actualWeight: meter.weight() }
}

/** Root dividends are shared by rates: those of two hotkeys with stakers of their own cannot become one. */
const isCleanOnRoot = (ctx: Ctx, hotkey: AccountId): boolean =>
  RootClaimable.get(ctx, hotkey).length === 0 &&
  getStakeForHotkeyOnSubnet(ctx, hotkey, ROOT) === 0n &&
  RootClaimed.entries(ctx, ROOT, hotkey).length === 0

function payForSwap(ctx: Ctx, coldkey: AccountId, cost: Tao): void {
  ensure(canRemoveBalanceFromColdkeyAccount(ctx, coldkey, cost), errors.NotEnoughBalanceToPaySwapHotKey)
  recycleTao(ctx, coldkey, cost)
}

function swapHotkeyOnAllSubnets(ctx: Ctx, swap: Swap, meter: DbMeter): void {
  const { coldkey, oldHotkey, newHotkey } = swap
  const netuids = getAllSubnetNetuids(ctx)
  meter.add(2 * netuids.length + 1, 0)
  // Being somebody's child does not count: that happens to a hotkey without its consent.
  const affected = netuids.filter(
    netuid => IsNetworkMember.get(ctx, oldHotkey, netuid) || ChildKeys.get(ctx, oldHotkey, netuid).length > 0,
  )
  for (const netuid of affected) {
    const last = LastHotkeySwapOnNetuid.get(ctx, netuid, coldkey)
    const waited = last === 0n || last + HotkeySwapOnSubnetInterval.of(ctx) < ctx.block
    ensure(waited, errors.HotKeySwapOnSubnetIntervalNotPassed)
  }
  meter.add(affected.length + 3, 2)
  payForSwap(ctx, coldkey, KeySwapCost.of(ctx))
  performHotkeySwapOnAllSubnets(ctx, swap, meter)
  for (const netuid of affected) LastHotkeySwapOnNetuid.put(ctx, netuid, coldkey, ctx.block)
  limiting.setLastTxBlock(ctx, coldkey, ctx.block)
  meter.add(0, affected.length + 1)
  ctx.deposit(events.HotkeySwapped({ coldkey, old_hotkey: oldHotkey, new_hotkey: newHotkey }))
}

/** Reference: perform_hotkey_swap_on_all_subnets. */
export function performHotkeySwapOnAllSubnets(ctx: Ctx, swap: Swap, meter: DbMeter): void {
  const { coldkey, oldHotkey, newHotkey, keepStake } = swap
  const positions = alphaIterSinglePrefix(ctx, oldHotkey)
  const locks = swapHotkeyLocks(ctx, oldHotkey, newHotkey)
  meter.add(positions.length + locks.reads, locks.writes)
  Owner.remove(ctx, oldHotkey)
  setHotkeyOwner(ctx, coldkey, newHotkey)
  const owned = OwnedHotkeys.get(ctx, coldkey)
  const all = owned.includes(newHotkey) ? owned : [...owned, newHotkey]
  OwnedHotkeys.put(
    ctx,
    coldkey,
    all.filter(hotkey => hotkey !== oldHotkey),
  )
  meter.add(2, 2)
  for (const netuid of getAllSubnetNetuids(ctx)) {
    performHotkeySwapOnOneSubnet(ctx, oldHotkey, newHotkey, netuid, keepStake, meter)
  }
  limiting.removeLastTxBlock(ctx, oldHotkey)
  limiting.removeLastTxBlockDelegateTake(ctx, oldHotkey)
  limiting.removeLastTxBlockChildkey(ctx, oldHotkey)
  meter.add(3, 6)
  if (Delegates.has(ctx, oldHotkey)) {
    Delegates.put(ctx, newHotkey, Delegates.take(ctx, oldHotkey))
    meter.add(2, 2)
  }
  if (keepStake) return
  for (const [staker, , share] of positions) {
    if (share.mantissa !== 0n) replaceStakingHotkey(ctx, staker, oldHotkey, newHotkey, meter)
  }
}

/** In a staker's list of hotkeys; the new one stands last. */
function replaceStakingHotkey(
  ctx: Ctx,
  coldkey: AccountId,
  oldHotkey: AccountId,
  newHotkey: AccountId,
  meter: DbMeter,
): void {
  const hotkeys = StakingHotkeys.get(ctx, coldkey)
  meter.add(1, 0)
  if (!hotkeys.includes(oldHotkey)) return
  const others = hotkeys.filter(hotkey => hotkey !== oldHotkey && hotkey !== newHotkey)
  StakingHotkeys.put(ctx, coldkey, [...others, newHotkey])
  meter.add(0, 1)
}

/** Cheaper, and the old hotkey goes on elsewhere. Reference: swap_hotkey_on_subnet. */
function swapHotkeyOnSubnet(ctx: Ctx, swap: Swap, netuid: NetUid, meter: DbMeter): void {
  const { coldkey, oldHotkey, newHotkey, keepStake } = swap
  const last = LastHotkeySwapOnNetuid.get(ctx, netuid, coldkey)
  const waited = last + HotkeySwapOnSubnetInterval.of(ctx) < ctx.block
  ensure(waited, errors.HotKeySwapOnSubnetIntervalNotPassed)
  ensure(isSubnetAccountId(ctx, newHotkey) === undefined, errors.CannotUseSystemAccount)
  payForSwap(ctx, coldkey, KeySwapOnSubnetCost.of(ctx))
  Owner.put(ctx, newHotkey, coldkey)
  meter.add(7, 2)
  const owned = OwnedHotkeys.get(ctx, coldkey)
  if (!owned.includes(newHotkey)) {
    OwnedHotkeys.put(ctx, coldkey, [...owned, newHotkey])
    meter.add(1, 1)
  }
  const locks = swapHotkeyLocksOnSubnet(ctx, oldHotkey, newHotkey, netuid)
  meter.add(locks.reads, locks.writes)
  performHotkeySwapOnOneSubnet(ctx, oldHotkey, newHotkey, netuid, keepStake, meter)
  limiting.setLastTxBlock(ctx, coldkey, ctx.block)
  LastHotkeySwapOnNetuid.put(ctx, netuid, coldkey, ctx.block)
  meter.add(0, 2)
  ctx.deposit(events.HotkeySwappedOnSubnet({ coldkey, old_hotkey: oldHotkey, new_hotkey: newHotkey, netuid }))
}

const account = named(accountId, 'T::AccountId')
const hotkeys = { hotkey: account, new_hotkey: account, netuid: option(netuidCodec) }

export const swapHotkey = call(
  'swap_hotkey',
  70,
  hotkeys,
  { weight: weights.swapHotkey, deprecated: true },
  (ctx, origin, { hotkey, new_hotkey, netuid }) => doSwapHotkey(ctx, origin, hotkey, new_hotkey, netuid, false),
)

export const swapHotkeyV2 = call(
  'swap_hotkey_v2',
  72,
  { ...hotkeys, keep_stake: bool },
  { weight: weigh(275_300_000, 0, 52, 35) },
  (ctx, origin, { hotkey, new_hotkey, netuid, keep_stake }) =>
    doSwapHotkey(ctx, origin, hotkey, new_hotkey, netuid, keep_stake),
)

export const swapHotkeyCalls = [swapHotkey, swapHotkeyV2]
