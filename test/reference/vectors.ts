/** The epoch's operations on vectors, over bigint. Names are the reference's (epoch/math.rs). */
import { I32F32, I64F64 } from '../../src/consensus/fixed/types.ts'
import { fixed_proportion_to_u16, fixed64_to_fixed32, U16_MAX, ZERO } from './scalars.ts'

export type Vector = readonly I32F32[]
export type Vector64 = readonly I64F64[]

export const vec_fixed64_to_fixed32 = (vec: Vector64): I32F32[] => vec.map(fixed64_to_fixed32)
export const vec_fixed_proportions_to_u16 = (vec: Vector): number[] => vec.map(fixed_proportion_to_u16)

const greatest = (vec: Vector): I32F32 => vec.reduce((a, b) => I32F32.max(a, b))
const HALF_OF_U16 = I32F32.satFromInt(32_768)

export function vec_max_upscale_to_u16(vec: Vector): number[] {
  if (vec.length === 0) return []
  const max = greatest(vec)
  if (max === ZERO) return vec.map(fixed_proportion_to_u16)
  const rounded = (x: I32F32) => I32F32.toU16(I32F32.wrapRound(x))
  if (max > HALF_OF_U16) {
    const factor = I32F32.safeDiv(U16_MAX, max)
    return vec.map(x => rounded(I32F32.satMul(x, factor)))
  }
  return vec.map(x => rounded(I32F32.safeDiv(I32F32.satMul(x, U16_MAX), max)))
}

export const sum = (x: Vector): I32F32 => I32F32.sum(x)
export const is_zero = (vector: Vector): boolean => sum(vector) === ZERO

export const is_topk = (vector: Vector, k: number): boolean[] => topK(vector, k, () => true)
export const is_topk_nonzero = (vector: Vector, k: number): boolean[] => topK(vector, k, x => x !== ZERO)

function topK(vector: Vector, k: number, counts: (x: I32F32) => boolean): boolean[] {
  const result = vector.map(counts)
  if (vector.length < k) return result
  const ascending = [...vector.keys()].sort((a, b) => (vector[a]! < vector[b]! ? -1 : vector[a]! > vector[b]! ? 1 : 0))
  for (const i of ascending.slice(0, vector.length - k)) result[i] = false
  return result
}

export const normalize = (x: Vector): I32F32[] => inplace_normalize_using_sum(x, sum(x))
export const inplace_normalize = normalize

export function inplace_normalize_using_sum(x: Vector, x_sum: I32F32): I32F32[] {
  return x_sum === ZERO ? [...x] : x.map(value => I32F32.safeDiv(value, x_sum))
}

export function inplace_normalize_64(x: Vector64): I64F64[] {
  const total = I64F64.sum(x)
  return total === I64F64.ZERO ? [...x] : x.map(value => I64F64.safeDiv(value, total))
}

export const inplace_row_normalize_64 = (x: readonly Vector64[]): I64F64[][] =>
  x.map(row => (I64F64.sum(row) > 0n ? inplace_normalize_64(row) : [...row]))

export const vecdiv = (x: Vector, y: Vector): I32F32[] => x.map((value, i) => I32F32.safeDiv(value, y[i] ?? ZERO))

export const vec_mul = (a: Vector, b: Vector): I32F32[] =>
  a.slice(0, b.length).map((x, i) => I32F32.checkedMul(x, b[i]!) ?? ZERO)

export const inplace_mask_vector = (mask: readonly boolean[], vector: Vector): I32F32[] =>
  mask.length === 0 ? [...vector] : vector.map((x, i) => ((mask[i] ?? true) ? ZERO : x))
