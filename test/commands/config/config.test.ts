/** The configuration: set, read, taken away; safe against accidents. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { configPath } from '../../../src/commands/kit/config.ts'
import { CONFIG_KEYS } from '../../../src/commands/kit/config-keys.ts'
import { temporaryFolder } from '../../wallet/support/folders.ts'
import { realCommands, tao } from '../support/tao.ts'

let folder: string
let env: Record<string, string>
beforeEach(() => {
  folder = temporaryFolder()
  env = { TAO_CONFIG: join(folder, 'deep', 'config.json'), NO_COLOR: '1' }
})
const run = (line: string, options: Parameters<typeof tao>[1] = {}) => tao(line, { env, ...options })

test('a default is set, used, shown and taken away', async () => {
  expect(await run('config set network finney')).toMatchObject({ code: 0, stdout: 'network\tfinney\n', stderr: '' })
  expect((await run('config set wallet main --json')).json()).toEqual([{ key: 'wallet', value: 'main' }])
  expect((await run('config get --json')).json()).toEqual({ network: 'finney', wallet: 'main' })
  expect((await run('config get network')).stdout).toBe('finney\n')
  expect((await run('config unset network --json')).json()).toEqual({ key: 'network', was_set: true })
  expect((await run('config get network --json')).json()).toBeNull()
  expect((await run('config get')).stdout).toBe('wallet\tmain\n')
})

test('flags set several at once, as btcli has it; other names of a key are understood', async () => {
  await run('config set --wallet.name main --wallet_hotkey miner --subtensor.network test')
  expect((await run('config get --json')).json()).toEqual({ hotkey: 'miner', network: 'test', wallet: 'main' })
  await run('config set wallet_hotkey validator')
  expect((await run('config get wallet-hotkey')).stdout).toBe('validator\n')
})

test('the file and its folder are closed to others', async () => {
  await run('config set wallet main')
  expect(statSync(env.TAO_CONFIG!).mode & 0o777).toBe(0o600)
  expect(statSync(join(folder, 'deep')).mode & 0o777).toBe(0o700)
})

test('reading writes nothing', async () => {
  await run('config get')
  await run('wallet list')
  expect(readdirSync(folder)).toEqual([])
})

test.each([
  ['config set netwrok finney', 'There is no setting `netwrok`', 'Did you mean network?'],
  ['config set network', 'Set network to what?', 'tao config set network VALUE'],
  ['config set', 'Set what?', 'tao config set KEY VALUE'],
  ['config set network fin', 'network: Not a network', 'Did you mean finney?'],
  ['config set json perhaps', 'json: Not yes or no', 'Write true or false.'],
])('%s is refused', async (line, message, remedy) => {
  const { code, stdout, stderr } = await run(line)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain(`Error: ${message}`)
  expect(stderr).toContain(remedy)
  expect(existsSync(env.TAO_CONFIG!)).toBe(false)
})

test('a dry run changes nothing', async () => {
  const { stdout } = await run('config set network test --dry-run')
  expect(stdout).toContain('tao config set network test')
  expect(existsSync(env.TAO_CONFIG!)).toBe(false)
})

describe('clear', () => {
  test('asks first', async () => {
    await run('config set wallet main')
    expect(await run('config clear', { terminal: true, answers: [false] })).toMatchObject({ code: 3 })
    expect((await run('config get')).stdout).toBe('wallet\tmain\n')
    expect(await run('config clear')).toMatchObject({ code: 2 })
    expect((await run('config clear --yes --json')).json()).toEqual({ cleared: 1 })
    expect((await run('config get --json')).json()).toEqual({})
  })
})

test('a damaged file is set aside, not lost, and a warning says so', async () => {
  mkdirSync(join(folder, 'deep'))
  for (const damage of ['{"wallet": "ma', '[1]', 'null', '']) {
    writeFileSync(env.TAO_CONFIG!, damage)
    const { code, stderr } = await run('config get')
    expect(code).toBe(0)
    expect(stderr).toMatch(/^Warning: The configuration .* was no JSON object\./)
    const aside = readdirSync(join(folder, 'deep')).find(name => name.includes('corrupt'))!
    expect(aside).toBe('config.json.corrupt.20260102T030405Z')
    expect(readFileSync(join(folder, 'deep', aside), 'utf8')).toBe(damage)
  }
  await run('config set wallet main')
  expect((await run('config get')).stdout).toBe('wallet\tmain\n')
})

test('a damaged file does not spoil JSON', async () => {
  mkdirSync(join(folder, 'deep'))
  writeFileSync(env.TAO_CONFIG!, '{')
  const { stdout, error } = await run('config get --json')
  expect(JSON.parse(stdout)).toEqual({})
  expect(error<{ warnings: string[] }>().warnings[0]).toContain('set aside')
})

test.skipIf(process.getuid?.() === 0)('a file that cannot be read is an error that says so', async () => {
  mkdirSync(join(folder, 'deep'))
  writeFileSync(env.TAO_CONFIG!, '{}')
  chmodSync(env.TAO_CONFIG!, 0)
  expect((await run('config get')).stderr).toContain('cannot be used')
})

test('what is configured decides, and is checked when it is used', async () => {
  mkdirSync(join(folder, 'deep'))
  writeFileSync(env.TAO_CONFIG!, JSON.stringify({ json: true }))
  expect((await run('config path')).json()).toBe(env.TAO_CONFIG)
  writeFileSync(env.TAO_CONFIG!, JSON.stringify({ quiet: 'perhaps' }))
  expect((await run('config path')).stderr).toContain('The setting quiet: Not yes or no')
})

test('the file lies where the system keeps such files', () => {
  const HOME = '/home/a'
  expect(configPath({ env: { HOME }, platform: 'linux' })).toBe('/home/a/.config/taokit/config.json')
  expect(configPath({ env: { HOME, XDG_CONFIG_HOME: '/x' }, platform: 'linux' })).toBe('/x/taokit/config.json')
  expect(configPath({ env: { HOME }, platform: 'darwin' })).toBe('/home/a/Library/Preferences/taokit/config.json')
  expect(configPath({ env: { HOME, APPDATA: '/r' }, platform: 'win32' })).toBe('/r/taokit/config.json')
})

test('every key that a command names is one that can be set', async () => {
  const known = CONFIG_KEYS.map(({ name }) => name)
  for (const { value } of await realCommands()) {
    const options = Object.values({ ...value.arguments, ...value.options })
    for (const { spec } of options) if (spec.config !== undefined) expect(known).toContain(spec.config)
  }
})
