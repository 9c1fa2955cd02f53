/**
 * When blocks are made, and what time they bear. This is the one file that reads the wall clock.
 *
 * Time on the chain counts in slots. A block's slot is one more than its parent's, so the same calls give the same chain
 * on every day; only a served chain that makes blocks by interval keeps step with the wall clock. No two blocks share a slot.
 */
import { SlotDuration } from '../pallets/aura/storage.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { Parent } from './authoring.ts'
import { slotOf } from './header.ts'
import { type ChainSpec, DEFAULT_START } from './spec.ts'

/**
 * What makes a block:
 * - `instant`: a transaction that is ready; those that come in together share one;
 * - `interval`: each slot of real time;
 * - `manual`: only who asks for it;
 * - a number: so many milliseconds of real time, whatever the slots of the chain are.
 */
export type Sealing = (typeof SEALINGS)[number] | number

export const SEALINGS = ['instant', 'interval', 'manual'] as const
/** Milliseconds between blocks that come by a number. */
export const SEAL_EVERY = { min: 10, max: 86_400_000 } as const

/** Milliseconds that only ever grow, for measuring. */
export const elapsed = (): number => performance.now()

/** Lets others have a turn of the event loop. */
export const nextTurn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))

/** Milliseconds of Unix time. */
const wallClock = (): number => Date.now()

/** Milliseconds of a slot, as the profile says. */
export const slotDuration = (runtime: Runtime): bigint => SlotDuration.of(runtime.profile)

/** The slot after the parent's; the chain's first one for block 1. */
export function nextSlot(spec: ChainSpec, parent: Parent, duration: bigint): bigint {
  const before = slotOf(parent.decoded)
  return before === undefined ? (spec.startTime ?? DEFAULT_START) / duration : before + 1n
}

/** The slot of real time, or the next free one where the chain is ahead of it. */
export function realSlot(spec: ChainSpec, parent: Parent, duration: bigint): bigint {
  const free = nextSlot(spec, parent, duration)
  const now = BigInt(wallClock()) / duration
  return now > free ? now : free
}

/** Calls for blocks at the right moments. It is idle until it is given a sealing. */
export class Clock {
  private readonly duration: bigint
  private readonly makeBlock: () => void
  private mode: Sealing = 'manual'
  private timer: NodeJS.Timeout | undefined
  private called: NodeJS.Immediate | undefined
  /** No block bears an earlier slot. */
  private earliest = 0n

  /** @param makeBlock makes one block now; what it throws is its own to report */
  constructor(duration: bigint, makeBlock: () => void) {
    this.duration = duration
    this.makeBlock = makeBlock
  }

  get sealing(): Sealing {
    return this.mode
  }

  set sealing(mode: Sealing) {
    this.stop()
    this.mode = mode
    if (mode === 'interval') this.waitForSlot()
    if (typeof mode === 'number') this.timer = setInterval(this.makeBlock, mode)
  }

  /** Milliseconds between blocks that keep step with the slots; undefined where others are made. */
  get pace(): number | undefined {
    return this.mode === 'interval' ? Number(this.duration) : undefined
  }

  /** A transaction is ready. Those that follow within this turn of the event loop come into the same block. */
  transactionReady(): void {
    if (this.mode !== 'instant' || this.called !== undefined) return
    this.called = setImmediate(() => {
      this.called = undefined
      this.makeBlock()
    })
  }

  /** The next block bears this time, in milliseconds of Unix time, or its own if that is later; the others go on from there. */
  moveTo(milliseconds: bigint): void {
    this.earliest = milliseconds / this.duration
  }

  /** The slot of the block after `parent`. @param real whether blocks that are made by interval keep step with real time */
  slotAfter(spec: ChainSpec, parent: Parent, real: boolean): bigint {
    const next = real && this.mode === 'interval' ? realSlot : nextSlot
    const slot = next(spec, parent, this.duration)
    return slot > this.earliest ? slot : this.earliest
  }

  stop(): void {
    this.mode = 'manual'
    clearTimeout(this.timer)
    clearImmediate(this.called)
    this.timer = undefined
    this.called = undefined
  }

  /** Waits for the next slot of real time behind the one `last`: a timer may go off a little early. */
  private waitForSlot(last = 0): void {
    const length = Number(this.duration)
    const now = wallClock()
    const next = Math.max(Math.floor(now / length), last) + 1
    this.timer = setTimeout(
      () => {
        this.waitForSlot(next)
        this.makeBlock()
      },
      next * length - now,
    )
  }
}
