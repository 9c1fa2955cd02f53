import { cells } from '../kit/cells.ts'
import { read } from '../kit/command.ts'
import { CONFIG_KEYS, configKey } from '../kit/config-keys.ts'
import type { Json } from '../kit/json.ts'
import { text } from '../kit/options.ts'
import { json } from '../kit/shape.ts'
import { card } from '../kit/view.ts'

export default read({
  summary: 'Show what is configured',
  examples: [
    { line: 'tao config get', does: 'Show everything that is set' },
    { line: 'tao config get network', does: 'Show one setting' },
  ],
  arguments: {
    key: text({ summary: 'One setting; all that are set without it', placeholder: 'KEY' }),
  },
  output: json('The value of one setting (null when it is not set), or all that are set by key'),
  view: result => {
    const isAll = typeof result === 'object' && result !== null
    const entries = isAll ? Object.entries(result) : [['', result] as const]
    if (!isAll) return [{ kind: 'lines', lines: [result === null ? cells.none : cells.text(String(result))] }]
    const unset = CONFIG_KEYS.map(({ name }) => name).filter(name => !(name in result))
    return [
      card(entries.map(([key, value]) => [key, cells.text(String(value))])),
      { kind: 'lines', lines: [cells.dim(`Not set: ${unset.join(', ')}`)], forPeople: true },
    ]
  },
  run: ({ key }, ctx): Json => {
    const config = ctx.config()
    if (key !== undefined) return config.get(configKey(key).name) ?? null
    return Object.fromEntries([...config.entries()].sort(([a], [b]) => (a < b ? -1 : 1)))
  },
})
