/** Storage and constants of the Timestamp pallet. Reference: pallet_timestamp. */
import { bool, u64 } from '../../scale/primitives.ts'
import { constantsOf } from '../../state/constant.ts'
import { storageOf } from '../../state/storage.ts'

const storage = storageOf('Timestamp')

/** Milliseconds of Unix time. */
export const Now = storage.value('Now', u64, { default: 0n })
/** Whether this block has been given its time. */
export const DidUpdate = storage.value('DidUpdate', bool, { default: false })

export const MinimumPeriod = constantsOf('Timestamp')('MinimumPeriod', u64, {
  unit: 'milliseconds',
  normal: 6000n,
  fast: 125n,
  since: 100,
})
