import { eventsOf } from '../../runtime/event.ts'
import { vec } from '../../scale/collections.ts'
import { u64 } from '../../scale/primitives.ts'
import { roundNumber } from './types.ts'

/** Events of the Drand pallet. Reference: pallets/drand/src/lib.rs Event. */
export const drandEvents = eventsOf('Drand', {
  BeaconConfigChanged: [0, null],
  NewPulse: [1, { rounds: vec(roundNumber) }],
  SetOldestStoredRound: [2, [u64]],
})
