/** Finds the command that a command line means, without loading it. */
import { TaoError } from '../../primitives/errors.ts'
import { foreignRefusal } from './foreign.ts'
import { foreignCommand } from './foreign-commands.ts'
import type { Spelling } from './spellings.ts'
import { nearest } from './text.ts'
import type { CommandEntry, CommandName, GroupEntry, Index, OptionEntry } from './tree.ts'

export type Route =
  | { readonly kind: 'command'; readonly command: CommandName; readonly rest: readonly string[] }
  /** The words end at a group, or at `tao` itself, whose path is empty. */
  | { readonly kind: 'group'; readonly path: readonly string[]; readonly rest: readonly string[] }

export interface Wishes {
  readonly help: boolean
  readonly version: boolean
}

/** Where a walk through the words has come. */
interface Walk {
  path: readonly string[]
  /** The words that led there, as they were typed. */
  typed: readonly string[]
  command: CommandName | undefined
  /** The command was not named: its group stands for it. */
  isImplied: boolean
  readonly rest: string[]
}

/**
 * The command or group that the words among the arguments lead to. Options may stand anywhere, `tao --json wallet list`
 * included.
 * @throws TaoError `usage` for a word that is no command
 */
export function route(argv: readonly string[], tree: Index): Route {
  const walk: Walk = { path: [], typed: [], command: undefined, isImplied: false, rest: [] }
  const flags = spellingIndex(tree.globals)
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i]!
    if (walk.command !== undefined || word === '--') {
      walk.rest.push(...argv.slice(i))
      break
    }
    if (!word.startsWith('-') || word === '-') {
      step(walk, argv.slice(i), tree)
      // The first argument of a command that a group stands for is no word of the path.
      if (walk.command !== undefined && walk.isImplied) walk.rest.push(word)
      continue
    }
    if (!flags.has(word.split('=')[0]!) && !HELP.includes(word)) imply(walk, tree)
    walk.rest.push(word)
    if (takesNext(word, flags) && i + 1 < argv.length) walk.rest.push(argv[++i]!)
  }
  // Settings alone ask for the page of the group no more than options of the command do.
  if (walk.rest.some(word => !HELP.includes(word) && !VERSION.includes(word))) imply(walk, tree)
  const { path, command, rest } = walk
  return command === undefined ? { kind: 'group', path, rest } : { kind: 'command', command, rest }
}

/** @param words the next one, and what comes after it */
function step(walk: Walk, words: readonly string[], tree: Index): void {
  const typed = words[0]!
  const word = typed.replaceAll('_', '-')
  const isHere = ({ path }: { readonly path: readonly string[] }): boolean => isChild(path, walk.path)
  const isCalled = ({ path, aliases }: GroupEntry | CommandName): boolean =>
    path.at(-1) === word || aliases.includes(word)
  const other = [...walk.path, word].join(' ')
  const group = tree.groups.find(entry => (isHere(entry) && isCalled(entry)) || entry.also?.includes(other))
  const command = tree.commands.find(entry => isHere(entry) && isCalled(entry))
  if (group === undefined && command === undefined) {
    if (imply(walk, tree)) return
    // The word may be the value of an option that btcli has and that is refused here.
    const before = walk.rest.at(-1)
    throw (before && foreignRefusal(before, 'tao')) || unknownWord(words, walk, tree)
  }
  walk.typed = [...walk.typed, typed]
  walk.path = (group ?? command)!.path
  if (group === undefined) walk.command = command
}

/** Takes the command that the group stands for. @returns whether there is one */
function imply(walk: Walk, tree: Index): boolean {
  if (walk.command !== undefined) return false
  const here = walk.path.join(' ')
  const { otherwise } = tree.groups.find(({ path }) => path.join(' ') === here) ?? {}
  if (otherwise === undefined) return false
  walk.command = tree.commands.find(({ path }) => path.join(' ') === `${here} ${otherwise}`)!
  walk.path = walk.command.path
  walk.isImplied = true
  return true
}

function isChild(path: readonly string[], parent: readonly string[]): boolean {
  return path.length === parent.length + 1 && parent.every((word, i) => word === path[i])
}

function unknownWord(words: readonly string[], { path: parent, typed }: Walk, tree: Index): TaoError {
  const word = words[0]!
  const line = ['tao', ...typed].join(' ')
  const foreign = foreignCommand(
    typed,
    words.filter(each => !each.startsWith('-')),
  )
  if (foreign !== undefined)
    return new TaoError('usage', `There is no command \`${line} ${word.slice(0, 40)}\``, foreign)
  const isShown = (entry: GroupEntry | CommandName): boolean => entry.hidden !== true
  const here = [...tree.groups, ...tree.commands].filter(entry => isShown(entry) && isChild(entry.path, parent))
  const near = nearest(
    word,
    here.map(({ path }) => path.at(-1)!),
  ).map(name => `${line} ${name}`)
  const elsewhere = tree.commands.filter(entry => isShown(entry) && entry.path.at(-1) === word)
  const meant = near.length > 0 ? near : elsewhere.slice(0, 4).map(({ path }) => `tao ${path.join(' ')}`)
  return new TaoError('usage', `There is no command \`${line} ${word.slice(0, 40)}\``, {
    remedy: meant.length > 0 ? `Did you mean: ${meant.join(', ')}?` : `See what there is with: ${line} --help`,
  })
}

const HELP = ['--help', '-h']
const VERSION = ['--version', '-V']

/**
 * Whether the arguments of a route ask for help or the version instead. The value of an option asks for nothing, so the
 * options are looked up, but only where one of these words is there.
 */
export function wishesOf({ rest, kind }: Route, options: () => readonly OptionEntry[]): Wishes {
  if (!rest.some(word => HELP.includes(word) || VERSION.includes(word))) return { help: false, version: false }
  const flags = spellingIndex(options())
  let [help, version] = [false, false]
  for (let i = 0; i < rest.length && rest[i] !== '--'; i++) {
    const word = rest[i]!
    if (takesNext(word, flags)) i++
    else if (!flags.has(word)) {
      help ||= HELP.includes(word)
      version ||= VERSION.includes(word) && kind === 'group'
    }
  }
  return { help, version }
}

/** The options that a command takes, settings included; its own come first, for they may use the same letters. */
export function optionsOf(command: CommandEntry, tree: Pick<Index, 'globals'>): readonly OptionEntry[] {
  const settings = tree.globals.filter(({ key }) => command.globals.includes(key))
  return [...command.arguments, ...command.options, ...settings]
}

export function spellingIndex(options: readonly OptionEntry[]): ReadonlyMap<string, Spelling> {
  const index = new Map<string, Spelling>()
  for (const { spellings } of options) {
    for (const spelling of spellings) if (!index.has(spelling.flag)) index.set(spelling.flag, spelling)
  }
  return index
}

/** Whether the next word is the value of this one. */
function takesNext(word: string, flags: ReadonlyMap<string, Spelling>): boolean {
  return flags.get(word)?.value === 'required'
}
