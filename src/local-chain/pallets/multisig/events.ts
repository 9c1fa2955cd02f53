import { dispatchResultCodec, errorsOf } from '../../runtime/dispatch-error.ts'
import { eventsOf } from '../../runtime/event.ts'
import { accountId, taoBalance } from '../../runtime/types.ts'
import { named } from '../../scale/codec.ts'
import { fixedBytes } from '../../scale/collections.ts'
import { timepoint as timepointCodec } from './types.ts'

const account = named(accountId, 'T::AccountId')
const call_hash = named(fixedBytes(32), 'CallHash')
const timepoint = named(timepointCodec, 'Timepoint<BlockNumberFor<T>>')
const balance = named(taoBalance, 'BalanceOf<T>')

/** Events of the Multisig pallet. Reference: pallet_multisig Event. */
export const multisigEvents = eventsOf('Multisig', {
  NewMultisig: [0, { approving: account, multisig: account, call_hash }],
  MultisigApproval: [1, { approving: account, timepoint, multisig: account, call_hash }],
  MultisigExecuted: [2, { approving: account, timepoint, multisig: account, call_hash, result: dispatchResultCodec }],
  MultisigCancelled: [3, { cancelling: account, timepoint, multisig: account, call_hash }],
  DepositPoked: [4, { who: account, call_hash, old_deposit: balance, new_deposit: balance }],
})

/** Errors of the Multisig pallet. Reference: pallet_multisig Error. */
export const MultisigErrors = errorsOf('Multisig', [
  'MinimumThreshold',
  'AlreadyApproved',
  'NoApprovalsNeeded',
  'TooFewSignatories',
  'TooManySignatories',
  'SignatoriesOutOfOrder',
  'SenderInSignatories',
  'NotFound',
  'NotOwner',
  'NoTimepoint',
  'WrongTimepoint',
  'UnexpectedTimepoint',
  'MaxWeightTooLow',
  'AlreadyStored',
])
