import { eventsOf } from '../../runtime/event.ts'
import { netuid } from '../../runtime/types.ts'
import { u16 } from '../../scale/primitives.ts'

/** Events of the Swap pallet. Reference: pallets/swap/src/pallet/mod.rs. */
export const swapEvents = eventsOf('Swap', {
  FeeRateSet: [0, { netuid, rate: u16 }],
})
