/** What a line means: spellings, places of options, arguments, sources, and what is wrong with it. */
import { describe, expect, test } from 'vitest'
import { action, read } from '../../../src/commands/kit/command.ts'
import { setting } from '../../../src/commands/kit/globals.ts'
import { toJson } from '../../../src/commands/kit/json.ts'
import {
  choice,
  flag,
  integer,
  netuid,
  ratio,
  tao as taoOption,
  text,
  toggle,
} from '../../../src/commands/kit/options.ts'
import { json } from '../../../src/commands/kit/shape.ts'
import { temporaryFolder } from '../../wallet/support/folders.ts'
import { taoWith } from '../support/tao.ts'

/** Shows what it was given. */
const echo = read({
  summary: 'Show the inputs',
  aliases: ['repeat'],
  arguments: { amount: taoOption({ summary: 'An amount' }), netuids: netuid({ summary: 'Subnets', many: true }) },
  options: {
    useHotkey: flag({ summary: 'A flag', off: ['no-use-hotkey'] }),
    safe: flag({ summary: 'On by default', default: true, off: ['no-safe', 'unsafe'] }),
    partial: toggle({ summary: 'On, off or not said', off: ['no-partial'] }),
    tolerance: ratio({ summary: 'A share', default: 5_000_000n, aliases: ['rate.tolerance'] }),
    words: choice(['few', 'many'], { summary: 'A choice', short: 'W' }),
    count: integer({ summary: 'A number', min: 1, max: 9, env: ['TAO_TEST_COUNT'] }),
    note: text({ summary: 'A text', excludes: ['count'] }),
  },
  uses: ['wallet', 'hotkey', 'network'],
  output: json('What was given'),
  run: (input, ctx) => toJson({ ...input, ...pickSettings(ctx.settings) }),
})

function pickSettings({
  wallet,
  hotkey,
  network,
  chain,
  walletPath,
}: Record<string, unknown>): Record<string, unknown> {
  return { wallet, hotkey, network, chain, walletPath: walletPath ?? null }
}

const commands = { 'test echo': echo }
const env = { TAO_CONFIG: '/nowhere/config.json' }
const given = async (line: string, more: Record<string, string> = {}): Promise<Record<string, unknown>> => {
  const outcome = await taoWith(commands, line, { env: { ...env, ...more } })
  expect(outcome.stderr).toBe('')
  return outcome.json()
}
const refused = async (line: string, more: Record<string, string> = {}): Promise<string> => {
  const outcome = await taoWith(commands, line, { env: { ...env, ...more } })
  expect(outcome.stdout).toBe('')
  expect(outcome.code).toBe(2)
  return outcome.stderr
}

describe('options', () => {
  test('have defaults', async () => {
    expect(await given('test echo --json')).toEqual({
      netuids: [],
      useHotkey: false,
      safe: true,
      tolerance: '5000000',
      wallet: 'default',
      hotkey: 'default',
      network: 'local',
      chain: 'default',
      walletPath: null,
    })
  })

  test('may stand before, between and behind the words of the command', async () => {
    for (const line of ['--json -w main test echo', 'test --json -w main echo', 'test echo -w main --json']) {
      expect(await given(line)).toMatchObject({ wallet: 'main' })
    }
  })

  test.each([
    ['-w main', { wallet: 'main' }],
    ['-wmain', { wallet: 'main' }],
    ['--wallet=main', { wallet: 'main' }],
    ['--wallet-name main', { wallet: 'main' }],
    ['--wallet_name main', { wallet: 'main' }],
    ['--wallet.name main', { wallet: 'main' }],
    ['--name main', { wallet: 'main' }],
    ['--wallet-hotkey h', { hotkey: 'h' }],
    ['--wallet_hotkey h', { hotkey: 'h' }],
    ['--wallet.hotkey h', { hotkey: 'h' }],
    ['-H h', { hotkey: 'h' }],
    ['--wallet.path /x', { walletPath: '/x' }],
    ['--wallet_path /x', { walletPath: '/x' }],
    ['-p /x', { walletPath: '/x' }],
    ['-n finney', { network: 'finney' }],
    ['--subtensor.network test', { network: 'test' }],
    ['--subtensor.chain_endpoint wss://node.example', { network: 'wss://node.example' }],
    ['--network mainnet', { network: 'finney' }],
    ['--network TESTNET', { network: 'test' }],
    ['--rate.tolerance 0.1', { tolerance: '100000000' }],
  ])('%s is an accepted spelling', async (flags, expected) => {
    expect(await given(`test echo --json ${flags}`)).toMatchObject(expected)
  })

  test('--json-output and --json-out are --json', async () => {
    for (const spelling of ['--json-output', '--json-out', '--json_output']) {
      expect(await given(`test echo ${spelling}`)).toMatchObject({ wallet: 'default' })
    }
  })

  test('underscores are dashes in commands too', async () => {
    const dashed = { 'test do-it': echo }
    expect((await taoWith(dashed, 'test do_it --json', { env })).code).toBe(0)
    expect((await taoWith(commands, 'test repeat --json', { env })).code).toBe(0)
  })

  test.each([
    ['--use-hotkey', { useHotkey: true }],
    ['--use-hotkey --no-use-hotkey', { useHotkey: false }],
    ['--unsafe', { safe: false }],
    ['--no-safe', { safe: false }],
    ['--no-safe --safe', { safe: true }],
    ['--partial', { partial: true }],
    ['--no-partial', { partial: false }],
  ])('flags: %s', async (flags, expected) => {
    expect(await given(`test echo --json ${flags}`)).toMatchObject(expected)
  })

  test('several values: repeated, or with commas', async () => {
    expect(await given('test echo --json --netuids 1,2 --netuids 3')).toMatchObject({ netuids: [1, 2, 3] })
    expect(await given('test echo 1 4 5 --json')).toMatchObject({ amount: '1000000000', netuids: [4, 5] })
  })

  test('an argument may be given by its flag', async () => {
    expect(await given('test echo --json --amount 0.000000001')).toMatchObject({ amount: '1' })
  })

  test('what follows -- is an argument, whatever it looks like', async () => {
    expect(await refused('test echo -- --json')).toContain('Not an amount: `--json`')
  })

  test('a value may look like an option', async () => {
    expect(await given('test echo --json --note --help')).toMatchObject({ note: '--help' })
  })

  test('btcli spells --network as --chain; a chain inside has a name', async () => {
    expect(await given('test echo --json --chain finney')).toMatchObject({ network: 'finney', chain: 'default' })
    expect(await given('test echo --json --chain ws://127.0.0.1:9944')).toMatchObject({
      network: 'ws://127.0.0.1:9944',
    })
    expect(await given('test echo --json --chain trial')).toMatchObject({ network: 'local', chain: 'trial' })
    expect(await refused('test echo --chain finney --network test')).toContain('name two networks')
  })
})

describe('sources', () => {
  test('flag, then environment, then configuration, then default', async () => {
    const path = `${temporaryFolder()}/config.json`
    const { writeFileSync } = await import('node:fs')
    writeFileSync(path, JSON.stringify({ wallet: 'configured', network: 'test' }))
    const configured = { TAO_CONFIG: path }
    expect(await given('test echo --json', configured)).toMatchObject({ wallet: 'configured', network: 'test' })
    const inEnvironment = { ...configured, BT_WALLET: 'environment' }
    expect(await given('test echo --json', inEnvironment)).toMatchObject({ wallet: 'environment' })
    expect(await given('test echo --json', { ...inEnvironment, TAO_WALLET: 'ours' })).toMatchObject({ wallet: 'ours' })
    expect(await given('test echo --json -w flag', inEnvironment)).toMatchObject({ wallet: 'flag' })
  })

  test('a wrong value is refused with the name of what gave it', async () => {
    expect(await refused('test echo --count 10')).toContain('Error: --count: Not a whole number from 1 to 9: `10`')
    expect(await refused('test echo', { TAO_TEST_COUNT: 'x' })).toContain('TAO_TEST_COUNT: Not a whole number')
    expect(await refused('test echo --subtensor.network fliney')).toMatch(
      /--subtensor\.network: Not a network[\s\S]*finney/,
    )
  })

  test('a setting that the command does not use is not even looked at', async () => {
    const plain = read({ summary: 'Nothing', output: json('Null'), run: () => null })
    const outcome = await taoWith({ plain }, 'plain --json', { env: { ...env, TAO_NETWORK: 'nonsense' } })
    expect(outcome).toMatchObject({ code: 0, stdout: 'null\n' })
  })
})

describe('mistakes', () => {
  test('an unknown command: the nearest ones are suggested', async () => {
    expect(await refused('tets echo')).toBe('Error: There is no command `tao tets`\n  Did you mean: tao test?\n')
    expect(await refused('test ecoh')).toContain('Did you mean: tao test echo?')
    expect(await refused('echo')).toContain('Did you mean: tao test echo?')
    expect(await refused('zzzzz')).toContain('See what there is with: tao --help')
  })

  test('an unknown option: the nearest one is suggested', async () => {
    expect(await refused('test echo --tolerence 1')).toBe(
      'Error: `tao test echo` has no option --tolerence\n  Did you mean --tolerance?\n',
    )
  })

  test('an option without its value, an argument too many, an option given twice', async () => {
    expect(await refused('test echo --count')).toContain('--count needs a value')
    expect(await refused('test echo 1 2 x')).toContain('--netuids: Not a netuid')
    expect(await refused('test echo --count 1 --count 2')).toContain('--count is given twice, with different values')
    const plain = read({ summary: 'Nothing', output: json('Null'), run: () => null })
    expect((await taoWith({ plain }, 'plain x', { env })).stderr).toContain('`tao plain` takes no arguments')
  })

  test('inputs that exclude each other', async () => {
    expect(await refused('test echo --note a --count 1')).toContain('--note and --count exclude each other')
  })

  test('a setting that the command cannot use is refused by name', async () => {
    expect(await refused('test echo --dry-run')).toBe(
      'Error: `tao test echo` takes no --dry-run\n  It changes nothing, so a dry run is the run itself.\n  Leave it out.\n',
    )
    expect(await refused('test echo --no-prompt')).toContain('takes no --no-prompt')
  })

  test('amounts are never guessed', async () => {
    for (const amount of ['1e3', '1_000', '1,5x', '0.0000000001', '٣', '']) {
      expect(await refused(`test echo --amount '${amount}'`)).toContain('--amount: Not an amount')
    }
  })

  test('a group alone shows what is in it', async () => {
    const { code, stdout } = await taoWith(commands, 'test', { env })
    expect([code, stdout]).toEqual([0, expect.stringContaining('echo  Show the inputs')])
    expect((await taoWith(commands, 'test --json', { env })).code).toBe(2)
  })

  test('errors are one JSON object under --json, even when the line cannot be read', async () => {
    const { stdout, error, code } = await taoWith(commands, 'test echo --json --cuont 1', { env })
    expect([stdout, code]).toEqual(['', 2])
    expect(error()).toEqual({
      error: '`tao test echo` has no option --cuont',
      code: 'usage',
      why: [],
      remedy: 'Did you mean --count?',
    })
  })
})

describe('declarations', () => {
  test('a setting may be an argument', async () => {
    const command = read({
      summary: 'Show the wallet',
      arguments: { wallet: setting('wallet', { summary: 'The wallet' }) },
      output: json('Twice the wallet'),
      run: ({ wallet }, ctx) => [wallet, ctx.settings.wallet],
    })
    for (const line of ['wallet main', 'wallet -w main', '--wallet.name main wallet']) {
      expect((await taoWith({ wallet: command }, `${line} --json`, { env })).json()).toEqual(['main', 'main'])
    }
    expect((await taoWith({ wallet: command }, 'wallet main -w other', { env })).stderr).toContain('given twice')
  })

  test('two options with one spelling are a mistake that is told at once', async () => {
    const command = action({
      summary: 'Wrong',
      options: { one: text({ summary: 'One', short: 'x' }), two: text({ summary: 'Two', aliases: ['x'] }) },
      output: json('Null'),
      plan: () => ({ summary: 'Nothing', perform: () => null }),
    })
    await expect(taoWith({ wrong: command }, 'wrong')).rejects.toThrow('-x is declared by one and two')
  })
})
