/** The Sudo pallet: one account that may call as root. Reference: pallet_sudo. */
import { pallet } from '../../runtime/pallet.ts'
import { sudoCalls } from './calls.ts'
import { SudoErrors } from './errors.ts'
import { sudoEvents } from './events.ts'
import { SudoKey } from './storage.ts'

export const sudo = pallet({
  name: 'Sudo',
  path: 'pallet_sudo::pallet',
  storage: [SudoKey],
  calls: sudoCalls,
  events: sudoEvents,
  errors: SudoErrors,
})
