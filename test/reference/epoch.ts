/**
 * The whole sparse epoch over bigint: the kernel's twin. It has the steps and the order of the reference
 * (epoch/run_epoch.rs epoch_mechanism) and shares nothing with the kernel.
 */
import type { EpochInput } from '../../src/consensus/epoch/types.ts'
import { I32F32, I64F64, I96F32 } from '../../src/consensus/fixed/types.ts'
import { alpha_sigmoid, fixed_to_fixed_u16_proportion, ONE, u16_proportion_to_fixed, ZERO } from './scalars.ts'
import * as sparse from './sparse.ts'
import * as vectors from './vectors.ts'

type Sparse = sparse.Sparse
type Vector = vectors.Vector

/** The stages that a trace of the kernel shows too, under the same names. */
export interface TwinStages {
  readonly stake: Vector
  readonly activeStake: Vector
  readonly consensus: Vector
  readonly validatorTrust: Vector
  readonly incentive: Vector
  readonly dividends: Vector
  readonly weights: Sparse
  readonly clippedWeights: Sparse
  readonly bondWeights: Sparse
  readonly bonds: Sparse
  readonly emaBonds: Sparse
  readonly emaShares: Sparse
}

export interface TwinTerms {
  readonly active: boolean[]
  readonly validatorPermit: boolean[]
  readonly stake: bigint[]
  readonly stakeWeight: number[]
  readonly consensus: number[]
  readonly incentive: number[]
  readonly dividends: number[]
  readonly validatorTrust: number[]
  readonly emission: bigint[]
  readonly serverEmission: bigint[]
  readonly validatorEmission: bigint[]
  readonly bonds: (readonly [uid: number, value: number])[][]
}

const U64_MAX = 0xffff_ffff_ffff_ffffn
const satU64 = (n: bigint) => (n < 0n ? 0n : n > U64_MAX ? U64_MAX : n)

export function twinEpoch(input: EpochInput): { terms: TwinTerms; stages: TwinStages } {
  const { n } = input
  const uids = [...Array(n).keys()]
  const inactive = uids.map(i => satU64(input.lastUpdate[i]! + input.activityCutoff) < input.block)
  const totalStake = uids.map(i =>
    I64F64.fromBits(BigInt.asIntN(128, input.stake[2 * i]! | (input.stake[2 * i + 1]! << 64n))),
  )
  const filtered = totalStake.map((s, i) =>
    i !== input.ownerUid && I64F64.toU64(s) < input.stakeThreshold ? I64F64.ZERO : s,
  )
  const stake = vectors.vec_fixed64_to_fixed32(vectors.inplace_normalize_64(filtered))
  const forbidden = uids.map(i => !input.validatorPermit[i] && i !== input.ownerUid)
  const newPermits = vectors
    .is_topk_nonzero(stake, input.maxAllowedValidators)
    .map((permit, i) => permit || i === input.ownerUid)
  const activeStake = vectors.normalize(
    vectors.inplace_mask_vector(forbidden, vectors.inplace_mask_vector(inactive, stake)),
  )

  const weights = sparse.inplace_row_normalize_sparse(maskedWeights(input, forbidden))
  const consensus = sparse.weighted_median_col_sparse(activeStake, weights, n, u16_proportion_to_fixed(input.kappa))
  const clippedWeights = sparse.col_clip_sparse(weights, consensus)
  const validatorTrust = sparse.row_sum_sparse(clippedWeights)
  const incentive = vectors.normalize(sparse.matmul_sparse(clippedWeights, activeStake, n))
  const penalty = u16_proportion_to_fixed(input.bondsPenalty)
  const bondWeights = sparse.interpolate_sparse(weights, clippedWeights, n, penalty)

  const bonding = input.yuma3
    ? yuma3(input, bondWeights, consensus, incentive, activeStake)
    : classic(input, bondWeights, incentive, activeStake)
  const shares = emissionShares(incentive, bonding.dividends, stake, activeStake)
  const pay = (vector: Vector) => vector.map(x => amountOf(x, input.emission))
  const terms: TwinTerms = {
    active: inactive.map(x => !x),
    validatorPermit: newPermits,
    stake: totalStake.map(I64F64.toU64),
    stakeWeight: vectors.vec_fixed_proportions_to_u16(stake),
    consensus: vectors.vec_fixed_proportions_to_u16(consensus),
    incentive: vectors.vec_fixed_proportions_to_u16(incentive),
    dividends: vectors.vec_fixed_proportions_to_u16(bonding.dividends),
    validatorTrust: vectors.vec_fixed_proportions_to_u16(validatorTrust),
    emission: pay(shares.combined),
    serverEmission: pay(shares.server),
    validatorEmission: pay(shares.validator),
    bonds: bonding.stored.map((row, i) =>
      newPermits[i] ? row.map(([j, value]) => [j, vectors.vec_fixed_proportions_to_u16([value])[0]!] as const) : [],
    ),
  }
  const { bonds, emaBonds, emaShares, dividends } = bonding
  const matrices = { weights, clippedWeights, bondWeights, bonds, emaBonds, emaShares }
  return { terms, stages: { stake, activeStake, consensus, validatorTrust, incentive, dividends, ...matrices } }
}

function readRows(rows: readonly Uint16Array[], keeps: (j: number) => boolean): sparse.Cell[][] {
  return rows.map(row => {
    const cells: sparse.Cell[] = []
    for (let k = 0; k < row.length; k += 2) if (keeps(row[k]!)) cells.push([row[k]!, I32F32.satFromInt(row[k + 1]!)])
    return cells
  })
}

function maskedWeights(input: EpochInput, forbidden: readonly boolean[]): sparse.Cell[][] {
  const registered = [...input.blockAtRegistration]
  let weights = sparse.mask_rows_sparse(
    forbidden,
    readRows(input.weights, j => j < input.n),
  )
  weights =
    input.ownerUid === undefined
      ? sparse.mask_diag_sparse(weights)
      : sparse.mask_diag_sparse_except_index(weights, input.ownerUid)
  weights = sparse.vec_mask_sparse_matrix(weights, [...input.lastUpdate], registered, (a, b) => a <= b)
  if (input.commitBlock === undefined) return weights
  return sparse.vec_mask_sparse_matrix(weights, [...input.commitBlock], registered, (a, b) => a < b)
}

function maskedBonds(input: EpochInput): sparse.Cell[][] {
  const step = input.lastMechanismStepBlock
  const lastTempo = step === 0n ? satU64(input.block - BigInt(input.tempo)) : satU64(step + 1n)
  const bonds = readRows(input.bonds, () => true)
  return sparse.scalar_vec_mask_sparse_matrix(bonds, lastTempo, [...input.blockAtRegistration], (a, b) => a <= b)
}

interface Bonding {
  readonly bonds: Sparse
  readonly emaBonds: Sparse
  readonly emaShares: Sparse
  readonly stored: Sparse
  readonly dividends: Vector
}

const MILLION = I64F64.satFromInt(1_000_000)

function classic(input: EpochInput, weights: Sparse, incentive: Vector, activeStake: Vector): Bonding {
  const { n } = input
  const bonds = sparse.inplace_col_normalize_sparse(maskedBonds(input), n)
  const delta = sparse.inplace_col_normalize_sparse(sparse.row_hadamard_sparse(weights, activeStake), n)
  const average = I64F64.safeDiv(I64F64.satFromInt(input.bondsMovingAverage), MILLION)
  const emaBonds = sparse.mat_ema_sparse(delta, bonds, I32F32.satSub(ONE, I32F32.satFrom(I64F64, average)))
  const emaShares = sparse.inplace_col_normalize_sparse(emaBonds, n)
  const dividends = vectors.normalize(sparse.matmul_transpose_sparse(emaShares, incentive))
  return { bonds, emaBonds, emaShares, stored: sparse.inplace_col_max_upscale_sparse(emaShares, n), dividends }
}

function yuma3(input: EpochInput, weights: Sparse, consensus: Vector, incentive: Vector, activeStake: Vector): Bonding {
  const { n } = input
  const bonds = maskedBonds(input).map(row =>
    row.map(([j, value]): sparse.Cell => [j, fixed_to_fixed_u16_proportion(value)]),
  )
  let emaBonds: sparse.Cell[][]
  if (input.liquidAlpha && consensus.some(c => c !== ZERO)) {
    emaBonds = sparse.mat_ema_alpha_sparse(weights, bonds, liquidAlphas(input, weights, bonds, consensus))
  } else {
    const average = I64F64.satDiv(I64F64.wrapFromInt(input.bondsMovingAverage), MILLION)
    emaBonds = sparse.mat_ema_sparse(weights, bonds, I32F32.satSub(ONE, I32F32.wrapFrom(I64F64, average)))
  }
  const emaShares = sparse.inplace_col_normalize_sparse(emaBonds, n)
  const income = sparse.row_sum_sparse(sparse.mat_vec_mul_sparse(emaShares, incentive))
  const dividends = vectors.normalize(vectors.vec_mul(income, activeStake))
  return { bonds, emaBonds, emaShares, stored: emaBonds, dividends }
}

function liquidAlphas(input: EpochInput, weights: Sparse, bonds: Sparse, consensus: Vector): I32F32[][] {
  const [low, high] = [u16_proportion_to_fixed(input.alphaLow), u16_proportion_to_fixed(input.alphaHigh)]
  const steepness = I32F32.satFromInt(input.alphaSigmoidSteepness)
  return weights.map((row, i) => {
    const [weight, bond] = [walk(row), walk(bonds[i]!)]
    return consensus.map((c, j) => alpha_sigmoid(c, weight(j), bond(j), low, high, steepness))
  })
}

/** Looks columns up in ascending order, passing over what lies behind a greater column. */
function walk(row: sparse.SparseRow): (j: number) => I32F32 {
  let at = 0
  return j => {
    while (at < row.length && row[at]![0] < j) at++
    return row[at]?.[0] === j ? row[at]![1] : ZERO
  }
}

function emissionShares(incentive: Vector, dividends: Vector, stake: Vector, activeStake: Vector) {
  const combined = incentive.map((x, i) => I32F32.satAdd(x, dividends[i]!))
  const total = vectors.sum(combined)
  const server = vectors.inplace_normalize_using_sum(incentive, total)
  if (total === ZERO) {
    const fallback = vectors.is_zero(activeStake) ? stake : activeStake
    return { server, validator: fallback, combined: fallback }
  }
  const validator = vectors.inplace_normalize_using_sum(dividends, total)
  return { server, validator, combined: vectors.normalize(combined) }
}

function amountOf(share: I32F32, emission: bigint): bigint {
  return I96F32.toU64(I96F32.satMul(I96F32.satFrom(I32F32, share), I96F32.satFromInt(emission)))
}
