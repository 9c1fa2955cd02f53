/** Calls that are kept for later: short ones in place, long ones as preimages. Reference: frame_support preimages. */
import { TaoError } from '../../../primitives/errors.ts'
import type { RuntimeCall } from '../../runtime/call.ts'
import type { Ctx } from '../../runtime/context.ts'
import { CORRUPTION, EXHAUSTED, UNAVAILABLE } from '../../runtime/dispatch-error.ts'
import type { Hash } from '../../runtime/types.ts'
import { Reader } from '../../scale/buffer.ts'
import { encode } from '../../scale/codec.ts'
import { attempt } from '../swap/attempt.ts'
import { PreimageErrors } from './events.ts'
import { fetchPreimage, noteBytes, requestPreimage, unrequestPreimage } from './preimages.ts'
import { type BoundedCall, MAX_INLINE } from './types.ts'

/** Keeps a call. @throws Exhausted for one that is too long */
export function boundCall(ctx: Ctx, call: RuntimeCall): BoundedCall {
  const bytes = encode(ctx.runtime.outer.RuntimeCall, call, ctx.runtime.outer)
  if (bytes.length <= MAX_INLINE) return { type: 'Inline', value: bytes }
  return { type: 'Lookup', value: { hash: noteForChain(ctx, bytes), len: bytes.length } }
}

function noteForChain(ctx: Ctx, bytes: Uint8Array): Hash {
  try {
    return noteBytes(ctx, bytes, undefined).hash
  } catch (error) {
    throw error === PreimageErrors.TooBig ? EXHAUSTED : error
  }
}

/** The hash under which a call's bytes are looked up; undefined where they stand in place. */
export const lookupHash = (bounded: BoundedCall): Hash | undefined =>
  bounded.type === 'Inline' ? undefined : bounded.value.hash

/** What a call of unknown length is taken for. */
const LEGACY_LENGTH = 1_000_000

/** How many bytes are looked up at most; undefined where they stand in place. */
export function lookupLength(bounded: BoundedCall): number | undefined {
  if (bounded.type === 'Inline') return undefined
  return bounded.type === 'Lookup' ? bounded.value.len : LEGACY_LENGTH
}

export interface Peeked {
  readonly call: RuntimeCall
  /** How many bytes were looked up. */
  readonly length: number | undefined
}

/** The call that was kept. @throws Unavailable where its bytes are not there, Corruption where they are no call */
export function peekCall(ctx: Ctx, bounded: BoundedCall): Peeked {
  if (bounded.type === 'Inline') return { call: readCall(ctx, bounded.value), length: undefined }
  const { value, type } = bounded
  const bytes = fetchPreimage(ctx, value.hash, type === 'Lookup' ? value.len : undefined)
  if (bytes === undefined) throw UNAVAILABLE
  return { call: readCall(ctx, bytes), length: bytes.length }
}

function readCall(ctx: Ctx, bytes: Uint8Array): RuntimeCall {
  const { outer } = ctx.runtime
  try {
    return outer.RuntimeCall.read(new Reader(bytes, outer)) as RuntimeCall
  } catch (error) {
    throw error instanceof TaoError ? CORRUPTION : error
  }
}

/** The call is needed no more. */
export function dropCall(ctx: Ctx, bounded: BoundedCall): void {
  const hash = lookupHash(bounded)
  if (hash !== undefined) attempt(() => unrequestPreimage(ctx, hash))
}

/** The call is going to be needed. */
export function holdCall(ctx: Ctx, bounded: BoundedCall): void {
  const hash = lookupHash(bounded)
  if (hash !== undefined) requestPreimage(ctx, hash)
}
