/**
 * What a block has used of its weight and length. Reference: frame_system CheckWeight, reclaim_weight.
 */
import type { Ctx } from '../../runtime/context.ts'
import type { DispatchOutcome } from '../../runtime/dispatch.ts'
import type { Transaction } from '../../runtime/extension.ts'
import { invalid } from '../../runtime/validity.ts'
import { addWeight, type DispatchClass, maxWeight, subWeight, type Weight } from '../../runtime/weight.ts'
import { AllExtrinsicsLen, BlockLength, BlockWeight, BlockWeights, ExtrinsicWeightReclaimed } from './storage.ts'
import type { PerClass } from './types.ts'

const keyOf = (dispatchClass: DispatchClass) => dispatchClass.toLowerCase() as keyof PerClass<unknown>

const anyGreater = (a: Weight, b: Weight): boolean => a.ref_time > b.ref_time || a.proof_size > b.proof_size

/** @throws TransactionInvalid `ExhaustsResources` when the block has no room for the bytes */
export function checkBlockLength(ctx: Ctx, { info, length }: Transaction): number {
  const next = (AllExtrinsicsLen.get(ctx) ?? 0) + length
  if (next > BlockLength.of(ctx).max[keyOf(info.class)]) throw invalid('ExhaustsResources')
  return next
}

/** Books the transaction's full weight and length. @throws TransactionInvalid `ExhaustsResources` */
export function reserveWeight(ctx: Ctx, transaction: Transaction): void {
  const { info, extensionWeight, length } = transaction
  const nextLength = checkBlockLength(ctx, transaction)
  const limits = BlockWeights.of(ctx)
  const key = keyOf(info.class)
  const limit = limits.per_class[key]
  const total = addWeight(addWeight(info.weight, extensionWeight), limit.base_extrinsic)
  const used = BlockWeight.get(ctx)
  const next = { ...used, [key]: addWeight(used[key], { ...total, proof_size: total.proof_size + BigInt(length) }) }
  if (limit.max_total !== undefined && anyGreater(next[key], limit.max_total)) throw invalid('ExhaustsResources')
  const whole = addWeight(addWeight(next.normal, next.operational), next.mandatory)
  if (anyGreater(whole, limits.max_block) && limit.reserved !== undefined && anyGreater(next[key], limit.reserved)) {
    throw invalid('ExhaustsResources')
  }
  AllExtrinsicsLen.put(ctx, nextLength)
  BlockWeight.put(ctx, next)
}

/** Gives back what the call did not need. */
export function reclaimWeight(ctx: Ctx, { info, extensionWeight }: Transaction, { post }: DispatchOutcome): void {
  if (post.actualWeight === undefined) return
  const declared = addWeight(info.weight, extensionWeight)
  const unspent = subWeight(declared, addWeight(post.actualWeight, extensionWeight))
  const already = ExtrinsicWeightReclaimed.get(ctx)
  const reclaimed = maxWeight(already, unspent)
  const more = subWeight(reclaimed, already)
  if (more.ref_time === 0n && more.proof_size === 0n) return
  const used = BlockWeight.get(ctx)
  const key = keyOf(info.class)
  BlockWeight.put(ctx, { ...used, [key]: subWeight(used[key], more) })
  ExtrinsicWeightReclaimed.put(ctx, reclaimed)
}

/** Books weight that is used without an extrinsic: by hooks and the block itself. */
export function registerWeight(ctx: Ctx, weight: Weight): void {
  const used = BlockWeight.get(ctx)
  BlockWeight.put(ctx, { ...used, mandatory: addWeight(used.mandatory, weight) })
}
