/** The Crowdloan pallet: raising money together for a call or for somebody. Reference: pallets/crowdloan/src/lib.rs. */

import { pallet } from '../../runtime/pallet.ts'
import { contribute, create, withdraw } from './contributing.ts'
import { dissolve, finalize, refund } from './ending.ts'
import { CrowdloanErrors } from './errors.ts'
import { crowdloanEvents } from './events.ts'
import { crowdloanInvariants } from './invariants.ts'
import { crowdloanConstants, crowdloanStorage } from './storage.ts'
import { setMaxContribution, updateCap, updateEnd, updateMinContribution } from './terms.ts'

export const crowdloan = pallet({
  name: 'Crowdloan',
  path: 'pallet_crowdloan::pallet',
  storage: crowdloanStorage,
  calls: [
    create,
    contribute,
    withdraw,
    finalize,
    refund,
    dissolve,
    updateMinContribution,
    updateEnd,
    updateCap,
    setMaxContribution,
  ],
  events: crowdloanEvents,
  errors: CrowdloanErrors,
  constants: crowdloanConstants,
  invariants: crowdloanInvariants,
})
