/**
 * From the words of a line to an exit code. Version, help and completion are answered from the tree alone; only then is a
 * command loaded, and with it the machinery that runs one.
 */
import { TaoError } from '../../primitives/errors.ts'
import type { AnyCommand } from './command.ts'
import { asTaoError, exitOf, isDebug, tellFailure } from './failures.ts'
import { commandHelp, groupHelp, type Page, topicHelp } from './help.ts'
import type { Host } from './host.ts'
import { NO_PAINT, paint } from './paint.ts'
import { type Route, route, wishesOf } from './route.ts'
import type { Tree } from './tree.ts'

/** Where the commands come from. */
export interface Catalogue {
  tree(): Tree
  load(path: readonly string[]): Promise<AnyCommand>
}

/** The word with which a shell asks for completions. */
export const COMPLETE = '__complete'

export async function launch(argv: readonly string[], host: Host, catalogue: Catalogue): Promise<number> {
  try {
    if (argv[0] === COMPLETE) return await answerCompletion(argv.slice(1), host, catalogue)
    if (argv[0] === 'help') return await help(argv.slice(1), host, catalogue)
    const tree = catalogue.tree()
    const found = route(argv, tree)
    const { help: wantsHelp, version } = wishesOf(found, tree)
    if (wantsHelp) return await print(pageOf(found, tree), host)
    if (version) return await print(() => `${tree.version}\n`, host)
    if (found.kind === 'group') return await endsAtGroup(found, host, tree)
    const { command, rest } = found
    const [loaded, { runCommand }] = await Promise.all([catalogue.load(command.path), import('./run.ts')])
    return await runCommand({ command: loaded, path: command.path, argv: rest, host, tree: () => tree })
  } catch (thrown) {
    return fail(thrown, argv, host)
  }
}

/** `tao help`, `tao help wallet create`, `tao help exit-codes`. */
async function help(words: readonly string[], host: Host, catalogue: Catalogue): Promise<number> {
  const tree = catalogue.tree()
  const names = words.filter(word => !word.startsWith('-'))
  const topic = (page: Page): string | undefined => (names.length === 1 ? topicHelp(names[0]!, tree, page) : undefined)
  if (topic({ columns: 80, paint: NO_PAINT }) !== undefined) return print(page => topic(page)!, host)
  return print(pageOf(route(names, tree), tree), host)
}

function pageOf(found: Route, tree: Tree): (page: Page) => string {
  return page => (found.kind === 'command' ? commandHelp(found.command, tree, page) : groupHelp(found.path, tree, page))
}

/** A group alone shows what is in it; with options that only a command takes, it is a mistake. */
async function endsAtGroup({ path, rest }: Route & { kind: 'group' }, host: Host, tree: Tree): Promise<number> {
  const line = ['tao', ...path].join(' ')
  const option = rest.find(word => word.startsWith('-'))
  if (option === undefined) return print(page => groupHelp(path, tree, page), host)
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
