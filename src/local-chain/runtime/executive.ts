/**
 * Makes a block: initialise, apply extrinsics, finalise. Pure in state and inputs.
 * Reference: frame_executive, frame_system.
 */
import type { Hex } from '../../primitives/bytes.ts'
import { toHex } from '../../primitives/bytes.ts'
import { blake2_256 } from '../../primitives/crypto/blake2.ts'
import { TaoError } from '../../primitives/errors.ts'
import { checkLimits, reclaimWeight, registerWeight, reserveWeight } from '../pallets/system/block-weight.ts'
import { systemEvents } from '../pallets/system/events.ts'
import {
  AllExtrinsicsLen,
  BlockHash,
  BlockHashCount,
  BlockWeight,
  BlockWeights,
  EventCount,
  EventTopics,
  EXTRINSIC_INDEX,
  ExtrinsicWeightReclaimed,
  InherentsApplied,
  ParentHash,
  SystemDigest,
  SystemEvents,
  SystemNumber,
} from '../pallets/system/storage.ts'
import { encode } from '../scale/codec.ts'
import { bytes, vec } from '../scale/collections.ts'
import type { RuntimeCall } from './call.ts'
import type { Ctx } from './context.ts'
import { actualWeight, type DispatchInfo, type DispatchOutcome, dispatch, dispatchInfo, paysFee } from './dispatch.ts'
import { type Transaction, totalWeight } from './extension.ts'
import { checkSignature, decodeExtrinsic, type Extrinsic, type VerifySignature } from './extrinsic.ts'
import { NO_ORIGIN, signedBy } from './origin.ts'
import type { DigestItem, Header } from './types.ts'
import { combine, invalid, NEUTRAL, type TransactionSource, unknown, type Validity } from './validity.ts'
import { addWeight, subWeight, type Weight, ZERO_WEIGHT } from './weight.ts'

/** What the outside decides about a block before it is made. */
export interface BlockStart {
  readonly number: number
  readonly parentHash: Hex
  readonly digest: readonly DigestItem[]
}

/** Begins a block: what is known before anything runs. Reference: frame_system reset_events, initialize */
export function beginBlock(ctx: Ctx, start: BlockStart): void {
  ctx.events.length = 0
  ctx.extrinsics.length = 0
  ctx.excuses.length = 0
  ctx.phase = { type: 'Initialization' }
  SystemEvents.remove(ctx)
  EventCount.remove(ctx)
  EventTopics.clear(ctx, [])
  SystemNumber.put(ctx, start.number)
  SystemDigest.put(ctx, { logs: start.digest.filter(item => item.type === 'PreRuntime') })
  ParentHash.put(ctx, start.parentHash)
  BlockHash.put(ctx, start.number - 1, start.parentHash)
  InherentsApplied.remove(ctx)
  BlockWeight.remove(ctx)
}

export function initializeBlock(ctx: Ctx, start: BlockStart): void {
  beginBlock(ctx, start)
  let weight = ZERO_WEIGHT
  for (const { pallet } of ctx.runtime.pallets) weight = addWeight(weight, pallet.onInitialize?.(ctx) ?? ZERO_WEIGHT)
  registerWeight(ctx, addWeight(weight, BlockWeights.of(ctx).base_block))
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
  const applied = ctx.attempt(() => {
    checkSignature(ctx, extrinsic, verify)
    return applyChecked(ctx, extrinsic)
  })
  ctx.extrinsics.push(encoded)
  return applied
}

/** Applies an extrinsic whose signature has been checked. */
export function applyChecked(ctx: Ctx, extrinsic: Extrinsic): Applied {
  const transaction = transactionOf(ctx, extrinsic)
  const outcome =
    extrinsic.extra === undefined ? applyBare(ctx, transaction) : applyExtended(ctx, transaction, extrinsic.extra)
  if (outcome.error !== undefined && transaction.info.class === 'Mandatory') throw invalid('BadMandatory')
  noteApplied(ctx, transaction, outcome)
  return { extrinsic, info: transaction.info, outcome }
}

/**
 * Whether an extrinsic could stand in the next block, on the state after `beginBlock` with that block's number. It may
 * only be valid later: see `requires`. @throws TransactionInvalid
 */
export function validateExtrinsic(
  ctx: Ctx,
  encoded: Uint8Array,
  verify: VerifySignature,
  source: TransactionSource = 'External',
): Validity {
  const extrinsic = readExtrinsic(ctx, encoded)
  checkSignature(ctx, extrinsic, verify)
  const transaction = transactionOf(ctx, extrinsic)
  if (transaction.info.class === 'Mandatory') throw invalid('MandatoryValidation')
  if (extrinsic.extra !== undefined) return validateExtended(ctx, transaction, extrinsic.extra)
  const { validateUnsigned } = ctx.runtime.palletOf(extrinsic.call.call).pallet
  if (validateUnsigned === undefined) throw unknown('NoUnsignedValidator')
  const validity = validateUnsigned(ctx, extrinsic.call, source)
  checkLimits(ctx, transaction)
  return combine(NEUTRAL, validity)
}

export function finalizeBlock(ctx: Ctx): Omit<Header, 'state_root'> {
  ctx.phase = { type: 'Finalization' }
  ctx.runtime.profile.onBlockEnd?.(ctx)
  for (const { pallet } of ctx.runtime.pallets) pallet.onFinalize?.(ctx)
  AllExtrinsicsLen.remove(ctx)
  const number = SystemNumber.get(ctx)
  // The genesis block leaves it behind; from then on it is only there while a block is made.
  if (number === 1) ctx.runtime.raw.remove(ctx.state, EXTRINSIC_INDEX)
  const oldest = number - BlockHashCount.of(ctx) - 1
  if (oldest > 0) BlockHash.remove(ctx, oldest)
  if (ctx.events.length > 0) {
    SystemEvents.put(ctx, ctx.events.slice())
    EventCount.put(ctx, ctx.events.length)
  }
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

function transactionOf(ctx: Ctx, { signature, extra, call, length }: Extrinsic): Transaction {
  return {
    origin: signature === undefined ? NO_ORIGIN : signedBy(signature.signer),
    call,
    info: dispatchInfo(ctx, call),
    extensionWeight: extra === undefined ? ZERO_WEIGHT : extensionWeight(ctx, call, extra),
    length,
  }
}

/** What the extensions of an extrinsic weigh together. `extra`: their explicit values, in the profile's order. */
export const extensionWeight = (ctx: Ctx, call: RuntimeCall, extra: readonly unknown[]): Weight =>
  ctx.runtime.profile.extensions.reduce(
    (sum, extension, i) => addWeight(sum, extension.weight?.(ctx, call, extra[i]) ?? ZERO_WEIGHT),
    ZERO_WEIGHT,
  )

function validateExtended(ctx: Ctx, transaction: Transaction, extra: readonly unknown[]): Validity {
  const { extensions } = ctx.runtime.profile
  extensions.forEach((extension, i) => {
    extension.implicitValue(ctx, extra[i])
  })
  const validity = extensions.reduce(
    (sum, extension, i) => combine(sum, extension.validate?.(ctx, transaction, extra[i]) ?? NEUTRAL),
    NEUTRAL,
  )
  // No extension of this runtime gives an origin to a transaction that is not signed.
  if (transaction.origin.type === 'None') throw invalid('UnknownOrigin')
  return validity
}

function applyExtended(ctx: Ctx, transaction: Transaction, extra: readonly unknown[]): DispatchOutcome {
  const { extensions } = ctx.runtime.profile
  validateExtended(ctx, transaction, extra)
  const prepared = extensions.map((extension, i) => extension.prepare?.(ctx, transaction, extra[i]))
  const { error, post } = dispatch(ctx, transaction.origin, transaction.call)
  let weight = addWeight(post.actualWeight ?? transaction.info.weight, transaction.extensionWeight)
  const outcome = (): DispatchOutcome => ({ error, post: { ...post, actualWeight: weight } })
  extensions.forEach((extension, i) => {
    const unspent = extension.postDispatch?.(ctx, transaction, outcome(), prepared[i])
    if (unspent !== undefined) weight = subWeight(weight, unspent)
  })
  return outcome()
}

/** What the block author states, and what comes without a signature. It has no origin, fee or nonce. */
function applyBare(ctx: Ctx, transaction: Transaction): DispatchOutcome {
  const { call } = transaction
  ctx.runtime.palletOf(call.call).pallet.validateUnsigned?.(ctx, call, 'InBlock')
  checkLimits(ctx, transaction)
  reserveWeight(ctx, transaction)
  const outcome = dispatch(ctx, NO_ORIGIN, call)
  reclaimWeight(ctx, transaction, outcome)
  return outcome
}

function noteApplied(ctx: Ctx, transaction: Transaction, { error, post }: DispatchOutcome): void {
  const { info } = transaction
  const base = BlockWeights.of(ctx).per_class[info.class.toLowerCase() as 'normal'].base_extrinsic
  const dispatch_info = {
    weight: addWeight(actualWeight({ weight: totalWeight(transaction) }, post), base),
    class: info.class,
    pays_fee: paysFee(info, post),
  }
  ctx.deposit(
    error === undefined
      ? systemEvents.ExtrinsicSuccess({ dispatch_info })
      : systemEvents.ExtrinsicFailed({ dispatch_error: ctx.runtime.errorData(error), dispatch_info }),
  )
  ctx.phase = { type: 'ApplyExtrinsic', value: ctx.extrinsics.length + 1 }
  ExtrinsicWeightReclaimed.remove(ctx)
}
