/**
 * Opens time-locked weights whose drand round has come. Reference: coinbase/reveal_commits.rs.
 *
 * Runs at the start of every block, before the coinbase, so that weights count in the epoch that follows in the same
 * block. What cannot be opened or does not pass the checks is dropped; what still waits for its round stays for the rest
 * of its epoch.
 */

import type { AccountId } from '../../../../primitives/account.ts'
import { TaoError } from '../../../../primitives/errors.ts'
import type { NetUid } from '../../../../primitives/netuid.ts'
import type { Ctx } from '../../../runtime/context.ts'
import { DispatchError } from '../../../runtime/dispatch-error.ts'
import { signedBy } from '../../../runtime/origin.ts'
import { accountId } from '../../../runtime/types.ts'
import { Reader } from '../../../scale/buffer.ts'
import type { Codec, ValueOf } from '../../../scale/codec.ts'
import { bytes, vecU16 } from '../../../scale/collections.ts'
import { struct } from '../../../scale/composites.ts'
import { u64 } from '../../../scale/primitives.ts'
import { Pulses } from '../../drand/storage.ts'
import { openWithPulse } from '../../drand/timelock.ts'
import type { Pulse } from '../../drand/types.ts'
import { events } from '../events.ts'
import { TimelockedWeightCommits } from '../storage/neurons.ts'
import { MechanismCountCurrent } from '../storage/subnet.ts'
import { getMechanismStorageIndex } from '../subnets/mechanism.ts'
import { currentEpochWithLookahead, doSetMechanismWeights, getRevealPeriod } from '../subnets/weights.ts'
import type { timelockedCommits } from '../types.ts'

type Commit = ValueOf<typeof timelockedCommits>[number]

const legacyPayload = struct('LegacyWeightsTlockPayload', { uids: vecU16, values: vecU16, version_key: u64 })
const payload = struct('WeightsTlockPayload', { hotkey: bytes, uids: vecU16, values: vecU16, version_key: u64 })
type Weights = ValueOf<typeof legacyPayload>

export function revealCrv3CommitsForSubnet(ctx: Ctx, netuid: NetUid): void {
  const period = getRevealPeriod(ctx, netuid)
  const epoch = currentEpochWithLookahead(ctx, netuid)
  const revealEpoch = epoch > period ? epoch - period : 0n
  for (let mechanism = 0; mechanism < MechanismCountCurrent.get(ctx, netuid); mechanism++) {
    const index = getMechanismStorageIndex(netuid, mechanism)
    for (const { keys } of TimelockedWeightCommits.entries(ctx, index)) {
      if (keys[1] < revealEpoch) TimelockedWeightCommits.remove(ctx, ...keys)
    }
    if (epoch < period) return
    revealEpochCommits(ctx, netuid, mechanism, index, revealEpoch)
  }
}

function revealEpochCommits(ctx: Ctx, netuid: NetUid, mechanism: number, index: number, epoch: bigint): void {
  if (!TimelockedWeightCommits.has(ctx, index, epoch)) return
  const waiting: Commit[] = []
  for (const commit of TimelockedWeightCommits.take(ctx, index, epoch)) {
    const pulse = Pulses.get(ctx, commit[3])
    if (pulse === undefined) waiting.push(commit)
    else reveal(ctx, netuid, mechanism, index, commit, pulse)
  }
  if (waiting.length > 0) TimelockedWeightCommits.put(ctx, index, epoch, waiting)
}

function reveal(ctx: Ctx, netuid: NetUid, mechanism: number, index: number, commit: Commit, pulse: Pulse): void {
  const [who, , sealed] = commit
  const opened = openWithPulse(sealed, pulse)
  const weights = opened && readPayload(opened, who)
  if (weights === undefined) return
  try {
    const { uids, values, version_key } = weights
    doSetMechanismWeights(ctx, signedBy(who), netuid, mechanism, uids, values, version_key)
  } catch (error) {
    if (error instanceof DispatchError) return
    throw error
  }
  ctx.deposit(events.TimelockedWeightsRevealed(index, who))
}

/** The weights in an opened commit: in the present form, for the hotkey that committed; else in the form before it. */
function readPayload(opened: Uint8Array, who: AccountId): Weights | undefined {
  const present = readPrefix(payload, opened)
  if (present === undefined) return readPrefix(legacyPayload, opened)
  const hotkey = readPrefix(accountId, present.hotkey)
  if (hotkey === undefined) return readPrefix(legacyPayload, opened)
  return hotkey === who ? present : undefined
}

/** A value at the start of bytes that may go on; undefined when there is none. */
function readPrefix<T>(codec: Codec<T>, from: Uint8Array): T | undefined {
  try {
    return codec.read(new Reader(from))
  } catch (error) {
    if (error instanceof TaoError) return undefined
    throw error
  }
}
