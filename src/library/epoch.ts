/** Yuma consensus without a chain. */
import { copyOutput, runEpoch as run } from '../consensus/epoch/epoch.ts'
import type { EpochInput, EpochOutput } from '../consensus/epoch/types.ts'

/**
 * Runs the epoch of one mechanism, to the last bit as the chain does. The result stays what it is whatever runs later.
 * @throws TaoError `internal` when the input's parts do not have the sizes that EpochInput gives
 */
export const runEpoch = (input: EpochInput): EpochOutput => copyOutput(run(input))
