import fc from 'fast-check'
import { expect, test } from 'vitest'
import { traceEpoch } from '../../../../src/consensus/epoch/epoch.ts'
import { contradictions, type Explanation, explainUid } from '../../../../src/consensus/epoch/explain/explain.ts'
import type { Product, Quotient } from '../../../../src/consensus/epoch/explain/steps.ts'
import type { TracedEpoch } from '../../../../src/consensus/epoch/types.ts'
import { epochInputs } from '../arbitrary.ts'

const sum = (parts: Iterable<bigint>) => [...parts].reduce((a, b) => a + b, 0n)
const holds = ({ a, b, result, remainder }: Product) => a * b === (result << 32n) + remainder
const divides = ({ a, b, result, remainder }: Quotient) => b === 0n || a << 32n === result * b + remainder

/** Adds up by itself what a reader would. */
function addUp(explanation: Explanation, { output, trace }: TracedEpoch): void {
  const { uid, stake, incentive, trust, bonds, emission } = explanation
  for (const rating of incentive.ratings) {
    expect(holds(rating.part) && divides(rating.weight)).toBe(true)
    expect(rating.clipped + rating.cut).toBe(rating.weight.result)
  }
  expect(sum(incentive.ratings.map(rating => rating.part.result))).toBe(incentive.rank)
  expect(divides(incentive.share) && holds(incentive.quantised)).toBe(true)
  expect(incentive.quantised.a).toBe(incentive.share.result)
  expect(Number(incentive.quantised.result)).toBe(output.incentive[uid])

  const supporters = incentive.consensus.votes.filter(vote => vote.weight >= incentive.consensus.weight)
  const voters = sum(incentive.consensus.votes.map(vote => vote.stake))
  expect(voters - incentive.consensus.minority).toBe(trace.kappa)
  // Shares are rounded down: all voters together may come to a little less than a kappa of 1.
  const support = sum(supporters.map(vote => vote.stake))
  expect(support >= trace.kappa || support === voters).toBe(true)

  expect(sum(trust.weights.map(weight => weight.clipped))).toBe(trust.trust)
  expect(Number(trust.quantised.result)).toBe(output.validatorTrust[uid])

  for (const bond of bonds.bonds) {
    expect([bond.kept, bond.added, bond.income, bond.after].every(holds) && divides(bond.share)).toBe(true)
  }
  expect(sum(bonds.bonds.map(bond => bond.income.result))).toBe(bonds.income)
  expect(bonds.share.a).toBe(bonds.staked?.result ?? bonds.income)
  expect(Number(bonds.quantised.result)).toBe(output.dividends[uid])

  expect(divides(stake.share) && divides(stake.activeShare)).toBe(true)
  expect(Number(stake.quantised.result)).toBe(output.stakeWeight[uid])
  for (const pay of [emission.server, emission.validator, emission.combined]) {
    expect(holds(pay.amount) && (pay.share === undefined || divides(pay.share))).toBe(true)
    expect(pay.amount.b).toBe(emission.alpha)
  }
  expect(emission.server.amount.result).toBe(output.serverEmission[uid])
  expect(emission.validator.amount.result).toBe(output.validatorEmission[uid])
  expect(emission.combined.amount.result).toBe(output.emission[uid])
}

test('every output of every UID is the sum of its parts', () => {
  fc.assert(
    fc.property(epochInputs({ maxUids: 8, wild: false }), input => {
      const epoch = traceEpoch(input)
      for (let uid = 0; uid < input.n; uid++) addUp(explainUid(epoch, uid), epoch)
    }),
    { seed: 4, numRuns: 150 },
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
