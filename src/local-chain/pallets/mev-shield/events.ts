import { dispatchErrorCodec, errorsOf } from '../../runtime/dispatch-error.ts'
import { eventsOf } from '../../runtime/event.ts'
import { accountId, h256 } from '../../runtime/types.ts'
import { named } from '../../scale/codec.ts'
import { u32, u64 } from '../../scale/primitives.ts'

const who = named(accountId, 'T::AccountId')
const index = u32

/** Events of the MevShield pallet. Reference: pallets/shield/src/lib.rs Event. */
export const mevShieldEvents = eventsOf('MevShield', {
  EncryptedSubmitted: [0, { id: named(h256, 'T::Hash'), who }],
  ExtrinsicStored: [1, { index, who }],
  ExtrinsicDecodeFailed: [2, { index }],
  ExtrinsicDispatchFailed: [3, { index, error: dispatchErrorCodec }],
  ExtrinsicDispatched: [4, { index }],
  ExtrinsicExpired: [5, { index }],
  ExtrinsicPostponed: [6, { index }],
  MaxPendingExtrinsicsNumberSet: [7, { value: u32 }],
  OnInitializeWeightSet: [8, { value: u64 }],
  ExtrinsicLifetimeSet: [9, { value: u32 }],
  MaxExtrinsicWeightSet: [10, { value: u64 }],
  ExtrinsicWeightExceeded: [11, { index }],
})

/** Errors of the MevShield pallet. Reference: pallets/shield/src/lib.rs Error. */
export const MevShieldErrors = errorsOf('MevShield', [
  'BadEncKeyLen',
  'Unreachable',
  'TooManyPendingExtrinsics',
  'WeightExceedsAbsoluteMax',
])
