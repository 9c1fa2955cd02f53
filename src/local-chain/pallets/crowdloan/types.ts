/** Types of the Crowdloan pallet, under the names and paths of the reference. */
import type { RuntimeCall } from '../../runtime/call.ts'
import { accountId, blockNumber, h256, taoBalance } from '../../runtime/types.ts'
import { named, outerCodec, type ValueOf } from '../../scale/codec.ts'
import { boundedBytes, option } from '../../scale/collections.ts'
import { struct, variant } from '../../scale/composites.ts'
import { bool, u32 } from '../../scale/primitives.ts'
import { nominal } from '../../scale/type.ts'

export const crowdloanId = named(u32, 'CrowdloanId')

const runtimeCall = outerCodec<RuntimeCall>('RuntimeCall')
const blakeTwo256 = nominal('sp_runtime::traits::BlakeTwo256', { kind: 'composite', fields: [] })
const hashOutput = named(h256, 'H::Output')

/** A call kept by its bytes while it is short, else by its hash. */
const boundedCall = variant(
  'frame_support::traits::preimages::Bounded',
  {
    Legacy: [0, { hash: hashOutput }],
    Inline: [1, named(boundedBytes(128), 'BoundedInline')],
    Lookup: [2, { hash: hashOutput, len: u32 }],
  },
  [
    { name: 'T', type: () => runtimeCall.type() },
    { name: 'H', type: () => blakeTwo256 },
  ],
)

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
