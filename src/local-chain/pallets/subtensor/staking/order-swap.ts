/**
 * What an exchange needs to carry out its customers' orders: buying, selling and handing over staked alpha.
 * Reference: staking/order_swap.rs, primitives/swap-interface OrderSwapInterface.
 */
import { U64F64 } from '../../../../consensus/fixed/types.ts'
import type { AccountId } from '../../../../primitives/account.ts'
import { type Alpha, satAdd, type Tao } from '../../../../primitives/amounts.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import { transfer } from '../../balances/fungible.ts'
import { currentAlphaPrice, swap } from '../../swap/impls.ts'
import { getAlphaForTao, getTaoForAlpha } from '../../swap/order.ts'
import { canRemoveBalanceFromColdkeyAccount } from '../coinbase/tao.ts'
import { InitialMinStake } from '../constants.ts'
import { errors } from '../errors.ts'
import { LastColdkeyHotkeyStakeBlock } from '../storage/stake.ts'
import { SubnetMechanism } from '../storage/subnet.ts'
import { ifSubnetExist } from '../subnets/subnet.ts'
import { coldkeyOwnsHotkey, createAccountIfNonExistent, ensureSubtokenEnabled, hotkeyAccountExists } from './helpers.ts'
import { ensureAvailableToUnstake } from './lock/locks.ts'
import {
  decreaseStakeForHotkeyAndColdkeyOnSubnet,
  getStakeForHotkeyAndColdkeyOnSubnet,
  increaseStakeForHotkeyAndColdkeyOnSubnet,
} from './stake-utils/shares.ts'
import { stakeIntoSubnet, unstakeFromSubnet } from './stake-utils/stake.ts'
import { validateRemoveStake } from './stake-utils/validate.ts'

const isDynamic = (ctx: Ctx, netuid: NetUid): boolean => SubnetMechanism.get(ctx, netuid) === 1

function ensureTradable(ctx: Ctx, netuid: NetUid): void {
  ensure(ifSubnetExist(ctx, netuid), errors.SubnetNotExists)
  ensureSubtokenEnabled(ctx, netuid)
}

/**
 * Stakes TAO, all of it within the limit (rao for one alpha) or nothing.
 * @param validate whether to check what a user would be held to
 * @returns the alpha staked
 */
export const buyAlpha = (
  ctx: Ctx,
  coldkey: AccountId,
  hotkey: AccountId,
  netuid: NetUid,
  amount: Tao,
  limitPrice: Tao,
  validate: boolean,
): Alpha =>
  ctx.layer(() => {
    ensureTradable(ctx, netuid)
    if (validate) {
      ensure(hotkeyAccountExists(ctx, hotkey), errors.HotKeyAccountNotExists)
      ensure(amount >= InitialMinStake.of(ctx), errors.AmountTooLow)
      ensure(canRemoveBalanceFromColdkeyAccount(ctx, coldkey, amount), errors.NotEnoughBalanceToStake)
    }
    if (isDynamic(ctx, netuid)) {
      const { amountPaidIn, feePaid } = swap(ctx, netuid, getAlphaForTao(amount), limitPrice, false, true)
      ensure(satAdd(amountPaidIn, feePaid) >= amount, errors.SlippageTooHigh)
    }
    return stakeIntoSubnet(ctx, hotkey, coldkey, netuid, amount, limitPrice, false)
  })

/**
 * Sells staked alpha, all of it within the limit (rao for one alpha) or nothing.
 * @returns the TAO it brought
 */
export const sellAlpha = (
  ctx: Ctx,
  coldkey: AccountId,
  hotkey: AccountId,
  netuid: NetUid,
  amount: Alpha,
  limitPrice: Tao,
  validate: boolean,
): Tao =>
  ctx.layer(() => {
    ensureTradable(ctx, netuid)
    if (validate) validateRemoveStake(ctx, coldkey, hotkey, netuid, amount, amount, false)
    if (isDynamic(ctx, netuid)) {
      const { amountPaidIn, feePaid } = swap(ctx, netuid, getTaoForAlpha(amount), limitPrice, false, true)
      ensure(satAdd(amountPaidIn, feePaid) >= amount, errors.SlippageTooHigh)
    }
    return unstakeFromSubnet(ctx, hotkey, coldkey, coldkey, netuid, amount, limitPrice, false)
  })

/** Moves free TAO; the sender may die of it, and its dust is not taken off this pallet's issuance. */
export function transferOrderTao(ctx: Ctx, from: AccountId, to: AccountId, amount: Tao): void {
  transfer(ctx, from, to, amount, 'Expendable')
}

/** Hands staked alpha from one holder to another, past the pool. */
export const transferStakedAlpha = (
  ctx: Ctx,
  fromColdkey: AccountId,
  fromHotkey: AccountId,
  toColdkey: AccountId,
  toHotkey: AccountId,
  netuid: NetUid,
  amount: Alpha,
  validateSender: boolean,
  validateReceiver: boolean,
): void =>
  ctx.layer(() => {
    ensureTradable(ctx, netuid)
    if (validateSender) {
      ensure(hotkeyAccountExists(ctx, fromHotkey), errors.HotKeyAccountNotExists)
      ensure(amount !== 0n, errors.AmountTooLow)
      const worth = U64F64.toU64(U64F64.satMul(currentAlphaPrice(ctx, netuid), U64F64.satFromInt(amount)))
      ensure(worth >= InitialMinStake.of(ctx), errors.AmountTooLow)
      ensureAvailableToUnstake(ctx, fromColdkey, netuid, amount)
    }
    if (validateReceiver) ensure(hotkeyAccountExists(ctx, toHotkey), errors.HotKeyAccountNotExists)
    const held = getStakeForHotkeyAndColdkeyOnSubnet(ctx, fromHotkey, fromColdkey, netuid)
    ensure(held >= amount, errors.NotEnoughStakeToWithdraw)
    decreaseStakeForHotkeyAndColdkeyOnSubnet(ctx, fromHotkey, fromColdkey, netuid, amount)
    increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, toHotkey, toColdkey, netuid, amount)
    LastColdkeyHotkeyStakeBlock.put(ctx, toColdkey, toHotkey, ctx.block)
  })

/** Makes the account of an exchange the owner of its hotkey. @throws CannotUseSystemAccount */
export const registerPalletHotkey = (ctx: Ctx, coldkey: AccountId, hotkey: AccountId): void =>
  createAccountIfNonExistent(ctx, coldkey, hotkey)

export const palletHotkeyRegistered = (ctx: Ctx, coldkey: AccountId, hotkey: AccountId): boolean =>
  coldkeyOwnsHotkey(ctx, coldkey, hotkey)
