/** Types of the SubtensorModule, under the names and paths of the reference. */

import type { FixedBits, FixedFormat } from '../../../consensus/fixed/fixed.ts'
import { I32F32, I64F64, I96F32, U64F64, U96F32 } from '../../../consensus/fixed/types.ts'
import type { SafeFloat } from '../../../consensus/safe-float.ts'
import { accountId, alphaBalance, blockNumber, h256, netuid, percent, taoBalance } from '../../runtime/types.ts'
import { type Codec, mapped, named, type ValueOf } from '../../scale/codec.ts'
import { boundedBytes, bytes, fixedBytes, option, tuple, vec } from '../../scale/collections.ts'
import { struct, unitEnum, variant, wrapper } from '../../scale/composites.ts'
import { i64, i128, u8, u16, u32, u64, u128 } from '../../scale/primitives.ts'
import { nominal, type TypeInfo, type TypeRef } from '../../scale/type.ts'
import { MAX_CRV3_COMMIT_SIZE_BYTES } from './limits.ts'

export const hash = named(h256, 'T::Hash')
export const leaseId = named(u32, 'LeaseId')
export const palletId = wrapper('frame_support::PalletId', fixedBytes(8))

/** A count of fractional bits as Rust's typenum spells it: binary digits as nested types. */
function typenum(n: number): TypeInfo {
  if (n === 0) return nominal('substrate_typenum::uint::UTerm', { kind: 'composite', fields: [] })
  const bit = nominal(`substrate_typenum::bit::B${n & 1}`, { kind: 'composite', fields: [] })
  const rest: TypeRef = () => typenum(n >> 1)
  return nominal(
    'substrate_typenum::uint::UInt',
    {
      kind: 'composite',
      fields: [
        { name: 'msb', type: rest, typeName: 'U' },
        { name: 'lsb', type: () => bit, typeName: 'B' },
      ],
    },
    [
      { name: 'U', type: rest },
      { name: 'B', type: () => bit },
    ],
  )
}

/** A fixed-point number: its raw bits. */
function fixed<T extends FixedBits>(format: FixedFormat<T>, path: string, bits: Codec<bigint>): Codec<T> {
  const info = nominal(
    `substrate_fixed::${path}`,
    { kind: 'composite', fields: [{ name: 'bits', type: bits.type, typeName: bits.typeName }] },
    [{ name: 'Frac', type: () => typenum(format.fracBits) }],
  )
  const codec = mapped(
    bits,
    value => value as T,
    value => value as bigint,
    format.name,
  )
  return { ...codec, type: () => info }
}

export const i96f32 = fixed(I96F32, 'FixedI128', i128)
export const i64f64 = fixed(I64F64, 'FixedI128', i128)
export const u64f64 = fixed(U64F64, 'FixedU128', u128)
export const u96f32 = fixed(U96F32, 'FixedU128', u128)
export const i32f32 = fixed(I32F32, 'FixedI64', i64)

export const safeFloatCodec: Codec<SafeFloat> = struct('share_pool::SafeFloat', { mantissa: u128, exponent: i64 })

/** Alpha that a coldkey has locked behind a hotkey, and the conviction it has grown. */
export const lockState = struct('pallet_subtensor::staking::lock::LockState', {
  locked_mass: alphaBalance,
  conviction: u64f64,
  last_update: u64,
})
export type LockState = ValueOf<typeof lockState>

/** Children or parents of a hotkey: (proportion of u64::MAX, hotkey). */
export const linkage = named(vec(tuple(u64, accountId)), 'Vec<(u64, T::AccountId)>')
export type Linkage = ValueOf<typeof linkage>

export const rootClaimType = variant('pallet_subtensor::pallet::RootClaimTypeEnum', {
  Swap: [0, null],
  Keep: [1, null],
  KeepSubnets: [2, { subnets: named(netuidSet(), 'BTreeSet<NetUid>') }],
})
export type RootClaimType = ValueOf<typeof rootClaimType>

function netuidSet(): Codec<readonly number[]> {
  const items = vec(netuid)
  const info = nominal('BTreeSet', { kind: 'composite', fields: [{ type: items.type }] }, [
    { name: 'T', type: netuid.type },
  ])
  return { ...items, type: () => info }
}

export const recycleOrBurn = unitEnum('pallet_subtensor::pallet::RecycleOrBurnEnum', { Burn: 0, Recycle: 1 })
export type RecycleOrBurn = ValueOf<typeof recycleOrBurn>

export const hyperparameter = unitEnum('pallet_subtensor::utils::rate_limiting::Hyperparameter', {
  Unknown: 0,
  ServingRateLimit: 1,
  MaxDifficulty: 2,
  AdjustmentAlpha: 3,
  MaxWeightLimit: 4,
  ImmunityPeriod: 5,
  MinAllowedWeights: 6,
  Kappa: 7,
  Rho: 8,
  ActivityCutoff: 9,
  PowRegistrationAllowed: 10,
  MinBurn: 11,
  MaxBurn: 12,
  BondsMovingAverage: 13,
  BondsPenalty: 14,
  CommitRevealEnabled: 15,
  LiquidAlphaEnabled: 16,
  AlphaValues: 17,
  WeightCommitInterval: 18,
  TransferEnabled: 19,
  AlphaSigmoidSteepness: 20,
  Yuma3Enabled: 21,
  BondsResetEnabled: 22,
  ImmuneNeuronLimit: 23,
  RecycleOrBurn: 24,
  MaxAllowedUids: 25,
  BurnHalfLife: 26,
  BurnIncreaseMult: 27,
  SubnetEmissionEnabled: 28,
  MinChildkeyTake: 29,
  ActivityCutoffFactorMilli: 30,
  TriggerEpoch: 31,
})
export type Hyperparameter = ValueOf<typeof hyperparameter>

/** What `LastRateLimitedBlock` remembers the last block of. */
export const rateLimitKey = variant(
  'pallet_subtensor::RateLimitKey',
  {
    SetSNOwnerHotkey: [0, netuid],
    OwnerHyperparamUpdate: [1, [netuid, hyperparameter]],
    NetworkLastRegistered: [2, null],
    LastTxBlock: [3, named(accountId, 'AccountId')],
    LastTxBlockChildKeyTake: [4, named(accountId, 'AccountId')],
    LastTxBlockDelegateTake: [5, named(accountId, 'AccountId')],
    AddStakeBurn: [6, netuid],
  },
  [{ name: 'AccountId', type: accountId.type }],
)
export type RateLimitKey = ValueOf<typeof rateLimitKey>

/** Where a neuron serves. */
export const axonInfo = struct('pallet_subtensor::pallet::AxonInfo', {
  block: u64,
  version: u32,
  ip: u128,
  port: u16,
  ip_type: u8,
  protocol: u8,
  placeholder1: u8,
  placeholder2: u8,
})
export type AxonInfo = ValueOf<typeof axonInfo>

export const neuronCertificate = struct('pallet_subtensor::pallet::NeuronCertificate', {
  public_key: named(boundedBytes(64), 'BoundedVec<u8, ConstU32<64>>'),
  algorithm: u8,
})
export type NeuronCertificate = ValueOf<typeof neuronCertificate>

export const prometheusInfo = struct('pallet_subtensor::pallet::PrometheusInfo', {
  block: u64,
  version: u32,
  ip: u128,
  port: u16,
  ip_type: u8,
})
export type PrometheusInfo = ValueOf<typeof prometheusInfo>

export const chainIdentity = struct('pallet_subtensor::pallet::ChainIdentityV2', {
  name: bytes,
  url: bytes,
  github_repo: bytes,
  image: bytes,
  discord: bytes,
  description: bytes,
  additional: bytes,
})
export type ChainIdentity = ValueOf<typeof chainIdentity>

export const subnetIdentity = struct('pallet_subtensor::pallet::SubnetIdentityV3', {
  subnet_name: bytes,
  github_repo: bytes,
  subnet_contact: bytes,
  subnet_url: bytes,
  discord: bytes,
  description: bytes,
  logo_url: bytes,
  additional: bytes,
})
export type SubnetIdentity = ValueOf<typeof subnetIdentity>

export const subnetLease = struct(
  'pallet_subtensor::subnets::leasing::SubnetLease',
  {
    beneficiary: named(accountId, 'AccountId'),
    coldkey: named(accountId, 'AccountId'),
    hotkey: named(accountId, 'AccountId'),
    emissions_share: percent,
    end_block: named(option(blockNumber), 'Option<BlockNumber>'),
    netuid,
    cost: named(taoBalance, 'Balance'),
  },
  [
    { name: 'AccountId', type: accountId.type },
    { name: 'BlockNumber', type: blockNumber.type },
    { name: 'Balance', type: taoBalance.type },
  ],
)
export type SubnetLease = ValueOf<typeof subnetLease>

const commitBytes = boundedBytes(MAX_CRV3_COMMIT_SIZE_BYTES)

/** Time-locked commits of an epoch: who, at which block, the sealed bytes, the drand round that opens them. */
export const timelockedCommits = vec(tuple(accountId, u64, commitBytes, u64))
/** The form of time-locked commits before the block was kept. Nothing writes it any more. */
export const crv3Commits = vec(tuple(accountId, commitBytes, u64))
