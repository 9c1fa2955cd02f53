/** Does what is due at the beginning of a block, as far as its weight allows. Reference: pallet_scheduler service_agendas */
import type { Ctx } from '../../runtime/context.ts'
import { callWeight, dispatch } from '../../runtime/dispatch.ts'
import type { DispatchErrorData } from '../../runtime/dispatch-error.ts'
import { addWeight, fitsIn, type Weight, ZERO_WEIGHT } from '../../runtime/weight.ts'
import { dropCall, lookupLength, type Peeked, peekCall } from '../preimage/bounded-calls.ts'
import { attempt } from '../swap/attempt.ts'
import { originOf } from '../utility/types.ts'
import { minBig, placeTask } from './agenda.ts'
import { schedulerEvents } from './events.ts'
import { Agenda, IncompleteSince, Lookup, MaximumWeight, MaxScheduledPerBlock, Retries } from './storage.ts'
import type { RetryConfig, Scheduled, TaskAddress } from './types.ts'
import * as weights from './weights.ts'

/** What the tasks of a block have weighed so far. */
class Meter {
  used = ZERO_WEIGHT
  private readonly limit: Weight

  constructor(limit: Weight) {
    this.limit = limit
  }

  hasRoomFor(weight: Weight): boolean {
    return fitsIn(addWeight(this.used, weight), this.limit)
  }

  /** Counts what fits; what does not is not counted. @returns whether it did */
  consume(weight: Weight): boolean {
    const fits = this.hasRoomFor(weight)
    if (fits) this.used = addWeight(this.used, weight)
    return fits
  }
}

/** @returns what it weighed */
export function serviceAgendas(ctx: Ctx): Weight {
  const meter = new Meter(MaximumWeight.of(ctx))
  if (!meter.consume(weights.SERVICE_AGENDAS_BASE)) return meter.used
  const now = ctx.block
  let when = IncompleteSince.take(ctx) ?? now
  let incompleteSince = now + 1n
  let hasExecuted = false
  const agendaWeight = weights.serviceAgendaBase(MaxScheduledPerBlock.of(ctx))
  while (when <= now && meter.hasRoomFor(agendaWeight)) {
    const served = serviceAgenda(ctx, meter, now, when, hasExecuted)
    hasExecuted ||= served.hasExecuted
    if (!served.isComplete) incompleteSince = minBig(incompleteSince, when)
    when++
  }
  incompleteSince = minBig(incompleteSince, when)
  if (incompleteSince <= now) {
    ctx.deposit(schedulerEvents.AgendaIncomplete({ when: incompleteSince }))
    IncompleteSince.put(ctx, incompleteSince)
  }
  return meter.used
}

interface Served {
  readonly hasExecuted: boolean
  /** Whether every task has had its turn. */
  readonly isComplete: boolean
}

function serviceAgenda(ctx: Ctx, meter: Meter, now: bigint, when: bigint, hadExecuted: boolean): Served {
  const agenda: (Scheduled | undefined)[] = [...Agenda.get(ctx, when)]
  const inOrder = agenda
    .flatMap((task, index) => (task === undefined ? [] : [{ task, index }]))
    .sort((a, b) => a.task.priority - b.task.priority)
  meter.consume(weights.serviceAgendaBase(inOrder.length))
  let hasExecuted = hadExecuted
  let isComplete = true
  for (const { task, index } of inOrder) {
    if (!meter.hasRoomFor(taskWeight(task, lookupLength(task.call)))) {
      isComplete = false
      break
    }
    const fate = serviceTask(ctx, meter, now, [when, index], !hasExecuted, task)
    if (fate === 'done') {
      agenda[index] = undefined
      hasExecuted = true
    } else if (fate === 'overweight') isComplete = false
  }
  if (agenda.some(task => task !== undefined)) Agenda.put(ctx, when, agenda)
  else Agenda.remove(ctx, when)
  return { hasExecuted, isComplete }
}

const taskWeight = ({ maybe_id, maybe_periodic }: Scheduled, lookup: number | undefined): Weight =>
  weights.serviceTask(lookup, maybe_id !== undefined, maybe_periodic !== undefined)

/** What became of a task; one that is lost stays in its block for ever, one that is too heavy has another turn. */
type Fate = 'done' | 'lost' | 'overweight'

function serviceTask(
  ctx: Ctx,
  meter: Meter,
  now: bigint,
  address: TaskAddress,
  isFirst: boolean,
  task: Scheduled,
): Fate {
  const { maybe_id: id } = task
  if (id !== undefined) Lookup.remove(ctx, id)
  const peeked = attempt(() => peekCall(ctx, task.call))
  meter.consume(taskWeight(task, peeked === undefined ? lookupLength(task.call) : peeked.length))
  if (peeked === undefined) {
    ctx.deposit(schedulerEvents.CallUnavailable({ task: address, id }))
    dropCall(ctx, task.call)
    return 'lost'
  }
  const outcome = executeDispatch(ctx, meter, task, peeked)
  if (outcome === undefined) {
    if (!isFirst) return 'overweight'
    dropCall(ctx, task.call)
    ctx.deposit(schedulerEvents.PermanentlyOverweight({ task: address, id }))
    return 'lost'
  }
  const retry = Retries.get(ctx, address)
  Retries.remove(ctx, address)
  ctx.deposit(schedulerEvents.Dispatched({ task: address, id, result: outcome.result }))
  if (retry !== undefined && outcome.result !== undefined) scheduleRetry(ctx, meter, now, address, task, retry)
  scheduleNext(ctx, now, address, task, retry)
  return 'done'
}

/** @returns what came of the call; undefined when there is no room for it */
function executeDispatch(
  ctx: Ctx,
  meter: Meter,
  task: Scheduled,
  { call }: Peeked,
): { readonly result: DispatchErrorData | undefined } | undefined {
  const origin = originOf(task.origin)
  const base = origin.type === 'Signed' ? weights.EXECUTE_DISPATCH_SIGNED : weights.EXECUTE_DISPATCH_UNSIGNED
  const declared = callWeight(ctx, call)
  if (!meter.hasRoomFor(addWeight(base, declared))) return undefined
  const { error, post } = dispatch(ctx, origin, call)
  meter.consume(base)
  meter.consume(post.actualWeight ?? declared)
  return { result: error && ctx.runtime.errorData(error) }
}

/** The next turn of a task that repeats; its name stays its own. */
function scheduleNext(
  ctx: Ctx,
  now: bigint,
  address: TaskAddress,
  task: Scheduled,
  retry: RetryConfig | undefined,
): void {
  if (task.maybe_periodic === undefined) {
    dropCall(ctx, task.call)
    return
  }
  const [period, count] = task.maybe_periodic
  const next: Scheduled = { ...task, maybe_periodic: count > 1 ? [period, count - 1] : undefined }
  const placed = attempt(() => placeTask(ctx, wakeAt(now, period), next))
  if (placed === undefined) {
    dropCall(ctx, task.call)
    ctx.deposit(schedulerEvents.PeriodicFailed({ task: address, id: task.maybe_id }))
  } else if (retry !== undefined) {
    Retries.put(ctx, placed, retry)
  }
}

/** Another turn for a task that failed: without its name, once. */
function scheduleRetry(
  ctx: Ctx,
  meter: Meter,
  now: bigint,
  address: TaskAddress,
  task: Scheduled,
  { total_retries, remaining, period }: RetryConfig,
): void {
  const failed = () => ctx.deposit(schedulerEvents.RetryFailed({ task: address, id: task.maybe_id }))
  if (!meter.consume(weights.scheduleRetry(MaxScheduledPerBlock.of(ctx)))) {
    failed()
    return
  }
  if (remaining === 0) return
  const retried: Scheduled = { ...task, maybe_id: undefined, maybe_periodic: undefined }
  const placed = attempt(() => placeTask(ctx, wakeAt(now, period), retried))
  if (placed !== undefined) {
    Retries.put(ctx, placed, { total_retries, remaining: remaining - 1, period })
    return
  }
  dropCall(ctx, task.call)
  ctx.deposit(schedulerEvents.RetryFailed({ task: address, id: undefined }))
}

const U32_MAX = 0xffff_ffffn
const wakeAt = (now: bigint, period: bigint): bigint => minBig(now + period, U32_MAX)
