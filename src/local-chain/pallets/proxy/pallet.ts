/** The Proxy pallet: accounts that let others act for them, within limits. Reference: pallets/proxy/src/lib.rs. */

import { pallet } from '../../runtime/pallet.ts'
import { proxyFilterApi } from './api.ts'
import * as delegates from './delegate-calls.ts'
import { ProxyErrors } from './errors.ts'
import { proxyEvents } from './events.ts'
import { proxyInvariants } from './invariants.ts'
import { pokeDeposit } from './poke-deposit.ts'
import * as calls from './proxy-calls.ts'
import { LastCallResult, proxyConstants, proxyStorage } from './storage.ts'

export const proxy = pallet({
  name: 'Proxy',
  path: 'pallet_subtensor_proxy::pallet',
  storage: proxyStorage,
  calls: [
    calls.proxy,
    delegates.addProxy,
    delegates.removeProxy,
    delegates.removeProxies,
    delegates.createPure,
    delegates.killPure,
    calls.announce,
    calls.removeAnnouncement,
    calls.rejectAnnouncement,
    calls.proxyAnnounced,
    pokeDeposit,
    delegates.setRealPaysFee,
  ],
  events: proxyEvents,
  errors: ProxyErrors,
  constants: proxyConstants,
  apis: [proxyFilterApi],
  onFinalize: ctx => {
    LastCallResult.clear(ctx, [])
  },
  invariants: proxyInvariants,
})
