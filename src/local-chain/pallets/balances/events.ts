import { eventsOf } from '../../runtime/event.ts'
import { accountId, balanceStatus, taoBalance } from '../../runtime/types.ts'
import { named } from '../../scale/codec.ts'

const account = named(accountId, 'T::AccountId')
const amount = named(taoBalance, 'T::Balance')

/** Events of the Balances pallet. Reference: pallet_balances Event. */
export const balancesEvents = eventsOf('Balances', {
  Endowed: [0, { account, free_balance: amount }],
  DustLost: [1, { account, amount }],
  Transfer: [2, { from: account, to: account, amount }],
  BalanceSet: [3, { who: account, free: amount }],
  Reserved: [4, { who: account, amount }],
  Unreserved: [5, { who: account, amount }],
  ReserveRepatriated: [6, { from: account, to: account, amount, destination_status: named(balanceStatus, 'Status') }],
  Deposit: [7, { who: account, amount }],
  Withdraw: [8, { who: account, amount }],
  Slashed: [9, { who: account, amount }],
  Minted: [10, { who: account, amount }],
  Burned: [11, { who: account, amount }],
  Suspended: [12, { who: account, amount }],
  Restored: [13, { who: account, amount }],
  Upgraded: [14, { who: account }],
  Issued: [15, { amount }],
  Rescinded: [16, { amount }],
  Locked: [17, { who: account, amount }],
  Unlocked: [18, { who: account, amount }],
  Frozen: [19, { who: account, amount }],
  Thawed: [20, { who: account, amount }],
  TotalIssuanceForced: [21, { old: amount, new: amount }],
})
