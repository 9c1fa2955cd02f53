/** The help pages, written from the tree: no command is loaded for them. */
import { EXIT_CODES } from './exit-codes.ts'
import type { Paint } from './paint.ts'
import { CHOICE } from './placeholders.ts'
import { wrap } from './text.ts'
import { TOPICS } from './topics.ts'
import type { CommandEntry, CommandName, Index, OptionEntry, Tree } from './tree.ts'

export interface Page {
  readonly columns: number
  readonly paint: Paint
}

type Row = readonly [left: string, right: string]

const MAX_COLUMNS = 100
const INDENT = '  '
/** A longer left side has its text on the next line. */
const MAX_LEFT = 32

/** The page of `tao` itself or of a group. */
export function groupHelp(path: readonly string[], tree: Index, page: Page): string {
  const line = ['tao', ...path].join(' ')
  const own = tree.groups.find(group => group.path.join(' ') === path.join(' '))
  const rows = (entries: readonly CommandName[]): Row[] =>
    entries
      .filter(entry => entry.hidden !== true && entry.path.length === path.length + 1)
      .filter(entry => path.every((word, i) => word === entry.path[i]))
      .map(({ path, summary }) => [path.at(-1)!, summary])
  const isRoot = path.length === 0
  return join([
    paragraph(own?.summary ?? 'The TAO wallet, staking and subnet toolkit with a chain inside', page),
    section('Usage', `${INDENT}${line} COMMAND [options]`, page),
    section('Groups', table(rows(tree.groups), page), page),
    section('Commands', table(rows(tree.commands), page), page),
    isRoot
      ? section(
          'Topics',
          table(
            TOPICS.map(({ name, summary }) => [name, summary]),
            page,
          ),
          page,
        )
      : '',
    isRoot
      ? section('Everywhere', table(optionRows(settings(tree, ['json', 'quiet', 'verbose', 'color'])), page), page)
      : '',
    paragraph(
      `${line} COMMAND --help tells more about a command${isRoot ? ', tao help TOPIC about a topic' : ''}.`,
      page,
    ),
  ])
}

export function commandHelp(command: CommandEntry, tree: Index, page: Page): string {
  const line = ['tao', ...command.path].join(' ')
  const options = command.options.filter(isShown)
  const used = (keys: readonly string[]): OptionEntry[] =>
    settings(
      tree,
      keys.filter(key => command.globals.includes(key)),
    )
  return join([
    ...[command.summary, ...command.description].map(text => paragraph(text, page)),
    section('Usage', `${INDENT}${[line, ...command.arguments.map(usageOf), '[options]'].join(' ')}`, page),
    section('Arguments', table(command.arguments.filter(isShown).map(argumentRow), page), page),
    section('Options', table(optionRows(options), page), page),
    section('Wallet', table(optionRows(used(['wallet', 'hotkey', 'walletPath', 'walletPasswordFile'])), page), page),
    section(
      'Signing',
      table(
        optionRows(used(['signWith', 'signatureFile', 'period', 'waitForFinalization', 'allowUncheckedMetadata'])),
        page,
      ),
      page,
    ),
    section('Network', table(optionRows(used(['network', 'chain', 'fallbackEndpoints', 'retryForever'])), page), page),
    section('Consent', table(optionRows(used(['yes', 'dryRun'])), page), page),
    section(
      'Output',
      table(optionRows(used(['json', 'jsonOutput', 'fields', 'full', 'quiet', 'verbose', 'color'])), page),
      page,
    ),
    section('Examples', examples(command, page), page),
  ])
}

/** The page of one of the topics. */
export function topicHelp(name: string, tree: Tree, page: Page): string {
  const topic = TOPICS.find(candidate => candidate.name === name)!
  const text = [topic.summary, ...topic.text].map(part => paragraph(part, page))
  return join([...text, ...topicTables(name, tree, page)])
}

function topicTables(name: string, tree: Tree, page: Page): string[] {
  if (name === 'exit-codes') {
    return [
      table(
        EXIT_CODES.map(({ exit, meaning, codes }) => [String(exit), [meaning, ...codes].join(' ')]),
        page,
      ),
    ]
  }
  const named = [...tree.globals, ...tree.commands.flatMap(({ options }) => options)]
  if (name === 'environment') {
    const given = named.flatMap(({ env = [], flag }) => env.map((variable): Row => [variable, `as ${flag}`]))
    return [table(uniqueRows(given), page)]
  }
  if (name === 'settings') {
    return [
      table(
        uniqueRows(named.flatMap(({ config, summary }) => (config === undefined ? [] : [[config, summary]]))),
        page,
      ),
    ]
  }
  return []
}

const uniqueRows = (rows: readonly Row[]): Row[] => [...new Map(rows)].map(([left, right]) => [left, right])

const isShown = ({ hidden }: OptionEntry): boolean => hidden !== true

function settings(tree: Index, keys: readonly string[]): OptionEntry[] {
  return keys.flatMap(key => tree.globals.find(option => option.key === key) ?? [])
}

function usageOf({ key, placeholder, required, many }: OptionEntry): string {
  const word = `${argumentName(key, placeholder)}${many === true ? '...' : ''}`
  return required === true ? word : `[${word}]`
}

const argumentName = (key: string, placeholder: string | undefined): string => placeholder ?? key.toUpperCase()

/** Whatever is given by position can be given by flag too. */
function argumentRow(option: OptionEntry): Row {
  return [argumentName(option.key, option.placeholder), summaryOf(option, `or ${option.flag}`)]
}

/** Flags with a short form are aligned with those without. */
function optionRows(options: readonly OptionEntry[]): Row[] {
  return options.map(option => {
    const { flag, short, placeholder, spellings } = option
    const isOptional = spellings[0]?.value === 'optional'
    const value = placeholder === undefined ? '' : isOptional ? ` [${placeholder}]` : ` ${placeholder}`
    return [`${short === undefined ? '    ' : `${short}, `}${flag}${value}`, summaryOf(option)]
  })
}

function summaryOf(option: OptionEntry, ...more: readonly string[]): string {
  const { summary, required, default: fallback, placeholder, choices } = option
  const notes = [
    ...more,
    ...(placeholder === CHOICE ? [`one of ${choices?.join(', ')}`] : []),
    ...(required === true ? ['needed'] : []),
    ...(fallback === undefined || fallback === '' ? [] : [`default ${fallback}`]),
  ]
  return notes.length === 0 ? summary : `${summary} (${notes.join(', ')})`
}

function examples({ examples }: CommandEntry, page: Page): string {
  return examples.map(({ line, does }) => `${INDENT}${page.paint('dim', `# ${does}`)}\n${INDENT}${line}`).join('\n')
}

function section(title: string, body: string, { paint }: Page): string {
  return body === '' ? '' : `${paint('strong', title)}\n${body}`
}

/** Two columns; the right one is wrapped beside the left one. */
function table(rows: readonly Row[], page: Page): string {
  const left = Math.min(MAX_LEFT, Math.max(0, ...rows.map(([text]) => text.length)))
  const hanging = INDENT + ' '.repeat(left + INDENT.length)
  const room = Math.max(24, columnsOf(page) - hanging.length)
  return rows
    .map(([head, text]) => {
      const lines = wrap(text, room)
      if (head.length > left) return [INDENT + head, ...lines.map(line => hanging + line)].join('\n')
      return lines.map((line, i) => (i === 0 ? INDENT + head.padEnd(left + INDENT.length) : hanging) + line).join('\n')
    })
    .join('\n')
}

const paragraph = (text: string, page: Page): string => wrap(text, columnsOf(page)).join('\n')

const columnsOf = ({ columns }: Page): number => Math.min(columns, MAX_COLUMNS)

const join = (parts: readonly string[]): string => `${parts.filter(part => part !== '').join('\n\n')}\n`
