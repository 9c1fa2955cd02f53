/** Calls of the Drand pallet. Reference: pallets/drand/src/lib.rs. */

import { call } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import { ensure } from '../../runtime/dispatch-error.ts'
import { ensureNone, ensureRoot } from '../../runtime/origin.ts'
import { weigh } from '../../runtime/weight.ts'
import { u64 } from '../../scale/primitives.ts'
import { DrandErrors } from './errors.ts'
import { drandEvents } from './events.ts'
import { BeaconConfig, LastStoredRound, NextUnsignedAt, OldestStoredRound, Pulses } from './storage.ts'
import { beaconConfigurationPayload, type Pulse, payloadSignature, pulsesPayload } from './types.ts'
import { verifyPulse } from './verifier.ts'

/** Pulses that are kept: one week of them. */
const MAX_KEPT_PULSES = 216_000n
/** Pulses that are dropped at a time. */
const MAX_REMOVED_PULSES = 100

/**
 * Stores pulses that the beacon has signed, in ascending rounds; others are passed over.
 * @throws PulseVerificationError for bytes that are no signature, InvalidRoundNumber
 */
function storePulses(ctx: Ctx, pulses: readonly Pulse[]): void {
  const config = BeaconConfig.get(ctx)
  const isFirst = LastStoredRound.get(ctx) === 0n && OldestStoredRound.get(ctx) === 0n
  let last = LastStoredRound.get(ctx)
  const rounds: bigint[] = []
  for (const pulse of pulses) {
    const verified = verifyPulse(config, pulse)
    if (verified === undefined) throw DrandErrors.PulseVerificationError
    if (!verified) continue
    ensure(pulse.round > last, DrandErrors.InvalidRoundNumber)
    Pulses.put(ctx, pulse.round, pulse)
    last = pulse.round
    rounds.push(pulse.round)
  }
  LastStoredRound.put(ctx, last)
  if (isFirst && rounds.length > 0) OldestStoredRound.put(ctx, rounds[0]!)
  pruneOldPulses(ctx, last)
  NextUnsignedAt.put(ctx, ctx.block)
  if (rounds.length > 0) ctx.deposit(drandEvents.NewPulse({ rounds }))
}

function pruneOldPulses(ctx: Ctx, last: bigint): void {
  let oldest = OldestStoredRound.get(ctx)
  if (oldest === 0n) return
  for (let removed = 0; removed < MAX_REMOVED_PULSES && last - oldest + 1n > MAX_KEPT_PULSES; removed++) {
    Pulses.remove(ctx, oldest)
    oldest += 1n
  }
  OldestStoredRound.put(ctx, oldest)
}

export const writePulse = call(
  'write_pulse',
  0,
  { pulses_payload: pulsesPayload, signature: payloadSignature },
  { weight: weigh(4_294_000_000, 0, 3, 4) },
  (ctx, origin, { pulses_payload }) => {
    ensureNone(origin)
    storePulses(ctx, pulses_payload.pulses)
  },
)

export const setBeaconConfig = call(
  'set_beacon_config',
  1,
  { config_payload: beaconConfigurationPayload, signature: payloadSignature },
  { weight: weigh(8_766_000, 0, 0, 2) },
  (ctx, origin, { config_payload }) => {
    ensureRoot(origin)
    BeaconConfig.put(ctx, config_payload.config)
    NextUnsignedAt.put(ctx, ctx.block + 1n)
    ctx.deposit(drandEvents.BeaconConfigChanged())
  },
)

export const setOldestStoredRound = call(
  'set_oldest_stored_round',
  2,
  { oldest_round: u64 },
  { weight: weigh(5_370_000, 0, 0, 1) },
  (ctx, origin, { oldest_round }) => {
    ensureRoot(origin)
    OldestStoredRound.put(ctx, oldest_round)
    ctx.deposit(drandEvents.SetOldestStoredRound(oldest_round))
  },
)
