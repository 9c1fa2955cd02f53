/**
 * Block emission and halving. One rule serves TAO and the alpha of every subnet: the reward of a block depends on what
 * has been issued, not on the height, and halves each time half of what remained to be issued up to 21 million exists.
 *
 * Reference: coinbase/block_emission.rs get_block_emission_for_issuance.
 */
import { RAO_PER_TAO } from '../primitives/amounts.ts'
import { log2 } from './fixed/transcendental.ts'
import { I96F32 } from './fixed/types.ts'

/** No more than this is ever issued, in rao; from here on the reward is 0. */
export const MAX_SUPPLY = 21_000_000n * RAO_PER_TAO
/** The reward of a block before the first halving, in rao. */
export const INITIAL_BLOCK_EMISSION = RAO_PER_TAO

const SUPPLY = I96F32.satFromInt(MAX_SUPPLY)

/**
 * The reward of the next block, in rao, when `issuance` rao (of TAO, or of one subnet's alpha) exist.
 *
 * The number of halvings is the whole part of log2(1 / (1 - issuance / 21M)), computed in I96F32.
 */
export function blockEmission(issuance: bigint): bigint {
  if (issuance >= MAX_SUPPLY) return 0n
  const issued = I96F32.safeDiv(I96F32.satFromInt(issuance), SUPPLY)
  const inverse = I96F32.safeDiv(I96F32.ONE, I96F32.satSub(I96F32.ONE, issued))
  // What is issued lies below 1, so the inverse is at least 1 and has a logarithm.
  const halvings = I96F32.toU64(log2(I96F32, inverse)!)
  return INITIAL_BLOCK_EMISSION >> halvings
}

/** A step of the schedule. */
export interface Halving {
  /** How often the reward has been halved. */
  readonly step: number
  /** The least issuance, in rao, at which this step's reward is paid. */
  readonly issuance: bigint
  /** The reward of a block from here on, in rao. */
  readonly emission: bigint
}

/**
 * Every halving up to the one that ends emission: 10.5M, 15.75M, 18.375M, … TAO issued. The thresholds are issuances;
 * what is recycled comes off the issuance and so delays them.
 */
export const HALVINGS: readonly Halving[] = halvings()

function halvings(): Halving[] {
  const steps: Halving[] = []
  for (let step = 1, emission = INITIAL_BLOCK_EMISSION; emission > 0n; step++) {
    emission >>= 1n
    steps.push({ step, issuance: threshold(BigInt(step)), emission })
  }
  return steps
}

/**
 * The least issuance after which `1 - 2^-step` of the supply exists. It is where the fixed-point rule steps too: that
 * fraction has few enough bits to be exact.
 */
function threshold(step: bigint): bigint {
  const parts = MAX_SUPPLY * ((1n << step) - 1n)
  return -(-parts >> step)
}

/** Where a projection starts. */
export interface ScheduleStart {
  /** The height whose reward is the first one counted. */
  readonly block: bigint
  /** What is issued before that block, in rao. */
  readonly issuance: bigint
  /** That block's time, in milliseconds since 1970. */
  readonly timestamp?: bigint
}

/** One era: the blocks that pay one reward. */
export interface ScheduledEra {
  /** How often the reward has been halved. */
  readonly step: number
  /** The reward of each block, in rao. */
  readonly emission: bigint
  /** The first block that pays it. */
  readonly block: bigint
  /** What is issued before that block, in rao. */
  readonly issuance: bigint
  /** That block's time, in milliseconds since 1970, when the start has one. */
  readonly timestamp?: bigint
}

/** 12 seconds. */
export const BLOCK_TIME_MS = 12_000n

/**
 * The eras from `start` to the end of emission, **assuming that nothing is recycled and every block pays its reward
 * whole**: each recycled rao postpones all that follows. The last era has emission 0.
 */
export function projectSchedule(start: ScheduleStart, blockTimeMs: bigint = BLOCK_TIME_MS): ScheduledEra[] {
  const eras: ScheduledEra[] = []
  let { block, issuance } = start
  let emission = blockEmission(issuance)
  let step = HALVINGS.filter(halving => halving.issuance <= issuance).length
  for (;;) {
    const timestamp =
      start.timestamp === undefined ? {} : { timestamp: start.timestamp + (block - start.block) * blockTimeMs }
    eras.push({ step, emission, block, issuance, ...timestamp })
    if (emission === 0n) return eras
    const missing = HALVINGS[step]!.issuance - issuance
    const blocks = (missing + emission - 1n) / emission
    block += blocks
    issuance += blocks * emission
    emission = blockEmission(issuance)
    step++
  }
}

/** What is issued, in rao, once `blocks` more blocks have paid their reward whole. */
export function issuanceAfter(issuance: bigint, blocks: bigint): bigint {
  const eras = projectSchedule({ block: 0n, issuance })
  const era = eras.findLast(({ block }) => block <= blocks)!
  return era.issuance + (blocks - era.block) * era.emission
}
