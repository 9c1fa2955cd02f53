import { cells } from '../kit/cells.ts'
import { action } from '../kit/command.ts'
import { flag, type Option, toggle } from '../kit/options.ts'
import { integer, record } from '../kit/shape.ts'
import { lines } from '../kit/view.ts'
import { camel, OFFERED, REFUSES } from './shared/flags.ts'

/** What is to be cleared; whether a switch was on or off makes no difference to that. */
const FLAGS: Readonly<Record<string, Option<boolean | undefined>>> = Object.fromEntries(
  OFFERED.map(({ name, option: { spec } }) => {
    const { short, aliases = [], off = [`no-${name}`] } = spec
    const summary = `Only ${name}`
    return [camel(name), toggle({ summary, aliases, off, hidden: true, ...(short === undefined ? {} : { short }) })]
  }),
)

/** btcli v11 would take `--network finney` here, and do nothing with it. */
const NO_VALUES = Object.fromEntries(
  OFFERED.flatMap(({ name, option: { spec } }) => [
    name.replaceAll('_', '-'),
    ...(spec.aliases ?? []),
    ...(spec.short === undefined ? [] : [spec.short]),
  ]).map(flag => [`${flag} VALUE`, 'It clears that setting, whatever its value.']),
)

export default action({
  summary: 'Take every default away',
  examples: [
    { line: 'tao config clear --yes', does: 'Clear the configuration without a question' },
    { line: 'tao config clear --network --wallet', does: 'Clear these two only' },
  ],
  options: { all: flag({ summary: 'All of them, as without it', aliases: ['a'] }), ...FLAGS },
  refuses: { ...REFUSES, ...NO_VALUES },
  output: record({ cleared: integer('How many settings there were') }),
  view: ({ cleared }) => [lines(`Cleared ${cleared} ${cleared === 1 ? 'setting' : 'settings'}`)],
  plan: ({ all, ...rest }, ctx) => {
    const flags: Readonly<Record<string, unknown>> = rest
    const config = ctx.config()
    const named = OFFERED.map(({ name }) => name).filter(name => !all && flags[camel(name)] !== undefined)
    const entries = [...config.entries()].filter(([key]) => named.length === 0 || named.includes(key))
    return {
      summary: named.length === 0 ? `Clear the configuration ${config.path}` : `Clear ${named.join(', ')}`,
      facts: entries.map(([key, value]) => [key, cells.text(String(value))]),
      ...(entries.length === 0 ? {} : { consent: { question: 'Take all of these away?' } }),
      perform: async () => {
        if (named.length === 0) await config.clear()
        else for (const [key] of entries) await config.set(key, undefined)
        return { cleared: entries.length }
      },
    }
  },
})
