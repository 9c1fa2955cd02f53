/** Whatever a node answers, the calls of a client end, promptly, with a value or with words for a person. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Chain } from '../../src/client/chain.ts'
import type { Needs } from '../../src/client/metadata/needs.ts'
import { mergeNeeds } from '../../src/client/metadata/needs.ts'
import { type Network, networkOf } from '../../src/client/networks.ts'
import { readPayload } from '../../src/client/signing/reading.ts'
import { build } from '../../src/client/transactions/build.ts'
import { call, callNeeds } from '../../src/client/transactions/call.ts'
import { eventsAt } from '../../src/client/transactions/events.ts'
import { estimateFee } from '../../src/client/transactions/fee.ts'
import { outcomeOf, preview } from '../../src/client/transactions/outcome.ts'
import { prepare, renewed, signPrepared } from '../../src/client/transactions/sign.ts'
import { submit } from '../../src/client/transactions/submit.ts'
import { toHex } from '../../src/primitives/bytes.ts'
import { TaoError } from '../../src/primitives/errors.ts'
import { keyFromUri } from '../../src/wallet/key-sources.ts'
import { addressOf, openSandbox, type Sandbox } from '../support/sandbox.ts'
import { diceOf, type HostileOptions, hostileNode } from './support/hostile-node.ts'

const ALICE = addressOf('//Alice')
const KEY = keyFromUri('//Alice')
const ORDER = call('Balances.transfer_keep_alive', { dest: addressOf('//Bob'), value: 1_000_000n })
const NEEDS: Needs = mergeNeeds(callNeeds(ORDER), {
  storage: ['SubtensorModule.Tempo', 'SubtensorModule.Keys', 'System.Account'],
  apis: ['SubnetInfoRuntimeApi.get_subnets_info', 'SwapRuntimeApi.current_alpha_price'],
})
const NETWORK: Network = networkOf('ws://localhost:1')

let sandbox: Sandbox
let cache: string
beforeAll(async () => {
  cache = mkdtempSync(join(tmpdir(), 'taokit-hostile-'))
  sandbox = await openSandbox()
  await sandbox.send('//Alice', call('SubtensorModule.register_network', { hotkey: addressOf('//hot') }))
})
afterAll(async () => {
  await sandbox.close()
  rmSync(cache, { recursive: true, force: true })
})

/** What every public call comes to, by name: `value`, or the code of the error. Anything but a TaoError is thrown. */
async function tryAll(options: Omit<HostileOptions, 'sandbox'>, dir?: string): Promise<Map<string, string>> {
  const outcomes = new Map<string, string>()
  const attempt = async <T>(name: string, work: () => T | Promise<T>): Promise<T | undefined> => {
    const started = performance.now()
    try {
      const value = await work()
      outcomes.set(name, 'value')
      return value
    } catch (error) {
      if (!(error instanceof TaoError) || error.code === 'internal') throw new Error(`${name} broke`, { cause: error })
      expect(error.message.length + error.why.join('').length).toBeLessThan(10_000)
      outcomes.set(name, error.code)
      return undefined
    } finally {
      expect(performance.now() - started, name).toBeLessThan(4_000)
    }
  }
  const provider = hostileNode({ sandbox, ...options })
  const chain = await attempt('open', () => Chain.open({ network: NETWORK, provider, ...(dir && { cache: dir }) }))
  const client = chain && (await attempt('with', () => chain.with(NEEDS)))
  if (chain === undefined || client === undefined) return outcomes
  await attempt('get', () => client.get('SubtensorModule.Tempo', 1))
  await attempt('many', () => client.many('SubtensorModule.Tempo', [0, 1, 2]))
  await attempt('entries', () => client.entries('System.Account'))
  await attempt('ask', () => client.ask('SubnetInfoRuntimeApi.get_subnets_info'))
  const block = await attempt('head', () => chain.head())
  const at = await attempt('at', () => client.at(block))
  if (at !== undefined) await attempt('at.get', () => at.get('SubtensorModule.Keys', 1, 0))
  await attempt('eventsAt', () => eventsAt(client, block?.hash ?? `0x${'00'.repeat(32)}`))
  const encoded = await attempt('build', () => build(client, ORDER))
  if (encoded === undefined) return outcomes
  await attempt('estimateFee', () => estimateFee(client, encoded, ALICE))
  await attempt('preview', () => preview(client, toHex(encoded), ALICE))
  const prepared = await attempt('prepare', () => prepare(client, encoded, ALICE))
  if (prepared === undefined) return outcomes
  await attempt('readPayload', () => readPayload(client, prepared.payload, prepared.start))
  const last = (await attempt('renewed', () => renewed(client, ORDER, ALICE, prepared))) ?? prepared
  const signed = await signPrepared(last, KEY)
  const included = await attempt('submit', () => submit(client, signed, { milliseconds: 100 }))
  if (included !== undefined) await attempt('outcomeOf', () => outcomeOf(client, included))
  await attempt('close', () => chain.close())
  return outcomes
}

const isMetadata = (method: string, params: readonly unknown[]): boolean =>
  method === 'state_getMetadata' || params[0] === 'Metadata_metadata_at_version'
const opens = (method: string): boolean =>
  /^(?:state_getRuntimeVersion|state_getStorageHash|system_version)$/.test(method)

describe('a node that answers at random', () => {
  test('is told from the first answer on', async () => {
    const seen = new Set<string>()
    for (let seed = 1; seed <= 150; seed++) {
      const outcomes = await tryAll({ dice: diceOf(seed), oneIn: 1, spares: isMetadata }, cache)
      seen.add(outcomes.get('open')!)
    }
    expect([...seen]).toContain('wrong_chain')
  })

  test('is told wherever it begins', async () => {
    const seen = new Map<string, Set<string>>()
    for (let seed = 1; seed <= 160; seed++) {
      const outcomes = await tryAll(
        {
          dice: diceOf(seed),
          oneIn: 1 + (seed % 4),
          spares: (...asked) => isMetadata(...asked) || opens(asked[0]) || asked[1][0] === 0,
        },
        cache,
      )
      for (const [name, outcome] of outcomes) seen.set(name, (seen.get(name) ?? new Set()).add(outcome))
    }
    // Each call was made often enough to meet both an answer that will do and one that will not.
    const met = (name: string): boolean => seen.get(name)!.has('value') && seen.get(name)!.size > 1
    const calls = ['get', 'many', 'entries', 'ask', 'at', 'at.get', 'eventsAt', 'estimateFee', 'prepare', 'submit']
    expect(calls.filter(name => !met(name))).toEqual([])
  })

  test('is told by its metadata', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const spares = (method: string, params: readonly unknown[]): boolean => !isMetadata(method, params)
      await tryAll({ dice: diceOf(seed), oneIn: 1, spares })
    }
  })
})
