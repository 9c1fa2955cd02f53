/** What the README says can be done. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStage, type Stage } from '../../src/demo/stage.ts'
import { tao } from '../commands/support/tao.ts'
import { ROOT } from './support/program.ts'

const README = readFileSync(join(ROOT, 'README.md'), 'utf8')
const blocksOf = (language: string): string[] =>
  [...README.matchAll(/```(\w*)\n([\s\S]*?)```/g)].filter(match => match[1] === language).map(match => match[2]!)
const LINES = blocksOf('sh').flatMap(block => block.trim().split('\n'))
const taoLines = (text: string): string[] => [...text.matchAll(/`tao ([^`\n]*)`/g)].map(match => match[1]!)

test('one command runs the demo, one the tests', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const [demo, tests] = LINES
  expect([demo, tests]).toEqual(['npm ci && npm run demo', 'npm ci && npm test'])
  expect(scripts).toMatchObject({
    demo: expect.stringContaining('demo.js'),
    test: expect.stringContaining('vitest run'),
  })
})

test.each([...LINES.filter(line => line.startsWith('tao ')).map(line => line.slice(4)), ...taoLines(README)])(
  'tao %s is understood',
  async line => {
    const words = line.split(' ').filter(word => word !== 'DIR')
    const { code, stderr } = await tao(words.includes('--help') || words[0] === 'help' ? words : [...words, '--help'])
    expect([code, stderr]).toEqual([0, ''])
  },
)

describe('the first hour', () => {
  let stage: Stage
  beforeAll(() => {
    stage = openStage({ version: '0.0.0', isTerminal: false, columns: 100 })
  })
  afterAll(() => stage.clear())

  test('goes as it is written', async () => {
    const hour = blocksOf('sh').find(block => block.startsWith('tao wallet create'))!
    for (const line of hour.trim().split('\n')) {
      for (const words of spoken(line)) {
        const { code, stderr } = await stage.run(words)
        expect([line, code, code === 0 ? '' : stderr]).toEqual([line, 0, ''])
      }
    }
  })
})

/** As somebody would type it who is asked nothing: wallets come from names, and everything is agreed to. */
function spoken(line: string): string[][] {
  const words = line.split(' ').slice(1)
  if (words[1] === 'create' && words[0] === 'wallet') {
    const name = words[2]!
    return [
      ['wallet', 'new-coldkey', name, '--uri', `//${name}`, '--no-password'],
      ['wallet', 'new-hotkey', name, '--uri', `//${name}//hot`],
    ]
  }
  return [/^(?:create|start|register|add)$/.test(words[1]!) ? [...words, '--yes'] : words]
}
