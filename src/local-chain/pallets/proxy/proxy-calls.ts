/** Calls by which a proxy acts, at once or after having announced it. Reference: pallets/proxy/src/lib.rs. */
import { toHex } from '../../../primitives/bytes.ts'
import { blake2_256 } from '../../../primitives/crypto/blake2.ts'
import { call, type RuntimeCall } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import { callPays, callWeight } from '../../runtime/dispatch.ts'
import { DispatchError, ensure } from '../../runtime/dispatch-error.ts'
import { lookup } from '../../runtime/lookup.ts'
import { ensureSigned } from '../../runtime/origin.ts'
import { addressOf, type Hash, h256 } from '../../runtime/types.ts'
import { addWeight, type Weight, weigh } from '../../runtime/weight.ts'
import { encode, named } from '../../scale/codec.ts'
import { option } from '../../scale/collections.ts'
import type { ProxyFees } from '../transaction-payment/payers.ts'
import { boxedCall } from '../utility/types.ts'
import { addAnnouncement, removeAnnouncements } from './announcements.ts'
import { findProxy, isRealPaysFee } from './delegates.ts'
import { ProxyErrors } from './errors.ts'
import { doProxy } from './execute.ts'
import { MaxPending, MaxProxies } from './storage.ts'
import { proxyType } from './types.ts'
import * as weights from './weights.ts'

const force_proxy_type = option(named(proxyType, 'T::ProxyType'))
const call_hash = named(h256, 'CallHashOf<T>')

/** With the account data of the one that the call is made for. */
const withInner = (ctx: Ctx, own: Weight, inner: RuntimeCall): Weight =>
  addWeight(addWeight(own, weigh(0, 0, 1, 1)), callWeight(ctx, inner))

export const proxy = call(
  'proxy',
  0,
  { real: addressOf, force_proxy_type, call: boxedCall },
  {
    weight: ({ call: inner }, ctx) => withInner(ctx, weights.proxy(MaxProxies.of(ctx)), inner),
    pays: ({ call: inner }) => callPays(inner),
  },
  (ctx, origin, args) => {
    const who = ensureSigned(origin)
    const real = lookup(args.real)
    const definition = findProxy(ctx, real, who, args.force_proxy_type)
    ensure(definition.delay === 0n, ProxyErrors.Unannounced)
    doProxy(ctx, definition, real, args.call)
  },
)

/** Of calls whose weight goes by how much may be announced. */
const pendingWeight =
  (weight: (a: number, p: number) => Weight) =>
  (_args: unknown, ctx: Ctx): Weight =>
    weight(MaxPending.of(ctx), MaxProxies.of(ctx))

export const announce = call(
  'announce',
  6,
  { real: addressOf, call_hash },
  { weight: pendingWeight(weights.announce) },
  (ctx, origin, args) => addAnnouncement(ctx, ensureSigned(origin), lookup(args.real), args.call_hash),
)

export const removeAnnouncement = call(
  'remove_announcement',
  7,
  { real: addressOf, call_hash },
  { weight: pendingWeight(weights.removeAnnouncement) },
  (ctx, origin, args) => {
    const who = ensureSigned(origin)
    const real = lookup(args.real)
    removeAnnouncements(ctx, who, entry => entry.real === real && entry.call_hash === args.call_hash)
  },
)

export const rejectAnnouncement = call(
  'reject_announcement',
  8,
  { delegate: addressOf, call_hash },
  { weight: pendingWeight(weights.rejectAnnouncement) },
  (ctx, origin, args) => {
    const who = ensureSigned(origin)
    const delegate = lookup(args.delegate)
    removeAnnouncements(ctx, delegate, entry => entry.real === who && entry.call_hash === args.call_hash)
  },
)

export const proxyAnnounced = call(
  'proxy_announced',
  9,
  { delegate: addressOf, real: addressOf, force_proxy_type, call: boxedCall },
  {
    weight: ({ call: inner }, ctx) =>
      withInner(ctx, weights.proxyAnnounced(MaxPending.of(ctx), MaxProxies.of(ctx)), inner),
  },
  (ctx, origin, args) => {
    ensureSigned(origin)
    const delegate = lookup(args.delegate)
    const real = lookup(args.real)
    const definition = findProxy(ctx, real, delegate, args.force_proxy_type)
    const hash = hashOf(ctx, args.call)
    const now = ctx.block
    const isDue = (height: bigint) => (now > height ? now - height : 0n) >= definition.delay
    try {
      removeAnnouncements(
        ctx,
        delegate,
        entry => entry.real === real && entry.call_hash === hash && isDue(entry.height),
      )
    } catch (error) {
      throw error instanceof DispatchError ? ProxyErrors.Unannounced : error
    }
    doProxy(ctx, definition, real, args.call)
  },
)

/** What a call is announced by. */
export const hashOf = (ctx: Ctx, inner: RuntimeCall): Hash =>
  toHex(blake2_256(encode(ctx.runtime.outer.RuntimeCall, inner, ctx.runtime.outer)))

/** What the fees of proxied calls go by. */
export const proxyFees: ProxyFees = {
  proxied: ({ call: decl, args }) => {
    if (decl !== proxy) return undefined
    const { real, call: inner } = args as { readonly real: Parameters<typeof lookup>[0]; readonly call: RuntimeCall }
    return real.type === 'Id' ? { real: real.value, call: inner } : undefined
  },
  isRealPaysFee,
}
