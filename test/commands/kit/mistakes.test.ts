/** What every command does when something is wrong with its line, its wallet or its network. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openChain } from '../../../src/commands/kit/open-chain.ts'
import { type Outcome, realTree, tao } from '../support/tao.ts'

const wallets = mkdtempSync(join(tmpdir(), 'taokit-mistakes-'))
const env = { TAO_CONFIG: '/nowhere/config.json', NO_COLOR: '1', BT_WALLET_PATH: wallets }
const { commands } = await realTree()
const shown = commands.filter(({ hidden }) => hidden !== true)
const about = (setting: string) => shown.filter(({ globals }) => globals.includes(setting))

/** The words of the first example of a command, without `tao`. */
const exampleOf = ({ examples }: (typeof shown)[number]): string[] =>
  [...examples[0]!.line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)]
    .map(([, one, two, bare]) => one ?? two ?? bare!)
    .slice(1)

let dead: string
let files: string[]
beforeAll(async () => {
  for (const name of ['default', 'main', 'savings']) {
    await tao(`wallet new-coldkey ${name} --uri //${name} --no-password`, { env })
    for (const hotkey of ['default', 'validator', 'miner']) {
      await tao(`wallet new-hotkey ${name} --hotkey ${hotkey} --uri //${name}//${hotkey}`, { env })
    }
  }
  files = listed()
  // A port that was just free, and where nobody listens any more.
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address() as { port: number }
  await new Promise(resolve => server.close(resolve))
  dead = `ws://127.0.0.1:${port}`
})
afterAll(() => {
  const left = listed()
  rmSync(wallets, { recursive: true })
  expect(left).toEqual(files)
})

const listed = (): string[] => readdirSync(wallets, { recursive: true, encoding: 'utf8' }).sort()

function expectRefusal(line: string, { code, stdout, error }: Outcome): Record<string, unknown> {
  expect([line, stdout, code === 0]).toEqual([line, '', false])
  const told = error()
  expect([line, told.error, told.code]).toEqual([line, expect.stringMatching(/^\S.*[^.]$/), expect.any(String)])
  expect([line, told.code]).not.toEqual([line, 'internal'])
  expect([line, JSON.stringify(told)]).toEqual([
    line,
    expect.not.stringMatching(/\bat \S+ \(|\.ts:\d+|undefined|\[object/),
  ])
  return told
}

const paths = (entries: typeof shown): [string, (typeof shown)[number]][] =>
  entries.map(entry => [entry.path.join(' '), entry])

describe('an option that does not exist', () => {
  test.each(paths(shown))('%s', async (line, { path }) => {
    const told = expectRefusal(line, await tao([...path, '--no-such-option', '--json'], { env }))
    expect([told.code, told.error]).toEqual(['usage', expect.stringContaining('--no-such-option')])
  })
})

describe('one argument too many', () => {
  const fixed = shown.filter(entry => !entry.arguments.some(({ many }) => many === true))
  test.each(paths(fixed))('%s', async (line, entry) => {
    const words = [...entry.path, ...entry.arguments.map(() => '1'), 'and-one-more', '--json']
    expect(expectRefusal(line, await tao(words, { env })).code).toBe('usage')
  })
})

describe('what is required and missing', () => {
  const demanding = shown.filter(entry => entry.arguments.some(({ required }) => required === true))
  test.each(paths(demanding))('%s', async (line, { path, globals }) => {
    const network = globals.includes('network') ? ['--network', dead] : []
    expectRefusal(line, await tao([...path, ...network, '--json'], { env, openChain: reallyOpen }))
  })
})

/** Their examples fail before: they name hotkeys that are not here, or need somebody to ask. */
const BEFORE_THE_NETWORK: Readonly<Record<string, string>> = {
  'lock move': 'invalid_address',
  'stake child set': 'invalid_address',
  'stake child take': 'invalid_address',
  'stake move': 'invalid_address',
  'stake wizard': 'usage',
  // TAO needs none.
  'utils convert': 'usage',
}

describe('a network that does not answer', () => {
  const remote = about('network').filter(({ path }) => path[0] !== 'chain')
  test.each(paths(remote))('%s', async (line, entry) => {
    const words = withoutNetwork(exampleOf(entry))
    const json = words.includes('--json') ? [] : ['--json']
    const outcome = await tao([...words, '--network', dead, ...json], { env, openChain: reallyOpen })
    const told = expectRefusal(line, outcome)
    expect([line, told.code]).toEqual([line, BEFORE_THE_NETWORK[line] ?? 'unreachable'])
  })
})

describe('a wallet that is not there', () => {
  const own = about('wallet').filter(({ path }) => !/new-|regen-|create|import/.test(path.at(-1)!))
  test.each(paths(own))('%s', async (line, entry) => {
    const words = withoutWallet(withoutNetwork(exampleOf(entry)))
    const json = words.includes('--json') ? [] : ['--json']
    const network = entry.globals.includes('network') ? ['--network', dead] : []
    const outcome = await tao([...words, '--wallet', 'nobody', ...network, ...json], { env, openChain: reallyOpen })
    expectRefusal(line, outcome)
  })
})

const reallyOpen = () =>
  openChain({ network: dead, chain: 'default', insecure: false } as never, '0.0.0', AbortSignal.timeout(10_000))
const withoutNetwork = (words: string[]): string[] => without(words, ['-n', '--network'])
const withoutWallet = (words: string[]): string[] => without(words, ['-w', '--wallet', '--all', '-a'])

/** Options with what follows them, where it is a value. */
function without(words: string[], flags: string[]): string[] {
  return words.filter((word, i) => {
    const isValue =
      i > 0 && flags.includes(words[i - 1]!) && !words[i - 1]!.startsWith('--all') && words[i - 1] !== '-a'
    return !flags.includes(word) && !isValue
  })
}
