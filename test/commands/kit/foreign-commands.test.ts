/** Commands of btcli that are not here: each is answered with where it went, and what is named there is there. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { foreignCommand } from '../../../src/commands/kit/foreign-commands.ts'
import { route } from '../../../src/commands/kit/route.ts'
import { TaoError } from '../../../src/primitives/errors.ts'
import { realTree, tao } from '../support/tao.ts'

const VECTORS = join(import.meta.dirname, '..', '..', 'vectors')
const PATHS = ['v9', 'v11'].flatMap(version => {
  const { commands } = JSON.parse(readFileSync(join(VECTORS, `commands-${version}.json`), 'utf8')) as {
    readonly commands: Readonly<Record<string, { readonly aliases: readonly string[] }>>
  }
  return Object.entries(commands).flatMap(([path, { aliases }]) => [path, ...aliases])
})
const tree = await realTree()

/** Why a line leads nowhere; undefined where it leads to a command. */
function refusalOf(words: readonly string[]): TaoError | undefined {
  try {
    const found = route(words, tree)
    return found.kind === 'command' || found.path.length > 0 ? undefined : new TaoError('usage', 'It leads to no group')
  } catch (error) {
    if (error instanceof TaoError) return error
    throw error
  }
}

/** Whether a word that no group or command here has is the first one, or the first after `misc`. */
const isForeign = (path: string): boolean => {
  const words = path.split(' ').filter(word => !['misc', 'utils'].includes(word))
  return refusalOf(words.slice(0, 1)) !== undefined
}

test('every command of btcli in a group that is not here is told where it went', () => {
  const foreign = PATHS.filter(path => refusalOf(path.split(' ')) !== undefined && isForeign(path))
  expect(foreign.length).toBeGreaterThan(150)
  expect(foreign.filter(path => refusalOf(path.split(' '))!.why.length === 0)).toEqual([])
})

test('what they name as remedies is there', () => {
  const remedies = [...new Set(PATHS.filter(isForeign).map(path => refusalOf(path.split(' '))?.remedy ?? ''))]
  const lines = remedies.flatMap(text => [...text.matchAll(/tao ((?:[a-z-]+ ?)+)/g)].map(([, words]) => words!.trim()))
  expect(lines.length).toBeGreaterThan(25)
  const known = [...tree.commands, ...tree.groups].flatMap(({ path, aliases }) => [
    path.join(' '),
    ...aliases.map(alias => [...path.slice(0, -1), alias].join(' ')),
  ])
  const isKnown = (line: string): boolean =>
    line.startsWith('--help') || line.startsWith('help ') || known.some(each => `${line} `.startsWith(`${each} `))
  expect(lines.filter(line => !isKnown(line))).toEqual([])
})

test.each([
  ['query balance 5F', 'tao query', 'Use: tao wallet balance'],
  ['query quote_stake 1', 'tao query', 'Use: tao subnets price'],
  ['tx add_stake --amount 1', 'tao tx', 'Use: tao stake add'],
  ['misc timelock encrypt', 'tao misc timelock', 'tao weights commit --timelock'],
  ['addr list', 'tao addr', 'Use: tao wallet contacts list'],
  ['wallet faucet', 'tao wallet faucet', 'tao wallet fund'],
])('%s', async (line, named, remedy) => {
  const { code, stdout, stderr } = await tao(line, { env: { TAO_CONFIG: '/nowhere/config.json' } })
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain(`There is no command \`${named}`)
  expect(stderr.replace(/\s+/g, ' ')).toContain(remedy)
})

test('a group that is here answers for itself, and nothing is looked up among what objects have', () => {
  expect(foreignCommand(['multisig'], ['frobnicate'])).toBeUndefined()
  expect(foreignCommand([], ['constructor', 'toString'])).toBeUndefined()
  expect(foreignCommand([], ['query', 'constructor'])?.remedy).toContain('tao chain query')
})
