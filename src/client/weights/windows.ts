/**
 * When a commit may be revealed: in the blocks of one epoch, `reveal period` epochs after its own, neither sooner nor later.
 * Reference: subnets/weights.rs is_reveal_block_range
 */
import { DRAND_QUICKNET } from '../../primitives/crypto/quicknet.ts'
import { epochAt, nextEpoch, type Schedule, startOfEpoch } from '../reads/schedules.ts'

export interface RevealWindow {
  readonly epoch: number
  /** The first and the last block that take the reveal, as far as it can be foreseen; undefined without epochs. */
  readonly opens: number | undefined
  readonly closes: number | undefined
  /** For a transaction that is sent now. */
  readonly state: 'early' | 'open' | 'expired'
}

/** @param commitEpoch the epoch of the block that took the commit */
export function revealWindow(schedule: Schedule, head: number, commitEpoch: number, period: number): RevealWindow {
  const epoch = commitEpoch + period
  const now = epochAt(schedule, head, head + 1)
  const next = nextEpoch(schedule, head)
  const end = epoch >= schedule.index ? startOfEpoch(schedule, head, epoch + 1) : undefined
  return {
    epoch,
    opens:
      epoch > schedule.index
        ? startOfEpoch(schedule, head, epoch)
        : epoch === schedule.index
          ? schedule.last
          : undefined,
    closes: next === undefined || end === undefined ? undefined : end - 1,
    state: now < epoch ? 'early' : now === epoch ? 'open' : 'expired',
  }
}

/** As for a commit that is sent now. */
export const windowOfNewCommit = (schedule: Schedule, head: number, period: number): RevealWindow =>
  revealWindow(schedule, head, epochAt(schedule, head, head + 1), period)

/** Blocks after the first that could open a sealed commit, so that the chain knows the round by then, as btcli has it. */
export const SEALED_LEAD = 3

/** The newest round of drand at a time in milliseconds since 1970. */
export function drandRoundAt(time: number): bigint {
  const { genesis, period } = DRAND_QUICKNET
  return BigInt(Math.max(1, Math.floor((time / 1000 - genesis) / period)))
}
