/** Runs a transaction or a call as the next block would, tells what came of it, and drops it all. */
import type { AccountId } from '../../primitives/account.ts'
import { SystemAccount } from '../pallets/system/storage.ts'
import type { RuntimeCall } from '../runtime/call.ts'
import type { Ctx } from '../runtime/context.ts'
import {
  actualWeight,
  type DispatchOutcome,
  dispatch,
  dispatchBypassingFilter,
  dispatchInfo,
  paysFee,
} from '../runtime/dispatch.ts'
import type { EventRecord } from '../runtime/event.ts'
import { type Applied, applyChecked, applyExtrinsic } from '../runtime/executive.ts'
import { decodeExtrinsic, type ExtrinsicSignature, encodeSigned, type VerifySignature } from '../runtime/extrinsic.ts'
import type { Origin } from '../runtime/origin.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { Era } from '../runtime/types.ts'
import { TransactionInvalid, type ValidityErrorData } from '../runtime/validity.ts'
import type { Pays, Weight } from '../runtime/weight.ts'
import { Reader } from '../scale/buffer.ts'
import { decode } from '../scale/codec.ts'
import type { Change } from '../state/store.ts'
import { type BlockPlan, openBlock, type Parent } from './authoring.ts'

export type DryRunRequest =
  | { readonly extrinsic: Uint8Array }
  /** A call from a signer is run as a transaction of his would be, nonce and fee included, without his signature. */
  | { readonly call: Uint8Array; readonly origin: Origin }

export interface DryRun {
  /** The number of the block that it would stand in. */
  readonly block: number
  /** Why it could not stand in a block at all; the rest says nothing then. */
  readonly invalid: ValidityErrorData | undefined
  /** What the call came to. `error` is what it would be refused with. */
  readonly outcome: DispatchOutcome | undefined
  readonly weight: Weight | undefined
  readonly pays: Pays | undefined
  /** In order, `System.ExtrinsicSuccess` or `ExtrinsicFailed` last where it ran as a transaction. */
  readonly events: readonly EventRecord[]
  /** What it alone would change, apart from the block around it. */
  readonly changes: readonly Change[]
}

/**
 * @param ctx the state of the block to build on, whose writes somebody drops afterwards
 * @throws TaoError `invalid_argument` for bytes that are no call or transaction of this runtime
 */
export function dryRun(ctx: Ctx, parent: Parent, plan: Omit<BlockPlan, 'candidates'>, request: DryRunRequest): DryRun {
  const run = runner(ctx.runtime, request, plan.verify)
  openBlock(ctx, parent, plan)
  const mark = ctx.state.mark()
  const first = ctx.events.length
  const block = parent.number + 1
  try {
    const { outcome, info } = run(ctx)
    const events = ctx.events.slice(first)
    const changes = ctx.state.changesSince(mark)
    const weight = actualWeight(info, outcome.post)
    return { block, invalid: undefined, outcome, weight, pays: paysFee(info, outcome.post), events, changes }
  } catch (error) {
    if (!(error instanceof TransactionInvalid)) throw error
    const nothing = { outcome: undefined, weight: undefined, pays: undefined, events: [], changes: [] }
    return { block, invalid: error.data, ...nothing }
  }
}

type Run = (ctx: Ctx) => Pick<Applied, 'outcome' | 'info'>

function runner(runtime: Runtime, request: DryRunRequest, verify: VerifySignature): Run {
  if ('extrinsic' in request) {
    decodeExtrinsic(runtime, request.extrinsic)
    return ctx => applyExtrinsic(ctx, request.extrinsic, verify)
  }
  const call = decode(runtime.outer.RuntimeCall, request.call, runtime.outer) as RuntimeCall
  const { origin } = request
  if (origin.type === 'Signed') return ctx => applyChecked(ctx, asIfSigned(ctx, call, origin.who))
  const run = origin.type === 'Root' ? dispatchBypassingFilter : dispatch
  return ctx => ({ info: dispatchInfo(ctx, call), outcome: run(ctx, origin, call) })
}

/**
 * The transaction that a signer would send now: his next nonce, no tip, the usual life; only the signature is missing. Its
 * fee is that of the one he signs: a mortal transaction weighs more than one without an end.
 */
function asIfSigned(ctx: Ctx, call: RuntimeCall, signer: AccountId) {
  const { nonce } = SystemAccount.get(ctx, signer)
  const era: Era = { period: PERIOD, phase: Number((ctx.block - 1n) % BigInt(PERIOD)) }
  const usual: Readonly<Record<string, unknown>> = { CheckNonce: nonce, CheckMortality: era }
  const extra = ctx.runtime.profile.extensions.map(
    ({ identifier, explicit }) => usual[identifier] ?? explicit.read(new Reader(PLAIN)),
  )
  const signature: ExtrinsicSignature = { signer, signature: { type: 'Sr25519', value: NO_SIGNATURE }, extra }
  return decodeExtrinsic(ctx.runtime, encodeSigned(ctx.runtime, call, signature))
}

/** For how many blocks clients let a transaction live. */
const PERIOD = 64
/** Zeros read as the plainest value of every extension: no tip, no metadata hash. */
const PLAIN = new Uint8Array(64)
const NO_SIGNATURE = `0x${'00'.repeat(64)}` as const
