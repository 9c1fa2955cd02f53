/** Runs the program in memory: `await tao('wallet list --json', { … })`. */
import { readdirSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AnyCommand, Group } from '../../../src/commands/kit/command.ts'
import { type Catalogue, launch } from '../../../src/commands/kit/launch.ts'
import { buildTree, type Declared, indexOf, type Tree } from '../../../src/commands/kit/tree.ts'
import { type MemoryHost, type MemoryOptions, memoryHost } from './memory-host.ts'
import type { Asked } from './scripted-prompts.ts'

export interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  readonly asked: readonly Asked[]
  readonly host: MemoryHost
  /** What stdout holds as JSON. */
  json<T = unknown>(): T
  /** What stderr holds as JSON: an error under `--json`. */
  error<T = Record<string, unknown>>(): T
}

const COMMANDS = fileURLToPath(new URL('../../../src/commands', import.meta.url))
let catalogue: Promise<Catalogue> | undefined

/** A line as it would be typed, words in single or double quotes kept whole; or its words. */
export async function tao(line: string | readonly string[], options: MemoryOptions = {}): Promise<Outcome> {
  return run(line, await realCatalogue(), options)
}

/** The same with commands that a test declares: `taoWith({ 'stake add': command }, 'stake add 1')`. */
export async function taoWith(
  commands: Readonly<Record<string, AnyCommand>>,
  line: string | readonly string[],
  options: MemoryOptions = {},
): Promise<Outcome> {
  return run(line, catalogueOf(commands), options)
}

export async function realTree(): Promise<Tree> {
  return (await realCatalogue()).tree()
}

export async function realCommands(): Promise<readonly Declared<AnyCommand>[]> {
  return (await declared()).commands
}

async function run(line: string | readonly string[], commands: Catalogue, options: MemoryOptions): Promise<Outcome> {
  const host = memoryHost(options)
  const code = await launch(typeof line === 'string' ? wordsOf(line) : line, host, commands)
  const [stdout, stderr] = [host.written.stdout(), host.written.stderr()]
  if (host.unusedAnswers() > 0) throw new Error(`${host.unusedAnswers()} answers were not asked for:\n${stderr}`)
  return {
    code,
    stdout,
    stderr,
    asked: host.asked,
    host,
    json: <T>() => JSON.parse(stdout) as T,
    error: <T>() => JSON.parse(stderr) as T,
  }
}

export function catalogueOf(commands: Readonly<Record<string, AnyCommand>>): Catalogue {
  const all = Object.entries(commands).map(([line, value]) => ({ path: line.split(' '), value }))
  const parents = new Set(all.flatMap(({ path }) => path.slice(1).map((_, i) => path.slice(0, i + 1).join(' '))))
  const groups = [...parents].map(line => ({ path: line.split(' '), value: { summary: `All of ${line}` } }))
  const tree = buildTree('0.0.0', groups, all)
  return {
    index: () => indexOf(tree),
    command: path => tree.commands.find(command => command.path.join(' ') === path.join(' '))!,
    tree: () => tree,
    load: async path => all.find(command => command.path.join(' ') === path.join(' '))!.value,
  }
}

function realCatalogue(): Promise<Catalogue> {
  catalogue ??= declared().then(({ groups, commands }) => {
    const tree = buildTree('0.0.0', groups, commands)
    return {
      index: () => indexOf(tree),
      command: path => tree.commands.find(command => command.path.join(' ') === path.join(' '))!,
      tree: () => tree,
      load: async path => commands.find(command => command.path.join(' ') === path.join(' '))!.value,
    }
  })
  return catalogue
}

async function declared(): Promise<{
  readonly groups: readonly Declared<Group>[]
  readonly commands: readonly Declared<AnyCommand>[]
}> {
  const files = readdirSync(COMMANDS, { recursive: true, encoding: 'utf8' })
    .map(file => file.split(sep).join('/'))
    .filter(file => file.endsWith('.ts') && !/(?:^|\/)(?:kit|shared)\//.test(file))
  const all = await Promise.all(
    files.map(async file => {
      const module = (await import(join(COMMANDS, file))) as { default: AnyCommand | Group }
      return { path: file.slice(0, -'.ts'.length).split('/'), value: module.default }
    }),
  )
  const isGroup = ({ path }: { readonly path: readonly string[] }): boolean => path.at(-1) === 'group'
  return {
    groups: all.filter(isGroup).map(({ path, value }) => ({ path: path.slice(0, -1), value: value as Group })),
    commands: all.filter(entry => !isGroup(entry)) as Declared<AnyCommand>[],
  }
}

function wordsOf(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, bare]) => single ?? double ?? bare!)
}
