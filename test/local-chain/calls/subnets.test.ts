/** Calls on subnets, their neurons and what these do. */
import { describe } from 'vitest'
import * as networks from './networks.cases.ts'
import * as registration from './registration.cases.ts'
import * as serving from './serving.cases.ts'
import { playCalls } from './support/play.ts'
import * as swaps from './swaps.cases.ts'
import * as weights from './weights.cases.ts'

describe.each(Object.entries({ registration, networks, weights, swaps, serving }))('%s', (_area, { stage, cases }) => {
  playCalls(stage, cases)
})
