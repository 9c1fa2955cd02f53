/** Block emission by issuance, and the exact issuances at which it steps. */
import { blockEmission as emissionAt, HALVINGS } from '../../../src/consensus/emission.ts'
import type { Kind } from '../kind.ts'

interface Step {
  readonly first_issuance: string
  readonly emission_before: string
  readonly emission_from: string
}

export const blockEmission: Kind = {
  name: 'block emission',
  matches: ({ data }) => Array.isArray(data.cases_issuance_emission),
  run({ data }, check) {
    const cases = data.cases_issuance_emission as unknown as readonly [issuance: string, emission: string][]
    for (const [issuance, emission] of cases) check(`at ${issuance}`, emission, emissionAt(BigInt(issuance)))
    const steps = (data.steps_by_bisection ?? []) as unknown as readonly Step[]
    for (const [i, step] of steps.entries()) {
      const first = BigInt(step.first_issuance)
      check(`before step ${i + 1}`, step.emission_before, emissionAt(first - 1n))
      check(`from step ${i + 1}`, step.emission_from, emissionAt(first))
      check(`step ${i + 1} of the schedule`, step.first_issuance, HALVINGS[i]?.issuance)
    }
  },
}
