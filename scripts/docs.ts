/** Writes docs/reference from the built commands. Run by run-tool.mjs. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CommandEntry, Index } from '../src/commands/kit/tree.ts'
import { pagesOf } from './reference/pages.ts'

export function main(_: readonly string[], root: string): void {
  const cli = join(root, 'dist', 'cli')
  const read = <T>(...path: readonly string[]): T => JSON.parse(readFileSync(join(cli, ...path), 'utf8')) as T
  const index = read<Index>('commands.json')
  const commands = index.commands.map(({ path }) =>
    read<CommandEntry>('commands', ...path.slice(0, -1), `${path.at(-1)}.json`),
  )
  const pages = pagesOf({ ...index, commands })
  const folder = join(root, 'docs', 'reference')
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name))
  for (const [name, text] of pages) writeFileSync(join(folder, name), text)
  process.stdout.write(`Wrote ${pages.size} pages to docs/reference\n`)
}
