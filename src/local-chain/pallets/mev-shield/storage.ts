/** Storage of the MevShield pallet. Reference: pallets/shield/src/lib.rs. */
import type { Ctx } from '../../runtime/context.ts'
import { accountId, blockNumber } from '../../runtime/types.ts'
import { named, type ValueOf } from '../../scale/codec.ts'
import { boundedBytes } from '../../scale/collections.ts'
import { struct } from '../../scale/composites.ts'
import { bool, u32, u64 } from '../../scale/primitives.ts'
import { identity, twox64Concat } from '../../state/hashers.ts'
import { storageOf } from '../../state/storage.ts'
import { auraPublic } from '../aura/types.ts'

/** Bytes of an ML-KEM-768 key, and what a key of storage may hold at most. */
export const KEY_LENGTH = 1184
const MAX_KEY_LENGTH = 2048
const MAX_ENCRYPTED = 8192

/** A key to which an author of blocks has the secret one. */
export const shieldKey = boundedBytes(MAX_KEY_LENGTH)
export const encryptedBytes = boundedBytes(MAX_ENCRYPTED)

const pendingExtrinsic = struct(
  'pallet_shield::pallet::PendingExtrinsic',
  {
    who: named(accountId, 'T::AccountId'),
    encrypted_call: named(encryptedBytes, 'BoundedVec<u8, MaxEncryptedCallSize>'),
    submitted_at: blockNumber,
  },
  [{ name: 'T' }],
)
export type PendingExtrinsic = ValueOf<typeof pendingExtrinsic>

const storage = storageOf('MevShield')

/** The keys of this block's author, of the next one's, and of the one after that. */
export const CurrentKey = storage.value('CurrentKey', shieldKey)
export const PendingKey = storage.value('PendingKey', shieldKey)
export const NextKey = storage.value('NextKey', shieldKey)
export const AuthorKeys = storage.map('AuthorKeys', [twox64Concat(auraPublic)], shieldKey)
export const PendingKeyExpiresAt = storage.value('PendingKeyExpiresAt', blockNumber)
export const NextKeyExpiresAt = storage.value('NextKeyExpiresAt', blockNumber)
export const HasMigrationRun = storage.map('HasMigrationRun', [identity(boundedBytes(128))], bool, { default: false })
export const MaxPendingExtrinsicsLimit = storage.value('MaxPendingExtrinsicsLimit', u32, {
  default: 100,
  unit: 'extrinsics',
  since: 397,
})
/** In blocks. */
export const ExtrinsicLifetime = storage.value('ExtrinsicLifetime', u32, { default: 10, unit: 'blocks', since: 397 })
/** In picoseconds, as is the next one. */
export const OnInitializeWeight = storage.value('OnInitializeWeight', u64, {
  default: 500_000_000_000n,
  unit: 'picoseconds',
  since: 397,
})
export const MaxExtrinsicWeight = storage.value('MaxExtrinsicWeight', u64, {
  default: 50_000_000_000n,
  unit: 'picoseconds',
  since: 397,
})
export const PendingExtrinsics = storage.map('PendingExtrinsics', [identity(u32)], pendingExtrinsic)
/** How many entries the map above has. */
export const PendingCount = storage.value('CounterForPendingExtrinsics', u32, { default: 0 })
export const NextPendingExtrinsicIndex = storage.value('NextPendingExtrinsicIndex', u32, { default: 0 })

export const mevShieldStorage = [
  CurrentKey,
  PendingKey,
  NextKey,
  AuthorKeys,
  PendingKeyExpiresAt,
  NextKeyExpiresAt,
  HasMigrationRun,
  MaxPendingExtrinsicsLimit,
  ExtrinsicLifetime,
  OnInitializeWeight,
  MaxExtrinsicWeight,
  PendingExtrinsics,
  PendingCount,
  NextPendingExtrinsicIndex,
]

/** Puts an extrinsic at the end of those that wait. @returns its number */
export function addPending(ctx: Ctx, extrinsic: PendingExtrinsic): number {
  const index = NextPendingExtrinsicIndex.get(ctx)
  PendingExtrinsics.put(ctx, index, extrinsic)
  PendingCount.mutate(ctx, count => count + 1)
  NextPendingExtrinsicIndex.put(ctx, Math.min(index + 1, 0xffff_ffff))
  return index
}

export function removePending(ctx: Ctx, index: number): void {
  PendingExtrinsics.remove(ctx, index)
  PendingCount.mutate(ctx, count => count - 1)
}
