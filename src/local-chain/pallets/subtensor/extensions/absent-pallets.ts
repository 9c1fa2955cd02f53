/**
 * Extensions of pallets that this runtime does not carry, or whose calls no signed transaction makes. Signers have them in
 * their transactions all the same. Reference: pallets/shield/src/extension.rs, pallets/drand/src/drand_priority.rs.
 */
import { extension } from '../../../runtime/extension.ts'
import { weigh, ZERO_WEIGHT } from '../../../runtime/weight.ts'
import { unit } from '../../../scale/primitives.ts'
import { runtimeExtension } from '../../system/extensions.ts'

/** Looks at sealed transactions only. Its weight is that of reading the author's key. */
export const CheckShieldedTxValidity = extension({
  identifier: 'CheckShieldedTxValidity',
  explicit: runtimeExtension('pallet_shield::extension::CheckShieldedTxValidity'),
  implicit: unit,
  implicitValue: () => null,
  weight: () => weigh(1_000_000, 0, 1, 0),
})

/** Raises the priority of drand pulses, which come unsigned, without extensions. */
export const DrandPriority = extension({
  identifier: 'DrandPriority',
  explicit: runtimeExtension('pallet_drand::drand_priority::DrandPriority'),
  implicit: unit,
  implicitValue: () => null,
  weight: () => ZERO_WEIGHT,
})
