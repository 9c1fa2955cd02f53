/** Calls that say who may act for the signer. Reference: pallets/proxy/src/lib.rs. */
import { call } from '../../runtime/call.ts'
import { ensure } from '../../runtime/dispatch-error.ts'
import { lookup } from '../../runtime/lookup.ts'
import { ensureSigned } from '../../runtime/origin.ts'
import { addressOf, blockNumber, compactBlockNumber } from '../../runtime/types.ts'
import { named } from '../../scale/codec.ts'
import { bool, compactU32, u16 } from '../../scale/primitives.ts'
import { reserve, unreserve } from '../balances/reserves.ts'
import { addProxyDelegate, findProxy, removeAllProxyDelegates, removeProxyDelegate } from './delegates.ts'
import { depositFor, PROXY_DEPOSIT } from './deposits.ts'
import { ProxyErrors } from './errors.ts'
import { proxyEvents } from './events.ts'
import { depositElsewhere } from './invariants.ts'
import { pureAccount } from './pure.ts'
import { MaxProxies, Proxies, RealPaysFee } from './storage.ts'
import { proxyType } from './types.ts'
import * as weights from './weights.ts'

const type = named(proxyType, 'T::ProxyType')
const delegation = { delegate: addressOf, proxy_type: type, delay: blockNumber }

export const addProxy = call(
  'add_proxy',
  1,
  delegation,
  { weight: (_args, ctx) => weights.addProxy(MaxProxies.of(ctx)) },
  (ctx, origin, { delegate, proxy_type, delay }) => {
    addProxyDelegate(ctx, ensureSigned(origin), lookup(delegate), proxy_type, delay)
  },
)

export const removeProxy = call(
  'remove_proxy',
  2,
  delegation,
  { weight: (_args, ctx) => weights.removeProxy(MaxProxies.of(ctx)) },
  (ctx, origin, { delegate, proxy_type, delay }) => {
    removeProxyDelegate(ctx, ensureSigned(origin), lookup(delegate), proxy_type, delay)
  },
)

export const removeProxies = call(
  'remove_proxies',
  3,
  {},
  { weight: (_args, ctx) => weights.removeProxies(MaxProxies.of(ctx)) },
  (ctx, origin) => removeAllProxyDelegates(ctx, ensureSigned(origin)),
)

export const createPure = call(
  'create_pure',
  4,
  { proxy_type: type, delay: blockNumber, index: u16 },
  { weight: (_args, ctx) => weights.createPure(MaxProxies.of(ctx)) },
  (ctx, origin, { proxy_type, delay, index }) => {
    const who = ensureSigned(origin)
    const pure = pureAccount(ctx, who, proxy_type, index, { height: ctx.block, index: ctx.extrinsicIndex })
    ensure(!Proxies.has(ctx, pure), ProxyErrors.Duplicate)
    const deposit = depositFor(ctx, PROXY_DEPOSIT, 1)
    reserve(ctx, who, deposit)
    depositElsewhere(ctx, who, pure)
    Proxies.put(ctx, pure, [[{ delegate: who, proxy_type, delay }], deposit])
    ctx.deposit(proxyEvents.PureCreated({ pure, who, proxy_type, disambiguation_index: index }))
  },
)

export const killPure = call(
  'kill_pure',
  5,
  { spawner: addressOf, proxy_type: type, index: u16, height: compactBlockNumber, ext_index: named(compactU32, 'u32') },
  { weight: (_args, ctx) => weights.killPure(MaxProxies.of(ctx)) },
  (ctx, origin, { proxy_type, index, height, ext_index, ...args }) => {
    const who = ensureSigned(origin)
    const spawner = lookup(args.spawner)
    const pure = pureAccount(ctx, spawner, proxy_type, index, { height, index: ext_index })
    ensure(pure === who, ProxyErrors.NoPermission)
    const [, deposit] = Proxies.take(ctx, who)
    unreserve(ctx, spawner, deposit)
    depositElsewhere(ctx, spawner, who)
    ctx.deposit(proxyEvents.PureKilled({ pure: who, spawner, proxy_type, disambiguation_index: index }))
  },
)

export const setRealPaysFee = call(
  'set_real_pays_fee',
  11,
  { delegate: addressOf, pays_fee: bool },
  { weight: (_args, ctx) => weights.setRealPaysFee(MaxProxies.of(ctx)) },
  (ctx, origin, { pays_fee, ...args }) => {
    const real = ensureSigned(origin)
    const delegate = lookup(args.delegate)
    findProxy(ctx, real, delegate, undefined)
    if (pays_fee) RealPaysFee.put(ctx, real, delegate, null)
    else RealPaysFee.remove(ctx, real, delegate)
    ctx.deposit(proxyEvents.RealPaysFeeSet({ real, delegate, pays_fee }))
  },
)
