/** Calls of the Sudo pallet. Reference: pallet_sudo. */
import { call, type PostInfo, type RuntimeCall } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import { callClass, callWeight, dispatchBypassingFilter } from '../../runtime/dispatch.ts'
import { type DispatchErrorData, ensure } from '../../runtime/dispatch-error.ts'
import { lookup } from '../../runtime/lookup.ts'
import { ensureSignedOrRoot, type Origin, ROOT_ORIGIN, signedBy } from '../../runtime/origin.ts'
import { addressOf } from '../../runtime/types.ts'
import { addWeight, weigh, weightCodec } from '../../runtime/weight.ts'
import { named, outerCodec } from '../../scale/codec.ts'
import { forceAccount } from '../system/accounts.ts'
import { SudoErrors } from './errors.ts'
import { sudoEvents } from './events.ts'
import { SudoKey } from './storage.ts'

/** @throws RequireSudo for any other account, BadOrigin for unsigned calls */
function ensureSudo(ctx: Ctx, origin: Origin): void {
  const who = ensureSignedOrRoot(origin)
  ensure(who === undefined || who === SudoKey.get(ctx), SudoErrors.RequireSudo)
}

/** Who has the sudo key pays no fee, whatever became of the call. */
const FREE: PostInfo = { pays: 'No' }

const SUDO_WEIGHT = weigh(7_939_000, 1517, 1, 0)
const SUDO_AS_WEIGHT = weigh(7_870_000, 1517, 1, 0)

const boxedCall = named(outerCodec<RuntimeCall>('RuntimeCall'), 'Box<<T as Config>::RuntimeCall>')

const innerClass = ({ call: inner }: { readonly call: RuntimeCall }) => callClass(inner)

function run(ctx: Ctx, origin: Origin, inner: RuntimeCall): DispatchErrorData | undefined {
  const { error } = dispatchBypassingFilter(ctx, origin, inner)
  return error && ctx.runtime.errorData(error)
}

export const sudo = call(
  'sudo',
  0,
  { call: boxedCall },
  { weight: ({ call: inner }, ctx) => addWeight(SUDO_WEIGHT, callWeight(ctx, inner)), class: innerClass },
  (ctx, origin, { call: inner }) => {
    ensureSudo(ctx, origin)
    ctx.deposit(sudoEvents.Sudid({ sudo_result: run(ctx, ROOT_ORIGIN, inner) }))
    return FREE
  },
)

export const sudoUncheckedWeight = call(
  'sudo_unchecked_weight',
  1,
  { call: boxedCall, weight: weightCodec },
  { weight: ({ weight }) => weight, class: innerClass },
  (ctx, origin, { call: inner }) => {
    ensureSudo(ctx, origin)
    ctx.deposit(sudoEvents.Sudid({ sudo_result: run(ctx, ROOT_ORIGIN, inner) }))
    return FREE
  },
)

export const setKey = call(
  'set_key',
  2,
  { new: addressOf },
  { weight: weigh(7_237_000, 1517, 1, 1) },
  (ctx, origin, args) => {
    ensureSudo(ctx, origin)
    const next = lookup(args.new)
    ctx.deposit(sudoEvents.KeyChanged({ old: SudoKey.get(ctx), new: next }))
    SudoKey.put(ctx, next)
    return FREE
  },
)

export const sudoAs = call(
  'sudo_as',
  3,
  { who: addressOf, call: boxedCall },
  { weight: ({ call: inner }, ctx) => addWeight(SUDO_AS_WEIGHT, callWeight(ctx, inner)), class: innerClass },
  (ctx, origin, { who, call: inner }) => {
    ensureSudo(ctx, origin)
    const account = lookup(who)
    forceAccount(ctx, account)
    ctx.deposit(sudoEvents.SudoAsDone({ sudo_result: run(ctx, signedBy(account), inner) }))
    return FREE
  },
)

export const removeKey = call('remove_key', 4, {}, { weight: weigh(6_417_000, 1517, 1, 1) }, (ctx, origin) => {
  ensureSudo(ctx, origin)
  ctx.deposit(sudoEvents.KeyRemoved())
  SudoKey.remove(ctx)
  return FREE
})

export const sudoCalls = [sudo, sudoUncheckedWeight, setKey, sudoAs, removeKey]
