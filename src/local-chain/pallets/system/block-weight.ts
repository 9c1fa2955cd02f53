/**
 * What a block has used of its weight and length. Reference: frame_system CheckWeight, reclaim_weight.
 */
import { U64_MAX } from '../../../primitives/amounts.ts'
import type { Ctx } from '../../runtime/context.ts'
import { actualWeight, type DispatchOutcome } from '../../runtime/dispatch.ts'
import { type Transaction, totalWeight } from '../../runtime/extension.ts'
import { invalid } from '../../runtime/validity.ts'
import { addWeight, type DispatchClass, maxWeight, subWeight, type Weight } from '../../runtime/weight.ts'
import { AllExtrinsicsLen, BlockLength, BlockWeight, BlockWeights, ExtrinsicWeightReclaimed } from './storage.ts'
import type { PerClass } from './types.ts'

const keyOf = (dispatchClass: DispatchClass) => dispatchClass.toLowerCase() as keyof PerClass<unknown>

const anyGreater = (a: Weight, b: Weight): boolean => a.ref_time > b.ref_time || a.proof_size > b.proof_size

/** Looks whether a block could hold the transaction at all. @throws TransactionInvalid `ExhaustsResources` */
export function checkLimits(ctx: Ctx, transaction: Transaction): void {
  nextLength(ctx, transaction)
  const max = BlockWeights.of(ctx).per_class[keyOf(transaction.info.class)].max_extrinsic
  if (max !== undefined && anyGreater(totalWeight(transaction), max)) throw invalid('ExhaustsResources')
}

function nextLength(ctx: Ctx, { info, length }: Transaction): number {
  const next = (AllExtrinsicsLen.get(ctx) ?? 0) + length
  if (next > BlockLength.of(ctx).max[keyOf(info.class)]) throw invalid('ExhaustsResources')
  return next
}

/** Books the transaction's full weight and length. @throws TransactionInvalid `ExhaustsResources` */
export function reserveWeight(ctx: Ctx, transaction: Transaction): void {
  const length = nextLength(ctx, transaction)
  const limits = BlockWeights.of(ctx)
  const key = keyOf(transaction.info.class)
  const limit = limits.per_class[key]
  const extrinsic = addWeight(addWeight(totalWeight(transaction), limit.base_extrinsic), {
    ref_time: 0n,
    proof_size: BigInt(transaction.length),
  })
  const used = BlockWeight.get(ctx)
  const limited = limit.max_total !== undefined || limit.reserved !== undefined
  if (limited && overflows(used[key], extrinsic)) throw invalid('ExhaustsResources')
  const next = { ...used, [key]: addWeight(used[key], extrinsic) }
  if (limit.max_total !== undefined && anyGreater(next[key], limit.max_total)) throw invalid('ExhaustsResources')
  const whole = addWeight(addWeight(next.normal, next.operational), next.mandatory)
  if (anyGreater(whole, limits.max_block) && limit.reserved !== undefined && anyGreater(next[key], limit.reserved)) {
    throw invalid('ExhaustsResources')
  }
  AllExtrinsicsLen.put(ctx, length)
  BlockWeight.put(ctx, next)
}

const overflows = (a: Weight, b: Weight): boolean =>
  a.ref_time + b.ref_time > U64_MAX || a.proof_size + b.proof_size > U64_MAX

/** Gives back what the transaction did not need. */
export function reclaimWeight(ctx: Ctx, transaction: Transaction, { post }: DispatchOutcome): void {
  const weight = totalWeight(transaction)
  const unspent = subWeight(weight, actualWeight({ weight }, post))
  const already = ExtrinsicWeightReclaimed.get(ctx)
  const reclaimed = maxWeight(already, unspent)
  const more = subWeight(reclaimed, already)
  if (more.ref_time === 0n && more.proof_size === 0n) return
  const used = BlockWeight.get(ctx)
  const key = keyOf(transaction.info.class)
  BlockWeight.put(ctx, { ...used, [key]: subWeight(used[key], more) })
  ExtrinsicWeightReclaimed.put(ctx, reclaimed)
}

/** Books weight that is used without an extrinsic: by hooks and the block itself. */
export function registerWeight(ctx: Ctx, weight: Weight): void {
  const used = BlockWeight.get(ctx)
  BlockWeight.put(ctx, { ...used, mandatory: addWeight(used.mandatory, weight) })
}
