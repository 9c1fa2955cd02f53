/** Storage and constants of the Proxy pallet. Reference: pallets/proxy/src/lib.rs, runtime/src/lib.rs. */
import { type Tao, tao, ZERO_TAO } from '../../../primitives/amounts.ts'
import { type DispatchErrorData, dispatchResultCodec } from '../../runtime/dispatch-error.ts'
import { accountId, taoBalance } from '../../runtime/types.ts'
import { type Codec, mapped, named } from '../../scale/codec.ts'
import { boundedVec, tuple } from '../../scale/collections.ts'
import { u32, unit } from '../../scale/primitives.ts'
import { constantsOf } from '../../state/constant.ts'
import { twox64Concat } from '../../state/hashers.ts'
import { storageOf } from '../../state/storage.ts'
import { type Announcement, announcement, type ProxyDefinition, proxyDefinition } from './types.ts'

const MAX_PROXIES = 20
const MAX_PENDING = 75

const storage = storageOf('Proxy')

const NO_PROXIES: readonly [readonly ProxyDefinition[], Tao] = [[], ZERO_TAO]
const NO_ANNOUNCEMENTS: readonly [readonly Announcement[], Tao] = [[], ZERO_TAO]

/** Who may act for an account, in order, and what it has reserved for them. */
export const Proxies = storage.map(
  'Proxies',
  [twox64Concat(accountId)],
  tuple(boundedVec(proxyDefinition, MAX_PROXIES), taoBalance),
  { default: NO_PROXIES },
)
/** What a proxy is going to do, in the order in which it said so, and what it has reserved for that. */
export const Announcements = storage.map(
  'Announcements',
  [twox64Concat(accountId)],
  tuple(boundedVec(announcement, MAX_PENDING), taoBalance),
  { default: NO_ANNOUNCEMENTS },
)

interface CallResult {
  readonly error: DispatchErrorData | undefined
}
const callResult: Codec<CallResult> = mapped(
  dispatchResultCodec,
  error => ({ error }),
  ({ error }) => error,
)
/** What became of the last call that was made for an account; forgotten at the end of each block. */
export const LastCallResult = storage.map('LastCallResult', [twox64Concat(accountId)], callResult)
/** Accounts that pay the fees of what a delegate does for them. */
export const RealPaysFee = storage.map('RealPaysFee', [twox64Concat(accountId), twox64Concat(accountId)], unit)

export const proxyStorage = [Proxies, Announcements, LastCallResult, RealPaysFee]

const constant = constantsOf('Proxy')
const balance = named(taoBalance, 'BalanceOf<T>')
const deposit = { unit: 'rao' } as const

export const ProxyDepositBase = constant('ProxyDepositBase', balance, {
  ...deposit,
  normal: tao(60_000_000n),
  since: 147,
})
export const ProxyDepositFactor = constant('ProxyDepositFactor', balance, {
  ...deposit,
  normal: tao(33_000_000n),
  since: 147,
})
export const MaxProxies = constant('MaxProxies', u32, {
  unit: 'proxies of an account',
  normal: MAX_PROXIES,
  since: 147,
})
export const MaxPending = constant('MaxPending', u32, {
  unit: 'announcements of a proxy',
  normal: MAX_PENDING,
  since: 147,
})
export const AnnouncementDepositBase = constant('AnnouncementDepositBase', balance, {
  ...deposit,
  normal: tao(36_000_000n),
  since: 147,
})
export const AnnouncementDepositFactor = constant('AnnouncementDepositFactor', balance, {
  ...deposit,
  normal: tao(68_000_000n),
  since: 147,
})

export const proxyConstants = [
  ProxyDepositBase,
  ProxyDepositFactor,
  MaxProxies,
  MaxPending,
  AnnouncementDepositBase,
  AnnouncementDepositFactor,
]
