/** Staking TAO behind a hotkey on a subnet. Reference: staking/add_stake.rs. */
import type { AccountId } from '../../../../primitives/account.ts'
import {
  type Alpha,
  minAmount,
  satAdd,
  satMul,
  type Tao,
  tao,
  U64_MAX,
  ZERO_TAO,
} from '../../../../primitives/amounts.ts'
import { type NetUid, ROOT } from '../../../../primitives/netuid.ts'
import { call } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import { ensureSigned, type Origin } from '../../../runtime/origin.ts'
import { accountId, netuid as netuidCodec, taoBalance } from '../../../runtime/types.ts'
import { named } from '../../../scale/codec.ts'
import { bool } from '../../../scale/primitives.ts'
import { MAX_PRICE, swap } from '../../swap/impls.ts'
import { getAlphaForTao } from '../../swap/order.ts'
import { MAX_SWAP_INPUT_RESERVE_MULTIPLIER } from '../../swap/swap-step.ts'
import { errors } from '../errors.ts'
import { SubnetTAO } from '../storage/pool.ts'
import { SubnetMechanism } from '../storage/subnet.ts'
import { weights } from '../weights.ts'
import { getOwningColdkeyForHotkey, maybeBecomeDelegate } from './helpers.ts'
import { stakeIntoSubnet } from './stake-utils/stake.ts'
import { validateAddStake } from './stake-utils/validate.ts'

/** The price of alpha where there is no pool, in rao. */
const PAR = 1_000_000_000n

/**
 * Stakes TAO at any price.
 * @returns the alpha staked
 * @throws InsufficientLiquidity, those of `validateAddStake` and of `stakeIntoSubnet`
 */
export function doAddStake(ctx: Ctx, origin: Origin, hotkey: AccountId, netuid: NetUid, amount: Tao): Alpha {
  const coldkey = ensureSigned(origin)
  ensureAddStakeInputWithinSwapLimit(ctx, netuid, amount)
  validateAddStake(ctx, coldkey, hotkey, netuid, amount, amount, false)
  return stakeIntoSubnet(ctx, hotkey, coldkey, netuid, amount, MAX_PRICE, false)
}

/**
 * Stakes TAO up to a limit price, in rao for one alpha: all of it or nothing, or where partial execution is allowed as
 * much as the limit permits. Makes a hotkey of someone else's a delegate.
 * @returns the alpha staked
 * @throws InsufficientLiquidity, those of `getMaxAmountAdd`, `validateAddStake` and `stakeIntoSubnet`
 */
export function doAddStakeLimit(
  ctx: Ctx,
  origin: Origin,
  hotkey: AccountId,
  netuid: NetUid,
  amount: Tao,
  limitPrice: Tao,
  allowPartial: boolean,
): Alpha {
  const coldkey = ensureSigned(origin)
  ensureAddStakeInputWithinSwapLimit(ctx, netuid, amount)
  const maxAmount = getMaxAmountAdd(ctx, netuid, limitPrice)
  validateAddStake(ctx, coldkey, hotkey, netuid, amount, maxAmount, allowPartial)
  if (getOwningColdkeyForHotkey(ctx, hotkey) !== coldkey) maybeBecomeDelegate(ctx, hotkey)
  return stakeIntoSubnet(ctx, hotkey, coldkey, netuid, minAmount(amount, maxAmount), limitPrice, false)
}

/** The TAO that a limit price permits to stake, the fee included. @throws those of a swap */
export function getMaxAmountAdd(ctx: Ctx, netuid: NetUid, limitPrice: Tao): Tao {
  if (netuid === ROOT || SubnetMechanism.get(ctx, netuid) === 0) return limitPrice >= PAR ? tao(U64_MAX) : ZERO_TAO
  const order = getAlphaForTao(satMul(SubnetTAO.get(ctx, netuid), MAX_SWAP_INPUT_RESERVE_MULTIPLIER))
  const { amountPaidIn, feePaid } = swap(ctx, netuid, order, limitPrice, false, true)
  return satAdd(amountPaidIn, feePaid)
}

function ensureAddStakeInputWithinSwapLimit(ctx: Ctx, netuid: NetUid, amount: Tao): void {
  if (netuid === ROOT || SubnetMechanism.get(ctx, netuid) !== 1) return
  const max = satMul(SubnetTAO.get(ctx, netuid), MAX_SWAP_INPUT_RESERVE_MULTIPLIER)
  ensure(amount <= max, errors.InsufficientLiquidity)
}

const account = named(accountId, 'T::AccountId')

export const addStake = call(
  'add_stake',
  2,
  { hotkey: account, netuid: netuidCodec, amount_staked: taoBalance },
  { weight: weights.addStake },
  (ctx, origin, { hotkey, netuid, amount_staked }) => {
    doAddStake(ctx, origin, hotkey, netuid, amount_staked)
  },
)

export const addStakeLimit = call(
  'add_stake_limit',
  88,
  {
    hotkey: account,
    netuid: netuidCodec,
    amount_staked: taoBalance,
    limit_price: taoBalance,
    allow_partial: bool,
  },
  { weight: weights.addStakeLimit },
  (ctx, origin, { hotkey, netuid, amount_staked, limit_price, allow_partial }) => {
    doAddStakeLimit(ctx, origin, hotkey, netuid, amount_staked, limit_price, allow_partial)
  },
)

export const addStakeCalls = [addStake, addStakeLimit]
