/** Types of the Crowdloan pallet, under the names and paths of the reference. */
import { accountId, blockNumber, taoBalance } from '../../runtime/types.ts'
import { named, type ValueOf } from '../../scale/codec.ts'
import { option } from '../../scale/collections.ts'
import { struct } from '../../scale/composites.ts'
import { bool, u32 } from '../../scale/primitives.ts'
import { boundedCall } from '../preimage/types.ts'

export const crowdloanId = named(u32, 'CrowdloanId')

const balance = named(taoBalance, 'Balance')

export const crowdloanInfo = struct(
  'pallet_crowdloan::CrowdloanInfo',
  {
    creator: named(accountId, 'AccountId'),
    deposit: balance,
    min_contribution: balance,
    end: named(blockNumber, 'BlockNumber'),
    cap: balance,
    funds_account: named(accountId, 'AccountId'),
    raised: balance,
    target_address: named(option(accountId), 'Option<AccountId>'),
    call: named(option(boundedCall), 'Option<Call>'),
    finalized: bool,
    contributors_count: u32,
  },
  [
    { name: 'AccountId', type: accountId.type },
    { name: 'Balance', type: taoBalance.type },
    { name: 'BlockNumber', type: () => blockNumber.type() },
    { name: 'Call', type: boundedCall.type },
  ],
)
export type CrowdloanInfo = ValueOf<typeof crowdloanInfo>
