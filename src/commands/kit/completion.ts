/** What a shell offers after Tab, from the tree and the names of wallets. */
import { readdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Environment } from './host.ts'
import { optionsOf, type Route, route } from './route.ts'
import { plain } from './text.ts'
import { TOPICS } from './topics.ts'
import type { CommandEntry, CommandName, OptionEntry, Tree } from './tree.ts'

interface Offer {
  readonly word: string
  readonly hint: string
}

/** Lines that the shells' scripts understand: `word<TAB>hint`, or `:file` and `:folder` to let the shell offer paths. */
export function complete(words: readonly string[], tree: Tree, env: Environment): string {
  const before = words.slice(0, -1)
  const typed = words.at(-1) ?? ''
  const found = routeOf(before, tree)
  if (found === undefined) return ''
  const command = found.kind === 'command' ? detailsOf(found.command, tree) : undefined
  const options = command === undefined ? tree.globals : optionsOf(command, tree)
  const open = openOption(before, options)
  const [flag, attached] = typed.startsWith('--') ? splitFlag(typed) : [typed, undefined]
  const attachedTo = attached === undefined ? undefined : options.find(option => isSpelled(option, flag))
  if (attachedTo !== undefined) return written(valuesOf(attachedTo, before, env), attached!, `${flag}=`)
  if (open !== undefined) return written(valuesOf(open, before, env), typed)
  if (typed.startsWith('-')) return written(options.filter(isShown).map(optionOffer), typed)
  if (before[0] === 'help') return written([...wordsAfter(found, tree), ...topicOffers()], typed)
  if (found.kind === 'group') return written(wordsAfter(found, tree), typed)
  const argument = nextArgument(found, command!, options)
  return argument === undefined ? '' : written(valuesOf(argument, before, env), typed)
}

function routeOf(words: readonly string[], tree: Tree): Route | undefined {
  try {
    return route(words[0] === 'help' ? words.slice(1) : words, tree)
  } catch {
    return undefined
  }
}

const detailsOf = ({ path }: CommandName, tree: Tree): CommandEntry =>
  tree.commands.find(entry => entry.path.join(' ') === path.join(' '))!

/** The option whose value is being typed. */
function openOption(words: readonly string[], options: readonly OptionEntry[]): OptionEntry | undefined {
  const last = words.at(-1)
  if (last === undefined || !last.startsWith('-') || words.includes('--')) return undefined
  return options.find(({ spellings }) => spellings.some(({ flag, value }) => flag === last && value === 'required'))
}

function nextArgument(found: Route, command: CommandEntry, options: readonly OptionEntry[]): OptionEntry | undefined {
  let given = 0
  for (let i = 0; i < found.rest.length; i++) {
    const word = found.rest[i]!
    const spelling = options.flatMap(({ spellings }) => spellings).find(({ flag }) => flag === word)
    if (spelling?.value === 'required') i++
    else if (!word.startsWith('-')) given++
  }
  const all = command.arguments
  return all[given] ?? (all.at(-1)?.many ? all.at(-1) : undefined)
}

function wordsAfter(found: Route, tree: Tree): Offer[] {
  const path = found.kind === 'group' ? found.path : found.command.path
  return [...tree.groups, ...tree.commands]
    .filter(entry => entry.hidden !== true && entry.path.length === path.length + 1)
    .filter(entry => path.every((word, i) => word === entry.path[i]))
    .map(entry => ({ word: entry.path.at(-1)!, hint: entry.summary }))
}

const topicOffers = (): Offer[] => TOPICS.map(({ name, summary }) => ({ word: name, hint: summary }))
const isShown = ({ hidden }: OptionEntry): boolean => hidden !== true
const optionOffer = ({ flag, summary }: OptionEntry): Offer => ({ word: flag, hint: summary })
const isSpelled = ({ spellings }: OptionEntry, flag: string): boolean =>
  spellings.some(spelling => spelling.flag === flag)

function splitFlag(typed: string): [string, string | undefined] {
  const at = typed.indexOf('=')
  return at === -1 ? [typed, undefined] : [typed.slice(0, at), typed.slice(at + 1)]
}

function valuesOf(
  { choices, complete: what }: OptionEntry,
  words: readonly string[],
  env: Environment,
): Offer[] | string {
  if (choices !== undefined) return choices.map(word => ({ word, hint: '' }))
  if (what === 'file' || what === 'folder') return `:${what}`
  if (what === 'wallet') return names(walletRoot(words, env), 'folders')
  if (what === 'hotkey') {
    const wallet =
      lastValue(words, ['--wallet', '-w', '--wallet-name', '--wallet.name']) ?? env.TAO_WALLET ?? env.BT_WALLET
    return names(join(walletRoot(words, env), wallet ?? 'default', 'hotkeys'), 'files')
  }
  return []
}

function walletRoot(words: readonly string[], env: Environment): string {
  const given = lastValue(words, ['--wallet-path', '-p', '--wallet.path']) ?? env.TAO_WALLET_PATH ?? env.BT_WALLET_PATH
  const home = env.HOME ?? homedir()
  return (given ?? '~/.bittensor/wallets').replace(/^~(?=\/|$)/, home)
}

function lastValue(words: readonly string[], flags: readonly string[]): string | undefined {
  const at = words.findLastIndex(word => flags.includes(word))
  return at === -1 ? undefined : words[at + 1]
}

/** Names in a folder that a shell can take as they are. */
function names(folder: string, what: 'files' | 'folders'): Offer[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter(entry => (what === 'folders' ? entry.isDirectory() : entry.isFile()) && !entry.name.startsWith('.'))
      .map(entry => entry.name)
      .filter(name => !/(?:pub\.txt|\.lock|\.tmp)$/.test(name) && plain(name) === name && !/\s/.test(name))
      .sort()
      .map(word => ({ word, hint: '' }))
  } catch {
    return []
  }
}

function written(offers: readonly Offer[] | string, typed: string, prefix = ''): string {
  if (typeof offers === 'string') return `${offers}\n`
  return offers
    .filter(({ word }) => word.startsWith(typed))
    .map(({ word, hint }) => `${prefix}${word}${hint === '' ? '' : `\t${hint}`}\n`)
    .join('')
}
