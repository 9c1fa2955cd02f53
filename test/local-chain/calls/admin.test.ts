/** Calls of administration: every setting at its bounds, with who may set it, when and how often. */
import { describe } from 'vitest'
import * as network from './admin-network.cases.ts'
import * as owner from './admin-owner.cases.ts'
import * as subnet from './admin-subnet.cases.ts'
import { playCalls } from './support/play.ts'

describe.each(Object.entries({ network, subnet, owner }))('%s', (_area, { stage, cases }) => {
  playCalls(stage, cases)
})
