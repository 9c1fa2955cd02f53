import { action } from '../kit/command.ts'
import { configKey } from '../kit/config-keys.ts'
import { text } from '../kit/options.ts'
import { flag, record, text as textShape } from '../kit/shape.ts'
import { lines } from '../kit/view.ts'

export default action({
  summary: 'Take a default away',
  examples: [{ line: 'tao config unset network', does: 'Go back to the chain inside' }],
  arguments: { key: text({ summary: 'The setting', placeholder: 'KEY', required: true, ask: 'Which setting?' }) },
  output: record({ key: textShape('The setting'), wasSet: flag('Whether it was set before') }),
  view: ({ key, wasSet }) => [lines(wasSet ? `${key} is not set any more` : `${key} was not set`)],
  plan: ({ key }, ctx) => {
    const { name } = configKey(key)
    return {
      summary: `Take the default for ${name} away`,
      perform: async () => {
        const config = ctx.config()
        const wasSet = config.get(name) !== undefined
        await config.set(name, undefined)
        return { key: name, wasSet }
      },
    }
  },
})
