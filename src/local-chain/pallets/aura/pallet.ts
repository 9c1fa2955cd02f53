/** The Aura pallet: authorities take turns in making blocks. Reference: pallet_aura. */
import { method, runtimeApi } from '../../runtime/api.ts'
import { pallet } from '../../runtime/pallet.ts'
import { vec } from '../../scale/collections.ts'
import { wrapper } from '../../scale/composites.ts'
import { u64 } from '../../scale/primitives.ts'
import { enterSlot } from './slots.ts'
import { Authorities, CurrentSlot, SlotDuration } from './storage.ts'
import { auraPublic } from './types.ts'

const slotDuration = wrapper('sp_consensus_slots::SlotDuration', u64)

const auraApi = runtimeApi('AuraApi', 1, {
  slot_duration: method({}, slotDuration, ctx => SlotDuration.of(ctx)),
  authorities: method({}, vec(auraPublic), ctx => Authorities.get(ctx)),
})

export const aura = pallet({
  name: 'Aura',
  path: 'pallet_aura::pallet',
  storage: [Authorities, CurrentSlot],
  constants: [SlotDuration],
  apis: [auraApi],
  onInitialize: enterSlot,
})
