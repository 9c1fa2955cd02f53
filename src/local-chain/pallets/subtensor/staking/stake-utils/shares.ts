/**
 * Who holds which stake: the share pool of each hotkey on each subnet, as it stands in storage.
 *
 * Shares of an older, fixed-point form are read where they still stand; any write replaces them by the present form.
 *
 * Reference: staking/stake_utils.rs HotkeyAlphaSharePoolDataOperations and the functions that use it.
 */
import { fromU64F64, isZero, SAFE_FLOAT_ZERO, type SafeFloat } from '../../../../../consensus/safe-float.ts'
import {
  canUpdateForOne,
  type SharePool,
  shareValue,
  updateForAll,
  updateForOne,
} from '../../../../../consensus/share-pool.ts'
import type { AccountId } from '../../../../../primitives/account.ts'
import { type Alpha, alpha, satSub, ZERO_ALPHA } from '../../../../../primitives/amounts.ts'
import type { NetUid } from '../../../../../primitives/netuid.ts'
import type { Ctx } from '../../../../runtime/context.ts'
import { ensure } from '../../../../runtime/dispatch-error.ts'
import { errors } from '../../errors.ts'
import { StakingHotkeys } from '../../storage/keys.ts'
import {
  Alpha as AlphaV1,
  AlphaV2,
  TotalHotkeyAlpha,
  TotalHotkeyShares,
  TotalHotkeySharesV2,
} from '../../storage/stake.ts'

export function getAlphaSharePool(ctx: Ctx, hotkey: AccountId, netuid: NetUid): SharePool {
  const legacy = TotalHotkeyShares.find(ctx, hotkey, netuid)
  const denominator = legacy === undefined ? TotalHotkeySharesV2.get(ctx, hotkey, netuid) : fromU64F64(legacy)
  return { value: TotalHotkeyAlpha.get(ctx, hotkey, netuid), denominator }
}

/** A coldkey's share; undefined where it has none. */
function findShare(ctx: Ctx, hotkey: AccountId, coldkey: AccountId, netuid: NetUid): SafeFloat | undefined {
  const legacy = AlphaV1.find(ctx, hotkey, coldkey, netuid)
  return legacy === undefined ? AlphaV2.find(ctx, hotkey, coldkey, netuid) : fromU64F64(legacy)
}

function setSharedValue(ctx: Ctx, hotkey: AccountId, netuid: NetUid, value: bigint): void {
  if (value === 0n) TotalHotkeyAlpha.remove(ctx, hotkey, netuid)
  else TotalHotkeyAlpha.put(ctx, hotkey, netuid, alpha(value))
}

function setShare(ctx: Ctx, hotkey: AccountId, coldkey: AccountId, netuid: NetUid, share: SafeFloat): void {
  AlphaV1.remove(ctx, hotkey, coldkey, netuid)
  if (isZero(share)) AlphaV2.remove(ctx, hotkey, coldkey, netuid)
  else AlphaV2.put(ctx, hotkey, coldkey, netuid, share)
}

function setDenominator(ctx: Ctx, hotkey: AccountId, netuid: NetUid, denominator: SafeFloat): void {
  TotalHotkeyShares.remove(ctx, hotkey, netuid)
  if (isZero(denominator)) TotalHotkeySharesV2.remove(ctx, hotkey, netuid)
  else TotalHotkeySharesV2.put(ctx, hotkey, netuid, denominator)
}

/** Changes the stake of all holders in proportion. `update` is an i64. */
function updateValueForAll(ctx: Ctx, hotkey: AccountId, netuid: NetUid, update: bigint): void {
  const pool = { value: TotalHotkeyAlpha.get(ctx, hotkey, netuid), denominator: SAFE_FLOAT_ZERO }
  setSharedValue(ctx, hotkey, netuid, updateForAll(pool, update).value)
}

/** Changes the stake of one holder. `update` is an i64. */
function updateValueForOne(ctx: Ctx, hotkey: AccountId, coldkey: AccountId, netuid: NetUid, update: bigint): void {
  const share = findShare(ctx, hotkey, coldkey, netuid) ?? SAFE_FLOAT_ZERO
  const updated = updateForOne(getAlphaSharePool(ctx, hotkey, netuid), share, update)
  writeShare(ctx, hotkey, coldkey, netuid, updated.pool, updated.share)
}

function writeShare(
  ctx: Ctx,
  hotkey: AccountId,
  coldkey: AccountId,
  netuid: NetUid,
  pool: SharePool,
  share: SafeFloat,
): void {
  setDenominator(ctx, hotkey, netuid, pool.denominator)
  setShare(ctx, hotkey, coldkey, netuid, share)
  setSharedValue(ctx, hotkey, netuid, pool.value)
}

/**
 * The stake of a coldkey behind a hotkey, held while it changes many times; nobody else looks at it meanwhile. What is
 * written in the end is what writing each time would leave.
 */
export class HeldStake {
  readonly #of: readonly [hotkey: AccountId, coldkey: AccountId, netuid: NetUid]
  #share: SafeFloat
  #pool: SharePool
  #isChanged = false

  constructor(ctx: Ctx, hotkey: AccountId, coldkey: AccountId, netuid: NetUid) {
    this.#of = [hotkey, coldkey, netuid]
    this.#share = findShare(ctx, hotkey, coldkey, netuid) ?? SAFE_FLOAT_ZERO
    this.#pool = getAlphaSharePool(ctx, hotkey, netuid)
  }

  get value(): Alpha {
    return alpha(shareValue(this.#pool, this.#share))
  }

  increase(amount: Alpha): void {
    const updated = updateForOne(this.#pool, this.#share, asI64(amount))
    this.#pool = updated.pool
    this.#share = updated.share
    this.#isChanged = true
  }

  save(ctx: Ctx): void {
    if (this.#isChanged) writeShare(ctx, ...this.#of, this.#pool, this.#share)
  }
}

/** An amount as the signed number that pools are updated by: from 2^63 on it turns negative, as on the chain. */
const asI64 = (amount: bigint): bigint => BigInt.asIntN(64, amount)

/** The stake of a coldkey behind a hotkey on a subnet. */
export function getStakeForHotkeyAndColdkeyOnSubnet(
  ctx: Ctx,
  hotkey: AccountId,
  coldkey: AccountId,
  netuid: NetUid,
): Alpha {
  const share = findShare(ctx, hotkey, coldkey, netuid)
  return share === undefined ? ZERO_ALPHA : alpha(shareValue(getAlphaSharePool(ctx, hotkey, netuid), share))
}

/** The stake of all coldkeys behind a hotkey on a subnet. */
export const getStakeForHotkeyOnSubnet = (ctx: Ctx, hotkey: AccountId, netuid: NetUid): Alpha =>
  TotalHotkeyAlpha.get(ctx, hotkey, netuid)

/** What would be left of a stake. @throws NotEnoughStakeToWithdraw */
export function calculateReducedStakeOnSubnet(
  ctx: Ctx,
  hotkey: AccountId,
  coldkey: AccountId,
  netuid: NetUid,
  decrement: Alpha,
): Alpha {
  const stake = getStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, netuid)
  ensure(stake >= decrement, errors.NotEnoughStakeToWithdraw)
  return satSub(stake, decrement)
}

/** Gives alpha to all who stake behind a hotkey, in proportion. */
export const increaseStakeForHotkeyOnSubnet = (ctx: Ctx, hotkey: AccountId, netuid: NetUid, amount: Alpha): void =>
  updateValueForAll(ctx, hotkey, netuid, asI64(amount))

/** Takes alpha from all who stake behind a hotkey, in proportion. */
export const decreaseStakeForHotkeyOnSubnet = (ctx: Ctx, hotkey: AccountId, netuid: NetUid, amount: bigint): void =>
  updateValueForAll(ctx, hotkey, netuid, asI64(-amount))

/** Puts a hotkey on the list of those a coldkey stakes behind. Nothing but a swap of keys takes it off again. */
export function addStakingHotkey(ctx: Ctx, coldkey: AccountId, hotkey: AccountId): void {
  const hotkeys = StakingHotkeys.get(ctx, coldkey)
  if (!hotkeys.includes(hotkey)) StakingHotkeys.put(ctx, coldkey, [...hotkeys, hotkey])
}

/** Gives alpha to one who stakes behind a hotkey. */
export function increaseStakeForHotkeyAndColdkeyOnSubnet(
  ctx: Ctx,
  hotkey: AccountId,
  coldkey: AccountId,
  netuid: NetUid,
  amount: Alpha,
): void {
  if (amount !== 0n) addStakingHotkey(ctx, coldkey, hotkey)
  updateValueForOne(ctx, hotkey, coldkey, netuid, asI64(amount))
}

/** Whether the pool is precise enough for an amount to move anybody's share. */
export const tryIncreaseStakeForHotkeyAndColdkeyOnSubnet = (
  ctx: Ctx,
  hotkey: AccountId,
  netuid: NetUid,
  amount: Alpha,
): boolean => canUpdateForOne(getAlphaSharePool(ctx, hotkey, netuid), asI64(amount))

/** Takes alpha from one who stakes behind a hotkey; nothing at all where the stake is less than that. */
export function decreaseStakeForHotkeyAndColdkeyOnSubnet(
  ctx: Ctx,
  hotkey: AccountId,
  coldkey: AccountId,
  netuid: NetUid,
  amount: Alpha,
): void {
  const share = findShare(ctx, hotkey, coldkey, netuid)
  if (share === undefined || shareValue(getAlphaSharePool(ctx, hotkey, netuid), share) < amount) return
  updateValueForOne(ctx, hotkey, coldkey, netuid, asI64(-asI64(amount)))
}
