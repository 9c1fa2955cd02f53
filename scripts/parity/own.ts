/** How many flags the program itself has, and of what kind. What each does is shown in test/commands/flags. */
import type { AnyCommand } from '../../src/commands/kit/command.ts'
import { globalsOf } from '../../src/commands/kit/globals.ts'

export interface OwnFigures {
  readonly commands: number
  /** Inputs that commands declare for themselves, by flag or by position. */
  readonly own: number
  /** Settings that commands take, counted for each command. */
  readonly settings: number
  /** Flags of btcli that commands refuse by name, with a reason of their own. */
  readonly refused: number
  /** Commands that only say why there is nothing to do, and what they pass over. */
  readonly gone: number
  readonly idle: number
}

export function ownFigures(commands: readonly AnyCommand[]): OwnFigures {
  const alive = commands.filter(({ gone }) => gone !== true)
  const gone = commands.filter(command => command.gone === true)
  const sum = (of: readonly AnyCommand[], count: (command: AnyCommand) => number): number =>
    of.reduce((all, command) => all + count(command), 0)
  return {
    commands: alive.length,
    own: sum(alive, command => inputs(command).filter(({ isSetting }) => !isSetting).length),
    settings: sum(alive, settingsCount),
    refused: sum(alive, ({ refuses = {} }) => Object.keys(refuses).length),
    gone: gone.length,
    idle: sum(gone, command => inputs(command).length + globalsOf(command).size),
  }
}

const inputs = ({ arguments: given, options }: AnyCommand) => Object.values({ ...given, ...options })

/** A setting may be an argument, and an input may have the name of a setting and be another thing. */
function settingsCount(command: AnyCommand): number {
  const all = { ...command.arguments, ...command.options }
  const taken = [...globalsOf(command)].filter(key => !(key in all))
  return taken.length + inputs(command).filter(({ isSetting }) => isSetting).length
}

export const ownText = ({ commands, own, settings, refused, gone, idle }: OwnFigures): string =>
  [
    `taokit     ${commands} commands: ${own} flags of their own, ${settings} settings shared by all, ${refused} refused by name`,
    `taokit     ${gone} commands that are no more: ${idle} flags passed over, for they only say why`,
    '',
  ].join('\n')
