/** Reads a command's line with commander: which options were written, how, and what is left as arguments. */
import type { Command as Commander, CommanderError, Option as CommanderOption } from 'commander'
import { TaoError } from '../../primitives/errors.ts'
import type { AnyCommand } from './command.ts'
import { foreignRefusal } from './foreign.ts'
import { GLOBALS, type GlobalKey, globalsOf, whyUnused } from './globals.ts'
import type { Option } from './options.ts'
import { type Spelling, spellingsOf } from './spellings.ts'
import { nearest, plain } from './text.ts'

/** One option as it was written. */
export interface Given {
  /** The spelling used, for messages. */
  readonly flag: string
  /** Undefined where the flag stands alone. */
  readonly text: string | undefined
  /** For a flag without a value: on or off. */
  readonly sets: boolean
}

export interface Parsed {
  readonly given: ReadonlyMap<string, readonly Given[]>
  /** The words that belong to no option. */
  readonly words: readonly string[]
}

/** @throws TaoError `usage` */
export async function parse(command: AnyCommand, path: readonly string[], argv: readonly string[]): Promise<Parsed> {
  // A line without options is words only, and commander need not be loaded for it.
  if (!argv.some(word => word.startsWith('-') && word !== '-')) return { given: new Map(), words: argv }
  refuseValues(command, path, argv)
  return parseOptions(await import('commander'), command, path, withDoubleDashes(command, argv))
}

/** A flag here that takes a value in btcli would leave that value to be an argument: `--json FILE`. */
function refuseValues({ refuses = {} }: AnyCommand, path: readonly string[], argv: readonly string[]): void {
  const flag = argv.find(
    (word, i) => refuses[`${word.replace(/^--?/, '')} VALUE`] !== undefined && /^[^-]/.test(argv[i + 1] ?? ''),
  )
  if (flag !== undefined) throw foreignRefusal(`${flag} VALUE`, `tao ${path.join(' ')}`, refuses)!
}

/** btcli writes `-in` and `-ex` with one dash: so it is read where the command has an option of these two letters. */
function withDoubleDashes(command: AnyCommand, argv: readonly string[]): readonly string[] {
  if (!argv.some(word => /^-[a-z]{2}$/.test(word))) return argv
  const own = Object.entries({ ...command.arguments, ...command.options })
  const flags = own.flatMap(([key, option]) => spellingsOf(key, option).map(({ flag }) => flag))
  return argv.map(word => (flags.includes(`-${word}`) ? `-${word}` : word))
}

function parseOptions(
  library: typeof import('commander'),
  command: AnyCommand,
  path: readonly string[],
  argv: readonly string[],
): Parsed {
  const given = new Map<string, Given[]>()
  const own: Record<string, Option<unknown>> = { ...command.arguments, ...command.options }
  const record = (named: string, spelling: Spelling, value: unknown): void => {
    const text = typeof value === 'string' ? value : undefined
    // btcli v9 writes -n for the subnet, v11 for the network: a number can only be a subnet.
    const isSubnet = spelling.flag === '-n' && named === 'network' && /^\d+(,\d+)*$/.test(text ?? '')
    const key = isSubnet ? (['netuid', 'netuids'].find(each => each in own) ?? named) : named
    given.set(key, [...(given.get(key) ?? []), { flag: spelling.flag, text, sets: spelling.sets }])
  }
  const commander: Commander = new library.Command(path.at(-1))
    .exitOverride()
    .configureOutput({ writeOut: () => {}, writeErr: () => {}, outputError: () => {} })
    .helpOption(false)
    .argument('[words...]')
  const known: string[] = []
  const refused = new Map<string, GlobalKey>()
  const taken = globalsOf(command)
  const add = (key: string, option: Option<unknown>, isTaken: boolean): void => {
    for (const spelling of spellingsOf(key, option)) {
      const { flag } = spelling
      if (known.includes(flag) || refused.has(flag)) continue
      if (isTaken) known.push(flag)
      else refused.set(flag, key as GlobalKey)
      // commander takes its time over an option; those that are not on the line need not be there.
      if (isMentioned(flag, argv)) {
        const option = new library.Option(`${flag}${VALUE[spelling.value]}`)
        commander.addOption(recorded(option, spelling, value => record(key, spelling, value)))
      }
    }
  }
  for (const [key, option] of Object.entries(own)) add(key, option, true)
  const settings = Object.entries(GLOBALS).filter(([key]) => !(key in own))
  for (const [key, option] of settings) add(key, option, taken.has(key as GlobalKey))
  try {
    commander.parse([...argv], { from: 'user' })
  } catch (error) {
    if (error instanceof library.CommanderError) throw usageError(error, command, path, known)
    throw error
  }
  refuseUnused(given, refused, command, path)
  return { given, words: commander.args }
}

/** Whether a spelling may be on a line: alone, with its value attached, or as a letter among others. */
function isMentioned(flag: string, argv: readonly string[]): boolean {
  if (flag.startsWith('--')) return argv.some(word => word === flag || word.startsWith(`${flag}=`))
  return argv.some(word => word.startsWith('-') && !word.startsWith('--') && word.includes(flag[1]!))
}

/** How commander is told that an option has a value. */
const VALUE = { none: '', optional: ' [value]', required: ' <value>' } as const

/** commander keeps the last value of an option; every one is recorded here, with the spelling that was used. */
function recorded(option: CommanderOption, { flag, value }: Spelling, seen: (value: unknown) => void): CommanderOption {
  // `--no-prompt` is a spelling of its own, not the opposite of `--prompt`.
  option.negate = false
  option.attributeName = () => flag
  if (value === 'none') option.preset(true)
  option.argParser(text => {
    seen(text)
    return text
  })
  if (value === 'optional') option.preset('')
  return option
}

function refuseUnused(
  given: ReadonlyMap<string, readonly Given[]>,
  refused: ReadonlyMap<string, GlobalKey>,
  command: AnyCommand,
  path: readonly string[],
): void {
  for (const [key, [first]] of given) {
    if (refused.get(first!.flag) !== key) continue
    // A reason of the command's own says more.
    const foreign = foreignRefusal(first!.flag, `tao ${path.join(' ')}`, command.refuses)
    if (foreign !== undefined) throw foreign
    throw new TaoError('usage', `\`tao ${path.join(' ')}\` takes no ${first!.flag}`, {
      why: whyUnused(key as GlobalKey, command),
      remedy: 'Leave it out.',
      data: { refused: first!.flag },
    })
  }
}

function usageError(
  error: CommanderError,
  command: AnyCommand,
  path: readonly string[],
  known: readonly string[],
): TaoError {
  const line = `tao ${path.join(' ')}`
  const flag = plain(/'([^']*)'/.exec(error.message)?.[1] ?? '')
  if (error.code === 'commander.unknownOption') {
    const foreign = foreignRefusal(flag, line, command.refuses)
    if (foreign !== undefined) return foreign
    const near = nearest(
      flag.split('=')[0]!,
      known.filter(spelling => spelling.startsWith('--')),
    )
    return new TaoError('usage', `\`${line}\` has no option ${flag.split('=')[0]!.slice(0, 40)}`, {
      remedy: near.length > 0 ? `Did you mean ${near.join(', ')}?` : `See what there is with: ${line} --help`,
    })
  }
  if (error.code === 'commander.optionMissingArgument') {
    return new TaoError('usage', `${flag.split(' ')[0]} needs a value`, { remedy: `See: ${line} --help` })
  }
  return new TaoError('usage', error.message.replace(/^error: /, ''), { remedy: `See: ${line} --help` })
}
