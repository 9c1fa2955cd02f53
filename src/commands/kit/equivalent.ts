/** The one line that does what was just chosen with questions, or shown by a dry run. */
import type { AnyCommand } from './command.ts'
import { GLOBALS } from './globals.ts'
import { type Inputs, writtenArguments, writtenOptions } from './inputs.ts'
import type { Options } from './options.ts'
import type { SettledAll } from './settle.ts'
import { shellWord } from './text.ts'

export function equivalentLine(
  command: AnyCommand,
  path: readonly string[],
  inputs: Inputs,
  settings: SettledAll,
): string {
  const given: Options = command.arguments ?? {}
  const own = { ...given, ...command.options }
  const shared: Options = Object.fromEntries(
    Object.entries(GLOBALS as Options).filter(([key]) => !(key in own) && key !== 'dryRun' && key !== 'no'),
  )
  const words = [
    ...writtenArguments(given, inputs),
    ...writtenOptions(command.options ?? {}, inputs),
    ...writtenOptions(shared, settings.of),
  ]
  return ['tao', ...path, ...words.map(shellWord)].join(' ')
}
