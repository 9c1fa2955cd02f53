/** Types of the Multisig pallet, under the names and paths of the reference. */
import { accountId, blockNumber, taoBalance } from '../../runtime/types.ts'
import { named, type ValueOf } from '../../scale/codec.ts'
import { boundedVec } from '../../scale/collections.ts'
import { struct } from '../../scale/composites.ts'
import { u32 } from '../../scale/primitives.ts'

export const MAX_SIGNATORIES = 100

/** Where the extrinsic stood by which an operation began. */
export const timepoint = struct(
  'pallet_multisig::Timepoint',
  { height: named(blockNumber, 'BlockNumber'), index: u32 },
  [{ name: 'BlockNumber', type: () => blockNumber.type() }],
)
export type Timepoint = ValueOf<typeof timepoint>

/** An operation that waits for approvals, which stand in order. */
export const multisigOperation = struct(
  'pallet_multisig::Multisig',
  {
    when: named(timepoint, 'Timepoint<BlockNumber>'),
    deposit: named(taoBalance, 'Balance'),
    depositor: named(accountId, 'AccountId'),
    approvals: named(boundedVec(accountId, MAX_SIGNATORIES), 'BoundedVec<AccountId, MaxApprovals>'),
  },
  [
    { name: 'BlockNumber', type: () => blockNumber.type() },
    { name: 'Balance', type: taoBalance.type },
    { name: 'AccountId', type: accountId.type },
    { name: 'MaxApprovals' },
  ],
)
export type MultisigOperation = ValueOf<typeof multisigOperation>
