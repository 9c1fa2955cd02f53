/** The Scheduler pallet: calls that root wants made later. Reference: pallet_scheduler. */
import { pallet } from '../../runtime/pallet.ts'
import { schedulerCalls } from './calls.ts'
import { SchedulerErrors, schedulerEvents } from './events.ts'
import { serviceAgendas } from './service.ts'
import { schedulerConstants, schedulerStorage } from './storage.ts'

export const scheduler = pallet({
  name: 'Scheduler',
  path: 'pallet_scheduler::pallet',
  storage: schedulerStorage,
  calls: schedulerCalls,
  events: schedulerEvents,
  errors: SchedulerErrors,
  constants: schedulerConstants,
  onInitialize: serviceAgendas,
})
