/** Storage and constants of the Commitments pallet. Reference: pallets/commitments/src/lib.rs. */
import type { AccountId } from '../../../primitives/account.ts'
import { ZERO_TAO } from '../../../primitives/amounts.ts'
import type { NetUid } from '../../../primitives/netuid.ts'
import { accountId, blockNumber, netuid, taoBalance } from '../../runtime/types.ts'
import { bytes, orderedSet, tuple, vec } from '../../scale/collections.ts'
import { u32, u64 } from '../../scale/primitives.ts'
import { constantsOf } from '../../state/constant.ts'
import { identity, twox64Concat } from '../../state/hashers.ts'
import { storageOf } from '../../state/storage.ts'
import { registration, usageTracker } from './types.ts'

const storage = storageOf('Commitments')
const byAccount = [identity(netuid), twox64Concat(accountId)] as const

export type Committer = readonly [netuid: NetUid, who: AccountId]

export const compareCommitters = (a: Committer, b: Committer): number =>
  a[0] - b[0] || (a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : 0)

/** Who has a commitment with something sealed in it, in order. */
export const TimelockedIndex = storage.value(
  'TimelockedIndex',
  orderedSet(tuple(netuid, accountId), compareCommitters),
  { default: [] },
)
export const CommitmentOf = storage.map('CommitmentOf', byAccount, registration)
export const LastCommitment = storage.map('LastCommitment', byAccount, blockNumber)
export const LastBondsReset = storage.map('LastBondsReset', byAccount, blockNumber)
/** What was opened, with the block of its opening, the newest last. */
export const RevealedCommitments = storage.map('RevealedCommitments', byAccount, vec(tuple(bytes, u64)))
export const UsedSpaceOf = storage.map('UsedSpaceOf', byAccount, usageTracker)
export const MaxSpace = storage.value('MaxSpace', u32, { default: 3100, unit: 'bytes per tempo', since: 257 })

export const commitmentsStorage = [
  TimelockedIndex,
  CommitmentOf,
  LastCommitment,
  LastBondsReset,
  RevealedCommitments,
  UsedSpaceOf,
  MaxSpace,
]

const constant = constantsOf('Commitments')
export const MaxFields = constant('MaxFields', u32, { unit: 'fields', normal: 3, since: 139 })
export const InitialDeposit = constant('InitialDeposit', taoBalance, { unit: 'rao', normal: ZERO_TAO, since: 136 })
export const FieldDeposit = constant('FieldDeposit', taoBalance, { unit: 'rao', normal: ZERO_TAO, since: 136 })
