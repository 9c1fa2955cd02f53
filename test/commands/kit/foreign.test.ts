/** Flags and paths of btcli that are spelled otherwise here, and settings that btcli has for every command. */
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { action, read } from '../../../src/commands/kit/command.ts'
import { openChain } from '../../../src/commands/kit/open-chain.ts'
import { record, text } from '../../../src/commands/kit/shape.ts'
import { temporaryFolder } from '../../wallet/support/folders.ts'
import { tao, taoWith } from '../support/tao.ts'

const env = { TAO_CONFIG: '/nowhere/config.json', NO_COLOR: '1' }
const done: string[] = []
const shown = read({
  summary: 'Show the settings',
  uses: ['network'],
  output: record({ network: text('It'), fallbacks: text('Them') }),
  run: (_, { settings }) => ({ network: settings.network, fallbacks: settings.fallbackEndpoints.join(' ') }),
})
const sent = action({
  summary: 'Send',
  uses: ['wallet', 'password', 'network'],
  output: record({ period: text('It'), until: text('It') }),
  plan: (_, { settings }) => ({
    summary: 'Send it',
    consent: {},
    perform: () => {
      done.push('sent')
      return { period: String(settings.period), until: String(settings.waitForFinalization) }
    },
  }),
})
const commands = { show: shown, send: sent }
afterEach(() => {
  done.length = 0
  vi.restoreAllMocks()
})

test.each([
  ['send --mev-shield', 'takes no --mev-shield', 'Leave it out.'],
  ['send --proxy 5F', 'takes no --proxy', 'tao proxy call'],
  ['send --proxy_for=5F', 'takes no --proxy_for', 'tao proxy call'],
  ['show --archive-endpoints wss://a', 'takes no --archive-endpoints', '--network archive'],
  ['show --no', 'takes no --no', 'Leave it out.'],
  ['show --period 8', 'takes no --period', 'Leave it out.'],
  ['send --yes --prompt', 'This needs your consent', '--yes'],
  ['send --no-wait-for-inclusion', 'takes no --no-wait-for-inclusion', 'Leave it out.'],
  ['send --period 3', 'Not a whole number from 4', ''],
  ['show --fallback-endpoints wss://a.example', '--fallback-endpoints are for a network elsewhere', '--network'],
])('%s is refused, and says what to do', async (line, message, remedy) => {
  const { code, stdout, stderr } = await taoWith(commands, line, { env })
  expect([code, stdout, done]).toEqual([2, '', []])
  expect(stderr).toContain(message)
  expect(stderr).toContain(remedy)
})

test('--no declines what would need consent, and a dry run declines nothing', async () => {
  const { code, stderr } = await taoWith(commands, 'send --no', { env })
  expect([code, stderr, done]).toEqual([3, 'Declined: nothing was done\n', []])
  expect((await taoWith(commands, 'send --no --dry-run', { env })).code).toBe(0)
  expect((await taoWith(commands, 'send --no --yes', { env })).code).toBe(3)
})

test('--period is a power of two, --wait-for-finalization waits for more', async () => {
  const run = async (line: string) => (await taoWith(commands, `send --yes --json ${line}`, { env })).json()
  expect(await run('')).toEqual({ period: '64', until: 'false' })
  expect(await run('--era 100 --wait-for-finalization')).toEqual({ period: '128', until: 'true' })
  expect(await run('--period 16 --wait-for-finalization --wait-for-inclusion')).toMatchObject({ until: 'true' })
})

test('--wait-for-inclusion alone overrides the configuration', async () => {
  const folder = temporaryFolder()
  const own = { ...env, TAO_CONFIG: join(folder, 'config.json') }
  await tao('config set wait_for_finalization true', { env: own })
  const run = async (line: string) => (await taoWith(commands, `send --yes --json ${line}`, { env: own })).json()
  expect(await run('')).toMatchObject({ until: 'true' })
  expect(await run('--wait-for-inclusion')).toMatchObject({ until: 'false' })
})

test('--fallback-endpoints may be several', async () => {
  const line = 'show --network finney --fallback-endpoints wss://a.example,wss://b.example --json'
  expect((await taoWith(commands, line, { env })).json()).toEqual({
    network: 'finney',
    fallbacks: 'wss://a.example wss://b.example',
  })
})

test('a fallback is turned to, and --retry-forever goes on until Ctrl-C', async () => {
  const settings = { network: 'ws://127.0.0.1:1', chain: 'default', insecure: false, retryForever: false }
  const open = (more: object, signal = new AbortController().signal) =>
    openChain({ ...settings, ...more } as never, '0.0.0', signal)
  const both = open({ fallbackEndpoints: ['ws://127.0.0.1:2'] })
  await expect(both).rejects.toMatchObject({ code: 'unreachable' })
  const why = await both.catch(error => JSON.stringify([error.message, error.why]))
  expect(why).toMatch(/127\.0\.0\.1:1.*127\.0\.0\.1:2/)
  const stop = new AbortController()
  const started = Date.now()
  setTimeout(() => stop.abort(), 700)
  await expect(open({ fallbackEndpoints: [], retryForever: true }, stop.signal)).rejects.toThrow()
  expect(Date.now() - started).toBeGreaterThan(600)
})

test('paths of btcli lead to the same commands', async () => {
  const help = async (line: string) => (await tao(`${line} --help`, { env })).stdout
  expect(await help('misc weights set')).toBe(await help('weights set'))
  expect(await help('utils axon reset')).toBe(await help('axon reset'))
  expect(await help('wallet swap-coldkey execute')).toContain('tao wallet swap-coldkey execute')
  expect(await help('wallet swap-coldkey')).toContain('COMMAND')
})

test('a group may stand for one of its commands', async () => {
  const { code, stderr } = await tao('wallet swap-coldkey --new-coldkey x --wallet ghost --json', { env })
  expect([code, JSON.parse(stderr).error]).toEqual([1, 'There is no coldkey of wallet "ghost"'])
  expect((await tao('wallet swap-coldkey chekc', { env })).stderr).not.toContain('internal')
})

test.each([
  ['--commands', 'tao tools'],
  ['--install-completion', 'tao completion'],
  ['--debug', 'TAO_DEBUG'],
  ['--proxy-for 5F stake list', 'tao proxy call'],
  ['--mev-shield', '--tolerance'],
])('%s before any command says where it is', async (line, remedy) => {
  const { code, stderr } = await tao(line, { env })
  expect([code, stderr]).toEqual([2, expect.stringContaining(remedy)])
})

test('a flag that takes a value in btcli and none here does not make an argument of it', async () => {
  const { code, stderr } = await tao('wallet regen-coldkey --json export.json', { env })
  expect([code, JSON.parse(stderr)]).toEqual([
    2,
    expect.objectContaining({ remedy: expect.stringContaining('--json-path') }),
  ])
})
