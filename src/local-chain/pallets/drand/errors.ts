import { errorsOf } from '../../runtime/dispatch-error.ts'

/** Errors of the Drand pallet. Reference: pallets/drand/src/lib.rs Error. */
export const DrandErrors = errorsOf('Drand', [
  'NoneValue',
  'StorageOverflow',
  'DrandConnectionFailure',
  'UnverifiedPulse',
  'InvalidRoundNumber',
  'PulseVerificationError',
])
