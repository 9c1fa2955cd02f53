/** Values of the whole chain: issuance, limits and rates that hold for every subnet. Reference: pallets/subtensor/src/lib.rs. */
import { I64F64, I96F32, U64F64 } from '../../../../consensus/fixed/types.ts'
import { ZERO_TAO } from '../../../../primitives/amounts.ts'
import { blockNumber, mechId, taoBalance } from '../../../runtime/types.ts'
import { type Codec, mapped } from '../../../scale/codec.ts'
import { bytes, option } from '../../../scale/collections.ts'
import { bool, u8, u16, u64 } from '../../../scale/primitives.ts'
import { identity } from '../../../state/hashers.ts'
import { storageOf } from '../../../state/storage.ts'
import {
  DefaultNetworkRateLimit,
  DefaultPendingCooldown,
  InitialColdkeySwapAnnouncementDelay,
  InitialColdkeySwapReannouncementDelay,
  InitialDefaultDelegateTake,
  InitialDissolveNetworkScheduleDuration,
  InitialIssuance,
  InitialMaxChildKeyTake,
  InitialMaxEpochsPerBlock,
  InitialMinChildKeyTake,
  InitialMinDelegateTake,
  InitialNetworkImmunityPeriod,
  InitialNetworkLockReductionInterval,
  InitialNetworkMinLockCost,
  InitialStartCallDelay,
  InitialSubnetOwnerCut,
  InitialTaoWeight,
  InitialTxChildKeyTakeRateLimit,
  InitialTxDelegateTakeRateLimit,
  InitialTxRateLimit,
} from '../constants.ts'
import { i64f64, i96f32, leaseId, u64f64 } from '../types.ts'

const storage = storageOf('SubtensorModule')

export const MinActivityCutoff = storage.value('MinActivityCutoff', u16, { default: 360, unit: 'blocks', since: 247 })
export const AdminFreezeWindow = storage.value('AdminFreezeWindow', u16, { default: 10, unit: 'blocks', since: 320 })
export const OwnerHyperparamRateLimit = storage.value('OwnerHyperparamRateLimit', u16, {
  default: 2,
  unit: 'tempos',
  since: 320,
})
export const DissolveNetworkScheduleDuration = storage.value('DissolveNetworkScheduleDuration', blockNumber, {
  default: chain => InitialDissolveNetworkScheduleDuration.of(chain),
})
export const NextStakeJobId = storage.value('NextStakeJobId', u64, { default: 0n })
export const TaoWeight = storage.value('TaoWeight', u64, { default: chain => InitialTaoWeight.of(chain) })
export const CKBurn = storage.value('CKBurn', u64, { default: 0n, unit: '1/(2^64-1)', since: 315 })
export const MaxDelegateTake = storage.value('MaxDelegateTake', u16, {
  default: chain => InitialDefaultDelegateTake.of(chain),
})
export const MinDelegateTake = storage.value('MinDelegateTake', u16, {
  default: chain => InitialMinDelegateTake.of(chain),
})
export const MaxChildkeyTake = storage.value('MaxChildkeyTake', u16, {
  default: chain => InitialMaxChildKeyTake.of(chain),
})
export const MinChildkeyTake = storage.value('MinChildkeyTake', u16, {
  default: chain => InitialMinChildKeyTake.of(chain),
})
export const BlockEmission = storage.value('BlockEmission', u64, { default: 1_000_000_000n, unit: 'rao', since: 100 })
export const SubnetLimit = storage.value('SubnetLimit', u16, { default: 128, unit: 'subnets', since: 133 })
export const TotalIssuance = storage.value('TotalIssuance', taoBalance, { default: chain => InitialIssuance.of(chain) })
export const TotalStake = storage.value('TotalStake', taoBalance, { default: ZERO_TAO })
export const SubnetMovingAlpha = storage.value('SubnetMovingAlpha', i96f32, {
  default: I96F32.literal('0.000003'),
  unit: '1/2^32',
  since: 233,
})
export const ColdkeySwapAnnouncementDelay = storage.value('ColdkeySwapAnnouncementDelay', blockNumber, {
  default: chain => InitialColdkeySwapAnnouncementDelay.of(chain),
})
export const ColdkeySwapReannouncementDelay = storage.value('ColdkeySwapReannouncementDelay', blockNumber, {
  default: chain => InitialColdkeySwapReannouncementDelay.of(chain),
})
export const MaturityRate = storage.value('MaturityRate', u64, { default: 934_866n, unit: 'blocks', since: 411 })
export const UnlockRate = storage.value('UnlockRate', u64, { default: 934_866n, unit: 'blocks', since: 411 })
/** `Option<Vec<u8>>`: null is a None that stands in storage, which an absent key is not. */
const lastKey: Codec<Uint8Array | null> = mapped(
  option(bytes),
  key => key ?? null,
  key => key ?? undefined,
)
export const AlphaMapLastKey = storage.value('AlphaMapLastKey', lastKey, { default: null })
export const AlphaV2MapLastKey = storage.value('AlphaV2MapLastKey', lastKey, { default: null })
export const NetTaoFlowEnabled = storage.value('NetTaoFlowEnabled', bool, { default: true, unit: 'inert', since: 411 })
export const TaoFlowCutoff = storage.value('TaoFlowCutoff', i64f64, { default: I64F64.ZERO })
export const FlowNormExponent = storage.value('FlowNormExponent', u64f64, {
  default: U64F64.ONE,
  unit: 'inert',
  since: 334,
})
export const FlowEmaSmoothingFactor = storage.value('FlowEmaSmoothingFactor', u64, {
  default: 29_597_889_189_277n,
  unit: 'inert',
  since: 334,
})
export const TotalNetworks = storage.value('TotalNetworks', u16, { default: 0 })
export const NetworkImmunityPeriod = storage.value('NetworkImmunityPeriod', u64, {
  default: chain => InitialNetworkImmunityPeriod.of(chain),
})
export const StartCallDelay = storage.value('StartCallDelay', u64, {
  default: chain => InitialStartCallDelay.of(chain),
})
export const NetworkMinLockCost = storage.value('NetworkMinLockCost', taoBalance, {
  default: chain => InitialNetworkMinLockCost.of(chain),
})
export const NetworkLastLockCost = storage.value('NetworkLastLockCost', taoBalance, {
  default: chain => InitialNetworkMinLockCost.of(chain),
})
export const NetworkLockReductionInterval = storage.value('NetworkLockReductionInterval', u64, {
  default: chain => InitialNetworkLockReductionInterval.of(chain),
})
export const SubnetOwnerCut = storage.value('SubnetOwnerCut', u16, {
  default: chain => InitialSubnetOwnerCut.of(chain),
})
export const NetworkRateLimit = storage.value('NetworkRateLimit', u64, {
  default: chain => DefaultNetworkRateLimit.of(chain),
})
export const NominatorMinRequiredStake = storage.value('NominatorMinRequiredStake', u64, {
  default: 0n,
  unit: '1/10^6 of the least stake',
  since: 146,
})
export const WeightsVersionKeyRateLimit = storage.value('WeightsVersionKeyRateLimit', u64, {
  default: 5n,
  unit: 'tempos',
  since: 252,
})
export const MaxEpochsPerBlock = storage.value('MaxEpochsPerBlock', u8, {
  default: chain => InitialMaxEpochsPerBlock.of(chain),
})
export const TxRateLimit = storage.value('TxRateLimit', u64, { default: chain => InitialTxRateLimit.of(chain) })
export const TxDelegateTakeRateLimit = storage.value('TxDelegateTakeRateLimit', u64, {
  default: chain => InitialTxDelegateTakeRateLimit.of(chain),
})
export const TxChildkeyTakeRateLimit = storage.value('TxChildkeyTakeRateLimit', u64, {
  default: chain => InitialTxChildKeyTakeRateLimit.of(chain),
})
export const StakeThreshold = storage.value('StakeThreshold', u64, { default: 0n, unit: 'rao of alpha', since: 216 })
export const NumStakingColdkeys = storage.value('NumStakingColdkeys', u64, { default: 0n })
export const NumRootClaim = storage.value('NumRootClaim', u64, { default: 5n, unit: 'coldkeys per block', since: 334 })
export const NextSubnetLeaseId = storage.value('NextSubnetLeaseId', leaseId, { default: 0 })
export const CommitRevealWeightsVersion = storage.value('CommitRevealWeightsVersion', u16, {
  default: 4,
  unit: 'version',
  since: 301,
})
export const NetworkRegistrationStartBlock = storage.value('NetworkRegistrationStartBlock', u64, { default: 0n })
export const TaoInRefundDeploymentBlock = storage.value('TaoInRefundDeploymentBlock', u64, { default: 0n })
export const MaxMechanismCount = storage.value('MaxMechanismCount', mechId, {
  default: 2,
  unit: 'mechanisms',
  since: 320,
})
export const HasMigrationRun = storage.map('HasMigrationRun', [identity(bytes)], bool, { default: false })
export const PendingChildKeyCooldown = storage.value('PendingChildKeyCooldown', u64, {
  default: chain => DefaultPendingCooldown.of(chain),
})
