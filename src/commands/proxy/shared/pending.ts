/** Announcements that wait: by whom, for whom, and from when on the call can be made. */
import type { Reader } from '../../../client/client.ts'
import { mergeNeeds, type Needs } from '../../../client/metadata/needs.ts'
import { CLOCK, type Clock, type Moment, momentOf } from '../../../client/reads/clock.ts'
import {
  ANNOUNCEMENTS,
  type Announcement,
  type Announcements,
  type Delegation,
  depositChange,
  getAnnouncements,
  getProxies,
  PROXIES,
  type Terms,
} from '../../../client/reads/proxies.ts'
import type { RefusalContext } from '../../../client/refusals/context.ts'
import type { Tao } from '../../../primitives/amounts.ts'
import type { Hex } from '../../../primitives/bytes.ts'
import { TaoError } from '../../../primitives/errors.ts'
import type { Choice } from '../../kit/options.ts'
import { refused } from './scene.ts'

export const PENDING: Needs = mergeNeeds(PROXIES, ANNOUNCEMENTS, CLOCK)

export interface Pending extends Announcement {
  readonly delegate: string
  /** The proxy that it is announced as; undefined where it is none any more, so that the call can never be made. */
  readonly proxy: Delegation | undefined
}

/** What a proxy has announced, for whomever. */
export async function pendingOf(at: Reader, delegate: string): Promise<Pending[]> {
  const { announcements } = await getAnnouncements(at, delegate)
  return Promise.all(
    announcements.map(async each => {
      const { proxies } = await getProxies(at, each.real)
      return { ...each, delegate, proxy: proxies.find(proxy => proxy.delegate === delegate) }
    }),
  )
}

/** What the proxies of an account have announced for it. */
export async function pendingFor(at: Reader, real: string): Promise<Pending[]> {
  const { proxies } = await getProxies(at, real)
  const delegates = [...new Set(proxies.map(({ delegate }) => delegate))]
  const all = await Promise.all(delegates.map(delegate => pendingOf(at, delegate)))
  return all.flat().filter(each => each.real === real)
}

/** Undefined for a call that can never be made. */
export const executableAt = ({ height, proxy }: Pending): number | undefined => proxy && height + proxy.delay

export const executable = (clock: Clock, pending: Pending): Moment | undefined => {
  const block = executableAt(pending)
  return block === undefined ? undefined : momentOf(clock, block)
}

export interface Wanted {
  readonly delegate?: string | undefined
  readonly real?: string | undefined
  readonly callHash?: Hex | undefined
}

/**
 * The one announcement that is meant. The same call may be announced several times: they are taken as one.
 * @throws TaoError `Proxy.NotFound`, `usage` where several are meant
 */
export function chosenPending(all: readonly Pending[], wanted: Wanted, context: RefusalContext): Pending {
  const { delegate, real, callHash } = wanted
  const meant = all.filter(
    each =>
      (delegate ?? each.delegate) === each.delegate &&
      (real ?? each.real) === each.real &&
      (callHash ?? each.callHash) === each.callHash,
  )
  const kinds = new Set(meant.map(each => `${each.delegate} ${each.real} ${each.callHash}`))
  if (kinds.size === 1) return meant[0]!
  const told = (list: readonly Pending[]): string[] => list.map(pendingText)
  if (meant.length === 0) {
    const rest = all.length === 0 ? ['Nothing is announced.'] : ['What is announced:', ...told(all)]
    throw refused('Proxy.NotFound', context, rest)
  }
  throw new TaoError('usage', `${kinds.size} announcements could be meant`, {
    why: told(meant),
    remedy: `Name one by its hash${toldBy(meant)}.`,
  })
}

/** The announcements are by one proxy or for one account: the other of the two tells apart what the hash does not. */
function toldBy(meant: readonly Pending[]): string {
  if (new Set(meant.map(({ callHash }) => callHash)).size === meant.length) return ''
  const flag = new Set(meant.map(({ delegate }) => delegate)).size > 1 ? '--delegate' : '--real'
  return `, and where that does not tell it apart with ${flag}`
}

const pendingText = ({ callHash, delegate, real, height }: Pending): string =>
  `${callHash} by ${delegate} for ${real}, in block ${height}`

/** What a person chooses from. @throws TaoError `not_found` where there is nothing */
export function pendingChoices(all: readonly Pending[], named: (hash: Hex) => string | undefined): Choice[] {
  if (all.length === 0) {
    throw new TaoError('not_found', 'Nothing is announced', { remedy: 'Nothing is left to do.' })
  }
  return all.map(each => ({
    value: each.callHash,
    name: `${named(each.callHash) ?? each.callHash}  by ${each.delegate} for ${each.real}, block ${each.height}`,
  }))
}

/** What a proxy gets back of its deposit when these announcements go. */
export function returnedFor(
  { announcements, deposit }: Announcements,
  terms: Terms,
  isGone: (announcement: Announcement) => boolean,
): Tao {
  return depositChange(terms, deposit, announcements.filter(each => !isGone(each)).length).back
}

/** Whether it is the same call for the same account: such announcements are removed together. */
export const isSame =
  ({ real, callHash }: Pick<Announcement, 'real' | 'callHash'>) =>
  (other: Announcement): boolean =>
    other.real === real && other.callHash === callHash
