/** Giving alpha up. Recycled it may be issued again, burned it may not. Reference: staking/recycle_alpha.rs. */
import type { AccountId } from '../../../../primitives/account.ts'
import { type Alpha, minAmount, type Tao } from '../../../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import { call } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import { ensureSigned, type Origin } from '../../../runtime/origin.ts'
import { accountId, alphaBalance, netuid as netuidCodec, taoBalance } from '../../../runtime/types.ts'
import { named } from '../../../scale/codec.ts'
import { option } from '../../../scale/collections.ts'
import { burnSubnetAlpha, recycleSubnetAlpha } from '../coinbase/alpha.ts'
import { errors } from '../errors.ts'
import { events } from '../events.ts'
import { SubnetAlphaOut } from '../storage/pool.ts'
import { ifSubnetExist } from '../subnets/subnet.ts'
import { weights } from '../weights.ts'
import { doAddStake, doAddStakeLimit } from './add-stake.ts'
import { ensureSubtokenEnabled, hotkeyAccountExists } from './helpers.ts'
import { ensureAvailableToUnstake } from './lock/locks.ts'
import { decreaseStakeForHotkeyAndColdkeyOnSubnet, getStakeForHotkeyAndColdkeyOnSubnet } from './stake-utils/shares.ts'

/**
 * Takes alpha from a stake, all there is where more was asked for: a fee paid in alpha may have taken some already.
 * @returns how much was taken
 * @throws SubnetNotExists, CannotBurnOrRecycleOnRootSubnet, SubtokenDisabled, HotKeyAccountNotExists,
 *   InsufficientLiquidity, StakeUnavailable
 */
function takeStake(ctx: Ctx, coldkey: AccountId, hotkey: AccountId, requested: Alpha, netuid: NetUid): Alpha {
  ensure(ifSubnetExist(ctx, netuid), errors.SubnetNotExists)
  ensure(netuid !== ROOT, errors.CannotBurnOrRecycleOnRootSubnet)
  ensureSubtokenEnabled(ctx, netuid)
  ensure(hotkeyAccountExists(ctx, hotkey), errors.HotKeyAccountNotExists)
  const amount = minAmount(requested, getStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, netuid))
  ensure(SubnetAlphaOut.get(ctx, netuid) >= amount, errors.InsufficientLiquidity)
  ensureAvailableToUnstake(ctx, coldkey, netuid, amount)
  decreaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, netuid, amount)
  return amount
}

/** Takes alpha out of existence; the subnet may issue it again. @throws those of `takeStake` */
export function doRecycleAlpha(ctx: Ctx, origin: Origin, hotkey: AccountId, requested: Alpha, netuid: NetUid): Alpha {
  const coldkey = ensureSigned(origin)
  const amount = takeStake(ctx, coldkey, hotkey, requested, netuid)
  recycleSubnetAlpha(ctx, netuid, amount)
  ctx.deposit(events.AlphaRecycled(coldkey, hotkey, amount, netuid))
  return amount
}

/** Leaves alpha without an owner; it stays outstanding. @throws those of `takeStake` */
export function doBurnAlpha(ctx: Ctx, origin: Origin, hotkey: AccountId, requested: Alpha, netuid: NetUid): Alpha {
  const coldkey = ensureSigned(origin)
  const amount = takeStake(ctx, coldkey, hotkey, requested, netuid)
  burnSubnetAlpha(ctx, netuid, amount)
  ctx.deposit(events.AlphaBurned(coldkey, hotkey, amount, netuid))
  return amount
}

/** Stakes TAO, at a limit price all or nothing, and burns the alpha it brought: both or neither. */
export const doAddStakeBurn = (
  ctx: Ctx,
  origin: Origin,
  hotkey: AccountId,
  netuid: NetUid,
  amount: Tao,
  limit: Tao | undefined,
): void =>
  ctx.layer(() => {
    const alpha =
      limit === undefined
        ? doAddStake(ctx, origin, hotkey, netuid, amount)
        : doAddStakeLimit(ctx, origin, hotkey, netuid, amount, limit, false)
    doBurnAlpha(ctx, origin, hotkey, alpha, netuid)
    ctx.deposit(events.AddStakeBurn({ netuid, hotkey, amount, alpha }))
  })

const account = named(accountId, 'T::AccountId')

export const recycleAlpha = call(
  'recycle_alpha',
  101,
  { hotkey: account, amount: alphaBalance, netuid: netuidCodec },
  { weight: weights.recycleAlpha },
  (ctx, origin, { hotkey, amount, netuid }) => {
    doRecycleAlpha(ctx, origin, hotkey, amount, netuid)
  },
)

export const burnAlpha = call(
  'burn_alpha',
  102,
  { hotkey: account, amount: alphaBalance, netuid: netuidCodec },
  { weight: weights.burnAlpha },
  (ctx, origin, { hotkey, amount, netuid }) => {
    doBurnAlpha(ctx, origin, hotkey, amount, netuid)
  },
)

export const addStakeBurn = call(
  'add_stake_burn',
  132,
  { hotkey: account, netuid: netuidCodec, amount: taoBalance, limit: option(taoBalance) },
  { weight: weights.addStakeBurn },
  (ctx, origin, { hotkey, netuid, amount, limit }) => doAddStakeBurn(ctx, origin, hotkey, netuid, amount, limit),
)

export const recycleAlphaCalls = [recycleAlpha, burnAlpha, addStakeBurn]
