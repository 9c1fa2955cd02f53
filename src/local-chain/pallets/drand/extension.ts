/** Raises the priority of drand pulses, which come unsigned, without extensions. Reference: pallets/drand/src/drand_priority.rs. */
import { extension } from '../../runtime/extension.ts'
import { ZERO_WEIGHT } from '../../runtime/weight.ts'
import { unit } from '../../scale/primitives.ts'
import { runtimeExtension } from '../system/extensions.ts'

/** Signed transactions carry it all the same. */
export const DrandPriority = extension({
  identifier: 'DrandPriority',
  explicit: runtimeExtension('pallet_drand::drand_priority::DrandPriority'),
  implicit: unit,
  implicitValue: () => null,
  weight: () => ZERO_WEIGHT,
})
