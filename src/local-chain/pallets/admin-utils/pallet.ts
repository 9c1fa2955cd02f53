/** Administration: settings of the network by root, of subnets by their owners. Reference: pallets/admin-utils. */
import { pallet } from '../../runtime/pallet.ts'
import { AdminUtilsErrors } from './errors.ts'
import { adminUtilsEvents } from './events.ts'
import { networkCalls } from './network-calls.ts'
import { ownerCalls } from './owner-calls.ts'
import { rootCalls } from './root-calls.ts'
import { PrecompileEnable } from './storage.ts'

export const adminUtils = pallet({
  name: 'AdminUtils',
  path: 'pallet_admin_utils::pallet',
  storage: [PrecompileEnable],
  calls: [...networkCalls, ...rootCalls, ...ownerCalls],
  events: adminUtilsEvents,
  errors: AdminUtilsErrors,
})
