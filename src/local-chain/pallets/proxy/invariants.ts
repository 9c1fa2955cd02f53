/** What the deposits for proxies and announcements agree with. */
import type { AccountId } from '../../../primitives/account.ts'
import type { Ctx } from '../../runtime/context.ts'
import { type Invariant, ofMap } from '../../state/invariants.ts'
import { RESERVED_FOR_SOMETHING } from '../balances/invariants.ts'
import { Announcements, Proxies } from './storage.ts'

/**
 * The first deposit for an account without a key stands with whoever made the account, and nowhere is written who that was.
 * If the account gives up its proxies otherwise than by `kill_pure`, it is lost there. Reference: create_pure, remove_proxies
 */
export function depositElsewhere(ctx: Ctx, ...subjects: readonly AccountId[]): void {
  for (const subject of subjects) ctx.excuses.push({ invariant: RESERVED_FOR_SOMETHING, subject })
}

export const proxyInvariants: readonly Invariant[] = [
  {
    name: RESERVED_FOR_SOMETHING,
    postings: [
      ofMap(Proxies, ([who], [, deposit]) => [[who, -deposit]]),
      ofMap(Announcements, ([who], [, deposit]) => [[who, -deposit]]),
    ],
  },
]
