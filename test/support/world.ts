/**
 * A sandbox chain in memory with wallets on it, and the commands that act there:
 *
 *     const world = await openWorld()
 *     await world.json('subnets create --wallet owner')
 *     await world.refused('subnets start 2 --wallet miner')
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, vi } from 'vitest'
import { route } from '../../src/commands/kit/route.ts'
import { indexOf } from '../../src/commands/kit/tree.ts'
import { keyFromUri } from '../../src/wallet/key-sources.ts'
import { coldkeyPlace, hotkeyPlace, walletPlace, walletRoot } from '../../src/wallet/places.ts'
import { saveKey } from '../../src/wallet/saving.ts'
import type { MemoryOptions } from '../commands/support/memory-host.ts'
import { type Outcome, realTree, tao } from '../commands/support/tao.ts'
import { openSandbox, type Sandbox } from './sandbox.ts'
import { violations } from './schema.ts'

/** Wallets by name with the URIs of their coldkeys; the hotkey of each is `URI//hot`. */
const WALLETS = { owner: '//Bob', miner: '//Charlie', val: '//Dave', other: '//Eve' } as const

export interface World {
  readonly sandbox: Sandbox
  readonly folder: string
  run(line: string | readonly string[], options?: MemoryOptions): Promise<Outcome>
  /** The result, which fits the schema of its command. */
  json<T = Readonly<Record<string, unknown>>>(line: string): Promise<T>
  /** What a dry run tells, which changes nothing. */
  dryRun(line: string): Promise<Readonly<Record<string, unknown>>>
  /** The error, after which nothing has changed. */
  refused(line: string): Promise<Readonly<Record<string, unknown>>>
  head(): Promise<number>
  advance(blocks: number): Promise<void>
  close(): Promise<void>
}

export async function openWorld(): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'taokit-world-'))
  vi.stubEnv('TAOKIT_HOME', join(folder, 'home'))
  const root = walletRoot(join(folder, 'wallets'), {})
  for (const [name, uri] of Object.entries(WALLETS)) {
    const place = walletPlace(root, name)
    await saveKey(coldkeyPlace(place), keyFromUri(uri), { password: null })
    await saveKey(hotkeyPlace(place, 'default'), keyFromUri(`${uri}//hot`), { password: null })
  }
  const sandbox = await openSandbox()
  const env = { TAO_CONFIG: '/nowhere/config.json', NO_COLOR: '1', BT_WALLET_PATH: root.path }
  const run: World['run'] = (line, options = {}) =>
    tao(line, { openChain: () => sandbox.connect(), ...options, env: { ...env, ...options.env } })
  const head = async (): Promise<number> => (await sandbox.chain.head()).number
  return {
    sandbox,
    folder,
    run,
    head,
    json: async line => {
      const outcome = await run(`${line} --json`)
      expect([line, outcome.code, outcome.code === 0 ? '' : outcome.stderr]).toEqual([line, 0, ''])
      await expectSchema(line, outcome.json())
      return outcome.json()
    },
    dryRun: async line => {
      const before = await head()
      const outcome = await run(`${line} --dry-run --json`)
      expect([line, outcome.code, outcome.code === 0 ? '' : outcome.stderr]).toEqual([line, 0, ''])
      expect(await head()).toBe(before)
      return outcome.json()
    },
    refused: async line => {
      const before = await head()
      const outcome = await run(`${line} --json`)
      expect([line, outcome.stdout]).toEqual([line, ''])
      expect([line, outcome.code]).not.toEqual([line, 0])
      expect([line, await head()]).toEqual([line, before])
      expect(outcome.error().code).not.toBe('internal')
      return { ...outcome.error(), exit: outcome.code }
    },
    advance: blocks => sandbox.advance(blocks),
    close: async () => {
      await sandbox.close()
      vi.unstubAllEnvs()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function expectSchema(line: string, json: unknown): Promise<void> {
  // A choice of fields is less than the schema says.
  if (line.includes('--fields')) return
  const tree = await realTree()
  const found = route(line.split(' '), indexOf(tree))
  expect([line, found.kind]).toEqual([line, 'command'])
  const { path } = (found as Extract<typeof found, { kind: 'command' }>).command
  const { output } = tree.commands.find(command => command.path.join(' ') === path.join(' '))!
  expect([line, violations(output, json)]).toEqual([line, []])
}
