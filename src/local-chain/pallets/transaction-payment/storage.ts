/** Storage and constants of the TransactionPayment pallet. Reference: pallet_transaction_payment. */
import { u8 } from '../../scale/primitives.ts'
import { constantsOf } from '../../state/constant.ts'
import { storageOf } from '../../state/storage.ts'
import { FIXED_ONE, fixedU128, releases } from './types.ts'

const storage = storageOf('TransactionPayment')

/** What weight fees are multiplied by. It is set to one at the end of each block. */
export const NextFeeMultiplier = storage.value('NextFeeMultiplier', fixedU128, { default: FIXED_ONE })
export const StorageVersion = storage.value('StorageVersion', releases, { default: 'V1Ancient' })

/** Read by clients; the priority that it would raise is a constant on this chain. */
export const OperationalFeeMultiplier = constantsOf('TransactionPayment')('OperationalFeeMultiplier', u8, {
  unit: 'factor',
  normal: 5,
  since: 100,
})
