import { read } from '../kit/command.ts'
import { text } from '../kit/shape.ts'

export default read({
  summary: 'Tell where the configuration is kept',
  examples: [{ line: 'tao config path', does: 'Print the path of the file' }],
  output: text('Path of the configuration file'),
  run: (_, ctx) => ctx.config().path,
})
