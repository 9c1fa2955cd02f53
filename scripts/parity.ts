/** Prints how much of btcli is understood here; with `--gaps` what is not. See parity.mjs. */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { AnyCommand } from '../src/commands/kit/command.ts'
import { messageOf } from '../src/primitives/errors.ts'
import { type Commands, compare, type Verdict } from './parity/check.ts'
import { type CommandList, compact, type FullList, listText } from './parity/lists.ts'
import { ownFigures, ownText } from './parity/own.ts'
import { figures } from './parity/scope.ts'

const VERSIONS = ['v9', 'v11'] as const

/** @returns the exit code: 0 where everything within the scope is understood */
export async function main(args: readonly string[], root: string): Promise<number> {
  const writeTo = args.includes('--write') ? args[args.indexOf('--write') + 1] : undefined
  const [folder] = args.filter(argument => !argument.startsWith('--') && argument !== writeTo)
  if (folder === undefined) {
    process.stderr.write('Usage: npm run parity -- FOLDER [--gaps] [--write FOLDER]\n')
    return 2
  }
  try {
    const lists = VERSIONS.map(version => listIn(join(folder, `commands-${version}.json`)))
    if (writeTo !== undefined) {
      VERSIONS.forEach(
        (version, i) => void writeFileSync(join(writeTo, `commands-${version}.json`), listText(lists[i]!)),
      )
    }
    return await report(lists, builtCommands(root), args)
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`)
    return 2
  }
}

/** A list as it was taken, or as it is kept. */
function listIn(file: string): CommandList {
  const list = JSON.parse(readFileSync(file, 'utf8')) as FullList | CommandList
  return Array.isArray(list.commands) ? compact(list as FullList) : (list as CommandList)
}

async function report(lists: readonly CommandList[], commands: Commands, args: readonly string[]): Promise<number> {
  const verdicts: Verdict[] = []
  for (const list of lists) verdicts.push(...(await compare(list, commands)))
  const { text, gaps, refused } = figures(verdicts)
  process.stdout.write(text)
  const own = commands.index().commands.map(({ path }) => commands.load(path))
  process.stdout.write(ownText(ownFigures(await Promise.all(own))))
  const told = [...(args.includes('--gaps') ? gaps : []), ...(args.includes('--refused') ? refused : [])]
  for (const { tool, path, flag, outcome, why } of told) {
    process.stdout.write(`${outcome}\t${tool}\t${path}\t${flag}\t${why}\n`)
  }
  return gaps.length === 0 ? 0 : 1
}

/** The commands as the build laid them out. */
function builtCommands(root: string): Commands {
  const folder = join(root, 'dist', 'cli')
  const require = createRequire(join(folder, 'tree.js'))
  const index = JSON.parse(readFileSync(join(folder, 'commands.json'), 'utf8'))
  return {
    index: () => index,
    load: async path => (require(join(folder, 'commands', `${path.join('/')}.js`)) as { default: AnyCommand }).default,
  }
}
