/**
 * The System pallet: accounts, events, the block being made, raw storage. Reference: frame_system.
 *
 * Its constant `Version` tells of the whole runtime and is written by the metadata.
 */
import { pallet } from '../../runtime/pallet.ts'
import { accountNonceApi } from './api.ts'
import { systemCalls, validateUnsigned } from './calls.ts'
import { SystemErrors } from './errors.ts'
import { systemEvents } from './events.ts'
import { systemConstants, systemStorage } from './storage.ts'

export const system = pallet({
  name: 'System',
  path: 'frame_system::pallet',
  storage: systemStorage,
  calls: systemCalls,
  events: systemEvents,
  errors: SystemErrors,
  constants: systemConstants,
  apis: [accountNonceApi],
  validateUnsigned,
})
