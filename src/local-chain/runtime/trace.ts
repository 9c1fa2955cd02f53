/**
 * Where value moved and why: the stream that explanations are made of. The same code that moves the value reports it, so
 * there is no second algorithm to keep in step.
 */
import type { AccountId } from '../../primitives/account.ts'

export interface TraceEntry {
  /** What happened, e.g. `emission.incentive`. */
  readonly kind: string
  readonly netuid?: number
  readonly hotkey?: AccountId
  readonly coldkey?: AccountId
  /** rao of TAO or alpha, as the kind says. */
  readonly amount?: bigint
  readonly detail?: unknown
}

export type TraceSink = (entry: TraceEntry) => void
