/** The epoch's operations on sparse matrices, over bigint. Names are the reference's (epoch/math.rs). */
import { I32F32 } from '../../src/consensus/fixed/types.ts'
import { movingAverage } from './dense.ts'
import { weighted_median } from './median.ts'
import { ONE, ZERO } from './scalars.ts'
import { normalize, sum, type Vector } from './vectors.ts'

export type Cell = readonly [column: number, value: I32F32]
export type SparseRow = readonly Cell[]
export type Sparse = readonly SparseRow[]

const valuesOf = (row: SparseRow): I32F32[] => row.map(([, value]) => value)
const mapCells = (matrix: Sparse, f: (value: I32F32, i: number, j: number) => I32F32): Cell[][] =>
  matrix.map((row, i) => row.map(([j, value]): Cell => [j, f(value, i, j)]))
const filterCells = (matrix: Sparse, keeps: (i: number, j: number) => boolean): Cell[][] =>
  matrix.map((row, i) => row.filter(([j]) => keeps(i, j)))
const zeros = (length: number): I32F32[] => Array(length).fill(ZERO)

export const inplace_row_normalize_sparse = (matrix: Sparse): Cell[][] =>
  matrix.map(row => {
    const total = sum(valuesOf(row))
    return row.map(([j, value]): Cell => [j, total > 0n ? I32F32.safeDiv(value, total) : value])
  })

export const row_sum_sparse = (matrix: Sparse): I32F32[] => matrix.map(row => sum(valuesOf(row)))

export function foldColumns(matrix: Sparse, columns: number, fold: (a: I32F32, b: I32F32) => I32F32): I32F32[] {
  const result = zeros(columns)
  for (const row of matrix) for (const [j, value] of row) if (j < columns) result[j] = fold(result[j]!, value)
  return result
}

const divideColumns = (matrix: Sparse, divisors: Vector): Cell[][] =>
  mapCells(matrix, (value, _, j) => {
    const divisor = divisors[j] ?? ZERO
    return divisor === ZERO ? value : I32F32.safeDiv(value, divisor)
  })

export const inplace_col_normalize_sparse = (matrix: Sparse, columns: number): Cell[][] =>
  divideColumns(matrix, foldColumns(matrix, columns, I32F32.satAdd))

export const inplace_col_max_upscale_sparse = (matrix: Sparse, columns: number): Cell[][] =>
  divideColumns(matrix, foldColumns(matrix, columns, I32F32.max))

export const mask_rows_sparse = (mask: readonly boolean[], matrix: Sparse): Cell[][] =>
  matrix.map((row, i) => ((mask[i] ?? true) ? [] : [...row]))

export const mask_diag_sparse = (matrix: Sparse): Cell[][] => filterCells(matrix, (i, j) => i !== j)

export const mask_diag_sparse_except_index = (matrix: Sparse, except_index: number): Cell[][] =>
  filterCells(matrix, (i, j) => i !== j || i === except_index)

type Comparison = (a: bigint, b: bigint) => boolean

export const vec_mask_sparse_matrix = (
  matrix: Sparse,
  first_vector: readonly bigint[],
  second_vector: readonly bigint[],
  hides: Comparison,
): Cell[][] => filterCells(matrix, (i, j) => !hides(first_vector[i] ?? 0n, second_vector[j] ?? 0n))

export const scalar_vec_mask_sparse_matrix = (
  matrix: Sparse,
  scalar: bigint,
  vector: readonly bigint[],
  hides: Comparison,
): Cell[][] => filterCells(matrix, (_, j) => !hides(scalar, vector[j] ?? 0n))

export const row_hadamard_sparse = (matrix: Sparse, vector: Vector): Cell[][] =>
  mapCells(matrix.slice(0, vector.length), (value, i) => I32F32.satMul(value, vector[i]!))

export function matmul_sparse(matrix: Sparse, vector: Vector, columns: number): I32F32[] {
  return foldColumns(
    mapCells(matrix, (value, i) => I32F32.satMul(vector[i] ?? ZERO, value)),
    columns,
    I32F32.satAdd,
  )
}

export const matmul_transpose_sparse = (matrix: Sparse, vector: Vector): I32F32[] =>
  matrix.map(row =>
    row.reduce((total, [j, value]) => I32F32.satAdd(total, I32F32.satMul(vector[j] ?? ZERO, value)), ZERO),
  )

export const col_clip_sparse = (matrix: Sparse, col_threshold: Vector): Cell[][] =>
  matrix.map(row =>
    row.flatMap(([j, value]): Cell[] => {
      const threshold = col_threshold[j] ?? ZERO
      if (threshold >= value) return [[j, value]]
      return threshold > 0n ? [[j, threshold]] : []
    }),
  )

export function weighted_median_col_sparse(stake: Vector, score: Sparse, columns: number, majority: I32F32): I32F32[] {
  const use_stake = normalize(stake.filter(value => value > 0n))
  const total = sum(use_stake)
  const rows = score.filter((_, i) => (stake[i] ?? ZERO) > 0n)
  const use_score = Array.from({ length: columns }, () => zeros(use_stake.length))
  for (const [k, row] of rows.entries()) for (const [j, value] of row) if (j < columns) use_score[j]![k] = value
  const minority = I32F32.satSub(total, majority)
  return use_score.map(column => weighted_median(use_stake, column, [...use_stake.keys()], minority, ZERO, total))
}

function densify(row: SparseRow, columns: number): I32F32[] {
  const result = zeros(columns)
  for (const [j, value] of row) if (j < columns) result[j] = value
  return result
}

const positives = (row: Vector): Cell[] => row.flatMap((value, j): Cell[] => (value > 0n ? [[j, value]] : []))

export function interpolate_sparse(mat1: Sparse, mat2: Sparse, columns: number, ratio: I32F32): Cell[][] {
  if (ratio === ZERO) return mat1.map(row => [...row])
  if (ratio === ONE || mat1.length !== mat2.length) return mat2.map(row => [...row])
  return mat1.map((row, i) => {
    const [first, second] = [densify(row, columns), densify(mat2[i]!, columns)]
    return positives(first.map((a, j) => I32F32.satAdd(a, I32F32.satMul(ratio, I32F32.satSub(second[j]!, a)))))
  })
}

export const mat_vec_mul_sparse = (matrix: Sparse, vector: Vector): Cell[][] =>
  mapCells(
    filterCells(matrix, (_, j) => j < vector.length),
    (value, _, j) => I32F32.satMul(value, vector[j]!),
  ).map(row => row.filter(([, value]) => value !== ZERO))

export function mat_ema_sparse(next: Sparse, old: Sparse, alpha: I32F32): Cell[][] {
  const rest = I32F32.satSub(ONE, alpha)
  return next.map((row, i) => {
    const result = zeros(next.length)
    const accumulate = (cells: SparseRow, factor: I32F32) => {
      for (const [j, value] of cells) {
        if (j < result.length) result[j] = I32F32.satAdd(result[j]!, I32F32.satMul(factor, value))
      }
    }
    accumulate(row, alpha)
    accumulate(old[i] ?? [], rest)
    return positives(result)
  })
}

export function mat_ema_alpha_sparse(next: Sparse, old: Sparse, alpha: readonly Vector[]): Cell[][] {
  if (next.length !== old.length || next.length !== alpha.length) return next.map(row => [...row])
  return next.map((row, i) => {
    const coefficients = alpha[i]!
    const bonds = densify(old[i]!, coefficients.length)
    return row
      .filter(([j]) => j < coefficients.length)
      .map(([j, value]): Cell => [j, movingAverage(value, bonds[j]!, coefficients[j]!)])
      .filter(([, value]) => value > 0n)
  })
}
