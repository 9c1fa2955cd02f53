/**
 * Stake into a subnet, out of it, and from one holder to another within it.
 * Reference: staking/stake_utils.rs stake_into_subnet, unstake_from_subnet, transfer_stake_within_subnet.
 */
import { U64F64 } from '../../../../../consensus/fixed/types.ts'
import type { AccountId } from '../../../../../primitives/account.ts'
import { type Alpha, satAdd, satSub, type Tao, tao, ZERO_TAO } from '../../../../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../../../../primitives/netuid.ts'
import type { Ctx } from '../../../../runtime/context.ts'
import { ensure } from '../../../../runtime/dispatch-error.ts'
import { attempt } from '../../../swap/attempt.ts'
import { currentAlphaPrice, MIN_PRICE } from '../../../swap/impls.ts'
import { getSubnetAccountId } from '../../coinbase/accounts.ts'
import { burnSubnetAlpha } from '../../coinbase/alpha.ts'
import { recordTaoInflow, recordTaoOutflow } from '../../coinbase/subnet-emissions.ts'
import { burnTao, transferTaoFromSubnet, transferTaoToSubnet } from '../../coinbase/tao.ts'
import { InitialMinStake } from '../../constants.ts'
import { errors } from '../../errors.ts'
import { events } from '../../events.ts'
import { LastColdkeyHotkeyStakeBlock } from '../../storage/stake.ts'
import {
  addStakeAdjustRootClaimedForHotkeyAndColdkey,
  coldkeyHasRootStake,
  maybeAddColdkeyIndex,
  maybeRemoveColdkeyIndex,
  removeStakeAdjustRootClaimedForHotkeyAndColdkey,
} from '../claim-root.ts'
import { cleanupLockIfZero } from '../lock/locks.ts'
import { transferLock } from '../lock/transfer.ts'
import {
  addStakingHotkey,
  decreaseStakeForHotkeyAndColdkeyOnSubnet,
  increaseStakeForHotkeyAndColdkeyOnSubnet,
  tryIncreaseStakeForHotkeyAndColdkeyOnSubnet,
} from './shares.ts'
import { swapAlphaForTao, swapTaoForAlpha } from './swap.ts'

/**
 * Sells stake and pays the TAO to the beneficiary. What a price limit leaves unsold stays staked; the fee is sold for
 * the block author, or burned where there is none.
 * @returns the TAO paid
 * @throws those of a swap and of a transfer
 */
export function unstakeFromSubnet(
  ctx: Ctx,
  hotkey: AccountId,
  coldkey: AccountId,
  beneficiary: AccountId,
  netuid: NetUid,
  alpha: Alpha,
  priceLimit: Tao,
  dropFees: boolean,
): Tao {
  decreaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, netuid, alpha)
  const { amountPaidIn, amountPaidOut, feePaid, feeToBlockAuthor } = swapAlphaForTao(
    ctx,
    netuid,
    alpha,
    priceLimit,
    dropFees,
  )
  const refund = satSub(alpha, satAdd(amountPaidIn, feePaid))
  if (refund !== 0n) increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, netuid, refund)
  transferTaoFromSubnet(ctx, netuid, beneficiary, amountPaidOut)
  const feeOutflow = payAuthorInAlpha(ctx, netuid, feeToBlockAuthor)
  if (netuid === ROOT) {
    removeStakeAdjustRootClaimedForHotkeyAndColdkey(ctx, hotkey, coldkey, alpha)
    if (!coldkeyHasRootStake(ctx, coldkey)) maybeRemoveColdkeyIndex(ctx, coldkey)
  }
  recordTaoOutflow(ctx, netuid, satAdd(amountPaidOut, feeOutflow))
  cleanupLockIfZero(ctx, coldkey, netuid)
  LastColdkeyHotkeyStakeBlock.put(ctx, coldkey, hotkey, ctx.block)
  ctx.deposit(events.StakeRemoved(coldkey, hotkey, amountPaidOut, amountPaidIn, netuid, feePaid))
  return amountPaidOut
}

/** Sells the fee for the block author without another fee. @returns the TAO the author got */
function payAuthorInAlpha(ctx: Ctx, netuid: NetUid, fee: Alpha): Tao {
  const author = ctx.runtime.profile.blockAuthor(ctx)
  if (author === undefined) {
    burnSubnetAlpha(ctx, netuid, fee)
    return ZERO_TAO
  }
  const { amountPaidOut } = swapAlphaForTao(ctx, netuid, fee, MIN_PRICE, true)
  transferTaoFromSubnet(ctx, netuid, author, amountPaidOut)
  return amountPaidOut
}

/**
 * Buys stake with TAO of the coldkey, less if the coldkey would die of it. What a price limit leaves unspent stays in
 * the subnet's account: callers ask for no more than the limit allows.
 * @returns the alpha staked
 * @throws AmountTooLow, InsufficientLiquidity, those of a swap and of a transfer
 */
export function stakeIntoSubnet(
  ctx: Ctx,
  hotkey: AccountId,
  coldkey: AccountId,
  netuid: NetUid,
  amount: Tao,
  priceLimit: Tao,
  dropFees: boolean,
): Alpha {
  const staked = transferTaoToSubnet(ctx, netuid, coldkey, amount)
  const result = swapTaoForAlpha(ctx, netuid, staked, priceLimit, dropFees)
  const alpha = result.amountPaidOut
  ensure(alpha !== 0n, errors.AmountTooLow)
  ensure(tryIncreaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, netuid, alpha), errors.InsufficientLiquidity)
  increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, netuid, alpha)
  addStakingHotkey(ctx, coldkey, hotkey)
  payAuthorInTao(ctx, netuid, result.feeToBlockAuthor)
  recordTaoInflow(ctx, netuid, result.amountPaidIn)
  cleanupLockIfZero(ctx, coldkey, netuid)
  LastColdkeyHotkeyStakeBlock.put(ctx, coldkey, hotkey, ctx.block)
  if (netuid === ROOT) {
    addStakeAdjustRootClaimedForHotkeyAndColdkey(ctx, hotkey, coldkey, alpha)
    maybeAddColdkeyIndex(ctx, coldkey)
  }
  ctx.deposit(events.StakeAdded(coldkey, hotkey, staked, alpha, netuid, result.feePaid))
  return alpha
}

/** Pays the fee, which came with the stake, from the subnet's account; it is burned where there is no author. */
function payAuthorInTao(ctx: Ctx, netuid: NetUid, fee: Tao): void {
  const author = ctx.runtime.profile.blockAuthor(ctx)
  if (author !== undefined) {
    transferTaoFromSubnet(ctx, netuid, author, fee)
    return
  }
  const subnet = getSubnetAccountId(ctx, netuid)
  if (subnet === undefined) return
  attempt(() => burnTao(ctx, subnet, fee))
}

/**
 * Moves stake between holders without a swap or a fee; a lock on it goes along.
 * @returns what the stake is worth in TAO at the present price
 * @throws AmountTooLow when that is less than the least stake, and those of a lock's transfer
 */
export function transferStakeWithinSubnet(
  ctx: Ctx,
  originColdkey: AccountId,
  originHotkey: AccountId,
  destinationColdkey: AccountId,
  destinationHotkey: AccountId,
  netuid: NetUid,
  alpha: Alpha,
): Tao {
  transferLock(ctx, originColdkey, destinationColdkey, netuid, alpha)
  decreaseStakeForHotkeyAndColdkeyOnSubnet(ctx, originHotkey, originColdkey, netuid, alpha)
  if (netuid === ROOT) removeStakeAdjustRootClaimedForHotkeyAndColdkey(ctx, originHotkey, originColdkey, alpha)
  increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, destinationHotkey, destinationColdkey, netuid, alpha)
  if (netuid === ROOT) addStakeAdjustRootClaimedForHotkeyAndColdkey(ctx, destinationHotkey, destinationColdkey, alpha)
  const worth = tao(U64F64.toU64(U64F64.satMul(currentAlphaPrice(ctx, netuid), U64F64.satFromInt(alpha))))
  ensure(worth >= InitialMinStake.of(ctx), errors.AmountTooLow)
  LastColdkeyHotkeyStakeBlock.put(ctx, destinationColdkey, destinationHotkey, ctx.block)
  ctx.deposit(events.StakeRemoved(originColdkey, originHotkey, worth, alpha, netuid, 0n))
  ctx.deposit(events.StakeAdded(destinationColdkey, destinationHotkey, worth, alpha, netuid, 0n))
  return worth
}
