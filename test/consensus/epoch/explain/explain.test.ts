import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bondsRow, traceEpoch } from '../../../../src/consensus/epoch/epoch.ts'
import type { Coefficient } from '../../../../src/consensus/epoch/explain/coefficient.ts'
import { contradictions, type Explanation, explainUid } from '../../../../src/consensus/epoch/explain/explain.ts'
import type { Product, Quotient } from '../../../../src/consensus/epoch/explain/steps.ts'
import type { TracedEpoch } from '../../../../src/consensus/epoch/types.ts'
import { epochInputs } from '../arbitrary.ts'

const ONE = 1n << 32n
const sum = (parts: Iterable<bigint>) => [...parts].reduce((a, b) => a + b, 0n)
const holds = ({ a, b, result, remainder }: Product) =>
  a * b === result * ONE + remainder && remainder >= 0n && remainder < ONE
const divides = ({ a, b, result, remainder }: Quotient) => b === 0n || a * ONE === result * b + remainder
/** Each step is right by itself, and starts where the one before it ended. */
const all = (...facts: boolean[]) => expect(facts).toEqual(facts.map(() => true))

/** Adds up by itself what a reader would. */
function addUp(explanation: Explanation, epoch: TracedEpoch): void {
  addUpStake(explanation, epoch)
  addUpServer(explanation, epoch)
  addUpTrust(explanation, epoch)
  addUpBonds(explanation, epoch)
  addUpEmission(explanation, epoch)
}

function addUpStake({ uid, stake }: Explanation, { output }: TracedEpoch): void {
  all(divides(stake.share), divides(stake.activeShare), holds(stake.quantised))
  all(stake.quantised.a === stake.share.result)
  expect(stake.amount).toBe(output.stake[uid])
  expect(Number(stake.quantised.result)).toBe(output.stakeWeight[uid])
}

function addUpServer({ uid, incentive }: Explanation, { output, input }: TracedEpoch): void {
  const { consensus } = incentive
  for (const rating of incentive.ratings) {
    all(holds(rating.part), divides(rating.weight), rating.part.b === rating.clipped)
    expect(rating.clipped + rating.cut).toBe(rating.weight.result)
    expect(rating.clipped).toBe(rating.weight.result < consensus.weight ? rating.weight.result : consensus.weight)
  }
  expect(sum(incentive.ratings.map(rating => rating.part.result))).toBe(incentive.rank)
  all(divides(incentive.share), holds(incentive.quantised), incentive.share.a === incentive.rank)
  expect(incentive.quantised.a).toBe(incentive.share.result)
  expect(Number(incentive.quantised.result)).toBe(output.incentive[uid])

  all(divides(consensus.kappa), consensus.kappa.a === BigInt(input.kappa), holds(consensus.quantised))
  for (const vote of consensus.votes) all(divides(vote.stake))
  const supporters = consensus.votes.filter(vote => vote.weight >= consensus.weight)
  const voters = sum(consensus.votes.map(vote => vote.stake.result))
  expect(voters - consensus.minority).toBe(consensus.kappa.result)
  // Shares are rounded down: all voters together may come to a little less than a kappa of 1.
  const support = sum(supporters.map(vote => vote.stake.result))
  all(support >= consensus.kappa.result || support === voters)
  expect(consensus.quantised.a).toBe(consensus.weight)
  expect(Number(consensus.quantised.result)).toBe(output.consensus[uid])
}

function addUpTrust({ uid, trust }: Explanation, { input, output }: TracedEpoch): void {
  for (const { weight, clipped, cut, consensus } of trust.weights) {
    all(divides(weight), clipped + cut === weight.result, clipped <= consensus, cut === 0n || clipped === consensus)
  }
  expect(trust.weights.length + trust.dropped.length).toBe(input.weights[uid]!.length / 2)
  expect(sum(trust.weights.map(weight => weight.clipped))).toBe(trust.trust)
  all(holds(trust.quantised), trust.quantised.a === trust.trust)
  // Trust may exceed 1 by nothing but what saturates.
  expect(Math.min(Number(trust.quantised.result), 65_535)).toBe(output.validatorTrust[uid])
}

function addUpBonds({ uid, bonds }: Explanation, { input, output }: TracedEpoch): void {
  for (const bond of bonds.bonds) {
    all(divides(bond.before), holds(bond.penalty), holds(bond.kept), holds(bond.added), divides(bond.share))
    all(bond.kept.b === bond.before.result, bond.added.a === bond.alpha, bond.added.b === bond.observed)
    all(bond.staked === undefined || (holds(bond.staked) && bond.staked.a === bond.weight))
    all(bond.observedShare === undefined || divides(bond.observedShare))
    all(bond.observed === (bond.observedShare?.result ?? bond.weight))
    all(bond.bond === bond.kept.result + bond.added.result || bond.bond === ONE, bond.share.a === bond.bond)
    all(holds(bond.income), bond.income.a === bond.share.result, bond.scaled === undefined || divides(bond.scaled))
    all(holds(bond.after), bond.after.a === (bond.scaled?.result ?? bond.bond))
    if (bond.coefficient !== undefined) addUpCoefficient(bond.coefficient, bond.alpha)
  }
  expect(sum(bonds.bonds.map(bond => bond.income.result))).toBe(bonds.income)
  all(bonds.staked === undefined || (holds(bonds.staked) && bonds.staked.a === bonds.income))
  expect(bonds.share.a).toBe(bonds.staked?.result ?? bonds.income)
  all(divides(bonds.share), holds(bonds.quantised), bonds.quantised.a === bonds.share.result)
  expect(Number(bonds.quantised.result)).toBe(output.dividends[uid])
  // Every old bond is either dropped or among the bonds.
  const dropped = new Set(bonds.dropped.map(bond => bond.server))
  const listed = new Set(bonds.bonds.map(bond => bond.server))
  const old = input.bonds[uid]!.filter((_, k) => k % 2 === 0)
  all(...[...old].map(server => dropped.has(server) || listed.has(server)))
  expect(sum(bonds.bonds.map(bond => bond.before.a))).toBe(
    sum([...input.bonds[uid]!].map((x, k) => BigInt(k % 2 === 1 && !dropped.has(input.bonds[uid]![k - 1]!) ? x : 0))),
  )
  const stored = bonds.stored ? bonds.bonds.filter(bond => bond.bond > 0n) : []
  expect(stored.flatMap(bond => [bond.server, Number(bond.after.result)])).toEqual(sortedPairs(bondsRow(output, uid)))
}

/** Liquid alpha lays bonds out in the order of the weights. */
function sortedPairs(row: Uint16Array): number[] {
  const pairs = Array.from({ length: row.length / 2 }, (_, k) => [row[2 * k]!, row[2 * k + 1]!])
  return pairs.sort((a, b) => a[0]! - b[0]!).flat()
}

function addUpCoefficient(coefficient: Coefficient, alpha: bigint): void {
  const { slope, exponent, power, sigmoid, low, high, rise, distance } = coefficient
  all(divides(slope), holds(exponent), divides(sigmoid), divides(low), divides(high), holds(rise))
  all(exponent.a === slope.result, exponent.b === distance - ONE / 2n, sigmoid.b === ONE + power)
  all(rise.a === sigmoid.result, rise.b === high.result - low.result, coefficient.alpha === alpha)
  all(alpha === low.result + rise.result || alpha === low.result || alpha === high.result)
  // By the chain's series of 32 terms and 32 bits, which is coarse towards its ends.
  const x = Math.max(Math.min(Number(exponent.result) / 2 ** 32, 20), -20)
  expect(Math.abs(Number(power) / 2 ** 32 / Math.exp(x) - 1)).toBeLessThan(Math.abs(x) < 8 ? 1e-5 : 0.15)
}

function addUpEmission({ uid, emission }: Explanation, { input, output }: TracedEpoch): void {
  const { server, validator, combined } = emission
  for (const pay of [server, validator, combined]) {
    all(holds(pay.amount), pay.amount.b === emission.alpha, emission.alpha === input.emission)
    if (pay.share === undefined) continue
    all(divides(pay.share), pay.share.b === emission.incentives + emission.dividends)
    all(pay.amount.a === pay.share.result)
  }
  expect(server.amount.result).toBe(output.serverEmission[uid])
  expect(validator.amount.result).toBe(output.validatorEmission[uid])
  expect(combined.amount.result).toBe(output.emission[uid])
}

test.each([
  ['of any kind', 4, {}],
  ['of classic Yuma', 8, { yuma3: false }],
  ['with liquid alpha', 9, { yuma3: true, liquidAlpha: true }],
])('every output of every UID is the sum of its parts: epochs %s', (_, seed, parameters) => {
  fc.assert(
    fc.property(epochInputs({ maxUids: 8, wild: false }), input => {
      const epoch = traceEpoch({ ...input, ...parameters })
      for (let uid = 0; uid < input.n; uid++) addUp(explainUid(epoch, uid), epoch)
    }),
    { seed, numRuns: 100 },
  )
})

test('what is not paid is what rounding cut off', () => {
  fc.assert(
    fc.property(epochInputs({ maxUids: 8, wild: false }), input => {
      const epoch = traceEpoch(input)
      const pays = [...Array(input.n).keys()].map(uid => explainUid(epoch, uid).emission)
      for (const kind of ['server', 'validator', 'combined'] as const) {
        const shares = sum(pays.map(pay => pay[kind].amount.a))
        const paid = sum(pays.map(pay => pay[kind].amount.result))
        const cut = sum(pays.map(pay => pay[kind].amount.remainder))
        expect((paid << 32n) + cut).toBe(shares * input.emission)
      }
    }),
    { seed: 5, numRuns: 60 },
  )
})

test('an explanation that does not fit the epoch is told apart', () => {
  const [input] = fc.sample(
    epochInputs({ maxUids: 8, wild: false }).filter(({ n }) => n > 3),
    { seed: 6, numRuns: 1 },
  )
  const epoch = traceEpoch(input!)
  const explanation = explainUid(epoch, 0)
  expect(contradictions(epoch, explanation)).toEqual([])
  const amount = { ...explanation.emission.combined.amount, result: explanation.emission.combined.amount.result + 1n }
  const wrong = { ...explanation, emission: { ...explanation.emission, combined: { share: undefined, amount } } }
  expect(contradictions(epoch, wrong)).toHaveLength(1)
})

test('a UID the epoch does not have is refused', () => {
  const [input] = fc.sample(epochInputs({ maxUids: 3, wild: false }), { seed: 7, numRuns: 1 })
  expect(() => explainUid(traceEpoch(input!), input!.n)).toThrow('No UID')
  expect(() => explainUid(traceEpoch(input!), -1)).toThrow('No UID')
})
