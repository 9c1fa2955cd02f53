/** Calls of the Scheduler pallet: all of them are root's, who may do as he likes with any task. Reference: pallet_scheduler. */
import type { Hex } from '../../../primitives/bytes.ts'
import { call, type RuntimeCall } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import { ensureRoot, type Origin } from '../../runtime/origin.ts'
import { blockNumber } from '../../runtime/types.ts'
import type { Weight } from '../../runtime/weight.ts'
import { named } from '../../scale/codec.ts'
import { option } from '../../scale/collections.ts'
import { u8, u32 } from '../../scale/primitives.ts'
import { boundCall } from '../preimage/bounded-calls.ts'
import { boxedCall, type OriginCaller } from '../utility/types.ts'
import { cancel, cancelNamed, type DispatchTime, findNamed, schedule, taskAt } from './agenda.ts'
import { SchedulerErrors, schedulerEvents } from './events.ts'
import { MaxScheduledPerBlock, Retries } from './storage.ts'
import { type Period, period, priority, type TaskAddress, taskAddress, taskName } from './types.ts'
import * as weights from './weights.ts'

const ROOT: OriginCaller = { type: 'system', value: { type: 'Root' } }

interface Task {
  readonly maybe_periodic: Period | undefined
  readonly priority: number
  readonly call: RuntimeCall
}

const task = {
  maybe_periodic: named(option(period), 'Option<schedule::Period<BlockNumberFor<T>>>'),
  priority,
  call: boxedCall,
}

function scheduleTask(ctx: Ctx, origin: Origin, time: DispatchTime, args: Task, name?: Hex): void {
  ensureRoot(origin)
  const { maybe_periodic, priority } = args
  schedule(ctx, time, { maybe_id: name, priority, call: boundCall(ctx, args.call), maybe_periodic, origin: ROOT })
}

/** For as many tasks as a block may have. */
const weightOf =
  (weight: (tasks: number) => Weight) =>
  (_args: unknown, ctx: Ctx): Weight =>
    weight(MaxScheduledPerBlock.of(ctx))

const scheduleAt = call(
  'schedule',
  0,
  { when: blockNumber, ...task },
  { weight: weightOf(weights.schedule) },
  (ctx, origin, args) => scheduleTask(ctx, origin, { at: args.when }, args),
)

const cancelTask = call(
  'cancel',
  1,
  { when: blockNumber, index: u32 },
  { weight: weightOf(weights.cancel) },
  (ctx, origin, { when, index }) => {
    ensureRoot(origin)
    cancel(ctx, [when, index])
  },
)

const scheduleNamed = call(
  'schedule_named',
  2,
  { id: taskName, when: blockNumber, ...task },
  { weight: weightOf(weights.scheduleNamed) },
  (ctx, origin, args) => scheduleTask(ctx, origin, { at: args.when }, args, args.id),
)

const cancelNamedTask = call(
  'cancel_named',
  3,
  { id: taskName },
  { weight: weightOf(weights.cancelNamed) },
  (ctx, origin, { id }) => {
    ensureRoot(origin)
    cancelNamed(ctx, id)
  },
)

const scheduleAfter = call(
  'schedule_after',
  4,
  { after: blockNumber, ...task },
  { weight: weightOf(weights.schedule) },
  (ctx, origin, args) => scheduleTask(ctx, origin, { after: args.after }, args),
)

const scheduleNamedAfter = call(
  'schedule_named_after',
  5,
  { id: taskName, after: blockNumber, ...task },
  { weight: weightOf(weights.scheduleNamed) },
  (ctx, origin, args) => scheduleTask(ctx, origin, { after: args.after }, args, args.id),
)

function ensureTask(ctx: Ctx, address: TaskAddress): void {
  if (taskAt(ctx, address) === undefined) throw SchedulerErrors.NotFound
}

/** Lets a task be tried again when it fails. */
function setRetry(ctx: Ctx, task: TaskAddress, id: Hex | undefined, retries: number, period: bigint): void {
  ensureTask(ctx, task)
  Retries.put(ctx, task, { total_retries: retries, remaining: retries, period })
  ctx.deposit(schedulerEvents.RetrySet({ task, id, period, retries }))
}

const setRetryOf = call(
  'set_retry',
  6,
  { task: taskAddress, retries: u8, period: blockNumber },
  { weight: weights.SET_RETRY },
  (ctx, origin, args) => {
    ensureRoot(origin)
    setRetry(ctx, args.task, undefined, args.retries, args.period)
  },
)

const setRetryNamed = call(
  'set_retry_named',
  7,
  { id: taskName, retries: u8, period: blockNumber },
  { weight: weights.SET_RETRY_NAMED },
  (ctx, origin, args) => {
    ensureRoot(origin)
    setRetry(ctx, findNamed(ctx, args.id), args.id, args.retries, args.period)
  },
)

function cancelRetry(ctx: Ctx, task: TaskAddress, id: Hex | undefined): void {
  ensureTask(ctx, task)
  Retries.remove(ctx, task)
  ctx.deposit(schedulerEvents.RetryCancelled({ task, id }))
}

const cancelRetryOf = call(
  'cancel_retry',
  8,
  { task: taskAddress },
  { weight: weights.CANCEL_RETRY },
  (ctx, origin, args) => {
    ensureRoot(origin)
    cancelRetry(ctx, args.task, undefined)
  },
)

const cancelRetryNamed = call(
  'cancel_retry_named',
  9,
  { id: taskName },
  { weight: weights.CANCEL_RETRY_NAMED },
  (ctx, origin, { id }) => {
    ensureRoot(origin)
    cancelRetry(ctx, findNamed(ctx, id), id)
  },
)

export const schedulerCalls = [
  scheduleAt,
  cancelTask,
  scheduleNamed,
  cancelNamedTask,
  scheduleAfter,
  scheduleNamedAfter,
  setRetryOf,
  setRetryNamed,
  cancelRetryOf,
  cancelRetryNamed,
]
