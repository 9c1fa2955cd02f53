/** What the deposits for proxies and announcements agree with. */
import { type Invariant, ofMap } from '../../state/invariants.ts'
import { RESERVED_FOR_SOMETHING } from '../balances/invariants.ts'
import { Announcements, Proxies } from './storage.ts'

export const proxyInvariants: readonly Invariant[] = [
  {
    name: RESERVED_FOR_SOMETHING,
    postings: [
      ofMap(Proxies, ([who], [, deposit]) => [[who, -deposit]]),
      ofMap(Announcements, ([who], [, deposit]) => [[who, -deposit]]),
    ],
  },
]
