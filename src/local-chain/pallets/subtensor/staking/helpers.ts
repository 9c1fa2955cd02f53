/** Who owns which hotkey, what stake is worth, small nominations. Reference: staking/helpers.rs. */
import { U64F64, U96F32 } from '../../../../consensus/fixed/types.ts'
import { fromU64F64, isZero, type SafeFloat } from '../../../../consensus/safe-float.ts'
import type { AccountId } from '../../../../primitives/account.ts'
import { type Alpha, satAdd, satSub, type Tao, tao } from '../../../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import { keysAfter } from '../../../state/walk.ts'
import { attempt, succeeds } from '../../swap/attempt.ts'
import { currentAlphaPrice, MIN_PRICE, simSwap } from '../../swap/impls.ts'
import { getTaoForAlpha } from '../../swap/order.ts'
import { isSubnetAccountId } from '../coinbase/accounts.ts'
import { errors } from '../errors.ts'
import { ALPHA_MAP_BATCH_SIZE } from '../limits.ts'
import { AlphaMapLastKey, AlphaV2MapLastKey, TotalStake } from '../storage/global.ts'
import { Delegates, OwnedHotkeys, Owner, StakingHotkeys } from '../storage/keys.ts'
import { SubtokenEnabled } from '../storage/pool.ts'
import { Alpha as AlphaV1, AlphaV2 } from '../storage/stake.ts'
import { getAllSubnetNetuids } from '../subnets/subnet.ts'
import { getNominatorMinRequiredStake } from '../utils/misc.ts'
import { maybeAddColdkeyIndex } from './claim-root.ts'
import { forceReduceLock } from './lock/locks.ts'
import {
  addStakingHotkey,
  decreaseStakeForHotkeyAndColdkeyOnSubnet,
  getStakeForHotkeyAndColdkeyOnSubnet,
  getStakeForHotkeyOnSubnet,
} from './stake-utils/shares.ts'
import { unstakeFromSubnet } from './stake-utils/stake.ts'

/** @throws SubtokenDisabled while a subnet's alpha cannot be staked or moved */
export function ensureSubtokenEnabled(ctx: Ctx, netuid: NetUid): void {
  ensure(SubtokenEnabled.get(ctx, netuid), errors.SubtokenDisabled)
}

export const hotkeyIsDelegate = (ctx: Ctx, hotkey: AccountId): boolean => Delegates.has(ctx, hotkey)

export const delegateHotkey = (ctx: Ctx, hotkey: AccountId, take: number): void => Delegates.put(ctx, hotkey, take)

/** Lets others stake behind a hotkey at the take it has by default. */
export function maybeBecomeDelegate(ctx: Ctx, hotkey: AccountId): void {
  if (!hotkeyIsDelegate(ctx, hotkey)) delegateHotkey(ctx, hotkey, getHotkeyTake(ctx, hotkey))
}

/** The part of what a hotkey's stakers earn that it keeps, in parts of 65535. */
export const getHotkeyTake = (ctx: Ctx, hotkey: AccountId): number => Delegates.get(ctx, hotkey)

const U16_MAX = U96F32.satFromInt(0xffff)

export const getHotkeyTakeFloat = (ctx: Ctx, hotkey: AccountId): U96F32 =>
  U96F32.safeDiv(U96F32.satFromInt(getHotkeyTake(ctx, hotkey)), U16_MAX)

/** A hotkey exists once a coldkey owns it. */
export const hotkeyAccountExists = (ctx: Ctx, hotkey: AccountId): boolean => Owner.has(ctx, hotkey)

/** The owner of a hotkey that exists; the zero account for one that does not. */
export const getOwningColdkeyForHotkey = (ctx: Ctx, hotkey: AccountId): AccountId => Owner.get(ctx, hotkey)

export const coldkeyOwnsHotkey = (ctx: Ctx, coldkey: AccountId, hotkey: AccountId): boolean =>
  Owner.find(ctx, hotkey) === coldkey

/** Gives a hotkey that nobody owns to a coldkey. @throws CannotUseSystemAccount for the account of a subnet */
export function createAccountIfNonExistent(ctx: Ctx, coldkey: AccountId, hotkey: AccountId): void {
  ensure(isSubnetAccountId(ctx, hotkey) === undefined, errors.CannotUseSystemAccount)
  if (hotkeyAccountExists(ctx, hotkey)) return
  Owner.put(ctx, hotkey, coldkey)
  const owned = OwnedHotkeys.get(ctx, coldkey)
  if (!owned.includes(hotkey)) OwnedHotkeys.put(ctx, coldkey, [...owned, hotkey])
  addStakingHotkey(ctx, coldkey, hotkey)
}

/** @throws CannotUseSystemAccount for the account of a subnet */
export function setHotkeyOwner(ctx: Ctx, coldkey: AccountId, hotkey: AccountId): void {
  ensure(isSubnetAccountId(ctx, hotkey) === undefined, errors.CannotUseSystemAccount)
  Owner.put(ctx, hotkey, coldkey)
}

export const getTotalStake = (ctx: Ctx): Tao => TotalStake.get(ctx)

export const increaseTotalStake = (ctx: Ctx, increment: Tao): void =>
  TotalStake.mutate(ctx, total => satAdd(total, increment))

export const decreaseTotalStake = (ctx: Ctx, decrement: Tao): void =>
  TotalStake.mutate(ctx, total => satSub(total, decrement))

/** What all stake behind a hotkey is worth at present prices. */
export function getTotalStakeForHotkey(ctx: Ctx, hotkey: AccountId): Tao {
  const worth = getAllSubnetNetuids(ctx).map(netuid => {
    const stake = getStakeForHotkeyOnSubnet(ctx, hotkey, netuid)
    return stake === 0n ? U64F64.ZERO : U64F64.satMul(U64F64.satFromInt(stake), currentAlphaPrice(ctx, netuid))
  })
  return tao(U64F64.toU64(U64F64.sum(worth)))
}

/** What all stake of a coldkey would bring if each position were sold alone, the fees added back. */
export const getTotalStakeForColdkey = (ctx: Ctx, coldkey: AccountId): Tao => sumOfPositions(ctx, coldkey, () => true)

export const getTotalStakeForColdkeyOnSubnet = (ctx: Ctx, coldkey: AccountId, netuid: NetUid): Tao =>
  sumOfPositions(ctx, coldkey, id => id === netuid)

function sumOfPositions(ctx: Ctx, coldkey: AccountId, counts: (netuid: NetUid) => boolean): Tao {
  let sum = 0n
  for (const hotkey of StakingHotkeys.get(ctx, coldkey)) {
    for (const [netuid] of alphaIterPrefix(ctx, hotkey, coldkey)) {
      if (counts(netuid))
        sum += proceedsOf(ctx, netuid, getStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, netuid))
    }
  }
  return tao(BigInt.asUintN(64, sum))
}

/** What a sale would bring, with the fee at the present price; 0 where it would be refused. */
function proceedsOf(ctx: Ctx, netuid: NetUid, stake: Alpha): bigint {
  const result = attempt(() => simSwap(ctx, netuid, getTaoForAlpha(stake)))
  if (result === undefined) return 0n
  const fee = U64F64.satMul(U64F64.satFromInt(result.feePaid), currentAlphaPrice(ctx, netuid))
  return satAdd(result.amountPaidOut, tao(U64F64.toU64(fee)))
}

/** Ends a nomination that is worth less than the least one: it is sold, or where that fails, forfeited. */
export function clearSmallNominationIfRequired(ctx: Ctx, hotkey: AccountId, coldkey: AccountId, netuid: NetUid): void {
  if (coldkeyOwnsHotkey(ctx, coldkey, hotkey)) return
  const stake = getStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, netuid)
  if (stake === 0n) return
  const least = U64F64.safeDiv(U64F64.satFromInt(getNominatorMinRequiredStake(ctx)), currentAlphaPrice(ctx, netuid))
  if (stake >= U64F64.toU64(least)) return
  if (!succeeds(() => unstakeFromSubnet(ctx, hotkey, coldkey, coldkey, netuid, stake, MIN_PRICE, false))) {
    const left = getStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, netuid)
    decreaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, netuid, left)
  }
  forceReduceLock(ctx, coldkey, netuid, stake)
}

/** Ends all nominations that are worth less than the least one. Walks every position there is. */
export function clearSmallNominations(ctx: Ctx): void {
  for (const [hotkey, coldkey, netuid] of alphaIter(ctx)) clearSmallNominationIfRequired(ctx, hotkey, coldkey, netuid)
}

type Key = readonly [hotkey: AccountId, coldkey: AccountId, netuid: NetUid]
type Position = readonly [...Key, share: SafeFloat]

/** Both forms under a prefix; where a key has both, the present form counts. */
function merged(ctx: Ctx, ...prefix: [] | [AccountId] | [AccountId, AccountId]): Position[] {
  const legacy = AlphaV1.entries(ctx, ...prefix)
  const present = AlphaV2.entries(ctx, ...prefix).map(({ keys, value }): Position => [...keys, value])
  if (legacy.length === 0) return present
  const old = legacy
    .filter(({ keys }) => !AlphaV2.has(ctx, ...keys))
    .map(({ keys, value }): Position => [...keys, fromU64F64(value)])
  return [...old, ...present]
}

/** All positions, in the order of hotkeys, then coldkeys, then subnets. */
export function alphaIter(ctx: Ctx): readonly Position[] {
  const order = ctx.runtime.profile.accountOrder
  return merged(ctx).sort((a, b) => order(a[0], b[0]) || order(a[1], b[1]) || a[2] - b[2])
}

/** The positions of a coldkey behind a hotkey that hold any shares, in the order of subnets. */
export function alphaIterPrefix(ctx: Ctx, hotkey: AccountId, coldkey: AccountId): (readonly [NetUid, SafeFloat])[] {
  return merged(ctx, hotkey, coldkey)
    .filter(([, , , share]) => !isZero(share))
    .sort((a, b) => a[2] - b[2])
    .map(([, , netuid, share]) => [netuid, share])
}

/** The positions behind a hotkey, in the order of coldkeys, then subnets. */
export function alphaIterSinglePrefix(
  ctx: Ctx,
  hotkey: AccountId,
): (readonly [coldkey: AccountId, netuid: NetUid, share: SafeFloat])[] {
  const order = ctx.runtime.profile.accountOrder
  return merged(ctx, hotkey)
    .sort((a, b) => order(a[1], b[1]) || a[2] - b[2])
    .map(([, coldkey, netuid, share]) => [coldkey, netuid, share])
}

/** Walks on through the positions of the older form, indexing those who stake on root. Runs in every block. */
export const populateRootColdkeyStakingMaps = (ctx: Ctx): void => walkOn(ctx, AlphaV1, AlphaMapLastKey)

/** As above, through the positions of the present form. */
export const populateRootColdkeyStakingMapsV2 = (ctx: Ctx): void => walkOn(ctx, AlphaV2, AlphaV2MapLastKey)

function walkOn(ctx: Ctx, item: typeof AlphaV1 | typeof AlphaV2, lastKey: typeof AlphaMapLastKey): void {
  const last = lastKey.get(ctx)
  const batch = keysAfter(ctx.state, item, last ?? undefined, ALPHA_MAP_BATCH_SIZE)
  const end = batch.at(-1)
  if (last === null && end === undefined) return
  for (const { keys } of batch) {
    const [, coldkey, netuid] = keys as Key
    if (netuid === ROOT) maybeAddColdkeyIndex(ctx, coldkey)
  }
  lastKey.put(ctx, batch.length < ALPHA_MAP_BATCH_SIZE || end === undefined ? null : end.raw)
}
