/** The Balances pallet: TAO in accounts, reserves and holds. Reference: pallet_balances. */

import { pallet } from '../../runtime/pallet.ts'
import { balancesCalls } from './calls.ts'
import { BalancesErrors } from './errors.ts'
import { balancesEvents } from './events.ts'
import { balancesInvariants } from './invariants.ts'
import { balancesConstants, balancesStorage } from './storage.ts'

const params = ['T', 'I']

export const balances = pallet({
  name: 'Balances',
  path: 'pallet_balances::pallet',
  params: { Call: params, Event: params, Error: params },
  storage: balancesStorage,
  calls: balancesCalls,
  events: balancesEvents,
  errors: BalancesErrors,
  constants: balancesConstants,
  invariants: balancesInvariants,
})
