import { TaoError } from '../../primitives/errors.ts'
import { action } from '../kit/command.ts'
import type { ConfigValue } from '../kit/config.ts'
import { CONFIG_KEYS, type ConfigKey, configKey } from '../kit/config-keys.ts'
import { type Option, text, toggle } from '../kit/options.ts'
import { read } from '../kit/settle.ts'
import { list, record, text as textShape } from '../kit/shape.ts'
import { camel, OFFERED, REFUSES } from './shared/flags.ts'

interface Change {
  readonly key: ConfigKey
  readonly value: ConfigValue
}

const hidden = { hidden: true } as const

const FLAGS: Readonly<Record<string, Option<string | boolean | undefined>>> = Object.fromEntries(
  OFFERED.map(({ name, option: { type, spec } }) => {
    const { summary, short, aliases = [], off = [`no-${name}`] } = spec
    const named = { summary, aliases, ...hidden, ...(short === undefined ? {} : { short }) }
    return [
      camel(name),
      type === undefined ? toggle({ ...named, off }) : text({ ...named, placeholder: type.placeholder }),
    ]
  }),
)

export default action({
  summary: 'Set a default',
  description: ['A flag or an environment variable still comes first. tao help settings lists the keys.'],
  examples: [
    { line: 'tao config set network finney', does: 'Talk to the main network unless told otherwise' },
    { line: 'tao config set wallet main', does: 'Use the wallet main unless told otherwise' },
  ],
  arguments: {
    key: text({ summary: 'The setting', placeholder: 'KEY' }),
    value: text({ summary: 'Its value', placeholder: 'VALUE' }),
  },
  options: FLAGS,
  refuses: REFUSES,
  output: list(record({ key: textShape('The setting'), value: textShape('Its new value') })),
  plan: ({ key, value, ...flags }, ctx) => {
    const changes = changesOf(key, value, flags)
    return {
      summary: `Set ${changes.map(change => `${change.key.name} to ${change.value}`).join(', ')}`,
      effects: changes.map(change => `${change.key.option.spec.summary}: ${change.value}`),
      perform: async () => {
        for (const change of changes) await ctx.config().set(change.key.name, change.value)
        return changes.map(change => ({ key: change.key.name, value: String(change.value) }))
      },
    }
  },
})

function changesOf(
  key: string | undefined,
  value: string | undefined,
  flags: Readonly<Record<string, string | boolean | undefined>>,
): Change[] {
  const named = Object.entries(flags).flatMap(([flag, given]) =>
    given === undefined ? [] : [change(flag, String(given))],
  )
  if (key !== undefined && value !== undefined) return [change(key, value), ...named]
  if (key !== undefined) {
    throw new TaoError('usage', `Set ${configKey(key).name} to what?`, { remedy: `tao config set ${key} VALUE` })
  }
  if (named.length > 0) return named
  throw new TaoError('usage', 'Set what?', {
    why: `The settings are ${CONFIG_KEYS.map(({ name }) => name).join(', ')}.`,
    remedy: 'tao config set KEY VALUE',
  })
}

/** A value is checked when it is set, not when a command stumbles over it. */
function change(key: string, text: string): Change {
  const found = configKey(key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`))
  const value = read(found.option, text, found.name)
  return { key: found, value: typeof value === 'boolean' ? value : text }
}
