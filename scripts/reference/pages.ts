/** The reference pages in docs/reference, written from the tree of commands: one for each group, and one for what all share. */
import { EXIT_CODES } from '../../src/commands/kit/exit-codes.ts'
import { optionsOf } from '../../src/commands/kit/route.ts'
import { TOPICS } from '../../src/commands/kit/topics.ts'
import type { CommandEntry, GroupEntry, OptionEntry, Tree } from '../../src/commands/kit/tree.ts'
import type { JsonSchema } from '../../src/commands/kit/values.ts'

const HEAD = '<!-- Written by npm run docs from the declarations of the commands: change those, not this. -->\n'
/** Settings that every command takes are told once. */
const EVERYWHERE = ['json', 'fields', 'full', 'quiet', 'verbose', 'color']

/** Texts by the name of the file. */
export function pagesOf(tree: Tree): ReadonlyMap<string, string> {
  const shown = tree.commands.filter(({ hidden }) => hidden !== true)
  const groups = tree.groups.filter(({ path, hidden }) => path.length === 1 && hidden !== true)
  const pages = groups.map(group => {
    const [name] = group.path
    const commands = shown.filter(({ path }) => path.length > 1 && path[0] === name)
    return [`${name}.md`, groupPage(group, commands, tree)] as const
  })
  const single = shown.filter(({ path }) => path.length === 1)
  return new Map([
    ['README.md', overview(groups, single, shown)],
    ...pages,
    [
      'other.md',
      page(
        'Commands without a group',
        single.map(command => commandText(command, tree)),
      ),
    ],
    ['settings.md', settingsPage(tree)],
  ])
}

const page = (title: string, parts: readonly string[]): string =>
  `${[HEAD, `# ${title}\n`, ...parts].join('\n').trimEnd()}\n`

function overview(
  groups: readonly GroupEntry[],
  single: readonly CommandEntry[],
  all: readonly CommandEntry[],
): string {
  const listed = groups.map(({ path: [name], summary }) => {
    const commands = all.filter(({ path }) => path.length > 1 && path[0] === name)
    const rows = commands.map(({ path, summary: what }) => [
      `[${code(`tao ${path.join(' ')}`)}](${name}.md#${anchor(path)})`,
      what,
    ])
    return `## ${name}\n\n${summary}.\n\n${table(['Command', ''], rows)}`
  })
  const others = single.map(({ path, summary }) => [
    `[${code(`tao ${path.join(' ')}`)}](other.md#${anchor(path)})`,
    summary,
  ])
  return page('Commands', [
    `Settings, exit codes and forms of output that all of them share: [settings.md](settings.md).\n`,
    ...listed,
    `## Others\n\n${table(['Command', ''], others)}`,
  ])
}

function groupPage({ path, summary, aliases }: GroupEntry, commands: readonly CommandEntry[], tree: Tree): string {
  const also = aliases.length === 0 ? '' : ` Also: ${aliases.map(alias => code(`tao ${alias}`)).join(', ')}.`
  return page(`tao ${path.join(' ')}`, [`${summary}.${also}\n`, ...commands.map(command => commandText(command, tree))])
}

function commandText(command: CommandEntry, tree: Tree): string {
  const { path, summary, description, aliases, examples, output } = command
  const usage = ['tao', ...path, ...command.arguments.filter(isShown).map(argumentWord), '[options]'].join(' ')
  const own = [...command.arguments, ...command.options].filter(isShown)
  const settings = optionsOf(command, tree).filter(
    option => !own.includes(option) && isShown(option) && !EVERYWHERE.includes(option.key),
  )
  const named = settings.filter(({ key }) => tree.globals.some(setting => setting.key === key))
  return [
    `## tao ${path.join(' ')}\n`,
    `${[summary, ...description].map(sentence).join('\n\n')}\n`,
    ...(aliases.length === 0 ? [] : [`Also: ${aliases.map(alias => code(alias)).join(', ')}.\n`]),
    `\`\`\`\n${usage}\n\`\`\`\n`,
    ...(own.length === 0 ? [] : [table(['Option', ''], own.map(optionRow))]),
    ...(named.length === 0 ? [] : [`[Settings](settings.md): ${named.map(({ flag }) => code(flag)).join(', ')}.\n`]),
    examples.map(({ line, does }) => `${sentence(does)}\n\n\`\`\`sh\n${line}\n\`\`\`\n`).join('\n'),
    resultText(output),
  ].join('\n')
}

/** What stands in the JSON, field by field; what a dry run says is the same everywhere. */
function resultText(output: JsonSchema): string {
  const result = Array.isArray(output.anyOf) && output.anyOf.length === 2 ? (output.anyOf[0] as JsonSchema) : output
  const item = (result.type === 'array' ? result.items : result) as JsonSchema
  const fields = Object.entries((item.properties ?? {}) as Readonly<Record<string, JsonSchema>>)
  if (fields.length === 0) return ''
  const head = result.type === 'array' ? 'With `--json` a list of:' : 'With `--json`:'
  return `${head}\n\n${table(
    ['Field', ''],
    fields.map(([name, schema]) => [code(name), describe(schema)]),
  )}`
}

const describe = (schema: JsonSchema): string =>
  String(schema.description ?? (schema.anyOf as readonly JsonSchema[] | undefined)?.[0]?.description ?? '')

function settingsPage(tree: Tree): string {
  const shown = tree.globals.filter(isShown)
  const codes = EXIT_CODES.map(({ exit, meaning, codes }) => [code(String(exit)), meaning, codes.map(code).join(', ')])
  const topics = TOPICS.filter(({ name }) => name !== 'exit-codes').map(
    ({ summary, text }) => `## ${summary}\n\n${text.map(escaped).join('\n\n')}\n`,
  )
  return page('Settings, exit codes, output', [
    'A flag comes first, then an environment variable, then the configuration, then the default.\n',
    table(
      ['Flag', '', 'Variables', 'Key'],
      shown.map(option => [
        ...optionRow(option),
        (option.env ?? []).map(code).join(', '),
        option.config ? code(option.config) : '',
      ]),
    ),
    ...topics,
    `## What the exit code says\n\n${table(['Code', 'Meaning', 'Errors under --json'], codes)}`,
  ])
}

const isShown = ({ hidden }: OptionEntry): boolean => hidden !== true

function argumentWord({ key, placeholder, required, many }: OptionEntry): string {
  const word = `${placeholder ?? key.toUpperCase()}${many === true ? '...' : ''}`
  return required === true ? word : `[${word}]`
}

function optionRow(option: OptionEntry): string[] {
  const { flag, short, placeholder, required, default: fallback, choices, summary } = option
  const flags = [...(short === undefined ? [] : [short]), flag].map(each => code(each)).join(', ')
  const notes = [
    ...(choices === undefined ? [] : [`one of ${choices.join(', ')}`]),
    ...(required === true ? ['needed'] : []),
    ...(fallback === undefined || fallback === '' ? [] : [`default ${fallback}`]),
  ]
  return [
    `${flags}${placeholder === undefined ? '' : ` ${escaped(placeholder)}`}`,
    `${summary}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`,
  ]
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return `${[line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')}\n`
}

const code = (text: string): string => `\`${text}\``
const sentence = (text: string): string => escaped(/[.:!?]$/.test(text) ? text : `${text}.`)
const escaped = (text: string): string => text.replaceAll('<', '&lt;').replaceAll('*', '\\*').replaceAll('_', '\\_')
const anchor = (path: readonly string[]): string => `tao-${path.join('-')}`
