import { errorsOf } from '../../runtime/dispatch-error.ts'
import { eventsOf } from '../../runtime/event.ts'
import { h256 } from '../../runtime/types.ts'
import { named } from '../../scale/codec.ts'

const hash = named(h256, 'T::Hash')

/** Events of the Preimage pallet. Reference: pallet_preimage Event. */
export const preimageEvents = eventsOf('Preimage', {
  Noted: [0, { hash }],
  Requested: [1, { hash }],
  Cleared: [2, { hash }],
})

/** Errors of the Preimage pallet. Reference: pallet_preimage Error. */
export const PreimageErrors = errorsOf('Preimage', [
  'TooBig',
  'AlreadyNoted',
  'NotAuthorized',
  'NotNoted',
  'Requested',
  'NotRequested',
  'TooMany',
  'TooFew',
])
