/**
 * The owner's hand on the epoch schedule. Reference: coinbase/tempo_control.rs.
 */

import type { NetUid } from '../../../../primitives/netuid.ts'
import { call } from '../../../runtime/call.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { ensure } from '../../../runtime/dispatch-error.ts'
import type { Origin } from '../../../runtime/origin.ts'
import { netuid as netuidCodec } from '../../../runtime/types.ts'
import { u16, u32 } from '../../../scale/primitives.ts'
import { MaxActivityCutoffFactorMilli, MaxTempo, MinActivityCutoffFactorMilli, MinTempo } from '../constants.ts'
import { errors } from '../errors.ts'
import { events } from '../events.ts'
import { AdminFreezeWindow } from '../storage/global.ts'
import { CommitRevealWeightsEnabled } from '../storage/hyperparameters.ts'
import { PendingEpochAt, Tempo } from '../storage/subnet.ts'
import {
  applyTempoWithCycleReset,
  ensureAdminWindowOpen,
  ensureSubnetOwner,
  ensureSubnetOwnerOrRoot,
  setActivityCutoffFactorMilli,
} from '../utils/misc.ts'
import { passesRateLimitOnSubnet, setLastBlockOnSubnet, type TransactionType } from '../utils/rate-limiting.ts'
import { weights } from '../weights.ts'
import { blocksUntilNextAutoEpoch } from './epoch-schedule.ts'

const TEMPO_UPDATE: TransactionType = { type: 'TempoUpdate' }
const ACTIVITY_CUTOFF: TransactionType = { type: 'OwnerHyperparamUpdate', hyperparameter: 'ActivityCutoffFactorMilli' }
const TRIGGER: TransactionType = { type: 'OwnerHyperparamUpdate', hyperparameter: 'TriggerEpoch' }

export function doSetTempo(ctx: Ctx, origin: Origin, netuid: NetUid, tempo: number): void {
  const who = ensureSubnetOwner(ctx, origin, netuid)
  ensure(tempo >= MinTempo.of(ctx) && tempo <= MaxTempo.of(ctx), errors.TempoOutOfBounds)
  ensureAdminWindowOpen(ctx, netuid)
  ensure(passesRateLimitOnSubnet(ctx, TEMPO_UPDATE, who, netuid), errors.TxRateLimitExceeded)
  applyTempoWithCycleReset(ctx, netuid, tempo)
  setLastBlockOnSubnet(ctx, TEMPO_UPDATE, who, netuid, ctx.block)
}

export function doSetActivityCutoffFactor(ctx: Ctx, origin: Origin, netuid: NetUid, factorMilli: number): void {
  const who = ensureSubnetOwnerOrRoot(ctx, origin, netuid)
  const least = MinActivityCutoffFactorMilli.of(ctx)
  const most = MaxActivityCutoffFactorMilli.of(ctx)
  ensure(factorMilli >= least && factorMilli <= most, errors.ActivityCutoffFactorMilliOutOfBounds)
  if (who !== undefined) {
    ensureAdminWindowOpen(ctx, netuid)
    ensure(passesRateLimitOnSubnet(ctx, ACTIVITY_CUTOFF, who, netuid), errors.TxRateLimitExceeded)
  }
  setActivityCutoffFactorMilli(ctx, netuid, factorMilli)
  if (who !== undefined) setLastBlockOnSubnet(ctx, ACTIVITY_CUTOFF, who, netuid, ctx.block)
}

export function doTriggerEpoch(ctx: Ctx, origin: Origin, netuid: NetUid): void {
  const who = ensureSubnetOwner(ctx, origin, netuid)
  ensure(!CommitRevealWeightsEnabled.get(ctx, netuid), errors.DynamicTempoBlockedByCommitReveal)
  ensure(PendingEpochAt.get(ctx, netuid) === 0n, errors.EpochTriggerAlreadyPending)
  const window = BigInt(AdminFreezeWindow.get(ctx))
  const remaining = blocksUntilNextAutoEpoch(ctx, netuid, Tempo.get(ctx, netuid), ctx.block)
  ensure(remaining >= window, errors.AutoEpochAlreadyImminent)
  ensure(passesRateLimitOnSubnet(ctx, TRIGGER, who, netuid), errors.TxRateLimitExceeded)
  const fires_at = ctx.block + window
  PendingEpochAt.put(ctx, netuid, fires_at)
  setLastBlockOnSubnet(ctx, TRIGGER, who, netuid, ctx.block)
  ctx.deposit(events.EpochTriggered({ netuid, by: who, fires_at }))
}

export const setTempo = call(
  'set_tempo',
  139,
  { netuid: netuidCodec, tempo: u16 },
  { weight: weights.setTempo },
  (ctx, origin, { netuid, tempo }) => doSetTempo(ctx, origin, netuid, tempo),
)

export const setActivityCutoffFactor = call(
  'set_activity_cutoff_factor',
  140,
  { netuid: netuidCodec, factor_milli: u32 },
  { weight: weights.setActivityCutoffFactor },
  (ctx, origin, { netuid, factor_milli }) => doSetActivityCutoffFactor(ctx, origin, netuid, factor_milli),
)

export const triggerEpoch = call(
  'trigger_epoch',
  141,
  { netuid: netuidCodec },
  { weight: weights.triggerEpoch },
  (ctx, origin, { netuid }) => doTriggerEpoch(ctx, origin, netuid),
)

export const tempoCalls = [setTempo, setActivityCutoffFactor, triggerEpoch]
