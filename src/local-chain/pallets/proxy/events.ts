import { dispatchResultCodec } from '../../runtime/dispatch-error.ts'
import { eventsOf } from '../../runtime/event.ts'
import { accountId, blockNumber, h256, taoBalance } from '../../runtime/types.ts'
import { named } from '../../scale/codec.ts'
import { bool, u16 } from '../../scale/primitives.ts'
import { depositKind, proxyType } from './types.ts'

const account = named(accountId, 'T::AccountId')
const type = named(proxyType, 'T::ProxyType')
const balance = named(taoBalance, 'BalanceOf<T>')
const definition = { delegator: account, delegatee: account, proxy_type: type, delay: blockNumber }

/** Events of the Proxy pallet. Reference: pallets/proxy/src/lib.rs Event. */
export const proxyEvents = eventsOf('Proxy', {
  ProxyExecuted: [0, { result: dispatchResultCodec }],
  PureCreated: [1, { pure: account, who: account, proxy_type: type, disambiguation_index: u16 }],
  PureKilled: [2, { pure: account, spawner: account, proxy_type: type, disambiguation_index: u16 }],
  Announced: [3, { real: account, proxy: account, call_hash: named(h256, 'CallHashOf<T>') }],
  ProxyAdded: [4, definition],
  ProxyRemoved: [5, definition],
  DepositPoked: [6, { who: account, kind: depositKind, old_deposit: balance, new_deposit: balance }],
  RealPaysFeeSet: [7, { real: account, delegate: account, pays_fee: bool }],
})
