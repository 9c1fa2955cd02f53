/** docs/wallets.md says which test proves what: it must be complete, and every test that it names must be there. */
import { existsSync, readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { PREFIXES } from '../../src/wallet/encryption/formats.ts'
import { realTree } from '../commands/support/tao.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const TEXT = readFileSync(join(ROOT, 'docs/wallets.md'), 'utf8')
const LINK = /\[([^\]]+)\]\((\.\.\/test\/[^)]+)\)/g

interface Row {
  readonly table: string
  readonly cells: readonly string[]
}

/** The rows of the tables, by the heading above them. */
const ROWS: readonly Row[] = TEXT.split(/^### /m)
  .slice(1)
  .flatMap(section => {
    const [table = '', ...lines] = section.split('\n')
    const rows = lines.filter(line => line.startsWith('|')).slice(2)
    return rows.map(row => ({
      table,
      cells: row
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim()),
    }))
  })

const firstOf = (table: string): string[] => ROWS.filter(row => row.table === table).map(({ cells }) => cells[0]!)

test('every command of the group that help shows has its line, and no other', async () => {
  const { commands } = await realTree()
  const lines = commands
    .filter(({ path, hidden }) => path[0] === 'wallet' && hidden !== true)
    .map(({ path }) => `\`tao ${path.join(' ')}\``)
  expect(firstOf('Commands').toSorted()).toEqual(lines.toSorted())
})

test('every format of keyfiles has its line', () => {
  for (const format of [...Object.keys(PREFIXES), 'plain']) expect(firstOf('Formats')).toContain(`\`${format}\``)
})

test('every line names a test', () => {
  const without = ROWS.filter(({ cells }) => !cells.slice(1).some(cell => cell.match(LINK) !== null))
  expect(without).toEqual([])
  expect(ROWS.length).toBeGreaterThan(60)
})

test('every test that is named is there', () => {
  const links = [...TEXT.matchAll(LINK)].map(([, title, target]) => ({ title: title!, target: target! }))
  const wrong = links.filter(({ title, target }) => {
    const path = join(ROOT, normalize(join('docs', target)))
    return !existsSync(path) || !titlesIn(readFileSync(path, 'utf8')).some(each => each.includes(title))
  })
  expect(wrong).toEqual([])
  expect(links.length).toBeGreaterThan(ROWS.length)
})

/** Texts that are the first of several arguments: the titles of tests are, in tables as well. */
const titlesIn = (text: string): string[] =>
  [...text.matchAll(/\(\s*(['"`])((?:(?!\1).)*)\1,/g)].map(([, , title]) => title!)

test('a test that is gone would be noticed', () => {
  const own = readFileSync(fileURLToPath(import.meta.url), 'utf8')
  expect(titlesIn(own)).toContain('a test that is gone would be noticed')
  expect(titlesIn("test.each([1])('of %i', () => {})\n// of three")).toEqual(['of %i'])
})
