/** What an epoch reads and what it gives. */

/** Pairs of a row in one array: uid, value, uid, value, … */
export type Row = Uint16Array

/** A row without entries. */
export const EMPTY_ROW: Row = new Uint16Array(0)

/**
 * Everything the epoch of one mechanism reads. Vectors have one element for each of the `n` UIDs, stakes two. Nothing
 * is kept or changed.
 */
export interface EpochInput {
  /** The number of UIDs, 0 to 256. */
  readonly n: number
  /** The current block. */
  readonly block: bigint
  /** Blocks between epochs (`Tempo`). */
  readonly tempo: number
  /** `LastMechansimStepBlock`; 0 before the first epoch. */
  readonly lastMechanismStepBlock: bigint
  /** Blocks without a weight update after which a validator is inactive; see `activityCutoff`. */
  readonly activityCutoff: bigint
  /** The alpha to distribute, in rao. */
  readonly emission: bigint

  /** Total stake weight, I64F64: two little-endian limbs for each UID. */
  readonly stake: BigUint64Array
  /** `StakeThreshold`, in rao. */
  readonly stakeThreshold: bigint
  /** The UID of `SubnetOwnerHotkey`, if it has one. */
  readonly ownerUid: number | undefined
  /** Whether each UID had a permit after the last epoch. */
  readonly validatorPermit: ArrayLike<boolean | number>
  readonly maxAllowedValidators: number

  readonly lastUpdate: BigUint64Array
  readonly blockAtRegistration: BigUint64Array
  /**
   * With commit-reveal: the block of each UID's earliest commit that has not expired, `NO_COMMIT` without one.
   * `undefined` when commit-reveal is off.
   */
  readonly commitBlock: BigUint64Array | undefined
  /** `Weights` of each UID, as stored: in the submitter's order. */
  readonly weights: readonly Row[]
  /** `Bonds` of each UID, as stored. */
  readonly bonds: readonly Row[]

  /** u16, of 65535 */
  readonly kappa: number
  /** u16, of 65535 */
  readonly bondsPenalty: number
  /** u64, in millionths */
  readonly bondsMovingAverage: bigint
  readonly yuma3: boolean
  /** Takes effect in Yuma 3 only. */
  readonly liquidAlpha: boolean
  /** `AlphaValues`: u16, of 65535 */
  readonly alphaLow: number
  readonly alphaHigh: number
  /** i16, in hundredths */
  readonly alphaSigmoidSteepness: number
}

/** `commitBlock` of a UID without a commit: u64::MAX. */
export const NO_COMMIT = 0xffff_ffff_ffff_ffffn

/** Rows in one array: row i is `entries[2 * starts[i]]` up to `entries[2 * starts[i + 1]]`. */
export interface PackedRows {
  readonly starts: Uint32Array
  readonly entries: Uint16Array
}

/** The results by UID (`EpochTerms`). Fractions are u16, of 65535; amounts u64, in rao. */
export interface EpochOutput {
  readonly n: number
  /** 1 where the validator updated its weights recently. */
  readonly active: Uint8Array
  /** 1 where this epoch grants a permit (`new_validator_permit`). */
  readonly validatorPermit: Uint8Array
  /** The whole part of the total stake. */
  readonly stake: BigUint64Array
  readonly stakeWeight: Uint16Array
  readonly consensus: Uint16Array
  readonly incentive: Uint16Array
  readonly dividends: Uint16Array
  readonly validatorTrust: Uint16Array
  readonly emission: BigUint64Array
  readonly serverEmission: BigUint64Array
  readonly validatorEmission: BigUint64Array
  /** The rows to store for every UID: empty for those without a permit. See `bondsRow`. */
  readonly bonds: PackedRows
}

/** A matrix by rows: row i has the entries `starts[i]` up to `starts[i + 1]`. Values are I32F32 bits. */
export interface SparseMatrix {
  readonly starts: Uint32Array
  readonly uids: Uint16Array
  readonly values: BigInt64Array
}

/** What the epoch computed on the way, copied: I32F32 bits unless said otherwise. */
export interface EpochTrace {
  readonly n: number
  /** The input's, as a fraction. */
  readonly kappa: bigint
  readonly bondsPenalty: bigint
  /** Bonds to UIDs registered at or after this block were dropped. */
  readonly lastTempo: bigint
  /** How bonds were averaged: by one coefficient, or by one for each bond. */
  readonly average: { readonly alpha: bigint } | { readonly alphas: SparseMatrix }
  /** What emission was shared by: consensus, or stake because there was none. */
  readonly sharedBy: 'consensus' | 'active stake' | 'stake'
  /** Incentive plus dividends of all. */
  readonly emissionSum: bigint

  /** Current permits, the owner's among them: 0 or 1. */
  readonly permit: Uint8Array
  /** Normalised, without what is below the threshold. */
  readonly stake: BigInt64Array
  /** Normalised, of active validators with a permit. */
  readonly activeStake: BigInt64Array
  /** The same normalised once more: what votes on consensus. */
  readonly votingStake: BigInt64Array
  readonly consensus: BigInt64Array
  readonly validatorTrust: BigInt64Array
  readonly ranks: BigInt64Array
  readonly incentive: BigInt64Array
  /** What a validator's bonds earn. */
  readonly bondIncome: BigInt64Array
  /** Dividends before normalising: that income, in Yuma 3 times stake. */
  readonly earnings: BigInt64Array
  readonly dividends: BigInt64Array
  readonly serverShare: BigInt64Array
  readonly validatorShare: BigInt64Array
  readonly combinedShare: BigInt64Array

  /** The weights that count, as set: raw u16 in the values. */
  readonly rawWeights: SparseMatrix
  /** The same, rows normalised. */
  readonly weights: SparseMatrix
  /** Cut to consensus. */
  readonly clippedWeights: SparseMatrix
  /** Between the two by the bonds penalty. */
  readonly bondWeights: SparseMatrix
  /** The old bonds that count, as stored: raw u16 in the values. */
  readonly rawBonds: SparseMatrix
  /** The same: columns normalised, or in Yuma 3 as fractions of 65535. */
  readonly bonds: SparseMatrix
  /** The new observation: columns of staked weights normalised, or in Yuma 3 the weights for bonds themselves. */
  readonly observedBonds: SparseMatrix
  /** The moving average of the two. */
  readonly emaBonds: SparseMatrix
  /** The same, columns normalised. */
  readonly emaShares: SparseMatrix
  /** Sums of columns before normalising. In Yuma 3 only those of the moving average are taken. */
  readonly bondSums: BigInt64Array | undefined
  readonly observedSums: BigInt64Array | undefined
  readonly emaSums: BigInt64Array
  /** The greatest normalised bond of each column, by which stored bonds are scaled; not in Yuma 3. */
  readonly emaMaxima: BigInt64Array | undefined
}

/** An epoch with everything there is to know about it, all of it lasting. */
export interface TracedEpoch {
  readonly input: EpochInput
  readonly output: EpochOutput
  readonly trace: EpochTrace
}
