/** What became of a UID's own weights. */
import type { EpochInput, TracedEpoch } from '../types.ts'
import { type Claim, type Product, type Quotient, quantise, quotient, rowOf, sumOf } from './steps.ts'

/** The UID's weight on one server. */
export interface Trust {
  readonly server: number
  /** As it was set (u16), of the sum of all its raw weights that count. */
  readonly weight: Quotient
  readonly consensus: bigint
  /** What consensus left of the weight, and what it cut off. */
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
  const raw = rowOf(trace.rawWeights, uid)
  const rowSum = sumOf(raw.values(), x => x)
  const weights = [...raw].map(([server, set]) => {
    const weight = quotient(set, rowSum)
    const consensus = trace.consensus[server]!
    const clipped = weight.result < consensus ? weight.result : consensus
    return { server, weight, consensus, clipped, cut: weight.result - clipped }
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

export function checkTrust({ input, output, trace }: TracedEpoch, uid: number, trust: TrustExplanation, claim: Claim) {
  const [weights, clipped] = [rowOf(trace.weights, uid), rowOf(trace.clippedWeights, uid)]
  for (const { server, weight, clipped: left } of trust.weights) {
    claim(`weight on ${server}`, weight.result, weights.get(server) ?? 0n)
    claim(`clipped weight on ${server}`, left, clipped.get(server) ?? 0n)
  }
  claim('weights that count or do not', 2 * (trust.weights.length + trust.dropped.length), input.weights[uid]!.length)
  claim('trust', trust.trust, trace.validatorTrust[uid]!)
  claim('quantised trust', trust.quantised.result, output.validatorTrust[uid]!)
}
