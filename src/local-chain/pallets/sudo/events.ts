import { dispatchResultCodec } from '../../runtime/dispatch-error.ts'
import { eventsOf } from '../../runtime/event.ts'
import { accountId } from '../../runtime/types.ts'
import { named } from '../../scale/codec.ts'
import { option } from '../../scale/collections.ts'

const account = named(accountId, 'T::AccountId')

/** Events of the Sudo pallet. Reference: pallet_sudo Event. */
export const sudoEvents = eventsOf('Sudo', {
  Sudid: [0, { sudo_result: dispatchResultCodec }],
  KeyChanged: [1, { old: option(account), new: account }],
  KeyRemoved: [2, null],
  SudoAsDone: [3, { sudo_result: dispatchResultCodec }],
})
