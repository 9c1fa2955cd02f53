/** Weights of the Scheduler for blocks of `s` tasks. Reference: pallet_scheduler weights, MarginalWeightInfo. */
import { addWeight, subWeight, type Weight, weigh } from '../../runtime/weight.ts'

export const schedule = (s: number): Weight => weigh(3_815_234 + 538_417 * s, 110_487, 1, 1)
export const cancel = (s: number): Weight => weigh(2_524_382 + 777_710 * s, 110_487, 1, 3)
export const scheduleNamed = (s: number): Weight => weigh(8_965_037 + 559_963 * s, 110_487, 2, 2)
export const cancelNamed = (s: number): Weight => weigh(7_403_622 + 778_228 * s, 110_487, 2, 3)
export const scheduleRetry = (s: number): Weight => weigh(10_762_174 + 16_285 * s, 110_487, 1, 2)
export const SET_RETRY = weigh(169_783_000, 110_487, 1, 1)
export const SET_RETRY_NAMED = weigh(186_544_000, 110_487, 2, 1)
export const CANCEL_RETRY = weigh(169_076_000, 110_487, 1, 1)
export const CANCEL_RETRY_NAMED = weigh(182_329_000, 110_487, 2, 1)

export const SERVICE_AGENDAS_BASE = weigh(1_335_000, 1_489, 1, 1)
export const serviceAgendaBase = (s: number): Weight => weigh(2_409_000 + 486_046 * s, 110_487, 1, 1)
export const EXECUTE_DISPATCH_SIGNED = weigh(4_155_000, 3_997, 2, 0)
export const EXECUTE_DISPATCH_UNSIGNED = weigh(1_858_000, 0, 0, 0)

const TASK_BASE = weigh(2_991_000, 0, 0, 0)
const taskFetched = (bytes: number): Weight => weigh(16_792_000 + 23_402 * bytes, 3_556 + bytes, 3, 2)
/** What a name adds to a task, and what repetition does. */
const NAMED = subWeight(weigh(4_292_000, 0, 0, 1), TASK_BASE)
const PERIODIC = subWeight(weigh(2_974_000, 0, 0, 0), TASK_BASE)

/** @param lookupLength bytes of a call that has to be looked up */
export function serviceTask(lookupLength: number | undefined, isNamed: boolean, isPeriodic: boolean): Weight {
  let total = lookupLength === undefined ? TASK_BASE : taskFetched(lookupLength)
  if (isNamed) total = addWeight(total, NAMED)
  if (isPeriodic) total = addWeight(total, PERIODIC)
  return total
}
