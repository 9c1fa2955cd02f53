/**
 * From the words of a line to an exit code. Version, help and completion are answered from the tree alone; only then is a
 * command loaded, and with it the machinery that runs one.
 */
import { TaoError } from '../../primitives/errors.ts'
import type { AnyCommand } from './command.ts'
import { asTaoError, exitOf, isDebug, tellFailure } from './failures.ts'
import { foreignBefore } from './foreign.ts'
import { commandHelp, groupHelp, type Page, topicHelp } from './help.ts'
import type { Host } from './host.ts'
import { NO_PAINT, paint } from './paint.ts'
import { optionsOf, type Route, route, wishesOf } from './route.ts'
import { TOPICS } from './topics.ts'
import type { CommandEntry, Index, OptionEntry, Tree } from './tree.ts'

/** Where the commands come from. */
export interface Catalogue {
  /** What is needed to find a command. */
  index(): Index
  /** One command in full. */
  command(path: readonly string[]): CommandEntry
  /** Everything in full. */
  tree(): Tree
  load(path: readonly string[]): Promise<AnyCommand>
}

/** The word with which a shell asks for completions. */
export const COMPLETE = '__complete'

export async function launch(argv: readonly string[], host: Host, catalogue: Catalogue): Promise<number> {
  try {
    if (argv[0] === COMPLETE) return await answerCompletion(argv.slice(1), host, catalogue)
    if (argv[0] === 'help') return await help(argv.slice(1), host, catalogue)
    const index = catalogue.index()
    const found = route(argv, index)
    const { help: wantsHelp, version } = wishesOf(found, () => optionsHere(found, catalogue))
    if (wantsHelp) return await print(pageOf(found, catalogue), host)
    if (version) return await print(() => `${index.version}\n`, host)
    if (found.kind === 'group') return await endsAtGroup(found, host, catalogue)
    const { command, rest } = found
    const [loaded, { runCommand }] = await Promise.all([catalogue.load(command.path), import('./run.ts')])
    return await runCommand({ command: loaded, path: command.path, argv: rest, host, tree: () => catalogue.tree() })
  } catch (thrown) {
    return fail(thrown, argv, host)
  }
}

function optionsHere(found: Route, catalogue: Catalogue): readonly OptionEntry[] {
  const index = catalogue.index()
  return found.kind === 'command' ? optionsOf(catalogue.command(found.command.path), index) : index.globals
}

/** `tao help`, `tao help wallet create`, `tao help exit-codes`. */
async function help(words: readonly string[], host: Host, catalogue: Catalogue): Promise<number> {
  const names = words.filter(word => !word.startsWith('-'))
  const [topic] = names
  if (names.length === 1 && TOPICS.some(({ name }) => name === topic)) {
    return print(page => topicHelp(topic!, catalogue.tree(), page), host)
  }
  return print(pageOf(route(names, catalogue.index()), catalogue), host)
}

function pageOf(found: Route, catalogue: Catalogue): (page: Page) => string {
  const index = catalogue.index()
  return page =>
    found.kind === 'command'
      ? commandHelp(catalogue.command(found.command.path), index, page)
      : groupHelp(found.path, index, page)
}

/** A group alone shows what is in it; with options that only a command takes, it is a mistake. */
async function endsAtGroup(
  { path, rest }: Route & { kind: 'group' },
  host: Host,
  catalogue: Catalogue,
): Promise<number> {
  const line = ['tao', ...path].join(' ')
  const option = rest.find(word => word.startsWith('-'))
  if (option === undefined) return print(page => groupHelp(path, catalogue.index(), page), host)
  const foreign = path.length === 0 ? foreignBefore(option) : undefined
  if (foreign !== undefined) throw foreign
  throw new TaoError('usage', `\`${line}\` needs a command`, {
    why: `${option.slice(0, 40)} alone says nothing.`,
    remedy: `See what there is with: ${line} --help`,
  })
}

async function print(page: (page: Page) => string, { stdout, env }: Host): Promise<number> {
  const isColoured = stdout.isTerminal && !env.NO_COLOR && env.TERM !== 'dumb'
  stdout.write(page({ columns: stdout.columns, paint: isColoured ? await paint() : NO_PAINT }))
  return 0
}

async function answerCompletion(words: readonly string[], host: Host, catalogue: Catalogue): Promise<number> {
  const { complete } = await import('./completion.ts')
  host.stdout.write(complete(words, catalogue.tree(), host.env))
  return 0
}

/** A failure before any command was found. */
function fail(thrown: unknown, argv: readonly string[], { versions, platform, env, stderr }: Host): number {
  const error = asTaoError(thrown, { versions, platform, path: [] })
  const json = argv.some(word => word === '--json' || word === '--json-output' || word === '--json-out')
  stderr.write(
    tellFailure(error, { json, paint: NO_PAINT, columns: stderr.columns, debug: isDebug(env), warnings: [] }),
  )
  return exitOf(error)
}
