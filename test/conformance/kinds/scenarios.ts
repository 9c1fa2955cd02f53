/** Scenarios: steps of play in one of the reference's test runtimes, with everything that came of each. */
import type { Json, Kind, VectorFile } from '../kind.ts'
import { runtimeWith } from '../mock/runtimes.ts'
import { palletsNeeded } from '../scenarios/needs.ts'
import { NotSupported, playScenario, type Scenario } from '../scenarios/play.ts'

export const scenarios: Kind = {
  name: 'scenarios',
  matches: ({ data }) => scenariosOf(data).length > 0,
  run: ({ name, data }, check) => {
    const list = scenariosOf(data)
    const needed = palletsNeeded(list)
    const runtime = runtimeWith(needed)
    if (runtime === undefined) {
      check(name, 'a runtime', `none has all of ${[...needed].join(', ')}`)
      return
    }
    for (const scenario of list) {
      try {
        playScenario(runtime, scenario, check)
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
