/** Help, topics, completion and the catalogue: all made from the declarations. */
import { mkdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../wallet/support/folders.ts'
import { realTree, tao } from '../support/tao.ts'

const env = { TAO_CONFIG: '/nowhere/config.json', NO_COLOR: '1' }
const shown = async (line: string, columns = 100): Promise<string> => {
  const { code, stdout, stderr } = await tao(line, { env, columns, terminal: { stdout: true } })
  expect([code, stderr]).toEqual([0, ''])
  return stdout
}

describe('help', () => {
  test('of the program: groups, commands, topics', async () => {
    const text = await shown('--help')
    for (const word of [
      'Usage\n  tao COMMAND',
      'Groups\n',
      'wallet',
      'config',
      'Commands\n',
      'completion',
      'exit-codes',
    ]) {
      expect(text).toContain(word)
    }
    expect(await shown('')).toBe(text)
    expect(await shown('-h')).toBe(text)
    expect(await shown('help')).toBe(text)
  })

  test('of a group and of a command, by any road', async () => {
    expect(await shown('wallet')).toContain('create')
    const text = await shown('wallet create --help')
    for (const line of [
      'help wallet create',
      'wallet --help create',
      '--help wallet create',
      'w create -h',
      'help w create',
    ]) {
      expect(await shown(line)).toBe(text)
    }
    for (const part of [
      'tao wallet create [WALLET] [options]',
      '--no-password',
      '--dry-run',
      '# Make the wallet main',
    ]) {
      expect(text).toContain(part)
    }
    expect(text).not.toContain('--network')
  })

  test('of every command fits the terminal, and names its arguments, flags and examples', async () => {
    for (const command of (await realTree()).commands) {
      const line = command.path.join(' ')
      for (const columns of [60, 80]) {
        const text = await shown(`${line} --help`, columns)
        const wide = text
          .split('\n')
          .filter(row => row.length > columns && row.includes(' ') && !row.startsWith('  tao'))
        expect(wide, `${line} at ${columns} columns`).toEqual([])
        expect(text).toContain(command.summary.slice(0, 20))
        for (const { flag, hidden } of command.options) if (!hidden) expect(text).toContain(flag)
        for (const example of command.examples) expect(text).toContain(example.line)
      }
      if (command.hidden !== true) expect(command.examples.length, `${line} has no example`).toBeGreaterThan(0)
      expect(command.summary, line).toMatch(/^[A-Z].*[^.]$/)
    }
  })

  test('of a group has its commands in the order that the group names', async () => {
    const { commands } = await realTree()
    const ofStake = commands.filter(({ path }) => path[0] === 'stake' && path.length === 2)
    expect(ofStake.slice(0, 4).map(({ path }) => path[1])).toEqual(['list', 'show', 'add', 'remove'])
  })

  test('of topics', async () => {
    expect(await shown('help exit-codes')).toMatch(/130\s+Interrupted with Ctrl-C\. interrupted/)
    expect(await shown('help environment')).toMatch(/BT_WALLET_PATH\s+as --wallet-path/)
    expect(await shown('help settings')).toMatch(/network\s+finney, test/)
    expect((await tao('help nonsense', { env })).code).toBe(2)
  })

  test('the version', async () => {
    for (const line of ['--version', '-V']) expect(await shown(line)).toBe('0.0.0\n')
  })
})

describe('examples', () => {
  test('are lines that the program understands', async () => {
    for (const { path, examples } of (await realTree()).commands) {
      for (const { line } of examples) {
        const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare!)
        expect(words[0]).toBe('tao')
        // --help is answered only after the line was found to lead to a command.
        const outcome = await tao([...words.slice(1), '--help'], { env })
        expect(outcome.stdout, line).toContain(`tao ${path.join(' ')}`)
      }
    }
  })
})

describe('completion', () => {
  const offered = async (line: string, more: Record<string, string> = {}): Promise<string[]> => {
    const words = line.split(' ')
    const { stdout, code } = await tao(['__complete', ...words], { env: { ...env, ...more } })
    expect(code).toBe(0)
    return stdout
      .split('\n')
      .filter(row => row !== '')
      .map(row => row.split('\t')[0]!)
  }

  test('of groups, commands and options', async () => {
    expect(await offered('wal')).toEqual(['wallet'])
    expect(await offered('wallet new-')).toEqual(['new-coldkey', 'new-hotkey'])
    expect(await offered('w new-c')).toEqual(['new-coldkey'])
    expect(await offered('wallet sign --mes')).toEqual(['--message'])
    expect(await offered('wallet sign --net')).toEqual([])
    expect(await offered('--json wallet si')).toEqual(['sign'])
    expect(await offered('help exi')).toEqual(['exit-codes'])
    expect(await offered('nonsense x')).toEqual([])
  })

  test('of values: choices, files, wallets and hotkeys', async () => {
    expect(await offered('wallet create --crypto-type ed')).toEqual(['ed25519'])
    expect(await offered('wallet create --crypto-type=ed')).toEqual(['--crypto-type=ed25519'])
    expect(await offered('wallet import ')).toEqual([':file'])
    expect(await offered('wallet import some.json --wallet-path ')).toEqual([':folder'])
    expect(await offered('completion z')).toEqual(['zsh'])
    const root = temporaryFolder()
    for (const folder of ['main/hotkeys', 'other', '.hidden', 'two words'])
      mkdirSync(`${root}/${folder}`, { recursive: true })
    const { writeFileSync } = await import('node:fs')
    for (const file of ['miner', 'minerpub.txt', 'lock.lock']) writeFileSync(`${root}/main/hotkeys/${file}`, '')
    const wallets = { BT_WALLET_PATH: root }
    expect(await offered('wallet show ', wallets)).toEqual(['main', 'other'])
    expect(await offered('wallet sign -w m', wallets)).toEqual(['main'])
    expect(await offered('wallet sign -w main --hotkey ', wallets)).toEqual(['miner'])
  })
})

describe('the catalogue', () => {
  interface Tool {
    readonly name: string
    readonly flags: Record<string, string>
    readonly input_schema: {
      readonly properties: Record<string, { readonly type?: string; readonly description: string }>
    }
    readonly output_schema: Record<string, unknown>
  }

  test('names every command with schemas of what goes in and comes out', async () => {
    const tools = (await tao('tools', { env })).json<Tool[]>()
    const shown = (await realTree()).commands.filter(({ hidden }) => hidden !== true)
    expect(tools.map(({ name }) => name)).toEqual(shown.map(({ path }) => path.join(' ')))
    const create = tools.find(({ name }) => name === 'wallet create')!
    expect(create.input_schema.properties.no_password).toMatchObject({ type: 'boolean' })
    expect(create.flags.no_password).toBe('--no-password')
    expect(create.output_schema).toHaveProperty('anyOf')
    expect((await tao('tools --json', { env })).json()).toEqual(tools)
  })
})
