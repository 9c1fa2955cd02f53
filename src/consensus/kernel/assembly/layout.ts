/**
 * The kernel's one memory: where every vector and matrix lies.
 *
 * Nothing is ever allocated. Every region has the size of the largest subnet, 256 UIDs with dense rows. A stage reads
 * regions and writes others of its own, so that after an epoch all intermediate results are still there to be traced.
 * The host reads the addresses from the exported constants.
 */

export const MAX_UIDS: i32 = 256;
/** Of one matrix. A row names a UID at most once. */
export const MAX_ENTRIES: i32 = 256 * 256;

const VECTOR_16: usize = 256 * 2;
const VECTOR_64: usize = 256 * 8;
const STARTS: usize = 1040; // 257 u32, padded to 16 bytes
const ENTRIES_16: usize = 65536 * 2;
const ENTRIES_64: usize = 65536 * 8;

// Parameters, set by the host: 64-bit ones, then 32-bit ones.

export const PARAMS_64: usize = 1024;
export const PARAMS_32: usize = PARAMS_64 + 64;

// Inputs by UID, set by the host. A stake is an I64F64: low and high limb.

export const STAKE_IN: usize = PARAMS_32 + 64;
export const LAST_UPDATE: usize = STAKE_IN + 2 * VECTOR_64;
export const REGISTERED_AT: usize = LAST_UPDATE + VECTOR_64;
export const COMMITTED_AT: usize = REGISTERED_AT + VECTOR_64;
export const PERMIT_IN: usize = COMMITTED_AT + VECTOR_64;

// Rows as stored on chain, set by the host: pairs of (uid, value). Row i has the pairs starts[i] to starts[i + 1].

export const WEIGHTS_IN_STARTS: usize = PERMIT_IN + 256;
export const WEIGHTS_IN: usize = WEIGHTS_IN_STARTS + STARTS;
export const BONDS_IN_STARTS: usize = WEIGHTS_IN + 2 * ENTRIES_16;
export const BONDS_IN: usize = BONDS_IN_STARTS + STARTS;

// Intermediate vectors, I32F32 unless said otherwise.

export const SCALARS: usize = BONDS_IN + 2 * ENTRIES_16;
export const PERMIT: usize = SCALARS + 64; // u8: the current permits, the owner's among them
export const STAKE: usize = PERMIT + 256;
export const ACTIVE_STAKE: usize = STAKE + VECTOR_64;
export const VOTING_STAKE: usize = ACTIVE_STAKE + VECTOR_64; // active stake without zeros, one after the other
export const CONSENSUS: usize = VOTING_STAKE + VECTOR_64;
export const VALIDATOR_TRUST: usize = CONSENSUS + VECTOR_64;
export const RANKS: usize = VALIDATOR_TRUST + VECTOR_64;
export const INCENTIVE: usize = RANKS + VECTOR_64;
export const BOND_SUMS: usize = INCENTIVE + VECTOR_64; // of each column of the old bonds, before normalising
export const DELTA_SUMS: usize = BOND_SUMS + VECTOR_64; // of each column of the new observation
export const EMA_SUMS: usize = DELTA_SUMS + VECTOR_64; // of each column of the moving average
export const EMA_MAXIMA: usize = EMA_SUMS + VECTOR_64;
export const BOND_INCOME: usize = EMA_MAXIMA + VECTOR_64; // of each validator: its bonds times incentives
export const EARNINGS: usize = BOND_INCOME + VECTOR_64; // dividends before normalising
export const DIVIDENDS: usize = EARNINGS + VECTOR_64;
export const SERVER_SHARE: usize = DIVIDENDS + VECTOR_64;
export const VALIDATOR_SHARE: usize = SERVER_SHARE + VECTOR_64;
export const COMBINED_SHARE: usize = VALIDATOR_SHARE + VECTOR_64;

// Intermediate matrices: where rows start, the UID of each entry, its value (I32F32). Some share starts and UIDs.

export const WEIGHTS_STARTS: usize = COMBINED_SHARE + VECTOR_64; // what the masks leave
export const WEIGHTS_UIDS: usize = WEIGHTS_STARTS + STARTS;
export const WEIGHTS_RAW: usize = WEIGHTS_UIDS + ENTRIES_16; // u16, as set
export const WEIGHTS: usize = WEIGHTS_RAW + ENTRIES_16; // rows normalised

export const CLIPPED_STARTS: usize = WEIGHTS + ENTRIES_64;
export const CLIPPED_UIDS: usize = CLIPPED_STARTS + STARTS;
export const CLIPPED: usize = CLIPPED_UIDS + ENTRIES_16;

export const BLENDED_STARTS: usize = CLIPPED + ENTRIES_64; // between weights and clipped weights
export const BLENDED_UIDS: usize = BLENDED_STARTS + STARTS;
export const BLENDED: usize = BLENDED_UIDS + ENTRIES_16;

export const OBSERVED: usize = BLENDED + ENTRIES_64; // with the starts and UIDs of the weights for bonds
export const ALPHAS: usize = OBSERVED + ENTRIES_64; // likewise

export const BONDS_STARTS: usize = ALPHAS + ENTRIES_64; // the old bonds that the mask leaves
export const BONDS_UIDS: usize = BONDS_STARTS + STARTS;
export const BONDS_RAW: usize = BONDS_UIDS + ENTRIES_16; // u16, as stored
export const BONDS_IN_ORDER: usize = BONDS_RAW + ENTRIES_16; // u8: see liquid-alpha.ts
export const BONDS: usize = BONDS_IN_ORDER + 65536;

export const EMA_STARTS: usize = BONDS + ENTRIES_64;
export const EMA_UIDS: usize = EMA_STARTS + STARTS;
export const EMA: usize = EMA_UIDS + ENTRIES_16;
export const EMA_SHARES: usize = EMA + ENTRIES_64; // columns normalised

// Outputs.

export const ACTIVE_OUT: usize = EMA_SHARES + ENTRIES_64; // u8
export const PERMIT_OUT: usize = ACTIVE_OUT + 256; // u8
export const STAKE_WEIGHT_OUT: usize = PERMIT_OUT + 256; // u16
export const CONSENSUS_OUT: usize = STAKE_WEIGHT_OUT + VECTOR_16; // u16
export const INCENTIVE_OUT: usize = CONSENSUS_OUT + VECTOR_16; // u16
export const DIVIDENDS_OUT: usize = INCENTIVE_OUT + VECTOR_16; // u16
export const VALIDATOR_TRUST_OUT: usize = DIVIDENDS_OUT + VECTOR_16; // u16
export const STAKE_OUT: usize = VALIDATOR_TRUST_OUT + VECTOR_16; // u64
export const EMISSION_OUT: usize = STAKE_OUT + VECTOR_64; // u64
export const SERVER_EMISSION_OUT: usize = EMISSION_OUT + VECTOR_64; // u64
export const VALIDATOR_EMISSION_OUT: usize = SERVER_EMISSION_OUT + VECTOR_64; // u64
export const BONDS_OUT_STARTS: usize = VALIDATOR_EMISSION_OUT + VECTOR_64;
export const BONDS_OUT: usize = BONDS_OUT_STARTS + STARTS; // pairs of u16

// Scratch: what a stage leaves there means nothing to others.

export const SCRATCH_ROW_A: usize = BONDS_OUT + 2 * ENTRIES_16; // i64 by UID, all zero between uses
export const SCRATCH_ROW_B: usize = SCRATCH_ROW_A + VECTOR_64; // likewise
export const SCRATCH_ORDER: usize = SCRATCH_ROW_B + VECTOR_64; // three lists of 256 u16
export const SCRATCH_SCORES: usize = SCRATCH_ORDER + 4 * VECTOR_16; // 256 * 256 i64
export const END: usize = SCRATCH_SCORES + ENTRIES_64;

// Indices into PARAMS_64 and PARAMS_32.

export const BLOCK: i32 = 0;
export const ACTIVITY_CUTOFF: i32 = 1;
export const LAST_STEP_BLOCK: i32 = 2;
export const STAKE_THRESHOLD: i32 = 3;
export const EMISSION: i32 = 4;
export const BONDS_MOVING_AVERAGE: i32 = 5;

export const TEMPO: i32 = 0;
/** -1 when the subnet has no owner's UID. */
export const OWNER_UID: i32 = 1;
export const MAX_VALIDATORS: i32 = 2;
export const KAPPA: i32 = 3;
export const BONDS_PENALTY: i32 = 4;
export const YUMA3: i32 = 5;
export const LIQUID_ALPHA: i32 = 6;
export const ALPHA_LOW: i32 = 7;
export const ALPHA_HIGH: i32 = 8;
export const ALPHA_STEEPNESS: i32 = 9;
export const COMMIT_REVEAL: i32 = 10;

// Indices into SCALARS: what the epoch derived from its parameters.

/** I32F32 */
export const KAPPA_SHARE: i32 = 0;
/** I32F32 */
export const PENALTY_SHARE: i32 = 1;
/** u64: bonds to UIDs registered at or after this block are dropped. */
export const LAST_TEMPO: i32 = 2;
/** I32F32: the scalar EMA coefficient; not set when liquid alpha is used. */
export const EMA_ALPHA: i32 = 3;
/** Whether liquid alpha was used: 0 or 1. */
export const LIQUID: i32 = 4;
/** Which matrix gave the weights for bonds: 0 weights, 1 clipped, 2 blended. */
export const BOND_WEIGHTS: i32 = 5;
/** Where emission fell back to stake: 0 not, 1 to active stake, 2 to all stake. */
export const FALLBACK: i32 = 6;
/** I32F32: incentive plus dividends of all. */
export const EMISSION_SUM: i32 = 7;
