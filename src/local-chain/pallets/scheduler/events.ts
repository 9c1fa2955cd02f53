import { dispatchResultCodec, errorsOf } from '../../runtime/dispatch-error.ts'
import { eventsOf } from '../../runtime/event.ts'
import { blockNumber } from '../../runtime/types.ts'
import { option } from '../../scale/collections.ts'
import { u8, u32 } from '../../scale/primitives.ts'
import { taskAddress as task, taskName } from './types.ts'

const id = option(taskName)

/** Events of the Scheduler pallet. Reference: pallet_scheduler Event. */
export const schedulerEvents = eventsOf('Scheduler', {
  Scheduled: [0, { when: blockNumber, index: u32 }],
  Canceled: [1, { when: blockNumber, index: u32 }],
  Dispatched: [2, { task, id, result: dispatchResultCodec }],
  RetrySet: [3, { task, id, period: blockNumber, retries: u8 }],
  RetryCancelled: [4, { task, id }],
  CallUnavailable: [5, { task, id }],
  PeriodicFailed: [6, { task, id }],
  RetryFailed: [7, { task, id }],
  PermanentlyOverweight: [8, { task, id }],
  AgendaIncomplete: [9, { when: blockNumber }],
})

/** Errors of the Scheduler pallet. Reference: pallet_scheduler Error. */
export const SchedulerErrors = errorsOf('Scheduler', [
  'FailedToSchedule',
  'NotFound',
  'TargetBlockNumberInPast',
  'RescheduleNoChange',
  'Named',
])
