import { eventsOf } from '../../runtime/event.ts'
import { accountId, blockNumber, taoBalance } from '../../runtime/types.ts'
import { named } from '../../scale/codec.ts'
import { option } from '../../scale/collections.ts'
import { crowdloanId as crowdloan_id } from './types.ts'

const account = named(accountId, 'T::AccountId')
const balance = named(taoBalance, 'BalanceOf<T>')

/** Events of the Crowdloan pallet. Reference: pallets/crowdloan/src/lib.rs Event. */
export const crowdloanEvents = eventsOf('Crowdloan', {
  Created: [0, { crowdloan_id, creator: account, end: blockNumber, cap: balance }],
  Contributed: [1, { crowdloan_id, contributor: account, amount: balance }],
  Withdrew: [2, { crowdloan_id, contributor: account, amount: balance }],
  PartiallyRefunded: [3, { crowdloan_id }],
  AllRefunded: [4, { crowdloan_id }],
  Finalized: [5, { crowdloan_id }],
  Dissolved: [6, { crowdloan_id }],
  MinContributionUpdated: [7, { crowdloan_id, new_min_contribution: balance }],
  EndUpdated: [8, { crowdloan_id, new_end: blockNumber }],
  CapUpdated: [9, { crowdloan_id, new_cap: balance }],
  MaxContributionUpdated: [10, { crowdloan_id, new_max_contribution: option(balance) }],
})
