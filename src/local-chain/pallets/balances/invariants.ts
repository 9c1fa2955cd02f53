/** What holds of balances after every block. */
import { type Amount, type Invariant, ofMap, ofValue } from '../../state/invariants.ts'
import { SystemAccount } from '../system/storage.ts'
import { Holds, Reserves, TotalIssuance } from './storage.ts'

/** Pallets that reserve funds add what they reserve them for under this name. */
export const RESERVED_FOR_SOMETHING = 'What an account has reserved is the sum of its deposits'

const sumOf = (amounts: readonly { readonly amount: bigint }[]): bigint =>
  amounts.reduce((sum, { amount }) => sum + amount, 0n)

export const balancesInvariants: readonly Invariant[] = [
  {
    name: 'The issuance of TAO is what all accounts hold',
    postings: [
      ofValue(TotalIssuance, issued => [['', -issued]]),
      ofMap(SystemAccount, (_, { data }) => [['', data.free + data.reserved]]),
    ],
  },
  {
    name: RESERVED_FOR_SOMETHING,
    totalOnly: true,
    postings: [
      ofMap(SystemAccount, ([who], { data }): Amount[] => (data.reserved === 0n ? [] : [[who, data.reserved]])),
      ofMap(Holds, ([who], holds) => [[who, -sumOf(holds)]]),
      ofMap(Reserves, ([who], reserves) => [[who, -sumOf(reserves)]]),
    ],
  },
]
