/**
 * A small world to stake in: subnets 2 (//Alice) and 3 (//Bob) that have started, a wallet `main` with the hotkeys `validator`
 * and `second` and τ5000, a wallet `savings` without anything.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asRoot, type Call, call } from '../../../src/client/transactions/call.ts'
import { addressOf, openSandbox, type Sandbox } from '../../support/sandbox.ts'
import type { MemoryOptions } from '../support/memory-host.ts'
import { type Outcome, tao } from '../support/tao.ts'

/** The hotkeys of the owners of subnets 2 and 3. */
export const ALICE_HOT = addressOf('//Alice//hot')
export const BOB_HOT = addressOf('//Bob//hot')
export const CHARLIE = addressOf('//Charlie')

export interface World {
  readonly sandbox: Sandbox
  /** The coldkey of `main`. */
  readonly coldkey: string
  run(line: string, options?: MemoryOptions): Promise<Outcome>
  /** The JSON of a line that must succeed. */
  json<T = Json>(line: string): Promise<T>
  /** A refusal: its exit code and JSON. The state of the wallet must be the same after it. */
  refused(line: string): Promise<Refusal>
  /** The JSON of a dry run, then that of the deed. */
  twice(line: string): Promise<{ readonly dry: Json; readonly done: Json }>
  asRoot(inner: Call): Promise<void>
  /** Signs as `main` what other commands would do. */
  asMain(call: Call): Promise<void>
  close(): Promise<void>
}

// biome-ignore lint/suspicious/noExplicitAny: JSON of any command
export type Json = Record<string, any>

export interface Refusal {
  readonly code: number
  readonly error: Json
}

export async function openWorld(): Promise<World> {
  const sandbox = await openSandbox()
  const folder = mkdtempSync(join(tmpdir(), 'tao-stake-'))
  const env = { TAO_CONFIG: '/nowhere/config.json', NO_COLOR: '1', BT_WALLET_PATH: folder, TAO_WALLET: 'main' }
  const run: World['run'] = (line, options = {}) =>
    tao(line, { ...options, env: { ...env, ...options.env }, openChain: sandbox.connect })
  const json = async <T>(line: string): Promise<T> => {
    const { code, stdout, stderr } = await run(`${line} --json`)
    if (code !== 0) throw new Error(`tao ${line} ended with ${code}:\n${stderr}`)
    return JSON.parse(stdout) as T
  }
  const holdings = async (): Promise<unknown> => [
    await json('wallet balance main savings'),
    await json('stake list main savings'),
  ]
  await run('wallet create main --hotkey validator --no-password --show-mnemonic')
  await run('wallet new-hotkey --wallet main --hotkey second --show-mnemonic')
  await run('wallet create savings --no-password --show-mnemonic')
  await json('wallet fund main 5000')
  const [{ address: coldkey }] = await json<[{ address: string }]>('wallet balance main')
  const send = async (uri: string, ...calls: readonly Call[]): Promise<void> => {
    for (const each of calls) await sandbox.send(uri, each)
  }
  for (const [uri, hotkey, netuid] of [
    ['//Alice', ALICE_HOT, 2],
    ['//Bob', BOB_HOT, 3],
  ] as const) {
    await send(
      uri,
      call('SubtensorModule.register_network', { hotkey }),
      call('SubtensorModule.start_call', { netuid }),
    )
  }
  return {
    sandbox,
    coldkey,
    run,
    json,
    refused: async line => {
      const before = await holdings()
      const { code, stdout, stderr } = await run(`${line} --json`)
      const after = await holdings()
      if (code === 0 || stdout !== '') throw new Error(`tao ${line} was not refused:\n${stdout}`)
      if (JSON.stringify(before) !== JSON.stringify(after)) throw new Error(`tao ${line} changed something`)
      return { code, error: JSON.parse(stderr) as Json }
    },
    twice: async line => ({ dry: await json(`${line} --dry-run`), done: await json(line) }),
    asRoot: inner => send('//Alice', asRoot(inner)),
    asMain: async each => {
      const { secretPhrase } = JSON.parse(readFileSync(join(folder, 'main', 'coldkey'), 'utf8'))
      await send(secretPhrase, each)
    },
    close: async () => {
      await sandbox.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Lets subnets pay root from the next blocks on, and nobody claim but who asks for it. */
export async function payRoot({ asRoot: send }: World): Promise<void> {
  await send(call('AdminUtils.sudo_set_subnet_moving_alpha', { alpha: { bits: 1n << 31n } }))
  for (const netuid of [2, 3]) {
    await send(call('AdminUtils.sudo_set_ema_price_halving_period', { netuid, ema_halving: 1 }))
  }
  await send(call('SubtensorModule.sudo_set_num_root_claims', { new_value: 0 }))
}
