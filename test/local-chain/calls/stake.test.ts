/** Calls on stake and on the keys behind it. */
import { describe } from 'vitest'
import * as child from './child.cases.ts'
import * as economy from './economy.cases.ts'
import * as keys from './keys.cases.ts'
import * as moving from './moving.cases.ts'
import * as staking from './staking.cases.ts'
import { playCalls } from './support/play.ts'

describe.each(Object.entries({ staking, moving, economy, keys, child }))('%s', (_area, { stage, cases }) => {
  playCalls(stage, cases)
})
