/** What a UID's bonds in servers become, and what they earn. */
import type { TracedEpoch } from '../types.ts'
import { type Coefficient, explainCoefficients } from './coefficient.ts'
import { type Claim, type Product, product, type Quotient, quantise, quotient, rowOf, sumOf } from './steps.ts'

/** A bond in one server: what it was, what is added, and what it earns. */
export interface Bond {
  readonly server: number
  /** The old bond as stored (u16), of all stored ones in the server; in Yuma 3 of 65535. */
  readonly before: Quotient
  /** The weight that bonds: the weight on the server, cut towards the clipped one by the bonds penalty. */
  readonly weight: bigint
  /** How much of it is cut: the penalty times what consensus cut off, which is negative. */
  readonly penalty: Product
  /** What is observed. In Yuma 3 it is that weight. */
  readonly observed: bigint
  /** In classic Yuma: the weight that bonds times active stake, and its share of those of all validators. */
  readonly staked: Product | undefined
  readonly observedShare: Quotient | undefined
  /** How much the observation counts. */
  readonly alpha: bigint
  /** How that comes about with liquid alpha; `undefined` without, and where there is no weight. */
  readonly coefficient: Coefficient | undefined
  /** (1 - alpha) times the old bond, and alpha times the observation. */
  readonly kept: Product
  readonly added: Product
  /** Their sum; at most 1 with liquid alpha, which also drops a bond without a weight. */
  readonly bond: bigint
  /** Of all bonds in the server. */
  readonly share: Quotient
  /** That share times the server's incentive. */
  readonly income: Product
  /** In classic Yuma: the share in parts of the greatest of the server, as it is stored. */
  readonly scaled: Quotient | undefined
  /** As it is stored. */
  readonly after: Product
}

/** An old bond that does not count because its server is another one now. */
export interface DroppedBond {
  readonly server: number
  /** As it was stored, u16. */
  readonly raw: number
}

export interface BondsExplanation {
  readonly bonds: readonly Bond[]
  readonly dropped: readonly DroppedBond[]
  /** Whether they are stored: only with a permit. */
  readonly stored: boolean
  /** The sum of what bonds earn. */
  readonly income: bigint
  /** In Yuma 3: that times active stake. */
  readonly staked: Product | undefined
  /** Of the earnings of all. */
  readonly share: Quotient
  /** `Dividends` */
  readonly quantised: Product
}

export function explainBonds(epoch: TracedEpoch, uid: number): BondsExplanation {
  const { input, output, trace } = epoch
  const bonds = listBonds(epoch, uid)
  const income = sumOf(bonds, bond => bond.income.result)
  const staked = input.yuma3 ? product(income, trace.activeStake[uid]!) : undefined
  const share = quotient(
    staked?.result ?? income,
    sumOf(trace.earnings, x => x),
  )
  const stored = output.validatorPermit[uid] === 1
  return { bonds, dropped: listDropped(epoch, uid), stored, income, staked, share, quantised: quantise(share.result) }
}

function listDropped({ input, trace }: TracedEpoch, uid: number): DroppedBond[] {
  const [row, counting] = [input.bonds[uid]!, rowOf(trace.rawBonds, uid)]
  const dropped: DroppedBond[] = []
  for (let k = 0; k < row.length; k += 2)
    if (!counting.has(row[k]!)) dropped.push({ server: row[k]!, raw: row[k + 1]! })
  return dropped
}

const ONE = 1n << 32n

function listBonds(epoch: TracedEpoch, uid: number): Bond[] {
  const { trace } = epoch
  const servers = new Set([...rowOf(trace.rawBonds, uid).keys(), ...rowOf(trace.observedBonds, uid).keys()])
  const liquid = 'alphas' in trace.average ? explainCoefficients(epoch, uid) : undefined
  return [...servers].sort((a, b) => a - b).map(server => explainBond(epoch, uid, server, liquid))
}

function explainBond(
  epoch: TracedEpoch,
  uid: number,
  server: number,
  liquid: ReadonlyMap<number, Coefficient> | undefined,
): Bond {
  const { input, trace } = epoch
  const stored = rowOf(trace.rawBonds, uid).get(server) ?? 0n
  const before = quotient(stored, input.yuma3 ? 0xffffn : trace.bondSums![server]!)
  const observation = observe(epoch, uid, server)
  const coefficient = liquid?.get(server)
  const alpha = 'alpha' in trace.average ? trace.average.alpha : (coefficient?.alpha ?? 0n)
  const isDropped = liquid !== undefined && coefficient === undefined
  const kept = product(isDropped ? 0n : ONE - alpha, before.result)
  const added = product(alpha, observation.observed)
  const sum = kept.result + added.result
  const bond = sum < 0n ? 0n : liquid !== undefined && sum > ONE ? ONE : sum
  const share = quotient(bond, trace.emaSums[server]!)
  const scaled = input.yuma3 ? undefined : quotient(share.result, trace.emaMaxima![server]!)
  return {
    server,
    before,
    ...observation,
    alpha,
    coefficient,
    kept,
    added,
    bond,
    share,
    income: product(share.result, trace.incentive[server]!),
    scaled,
    after: quantise(scaled?.result ?? bond),
  }
}

type Observation = Pick<Bond, 'weight' | 'penalty' | 'staked' | 'observedShare' | 'observed'>

/** Equations 4 and 5. */
function observe({ input, trace }: TracedEpoch, uid: number, server: number): Observation {
  const weight = rowOf(trace.weights, uid).get(server) ?? 0n
  const clipped = rowOf(trace.clippedWeights, uid).get(server) ?? 0n
  const penalty = product(trace.bondsPenalty, clipped - weight)
  const bonding = weight + penalty.result
  if (input.yuma3) return { weight: bonding, penalty, staked: undefined, observedShare: undefined, observed: bonding }
  const staked = product(bonding, trace.activeStake[uid]!)
  const observedShare = quotient(staked.result, trace.observedSums![server]!)
  return { weight: bonding, penalty, staked, observedShare, observed: observedShare.result }
}

export function checkBonds(epoch: TracedEpoch, uid: number, bonds: BondsExplanation, claim: Claim): void {
  const { output, trace } = epoch
  const row = (matrix: typeof trace.bonds) => rowOf(matrix, uid)
  const [before, weights, observed] = [row(trace.bonds), row(trace.bondWeights), row(trace.observedBonds)]
  const [averages, shares, stored] = [row(trace.emaBonds), row(trace.emaShares), storedBonds(epoch, uid)]
  const alphas = 'alphas' in trace.average ? row(trace.average.alphas) : undefined
  for (const bond of bonds.bonds) {
    const { server } = bond
    claim(`old bond in ${server}`, bond.before.result, before.get(server) ?? 0n)
    claim(`weight that bonds with ${server}`, bond.weight, weights.get(server) ?? 0n)
    claim(`observed bond in ${server}`, bond.observed, observed.get(server) ?? 0n)
    if (alphas !== undefined) claim(`coefficient of the bond in ${server}`, bond.alpha, alphas.get(server) ?? 0n)
    claim(`bond in ${server}`, bond.bond, averages.get(server) ?? 0n)
    if (bond.bond > 0n) claim(`share of the bonds in ${server}`, bond.share.result, shares.get(server) ?? 0n)
    if (bonds.stored) claim(`stored bond in ${server}`, bond.after.result, stored.get(server) ?? 0n)
  }
  claim('whether bonds are stored', bonds.stored, output.validatorPermit[uid] === 1)
  claim('income from bonds', bonds.income, trace.bondIncome[uid]!)
  claim('earnings', bonds.staked?.result ?? bonds.income, trace.earnings[uid]!)
  claim('dividends', bonds.share.result, trace.dividends[uid]!)
  claim('quantised dividends', bonds.quantised.result, output.dividends[uid]!)
}

/** The row this epoch stores. */
function storedBonds({ output }: TracedEpoch, uid: number): ReadonlyMap<number, bigint> {
  const { starts, entries } = output.bonds
  const row = new Map<number, bigint>()
  for (let k = starts[uid]!; k < starts[uid + 1]!; k++) row.set(entries[2 * k]!, BigInt(entries[2 * k + 1]!))
  return row
}
