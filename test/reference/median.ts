/** The stake-weighted median, over bigint. Reference: epoch/math.rs weighted_median. */
import { I32F32 } from '../../src/consensus/fixed/types.ts'
import { ZERO } from './scalars.ts'
import type { Vector } from './vectors.ts'

export function weighted_median(
  stake: Vector,
  score: Vector,
  partition_idx: readonly number[],
  minority: I32F32,
  partition_lo: I32F32,
  partition_hi: I32F32,
): I32F32 {
  if (stake.length !== score.length) return ZERO
  const scoreOf = (i: number) => score[i] ?? ZERO
  const stakeOf = (indices: readonly number[]) => indices.reduce((s, i) => I32F32.satAdd(s, stake[i] ?? ZERO), ZERO)
  let [current, low, high] = [partition_idx, partition_lo, partition_hi]
  for (;;) {
    if (current.length === 0) return ZERO
    if (current.length === 1) return scoreOf(current[0]!)
    const pivot = scoreOf(current[current.length >> 1]!)
    const lower = current.filter(i => scoreOf(i) < pivot)
    const upper = current.filter(i => scoreOf(i) > pivot)
    const upTo = I32F32.satAdd(low, stakeOf(lower))
    const from = I32F32.satSub(high, stakeOf(upper))
    if (lower.length > 0 && minority < upTo) [current, high] = [lower, upTo]
    else if (upper.length > 0 && from <= minority) [current, low] = [upper, from]
    else return pivot
  }
}
