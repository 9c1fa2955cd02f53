/** The Utility pallet: batches and other calls around calls. Reference: pallets/utility/src/lib.rs. */
import type { RuntimeCall } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import { pallet } from '../../runtime/pallet.ts'
import { type BatchArgs, BatchedCallsLimit, isBatch } from './batches.ts'
import { utilityCalls } from './calls.ts'
import { UtilityErrors } from './errors.ts'
import { utilityEvents } from './events.ts'

export const utility = pallet({
  name: 'Utility',
  path: 'pallet_subtensor_utility::pallet',
  params: { Event: [] },
  calls: utilityCalls,
  events: utilityEvents,
  errors: UtilityErrors,
  constants: [BatchedCallsLimit],
})

/**
 * The runtime's rule about batches: none directly within another one. A call filter for profiles.
 * Reference: runtime/src/lib.rs NoNestingCallFilter
 */
export const noNestedBatch = (_ctx: Ctx, outer: RuntimeCall): boolean =>
  !isBatch(outer) || !(outer.args as unknown as BatchArgs).calls.some(isBatch)
