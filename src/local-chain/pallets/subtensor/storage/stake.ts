/** Stake: share pools, locks, root claims, dividends of the last epoch, voting power. Reference: pallets/subtensor/src/lib.rs. */
import { I96F32, U64F64 } from '../../../../consensus/fixed/types.ts'
import { SAFE_FLOAT_ZERO } from '../../../../consensus/safe-float.ts'
import { ZERO_ALPHA } from '../../../../primitives/amounts.ts'
import { accountId, alphaBalance, netuid } from '../../../runtime/types.ts'
import { btreeMap } from '../../../scale/collections.ts'
import { bool, u64, u128, unit } from '../../../scale/primitives.ts'
import { blake2_128Concat, identity, twox64Concat } from '../../../state/hashers.ts'
import { storageOf } from '../../../state/storage.ts'
import { i96f32, lockState, rootClaimType, safeFloatCodec, u64f64 } from '../types.ts'

const storage = storageOf('SubtensorModule')

export const AlphaDividendsPerSubnet = storage.map(
  'AlphaDividendsPerSubnet',
  [identity(netuid), blake2_128Concat(accountId)],
  alphaBalance,
  { default: ZERO_ALPHA },
)
export const RootAlphaDividendsPerSubnet = storage.map(
  'RootAlphaDividendsPerSubnet',
  [identity(netuid), blake2_128Concat(accountId)],
  alphaBalance,
  { default: ZERO_ALPHA },
)
export const LastHotkeyEmissionOnNetuid = storage.map(
  'LastHotkeyEmissionOnNetuid',
  [blake2_128Concat(accountId), identity(netuid)],
  alphaBalance,
  { default: ZERO_ALPHA },
)
export const TotalHotkeyAlpha = storage.map(
  'TotalHotkeyAlpha',
  [blake2_128Concat(accountId), identity(netuid)],
  alphaBalance,
  { default: ZERO_ALPHA },
)
export const TotalHotkeyAlphaLastEpoch = storage.map(
  'TotalHotkeyAlphaLastEpoch',
  [blake2_128Concat(accountId), identity(netuid)],
  alphaBalance,
  { default: ZERO_ALPHA },
)
export const TotalHotkeyShares = storage.map(
  'TotalHotkeyShares',
  [blake2_128Concat(accountId), identity(netuid)],
  u64f64,
  { default: U64F64.ZERO },
)
export const Alpha = storage.map(
  'Alpha',
  [blake2_128Concat(accountId), blake2_128Concat(accountId), identity(netuid)],
  u64f64,
  { default: U64F64.ZERO },
)
export const TotalHotkeySharesV2 = storage.map(
  'TotalHotkeySharesV2',
  [blake2_128Concat(accountId), identity(netuid)],
  safeFloatCodec,
  { default: SAFE_FLOAT_ZERO },
)
export const AlphaV2 = storage.map(
  'AlphaV2',
  [blake2_128Concat(accountId), blake2_128Concat(accountId), identity(netuid)],
  safeFloatCodec,
  { default: SAFE_FLOAT_ZERO },
)
export const Lock = storage.map(
  'Lock',
  [blake2_128Concat(accountId), identity(netuid), blake2_128Concat(accountId)],
  lockState,
)
export const LockingColdkeys = storage.map(
  'LockingColdkeys',
  [identity(netuid), blake2_128Concat(accountId), blake2_128Concat(accountId)],
  unit,
)
export const HotkeyLock = storage.map('HotkeyLock', [identity(netuid), blake2_128Concat(accountId)], lockState)
export const DecayingHotkeyLock = storage.map(
  'DecayingHotkeyLock',
  [identity(netuid), blake2_128Concat(accountId)],
  lockState,
)
export const OwnerLock = storage.map('OwnerLock', [identity(netuid)], lockState)
export const DecayingOwnerLock = storage.map('DecayingOwnerLock', [identity(netuid)], lockState)
export const DecayingLock = storage.map('DecayingLock', [blake2_128Concat(accountId), identity(netuid)], bool)
export const VotingPower = storage.map('VotingPower', [identity(netuid), blake2_128Concat(accountId)], u64, {
  default: 0n,
})
export const VotingPowerTrackingEnabled = storage.map('VotingPowerTrackingEnabled', [identity(netuid)], bool, {
  default: false,
})
export const VotingPowerDisableAtBlock = storage.map('VotingPowerDisableAtBlock', [identity(netuid)], u64, {
  default: 0n,
})
export const VotingPowerEmaAlpha = storage.map('VotingPowerEmaAlpha', [identity(netuid)], u64, {
  default: 3_570_000_000_000_000n,
  unit: '1/10^18',
  since: 380,
})
export const LastColdkeyHotkeyStakeBlock = storage.map(
  'LastColdkeyHotkeyStakeBlock',
  [twox64Concat(accountId), twox64Concat(accountId)],
  u64,
)
export const RootClaimableThreshold = storage.map('RootClaimableThreshold', [blake2_128Concat(netuid)], i96f32, {
  default: I96F32.satFromInt(500_000),
  unit: '1/2^32 rao of alpha',
  since: 334,
})
export const RootClaimable = storage.map('RootClaimable', [blake2_128Concat(accountId)], btreeMap(netuid, i96f32), {
  default: [],
})
export const RootClaimed = storage.map(
  'RootClaimed',
  [identity(netuid), blake2_128Concat(accountId), blake2_128Concat(accountId)],
  u128,
  // By all subnets for one coldkey when it claims, which on a large chain it does once in a thousand blocks.
  { default: 0n, fleeting: true },
)
export const RootClaimType = storage.map('RootClaimType', [blake2_128Concat(accountId)], rootClaimType, {
  default: { type: 'Swap' },
  unit: 'choice',
  since: 334,
})
export const StakingColdkeysByIndex = storage.map('StakingColdkeysByIndex', [identity(u64)], accountId)
export const StakingColdkeys = storage.map('StakingColdkeys', [identity(accountId)], u64)
