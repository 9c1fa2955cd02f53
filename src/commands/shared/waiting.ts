/**
 * What becomes possible with a later block: told with block and time, and waited for where `--wait` is given.
 *
 *     const later = freeAt > head + 1 ? tooSoon('SubtensorModule.SettingWeightsTooFast', { netuid }, clock, freeAt) : undefined
 *     if (later) return planLater(ctx, client, { later, wait, summary }, () => plan(input, ctx))
 */
import type { Chain } from '../../client/chain.ts'
import type { Client } from '../../client/client.ts'
import { advance, chainStatus } from '../../client/development.ts'
import { type Clock, momentOf } from '../../client/reads/clock.ts'
import { ISSUANCE } from '../../client/reads/emission.ts'
import type { RefusalContext } from '../../client/refusals/context.ts'
import { refusal } from '../../client/refusals/refusal.ts'
import { TaoError } from '../../primitives/errors.ts'
import { type Cell, cells, duration } from '../kit/cells.ts'
import type { Context } from '../kit/context.ts'
import { flag } from '../kit/options.ts'
import type { Plan } from '../kit/plan.ts'
import { integer, maybe, moment, record } from '../kit/shape.ts'

export const WAIT = flag({ summary: 'Wait until the chain takes it' })

/** A block that is still to come, as part of a result. */
export const MOMENT = (summary: string) =>
  record({ block: integer('The block'), time: maybe(moment('When it is made, if nothing delays it')) }, summary)

interface Told {
  readonly block: number | bigint
  readonly time: number | undefined
}

/** `block 4711 (2026-11-20 21:30:12 UTC)`. */
export const momentText = ({ block, time }: Told): string =>
  time === undefined ? `block ${block}` : `block ${block} (${cells.moment(time).text})`

export const momentCell = (moment: Told): Cell => ({ ...cells.text(momentText(moment)), bare: String(moment.block) })

/** How long it is until the block is made: `in 12 min`. */
export function untilText({ slot, block }: Clock, target: number): string {
  return target <= block ? 'now' : `in ${duration((target - block) * slot)}`
}

/** Something that the chain takes from a block on. */
export interface Later {
  /** The first block whose transactions may do it. */
  readonly freeAt: number
  /** What is told when nobody wants to wait. */
  readonly refusal: TaoError
}

/** The refusal that the chain would give, with the block and the time from which on it gives none. */
export function tooSoon(label: string, context: RefusalContext, clock: Clock, freeAt: number): Later {
  const told = refusal(label, context)
  const when = momentOf(clock, freeAt)
  const isLocal = context.network === 'local'
  return {
    freeAt,
    refusal: new TaoError(told.code, told.message, {
      why: [
        ...told.why,
        `It will do from ${momentText(when)} on, ${untilText(clock, freeAt)}. Now it is block ${clock.block}.`,
      ],
      remedy: isLocal
        ? `Add --wait, or let time pass with: tao chain advance ${freeAt - 1 - clock.block}`
        : 'Add --wait, or come back then.',
      data: {
        ...told.data,
        block: clock.block,
        free_at_block: freeAt,
        ...(when.time === undefined ? {} : { free_at: new Date(when.time).toISOString() }),
      },
    }),
  }
}

export interface LaterOrder {
  readonly later: Later
  /** Whether the user wants to wait. */
  readonly wait: boolean
  readonly summary: string
  readonly clock: Clock
}

/** The plan to wait and then do what `again` plans by then. @throws TaoError the refusal if nobody wants to wait */
export async function planLater<R>(
  ctx: Context,
  { chain }: Client,
  { later, wait, summary, clock }: LaterOrder,
  again: () => Promise<Plan<R>>,
): Promise<Plan<R>> {
  if (!wait) throw later.refusal
  const isDevelopment = await chain.isDevelopment()
  return {
    summary,
    facts: [
      ['Waits for', momentCell(momentOf(clock, later.freeAt))],
      ['Network', cells.text(chain.name)],
    ],
    effects: [`Waits until the chain takes it, ${untilText(clock, later.freeAt)}, and then does it`],
    consent: { unattended: isDevelopment && !chain.isAtStake },
    perform: async () => {
      await waitFor(ctx, chain, later.freeAt - 1)
      const plan = await again()
      for (const warning of plan.warnings ?? []) ctx.warn(warning)
      return plan.perform()
    },
  }
}

const POLL_MS = 1000

/** Until the newest block is that one or a later one. A chain that makes no blocks by itself is wound forward. */
export async function waitFor(ctx: Context, chain: Chain, block: number): Promise<void> {
  const left = async (): Promise<number> => block - (await chain.head()).number
  const missing = await left()
  if (missing <= 0) return
  if (await standsStill(chain)) {
    const client = await chain.with(ISSUANCE)
    await ctx.progress(`Making ${missing} blocks`, async step => {
      const onProgress = (made: number): boolean => {
        step(`Making blocks: ${made} of ${missing}`)
        return false
      }
      await advance(client, missing, { signal: ctx.signal, onProgress })
    })
  } else {
    await ctx.progress(`Waiting for block ${block}`, async step => {
      for (let blocks = missing; blocks > 0 && !ctx.signal.aborted; blocks = await left()) {
        step(`Waiting for block ${block}: ${blocks} to go`)
        await pause(POLL_MS, ctx.signal)
      }
    })
  }
  if (ctx.signal.aborted) throw new TaoError('interrupted', 'Interrupted: nothing was sent')
}

/** Whether blocks come only with transactions, or when they are asked for. */
async function standsStill(chain: Chain): Promise<boolean> {
  if (!(await chain.isDevelopment())) return false
  const { sealing } = await chainStatus(chain)
  return sealing === 'instant' || sealing === 'manual'
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(done, ms)
    function done(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    signal.addEventListener('abort', done)
  })
}
