/**
 * The building blocks of the epoch, dense and sparse. Most are proven on the bigint version in test/reference, which in
 * turn checks the kernel; those that the kernel has are checked on it directly in test/consensus/kernel.
 */
import { I32F32, I64F64 } from '../../../src/consensus/fixed/types.ts'
import { isMaxLimited, maxUpscale } from '../../../src/consensus/weights.ts'
import * as dense from '../../reference/dense.ts'
import { weighted_median } from '../../reference/median.ts'
import * as scalars from '../../reference/scalars.ts'
import * as sparse from '../../reference/sparse.ts'
import * as vectors from '../../reference/vectors.ts'
import { checkFunctions, functionsOf, type Json, type Kind, type Subject } from '../kind.ts'

export const epochMath: Kind = {
  name: 'epoch maths',
  matches: file => functionsOf(file).some(([name]) => name in SUBJECTS),
  run: (file, check) => checkFunctions(file, name => SUBJECTS[name], check),
}

type Arg = Json | undefined

const x32 = (bits: Arg): I32F32 => I32F32.fromBits(BigInt(bits as string))
const x64 = (bits: Arg): I64F64 => I64F64.fromBits(BigInt(bits as string))
const list = (items: Arg): readonly Json[] => items as readonly Json[]
const vec = (items: Arg): I32F32[] => list(items).map(x32)
const vec64 = (items: Arg): I64F64[] => list(items).map(x64)
const mat = (rows: Arg): I32F32[][] => list(rows).map(vec)
const cells = (rows: Arg): sparse.Cell[][] =>
  list(rows).map(row => list(row).map((cell): sparse.Cell => [list(cell)[0] as number, x32(list(cell)[1])]))
const u64s = (items: Arg): bigint[] => list(items).map(item => BigInt(item as string))
const u16s = (items: Arg): number[] => items as unknown as number[]
const flags = (items: Arg): boolean[] => items as unknown as boolean[]
const int = (n: Arg): number => n as number

/** The mask function that the vectors were made with. */
const notAfter = (a: bigint, b: bigint) => a <= b

const OF_SCALARS: { readonly [name: string]: Subject } = {
  fixed_to_u16: ({ x }) => scalars.fixed_to_u16(x32(x)),
  fixed_to_u64: ({ x }) => scalars.fixed_to_u64(x32(x)),
  fixed32_to_fixed64: ({ x }) => scalars.fixed32_to_fixed64(x32(x)),
  fixed_to_fixed_u16_proportion: ({ x }) => scalars.fixed_to_fixed_u16_proportion(x32(x)),
  fixed_proportion_to_u16: ({ x }) => scalars.fixed_proportion_to_u16(x32(x)),
  fixed64_to_u64: ({ x }) => scalars.fixed64_to_u64(x64(x)),
  fixed64_to_fixed32: ({ x }) => scalars.fixed64_to_fixed32(x64(x)),
  u16_to_fixed: ({ x }) => scalars.u16_to_fixed(int(x)),
  u16_proportion_to_fixed: ({ x }) => scalars.u16_proportion_to_fixed(int(x)),
  exp_safe: ({ x }) => scalars.exp_safe(x32(x)),
  safe_ln: ({ x }) => scalars.safe_ln(x32(x)),
  sigmoid_safe: a => scalars.sigmoid_safe(x32(a.input), x32(a.rho), x32(a.kappa)),
  clamp_value: a => scalars.clamp_value(x32(a.value), x32(a.low), x32(a.high)),
  alpha_sigmoid: a =>
    scalars.alpha_sigmoid(
      x32(a.consensus),
      x32(a.weight),
      x32(a.bond),
      x32(a.alpha_low),
      x32(a.alpha_high),
      x32(a.alpha_sigmoid_steepness),
    ),
}

const OF_VECTORS: { readonly [name: string]: Subject } = {
  vec_fixed_proportions_to_u16: a => vectors.vec_fixed_proportions_to_u16(vec(a.vec)),
  vec_max_upscale_to_u16: a => vectors.vec_max_upscale_to_u16(vec(a.vec)),
  vec_u16_max_upscale_to_u16: a => maxUpscale(Uint16Array.from(u16s(a.vec))),
  check_vec_max_limited: a => isMaxLimited(Uint16Array.from(u16s(a.vec)), int(a.max_limit)),
  sum: ({ x }) => vectors.sum(vec(x)),
  is_zero: a => vectors.is_zero(vec(a.vector)),
  is_topk: a => vectors.is_topk(vec(a.vector), int(a.k)),
  is_topk_nonzero: a => vectors.is_topk_nonzero(vec(a.vector), int(a.k)),
  normalize: ({ x }) => vectors.normalize(vec(x)),
  inplace_normalize: ({ x }) => vectors.inplace_normalize(vec(x)),
  inplace_normalize_using_sum: a => vectors.inplace_normalize_using_sum(vec(a.x), x32(a.x_sum)),
  inplace_normalize_64: ({ x }) => vectors.inplace_normalize_64(vec64(x)),
  vec_fixed64_to_fixed32: a => vectors.vec_fixed64_to_fixed32(vec64(a.vec)),
  inplace_row_normalize_64: ({ x }) => vectors.inplace_row_normalize_64(list(x).map(vec64)),
  vecdiv: ({ x, y }) => vectors.vecdiv(vec(x), vec(y)),
  vec_mul: ({ a, b }) => vectors.vec_mul(vec(a), vec(b)),
  inplace_mask_vector: a => vectors.inplace_mask_vector(flags(a.mask), vec(a.vector)),
  weighted_median: a =>
    weighted_median(
      vec(a.stake),
      vec(a.score),
      u16s(a.partition_idx),
      x32(a.minority),
      x32(a.partition_lo),
      x32(a.partition_hi),
    ),
}

const OF_DENSE: { readonly [name: string]: Subject } = {
  inplace_row_normalize: ({ x }) => dense.inplace_row_normalize(mat(x)),
  row_sum: ({ x }) => dense.row_sum(mat(x)),
  inplace_col_normalize: ({ x }) => dense.inplace_col_normalize(mat(x)),
  inplace_col_max_upscale: ({ x }) => dense.inplace_col_max_upscale(mat(x)),
  inplace_mask_matrix: a => dense.inplace_mask_matrix(list(a.mask).map(flags), mat(a.matrix)),
  inplace_mask_rows: a => dense.inplace_mask_rows(flags(a.mask), mat(a.matrix)),
  inplace_mask_cols: a => dense.inplace_mask_cols(flags(a.mask), mat(a.matrix)),
  inplace_mask_diag: a => dense.inplace_mask_diag(mat(a.matrix)),
  inplace_mask_diag_except_index: a => dense.inplace_mask_diag_except_index(mat(a.matrix), int(a.except_index)),
  row_hadamard: a => dense.row_hadamard(mat(a.matrix), vec(a.vector)),
  matmul: a => dense.matmul(mat(a.matrix), vec(a.vector)),
  matmul_transpose: a => dense.matmul_transpose(mat(a.matrix), vec(a.vector)),
  inplace_col_clip: a => dense.inplace_col_clip(mat(a.x), vec(a.col_threshold)),
  weighted_median_col: a => dense.weighted_median_col(vec(a.stake), mat(a.score), x32(a.majority)),
  interpolate: a => dense.interpolate(mat(a.mat1), mat(a.mat2), x32(a.ratio)),
  mat_vec_mul: a => dense.mat_vec_mul(mat(a.matrix), vec(a.vector)),
  mat_ema: a => dense.mat_ema(mat(a.new), mat(a.old), x32(a.alpha)),
  mat_ema_alpha: a => dense.mat_ema_alpha(mat(a.new), mat(a.old), mat(a.alpha)),
}

const OF_SPARSE: { readonly [name: string]: Subject } = {
  inplace_row_normalize_sparse: a => sparse.inplace_row_normalize_sparse(cells(a.sparse_matrix)),
  row_sum_sparse: a => sparse.row_sum_sparse(cells(a.sparse_matrix)),
  inplace_col_normalize_sparse: a => sparse.inplace_col_normalize_sparse(cells(a.sparse_matrix), int(a.columns)),
  inplace_col_max_upscale_sparse: a => sparse.inplace_col_max_upscale_sparse(cells(a.sparse_matrix), int(a.columns)),
  mask_rows_sparse: a => sparse.mask_rows_sparse(flags(a.mask), cells(a.sparse_matrix)),
  mask_diag_sparse: a => sparse.mask_diag_sparse(cells(a.sparse_matrix)),
  mask_diag_sparse_except_index: a => sparse.mask_diag_sparse_except_index(cells(a.sparse_matrix), int(a.except_index)),
  vec_mask_sparse_matrix: a =>
    sparse.vec_mask_sparse_matrix(cells(a.sparse_matrix), u64s(a.first_vector), u64s(a.second_vector), notAfter),
  scalar_vec_mask_sparse_matrix: a =>
    sparse.scalar_vec_mask_sparse_matrix(cells(a.sparse_matrix), BigInt(a.scalar as string), u64s(a.vector), notAfter),
  row_hadamard_sparse: a => sparse.row_hadamard_sparse(cells(a.sparse_matrix), vec(a.vector)),
  matmul_sparse: a => sparse.matmul_sparse(cells(a.sparse_matrix), vec(a.vector), int(a.columns)),
  matmul_transpose_sparse: a => sparse.matmul_transpose_sparse(cells(a.sparse_matrix), vec(a.vector)),
  col_clip_sparse: a => sparse.col_clip_sparse(cells(a.sparse_matrix), vec(a.col_threshold)),
  weighted_median_col_sparse: a =>
    sparse.weighted_median_col_sparse(vec(a.stake), cells(a.score), int(a.columns), x32(a.majority)),
  interpolate_sparse: a => sparse.interpolate_sparse(cells(a.mat1), cells(a.mat2), int(a.columns), x32(a.ratio)),
  mat_vec_mul_sparse: a => sparse.mat_vec_mul_sparse(cells(a.matrix), vec(a.vector)),
  mat_ema_sparse: a => sparse.mat_ema_sparse(cells(a.new), cells(a.old), x32(a.alpha)),
  mat_ema_alpha_sparse: a => sparse.mat_ema_alpha_sparse(cells(a.new), cells(a.old), mat(a.alpha)),
}

const SUBJECTS: { readonly [name: string]: Subject } = { ...OF_SCALARS, ...OF_VECTORS, ...OF_DENSE, ...OF_SPARSE }
