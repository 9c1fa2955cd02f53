/** Hyperparameters of each subnet. Reference: pallets/subtensor/src/lib.rs. */
import { U64F64 } from '../../../../consensus/fixed/types.ts'
import { netuid, taoBalance } from '../../../runtime/types.ts'
import { tuple } from '../../../scale/collections.ts'
import { bool, i16, u16, u32, u64 } from '../../../scale/primitives.ts'
import { blake2_128Concat, identity, twox64Concat } from '../../../state/hashers.ts'
import { storageOf } from '../../../state/storage.ts'
import {
  InitialActivityCutoff,
  InitialAdjustmentAlpha,
  InitialAdjustmentInterval,
  InitialAlphaSigmoidSteepness,
  InitialBondsMovingAverage,
  InitialBondsPenalty,
  InitialBondsResetOn,
  InitialDifficulty,
  InitialImmunityPeriod,
  InitialKappa,
  InitialMaxAllowedUids,
  InitialMaxAllowedValidators,
  InitialMaxBurn,
  InitialMaxDifficulty,
  InitialMaxRegistrationsPerBlock,
  InitialMinAllowedUids,
  InitialMinAllowedWeights,
  InitialMinBurn,
  InitialMinDifficulty,
  InitialRho,
  InitialScalingLawPower,
  InitialServingRateLimit,
  InitialTargetRegistrationsPerInterval,
  InitialValidatorPruneLen,
  InitialWeightsVersionKey,
} from '../constants.ts'
import { u64f64 } from '../types.ts'

const storage = storageOf('SubtensorModule')

export const MaxRegistrationsPerBlock = storage.map('MaxRegistrationsPerBlock', [identity(netuid)], u16, {
  default: chain => InitialMaxRegistrationsPerBlock.of(chain),
})
export const ActivityCutoffFactorMilli = storage.map('ActivityCutoffFactorMilli', [identity(netuid)], u32, {
  default: 13_889,
  unit: '1/1000 tempo',
  since: 423,
})
export const ServingRateLimit = storage.map('ServingRateLimit', [identity(netuid)], u64, {
  default: chain => InitialServingRateLimit.of(chain),
})
export const Rho = storage.map('Rho', [identity(netuid)], u16, { default: chain => InitialRho.of(chain) })
export const AlphaSigmoidSteepness = storage.map('AlphaSigmoidSteepness', [identity(netuid)], i16, {
  default: chain => InitialAlphaSigmoidSteepness.of(chain),
})
export const Kappa = storage.map('Kappa', [identity(netuid)], u16, { default: chain => InitialKappa.of(chain) })
export const MinAllowedUids = storage.map('MinAllowedUids', [identity(netuid)], u16, {
  default: chain => InitialMinAllowedUids.of(chain),
})
export const MaxAllowedUids = storage.map('MaxAllowedUids', [identity(netuid)], u16, {
  default: chain => InitialMaxAllowedUids.of(chain),
})
export const ImmunityPeriod = storage.map('ImmunityPeriod', [identity(netuid)], u16, {
  default: chain => InitialImmunityPeriod.of(chain),
})
export const ActivityCutoff = storage.map('ActivityCutoff', [identity(netuid)], u16, {
  default: chain => InitialActivityCutoff.of(chain),
})
export const MaxWeightsLimit = storage.map('MaxWeightsLimit', [identity(netuid)], u16, {
  default: 65_535,
  unit: '1/65535',
  since: 100,
})
export const WeightsVersionKey = storage.map('WeightsVersionKey', [identity(netuid)], u64, {
  default: chain => InitialWeightsVersionKey.of(chain),
})
export const MinAllowedWeights = storage.map('MinAllowedWeights', [identity(netuid)], u16, {
  default: chain => InitialMinAllowedWeights.of(chain),
})
export const MaxAllowedValidators = storage.map('MaxAllowedValidators', [identity(netuid)], u16, {
  default: chain => InitialMaxAllowedValidators.of(chain),
})
export const AdjustmentInterval = storage.map('AdjustmentInterval', [identity(netuid)], u16, {
  default: chain => InitialAdjustmentInterval.of(chain),
})
export const BondsMovingAverage = storage.map('BondsMovingAverage', [identity(netuid)], u64, {
  default: chain => InitialBondsMovingAverage.of(chain),
})
export const BondsPenalty = storage.map('BondsPenalty', [identity(netuid)], u16, {
  default: chain => InitialBondsPenalty.of(chain),
})
export const BondsResetOn = storage.map('BondsResetOn', [identity(netuid)], bool, {
  default: chain => InitialBondsResetOn.of(chain),
})
export const WeightsSetRateLimit = storage.map('WeightsSetRateLimit', [identity(netuid)], u64, {
  default: 100n,
  unit: 'blocks',
  since: 100,
})
export const ValidatorPruneLen = storage.map('ValidatorPruneLen', [identity(netuid)], u64, {
  default: chain => InitialValidatorPruneLen.of(chain),
})
export const ScalingLawPower = storage.map('ScalingLawPower', [identity(netuid)], u16, {
  default: chain => InitialScalingLawPower.of(chain),
})
export const TargetRegistrationsPerInterval = storage.map('TargetRegistrationsPerInterval', [identity(netuid)], u16, {
  default: chain => InitialTargetRegistrationsPerInterval.of(chain),
})
export const AdjustmentAlpha = storage.map('AdjustmentAlpha', [identity(netuid)], u64, {
  default: chain => InitialAdjustmentAlpha.of(chain),
})
export const CommitRevealWeightsEnabled = storage.map('CommitRevealWeightsEnabled', [identity(netuid)], bool, {
  default: true,
  unit: 'switch',
  since: 151,
})
export const Difficulty = storage.map('Difficulty', [identity(netuid)], u64, {
  default: chain => InitialDifficulty.of(chain),
})
export const MinBurn = storage.map('MinBurn', [identity(netuid)], taoBalance, {
  default: chain => InitialMinBurn.of(chain),
})
export const MaxBurn = storage.map('MaxBurn', [identity(netuid)], taoBalance, {
  default: chain => InitialMaxBurn.of(chain),
})
export const MinDifficulty = storage.map('MinDifficulty', [identity(netuid)], u64, {
  default: chain => InitialMinDifficulty.of(chain),
})
export const MaxDifficulty = storage.map('MaxDifficulty', [identity(netuid)], u64, {
  default: chain => InitialMaxDifficulty.of(chain),
})
export const LiquidAlphaOn = storage.map('LiquidAlphaOn', [blake2_128Concat(netuid)], bool, { default: false })
export const Yuma3On = storage.map('Yuma3On', [blake2_128Concat(netuid)], bool, { default: false })
export const AlphaValues = storage.map('AlphaValues', [identity(netuid)], tuple(u16, u16), {
  default: [45_875, 58_982],
  unit: '1/65535',
  since: 154,
})
export const ImmuneOwnerUidsLimit = storage.map('ImmuneOwnerUidsLimit', [identity(netuid)], u16, {
  default: 1,
  unit: 'UIDs',
  since: 306,
})
export const RevealPeriodEpochs = storage.map('RevealPeriodEpochs', [twox64Concat(netuid)], u64, {
  default: 1n,
  unit: 'epochs',
  since: 205,
})
export const MinNonImmuneUids = storage.map('MinNonImmuneUids', [identity(netuid)], u16, {
  default: 10,
  unit: 'UIDs',
  since: 365,
})
export const BurnHalfLife = storage.map('BurnHalfLife', [identity(netuid)], u16, {
  default: 360,
  unit: 'blocks',
  since: 397,
})
export const BurnIncreaseMult = storage.map('BurnIncreaseMult', [identity(netuid)], u64f64, {
  default: U64F64.literal('1.26'),
  unit: '1/2^64',
  since: 397,
})
