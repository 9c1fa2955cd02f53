/** Scenarios: steps of play in the reference's test runtime, with everything that came of each. */
import type { Json, Kind, VectorFile } from '../kind.ts'
import { mockRuntime } from '../mock/profile.ts'
import { NotSupported, playScenario, type Scenario } from '../scenarios/play.ts'

export const scenarios: Kind = {
  name: 'scenarios',
  matches: ({ data }) => scenariosOf(data).length > 0,
  run: ({ data }, check) => {
    for (const scenario of scenariosOf(data)) {
      try {
        playScenario(mockRuntime, scenario, check)
      } catch (error) {
        if (!(error instanceof NotSupported)) throw error
        check(scenario.name, 'played to its end', error.message)
      }
    }
  },
}

function scenariosOf(data: VectorFile['data']): readonly Scenario[] {
  const list: unknown = data
  if (!Array.isArray(list)) return []
  return (list as Json[]).every(isScenario) ? (list as unknown as Scenario[]) : []
}

const isScenario = (entry: Json): boolean =>
  entry !== null && typeof entry === 'object' && !Array.isArray(entry) && 'steps' in entry && 'start_block' in entry
