import { eventsOf } from '../../runtime/event.ts'
import { netuid } from '../../runtime/types.ts'
import { named } from '../../scale/codec.ts'
import { bool, u16 } from '../../scale/primitives.ts'
import { u64f64 } from '../subtensor/types.ts'
import { precompile } from './storage.ts'

/** Events of the AdminUtils pallet. Reference: pallets/admin-utils/src/lib.rs. */
export const adminUtilsEvents = eventsOf('AdminUtils', {
  PrecompileUpdated: [0, { precompile_id: named(precompile, 'PrecompileEnum'), enabled: bool }],
  Yuma3EnableToggled: [1, { netuid, enabled: bool }],
  BondsResetToggled: [2, { netuid, enabled: bool }],
  BurnHalfLifeSet: [3, { netuid, burn_half_life: u16 }],
  BurnIncreaseMultSet: [4, { netuid, burn_increase_mult: u64f64 }],
  SubnetEmissionEnabledSet: [5, { netuid, enabled: bool }],
})
