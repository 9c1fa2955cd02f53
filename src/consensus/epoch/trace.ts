/** Reads what an epoch has left in the kernel's memory. */
import type { Kernel } from '../kernel/kernel.ts'
import type { EpochInput, EpochTrace, SparseMatrix } from './types.ts'

/** The trace of the epoch that has just run on `input`. */
export function readTrace(kernel: Kernel, { n, yuma3 }: EpochInput): EpochTrace {
  const scalars = kernel.i64('SCALARS', 8)
  const scalar = (name: string) => scalars[kernel.constant(name)]!
  const vector = (region: string) => kernel.i64(region, n).slice()
  const matrix = (region: string, structure = region) => readMatrix(kernel, n, region, structure)
  const bonding = (['WEIGHTS', 'CLIPPED', 'BLENDED'] as const)[Number(scalar('BOND_WEIGHTS'))]!
  const liquid = scalar('LIQUID') !== 0n
  return {
    n,
    kappa: scalar('KAPPA_SHARE'),
    bondsPenalty: scalar('PENALTY_SHARE'),
    lastTempo: BigInt.asUintN(64, scalar('LAST_TEMPO')),
    average: liquid ? { alphas: matrix('ALPHAS', bonding) } : { alpha: scalar('EMA_ALPHA') },
    sharedBy: (['consensus', 'active stake', 'stake'] as const)[Number(scalar('FALLBACK'))]!,
    emissionSum: scalar('EMISSION_SUM'),
    permit: kernel.u8('PERMIT', n).slice(),
    stake: vector('STAKE'),
    activeStake: vector('ACTIVE_STAKE'),
    votingStake: readVotingStake(kernel, n),
    consensus: vector('CONSENSUS'),
    validatorTrust: vector('VALIDATOR_TRUST'),
    ranks: vector('RANKS'),
    incentive: vector('INCENTIVE'),
    bondIncome: vector('BOND_INCOME'),
    earnings: vector('EARNINGS'),
    dividends: vector('DIVIDENDS'),
    serverShare: vector('SERVER_SHARE'),
    validatorShare: vector('VALIDATOR_SHARE'),
    combinedShare: vector('COMBINED_SHARE'),
    rawWeights: readRaw(kernel, n, 'WEIGHTS'),
    weights: matrix('WEIGHTS'),
    clippedWeights: matrix('CLIPPED'),
    bondWeights: matrix(bonding),
    rawBonds: readRaw(kernel, n, 'BONDS'),
    bonds: matrix('BONDS'),
    observedBonds: yuma3 ? matrix(bonding) : matrix('OBSERVED', bonding),
    emaBonds: matrix('EMA'),
    emaShares: matrix('EMA_SHARES', 'EMA'),
    bondSums: yuma3 ? undefined : vector('BOND_SUMS'),
    observedSums: yuma3 ? undefined : vector('DELTA_SUMS'),
    emaSums: vector('EMA_SUMS'),
    emaMaxima: yuma3 ? undefined : vector('EMA_MAXIMA'),
  }
}

/** The kernel keeps voting stakes one after the other, leaving out UIDs without active stake. */
function readVotingStake(kernel: Kernel, n: number): BigInt64Array {
  const packed = kernel.i64('VOTING_STAKE', n)
  let place = 0
  return kernel.i64('ACTIVE_STAKE', n).map(stake => (stake > 0n ? packed[place++]! : 0n))
}

/** A matrix whose values lie in `region`, with the rows and UIDs of `structure`. */
function readMatrix(kernel: Kernel, n: number, region: string, structure: string): SparseMatrix {
  const starts = kernel.u32(`${structure}_STARTS`, n + 1).slice()
  const length = starts[n]!
  return {
    starts,
    uids: kernel.u16(`${structure}_UIDS`, length).slice(),
    values: kernel.i64(region, length).slice(),
  }
}

/** The raw u16 values of a matrix. */
function readRaw(kernel: Kernel, n: number, structure: string): SparseMatrix {
  const { starts, uids } = readMatrix(kernel, n, structure, structure)
  return { starts, uids, values: BigInt64Array.from(kernel.u16(`${structure}_RAW`, uids.length), BigInt) }
}
