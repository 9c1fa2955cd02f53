/** All calls on stake. */
import { tryAssociateHotkey } from './account.ts'
import { addStakeCalls } from './add-stake.ts'
import { setColdkeyAutoStakeHotkey } from './auto-stake.ts'
import { claimRootCalls } from './claim-root-calls.ts'
import { decreaseTake } from './decrease-take.ts'
import { increaseTake } from './increase-take.ts'
import { lockCalls } from './lock/calls.ts'
import { moveStakeCalls } from './move-stake.ts'
import { recycleAlphaCalls } from './recycle-alpha.ts'
import { removeStakeCalls } from './remove-stake.ts'

export const stakingCalls = [
  decreaseTake,
  increaseTake,
  ...addStakeCalls,
  ...removeStakeCalls,
  ...moveStakeCalls,
  tryAssociateHotkey,
  ...recycleAlphaCalls,
  setColdkeyAutoStakeHotkey,
  ...claimRootCalls,
  ...lockCalls,
]
