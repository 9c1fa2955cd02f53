/**
 * Makes a block: initialise, apply extrinsics, finalise. Pure in state and inputs.
 * Reference: frame_executive, frame_system.
 */
import type { Hex } from '../../primitives/bytes.ts'
import { toHex } from '../../primitives/bytes.ts'
import { blake2_256 } from '../../primitives/crypto/blake2.ts'
import { TaoError } from '../../primitives/errors.ts'
import { reclaimWeight, registerWeight, reserveWeight } from '../pallets/system/block-weight.ts'
import { systemEvents } from '../pallets/system/events.ts'
import {
  AllExtrinsicsLen,
  BlockHash,
  BlockHashCount,
  BlockWeight,
  BlockWeights,
  EventCount,
  ExtrinsicWeightReclaimed,
  ParentHash,
  SystemDigest,
  SystemEvents,
  SystemNumber,
} from '../pallets/system/storage.ts'
import { encode } from '../scale/codec.ts'
import { bytes, vec } from '../scale/collections.ts'
import type { Ctx } from './context.ts'
import { actualWeight, type DispatchInfo, type DispatchOutcome, dispatch, dispatchInfo, paysFee } from './dispatch.ts'
import type { Transaction } from './extension.ts'
import { checkSignature, decodeExtrinsic, type Extrinsic, type VerifySignature } from './extrinsic.ts'
import { NO_ORIGIN, signedBy } from './origin.ts'
import type { DigestItem, Header } from './types.ts'
import { combine, invalid, NEUTRAL, TransactionInvalid, type Validity } from './validity.ts'
import { addWeight, type Weight, ZERO_WEIGHT } from './weight.ts'

/** What the outside decides about a block before it is made. */
export interface BlockStart {
  readonly number: number
  readonly parentHash: Hex
  readonly digest: readonly DigestItem[]
}

export function initializeBlock(ctx: Ctx, start: BlockStart): void {
  ctx.events.length = 0
  ctx.extrinsics.length = 0
  ctx.phase = { type: 'Initialization' }
  EventCount.remove(ctx)
  SystemEvents.remove(ctx)
  SystemNumber.put(ctx, start.number)
  SystemDigest.put(ctx, { logs: start.digest })
  ParentHash.put(ctx, start.parentHash)
  BlockHash.put(ctx, start.number - 1, start.parentHash)
  BlockWeight.remove(ctx)
  registerWeight(ctx, BlockWeights.of(ctx).base_block)
  for (const { pallet } of ctx.runtime.pallets) {
    const weight = pallet.onInitialize?.(ctx)
    if (weight !== undefined) registerWeight(ctx, weight)
  }
  ctx.phase = { type: 'ApplyExtrinsic', value: 0 }
}

/** What became of an extrinsic that entered the block. */
export interface Applied {
  readonly extrinsic: Extrinsic
  readonly info: DispatchInfo
  readonly outcome: DispatchOutcome
}

/**
 * Applies an encoded extrinsic as the block's next one. A call that fails is part of the block; its nonce and fee stay.
 * @throws TransactionInvalid when the extrinsic may not stand in this block; then nothing of it remains
 */
export function applyExtrinsic(ctx: Ctx, encoded: Uint8Array, verify: VerifySignature): Applied {
  const extrinsic = readExtrinsic(ctx, encoded)
  const applied = ctx.layer(() => {
    checkSignature(ctx, extrinsic, verify)
    return applyChecked(ctx, extrinsic)
  })
  ctx.extrinsics.push(encoded)
  return applied
}

/** Applies an extrinsic whose signature has been checked. */
export function applyChecked(ctx: Ctx, extrinsic: Extrinsic): Applied {
  const info = dispatchInfo(ctx, extrinsic.call)
  const transaction = transactionOf(ctx, extrinsic, info)
  const outcome =
    extrinsic.signature === undefined
      ? applyBare(ctx, transaction)
      : applySigned(ctx, transaction, extrinsic.signature.extra)
  if (outcome.error !== undefined && info.class === 'Mandatory') throw invalid('BadMandatory')
  noteApplied(ctx, transaction, outcome)
  return { extrinsic, info, outcome }
}

/** Whether an extrinsic could stand in the next block, on the state after `initializeBlock`. @throws TransactionInvalid */
export function validateExtrinsic(ctx: Ctx, encoded: Uint8Array, verify: VerifySignature): Validity {
  const extrinsic = readExtrinsic(ctx, encoded)
  checkSignature(ctx, extrinsic, verify)
  const info = dispatchInfo(ctx, extrinsic.call)
  if (info.class === 'Mandatory') throw invalid('MandatoryValidation')
  if (extrinsic.signature === undefined) {
    throw new TransactionInvalid({ type: 'Unknown', value: { type: 'NoUnsignedValidator' } })
  }
  return validateSigned(ctx, transactionOf(ctx, extrinsic, info), extrinsic.signature.extra)
}

export function finalizeBlock(ctx: Ctx): Omit<Header, 'state_root'> {
  ctx.phase = { type: 'Finalization' }
  for (const { pallet } of ctx.runtime.pallets) pallet.onFinalize?.(ctx)
  AllExtrinsicsLen.remove(ctx)
  ExtrinsicWeightReclaimed.remove(ctx)
  const number = SystemNumber.get(ctx)
  const oldest = number - BlockHashCount.of(ctx) - 1
  if (oldest > 0) BlockHash.remove(ctx, oldest)
  SystemEvents.put(ctx, ctx.events.slice())
  EventCount.put(ctx, ctx.events.length)
  return {
    parent_hash: ParentHash.get(ctx),
    number,
    extrinsics_root: extrinsicsRoot(ctx.extrinsics),
    digest: SystemDigest.get(ctx),
  }
}

/** Stands for the trie root of the reference: a hash of the extrinsics in order. Proofs are not offered. */
export const extrinsicsRoot = (extrinsics: readonly Uint8Array[]): Hex =>
  toHex(blake2_256(encode(vec(bytes), extrinsics)))

function readExtrinsic(ctx: Ctx, encoded: Uint8Array): Extrinsic {
  try {
    return decodeExtrinsic(ctx.runtime, encoded)
  } catch (error) {
    if (error instanceof TaoError) throw invalid('Call')
    throw error
  }
}

function transactionOf(ctx: Ctx, extrinsic: Extrinsic, info: DispatchInfo): Transaction {
  const { signature, call, length } = extrinsic
  return {
    origin: signature === undefined ? NO_ORIGIN : signedBy(signature.signer),
    call,
    info,
    extensionWeight: signature === undefined ? ZERO_WEIGHT : extensionWeight(ctx, extrinsic),
    length,
  }
}

/** What the extensions of a signed extrinsic weigh together. */
export const extensionWeight = (ctx: Ctx, { call }: Pick<Extrinsic, 'call'>): Weight =>
  ctx.runtime.profile.extensions.reduce(
    (sum, extension) => addWeight(sum, extension.weight?.(ctx, call) ?? ZERO_WEIGHT),
    ZERO_WEIGHT,
  )

function validateSigned(ctx: Ctx, transaction: Transaction, extra: readonly unknown[]): Validity {
  return ctx.runtime.profile.extensions.reduce(
    (validity, extension, i) =>
      extension.validate === undefined ? validity : combine(validity, extension.validate(ctx, transaction, extra[i])),
    NEUTRAL,
  )
}

function applySigned(ctx: Ctx, transaction: Transaction, extra: readonly unknown[]): DispatchOutcome {
  const { extensions } = ctx.runtime.profile
  validateSigned(ctx, transaction, extra)
  const prepared = extensions.map((extension, i) => extension.prepare?.(ctx, transaction, extra[i]))
  const outcome = dispatch(ctx, transaction.origin, transaction.call)
  extensions.forEach((extension, i) => {
    extension.postDispatch?.(ctx, transaction, outcome, prepared[i])
  })
  return outcome
}

/** Inherents: what the block author states. They are dispatched without origin, fee or nonce. */
function applyBare(ctx: Ctx, transaction: Transaction): DispatchOutcome {
  reserveWeight(ctx, transaction)
  const outcome = dispatch(ctx, NO_ORIGIN, transaction.call)
  reclaimWeight(ctx, transaction, outcome)
  return outcome
}

function noteApplied(ctx: Ctx, { info, extensionWeight: extra }: Transaction, outcome: DispatchOutcome): void {
  const base = BlockWeights.of(ctx).per_class[info.class.toLowerCase() as 'normal'].base_extrinsic
  const dispatch_info = {
    weight: addWeight(addWeight(actualWeight(info, outcome.post), extra), base),
    class: info.class,
    pays_fee: paysFee(info, outcome.post),
  }
  const { error } = outcome
  ctx.deposit(
    error === undefined
      ? systemEvents.ExtrinsicSuccess({ dispatch_info })
      : systemEvents.ExtrinsicFailed({ dispatch_error: ctx.runtime.errorData(error), dispatch_info }),
  )
  ctx.phase = { type: 'ApplyExtrinsic', value: ctx.extrinsics.length + 1 }
  ExtrinsicWeightReclaimed.remove(ctx)
}
