/** Benchmarked weights. Reference: pallets/swap/src/weights.rs SubstrateWeight. */
import { type Weight, weigh } from '../../runtime/weight.ts'

export const weights = {
  setFeeRate: weigh(15_063_000, 3994, 1, 1),
} as const satisfies Readonly<Record<string, Weight>>
