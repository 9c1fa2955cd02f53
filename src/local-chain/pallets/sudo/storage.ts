/** Storage of the Sudo pallet. Reference: pallet_sudo. */
import { accountId } from '../../runtime/types.ts'
import { storageOf } from '../../state/storage.ts'

/** Who may call as root; nobody, where it is absent. */
export const SudoKey = storageOf('Sudo').value('Key', accountId)
