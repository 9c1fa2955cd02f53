/** The Multisig pallet: accounts for which several act together. Reference: pallet_multisig. */

import { pallet } from '../../runtime/pallet.ts'
import { multisigCalls } from './calls.ts'
import { MultisigErrors, multisigEvents } from './events.ts'
import { multisigInvariants } from './invariants.ts'
import { Multisigs, multisigConstants } from './storage.ts'

export const multisig = pallet({
  name: 'Multisig',
  path: 'pallet_multisig::pallet',
  storage: [Multisigs],
  calls: multisigCalls,
  events: multisigEvents,
  errors: MultisigErrors,
  constants: multisigConstants,
  invariants: multisigInvariants,
})
