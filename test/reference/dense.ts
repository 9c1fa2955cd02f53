/**
 * The epoch's operations on dense matrices, over bigint. Names are the reference's (epoch/math.rs). Rows may be ragged:
 * what is missing counts as the reference has it.
 */
import { I32F32 } from '../../src/consensus/fixed/types.ts'
import { weighted_median } from './median.ts'
import { ONE, ZERO } from './scalars.ts'
import { normalize, sum, type Vector, vec_mul } from './vectors.ts'

export type Dense = readonly Vector[]
type Mask = readonly boolean[]

const isEmpty = (matrix: Dense) => matrix.length === 0 || matrix[0]!.length === 0
const EMPTY: I32F32[][] = [[]]
const copy = (matrix: Dense): I32F32[][] => matrix.map(row => [...row])

export const inplace_row_normalize = (x: Dense): I32F32[][] => x.map(row => (sum(row) > 0n ? normalize(row) : [...row]))

export const row_sum = (x: Dense): I32F32[] => (x.length > 0 && x[0]!.length === 0 ? [] : x.map(sum))

export function inplace_col_normalize(x: Dense): I32F32[][] {
  return divideColumns(x, foldColumns(x, I32F32.satAdd))
}

export function inplace_col_max_upscale(x: Dense): I32F32[][] {
  return divideColumns(x, foldColumns(x, I32F32.max))
}

function foldColumns(x: Dense, fold: (a: I32F32, b: I32F32) => I32F32): I32F32[] {
  const columns: I32F32[] = []
  for (const row of x) for (const [j, value] of row.entries()) columns[j] = fold(columns[j] ?? ZERO, value)
  return columns
}

const divideColumns = (x: Dense, divisors: Vector): I32F32[][] =>
  x.map(row => row.map((value, j) => (divisors[j] === ZERO ? value : I32F32.safeDiv(value, divisors[j]!))))

const masked = (matrix: Dense, hides: (i: number, j: number) => boolean): I32F32[][] =>
  matrix.map((row, i) => row.map((value, j) => (hides(i, j) ? ZERO : value)))

export function inplace_mask_matrix(mask: readonly Mask[], matrix: Dense): I32F32[][] {
  if (mask.length === 0 || mask[0]!.length === 0) return copy(matrix)
  return masked(matrix, (i, j) => mask[i]?.[j] ?? true)
}

export function inplace_mask_rows(mask: Mask, matrix: Dense): I32F32[][] {
  const columns = matrix[0]?.length ?? 0
  return matrix.map((row, i) => ((mask[i] ?? true) ? Array(columns).fill(ZERO) : [...row]))
}

export const inplace_mask_cols = (mask: Mask, matrix: Dense): I32F32[][] => masked(matrix, (_, j) => mask[j] ?? true)

export function inplace_mask_diag(matrix: Dense): I32F32[][] {
  return matrix.length === matrix[0]?.length ? masked(matrix, (i, j) => i === j) : copy(matrix)
}

export function inplace_mask_diag_except_index(matrix: Dense, except_index: number): I32F32[][] {
  if (matrix.length !== matrix[0]?.length) return copy(matrix)
  return masked(matrix, (i, j) => i === j && i !== except_index)
}

export function row_hadamard(matrix: Dense, vector: Vector): I32F32[][] {
  if (isEmpty(matrix)) return EMPTY
  return matrix.slice(0, vector.length).map((row, i) => row.map(value => I32F32.satMul(vector[i]!, value)))
}

export function matmul(matrix: Dense, vector: Vector): I32F32[] {
  if (isEmpty(matrix)) return []
  const result: I32F32[] = Array(matrix[0]!.length).fill(ZERO)
  for (const [i, row] of matrix.entries()) {
    for (const [j, value] of row.slice(0, result.length).entries()) {
      result[j] = I32F32.satAdd(result[j]!, I32F32.satMul(vector[i] ?? ZERO, value))
    }
  }
  return result
}

export function matmul_transpose(matrix: Dense, vector: Vector): I32F32[] {
  if (isEmpty(matrix)) return []
  return matrix.map(row =>
    row
      .slice(0, vector.length)
      .reduce((total, value, j) => I32F32.satAdd(total, I32F32.satMul(value, vector[j]!)), ZERO),
  )
}

export const inplace_col_clip = (x: Dense, col_threshold: Vector): I32F32[][] =>
  x.map(row => row.map((value, j) => (j < col_threshold.length ? I32F32.min(col_threshold[j]!, value) : value)))

export function weighted_median_col(stake: Vector, score: Dense, majority: I32F32): I32F32[] {
  const columns = score[0]?.length ?? 0
  return Array.from({ length: columns }, (_, j) => {
    const rows = [...stake.keys()].filter(i => stake[i]! > 0n)
    if (rows.length === 0) return ZERO
    const whole = (i: number) => score[i]?.length === columns
    const use_stake = normalize(rows.map(i => (whole(i) ? stake[i]! : ZERO)))
    const use_score = rows.map(i => (whole(i) ? score[i]![j]! : ZERO))
    const total = sum(use_stake)
    return weighted_median(use_stake, use_score, [...rows.keys()], I32F32.satSub(total, majority), ZERO, total)
  })
}

export function interpolate(mat1: Dense, mat2: Dense, ratio: I32F32): I32F32[][] {
  if (ratio === ZERO) return copy(mat1)
  if (ratio === ONE) return copy(mat2)
  if (isEmpty(mat1)) return EMPTY
  const columns = mat1[0]!.length
  return mat1.map((row, i) =>
    Array.from({ length: columns }, (_, j) => {
      const [a, b] = [row[j], mat2[i]?.[j]]
      return a === undefined || b === undefined ? ZERO : I32F32.satAdd(a, I32F32.satMul(ratio, I32F32.satSub(b, a)))
    }),
  )
}

export const mat_vec_mul = (matrix: Dense, vector: Vector): I32F32[][] =>
  isEmpty(matrix) ? EMPTY : matrix.map(row => vec_mul(row, vector))

export function mat_ema(next: Dense, old: Dense, alpha: I32F32): I32F32[][] {
  if (isEmpty(next)) return EMPTY
  const rest = I32F32.satSub(ONE, alpha)
  return next
    .slice(0, old.length)
    .map((row, i) =>
      row
        .slice(0, old[i]!.length)
        .map((value, j) => I32F32.satAdd(I32F32.satMul(alpha, value), I32F32.satMul(rest, old[i]![j]!))),
    )
}

export function mat_ema_alpha(next: Dense, old: Dense, alpha: Dense): I32F32[][] {
  if (isEmpty(next)) return EMPTY
  if (next.length !== old.length || next.length !== alpha.length) return copy(old)
  const fits = next.every((row, i) => row.length === old[i]!.length && row.length === alpha[i]!.length)
  if (!fits) return copy(next)
  return next.map((row, i) => row.map((value, j) => movingAverage(value, old[i]![j]!, alpha[i]![j]!)))
}

/** (1 - alpha) · old + alpha · next, at most 1. */
export function movingAverage(next: I32F32, old: I32F32, alpha: I32F32): I32F32 {
  const decayed = I32F32.satMul(I32F32.satSub(ONE, alpha), old)
  return I32F32.min(I32F32.satAdd(decayed, I32F32.max(I32F32.satMul(alpha, next), ZERO)), ONE)
}
