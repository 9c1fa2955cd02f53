import { dispatchErrorCodec, dispatchResultCodec } from '../../runtime/dispatch-error.ts'
import { eventsOf } from '../../runtime/event.ts'
import { u32 } from '../../scale/primitives.ts'

/** Events of the Utility pallet. Reference: pallet_subtensor_utility Event. */
export const utilityEvents = eventsOf('Utility', {
  BatchInterrupted: [0, { index: u32, error: dispatchErrorCodec }],
  BatchCompleted: [1, null],
  BatchCompletedWithErrors: [2, null],
  ItemCompleted: [3, null],
  ItemFailed: [4, { error: dispatchErrorCodec }],
  DispatchedAs: [5, { result: dispatchResultCodec }],
  IfElseMainSuccess: [6, null],
  IfElseFallbackCalled: [7, { main_error: dispatchErrorCodec }],
})
