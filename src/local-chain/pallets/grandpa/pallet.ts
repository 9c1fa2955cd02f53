/**
 * The finality voters. This chain finalises without votes; what is kept here is the list that genesis and governance set.
 * Reference: pallet_grandpa.
 */

import { call } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import { ensure, errorsOf } from '../../runtime/dispatch-error.ts'
import { eventsOf } from '../../runtime/event.ts'
import { ensureRoot } from '../../runtime/origin.ts'
import { pallet } from '../../runtime/pallet.ts'
import { blockNumber } from '../../runtime/types.ts'
import { weigh, ZERO_WEIGHT } from '../../runtime/weight.ts'
import { encode, named } from '../../scale/codec.ts'
import { tuple } from '../../scale/collections.ts'
import { struct, variant } from '../../scale/composites.ts'
import { u32, u64 } from '../../scale/primitives.ts'
import { constantsOf } from '../../state/constant.ts'
import { twox64Concat } from '../../state/hashers.ts'
import { storageOf } from '../../state/storage.ts'
import { SystemDigest, SystemNumber } from '../system/storage.ts'
import {
  type AuthorityList,
  authorityList,
  boundedAuthorities,
  equivocationProof,
  pendingChange,
  storedState,
  voidCodec,
} from './types.ts'

const storage = storageOf('Grandpa')
const State = storage.value('State', storedState, { default: { type: 'Live' } })
const PendingChange = storage.value('PendingChange', pendingChange)
const NextForced = storage.value('NextForced', u32)
const Stalled = storage.value('Stalled', tuple(u32, u32))
export const CurrentSetId = storage.value('CurrentSetId', u64, { default: 0n })
const SetIdSession = storage.map('SetIdSession', [twox64Concat(u64)], u32)
export const GrandpaAuthorities = storage.value('Authorities', boundedAuthorities, { default: [] })

const constants = constantsOf('Grandpa')

const errors = errorsOf('Grandpa', [
  'PauseFailed',
  'ResumeFailed',
  'ChangePending',
  'TooSoon',
  'InvalidKeyOwnershipProof',
  'InvalidEquivocationProof',
  'DuplicateOffenceReport',
])

const events = eventsOf('Grandpa', {
  NewAuthorities: [0, { authority_set: authorityList }],
  Paused: [1, null],
  Resumed: [2, null],
})

const equivocation = {
  equivocation_proof: named(equivocationProof, 'Box<EquivocationProof<T::Hash, BlockNumberFor<T>>>'),
  key_owner_proof: named(voidCodec, 'T::KeyOwnerProof'),
}

/** Cannot be reached: no proof of key ownership exists in this runtime, so that no such call decodes. */
function report(): never {
  throw errors.InvalidKeyOwnershipProof
}

const calls = [
  call('report_equivocation', 0, equivocation, { weight: ZERO_WEIGHT }, report),
  call('report_equivocation_unsigned', 1, equivocation, { weight: ZERO_WEIGHT }, report),
  call(
    'note_stalled',
    2,
    { delay: blockNumber, best_finalized_block_number: blockNumber },
    { weight: weigh(3_000_000, 0, 0, 1) },
    (ctx, origin, { delay, best_finalized_block_number }) => {
      ensureRoot(origin)
      Stalled.put(ctx, [Number(delay), Number(best_finalized_block_number)])
    },
  ),
]

/** Changes the voters some blocks from now. @throws ChangePending, TooSoon. Reference: Pallet::schedule_change */
export function scheduleChange(ctx: Ctx, next: AuthorityList, delay: number, forced: number | undefined): void {
  ensure(!PendingChange.exists(ctx), errors.ChangePending)
  const scheduled_at = SystemNumber.get(ctx)
  if (forced !== undefined) {
    ensure((NextForced.get(ctx) ?? 0) <= scheduled_at, errors.TooSoon)
    NextForced.put(ctx, scheduled_at + delay * 2)
  }
  PendingChange.put(ctx, { delay, scheduled_at, next_authorities: next, forced })
}

const scheduledChange = struct('ScheduledChange', { next_authorities: authorityList, delay: u32 })
const consensusLog = variant('ConsensusLog', {
  ScheduledChange: [1, scheduledChange],
  ForcedChange: [2, [u32, scheduledChange]],
})

/** Reference: Hooks::on_finalize. Pausing cannot be scheduled in this runtime. */
function onFinalize(ctx: Ctx): void {
  const change = PendingChange.get(ctx)
  if (change === undefined) return
  const now = SystemNumber.get(ctx)
  const { scheduled_at, delay, next_authorities, forced } = change
  if (now === scheduled_at) {
    const scheduled = { next_authorities, delay }
    const log =
      forced === undefined
        ? ({ type: 'ScheduledChange', value: scheduled } as const)
        : ({ type: 'ForcedChange', value: [forced, scheduled] } as const)
    SystemDigest.mutate(ctx, digest => ({
      logs: [...digest.logs, { type: 'Consensus', value: ['0x46524e4b', encode(consensusLog, log)] }],
    }))
  }
  if (now === scheduled_at + delay) {
    GrandpaAuthorities.put(ctx, next_authorities)
    ctx.deposit(events.NewAuthorities({ authority_set: next_authorities }))
    PendingChange.remove(ctx)
  }
}

export const grandpa = pallet({
  name: 'Grandpa',
  path: 'pallet_grandpa::pallet',
  params: { Event: [] },
  storage: [State, PendingChange, NextForced, Stalled, CurrentSetId, SetIdSession, GrandpaAuthorities],
  calls,
  events,
  errors,
  constants: [
    constants('MaxAuthorities', u32, { unit: 'authorities', normal: 32, since: 100 }),
    constants('MaxNominators', u32, { unit: 'nominators', normal: 20, since: 151 }),
    constants('MaxSetIdSessionEntries', u64, { unit: 'sets of authorities', normal: 0n, since: 109 }),
  ],
  onFinalize,
})
