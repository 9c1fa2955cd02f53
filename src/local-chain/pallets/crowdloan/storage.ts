/** Storage and constants of the Crowdloan pallet. Reference: pallets/crowdloan/src/lib.rs. */
import { tao } from '../../../primitives/amounts.ts'
import { toHex, utf8 } from '../../../primitives/bytes.ts'
import { accountId, blockNumber, taoBalance } from '../../runtime/types.ts'
import { boundedBytes } from '../../scale/collections.ts'
import { bool, u32 } from '../../scale/primitives.ts'
import { constantsOf } from '../../state/constant.ts'
import { identity, twox64Concat } from '../../state/hashers.ts'
import { storageOf } from '../../state/storage.ts'
import { palletId } from '../subtensor/types.ts'
import { crowdloanId, crowdloanInfo } from './types.ts'

const storage = storageOf('Crowdloan')

export const Crowdloans = storage.map('Crowdloans', [twox64Concat(crowdloanId)], crowdloanInfo)
export const NextCrowdloanId = storage.value('NextCrowdloanId', crowdloanId, { default: 0 })
export const Contributions = storage.map('Contributions', [twox64Concat(crowdloanId), identity(accountId)], taoBalance)
export const MaxContributions = storage.map('MaxContributions', [twox64Concat(crowdloanId)], taoBalance)
/** The crowdloan whose call is being dispatched. */
export const CurrentCrowdloanId = storage.value('CurrentCrowdloanId', crowdloanId)
export const HasMigrationRun = storage.map('HasMigrationRun', [identity(boundedBytes(128))], bool, { default: false })

export const crowdloanStorage = [
  Crowdloans,
  NextCrowdloanId,
  Contributions,
  MaxContributions,
  CurrentCrowdloanId,
  HasMigrationRun,
]

const constant = constantsOf('Crowdloan')

export const CrowdloanPalletId = constant('PalletId', palletId, {
  unit: 'name',
  normal: toHex(utf8('bt/cloan')),
  since: 273,
})
export const MinimumDeposit = constant('MinimumDeposit', taoBalance, {
  unit: 'rao',
  normal: tao(10_000_000_000n),
  since: 273,
})
export const AbsoluteMinimumContribution = constant('AbsoluteMinimumContribution', taoBalance, {
  unit: 'rao',
  normal: tao(100_000_000n),
  since: 273,
})
export const MinimumBlockDuration = constant('MinimumBlockDuration', blockNumber, {
  unit: 'blocks',
  normal: 50_400n,
  fast: 50n,
  since: 273,
})
export const MaximumBlockDuration = constant('MaximumBlockDuration', blockNumber, {
  unit: 'blocks',
  normal: 432_000n,
  fast: 20_000n,
  since: 273,
})
export const RefundContributorsLimit = constant('RefundContributorsLimit', u32, {
  unit: 'contributors',
  normal: 50,
  since: 273,
})
export const MaxContributors = constant('MaxContributors', u32, { unit: 'contributors', normal: 500, since: 273 })

export const crowdloanConstants = [
  CrowdloanPalletId,
  MinimumDeposit,
  AbsoluteMinimumContribution,
  MinimumBlockDuration,
  MaximumBlockDuration,
  RefundContributorsLimit,
  MaxContributors,
]
