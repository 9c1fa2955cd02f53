/** Types of the Scheduler pallet, under the names and paths of the reference. */
import { accountId, blockNumber } from '../../runtime/types.ts'
import { named, type ValueOf } from '../../scale/codec.ts'
import { fixedBytes, option, tuple } from '../../scale/collections.ts'
import { struct } from '../../scale/composites.ts'
import { u8, u32 } from '../../scale/primitives.ts'
import { boundedCall } from '../preimage/types.ts'
import { originCaller } from '../utility/types.ts'

export const taskName = named(fixedBytes(32), 'TaskName')
/** The block a task is due in, and its place among the tasks of that block. */
export const taskAddress = named(tuple(blockNumber, u32), 'TaskAddress<BlockNumberFor<T>>')
export type TaskAddress = ValueOf<typeof taskAddress>
/** Every so many blocks, so many times. */
export const period = named(tuple(blockNumber, u32), 'schedule::Period<BlockNumberFor<T>>')
export type Period = ValueOf<typeof period>
/** The lower, the earlier. */
export const priority = named(u8, 'schedule::Priority')

const number = { name: 'BlockNumber', type: () => blockNumber.type() }

export const scheduled = struct(
  'pallet_scheduler::Scheduled',
  {
    maybe_id: named(option(fixedBytes(32)), 'Option<Name>'),
    priority,
    call: named(boundedCall, 'Call'),
    maybe_periodic: named(option(period), 'Option<schedule::Period<BlockNumber>>'),
    origin: named(originCaller, 'PalletsOrigin'),
  },
  [
    { name: 'Name', type: fixedBytes(32).type },
    { name: 'Call', type: boundedCall.type },
    number,
    { name: 'PalletsOrigin', type: originCaller.type },
    { name: 'AccountId', type: accountId.type },
  ],
)
export type Scheduled = ValueOf<typeof scheduled>

export const retryConfig = struct(
  'pallet_scheduler::RetryConfig',
  { total_retries: u8, remaining: u8, period: named(blockNumber, 'Period') },
  [{ name: 'Period', type: () => blockNumber.type() }],
)
export type RetryConfig = ValueOf<typeof retryConfig>
