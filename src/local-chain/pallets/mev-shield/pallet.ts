/**
 * The MevShield pallet: transactions that only the author of a block can read beforehand. The node opens them, and puts what
 * is within into the block: node/shield.ts. Reference: pallets/shield/src/lib.rs.
 */
import { toHex } from '../../../primitives/bytes.ts'
import { blake2_256 } from '../../../primitives/crypto/blake2.ts'
import { call } from '../../runtime/call.ts'
import { ensure } from '../../runtime/dispatch-error.ts'
import { ensureRoot, ensureSigned } from '../../runtime/origin.ts'
import { pallet } from '../../runtime/pallet.ts'
import { accountId } from '../../runtime/types.ts'
import { weigh } from '../../runtime/weight.ts'
import { encode, named } from '../../scale/codec.ts'
import { tuple } from '../../scale/collections.ts'
import { u32, u64 } from '../../scale/primitives.ts'
import { MevShieldErrors, mevShieldEvents } from './events.ts'
import { announceNextKey } from './keys.ts'
import { processPendingExtrinsics } from './pending.ts'
import * as storage from './storage.ts'

const submission = tuple(accountId, storage.encryptedBytes)

/** Says that it was there. Whoever can open it puts the transaction within into the block. */
export const submitEncrypted = call(
  'submit_encrypted',
  1,
  { ciphertext: named(storage.encryptedBytes, 'BoundedVec<u8, ConstU32<8192>>') },
  { weight: weigh(207_223_000, 0, 0, 0) },
  (ctx, origin, { ciphertext }) => {
    const who = ensureSigned(origin)
    const id = toHex(blake2_256(encode(submission, [who, ciphertext])))
    ctx.deposit(mevShieldEvents.EncryptedSubmitted({ id, who }))
  },
)

const storeEncrypted = call(
  'store_encrypted',
  2,
  { encrypted_call: named(storage.encryptedBytes, 'BoundedVec<u8, MaxEncryptedCallSize>') },
  { weight: weigh(20_000_000_000, 0, 0, 0) },
  (ctx, origin, { encrypted_call }) => {
    const who = ensureSigned(origin)
    const hasRoom = storage.PendingCount.get(ctx) < storage.MaxPendingExtrinsicsLimit.get(ctx)
    ensure(hasRoom, MevShieldErrors.TooManyPendingExtrinsics)
    const index = storage.addPending(ctx, { who, encrypted_call, submitted_at: ctx.block })
    ctx.deposit(mevShieldEvents.ExtrinsicStored({ index, who }))
  },
)

const setMaxPending = call(
  'set_max_pending_extrinsics_number',
  3,
  { value: u32 },
  { weight: weigh(4_206_000, 0, 0, 1) },
  (ctx, origin, { value }) => {
    ensureRoot(origin)
    storage.MaxPendingExtrinsicsLimit.put(ctx, value)
    ctx.deposit(mevShieldEvents.MaxPendingExtrinsicsNumberSet({ value }))
  },
)

/** In picoseconds. */
const MOST = 2_000_000_000_000n

const setOnInitializeWeight = call(
  'set_on_initialize_weight',
  4,
  { value: u64 },
  { weight: weigh(4_327_000, 0, 0, 1) },
  (ctx, origin, { value }) => {
    ensureRoot(origin)
    ensure(value <= MOST, MevShieldErrors.WeightExceedsAbsoluteMax)
    storage.OnInitializeWeight.put(ctx, value)
    ctx.deposit(mevShieldEvents.OnInitializeWeightSet({ value }))
  },
)

const setLifetime = call(
  'set_stored_extrinsic_lifetime',
  5,
  { value: u32 },
  { weight: weigh(4_116_000, 0, 0, 1) },
  (ctx, origin, { value }) => {
    ensureRoot(origin)
    storage.ExtrinsicLifetime.put(ctx, value)
    ctx.deposit(mevShieldEvents.ExtrinsicLifetimeSet({ value }))
  },
)

const setMaxWeight = call(
  'set_max_extrinsic_weight',
  6,
  { value: u64 },
  { weight: weigh(4_227_000, 0, 0, 1) },
  (ctx, origin, { value }) => {
    ensureRoot(origin)
    ensure(value <= MOST, MevShieldErrors.WeightExceedsAbsoluteMax)
    storage.MaxExtrinsicWeight.put(ctx, value)
    ctx.deposit(mevShieldEvents.MaxExtrinsicWeightSet({ value }))
  },
)

export const mevShield = pallet({
  name: 'MevShield',
  path: 'pallet_shield::pallet',
  storage: storage.mevShieldStorage,
  calls: [
    announceNextKey,
    submitEncrypted,
    storeEncrypted,
    setMaxPending,
    setOnInitializeWeight,
    setLifetime,
    setMaxWeight,
  ],
  events: mevShieldEvents,
  errors: MevShieldErrors,
  onInitialize: processPendingExtrinsics,
})
