/** Calls of the Swap pallet. All but one are left over from concentrated liquidity and only refuse. */
import { call } from '../../runtime/call.ts'
import { ensure } from '../../runtime/dispatch-error.ts'
import { ensureRoot } from '../../runtime/origin.ts'
import { accountId, netuid } from '../../runtime/types.ts'
import { weigh } from '../../runtime/weight.ts'
import { named } from '../../scale/codec.ts'
import { bool, i64, u16, u64 } from '../../scale/primitives.ts'
import { NetworksAdded } from '../subtensor/storage/subnet.ts'
import { SwapErrors } from './errors.ts'
import { swapEvents } from './events.ts'
import { FeeRate, MaxFeeRate } from './storage.ts'
import { positionId, tickIndex } from './types.ts'
import { weights } from './weights.ts'

const hotkey = named(accountId, 'T::AccountId')
const refused = { weight: weigh(15_000_000, 0, 0, 0) }

function deprecated(): never {
  throw SwapErrors.Deprecated
}

/** Sets the fee of a subnet's swaps, in parts of 65535. Root only. */
const setFeeRate = call(
  'set_fee_rate',
  0,
  { netuid, rate: u16 },
  { weight: weights.setFeeRate },
  (ctx, origin, args) => {
    ensureRoot(origin)
    ensure(NetworksAdded.get(ctx, args.netuid), SwapErrors.MechanismDoesNotExist)
    ensure(args.rate <= MaxFeeRate.of(ctx), SwapErrors.FeeRateTooHigh)
    FeeRate.put(ctx, args.netuid, args.rate)
    ctx.deposit(swapEvents.FeeRateSet({ netuid: args.netuid, rate: args.rate }))
  },
)

const addLiquidity = call(
  'add_liquidity',
  1,
  { hotkey, netuid, tick_low: tickIndex, tick_high: tickIndex, liquidity: u64 },
  refused,
  deprecated,
)
const removeLiquidity = call('remove_liquidity', 2, { hotkey, netuid, position_id: positionId }, refused, deprecated)
const modifyPosition = call(
  'modify_position',
  3,
  { hotkey, netuid, position_id: positionId, liquidity_delta: i64 },
  { ...refused, deprecated: true },
  deprecated,
)
const toggleUserLiquidity = call('toggle_user_liquidity', 4, { netuid, enable: bool }, refused, deprecated)
const disableLp = call('disable_lp', 5, {}, { ...refused, deprecated: true }, deprecated)

export const swapCalls = [setFeeRate, toggleUserLiquidity, addLiquidity, removeLiquidity, modifyPosition, disableLp]
