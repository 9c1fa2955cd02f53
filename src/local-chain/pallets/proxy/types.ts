/** Types of the Proxy pallet, under the names and paths of the reference. */
import { accountId, blockNumber, h256 } from '../../runtime/types.ts'
import { named, type ValueOf } from '../../scale/codec.ts'
import { struct, unitEnum } from '../../scale/composites.ts'

/** What a proxy may do, by the number it is written as. Reference: common/src/lib.rs ProxyType */
export const PROXY_TYPES = {
  Any: 0,
  Owner: 1,
  NonCritical: 2,
  NonTransfer: 3,
  Senate: 4,
  NonFungible: 5,
  Triumvirate: 6,
  Governance: 7,
  Staking: 8,
  Registration: 9,
  Transfer: 10,
  SmallTransfer: 11,
  RootWeights: 12,
  ChildKeys: 13,
  SudoUncheckedSetCode: 14,
  SwapHotkey: 15,
  SubnetLeaseBeneficiary: 16,
  RootClaim: 17,
} as const

export const proxyType = unitEnum('subtensor_runtime_common::ProxyType', PROXY_TYPES)
export type ProxyType = ValueOf<typeof proxyType>

/** Types that may do nothing any more. */
export const DEPRECATED_TYPES: ReadonlySet<ProxyType> = new Set([
  'Triumvirate',
  'Senate',
  'Governance',
  'RootWeights',
] as const)

const account = named(accountId, 'AccountId')
const blockNumberParam = { name: 'BlockNumber', type: () => blockNumber.type() }

/** Who may act for an account, in what, and how many blocks after having announced it. */
export const proxyDefinition = struct(
  'pallet_subtensor_proxy::ProxyDefinition',
  {
    delegate: account,
    proxy_type: named(proxyType, 'ProxyType'),
    delay: named(blockNumber, 'BlockNumber'),
  },
  [{ name: 'AccountId', type: accountId.type }, { name: 'ProxyType', type: proxyType.type }, blockNumberParam],
)
export type ProxyDefinition = ValueOf<typeof proxyDefinition>

/** That a call with this hash is going to be made for `real`. */
export const announcement = struct(
  'pallet_subtensor_proxy::Announcement',
  { real: account, call_hash: named(h256, 'Hash'), height: named(blockNumber, 'BlockNumber') },
  [{ name: 'AccountId', type: accountId.type }, { name: 'Hash', type: h256.type }, blockNumberParam],
)
export type Announcement = ValueOf<typeof announcement>

export const depositKind = unitEnum('pallet_subtensor_proxy::DepositKind', { Proxies: 0, Announcements: 1 })
