import { errorsOf } from '../../runtime/dispatch-error.ts'

/** Errors of the Utility pallet. Reference: pallet_subtensor_utility Error. */
export const UtilityErrors = errorsOf('Utility', ['TooManyCalls', 'InvalidDerivedAccount'])
