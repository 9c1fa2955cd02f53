/** Coldkeys and hotkeys: who owns what, delegation, children, takes, swaps, identities, rate limits. Reference: pallets/subtensor/src/lib.rs. */
import { ZERO_ACCOUNT } from '../../../../primitives/account.ts'
import { accountId, blockNumber, h160, netuid } from '../../../runtime/types.ts'
import { bytes, tuple, vec } from '../../../scale/collections.ts'
import { bool, u16, u64, u128 } from '../../../scale/primitives.ts'
import { blake2_128Concat, identity, twox64Concat } from '../../../state/hashers.ts'
import { storageOf } from '../../../state/storage.ts'
import { InitialDefaultDelegateTake } from '../constants.ts'
import { chainIdentity, hash, linkage, rateLimitKey } from '../types.ts'

const storage = storageOf('SubtensorModule')

export const LastHotkeySwapOnNetuid = storage.map(
  'LastHotkeySwapOnNetuid',
  [identity(netuid), blake2_128Concat(accountId)],
  u64,
  { default: 0n },
)
export const MinChildkeyTakePerSubnet = storage.map('MinChildkeyTakePerSubnet', [identity(netuid)], u16, { default: 0 })
export const Owner = storage.map('Owner', [blake2_128Concat(accountId)], accountId, { default: ZERO_ACCOUNT })
export const AccountFlags = storage.map('AccountFlags', [blake2_128Concat(accountId)], u128, { default: 0n })
export const Delegates = storage.map('Delegates', [blake2_128Concat(accountId)], u16, {
  default: chain => InitialDefaultDelegateTake.of(chain),
})
export const ChildkeyTake = storage.map('ChildkeyTake', [blake2_128Concat(accountId), identity(netuid)], u16, {
  default: 0,
})
export const PendingChildKeys = storage.map(
  'PendingChildKeys',
  [identity(netuid), blake2_128Concat(accountId)],
  tuple(linkage, u64),
  { default: [[], 0n] },
)
export const ChildKeys = storage.map('ChildKeys', [blake2_128Concat(accountId), identity(netuid)], linkage, {
  default: [],
})
export const ParentKeys = storage.map('ParentKeys', [blake2_128Concat(accountId), identity(netuid)], linkage, {
  default: [],
})
export const StakingHotkeys = storage.map('StakingHotkeys', [blake2_128Concat(accountId)], vec(accountId), {
  default: [],
})
export const OwnedHotkeys = storage.map('OwnedHotkeys', [blake2_128Concat(accountId)], vec(accountId), { default: [] })
export const AutoStakeDestination = storage.map(
  'AutoStakeDestination',
  [blake2_128Concat(accountId), identity(netuid)],
  accountId,
)
export const AutoStakeDestinationColdkeys = storage.map(
  'AutoStakeDestinationColdkeys',
  [blake2_128Concat(accountId), identity(netuid)],
  vec(accountId),
  { default: [] },
)
export const ColdkeySwapAnnouncements = storage.map(
  'ColdkeySwapAnnouncements',
  [twox64Concat(accountId)],
  tuple(blockNumber, hash),
)
export const ColdkeySwapDisputes = storage.map('ColdkeySwapDisputes', [twox64Concat(accountId)], blockNumber)
export const UsedWork = storage.map('UsedWork', [identity(bytes)], u64, { default: 0n })
export const LastRateLimitedBlock = storage.map('LastRateLimitedBlock', [identity(rateLimitKey)], u64, { default: 0n })
export const IdentitiesV2 = storage.map('IdentitiesV2', [blake2_128Concat(accountId)], chainIdentity)
export const TransactionKeyLastBlock = storage.map(
  'TransactionKeyLastBlock',
  [blake2_128Concat(accountId), identity(netuid), identity(u16)],
  u64,
  { default: 0n },
)
export const LastTxBlock = storage.map('LastTxBlock', [identity(accountId)], u64, { default: 0n })
export const LastTxBlockChildKeyTake = storage.map('LastTxBlockChildKeyTake', [identity(accountId)], u64, {
  default: 0n,
})
export const LastTxBlockDelegateTake = storage.map('LastTxBlockDelegateTake', [identity(accountId)], u64, {
  default: 0n,
})
export const AssociatedEvmAddress = storage.map(
  'AssociatedEvmAddress',
  [twox64Concat(netuid), twox64Concat(u16)],
  tuple(h160, u64),
)
export const AutoParentDelegationEnabled = storage.map(
  'AutoParentDelegationEnabled',
  [blake2_128Concat(accountId)],
  bool,
  { default: true, unit: 'switch', since: 397 },
)
