/** The TransactionPayment pallet: fees. Reference: pallet_transaction_payment. */
import { pallet } from '../../runtime/pallet.ts'
import { transactionPaymentApi, transactionPaymentCallApi } from './api.ts'
import { transactionPaymentEvents } from './events.ts'
import { NextFeeMultiplier, OperationalFeeMultiplier, StorageVersion } from './storage.ts'
import { FIXED_ONE } from './types.ts'

export const transactionPayment = pallet({
  name: 'TransactionPayment',
  path: 'pallet_transaction_payment::pallet',
  storage: [NextFeeMultiplier, StorageVersion],
  events: transactionPaymentEvents,
  constants: [OperationalFeeMultiplier],
  apis: [transactionPaymentApi, transactionPaymentCallApi],
  onFinalize: ctx => NextFeeMultiplier.put(ctx, FIXED_ONE),
})
