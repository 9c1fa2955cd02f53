/** Flags whose effect takes a chain of their own: those of `chain start`, and an advance to a halving. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openSandbox } from '../../../src/client/sandbox.ts'
import { parseTao } from '../../../src/primitives/amounts.ts'
import { temporaryFolder } from '../../wallet/support/folders.ts'
import { type Outcome, tao } from '../support/tao.ts'

let home: string
beforeEach(() => {
  home = temporaryFolder()
  vi.stubEnv('TAOKIT_HOME', home)
})
afterEach(() => vi.unstubAllEnvs())

const env = { TAO_CONFIG: '/nowhere/config.json' }

interface Started {
  readonly url: string
  readonly urls: readonly string[]
  readonly profile: string
}

/** Serves a chain until `look` has seen enough. */
async function start<T>(
  line: string,
  look: (started: Started) => T | Promise<T>,
): Promise<{ readonly seen: T; readonly outcome: Outcome }> {
  let seen: T
  const then = async (stdout: string): Promise<void> => {
    seen = await look(JSON.parse(stdout.split('\n')[0]!) as Started)
  }
  const ports = line.includes('--port') ? '' : '--port 0'
  const outcome = await tao(`chain start ${ports} ${line} --json`.replaceAll('  ', ' '), {
    env,
    until: { seen: /\n/, then },
  })
  return { outcome, seen: seen! }
}

async function request(url: string, method: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(url.replace('ws://', 'http://'), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: [] }),
  })
}
const chainOf = (folder: string): boolean => existsSync(folder)
const sealing = async ({ url }: Started): Promise<string> => {
  const { result } = (await (await request(url, 'tao_status')).json()) as { result: { sealing: string } }
  return result.sealing
}
const profile = ({ profile }: Started): string => profile

test('chain start --seal', async () => {
  expect((await start('', sealing)).seen).toBe('interval')
  expect((await start('--seal instant', sealing)).seen).toBe('instant')
})

test('chain start --port', async () => {
  expect((await start('--port 0,0', ({ urls }) => urls.length)).seen).toBe(2)
  expect((await start('--port 0', ({ urls }) => urls.length)).seen).toBe(1)
})

test('chain start --address', async () => {
  const { outcome } = await start('--address 0.0.0.0', () => {})
  expect(outcome.stderr).toContain('can use the chain')
  expect((await start('', () => {})).outcome.stderr).not.toContain('can use the chain')
})

test('chain start --unsafe', async () => {
  expect((await start('--address 0.0.0.0 --unsafe', () => {})).outcome.stderr).toContain('has power over the chain')
  const alone = await tao('chain start --unsafe --json', { env })
  expect(alone.error()).toMatchObject({ code: 'usage', error: expect.stringContaining('--unsafe goes with --address') })
})

test('chain start --origin', async () => {
  const page = async ({ url }: Started): Promise<number> =>
    (await request(url, 'system_name', { origin: 'https://example.org' })).status
  expect((await start('', page)).seen).toBe(403)
  expect((await start('--origin https://example.org', page)).seen).toBe(200)
})

test('chain start --profile', async () => {
  expect((await start('--ephemeral', profile)).seen).toBe('sandbox')
  expect((await start('--ephemeral --profile localnet', profile)).seen).toBe('localnet')
})

test('chain start --spec425-only', async () => {
  expect((await start('--ephemeral --spec425-only', profile)).seen).toBe('sandbox-425')
})

test('chain start --ephemeral', async () => {
  await start('--ephemeral', () => {})
  expect(chainOf(join(home, 'chains'))).toBe(false)
  await start('', () => {})
  expect(chainOf(join(home, 'chains', 'default'))).toBe(true)
})

test('chain start --base-path', async () => {
  await start(`--base-path ${join(home, 'elsewhere')}`, () => {})
  expect([chainOf(join(home, 'elsewhere')), chainOf(join(home, 'chains'))]).toEqual([true, false])
})

test('chain start --chain', async () => {
  await start('--chain other', () => {})
  expect([chainOf(join(home, 'chains', 'other')), chainOf(join(home, 'chains', 'default'))]).toEqual([true, false])
})

test('chain advance --to-halving', async () => {
  const sandbox = await openSandbox({ issuance: parseTao('10499998') })
  const advance = async (line: string): Promise<Readonly<Record<string, unknown>>> =>
    (await tao(`chain advance ${line} --json`, { env, openChain: () => sandbox.connect() })).json()
  expect(await advance('')).toMatchObject({ made: 1, reward_changes: [] })
  expect(await advance('--to-halving')).toMatchObject({ reward_changes: [{ to_rao: '500000000' }] })
  await sandbox.close()
})
