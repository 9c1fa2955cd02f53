/** What the TransactionPayment pallet writes in the genesis block. Reference: pallet_transaction_payment BuildGenesisConfig. */
import type { Ctx } from '../../runtime/context.ts'
import { NextFeeMultiplier, StorageVersion } from './storage.ts'
import { FIXED_ONE } from './types.ts'

export function transactionPaymentGenesis(ctx: Ctx): void {
  StorageVersion.put(ctx, 'V2')
  NextFeeMultiplier.put(ctx, FIXED_ONE)
}
