/** Every kind of vector file the runner knows. The first that matches a file runs it. */
import type { Kind } from './kind.ts'
import { blockEmission } from './kinds/block-emission.ts'
import { callWeightExamples, callWeights } from './kinds/call-weights.ts'
import { constants } from './kinds/constants.ts'
import { epochMath } from './kinds/epoch-math.ts'
import { epochs } from './kinds/epochs.ts'
import { fixedPoint } from './kinds/fixed-point.ts'
import { poolCurve } from './kinds/pool-curve.ts'
import { rawStates } from './kinds/raw-states.ts'
import { scenarios } from './kinds/scenarios.ts'
import { schema } from './kinds/schema.ts'
import { sharePool } from './kinds/share-pool.ts'

export const KINDS: readonly Kind[] = [
  fixedPoint,
  epochMath,
  epochs,
  blockEmission,
  sharePool,
  poolCurve,
  scenarios,
  rawStates,
  schema,
  constants,
  callWeights,
  callWeightExamples,
]
