/** The LimitOrders pallet: orders that are signed beforehand and carried out by others. Reference: pallets/limit-orders. */
import { pallet } from '../../runtime/pallet.ts'
import { limitOrdersCalls } from './calls.ts'
import { LimitOrdersErrors, limitOrdersEvents } from './events.ts'
import { limitOrdersConstants, limitOrdersStorage } from './storage.ts'

export const limitOrders = pallet({
  name: 'LimitOrders',
  path: 'pallet_limit_orders::pallet',
  storage: limitOrdersStorage,
  calls: limitOrdersCalls,
  events: limitOrdersEvents,
  errors: LimitOrdersErrors,
  constants: limitOrdersConstants,
})
