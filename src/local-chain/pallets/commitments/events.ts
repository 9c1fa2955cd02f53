/** Events and errors of the Commitments pallet. Reference: pallets/commitments/src/lib.rs. */
import { errorsOf } from '../../runtime/dispatch-error.ts'
import { eventsOf } from '../../runtime/event.ts'
import { accountId, netuid } from '../../runtime/types.ts'
import { named } from '../../scale/codec.ts'
import { u64 } from '../../scale/primitives.ts'

export const CommitmentsErrors = errorsOf('Commitments', [
  'TooManyFieldsInCommitmentInfo',
  'AccountNotAllowedCommit',
  'SpaceLimitExceeded',
  'UnexpectedUnreserveLeftover',
])

const who = named(accountId, 'T::AccountId')

export const commitmentsEvents = eventsOf('Commitments', {
  Commitment: [0, { netuid, who }],
  TimelockCommitment: [1, { netuid, who, reveal_round: u64 }],
  CommitmentRevealed: [2, { netuid, who }],
})
