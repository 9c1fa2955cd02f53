import { eventsOf } from '../../runtime/event.ts'
import { accountId, taoBalance } from '../../runtime/types.ts'
import { named } from '../../scale/codec.ts'

const amount = named(taoBalance, 'BalanceOf<T>')

/** Events of the TransactionPayment pallet. Reference: pallet_transaction_payment Event. */
export const transactionPaymentEvents = eventsOf('TransactionPayment', {
  TransactionFeePaid: [0, { who: named(accountId, 'T::AccountId'), actual_fee: amount, tip: amount }],
})
