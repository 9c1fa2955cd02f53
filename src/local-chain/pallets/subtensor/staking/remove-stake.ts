/** Turning stake back into TAO. Reference: staking/remove_stake.rs. */
import type { AccountId } from '../../../../primitives/account.ts'
import {
  type Alpha,
  alpha,
  minAmount,
  satAdd,
  satMul,
  type Tao,
  U64_MAX,
  ZERO_ALPHA,
  ZERO_TAO,
} from '../../../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import { call } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import { ensureSigned, type Origin } from '../../../runtime/origin.ts'
import { accountId, alphaBalance, netuid as netuidCodec, taoBalance } from '../../../runtime/types.ts'
import { named } from '../../../scale/codec.ts'
import { option } from '../../../scale/collections.ts'
import { bool } from '../../../scale/primitives.ts'
import { succeeds } from '../../swap/attempt.ts'
import { MAX_PRICE, MIN_PRICE, swap } from '../../swap/impls.ts'
import { getTaoForAlpha } from '../../swap/order.ts'
import { MAX_SWAP_INPUT_RESERVE_MULTIPLIER } from '../../swap/swap-step.ts'
import { errors } from '../errors.ts'
import { StakeThreshold } from '../storage/global.ts'
import { PendingChildKeys } from '../storage/keys.ts'
import { SubnetAlphaIn, SubtokenEnabled } from '../storage/pool.ts'
import { SubnetMechanism } from '../storage/subnet.ts'
import { getAllSubnetNetuids } from '../subnets/subnet.ts'
import { weights } from '../weights.ts'
import {
  clearSmallNominationIfRequired,
  ensureSubtokenEnabled,
  getTotalStakeForHotkey,
  hotkeyAccountExists,
} from './helpers.ts'
import { getStakeForHotkeyAndColdkeyOnSubnet } from './stake-utils/shares.ts'
import { stakeIntoSubnet, unstakeFromSubnet } from './stake-utils/stake.ts'
import { validateRemoveStake } from './stake-utils/validate.ts'

/** The price of alpha where there is no pool, in rao. */
const PAR = 1_000_000_000n

/**
 * Sells stake at any price, all there is where more was asked for: a fee paid in alpha may have taken some already.
 * @throws SubtokenDisabled, InsufficientLiquidity, those of `validateRemoveStake` and of `unstakeFromSubnet`
 */
export function doRemoveStake(ctx: Ctx, origin: Origin, hotkey: AccountId, netuid: NetUid, amount: Alpha): void {
  const coldkey = ensureSigned(origin)
  ensureSubtokenEnabled(ctx, netuid)
  const unstaked = minAmount(amount, getStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, netuid))
  ensureRemoveStakeInputWithinSwapLimit(ctx, netuid, unstaked)
  validateRemoveStake(ctx, coldkey, hotkey, netuid, unstaked, unstaked, false)
  unstakeFromSubnet(ctx, hotkey, coldkey, coldkey, netuid, unstaked, MIN_PRICE, false)
  tidyUp(ctx, hotkey, coldkey, netuid)
}

/**
 * Sells stake down to a limit price, in rao for one alpha: all of it or nothing, or where partial execution is allowed
 * as much as the limit permits.
 * @throws InsufficientLiquidity, those of `getMaxAmountRemove`, `validateRemoveStake` and `unstakeFromSubnet`
 */
export function doRemoveStakeLimit(
  ctx: Ctx,
  origin: Origin,
  hotkey: AccountId,
  netuid: NetUid,
  amount: Alpha,
  limitPrice: Tao,
  allowPartial: boolean,
): void {
  const coldkey = ensureSigned(origin)
  ensureRemoveStakeInputWithinSwapLimit(ctx, netuid, amount)
  const maxAmount = getMaxAmountRemove(ctx, netuid, limitPrice)
  validateRemoveStake(ctx, coldkey, hotkey, netuid, amount, maxAmount, allowPartial)
  unstakeFromSubnet(ctx, hotkey, coldkey, coldkey, netuid, minAmount(amount, maxAmount), limitPrice, false)
  tidyUp(ctx, hotkey, coldkey, netuid)
}

/** Sells the whole stake, at a limit price all or nothing. */
export function doRemoveStakeFullLimit(
  ctx: Ctx,
  origin: Origin,
  hotkey: AccountId,
  netuid: NetUid,
  limitPrice: Tao | undefined,
): void {
  const stake = getStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, ensureSigned(origin), netuid)
  if (limitPrice === undefined) doRemoveStake(ctx, origin, hotkey, netuid, stake)
  else doRemoveStakeLimit(ctx, origin, hotkey, netuid, stake, limitPrice, false)
}

/** Ends what has become too small: the nomination, and children announced for a hotkey below the threshold. */
function tidyUp(ctx: Ctx, hotkey: AccountId, coldkey: AccountId, netuid: NetUid): void {
  clearSmallNominationIfRequired(ctx, hotkey, coldkey, netuid)
  if (getTotalStakeForHotkey(ctx, hotkey) >= StakeThreshold.get(ctx)) return
  for (const id of getAllSubnetNetuids(ctx)) PendingChildKeys.remove(ctx, id, hotkey)
}

/** Sells a coldkey's stake behind a hotkey wherever that is possible. @returns the TAO it brought */
function unstakeEverywhere(ctx: Ctx, coldkey: AccountId, hotkey: AccountId, netuids: readonly NetUid[]): Tao {
  let total = ZERO_TAO
  for (const netuid of netuids) {
    if (!SubtokenEnabled.get(ctx, netuid)) continue
    const stake = getStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, netuid)
    if (!succeeds(() => validateRemoveStake(ctx, coldkey, hotkey, netuid, stake, stake, false))) continue
    total = satAdd(total, unstakeFromSubnet(ctx, hotkey, coldkey, coldkey, netuid, stake, MIN_PRICE, false))
    clearSmallNominationIfRequired(ctx, hotkey, coldkey, netuid)
  }
  return total
}

/** Sells all stake behind a hotkey, on root too; subnets where that is refused are left out. @throws HotKeyAccountNotExists */
export function doUnstakeAll(ctx: Ctx, origin: Origin, hotkey: AccountId): void {
  const coldkey = ensureSigned(origin)
  ensure(hotkeyAccountExists(ctx, hotkey), errors.HotKeyAccountNotExists)
  unstakeEverywhere(ctx, coldkey, hotkey, getAllSubnetNetuids(ctx))
}

/**
 * Sells all stake behind a hotkey but that on root, and stakes the TAO on root.
 * @throws HotKeyAccountNotExists; AmountTooLow when nothing could be sold
 */
export function doUnstakeAllAlpha(ctx: Ctx, origin: Origin, hotkey: AccountId): void {
  const coldkey = ensureSigned(origin)
  ensure(hotkeyAccountExists(ctx, hotkey), errors.HotKeyAccountNotExists)
  const subnets = getAllSubnetNetuids(ctx).filter(netuid => netuid !== ROOT)
  const received = unstakeEverywhere(ctx, coldkey, hotkey, subnets)
  stakeIntoSubnet(ctx, hotkey, coldkey, ROOT, received, MAX_PRICE, false)
}

/** The alpha that a limit price permits to sell, the fee included. @throws those of a swap */
export function getMaxAmountRemove(ctx: Ctx, netuid: NetUid, limitPrice: Tao): Alpha {
  if (netuid === ROOT || SubnetMechanism.get(ctx, netuid) === 0) return limitPrice <= PAR ? alpha(U64_MAX) : ZERO_ALPHA
  const order = getTaoForAlpha(satMul(SubnetAlphaIn.get(ctx, netuid), MAX_SWAP_INPUT_RESERVE_MULTIPLIER))
  const { amountPaidIn, feePaid } = swap(ctx, netuid, order, limitPrice, false, true)
  return satAdd(amountPaidIn, feePaid)
}

function ensureRemoveStakeInputWithinSwapLimit(ctx: Ctx, netuid: NetUid, amount: Alpha): void {
  if (netuid === ROOT || SubnetMechanism.get(ctx, netuid) !== 1) return
  const max = satMul(SubnetAlphaIn.get(ctx, netuid), MAX_SWAP_INPUT_RESERVE_MULTIPLIER)
  ensure(amount <= max, errors.InsufficientLiquidity)
}

const account = named(accountId, 'T::AccountId')

export const removeStake = call(
  'remove_stake',
  3,
  { hotkey: account, netuid: netuidCodec, amount_unstaked: alphaBalance },
  { weight: weights.removeStake },
  (ctx, origin, { hotkey, netuid, amount_unstaked }) => doRemoveStake(ctx, origin, hotkey, netuid, amount_unstaked),
)

export const unstakeAll = call(
  'unstake_all',
  83,
  { hotkey: account },
  { weight: weights.unstakeAll },
  (ctx, origin, args) => doUnstakeAll(ctx, origin, args.hotkey),
)

export const unstakeAllAlpha = call(
  'unstake_all_alpha',
  84,
  { hotkey: account },
  { weight: weights.unstakeAllAlpha },
  (ctx, origin, { hotkey }) => doUnstakeAllAlpha(ctx, origin, hotkey),
)

export const removeStakeLimit = call(
  'remove_stake_limit',
  89,
  {
    hotkey: account,
    netuid: netuidCodec,
    amount_unstaked: alphaBalance,
    limit_price: taoBalance,
    allow_partial: bool,
  },
  { weight: weights.removeStakeLimit },
  (ctx, origin, { hotkey, netuid, amount_unstaked, limit_price, allow_partial }) =>
    doRemoveStakeLimit(ctx, origin, hotkey, netuid, amount_unstaked, limit_price, allow_partial),
)

export const removeStakeFullLimit = call(
  'remove_stake_full_limit',
  103,
  { hotkey: account, netuid: netuidCodec, limit_price: option(taoBalance) },
  { weight: weights.removeStakeFullLimit },
  (ctx, origin, { hotkey, netuid, limit_price }) => doRemoveStakeFullLimit(ctx, origin, hotkey, netuid, limit_price),
)

export const removeStakeCalls = [removeStake, unstakeAll, unstakeAllAlpha, removeStakeLimit, removeStakeFullLimit]
