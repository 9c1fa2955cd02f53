import { read } from './kit/command.ts'
import type { Json } from './kit/json.ts'
import { stringify } from './kit/json.ts'
import { optionsOf } from './kit/route.ts'
import { json } from './kit/shape.ts'
import { type CommandEntry, inputName, type OptionEntry, type Tree } from './kit/tree.ts'
import { lines } from './kit/view.ts'

export default read({
  summary: 'Print every command as data, with JSON schemas, for programs and agents',
  examples: [{ line: 'tao tools', does: 'Print the catalogue' }],
  output: json('The commands: name, summary, how they are called, schemas of input and output'),
  view: catalogue => [
    lines(
      ...stringify(catalogue)
        .split('\n')
        .map(text => ({ text })),
    ),
  ],
  run: (_, ctx) => {
    const tree = ctx.tree()
    return tree.commands.filter(({ hidden }) => hidden !== true).map(command => tool(command, tree))
  },
})

function tool(command: CommandEntry, tree: Tree): Json {
  const inputs = optionsOf(command, tree).filter(({ hidden }) => hidden !== true)
  const name = command.path.join(' ')
  return {
    name,
    summary: command.summary,
    description: command.description.join('\n'),
    kind: command.kind,
    usage: ['tao', ...command.path, ...command.arguments.map(argumentUsage), '[options]'].join(' '),
    examples: command.examples.map(({ line, does }) => ({ line, does })),
    flags: Object.fromEntries(inputs.map(option => [inputName(option), option.flag])),
    arguments: command.arguments.map(inputName),
    input_schema: {
      type: 'object',
      properties: Object.fromEntries(inputs.map(option => [inputName(option), option.schema as Json])),
      required: inputs.filter(({ required }) => required === true).map(inputName),
      additionalProperties: false,
    },
    output_schema: command.output as Json,
  }
}

function argumentUsage({ key, placeholder, required }: OptionEntry): string {
  const word = placeholder ?? key.toUpperCase()
  return required === true ? word : `[${word}]`
}
