/**
 * The parameters of the chain that are fixed at build time: each with its unit, its value in the normal profile and in
 * the fast one where that differs. The names are the reference's.
 *
 * Reference: runtime/src/lib.rs parameter_types, pallets/subtensor/src/macros/config.rs.
 */
import { tao, U64_MAX, ZERO_TAO } from '../../../primitives/amounts.ts'
import { toHex, utf8 } from '../../../primitives/bytes.ts'
import { blockNumber, percent, taoBalance } from '../../runtime/types.ts'
import { bool, i16, u8, u16, u32, u64 } from '../../scale/primitives.ts'
import { constantsOf } from '../../state/constant.ts'
import { palletId } from './types.ts'

const PALLET_ID = toHex(utf8('subtensr'))
const BURN_ACCOUNT_ID = toHex(utf8('burntnsr'))

const constant = constantsOf('SubtensorModule')

export const InitialIssuance = constant('InitialIssuance', taoBalance, { unit: 'rao', normal: ZERO_TAO, since: 100 })
export const InitialMinAllowedWeights = constant('InitialMinAllowedWeights', u16, {
  unit: 'weights',
  normal: 1024,
  since: 100,
})
export const InitialEmissionValue = constant('InitialEmissionValue', u16, { unit: 'rao', normal: 0, since: 100 })
export const InitialTempo = constant('InitialTempo', u16, { unit: 'blocks', normal: 360, fast: 10, since: 100 })
export const InitialDifficulty = constant('InitialDifficulty', u64, { unit: 'work', normal: 10_000_000n, since: 100 })
export const InitialMaxDifficulty = constant('InitialMaxDifficulty', u64, {
  unit: 'work',
  normal: U64_MAX / 4n,
  since: 100,
})
export const InitialMinDifficulty = constant('InitialMinDifficulty', u64, {
  unit: 'work',
  normal: 10_000_000n,
  since: 100,
})
export const InitialRAORecycledForRegistration = constant('InitialRAORecycledForRegistration', taoBalance, {
  unit: 'rao',
  normal: ZERO_TAO,
  since: 117,
})
export const InitialBurn = constant('InitialBurn', taoBalance, { unit: 'rao', normal: tao(100_000_000n), since: 100 })
export const InitialMaxBurn = constant('InitialMaxBurn', taoBalance, {
  unit: 'rao',
  normal: tao(100_000_000_000n),
  since: 100,
})
export const InitialMinBurn = constant('InitialMinBurn', taoBalance, { unit: 'rao', normal: tao(500_000n), since: 100 })
export const InitialMinStake = constant('InitialMinStake', taoBalance, {
  unit: 'rao',
  normal: tao(2_000_000n),
  since: 413,
})
export const MinBurnUpperBound = constant('MinBurnUpperBound', taoBalance, {
  unit: 'rao',
  normal: tao(1_000_000_000n),
  since: 315,
})
export const MaxBurnLowerBound = constant('MaxBurnLowerBound', taoBalance, {
  unit: 'rao',
  normal: tao(100_000_000n),
  since: 315,
})
export const MinTempo = constant('MinTempo', u16, { unit: 'blocks', normal: 360, since: 423 })
export const MaxTempo = constant('MaxTempo', u16, { unit: 'blocks', normal: 50_400, since: 423 })
export const MinActivityCutoffFactorMilli = constant('MinActivityCutoffFactorMilli', u32, {
  unit: '1/1000 tempo',
  normal: 1_000,
  since: 423,
})
export const MaxActivityCutoffFactorMilli = constant('MaxActivityCutoffFactorMilli', u32, {
  unit: '1/1000 tempo',
  normal: 50_000,
  since: 423,
})
export const InitialAdjustmentInterval = constant('InitialAdjustmentInterval', u16, {
  unit: 'blocks',
  normal: 100,
  since: 100,
})
export const InitialBondsMovingAverage = constant('InitialBondsMovingAverage', u64, {
  unit: '1/1000000',
  normal: 900_000n,
  since: 100,
})
export const InitialBondsPenalty = constant('InitialBondsPenalty', u16, { unit: '1/65535', normal: 65_535, since: 233 })
export const InitialBondsResetOn = constant('InitialBondsResetOn', bool, { unit: 'switch', normal: false, since: 273 })
export const InitialTargetRegistrationsPerInterval = constant('InitialTargetRegistrationsPerInterval', u16, {
  unit: 'registrations',
  normal: 2,
  since: 100,
})
export const InitialRho = constant('InitialRho', u16, { unit: 'inert', normal: 10, since: 100 })
export const InitialAlphaSigmoidSteepness = constant('InitialAlphaSigmoidSteepness', i16, {
  unit: '1/100',
  normal: 1000,
  since: 273,
})
export const InitialKappa = constant('InitialKappa', u16, { unit: '1/65535', normal: 32_767, since: 100 })
export const InitialMinAllowedUids = constant('InitialMinAllowedUids', u16, { unit: 'UIDs', normal: 64, since: 320 })
export const InitialMaxAllowedUids = constant('InitialMaxAllowedUids', u16, { unit: 'UIDs', normal: 256, since: 100 })
export const InitialValidatorPruneLen = constant('InitialValidatorPruneLen', u64, {
  unit: 'inert',
  normal: 1n,
  since: 100,
})
export const InitialScalingLawPower = constant('InitialScalingLawPower', u16, { unit: 'inert', normal: 50, since: 100 })
export const InitialImmunityPeriod = constant('InitialImmunityPeriod', u16, {
  unit: 'blocks',
  normal: 4096,
  since: 100,
})
export const InitialActivityCutoff = constant('InitialActivityCutoff', u16, {
  unit: 'blocks, inert',
  normal: 5000,
  since: 100,
})
export const InitialMaxRegistrationsPerBlock = constant('InitialMaxRegistrationsPerBlock', u16, {
  unit: 'registrations',
  normal: 1,
  since: 100,
})
export const InitialPruningScore = constant('InitialPruningScore', u16, { unit: 'inert', normal: 65_535, since: 100 })
export const InitialMaxAllowedValidators = constant('InitialMaxAllowedValidators', u16, {
  unit: 'UIDs',
  normal: 128,
  since: 100,
})
export const InitialDefaultDelegateTake = constant('InitialDefaultDelegateTake', u16, {
  unit: '1/65535',
  normal: 11_796,
  since: 195,
})
export const InitialMinDelegateTake = constant('InitialMinDelegateTake', u16, {
  unit: '1/65535',
  normal: 0,
  since: 195,
})
export const InitialDefaultChildKeyTake = constant('InitialDefaultChildKeyTake', u16, {
  unit: '1/65535',
  normal: 0,
  since: 195,
})
export const InitialMinChildKeyTake = constant('InitialMinChildKeyTake', u16, {
  unit: '1/65535',
  normal: 0,
  since: 195,
})
export const InitialMaxChildKeyTake = constant('InitialMaxChildKeyTake', u16, {
  unit: '1/65535',
  normal: 11_796,
  since: 195,
})
export const InitialWeightsVersionKey = constant('InitialWeightsVersionKey', u64, {
  unit: 'version',
  normal: 0n,
  since: 100,
})
export const InitialServingRateLimit = constant('InitialServingRateLimit', u64, {
  unit: 'blocks',
  normal: 50n,
  since: 100,
})
export const InitialTxRateLimit = constant('InitialTxRateLimit', u64, { unit: 'blocks', normal: 1000n, since: 109 })
export const InitialTxDelegateTakeRateLimit = constant('InitialTxDelegateTakeRateLimit', u64, {
  unit: 'blocks',
  normal: 216_000n,
  since: 149,
})
export const InitialTxChildKeyTakeRateLimit = constant('InitialTxChildKeyTakeRateLimit', u64, {
  unit: 'blocks',
  normal: 216_000n,
  fast: 5n,
  since: 195,
})
export const InitialAdjustmentAlpha = constant('InitialAdjustmentAlpha', u64, { unit: 'inert', normal: 0n, since: 126 })
export const InitialNetworkImmunityPeriod = constant('InitialNetworkImmunityPeriod', u64, {
  unit: 'blocks',
  normal: 1_296_000n,
  since: 133,
})
export const InitialNetworkMinLockCost = constant('InitialNetworkMinLockCost', taoBalance, {
  unit: 'rao',
  normal: tao(1_000_000_000_000n),
  since: 133,
})
export const InitialSubnetOwnerCut = constant('InitialSubnetOwnerCut', u16, {
  unit: '1/65535',
  normal: 11_796,
  since: 133,
})
export const InitialNetworkLockReductionInterval = constant('InitialNetworkLockReductionInterval', u64, {
  unit: 'blocks',
  normal: 100_800n,
  since: 133,
})
export const InitialNetworkRateLimit = constant('InitialNetworkRateLimit', u64, {
  unit: 'blocks',
  normal: 7200n,
  since: 133,
})
export const KeySwapCost = constant('KeySwapCost', taoBalance, { unit: 'rao', normal: tao(100_000_000n), since: 162 })
export const AlphaHigh = constant('AlphaHigh', u16, { unit: '1/65535', normal: 58_982, since: 154 })
export const AlphaLow = constant('AlphaLow', u16, { unit: '1/65535', normal: 45_875, since: 154 })
export const LiquidAlphaOn = constant('LiquidAlphaOn', bool, { unit: 'switch', normal: false, since: 154 })
export const Yuma3On = constant('Yuma3On', bool, { unit: 'switch', normal: false, since: 273 })
export const InitialColdkeySwapAnnouncementDelay = constant('InitialColdkeySwapAnnouncementDelay', blockNumber, {
  unit: 'blocks',
  normal: 36_000n,
  fast: 50n,
  since: 380,
})
export const InitialColdkeySwapReannouncementDelay = constant('InitialColdkeySwapReannouncementDelay', blockNumber, {
  unit: 'blocks',
  normal: 7200n,
  fast: 10n,
  since: 380,
})
export const InitialDissolveNetworkScheduleDuration = constant('InitialDissolveNetworkScheduleDuration', blockNumber, {
  unit: 'blocks',
  normal: 36_000n,
  since: 195,
})
export const InitialTaoWeight = constant('InitialTaoWeight', u64, {
  unit: '1/u64::MAX',
  normal: 971_718_665_099_567_868n,
  since: 233,
})
export const InitialEmaPriceHalvingPeriod = constant('InitialEmaPriceHalvingPeriod', u64, {
  unit: 'blocks',
  normal: 201_600n,
  since: 252,
})
export const InitialStartCallDelay = constant('InitialStartCallDelay', u64, { unit: 'blocks', normal: 0n, since: 371 })
export const KeySwapOnSubnetCost = constant('KeySwapOnSubnetCost', taoBalance, {
  unit: 'rao',
  normal: tao(1_000_000n),
  since: 275,
})
export const HotkeySwapOnSubnetInterval = constant('HotkeySwapOnSubnetInterval', u64, {
  unit: 'blocks',
  normal: 7200n,
  fast: 1n,
  since: 275,
})
export const LeaseDividendsDistributionInterval = constant('LeaseDividendsDistributionInterval', blockNumber, {
  unit: 'blocks',
  normal: 100n,
  since: 285,
})
export const MaxImmuneUidsPercentage = constant('MaxImmuneUidsPercentage', percent, {
  unit: 'percent',
  normal: 80,
  since: 320,
})
export const SubtensorPalletId = constant('SubtensorPalletId', palletId, {
  unit: 'name',
  normal: PALLET_ID,
  since: 411,
})
export const BurnAccountId = constant('BurnAccountId', palletId, { unit: 'name', normal: BURN_ACCOUNT_ID, since: 411 })
export const InitialMaxEpochsPerBlock = constant('InitialMaxEpochsPerBlock', u8, {
  unit: 'epochs',
  normal: 2,
  fast: 32,
  since: 423,
})

/** All of the above, in the order in which metadata lists them. */
export const subtensorConstants = [
  InitialIssuance,
  InitialMinAllowedWeights,
  InitialEmissionValue,
  InitialTempo,
  InitialDifficulty,
  InitialMaxDifficulty,
  InitialMinDifficulty,
  InitialRAORecycledForRegistration,
  InitialBurn,
  InitialMaxBurn,
  InitialMinBurn,
  InitialMinStake,
  MinBurnUpperBound,
  MaxBurnLowerBound,
  MinTempo,
  MaxTempo,
  MinActivityCutoffFactorMilli,
  MaxActivityCutoffFactorMilli,
  InitialAdjustmentInterval,
  InitialBondsMovingAverage,
  InitialBondsPenalty,
  InitialBondsResetOn,
  InitialTargetRegistrationsPerInterval,
  InitialRho,
  InitialAlphaSigmoidSteepness,
  InitialKappa,
  InitialMinAllowedUids,
  InitialMaxAllowedUids,
  InitialValidatorPruneLen,
  InitialScalingLawPower,
  InitialImmunityPeriod,
  InitialActivityCutoff,
  InitialMaxRegistrationsPerBlock,
  InitialPruningScore,
  InitialMaxAllowedValidators,
  InitialDefaultDelegateTake,
  InitialMinDelegateTake,
  InitialDefaultChildKeyTake,
  InitialMinChildKeyTake,
  InitialMaxChildKeyTake,
  InitialWeightsVersionKey,
  InitialServingRateLimit,
  InitialTxRateLimit,
  InitialTxDelegateTakeRateLimit,
  InitialTxChildKeyTakeRateLimit,
  InitialAdjustmentAlpha,
  InitialNetworkImmunityPeriod,
  InitialNetworkMinLockCost,
  InitialSubnetOwnerCut,
  InitialNetworkLockReductionInterval,
  InitialNetworkRateLimit,
  KeySwapCost,
  AlphaHigh,
  AlphaLow,
  LiquidAlphaOn,
  Yuma3On,
  InitialColdkeySwapAnnouncementDelay,
  InitialColdkeySwapReannouncementDelay,
  InitialDissolveNetworkScheduleDuration,
  InitialTaoWeight,
  InitialEmaPriceHalvingPeriod,
  InitialStartCallDelay,
  KeySwapOnSubnetCost,
  HotkeySwapOnSubnetInterval,
  LeaseDividendsDistributionInterval,
  MaxImmuneUidsPercentage,
  SubtensorPalletId,
  BurnAccountId,
  InitialMaxEpochsPerBlock,
]

// What the reference fixes in code rather than in its configuration; metadata does not show it.

const SUBTENSOR_SOURCE = 'pallets/subtensor/src/lib.rs'

export const DefaultPendingCooldown = constant('DefaultPendingCooldown', u64, {
  unit: 'blocks',
  normal: 7200n,
  fast: 15n,
  source: SUBTENSOR_SOURCE,
  since: 216,
})
export const DefaultNetworkRateLimit = constant('DefaultNetworkRateLimit', u64, {
  unit: 'blocks',
  normal: 7200n,
  source: SUBTENSOR_SOURCE,
  since: 133,
})
export const MaxUidsTrimmingRateLimit = constant('MaxUidsTrimmingRateLimit', u64, {
  unit: 'blocks',
  normal: 216_000n,
  fast: 1n,
  source: SUBTENSOR_SOURCE,
  since: 320,
})
export const MechanismCountSetRateLimit = constant('MechanismCountSetRateLimit', u64, {
  unit: 'blocks',
  normal: 7200n,
  fast: 1n,
  source: SUBTENSOR_SOURCE,
  since: 320,
})
export const MechanismEmissionRateLimit = constant('MechanismEmissionRateLimit', u64, {
  unit: 'blocks',
  normal: 7200n,
  fast: 1n,
  source: SUBTENSOR_SOURCE,
  since: 320,
})
export const EvmKeyAssociateRateLimit = constant('EvmKeyAssociateRateLimit', u64, {
  unit: 'blocks',
  normal: 7200n,
  fast: 1n,
  since: 323,
})
