/** What holds of crowdloans after every block. */
import { type Invariant, ofMap } from '../../state/invariants.ts'
import { Contributions, Crowdloans } from './storage.ts'

export const crowdloanInvariants: readonly Invariant[] = [
  {
    name: 'A crowdloan has raised the sum of its contributions',
    postings: [
      ofMap(Crowdloans, ([id], { raised }) => [[`crowdloan ${id}`, -raised]]),
      ofMap(Contributions, ([id], amount) => [[`crowdloan ${id}`, amount]]),
    ],
  },
  {
    name: 'A crowdloan counts those who contributed',
    postings: [
      ofMap(Crowdloans, ([id], { contributors_count }) => [[`crowdloan ${id}`, -BigInt(contributors_count)]]),
      ofMap(Contributions, ([id]) => [[`crowdloan ${id}`, 1n]]),
    ],
  },
]
