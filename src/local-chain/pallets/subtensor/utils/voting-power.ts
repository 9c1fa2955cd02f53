/**
 * A moving average of the stake behind each validator of a subnet, for those who weigh votes by it.
 * Reference: utils/voting_power.rs.
 */
import type { AccountId } from '../../../../primitives/account.ts'
import { U64_MAX } from '../../../../primitives/amounts.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import { call } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import { ensureRoot } from '../../../runtime/origin.ts'
import { netuid as netuidCodec } from '../../../runtime/types.ts'
import { weigh } from '../../../runtime/weight.ts'
import { u64 } from '../../../scale/primitives.ts'
import { errors } from '../errors.ts'
import { events } from '../events.ts'
import { StakeThreshold } from '../storage/global.ts'
import { IsNetworkMember } from '../storage/neurons.ts'
import {
  VotingPower,
  VotingPowerDisableAtBlock,
  VotingPowerEmaAlpha,
  VotingPowerTrackingEnabled,
} from '../storage/stake.ts'
import { ensureSubnetOwnerOrRoot } from './misc.ts'

/** Blocks for which power is still tracked after it was switched off: 14 days. */
export const VOTING_POWER_DISABLE_GRACE_PERIOD_BLOCKS = 100_800n
/** The weight of the present stake that stands for all of it. */
export const MAX_VOTING_POWER_EMA_ALPHA = 10n ** 18n

export function doEnableVotingPowerTracking(ctx: Ctx, netuid: NetUid): void {
  VotingPowerTrackingEnabled.put(ctx, netuid, true)
  VotingPowerDisableAtBlock.remove(ctx, netuid)
  ctx.deposit(events.VotingPowerTrackingEnabled({ netuid }))
}

/** @throws VotingPowerTrackingNotEnabled */
export function doDisableVotingPowerTracking(ctx: Ctx, netuid: NetUid): void {
  ensure(VotingPowerTrackingEnabled.get(ctx, netuid), errors.VotingPowerTrackingNotEnabled)
  const disable_at_block = ctx.block + VOTING_POWER_DISABLE_GRACE_PERIOD_BLOCKS
  VotingPowerDisableAtBlock.put(ctx, netuid, disable_at_block)
  ctx.deposit(events.VotingPowerTrackingDisableScheduled({ netuid, disable_at_block }))
}

/** @throws InvalidVotingPowerEmaAlpha */
export function doSetVotingPowerEmaAlpha(ctx: Ctx, netuid: NetUid, alpha: bigint): void {
  ensure(alpha <= MAX_VOTING_POWER_EMA_ALPHA, errors.InvalidVotingPowerEmaAlpha)
  VotingPowerEmaAlpha.put(ctx, netuid, alpha)
  ctx.deposit(events.VotingPowerEmaAlphaSet({ netuid, alpha }))
}

/** What an epoch found out about a neuron. */
export interface EpochStake {
  readonly hotkey: AccountId
  readonly permit: boolean
  readonly stake: bigint
}

/** Moves the averages on after an epoch. */
export function updateVotingPowerForSubnet(ctx: Ctx, netuid: NetUid, neurons: readonly EpochStake[]): void {
  if (!VotingPowerTrackingEnabled.get(ctx, netuid)) return
  const disableAt = VotingPowerDisableAtBlock.get(ctx, netuid)
  if (disableAt > 0n && ctx.block >= disableAt) {
    finalizeVotingPowerDisable(ctx, netuid)
    return
  }
  for (const { hotkey, permit, stake } of neurons) {
    if (permit) updateVotingPowerForHotkey(ctx, netuid, hotkey, stake)
    else VotingPower.remove(ctx, netuid, hotkey)
  }
  clearVotingPowerForDeregisteredHotkeys(ctx, netuid)
}

function clearVotingPowerForDeregisteredHotkeys(ctx: Ctx, netuid: NetUid): void {
  for (const { keys } of VotingPower.entries(ctx, netuid)) {
    if (!IsNetworkMember.get(ctx, keys[1], netuid)) VotingPower.remove(ctx, ...keys)
  }
}

/** Who sinks below the threshold is forgotten; who has yet to reach it is not. */
function updateVotingPowerForHotkey(ctx: Ctx, netuid: NetUid, hotkey: AccountId, stake: bigint): void {
  const threshold = StakeThreshold.get(ctx)
  const before = VotingPower.get(ctx, netuid, hotkey)
  const after = calculateVotingPowerEma(stake, before, VotingPowerEmaAlpha.get(ctx, netuid))
  if (after < threshold && before >= threshold) VotingPower.remove(ctx, netuid, hotkey)
  else if (after > 0n) VotingPower.put(ctx, netuid, hotkey, after)
}

function calculateVotingPowerEma(stake: bigint, before: bigint, alpha: bigint): bigint {
  const rest = alpha < MAX_VOTING_POWER_EMA_ALPHA ? MAX_VOTING_POWER_EMA_ALPHA - alpha : 0n
  const ema = (alpha * stake + rest * before) / MAX_VOTING_POWER_EMA_ALPHA
  return ema > U64_MAX ? U64_MAX : ema
}

function finalizeVotingPowerDisable(ctx: Ctx, netuid: NetUid): void {
  VotingPower.clear(ctx, [netuid])
  VotingPowerTrackingEnabled.put(ctx, netuid, false)
  VotingPowerDisableAtBlock.remove(ctx, netuid)
  ctx.deposit(events.VotingPowerTrackingDisabled({ netuid }))
}

/** Adds what one hotkey has to another, as when a hotkey is swapped. */
export function swapVotingPowerForHotkey(ctx: Ctx, oldHotkey: AccountId, newHotkey: AccountId, netuid: NetUid): void {
  const power = VotingPower.take(ctx, netuid, oldHotkey)
  if (power === 0n) return
  const sum = power + VotingPower.get(ctx, netuid, newHotkey)
  VotingPower.put(ctx, netuid, newHotkey, sum > U64_MAX ? U64_MAX : sum)
}

export const enableVotingPowerTracking = call(
  'enable_voting_power_tracking',
  129,
  { netuid: netuidCodec },
  { weight: weigh(10_000, 0, 2, 2) },
  (ctx, origin, { netuid }) => {
    ensureSubnetOwnerOrRoot(ctx, origin, netuid)
    doEnableVotingPowerTracking(ctx, netuid)
  },
)

export const disableVotingPowerTracking = call(
  'disable_voting_power_tracking',
  130,
  { netuid: netuidCodec },
  { weight: weigh(10_000, 0, 2, 1) },
  (ctx, origin, { netuid }) => {
    ensureSubnetOwnerOrRoot(ctx, origin, netuid)
    doDisableVotingPowerTracking(ctx, netuid)
  },
)

export const sudoSetVotingPowerEmaAlpha = call(
  'sudo_set_voting_power_ema_alpha',
  131,
  { netuid: netuidCodec, alpha: u64 },
  { weight: weigh(6_000, 0, 1, 1) },
  (ctx, origin, { netuid, alpha }) => {
    ensureRoot(origin)
    doSetVotingPowerEmaAlpha(ctx, netuid, alpha)
  },
)

export const votingPowerCalls = [enableVotingPowerTracking, disableVotingPowerTracking, sudoSetVotingPowerEmaAlpha]
