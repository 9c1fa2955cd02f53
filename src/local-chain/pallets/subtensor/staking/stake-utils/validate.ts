/**
 * What is checked before stake moves. Each check stands where the chain has it: the first that fails names the error.
 * Reference: staking/stake_utils.rs validate_add_stake, validate_remove_stake, validate_unstake_all, validate_stake_transition.
 */
import type { AccountId } from '../../../../../primitives/account.ts'
import { type Alpha, minAmount, satAdd, type Tao } from '../../../../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../../../../primitives/netuid.ts'
import type { Ctx } from '../../../../runtime/context.ts'
import { ensure } from '../../../../runtime/dispatch-error.ts'
import { attempt, succeeds } from '../../../swap/attempt.ts'
import { approxFeeAmount, simSwap } from '../../../swap/impls.ts'
import { getAlphaForTao, getTaoForAlpha } from '../../../swap/order.ts'
import { canRemoveBalanceFromColdkeyAccount } from '../../coinbase/tao.ts'
import { InitialMinStake } from '../../constants.ts'
import { errors } from '../../errors.ts'
import { SubtokenEnabled, TransferToggle } from '../../storage/pool.ts'
import { getAllSubnetNetuids, ifSubnetExist } from '../../subnets/subnet.ts'
import { ensureSubtokenEnabled, hotkeyAccountExists } from '../helpers.ts'
import { ensureAvailableToUnstake } from '../lock/locks.ts'
import {
  calculateReducedStakeOnSubnet,
  getStakeForHotkeyAndColdkeyOnSubnet,
  tryIncreaseStakeForHotkeyAndColdkeyOnSubnet,
} from './shares.ts'

/** The least stake with the fee of buying it. */
function minAmountToAdd(ctx: Ctx, netuid: NetUid): Tao {
  const minStake = InitialMinStake.of(ctx)
  const simulated = attempt(() => simSwap(ctx, netuid, getAlphaForTao(minStake)))
  return satAdd(minStake, simulated?.feePaid ?? approxFeeAmount(ctx, netuid, minStake))
}

/**
 * @throws SubnetNotExists, SubtokenDisabled, AmountTooLow, SlippageTooHigh, NotEnoughBalanceToStake,
 *   HotKeyAccountNotExists, InsufficientLiquidity
 */
export function validateAddStake(
  ctx: Ctx,
  coldkey: AccountId,
  hotkey: AccountId,
  netuid: NetUid,
  stakeToBeAdded: Tao,
  maxAmount: Tao,
  allowPartial: boolean,
): void {
  ensure(ifSubnetExist(ctx, netuid), errors.SubnetNotExists)
  ensureSubtokenEnabled(ctx, netuid)
  ensure(stakeToBeAdded >= minAmountToAdd(ctx, netuid), errors.AmountTooLow)
  ensure(allowPartial || stakeToBeAdded <= maxAmount, errors.SlippageTooHigh)
  const amount = allowPartial ? minAmount(maxAmount, stakeToBeAdded) : stakeToBeAdded
  ensure(canRemoveBalanceFromColdkeyAccount(ctx, coldkey, amount), errors.NotEnoughBalanceToStake)
  ensure(hotkeyAccountExists(ctx, hotkey), errors.HotKeyAccountNotExists)
  const result = attempt(() => simSwap(ctx, netuid, getAlphaForTao(amount)))
  if (result === undefined) throw errors.InsufficientLiquidity
  ensure(result.amountPaidIn >= InitialMinStake.of(ctx), errors.AmountTooLow)
  ensure(result.amountPaidOut !== 0n, errors.InsufficientLiquidity)
  ensure(
    tryIncreaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, netuid, result.amountPaidOut),
    errors.InsufficientLiquidity,
  )
}

/**
 * A stake may be taken whole however little it is worth.
 * @throws SubnetNotExists, AmountTooLow, NotEnoughStakeToWithdraw, InsufficientLiquidity, SlippageTooHigh,
 *   HotKeyAccountNotExists, StakeUnavailable
 */
export function validateRemoveStake(
  ctx: Ctx,
  coldkey: AccountId,
  hotkey: AccountId,
  netuid: NetUid,
  alphaUnstaked: Alpha,
  maxAmount: Alpha,
  allowPartial: boolean,
): void {
  ensure(ifSubnetExist(ctx, netuid), errors.SubnetNotExists)
  ensure(alphaUnstaked !== 0n, errors.AmountTooLow)
  const remaining = calculateReducedStakeOnSubnet(ctx, hotkey, coldkey, netuid, alphaUnstaked)
  const result = attempt(() => simSwap(ctx, netuid, getTaoForAlpha(alphaUnstaked)))
  if (result === undefined) throw errors.InsufficientLiquidity
  ensure(remaining === 0n || result.amountPaidOut >= InitialMinStake.of(ctx), errors.AmountTooLow)
  ensure(allowPartial || alphaUnstaked <= maxAmount, errors.SlippageTooHigh)
  ensure(hotkeyAccountExists(ctx, hotkey), errors.HotKeyAccountNotExists)
  ensureAvailableToUnstake(ctx, coldkey, netuid, alphaUnstaked)
}

/** @throws HotKeyAccountNotExists, StakeUnavailable; AmountTooLow when nothing can be unstaked on any subnet */
export function validateUnstakeAll(ctx: Ctx, coldkey: AccountId, hotkey: AccountId, onlyAlpha: boolean): void {
  const netuids = getAllSubnetNetuids(ctx)
  ensure(hotkeyAccountExists(ctx, hotkey), errors.HotKeyAccountNotExists)
  let unstakingAny = false
  for (const netuid of netuids) {
    if (onlyAlpha && netuid === ROOT) continue
    const stake = getStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, netuid)
    ensureAvailableToUnstake(ctx, coldkey, netuid, stake)
    if (succeeds(() => validateRemoveStake(ctx, coldkey, hotkey, netuid, stake, stake, false))) unstakingAny = true
  }
  ensure(unstakingAny, errors.AmountTooLow)
}

/** Stake on its way from one place to another. */
export interface StakeTransition {
  readonly originColdkey: AccountId
  readonly destinationColdkey: AccountId
  readonly originHotkey: AccountId
  readonly destinationHotkey: AccountId
  readonly originNetuid: NetUid
  readonly destinationNetuid: NetUid
}

/**
 * @throws SameNetuid, SubnetNotExists, SubtokenDisabled, HotKeyAccountNotExists, NotEnoughStakeToWithdraw,
 *   InsufficientLiquidity, AmountTooLow, SlippageTooHigh, TransferDisallowed, StakeUnavailable
 */
export function validateStakeTransition(
  ctx: Ctx,
  transition: StakeTransition,
  alphaAmount: Alpha,
  maxAmount: Alpha,
  allowPartial: boolean | undefined,
  checkTransferToggle: boolean,
): void {
  const { originColdkey, originHotkey, originNetuid, destinationNetuid } = transition
  const changesSubnet = originNetuid !== destinationNetuid
  const changesHolder = originColdkey !== transition.destinationColdkey || originHotkey !== transition.destinationHotkey
  ensure(changesHolder || changesSubnet, errors.SameNetuid)
  ensure(ifSubnetExist(ctx, originNetuid), errors.SubnetNotExists)
  ensure(ifSubnetExist(ctx, destinationNetuid), errors.SubnetNotExists)
  ensure(SubtokenEnabled.get(ctx, originNetuid), errors.SubtokenDisabled)
  ensure(SubtokenEnabled.get(ctx, destinationNetuid), errors.SubtokenDisabled)
  ensure(hotkeyAccountExists(ctx, originHotkey), errors.HotKeyAccountNotExists)
  ensure(hotkeyAccountExists(ctx, transition.destinationHotkey), errors.HotKeyAccountNotExists)
  const stake = getStakeForHotkeyAndColdkeyOnSubnet(ctx, originHotkey, originColdkey, originNetuid)
  ensure(alphaAmount <= stake, errors.NotEnoughStakeToWithdraw)
  if (changesSubnet) {
    const result = attempt(() => simSwap(ctx, originNetuid, getTaoForAlpha(alphaAmount)))
    if (result === undefined) throw errors.InsufficientLiquidity
    ensure(result.amountPaidOut > InitialMinStake.of(ctx), errors.AmountTooLow)
    ensure(allowPartial !== false || alphaAmount <= maxAmount, errors.SlippageTooHigh)
  }
  if (checkTransferToggle) {
    ensure(TransferToggle.get(ctx, originNetuid), errors.TransferDisallowed)
    ensure(TransferToggle.get(ctx, destinationNetuid), errors.TransferDisallowed)
  }
  if (changesSubnet) ensureAvailableToUnstake(ctx, originColdkey, originNetuid, alphaAmount)
}
