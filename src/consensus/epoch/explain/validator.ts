/** What became of a UID's own weights, and what its bonds earned. */
import type { EpochInput, TracedEpoch } from '../types.ts'
import { type Claim, type Product, product, type Quotient, quantise, quotient, rowOf, sumOf } from './steps.ts'

export interface Trust {
  readonly server: number
  /** What consensus left of the weight on it, and what it cut off. */
  readonly clipped: bigint
  readonly cut: bigint
}

export interface DroppedWeight {
  readonly server: number
  /** As it was set, u16. */
  readonly raw: number
  readonly because:
    | 'no permit'
    | 'no such UID'
    | 'on itself'
    | 'not updated since the server registered'
    | 'committed before the server registered'
}

export interface TrustExplanation {
  readonly weights: readonly Trust[]
  /** Weights that do not count, which leaves the others all of the row. */
  readonly dropped: readonly DroppedWeight[]
  /** The sum of what consensus left. */
  readonly trust: bigint
  /** `ValidatorTrust` */
  readonly quantised: Product
}

export function explainTrust({ input, trace }: TracedEpoch, uid: number): TrustExplanation {
  const clipped = rowOf(trace.clippedWeights, uid)
  const weights = [...rowOf(trace.weights, uid)].map(([server, weight]) => {
    const left = clipped.get(server) ?? 0n
    return { server, clipped: left, cut: weight - left }
  })
  const trust = sumOf(weights, weight => weight.clipped)
  return { weights, dropped: explainDropped(input, trace.permit[uid] === 1, uid), trust, quantised: quantise(trust) }
}

function explainDropped(input: EpochInput, permit: boolean, uid: number): DroppedWeight[] {
  const row = input.weights[uid]!
  const dropped: DroppedWeight[] = []
  for (let k = 0; k < row.length; k += 2) {
    const server = row[k]!
    const because = permit ? reasonToDrop(input, uid, server) : 'no permit'
    if (because !== undefined) dropped.push({ server, raw: row[k + 1]!, because })
  }
  return dropped
}

function reasonToDrop(input: EpochInput, uid: number, server: number): DroppedWeight['because'] | undefined {
  if (server >= input.n) return 'no such UID'
  if (server === uid && uid !== input.ownerUid) return 'on itself'
  const registered = input.blockAtRegistration[server]!
  if (input.lastUpdate[uid]! <= registered) return 'not updated since the server registered'
  const committed = input.commitBlock?.[uid]
  return committed !== undefined && committed < registered ? 'committed before the server registered' : undefined
}

/** A bond in one server: what it was, what is added, and what it earns. */
export interface Bond {
  readonly server: number
  /** The old bond as stored (u16) and as a fraction: of its column, or in Yuma 3 of 65535. */
  readonly stored: bigint
  readonly before: bigint
  /** The weight that bonds: the weight on the server, cut towards the clipped one by the bonds penalty. */
  readonly weight: bigint
  /** What is observed: that weight, in classic Yuma times stake and as a fraction of its column. */
  readonly observed: bigint
  /** How much the observation counts. */
  readonly alpha: bigint
  /** (1 - alpha) times the old bond, and alpha times the observation. */
  readonly kept: Product
  readonly added: Product
  /** Their sum; at most 1 with liquid alpha, which also drops a bond without a weight. */
  readonly bond: bigint
  /** Of all bonds in the server. */
  readonly share: Quotient
  /** That share times the server's incentive. */
  readonly income: Product
  /** As it is stored, without which permit nothing is: scaled by the greatest bond, in Yuma 3 as it is. */
  readonly after: Product
}

export interface BondsExplanation {
  readonly bonds: readonly Bond[]
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
  const { input, trace } = epoch
  const bonds = listBonds(epoch, uid)
  const income = sumOf(bonds, bond => bond.income.result)
  const staked = input.yuma3 ? product(income, trace.activeStake[uid]!) : undefined
  const share = quotient(
    staked?.result ?? income,
    sumOf(trace.earnings, x => x),
  )
  return { bonds, income, staked, share, quantised: quantise(share.result) }
}

const ONE = 1n << 32n

function listBonds({ input, trace }: TracedEpoch, uid: number): Bond[] {
  const row = (matrix: typeof trace.bonds) => rowOf(matrix, uid)
  const [stored, before, weights, observed] = [trace.rawBonds, trace.bonds, trace.bondWeights, trace.observedBonds].map(
    row,
  )
  const alphas = 'alphas' in trace.average ? row(trace.average.alphas) : undefined
  const scalar = 'alpha' in trace.average ? trace.average.alpha : 0n
  const servers = [...new Set([...before!.keys(), ...observed!.keys()])].sort((a, b) => a - b)
  return servers.map(server => {
    const alpha = alphas === undefined ? scalar : alphas.get(server)
    const kept = product(ONE - (alpha ?? ONE), before!.get(server) ?? 0n)
    const added = product(alpha ?? 0n, observed!.get(server) ?? 0n)
    const average = kept.result + added.result
    const bond = average < 0n ? 0n : alphas !== undefined && average > ONE ? ONE : average
    const share = quotient(bond, trace.emaSums[server]!)
    const scaled = input.yuma3 ? bond : quotient(share.result, trace.emaMaxima![server]!).result
    return {
      server,
      stored: stored!.get(server) ?? 0n,
      before: before!.get(server) ?? 0n,
      weight: weights!.get(server) ?? 0n,
      observed: observed!.get(server) ?? 0n,
      alpha: alpha ?? 0n,
      kept,
      added,
      bond,
      share,
      income: product(share.result, trace.incentive[server]!),
      after: quantise(scaled),
    }
  })
}

export function checkTrust({ output, trace }: TracedEpoch, uid: number, trust: TrustExplanation, claim: Claim): void {
  claim('trust', trust.trust, trace.validatorTrust[uid]!)
  claim('quantised trust', trust.quantised.result, output.validatorTrust[uid]!)
}

export function checkBonds(epoch: TracedEpoch, uid: number, bonds: BondsExplanation, claim: Claim): void {
  const { output, trace } = epoch
  const [averages, shares, stored] = [rowOf(trace.emaBonds, uid), rowOf(trace.emaShares, uid), storedBonds(epoch, uid)]
  for (const bond of bonds.bonds) {
    claim(`bond in ${bond.server}`, bond.bond, averages.get(bond.server) ?? 0n)
    if (bond.bond > 0n) claim(`share of the bonds in ${bond.server}`, bond.share.result, shares.get(bond.server) ?? 0n)
    if (stored !== undefined) claim(`stored bond in ${bond.server}`, bond.after.result, stored.get(bond.server) ?? 0n)
  }
  claim('income from bonds', bonds.income, trace.bondIncome[uid]!)
  claim('earnings', bonds.staked?.result ?? bonds.income, trace.earnings[uid]!)
  claim('dividends', bonds.share.result, trace.dividends[uid]!)
  claim('quantised dividends', bonds.quantised.result, output.dividends[uid]!)
}

/** The row this epoch stores; nothing without a permit. */
function storedBonds({ output }: TracedEpoch, uid: number): Map<number, bigint> | undefined {
  if (output.validatorPermit[uid] === 0) return undefined
  const { starts, entries } = output.bonds
  const row = new Map<number, bigint>()
  for (let k = starts[uid]!; k < starts[uid + 1]!; k++) row.set(entries[2 * k]!, BigInt(entries[2 * k + 1]!))
  return row
}
