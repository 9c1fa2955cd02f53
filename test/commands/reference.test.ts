/** The reference pages agree with the program: they are what `npm run docs` writes, and every line in them is understood. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pagesOf } from '../../scripts/reference/pages.ts'
import { globalsOf } from '../../src/commands/kit/globals.ts'
import { placeWords, settleInputs } from '../../src/commands/kit/inputs.ts'
import { parse } from '../../src/commands/kit/parse.ts'
import { route } from '../../src/commands/kit/route.ts'
import { settleSettings } from '../../src/commands/kit/settle.ts'
import { realCommands, realTree } from './support/tao.ts'

const FOLDER = join(import.meta.dirname, '..', '..', 'docs', 'reference')
const written = new Map(readdirSync(FOLDER).map(name => [name, readFileSync(join(FOLDER, name), 'utf8')]))

test('they are up to date; npm run docs writes them', async () => {
  const pages = pagesOf(await realTree())
  expect([...written.keys()].sort()).toEqual([...pages.keys()].sort())
  for (const [name, text] of pages) expect(written.get(name), `docs/reference/${name}: npm run docs`).toBe(text)
})

test('every command that is shown has its place, and its link leads there', async () => {
  const shown = (await realTree()).commands.filter(({ hidden }) => hidden !== true)
  const links = [...written.get('README.md')!.matchAll(/\]\(([^)#]+)#([^)]+)\)/g)]
  expect(links).toHaveLength(shown.length)
  for (const [, file, anchor] of links) {
    const heads = [...written.get(file!)!.matchAll(/^## (.+)$/gm)].map(([, head]) => head!.replaceAll(' ', '-'))
    expect(heads, `${file}#${anchor}`).toContain(anchor)
  }
})

describe('every example in them is understood', async () => {
  const [tree, commands] = [await realTree(), await realCommands()]
  const lines = [...written].flatMap(([name, text]) =>
    [...text.matchAll(/```sh\n([^`]+?)\n```/g)].flatMap(([, block]) =>
      block!.split('\n').map(line => [name, line] as const),
    ),
  )
  test('there are some', () => expect(lines.length).toBeGreaterThan(150))

  test.each(lines)('%s: %s', async (_, line) => {
    const plain = line.replace(/ (?:\||>|&&) .*$/, '')
    const words = [...plain.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? c!)
    expect(words[0]).toBe('tao')
    const found = route(words.slice(1), tree)
    if (found.kind !== 'command') throw new Error('it is no command')
    const command = commands.find(({ path }) => path.join(' ') === found.command.path.join(' '))!.value
    const given = placeWords(await parse(command, found.command.path, found.rest), command, found.command.path)
    const sources = { given, env: {}, config: () => ({ get: () => undefined }) as never }
    const settings = settleSettings({ ...command.arguments, ...command.options }, globalsOf(command), sources)
    settleInputs(command, sources, settings)
  })
})
