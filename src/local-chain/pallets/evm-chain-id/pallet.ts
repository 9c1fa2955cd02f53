/** The chain id that EVM wallets see. Reference: pallet_evm_chain_id. */
import { pallet } from '../../runtime/pallet.ts'
import { u64 } from '../../scale/primitives.ts'
import { storageOf } from '../../state/storage.ts'

export const ChainId = storageOf('EVMChainId').value('ChainId', u64, { default: 0n })

export const evmChainId = pallet({
  name: 'EVMChainId',
  path: 'pallet_evm_chain_id::pallet',
  storage: [ChainId],
})
