import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import { integer, record } from '../kit/shape.ts'
import { lines } from '../kit/view.ts'

export default action({
  summary: 'Take every default away',
  examples: [{ line: 'tao config clear --yes', does: 'Clear the configuration without a question' }],
  output: record({ cleared: integer('How many settings there were') }),
  view: ({ cleared }) => [lines(`Cleared ${cleared} ${cleared === 1 ? 'setting' : 'settings'}`)],
  plan: (_, ctx) => {
    const config = ctx.config()
    const entries = [...config.entries()]
    return {
      summary: `Clear the configuration ${config.path}`,
      facts: entries.map(([key, value]) => [key, cells.text(String(value))]),
      ...(entries.length === 0 ? {} : { consent: { question: 'Take all of these away?' } }),
      perform: async () => {
        await config.clear()
        return { cleared: entries.length }
      },
    }
  },
})
