/** Storage and constants of the Aura pallet. Reference: pallet_aura. */
import { slot } from '../../runtime/types.ts'
import { boundedVec } from '../../scale/collections.ts'
import { u64 } from '../../scale/primitives.ts'
import { constantsOf } from '../../state/constant.ts'
import { storageOf } from '../../state/storage.ts'
import { auraPublic, MAX_AUTHORITIES } from './types.ts'

const storage = storageOf('Aura')

export const Authorities = storage.value('Authorities', boundedVec(auraPublic, MAX_AUTHORITIES), { default: [] })
export const CurrentSlot = storage.value('CurrentSlot', slot, { default: 0n })

/** Twice the least time between two blocks. */
export const SlotDuration = constantsOf('Aura')('SlotDuration', u64, {
  unit: 'milliseconds',
  normal: 12_000n,
  fast: 250n,
  since: 151,
})
