/**
 * The Drand pallet: pulses of a public randomness beacon, by which sealed weights open. Nothing here fetches them; what is
 * written must be signed by the beacon. Reference: pallets/drand.
 */
import { pallet } from '../../runtime/pallet.ts'
import { setBeaconConfig, setOldestStoredRound, writePulse } from './calls.ts'
import { DrandErrors } from './errors.ts'
import { drandEvents } from './events.ts'
import { drandConstants, drandStorage } from './storage.ts'
import { validateUnsigned } from './validate-unsigned.ts'

export const drand = pallet({
  name: 'Drand',
  path: 'pallet_drand::pallet',
  storage: drandStorage,
  calls: [writePulse, setBeaconConfig, setOldestStoredRound],
  events: drandEvents,
  errors: DrandErrors,
  constants: drandConstants,
  validateUnsigned,
})
