/** Calls around one other call. Reference: pallets/utility/src/lib.rs. */
import { type AccountId, accountId } from '../../../primitives/account.ts'
import { utf8 } from '../../../primitives/bytes.ts'
import { blake2_256 } from '../../../primitives/crypto/blake2.ts'
import { call, type PostInfo } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import { callWeight, dispatchBypassingFilter } from '../../runtime/dispatch.ts'
import { BAD_ORIGIN, ErrorWithPost, ensure } from '../../runtime/dispatch-error.ts'
import { ensureRoot, ensureSigned, type Origin, ROOT_ORIGIN, type SignedOrigin } from '../../runtime/origin.ts'
import { accountId as accountCodec } from '../../runtime/types.ts'
import { addWeight, weightCodec } from '../../runtime/weight.ts'
import { Writer } from '../../scale/buffer.ts'
import { named } from '../../scale/codec.ts'
import { u16 } from '../../scale/primitives.ts'
import { forceAccount } from '../system/accounts.ts'
import { batch, batchAll, dispatchInner, forceBatch } from './batches.ts'
import { utilityEvents } from './events.ts'
import { boxedCall, type OriginCaller, originCaller, originOf } from './types.ts'
import * as weights from './weights.ts'

const DERIVATIVE_PREFIX = utf8('modlpy/utilisuba')

/** The account that `who` owns beside their own, by number: nobody has a key to it. */
export function derivativeAccount(who: AccountId, index: number): AccountId {
  const entropy = new Writer()
  entropy.raw(DERIVATIVE_PREFIX)
  accountCodec.write(entropy, who)
  u16.write(entropy, index)
  return accountId(blake2_256(entropy.finish()))
}

const asDerivative = call(
  'as_derivative',
  1,
  { index: u16, call: boxedCall },
  { weight: ({ call: inner }, ctx) => addWeight(weights.AS_DERIVATIVE, callWeight(ctx, inner)) },
  (ctx, origin, { index, call: inner }): PostInfo => {
    const who = derivativeAccount(ensureSigned(origin), index)
    const { error, weight } = dispatchInner(ctx, { ...(origin as SignedOrigin), who }, inner)
    const post = { actualWeight: addWeight(weights.AS_DERIVATIVE, weight) }
    if (error !== undefined) throw new ErrorWithPost(error, post)
    return post
  },
)

const boxedOrigin = named(originCaller, 'Box<T::PalletsOrigin>')

/** The origin that root puts on: it may be an account that nobody has the key of. */
function forcedOrigin(ctx: Ctx, caller: OriginCaller): Origin {
  const origin = originOf(caller)
  if (origin.type === 'Signed') forceAccount(ctx, origin.who)
  return origin
}

const dispatchAs = call(
  'dispatch_as',
  3,
  { as_origin: boxedOrigin, call: boxedCall },
  { weight: ({ call: inner }, ctx) => addWeight(weights.DISPATCH_AS, callWeight(ctx, inner)) },
  (ctx, origin, { as_origin, call: inner }) => {
    ensureRoot(origin)
    const { error } = dispatchBypassingFilter(ctx, forcedOrigin(ctx, as_origin), inner)
    ctx.deposit(utilityEvents.DispatchedAs({ result: error && ctx.runtime.errorData(error) }))
  },
)

const withWeight = call(
  'with_weight',
  5,
  { call: boxedCall, weight: weightCodec },
  { weight: ({ weight }) => weight },
  (ctx, origin, { call: inner }) => {
    ensureRoot(origin)
    const { error } = dispatchBypassingFilter(ctx, ROOT_ORIGIN, inner)
    if (error !== undefined) throw error
  },
)

const ifElse = call(
  'if_else',
  6,
  { main: boxedCall, fallback: boxedCall },
  {
    weight: ({ main, fallback }, ctx) =>
      addWeight(addWeight(weights.IF_ELSE, callWeight(ctx, main)), callWeight(ctx, fallback)),
  },
  (ctx, origin, args): PostInfo => {
    ensure(origin.type !== 'None', BAD_ORIGIN)
    const main = dispatchInner(ctx, origin, args.main)
    const mainWeight = addWeight(weights.IF_ELSE, main.weight)
    if (main.error === undefined) {
      ctx.deposit(utilityEvents.IfElseMainSuccess())
      return { actualWeight: mainWeight }
    }
    const fallback = dispatchInner(ctx, origin, args.fallback)
    const post = { actualWeight: addWeight(mainWeight, fallback.weight) }
    if (fallback.error !== undefined) throw new ErrorWithPost(fallback.error, post)
    ctx.deposit(utilityEvents.IfElseFallbackCalled({ main_error: ctx.runtime.errorData(main.error) }))
    return post
  },
)

const dispatchAsFallible = call(
  'dispatch_as_fallible',
  7,
  { as_origin: boxedOrigin, call: boxedCall },
  { weight: ({ call: inner }, ctx) => addWeight(weights.DISPATCH_AS_FALLIBLE, callWeight(ctx, inner)) },
  (ctx, origin, { as_origin, call: inner }) => {
    ensureRoot(origin)
    const { error } = dispatchBypassingFilter(ctx, forcedOrigin(ctx, as_origin), inner)
    if (error !== undefined) throw error
    ctx.deposit(utilityEvents.DispatchedAs({ result: undefined }))
  },
)

export const utilityCalls = [
  batch,
  asDerivative,
  batchAll,
  dispatchAs,
  forceBatch,
  withWeight,
  ifElse,
  dispatchAsFallible,
]
