/** Tasks and where they stand: scheduling and cancelling them. Reference: pallet_scheduler. */
import type { Ctx } from '../../runtime/context.ts'
import { EXHAUSTED, ensure } from '../../runtime/dispatch-error.ts'
import type { Hash } from '../../runtime/types.ts'
import { dropCall, holdCall } from '../preimage/bounded-calls.ts'
import { SchedulerErrors, schedulerEvents } from './events.ts'
import { Agenda, Lookup, MaxScheduledPerBlock, Retries } from './storage.ts'
import type { Period, Scheduled, TaskAddress } from './types.ts'

/** When a task is due: in a block, or so many blocks after the next one. */
export type DispatchTime = { readonly at: bigint } | { readonly after: bigint }

const U32_MAX = 0xffff_ffffn

/** @throws TargetBlockNumberInPast: the tasks of this block have been done already */
function resolveTime(ctx: Ctx, time: DispatchTime): bigint {
  const when = 'at' in time ? time.at : minBig(ctx.block + time.after + 1n, U32_MAX)
  ensure(when > ctx.block, SchedulerErrors.TargetBlockNumberInPast)
  return when
}

export const minBig = (a: bigint, b: bigint): bigint => (a < b ? a : b)

/** @throws Exhausted when a block has as many tasks as it may */
export function placeTask(ctx: Ctx, when: bigint, task: Scheduled): TaskAddress {
  const address: TaskAddress = [when, pushToAgenda(ctx, when, task)]
  if (task.maybe_id !== undefined) Lookup.put(ctx, task.maybe_id, address)
  ctx.deposit(schedulerEvents.Scheduled({ when, index: address[1] }))
  return address
}

function pushToAgenda(ctx: Ctx, when: bigint, task: Scheduled): number {
  const agenda = Agenda.get(ctx, when)
  if (agenda.length < MaxScheduledPerBlock.of(ctx)) {
    Agenda.put(ctx, when, [...agenda, task])
    return agenda.length
  }
  const hole = agenda.indexOf(undefined)
  ensure(hole >= 0, EXHAUSTED)
  Agenda.put(ctx, when, agenda.with(hole, task))
  return hole
}

/** Takes a task out of its block; holes at the end go with it. */
function takeFromAgenda(ctx: Ctx, [when, index]: TaskAddress): void {
  const agenda = Agenda.get(ctx, when)
  const left = index < agenda.length ? agenda.with(index, undefined) : agenda
  const last = left.findLastIndex(task => task !== undefined)
  if (last < 0) Agenda.remove(ctx, when)
  else Agenda.put(ctx, when, left.slice(0, last + 1))
}

export const taskAt = (ctx: Ctx, [when, index]: TaskAddress): Scheduled | undefined => Agenda.get(ctx, when)[index]

/** A task that repeats does so once less than it is asked to, as it is scheduled once now. */
function repetitions(period: Period | undefined): Period | undefined {
  if (period === undefined || period[1] <= 1 || period[0] === 0n) return undefined
  return [period[0], period[1] - 1]
}

/** @throws TargetBlockNumberInPast, Exhausted; FailedToSchedule for a name that is taken */
export function schedule(ctx: Ctx, time: DispatchTime, task: Scheduled): TaskAddress {
  const { maybe_id: name } = task
  ensure(name === undefined || !Lookup.has(ctx, name), SchedulerErrors.FailedToSchedule)
  const when = resolveTime(ctx, time)
  const address = placeTask(ctx, when, { ...task, maybe_periodic: repetitions(task.maybe_periodic) })
  holdCall(ctx, task.call)
  return address
}

/** @throws NotFound */
export function cancel(ctx: Ctx, address: TaskAddress): void {
  const task = taskAt(ctx, address)
  if (task === undefined) throw SchedulerErrors.NotFound
  if (task.maybe_id !== undefined) Lookup.remove(ctx, task.maybe_id)
  remove(ctx, address, task)
}

/** @throws NotFound */
export function cancelNamed(ctx: Ctx, name: Hash): void {
  const address = findNamed(ctx, name)
  Lookup.remove(ctx, name)
  remove(ctx, address, taskAt(ctx, address))
}

function remove(ctx: Ctx, address: TaskAddress, task: Scheduled | undefined): void {
  if (task !== undefined) {
    dropCall(ctx, task.call)
    Retries.remove(ctx, address)
  }
  takeFromAgenda(ctx, address)
  ctx.deposit(schedulerEvents.Canceled({ when: address[0], index: address[1] }))
}

/** Where a named task stands. @throws NotFound */
export function findNamed(ctx: Ctx, name: Hash): TaskAddress {
  const address = Lookup.get(ctx, name)
  if (address === undefined) throw SchedulerErrors.NotFound
  return address
}
