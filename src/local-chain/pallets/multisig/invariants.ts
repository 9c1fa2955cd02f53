/** What the deposits for operations that wait agree with. */
import { type Invariant, ofMap } from '../../state/invariants.ts'
import { RESERVED_FOR_SOMETHING } from '../balances/invariants.ts'
import { Multisigs } from './storage.ts'

export const multisigInvariants: readonly Invariant[] = [
  {
    name: RESERVED_FOR_SOMETHING,
    postings: [ofMap(Multisigs, (_, { depositor, deposit }) => [[depositor, -deposit]])],
  },
]
