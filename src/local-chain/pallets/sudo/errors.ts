import { errorsOf } from '../../runtime/dispatch-error.ts'

/** Errors of the Sudo pallet. Reference: pallet_sudo Error. */
export const SudoErrors = errorsOf('Sudo', ['RequireSudo'])
