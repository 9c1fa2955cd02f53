/** Calls of the base pallets, calls that only refuse, and what blocks do by themselves. */
import { describe } from 'vitest'
import * as balances from './balances.cases.ts'
import * as dead from './dead.cases.ts'
import * as elsewhere from './elsewhere.cases.ts'
import * as hooks from './hooks.cases.ts'
import { playBlocks, playCalls, playDead } from './support/play.ts'
import * as system from './system.cases.ts'

describe.each(Object.entries({ balances, system, elsewhere }))('%s', (_area, { stage, cases }) => {
  playCalls(stage, cases)
})

describe('calls that only refuse', () => playDead(dead.stage, dead.dead))

describe('blocks', () => playBlocks(hooks.stage, hooks.blocks))
