/** What the README says can be done. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { tao } from '../commands/support/tao.ts'
import { home, ROOT } from './support/program.ts'

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

test('the first hour goes as it is written, in separate processes', { timeout: 60_000 }, async () => {
  const { run } = home()
  const hour = blocksOf('sh').find(block => block.startsWith('tao wallet create'))!
  for (const line of hour.trim().split('\n')) {
    for (const words of spoken(line)) {
      const { code, stderr } = await run(words)
      expect([line, code, code === 0 ? '' : stderr]).toEqual([line, 0, ''])
    }
  }
})

test('near a threshold the reward falls at exactly its block', { timeout: 60_000 }, async () => {
  const { run } = home()
  const json = async (line: string): Promise<Record<string, unknown>> => {
    const { code, stdout, stderr } = await run([...line.split(' '), '--json'])
    expect([line, code, code === 0 ? '' : stderr]).toEqual([line, 0, ''])
    return JSON.parse(stdout)
  }
  await json('chain reset --issuance 10499990 --yes')
  expect(await json('chain advance 10')).toMatchObject({
    block: 10,
    issued_rao: '10500000000000000',
    reward_rao: '500000000',
  })
  expect(await json('chain advance 10')).toMatchObject({ block: 20, issued_rao: '10500005000000000' })
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
