/**
 * Children of hotkeys: who is given a part of a validator's stake on a subnet, and what he takes for working with it.
 * Reference: staking/set_children.rs.
 */
import type { AccountId } from '../../../../primitives/account.ts'
import { U64_MAX } from '../../../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import { call } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { DispatchError, ensure } from '../../../runtime/dispatch-error.ts'
import { ensureRoot, ensureSigned, type Origin, signedBy } from '../../../runtime/origin.ts'
import { accountId, netuid as netuidCodec } from '../../../runtime/types.ts'
import { weigh } from '../../../runtime/weight.ts'
import { named } from '../../../scale/codec.ts'
import { bool, u16, u64 } from '../../../scale/primitives.ts'
import { errors } from '../errors.ts'
import { events } from '../events.ts'
import { MaxChildkeyTake, PendingChildKeyCooldown, StakeThreshold } from '../storage/global.ts'
import { AutoParentDelegationEnabled, ChildKeys, ChildkeyTake, ParentKeys, PendingChildKeys } from '../storage/keys.ts'
import { Keys } from '../storage/neurons.ts'
import { SubtokenEnabled } from '../storage/pool.ts'
import { SubnetOwnerHotkey } from '../storage/subnet.ts'
import { ifSubnetExist } from '../subnets/subnet.ts'
import { isHotkeyRegisteredOnNetwork } from '../subnets/uids.ts'
import { type Linkage, linkage } from '../types.ts'
import {
  getEffectiveMinChildkeyTake,
  setMaxChildkeyTake,
  setMinChildkeyTake,
  setTxChildkeyTakeRateLimit,
} from '../utils/misc.ts'
import { passesRateLimitOnSubnet, setLastBlockOnSubnet, type TransactionType } from '../utils/rate-limiting.ts'
import { weights } from '../weights.ts'
import {
  ensurePendingConsistency,
  loadChildParentRelations,
  loadRelationsFromPending,
  persistChildParentRelations,
} from './child-relations.ts'
import { coldkeyOwnsHotkey, getOwningColdkeyForHotkey, getTotalStakeForHotkey } from './helpers.ts'

const SET_CHILDREN: TransactionType = { type: 'SetChildren' }
const SET_CHILDKEY_TAKE: TransactionType = { type: 'SetChildkeyTake' }

/**
 * Gives proportions of a hotkey's stake to children: at once before the subnet has started, else after a cooldown.
 * @throws TxRateLimitExceeded, RegistrationNotPermittedOnRootSubnet, SubnetNotExists, NonAssociatedColdKey,
 * DuplicateChild, InvalidChild, TooManyChildren, ProportionOverflow, ChildParentInconsistency,
 * NotEnoughStakeToSetChildkeys
 */
export function doScheduleChildren(
  ctx: Ctx,
  origin: Origin,
  hotkey: AccountId,
  netuid: NetUid,
  children: Linkage,
): void {
  const coldkey = ensureSigned(origin)
  ensure(passesRateLimitOnSubnet(ctx, SET_CHILDREN, hotkey, netuid), errors.TxRateLimitExceeded)
  ensure(netuid !== ROOT, errors.RegistrationNotPermittedOnRootSubnet)
  ensure(ifSubnetExist(ctx, netuid), errors.SubnetNotExists)
  ensure(coldkeyOwnsHotkey(ctx, coldkey, hotkey), errors.NonAssociatedColdKey)
  ensure(new Set(children.map(([, child]) => child)).size === children.length, errors.DuplicateChild)
  ensurePendingConsistency(ctx, loadChildParentRelations(ctx, hotkey, netuid), children)
  ensure(children.length === 0 || mayHaveChildren(ctx, hotkey, netuid), errors.NotEnoughStakeToSetChildkeys)
  setLastBlockOnSubnet(ctx, SET_CHILDREN, hotkey, netuid, ctx.block)
  scheduleOrApplyCk(ctx, netuid, hotkey, children)
}

const mayHaveChildren = (ctx: Ctx, hotkey: AccountId, netuid: NetUid): boolean =>
  getTotalStakeForHotkey(ctx, hotkey) >= StakeThreshold.get(ctx) || SubnetOwnerHotkey.find(ctx, netuid) === hotkey

function scheduleOrApplyCk(ctx: Ctx, netuid: NetUid, hotkey: AccountId, children: Linkage): void {
  if (!SubtokenEnabled.get(ctx, netuid)) {
    persistPendingChildrenIfConsistent(ctx, netuid, hotkey, children)
    return
  }
  const cooldown = ctx.block + PendingChildKeyCooldown.get(ctx)
  const block = cooldown > U64_MAX ? U64_MAX : cooldown
  PendingChildKeys.put(ctx, netuid, hotkey, [children, block])
  ctx.deposit(events.SetChildrenScheduled(hotkey, netuid, block, children))
}

/** Applies the children of a subnet whose cooldown is over. Runs where the subnet's epoch was due. */
export function doSetPendingChildren(ctx: Ctx, netuid: NetUid): void {
  const started = SubtokenEnabled.get(ctx, netuid)
  const due = PendingChildKeys.entries(ctx, netuid).filter(({ value: [, block] }) => block < ctx.block || !started)
  for (const { keys, value } of due) persistPendingChildrenIfConsistent(ctx, netuid, keys[1], value[0])
  for (const { keys } of due) PendingChildKeys.remove(ctx, ...keys)
}

/** Children that no longer go together with the hotkey's parents are dropped without a word. */
function persistPendingChildrenIfConsistent(ctx: Ctx, netuid: NetUid, hotkey: AccountId, children: Linkage): void {
  try {
    persistChildParentRelations(ctx, loadRelationsFromPending(ctx, hotkey, children, netuid), netuid)
  } catch (error) {
    if (error instanceof DispatchError) return
    throw error
  }
  ctx.deposit(events.SetChildren(hotkey, netuid, children))
}

export const getChildren = (ctx: Ctx, hotkey: AccountId, netuid: NetUid): Linkage => ChildKeys.get(ctx, hotkey, netuid)

export const getParents = (ctx: Ctx, child: AccountId, netuid: NetUid): Linkage => ParentKeys.get(ctx, child, netuid)

/** Raising the take waits for the last change; lowering it does not. @throws NonAssociatedColdKey, InvalidChildkeyTake, TxChildkeyTakeRateLimitExceeded */
export function doSetChildkeyTake(ctx: Ctx, coldkey: AccountId, hotkey: AccountId, netuid: NetUid, take: number): void {
  ensure(coldkeyOwnsHotkey(ctx, coldkey, hotkey), errors.NonAssociatedColdKey)
  const least = getEffectiveMinChildkeyTake(ctx, netuid)
  ensure(take >= least && take <= MaxChildkeyTake.get(ctx), errors.InvalidChildkeyTake)
  const waits = take > getChildkeyTake(ctx, hotkey, netuid)
  ensure(
    !waits || passesRateLimitOnSubnet(ctx, SET_CHILDKEY_TAKE, hotkey, netuid),
    errors.TxChildkeyTakeRateLimitExceeded,
  )
  setLastBlockOnSubnet(ctx, SET_CHILDKEY_TAKE, hotkey, netuid, ctx.block)
  ChildkeyTake.put(ctx, hotkey, netuid, take)
  ctx.deposit(events.ChildKeyTakeSet(hotkey, take))
}

/** What a child keeps of its parents' dividends, of 65535. */
export const getChildkeyTake = (ctx: Ctx, hotkey: AccountId, netuid: NetUid): number =>
  Math.max(ChildkeyTake.get(ctx, hotkey, netuid), getEffectiveMinChildkeyTake(ctx, netuid))

export const getAutoParentDelegationEnabled = (ctx: Ctx, hotkey: AccountId): boolean =>
  AutoParentDelegationEnabled.get(ctx, hotkey)

/**
 * Makes the owner hotkey of a new subnet the child of every root validator that lets it be, with all of its stake.
 * Validators for whom it does not work are passed over.
 * @throws RegistrationNotPermittedOnRootSubnet, SubnetNotExists
 */
export function doSetRootValidatorsForSubnet(ctx: Ctx, netuid: NetUid): void {
  ensure(netuid !== ROOT, errors.RegistrationNotPermittedOnRootSubnet)
  ensure(ifSubnetExist(ctx, netuid), errors.SubnetNotExists)
  const ownerHotkey = SubnetOwnerHotkey.find(ctx, netuid)
  if (ownerHotkey === undefined) throw errors.SubnetNotExists
  for (const { value: validator } of Keys.entries(ctx, ROOT)) {
    if (validator === ownerHotkey || !getAutoParentDelegationEnabled(ctx, validator)) continue
    const origin = signedBy(getOwningColdkeyForHotkey(ctx, validator))
    try {
      doScheduleChildren(ctx, origin, validator, netuid, [[U64_MAX, ownerHotkey]])
    } catch (error) {
      if (!(error instanceof DispatchError)) throw error
    }
  }
}

const account = named(accountId, 'T::AccountId')

export const setChildren = call(
  'set_children',
  67,
  { hotkey: account, netuid: netuidCodec, children: linkage },
  { weight: weigh(119_000_000, 0, 6, 31) },
  (ctx, origin, { hotkey, netuid, children }) => doScheduleChildren(ctx, origin, hotkey, netuid, children),
)

export const setChildkeyTake = call(
  'set_childkey_take',
  75,
  { hotkey: account, netuid: netuidCodec, take: u16 },
  { weight: weights.setChildkeyTake },
  (ctx, origin, { hotkey, netuid, take }) => doSetChildkeyTake(ctx, ensureSigned(origin), hotkey, netuid, take),
)

export const sudoSetTxChildkeyTakeRateLimit = call(
  'sudo_set_tx_childkey_take_rate_limit',
  69,
  { tx_rate_limit: u64 },
  { weight: weights.sudoSetTxChildkeyTakeRateLimit },
  (ctx, origin, { tx_rate_limit }) => {
    ensureRoot(origin)
    setTxChildkeyTakeRateLimit(ctx, tx_rate_limit)
  },
)

export const sudoSetMinChildkeyTake = call(
  'sudo_set_min_childkey_take',
  76,
  { take: u16 },
  { weight: weigh(6_000, 0, 1, 1) },
  (ctx, origin, { take }) => {
    ensureRoot(origin)
    setMinChildkeyTake(ctx, take)
  },
)

export const sudoSetMaxChildkeyTake = call(
  'sudo_set_max_childkey_take',
  77,
  { take: u16 },
  { weight: weigh(6_000, 0, 1, 1) },
  (ctx, origin, { take }) => {
    ensureRoot(origin)
    setMaxChildkeyTake(ctx, take)
  },
)

export const setPendingChildkeyCooldown = call(
  'set_pending_childkey_cooldown',
  109,
  { cooldown: u64 },
  { weight: weigh(3_000_000, 0, 0, 1) },
  (ctx, origin, { cooldown }) => {
    ensureRoot(origin)
    PendingChildKeyCooldown.put(ctx, cooldown)
  },
)

export const setAutoParentDelegationEnabled = call(
  'set_auto_parent_delegation_enabled',
  135,
  { hotkey: account, enabled: bool },
  { weight: weights.setAutoParentDelegationEnabled },
  (ctx, origin, { hotkey, enabled }) => {
    const coldkey = ensureSigned(origin)
    ensure(coldkeyOwnsHotkey(ctx, coldkey, hotkey), errors.NonAssociatedColdKey)
    ensure(isHotkeyRegisteredOnNetwork(ctx, ROOT, hotkey), errors.HotKeyNotRegisteredInSubNet)
    AutoParentDelegationEnabled.put(ctx, hotkey, enabled)
    ctx.deposit(events.AutoParentDelegationEnabledSet({ hotkey, enabled }))
  },
)

export const childrenCalls = [
  setChildren,
  setChildkeyTake,
  sudoSetTxChildkeyTakeRateLimit,
  sudoSetMinChildkeyTake,
  sudoSetMaxChildkeyTake,
  setPendingChildkeyCooldown,
  setAutoParentDelegationEnabled,
]
