/** The built program as separate processes: what a shell, a script and a pipe see. */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { CommandEntry } from '../../src/commands/kit/tree.ts'
import { BIN, build, CLI, type Home, home, ROOT, SUPPORT } from './support/program.ts'

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }

describe('help and version', () => {
  test('answer on standard output', async () => {
    const user = home()
    expect(await user.run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
    const help = await user.run(['--help'])
    expect([help.code, help.stderr]).toEqual([0, ''])
    expect(help.stdout).toContain('tao COMMAND')
    expect((await user.run(['wallet', 'create', '--help'])).stdout).toContain('--no-password')
    expect((await user.run(['help', 'exit-codes'])).stdout).toContain('130')
  })

  test('load nothing but the launcher', async () => {
    const user = home()
    const listing = join(SUPPORT, 'list-files.cjs')
    const { stdout } = await user.run(['wallet', 'create', '--help'], { node: ['--require', listing] })
    const files = ['start.js', 'tao.js', 'commands.json', 'commands/wallet/create.json']
    expect(JSON.parse(stdout.split('\n').at(-2)!)).toEqual(files)
  })
})

describe('mistakes', () => {
  test('end with 2, on standard error', async () => {
    const user = home()
    expect(await user.run(['walet', 'list'])).toEqual({
      code: 2,
      stdout: '',
      stderr: 'Error: There is no command `tao walet`\n  Did you mean: tao wallet?\n',
    })
    expect(await user.run(['wallet', 'list', '--jsn'])).toMatchObject({ code: 2, stdout: '' })
    const { code, stdout, stderr } = await user.run(['wallet', 'sign', '--json'])
    expect([code, stdout, JSON.parse(stderr)]).toMatchObject([2, '', { code: 'usage', missing: ['--message'] }])
  })

  test('never show a stack', async () => {
    const user = home()
    for (const args of [
      ['wallet', 'list', '--wallet-path', '/dev/null/x'],
      ['wallet', 'show', '\u0000'],
      ['config', 'get', '--', '--x'],
    ]) {
      const { code, stderr } = await user.run(args.filter(arg => arg !== '\u0000'))
      expect(code).not.toBe(0)
      expect(stderr).not.toMatch(/\n\s+at /)
    }
  })
})

test('what one process configures the next one uses', async () => {
  const user = home()
  expect(await user.run(['config', 'set', 'wallet', 'main'])).toMatchObject({ code: 0 })
  const { stderr } = await user.run(['wallet', 'show'])
  expect(stderr).toContain('There is no wallet "main"')
  expect(await user.run(['wallet', 'show', '--json'], { env: { BT_WALLET: 'other' } })).toMatchObject({ code: 1 })
})

test('a wallet goes through its life in separate processes', { timeout: 120_000 }, async () => {
  const user = home()
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await user.run(args, { stdin: PHRASE })
    expect(code, stderr).toBe(0)
    return stdout === '' ? undefined : JSON.parse(stdout)
  }
  const words = join(user.folder, 'words')
  const made = await run('wallet', 'new-coldkey', 'main', '--no-password', '--mnemonic-file', words, '--json')
  const again = await run('wallet', 'regen-coldkey', 'copy', '--no-password', '--mnemonic-file', words, '--json')
  expect(again.ss58).toBe(made.ss58)
  const piped = await run('wallet', 'regen-hotkey', 'main', '--hotkey', 'dev', '--mnemonic-file', '-', '--json')
  expect(piped.ss58).toBe('5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV')
  const signed = await run('wallet', 'sign', '-w', 'main/dev', '--use-hotkey', '-m', 'hello', '--json')
  const verified = await run(
    'wallet',
    'verify',
    '-m',
    'hello',
    '-s',
    signed.signed_message,
    '--ss58',
    piped.ss58,
    '--json',
  )
  expect(verified.valid).toBe(true)
  const { coldkeys } = await run('wallet', 'list', '--json')
  expect(coldkeys.map(({ coldkey }: { coldkey: string }) => coldkey)).toEqual(['copy', 'main'])
})

const PHRASE = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk'

const hasBash = process.platform !== 'win32' && spawnSync('bash', ['-c', 'true']).status === 0
describe.skipIf(!hasBash)(hasBash ? 'a pipe' : 'a pipe (skipped: bash is not installed)', () => {
  const bash = (user: Home, script: string) => {
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { env: user.env, encoding: 'utf8' })
    return [stdout.trim(), stderr]
  }

  test('whose reader has seen enough is no failure', () => {
    const script = `"${process.execPath}" "${BIN}" tools | head -c 10 >/dev/null; echo "\${PIPESTATUS[0]}"`
    expect(bash(home(), script)).toEqual(['0', ''])
  })

  test('with a slow reader gets everything', async () => {
    const user = home()
    const { stdout } = await user.run(['tools'])
    const script = `"${process.execPath}" "${BIN}" tools | (sleep 0.3; wc -c)`
    expect(bash(user, script)).toEqual([String(Buffer.byteLength(stdout)), ''])
  })
})

describe('wallet commands', () => {
  test('never load what could open a connection', async () => {
    const user = home()
    const words = join(user.folder, 'words')
    writeFileSync(words, PHRASE, { mode: 0o600 })
    const lines = [
      ['wallet', 'regen-coldkey', 'main', '--no-password', '--mnemonic-file', words],
      ['wallet', 'new-hotkey', 'main', '--show-mnemonic'],
      ['wallet', 'create', 'other', '--no-password', '--show-mnemonic'],
      ['wallet', 'list'],
      ['wallet', 'show', 'main'],
      ['wallet', 'sign', '-w', 'main', '-m', 'hello'],
      ['wallet', 'verify', '-m', 'x', '-s', '00', '--ss58', '5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV'],
      ['wallet', 'regen-coldkeypub', 'watched', '--ss58', '5DfhGyQdFobKM8NsWvEeAKk5EQQgYe9AydgJ7rMB6E1EqRzV'],
    ]
    for (const line of lines) {
      const { stdout, stderr } = await user.run(line, {
        node: ['--require', join(SUPPORT, 'list-modules.cjs')],
      })
      const loaded = stdout.split('\n').at(-2)
      expect(loaded, `${line.join(' ')}\n${stderr}`).toBe('[]')
    }
  })

  test('reach no chain library, and nothing of the chain or its client, in the bundle', () => {
    build()
    const folder = join(CLI, 'commands', 'wallet')
    const takesNoNetwork = (name: string): boolean =>
      !(JSON.parse(readFileSync(join(folder, name), 'utf8')) as CommandEntry).globals.includes('network')
    const offline = readdirSync(folder).filter(name => name.endsWith('.json') && takesNoNetwork(name))
    expect(offline).toEqual(expect.arrayContaining(['create.json', 'list.json', 'sign.json', 'unlock.json']))
    const reached = reachable(offline.map(name => join(folder, name.replace(/json$/, 'js'))))
    for (const file of reached) {
      const code = readFileSync(file, 'utf8')
      for (const library of ['@polkadot', 'ApiPromise', 'WebSocket', 'from"ws"', '"lmdb"']) {
        expect(code.includes(library), `${file} contains ${library}`).toBe(false)
      }
    }
  })
})

/** The files of the bundle that some of them load, at once or later. */
function reachable(files: readonly string[]): Set<string> {
  const reached = new Set<string>()
  const visit = (file: string): void => {
    if (reached.has(file)) return
    reached.add(file)
    const code = readFileSync(file, 'utf8')
    for (const [, path] of code.matchAll(/\brequire\("(\.[^"]+\.js)"\)/g)) visit(join(file, '..', path!))
  }
  files.forEach(visit)
  return reached
}

describe('the package', () => {
  test('holds the program and no source, and its command can be executed', () => {
    build()
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
    const { stdout, status, stderr } = spawnSync(npm, ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: ROOT,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    })
    expect(status, stderr).toBe(0)
    const [{ files }] = JSON.parse(stdout) as [{ files: { path: string; mode: number }[] }]
    const paths = files.map(({ path }) => path)
    for (const path of ['bin/tao.js', 'bin/package.json', 'dist/cli/start.js', 'dist/cli/commands/wallet/list.js']) {
      expect(paths).toContain(path)
    }
    expect(paths.filter(path => path.startsWith('dist/cli/cache') || path.includes('bench'))).toEqual([])
    expect(paths.filter(path => !/^(?:bin|dist)\/|^(?:package\.json|README\.md|LICENSE)$/.test(path))).toEqual([])
    expect(statSync(BIN).mode & 0o111).not.toBe(0)
    expect(readFileSync(BIN, 'utf8').split('\n')[0]).toBe('#!/usr/bin/env node')
  })
})
