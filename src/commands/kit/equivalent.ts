/** The one line that does what was just chosen with questions. */
import type { AnyCommand } from './command.ts'
import { GLOBALS } from './globals.ts'
import { type Inputs, writtenOptions } from './inputs.ts'
import type { Options } from './options.ts'
import type { SettledAll } from './settle.ts'
import { shellWord } from './text.ts'

export function equivalentLine(
  command: AnyCommand,
  path: readonly string[],
  inputs: Inputs,
  settings: SettledAll,
): string {
  const own = { ...command.arguments, ...command.options }
  const shared: Options = Object.fromEntries(Object.entries(GLOBALS as Options).filter(([key]) => !(key in own)))
  const words = [...writtenOptions(own, inputs), ...writtenOptions(shared, settings.of)]
  return ['tao', ...path, ...words.map(shellWord)].join(' ')
}
