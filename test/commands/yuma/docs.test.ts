/** docs/yuma.md says what is so: its example gives the printed results, its tables are those of the readers. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { HYPERPARAMETERS, MATRICES, SUBNET, VECTORS } from '../../../src/commands/yuma/shared/fields.ts'
import { yuma } from './support.ts'

const DOC = readFileSync(new URL('../../../docs/yuma.md', import.meta.url), 'utf8')
const blocks = (language: string) =>
  [...DOC.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(match => match[1]!)
const [json] = blocks('json')
const [csv] = blocks('csv')
const [results, trust] = blocks('text')

const print = async (stdin: string, flags = '') =>
  (await yuma(`yuma run - ${flags}`, { stdin, terminal: { stdout: true }, columns: 110, env: { NO_COLOR: '1' } }))
    .stdout

test('the example prints what it says, from JSON and from CSV', async () => {
  expect(await print(json!)).toContain(results)
  expect(await print(csv!)).toBe(await print(json!))
})

test('the part of the explanation that it shows is the one that is printed', async () => {
  expect(await print(json!, '--explain 1')).toContain(trust)
})

/** The rows below the head that begins with `head`. */
function rowsBelow(head: string): string[][] {
  const lines = DOC.split('\n')
  const start = lines.findIndex(line => line.startsWith(head)) + 2
  const end = lines.findIndex((line, i) => i >= start && !line.startsWith('|'))
  return lines.slice(start, end).map(line =>
    line
      .split('|')
      .slice(1, -1)
      .map(cell => cell.trim()),
  )
}

const code = (text: string) => `\`${text}\``

test('its tables list every field with its default', () => {
  expect(rowsBelow('| field | column |')).toEqual(
    VECTORS.map(field => [code(field.name), code(field.column), field.summary, field.default ?? 'needed']),
  )
  expect(rowsBelow('| field | columns |')).toEqual(
    MATRICES.map(({ name, column, summary, isNeeded }) => [
      code(name),
      `${code(`${column}0`)} ${code(`${column}1`)} …`,
      summary,
      isNeeded ? 'needed' : 'none',
    ]),
  )
  expect(rowsBelow('| field | what |')).toEqual(SUBNET.map(field => [code(field.name), field.summary, field.default]))
  expect(rowsBelow('| hyperparameter |')).toEqual(
    HYPERPARAMETERS.map(field => [code(field.name), field.summary, field.default]),
  )
})

test('the help names every field with its default', async () => {
  const help = (await yuma('yuma run --help')).stdout.replaceAll(/\s+/g, ' ')
  for (const { name, default: value } of [...SUBNET, ...HYPERPARAMETERS]) expect(help).toContain(`${name} ${value}`)
  for (const { name, column } of [...VECTORS, ...MATRICES]) {
    expect(help).toContain(name)
    expect(help).toContain(column)
  }
})
