import { pallet } from '../../runtime/pallet.ts'
import { swapRuntimeApi } from './api.ts'
import { swapCalls } from './calls.ts'
import { SwapErrors } from './errors.ts'
import { swapEvents } from './events.ts'
import { swapConstants, swapStorage } from './storage.ts'

export const swap = pallet({
  name: 'Swap',
  path: 'pallet_subtensor_swap::pallet::pallet',
  storage: swapStorage,
  calls: swapCalls,
  events: swapEvents,
  errors: SwapErrors,
  constants: swapConstants,
  apis: [swapRuntimeApi],
})
