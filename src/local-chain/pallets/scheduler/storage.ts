/** Storage and constants of the Scheduler pallet. Reference: pallet_scheduler, runtime/src/lib.rs. */
import { blockNumber } from '../../runtime/types.ts'
import { type Weight, weightCodec } from '../../runtime/weight.ts'
import { boundedVec, option } from '../../scale/collections.ts'
import { u32 } from '../../scale/primitives.ts'
import { constantsOf } from '../../state/constant.ts'
import { blake2_128Concat, twox64Concat } from '../../state/hashers.ts'
import { storageOf } from '../../state/storage.ts'
import { retryConfig, scheduled, taskAddress, taskName } from './types.ts'

const MAX_SCHEDULED = 50

const storage = storageOf('Scheduler')

/** The first block whose tasks have not all had their turn. */
export const IncompleteSince = storage.value('IncompleteSince', blockNumber)
/** The tasks of a block, with holes where some were cancelled. */
export const Agenda = storage.map('Agenda', [twox64Concat(blockNumber)], boundedVec(option(scheduled), MAX_SCHEDULED), {
  default: [],
})
export const Retries = storage.map('Retries', [blake2_128Concat(taskAddress)], retryConfig)
/** Where a named task stands. */
export const Lookup = storage.map('Lookup', [twox64Concat(taskName)], taskAddress)

export const schedulerStorage = [IncompleteSince, Agenda, Retries, Lookup]

const constant = constantsOf('Scheduler')

/** Four fifths of a block. */
const MAXIMUM_WEIGHT: Weight = { ref_time: 3_200_000_000_000n, proof_size: 14_757_395_258_967_641_292n }

export const MaximumWeight = constant('MaximumWeight', weightCodec, {
  unit: 'weight',
  normal: MAXIMUM_WEIGHT,
  since: 127,
})
export const MaxScheduledPerBlock = constant('MaxScheduledPerBlock', u32, {
  unit: 'tasks',
  normal: MAX_SCHEDULED,
  since: 127,
})

export const schedulerConstants = [MaximumWeight, MaxScheduledPerBlock]
