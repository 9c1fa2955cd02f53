/** An epoch that ran with its trace. */
import { copyOutput, runEpoch } from '../../../src/consensus/epoch/epoch.ts'
import type { TracedEpoch } from '../../../src/consensus/epoch/explain/steps.ts'
import type { EpochInput, EpochTrace } from '../../../src/consensus/epoch/types.ts'

export function traced(input: EpochInput): TracedEpoch {
  let trace: EpochTrace | undefined
  const output = copyOutput(
    runEpoch(input, epoch => {
      trace = epoch
    }),
  )
  return { input, output, trace: trace! }
}
