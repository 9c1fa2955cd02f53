/** Moving stake: to another hotkey, coldkey or subnet. Reference: staking/move_stake.rs. */
import { U64F64 } from '../../../../consensus/fixed/types.ts'
import type { AccountId } from '../../../../primitives/account.ts'
import { type Alpha, alpha, minAmount, type Tao, tao, U64_MAX, ZERO_ALPHA } from '../../../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import { call } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensureSigned, type Origin } from '../../../runtime/origin.ts'
import { accountId, alphaBalance, netuid as netuidCodec, taoBalance } from '../../../runtime/types.ts'
import { named } from '../../../scale/codec.ts'
import { bool } from '../../../scale/primitives.ts'
import { currentAlphaPrice, MAX_PRICE, MIN_PRICE } from '../../swap/impls.ts'
import { transferTao } from '../coinbase/tao.ts'
import { InitialMinStake } from '../constants.ts'
import { events } from '../events.ts'
import { SubnetAlphaIn, SubnetTAO, TransferToggle } from '../storage/pool.ts'
import { SubnetMechanism } from '../storage/subnet.ts'
import { weights } from '../weights.ts'
import { getMaxAmountAdd } from './add-stake.ts'
import { getOwningColdkeyForHotkey, maybeBecomeDelegate } from './helpers.ts'
import { getMaxAmountRemove } from './remove-stake.ts'
import { getStakeForHotkeyAndColdkeyOnSubnet } from './stake-utils/shares.ts'
import { stakeIntoSubnet, transferStakeWithinSubnet, unstakeFromSubnet } from './stake-utils/stake.ts'
import { type StakeTransition, validateStakeTransition } from './stake-utils/validate.ts'

/** Moves stake behind another hotkey, on the same subnet or another one. */
export function doMoveStake(
  ctx: Ctx,
  origin: Origin,
  originHotkey: AccountId,
  destinationHotkey: AccountId,
  originNetuid: NetUid,
  destinationNetuid: NetUid,
  amount: Alpha,
): void {
  const coldkey = ensureSigned(origin)
  const transition = {
    originColdkey: coldkey,
    destinationColdkey: coldkey,
    originHotkey,
    destinationHotkey,
    originNetuid,
    destinationNetuid,
  }
  const moved = transitionStakeInternal(ctx, transition, amount, {})
  ctx.deposit(events.StakeMoved(coldkey, originHotkey, originNetuid, destinationHotkey, destinationNetuid, moved))
}

/** Sets whether stake of a subnet may be given to another coldkey. */
export function toggleTransfer(ctx: Ctx, netuid: NetUid, toggle: boolean): void {
  TransferToggle.put(ctx, netuid, toggle)
  ctx.deposit(events.TransferToggle(netuid, toggle))
}

/** Gives stake to another coldkey behind the same hotkey, on the same subnet or another one. */
export function doTransferStake(
  ctx: Ctx,
  origin: Origin,
  destinationColdkey: AccountId,
  hotkey: AccountId,
  originNetuid: NetUid,
  destinationNetuid: NetUid,
  amount: Alpha,
): void {
  const coldkey = ensureSigned(origin)
  const transition = {
    originColdkey: coldkey,
    destinationColdkey,
    originHotkey: hotkey,
    destinationHotkey: hotkey,
    originNetuid,
    destinationNetuid,
  }
  const moved = transitionStakeInternal(ctx, transition, amount, { checkTransferToggle: true })
  ctx.deposit(events.StakeTransferred(coldkey, destinationColdkey, hotkey, originNetuid, destinationNetuid, moved))
}

/** Moves stake to another subnet behind the same hotkey. */
export function doSwapStake(
  ctx: Ctx,
  origin: Origin,
  hotkey: AccountId,
  originNetuid: NetUid,
  destinationNetuid: NetUid,
  amount: Alpha,
  limit: MoveLimit = {},
): void {
  const coldkey = ensureSigned(origin)
  const transition = {
    originColdkey: coldkey,
    destinationColdkey: coldkey,
    originHotkey: hotkey,
    destinationHotkey: hotkey,
    originNetuid,
    destinationNetuid,
  }
  const moved = transitionStakeInternal(ctx, transition, amount, limit)
  ctx.deposit(events.StakeSwapped(coldkey, hotkey, originNetuid, destinationNetuid, moved))
}

/** As `doSwapStake`, down to a limit: the price of the origin in that of the destination, times 10^9. */
export const doSwapStakeLimit = (
  ctx: Ctx,
  origin: Origin,
  hotkey: AccountId,
  originNetuid: NetUid,
  destinationNetuid: NetUid,
  amount: Alpha,
  limitPrice: Tao,
  allowPartial: boolean,
): void => doSwapStake(ctx, origin, hotkey, originNetuid, destinationNetuid, amount, { limitPrice, allowPartial })

/** Under which conditions stake moves. */
interface MoveLimit {
  readonly limitPrice?: Tao
  readonly allowPartial?: boolean
  readonly checkTransferToggle?: boolean
}

/**
 * Moves stake, all there is where more was asked for. To another subnet it is sold and bought, with the fee of one of
 * the two; TAO too little to stake stays with the destination's coldkey.
 * @returns the TAO it was sold for, or is worth
 */
function transitionStakeInternal(ctx: Ctx, transition: StakeTransition, requested: Alpha, limit: MoveLimit): Tao {
  const { originColdkey, originHotkey, originNetuid, destinationNetuid } = transition
  const held = getStakeForHotkeyAndColdkeyOnSubnet(ctx, originHotkey, originColdkey, originNetuid)
  const amount = minAmount(requested, held)
  const changesSubnet = originNetuid !== destinationNetuid
  const maxAmount =
    changesSubnet && limit.limitPrice !== undefined
      ? getMaxAmountMove(ctx, originNetuid, destinationNetuid, limit.limitPrice)
      : amount
  const checkToggle = limit.checkTransferToggle === true
  validateStakeTransition(ctx, transition, amount, maxAmount, limit.allowPartial, checkToggle)
  const moved = minAmount(amount, maxAmount)
  if (changesSubnet) return sellAndBuy(ctx, transition, moved)
  const { destinationColdkey, destinationHotkey } = transition
  return transferStakeWithinSubnet(
    ctx,
    originColdkey,
    originHotkey,
    destinationColdkey,
    destinationHotkey,
    originNetuid,
    moved,
  )
}

function sellAndBuy(ctx: Ctx, transition: StakeTransition, amount: Alpha): Tao {
  const { originColdkey, originHotkey, originNetuid } = transition
  const { destinationColdkey, destinationHotkey, destinationNetuid } = transition
  const feeOnPurchase = originNetuid === ROOT
  const received = unstakeFromSubnet(
    ctx,
    originHotkey,
    originColdkey,
    originColdkey,
    originNetuid,
    amount,
    MIN_PRICE,
    feeOnPurchase,
  )
  if (originColdkey !== destinationColdkey) transferTao(ctx, originColdkey, destinationColdkey, received)
  if (received >= InitialMinStake.of(ctx)) {
    if (getOwningColdkeyForHotkey(ctx, destinationHotkey) !== destinationColdkey) {
      maybeBecomeDelegate(ctx, destinationHotkey)
    }
    stakeIntoSubnet(ctx, destinationHotkey, destinationColdkey, destinationNetuid, received, MAX_PRICE, !feeOnPurchase)
  }
  return received
}

const PRICE_SCALE = U64F64.satFromInt(1_000_000_000n)

const isStable = (ctx: Ctx, netuid: NetUid): boolean => netuid === ROOT || SubnetMechanism.get(ctx, netuid) === 0
const isDynamic = (ctx: Ctx, netuid: NetUid): boolean => SubnetMechanism.get(ctx, netuid) === 1

/**
 * The alpha that a limit permits to move between subnets. Between two pools it is what a constant product would give,
 * without weights and fees. @throws those of a swap
 */
export function getMaxAmountMove(ctx: Ctx, originNetuid: NetUid, destinationNetuid: NetUid, limitPrice: Tao): Alpha {
  const fromStable = isStable(ctx, originNetuid)
  const toStable = isStable(ctx, destinationNetuid)
  if (fromStable && toStable) return limitPrice > U64F64.toU64(PRICE_SCALE) ? ZERO_ALPHA : alpha(U64_MAX)
  if (fromStable && isDynamic(ctx, destinationNetuid)) {
    if (limitPrice === 0n) return alpha(U64_MAX)
    const inverse = U64F64.safeDiv(PRICE_SCALE, U64F64.satFromInt(limitPrice))
    const destinationPrice = tao(U64F64.toU64(U64F64.satMul(inverse, PRICE_SCALE)))
    return alpha(getMaxAmountAdd(ctx, destinationNetuid, destinationPrice))
  }
  if (toStable && isDynamic(ctx, originNetuid)) return getMaxAmountRemove(ctx, originNetuid, limitPrice)
  return maxBetweenPools(ctx, originNetuid, destinationNetuid, limitPrice)
}

function maxBetweenPools(ctx: Ctx, originNetuid: NetUid, destinationNetuid: NetUid, limitPrice: Tao): Alpha {
  const tao1 = U64F64.satFromInt(SubnetTAO.get(ctx, originNetuid))
  const tao2 = U64F64.satFromInt(SubnetTAO.get(ctx, destinationNetuid))
  const alpha1 = U64F64.satFromInt(SubnetAlphaIn.get(ctx, originNetuid))
  const alpha2 = U64F64.satFromInt(SubnetAlphaIn.get(ctx, destinationNetuid))
  if (tao1 === 0n || tao2 === 0n || alpha1 === 0n || alpha2 === 0n) return ZERO_ALPHA
  const limit = U64F64.safeDiv(U64F64.satFromInt(limitPrice), PRICE_SCALE)
  const price = U64F64.safeDiv(currentAlphaPrice(ctx, originNetuid), currentAlphaPrice(ctx, destinationNetuid))
  if (limit > price) return ZERO_ALPHA
  if (limitPrice === 0n) return alpha(U64_MAX)
  const sum = U64F64.satAdd(tao2, tao1)
  const reachable = U64F64.safeDiv(U64F64.satMul(alpha2, U64F64.safeDiv(tao1, sum)), limit)
  const held = U64F64.satMul(alpha1, U64F64.safeDiv(tao2, sum))
  return alpha(U64F64.toU64(U64F64.satSub(reachable, held)))
}

const account = named(accountId, 'T::AccountId')

export const moveStake = call(
  'move_stake',
  85,
  {
    origin_hotkey: account,
    destination_hotkey: account,
    origin_netuid: netuidCodec,
    destination_netuid: netuidCodec,
    alpha_amount: alphaBalance,
  },
  { weight: weights.moveStake },
  (ctx, origin, { origin_hotkey, destination_hotkey, origin_netuid, destination_netuid, alpha_amount }) =>
    doMoveStake(ctx, origin, origin_hotkey, destination_hotkey, origin_netuid, destination_netuid, alpha_amount),
)

export const transferStake = call(
  'transfer_stake',
  86,
  {
    destination_coldkey: account,
    hotkey: account,
    origin_netuid: netuidCodec,
    destination_netuid: netuidCodec,
    alpha_amount: alphaBalance,
  },
  { weight: weights.transferStake },
  (ctx, origin, { destination_coldkey, hotkey, origin_netuid, destination_netuid, alpha_amount }) =>
    doTransferStake(ctx, origin, destination_coldkey, hotkey, origin_netuid, destination_netuid, alpha_amount),
)

const swapArgs = {
  hotkey: account,
  origin_netuid: netuidCodec,
  destination_netuid: netuidCodec,
  alpha_amount: alphaBalance,
}

export const swapStake = call('swap_stake', 87, swapArgs, { weight: weights.swapStake }, (ctx, origin, args) =>
  doSwapStake(ctx, origin, args.hotkey, args.origin_netuid, args.destination_netuid, args.alpha_amount),
)

export const swapStakeLimit = call(
  'swap_stake_limit',
  90,
  { ...swapArgs, limit_price: taoBalance, allow_partial: bool },
  { weight: weights.swapStakeLimit },
  (ctx, origin, { hotkey, origin_netuid, destination_netuid, alpha_amount, limit_price, allow_partial }) =>
    doSwapStakeLimit(ctx, origin, hotkey, origin_netuid, destination_netuid, alpha_amount, limit_price, allow_partial),
)

export const moveStakeCalls = [moveStake, transferStake, swapStake, swapStakeLimit]
