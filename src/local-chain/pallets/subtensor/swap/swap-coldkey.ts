/**
 * Hands everything a coldkey has to another coldkey. It is announced by the hash of the new one and done after a delay; in
 * between the owner may dispute it, which leaves the decision to root. Reference: swap/swap_coldkey.rs, macros/dispatches.rs.
 */
import type { AccountId } from '../../../../primitives/account.ts'
import { type Tao, ZERO_TAO } from '../../../../primitives/amounts.ts'
import { toHex } from '../../../../primitives/bytes.ts'
import { blake2_256 } from '../../../../primitives/crypto/blake2.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import { call } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { DispatchError, ensure } from '../../../runtime/dispatch-error.ts'
import { ensureRoot, ensureSigned, type Origin } from '../../../runtime/origin.ts'
import { accountId, type Hash, taoBalance } from '../../../runtime/types.ts'
import { weigh } from '../../../runtime/weight.ts'
import { encode, named } from '../../../scale/codec.ts'
import { recycleTao, transferAllTaoAndKill } from '../coinbase/tao.ts'
import { KeySwapCost } from '../constants.ts'
import { errors } from '../errors.ts'
import { events } from '../events.ts'
import { maybeAddColdkeyIndex, maybeRemoveColdkeyIndex, transferRootClaimedForNewKeys } from '../staking/claim-root.ts'
import { hotkeyAccountExists, setHotkeyOwner } from '../staking/helpers.ts'
import { swapColdkeyLocks } from '../staking/lock/key-swaps.ts'
import { setAcceptLockedAlpha } from '../staking/lock/locks.ts'
import {
  decreaseStakeForHotkeyAndColdkeyOnSubnet,
  getStakeForHotkeyAndColdkeyOnSubnet,
  increaseStakeForHotkeyAndColdkeyOnSubnet,
} from '../staking/stake-utils/shares.ts'
import { ColdkeySwapAnnouncementDelay, ColdkeySwapReannouncementDelay } from '../storage/global.ts'
import {
  AutoStakeDestination,
  AutoStakeDestinationColdkeys,
  ColdkeySwapAnnouncements,
  ColdkeySwapDisputes,
  IdentitiesV2,
  OwnedHotkeys,
  Owner,
  StakingHotkeys,
} from '../storage/keys.ts'
import { SubnetOwner } from '../storage/subnet.ts'
import { getAllSubnetNetuids } from '../subnets/subnet.ts'
import { hash } from '../types.ts'
import { setLastTxBlock } from '../utils/rate-limiting.ts'
import { weights } from '../weights.ts'

/** @throws ColdKeyAlreadyAssociated, NewColdKeyIsHotkey, ActiveLockExists, and those of the transfer of TAO */
export function doSwapColdkey(ctx: Ctx, oldColdkey: AccountId, newColdkey: AccountId): void {
  ensure(StakingHotkeys.get(ctx, newColdkey).length === 0, errors.ColdKeyAlreadyAssociated)
  ensure(!hotkeyAccountExists(ctx, newColdkey), errors.NewColdKeyIsHotkey)
  if (!IdentitiesV2.has(ctx, newColdkey)) {
    const identity = IdentitiesV2.take(ctx, oldColdkey)
    if (identity !== undefined) IdentitiesV2.put(ctx, newColdkey, identity)
  }
  // For now it takes stake that is locked; what the old coldkey had chosen comes along with the locks.
  setAcceptLockedAlpha(ctx, newColdkey, true)
  for (const netuid of getAllSubnetNetuids(ctx)) {
    if (SubnetOwner.get(ctx, netuid) === oldColdkey) SubnetOwner.put(ctx, netuid, newColdkey)
    transferAutoStakeDestination(ctx, netuid, oldColdkey, newColdkey)
    transferColdkeyStake(ctx, netuid, oldColdkey, newColdkey)
  }
  transferStakingHotkeys(ctx, oldColdkey, newColdkey)
  transferHotkeysOwnership(ctx, oldColdkey, newColdkey)
  swapColdkeyLocks(ctx, oldColdkey, newColdkey)
  transferAllTaoAndKill(ctx, oldColdkey, newColdkey)
  setLastTxBlock(ctx, newColdkey, ctx.block)
  ctx.deposit(events.ColdkeySwapped({ old_coldkey: oldColdkey, new_coldkey: newColdkey }))
}

/** @throws NotEnoughBalanceToPaySwapColdKey */
export function chargeSwapCost(ctx: Ctx, coldkey: AccountId, cost: Tao): void {
  try {
    recycleTao(ctx, coldkey, cost)
  } catch (error) {
    throw error instanceof DispatchError ? errors.NotEnoughBalanceToPaySwapColdKey : error
  }
}

function transferAutoStakeDestination(ctx: Ctx, netuid: NetUid, oldColdkey: AccountId, newColdkey: AccountId): void {
  const hotkey = AutoStakeDestination.get(ctx, oldColdkey, netuid)
  if (hotkey === undefined) return
  AutoStakeDestination.remove(ctx, oldColdkey, netuid)
  AutoStakeDestination.put(ctx, newColdkey, netuid, hotkey)
  AutoStakeDestinationColdkeys.mutate(ctx, hotkey, netuid, coldkeys => [
    ...coldkeys.filter(coldkey => coldkey !== oldColdkey && coldkey !== newColdkey),
    newColdkey,
  ])
}

function transferColdkeyStake(ctx: Ctx, netuid: NetUid, oldColdkey: AccountId, newColdkey: AccountId): void {
  for (const hotkey of StakingHotkeys.get(ctx, oldColdkey)) {
    const stake = getStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, oldColdkey, netuid)
    decreaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, oldColdkey, netuid, stake)
    increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, newColdkey, netuid, stake)
    if (getStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, newColdkey, netuid) === 0n) continue
    transferRootClaimedForNewKeys(ctx, netuid, hotkey, hotkey, oldColdkey, newColdkey)
    if (netuid === ROOT) maybeAddColdkeyIndex(ctx, newColdkey)
  }
  if (netuid === ROOT) maybeRemoveColdkeyIndex(ctx, oldColdkey)
}

const union = (a: readonly AccountId[], b: readonly AccountId[]): AccountId[] => [...new Set([...a, ...b])]

function transferStakingHotkeys(ctx: Ctx, oldColdkey: AccountId, newColdkey: AccountId): void {
  const moved = StakingHotkeys.take(ctx, oldColdkey)
  StakingHotkeys.mutate(ctx, newColdkey, own => union(own, moved))
}

function transferHotkeysOwnership(ctx: Ctx, oldColdkey: AccountId, newColdkey: AccountId): void {
  const moved = OwnedHotkeys.take(ctx, oldColdkey)
  for (const hotkey of moved) {
    Owner.remove(ctx, hotkey)
    setHotkeyOwner(ctx, newColdkey, hotkey)
  }
  OwnedHotkeys.mutate(ctx, newColdkey, own => union(own, moved))
}

const LAST_BLOCK = 0xffff_ffffn

/** A later block, at most the last one there can be. */
const after = (block: bigint, delay: bigint): bigint => (block + delay > LAST_BLOCK ? LAST_BLOCK : block + delay)

/** The first announcement costs; another is free, after a delay. @throws ColdkeySwapReannouncedTooEarly, NotEnoughBalanceToPaySwapColdKey */
function doAnnounceColdkeySwap(ctx: Ctx, origin: Origin, newColdkeyHash: Hash): void {
  const who = ensureSigned(origin)
  const announced = ColdkeySwapAnnouncements.get(ctx, who)
  if (announced === undefined) chargeSwapCost(ctx, who, KeySwapCost.of(ctx))
  else {
    const earliest = after(announced[0], ColdkeySwapReannouncementDelay.get(ctx))
    ensure(ctx.block >= earliest, errors.ColdkeySwapReannouncedTooEarly)
  }
  const when = after(ctx.block, ColdkeySwapAnnouncementDelay.get(ctx))
  ColdkeySwapAnnouncements.put(ctx, who, [when, newColdkeyHash])
  ctx.deposit(events.ColdkeySwapAnnounced({ who, new_coldkey_hash: newColdkeyHash }))
}

/** What is announced of a new coldkey. */
export const coldkeyHash = (coldkey: AccountId): Hash => toHex(blake2_256(encode(accountId, coldkey)))

/** @throws ColdkeySwapAnnouncementNotFound, AnnouncedColdkeyHashDoesNotMatch, ColdkeySwapTooEarly, and those of the swap */
function doSwapColdkeyAnnounced(ctx: Ctx, origin: Origin, newColdkey: AccountId): void {
  const who = ensureSigned(origin)
  const announced = ColdkeySwapAnnouncements.take(ctx, who)
  if (announced === undefined) throw errors.ColdkeySwapAnnouncementNotFound
  const [when, newColdkeyHash] = announced
  ensure(newColdkeyHash === coldkeyHash(newColdkey), errors.AnnouncedColdkeyHashDoesNotMatch)
  ensure(ctx.block >= when, errors.ColdkeySwapTooEarly)
  doSwapColdkey(ctx, who, newColdkey)
}

/** From now on only root can help. @throws ColdkeySwapAnnouncementNotFound, ColdkeySwapAlreadyDisputed */
function doDisputeColdkeySwap(ctx: Ctx, origin: Origin): void {
  const coldkey = ensureSigned(origin)
  ensure(ColdkeySwapAnnouncements.has(ctx, coldkey), errors.ColdkeySwapAnnouncementNotFound)
  ensure(!ColdkeySwapDisputes.has(ctx, coldkey), errors.ColdkeySwapAlreadyDisputed)
  ColdkeySwapDisputes.put(ctx, coldkey, ctx.block)
  ctx.deposit(events.ColdkeySwapDisputed({ coldkey }))
}

/** @throws ColdkeySwapAnnouncementNotFound, ColdkeySwapClearTooEarly */
function doClearColdkeySwapAnnouncement(ctx: Ctx, origin: Origin): void {
  const who = ensureSigned(origin)
  const announced = ColdkeySwapAnnouncements.get(ctx, who)
  if (announced === undefined) throw errors.ColdkeySwapAnnouncementNotFound
  const earliest = after(announced[0], ColdkeySwapReannouncementDelay.get(ctx))
  ensure(ctx.block >= earliest, errors.ColdkeySwapClearTooEarly)
  ColdkeySwapAnnouncements.remove(ctx, who)
  ctx.deposit(events.ColdkeySwapCleared({ who }))
}

function forgetAnnouncement(ctx: Ctx, coldkey: AccountId): void {
  ColdkeySwapAnnouncements.remove(ctx, coldkey)
  ColdkeySwapDisputes.remove(ctx, coldkey)
}

const account = named(accountId, 'T::AccountId')

export const swapColdkey = call(
  'swap_coldkey',
  71,
  { old_coldkey: account, new_coldkey: account, swap_cost: taoBalance },
  { weight: weights.swapColdkey },
  (ctx, origin, { old_coldkey, new_coldkey, swap_cost }) => {
    ensureRoot(origin)
    if (swap_cost !== ZERO_TAO) chargeSwapCost(ctx, old_coldkey, swap_cost)
    doSwapColdkey(ctx, old_coldkey, new_coldkey)
    forgetAnnouncement(ctx, old_coldkey)
  },
)

export const scheduleSwapColdkey = call(
  'schedule_swap_coldkey',
  73,
  { new_coldkey: account },
  { weight: weigh(0, 0, 5, 0), deprecated: true },
  () => {
    throw errors.Deprecated
  },
)

export const announceColdkeySwap = call(
  'announce_coldkey_swap',
  125,
  { new_coldkey_hash: hash },
  { weight: weights.announceColdkeySwap },
  (ctx, origin, { new_coldkey_hash }) => doAnnounceColdkeySwap(ctx, origin, new_coldkey_hash),
)

export const swapColdkeyAnnounced = call(
  'swap_coldkey_announced',
  126,
  { new_coldkey: account },
  { weight: weights.swapColdkeyAnnounced },
  (ctx, origin, { new_coldkey }) => doSwapColdkeyAnnounced(ctx, origin, new_coldkey),
)

export const disputeColdkeySwap = call(
  'dispute_coldkey_swap',
  127,
  {},
  { weight: weights.disputeColdkeySwap },
  doDisputeColdkeySwap,
)

export const resetColdkeySwap = call(
  'reset_coldkey_swap',
  128,
  { coldkey: account },
  { weight: weights.resetColdkeySwap },
  (ctx, origin, { coldkey }) => {
    ensureRoot(origin)
    forgetAnnouncement(ctx, coldkey)
    ctx.deposit(events.ColdkeySwapReset({ who: coldkey }))
  },
)

export const clearColdkeySwapAnnouncement = call(
  'clear_coldkey_swap_announcement',
  133,
  {},
  { weight: weigh(17_890_000, 0, 2, 1) },
  doClearColdkeySwapAnnouncement,
)

export const swapColdkeyCalls = [
  swapColdkey,
  scheduleSwapColdkey,
  announceColdkeySwap,
  swapColdkeyAnnounced,
  disputeColdkeySwap,
  resetColdkeySwap,
  clearColdkeySwapAnnouncement,
]
