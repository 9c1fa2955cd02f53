/**
 * Items of specs after 425 that wallets of a later time read before they act. Nothing on this chain writes them; their empty
 * values say what holds here.
 */
import { netuid } from '../../../runtime/types.ts'
import { unitEnum } from '../../../scale/composites.ts'
import { u16 } from '../../../scale/primitives.ts'
import { identity } from '../../../state/hashers.ts'
import { storageOf } from '../../../state/storage.ts'

const storage = storageOf('SubtensorModule')

const epochConsensus = unitEnum('pallet_subtensor::epoch::EpochConsensus', { Yuma: 0, Null: 1 })

/** What part of the price of a registration is locked and not burned, of 65,535: none. btcli 11 asks before it registers. */
const CollateralLockShare = storage.map('CollateralLockShare', [identity(netuid)], u16, { default: 0 })

/** Which consensus a subnet's epoch runs: Yuma. btcli 11 asks before it sets weights. */
const SubnetEpochConsensus = storage.map('SubnetEpochConsensus', [identity(netuid)], epochConsensus, {
  default: 'Yuma',
})

export const laterStorage = [CollateralLockShare, SubnetEpochConsensus]
