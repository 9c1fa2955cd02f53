/** Storage of the AdminUtils pallet. Reference: pallets/admin-utils/src/lib.rs. */
import type { ValueOf } from '../../scale/codec.ts'
import { unitEnum } from '../../scale/composites.ts'
import { bool } from '../../scale/primitives.ts'
import { blake2_128Concat } from '../../state/hashers.ts'
import { storageOf } from '../../state/storage.ts'

/** The groups of precompiled contracts of the EVM that can be switched off. */
export const precompile = unitEnum('pallet_admin_utils::pallet::PrecompileEnum', {
  BalanceTransfer: 0,
  Staking: 1,
  Subnet: 2,
  Metagraph: 3,
  Neuron: 4,
  UidLookup: 5,
  Alpha: 6,
  Crowdloan: 7,
  Proxy: 8,
  Leasing: 9,
  AddressMapping: 10,
  VotingPower: 11,
})
export type Precompile = ValueOf<typeof precompile>

export const PrecompileEnable = storageOf('AdminUtils').map('PrecompileEnable', [blake2_128Concat(precompile)], bool, {
  default: true,
  unit: 'inert',
  since: 238,
})
