/** The demo's story: on the chain inside, through a served node, and its payouts counted again from blocks and storage. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Chain } from '../../src/client/chain.ts'
import type { Client } from '../../src/client/client.ts'
import { storageKey } from '../../src/client/codec/storage-keys.ts'
import { openChain } from '../../src/client/open.ts'
import { eventsAt } from '../../src/client/transactions/events.ts'
import { openStage, type Stage } from '../../src/demo/stage.ts'
import { STORY } from '../../src/demo/story.ts'
import type { Hex } from '../../src/primitives/bytes.ts'
import { BIN } from './support/program.ts'

const NETUID = 2
const LINES = STORY.flatMap(({ lines }) => lines.map(({ tao }) => tao.split(' ')))
const RESULTS = ['subnets payouts 2 --epochs 3', 'subnets metagraph 2', 'stake list --all', 'emission supply']
const openTheStage = (): Stage => openStage({ version: '0.0.0', isTerminal: false, columns: 100 })

/** Plays the story. @param more words that every command about the chain is given as well */
async function play(stage: Stage, more: readonly string[] = []): Promise<void> {
  for (const words of LINES) {
    const { code, stderr } = await stage.run(words[1]!.startsWith('new-') ? words : [...words, ...more])
    expect([words.join(' '), code, code === 0 ? '' : stderr]).toEqual([words.join(' '), 0, ''])
  }
}

async function resultsOf(stage: Stage, more: readonly string[] = []): Promise<Json[]> {
  const results: Json[] = []
  for (const line of RESULTS) {
    const { stdout } = await stage.run([...line.split(' '), '--json', ...more])
    results.push(JSON.parse(stdout))
  }
  return results
}

// biome-ignore lint/suspicious/noExplicitAny: what a command prints; the schemas have tests of their own
type Json = any

let stage: Stage
let home: string
let results: Json[]
let chain: Chain
let client: Client
beforeAll(async () => {
  stage = openTheStage()
  home = process.env.TAOKIT_HOME!
  await play(stage)
  results = await resultsOf(stage)
  chain = await openChain({ network: 'local', chain: 'default', version: '0.0.0' })
  client = await chain.with({
    storage: ITEMS.map(item => `SubtensorModule.${item}`),
    apis: ['StakeInfoRuntimeApi.get_stake_info_for_hotkey_coldkey_netuid'],
  })
}, 120_000)
afterAll(async () => {
  await chain.close()
  stage.clear()
})

const ITEMS = [
  'Keys',
  'Owner',
  'PendingOwnerCut',
  'PendingRootAlphaDivs',
  'PendingServerEmission',
  'PendingValidatorEmission',
  'SubnetAlphaIn',
  'SubnetAlphaInEmission',
  'SubnetAlphaOut',
  'SubnetAlphaOutEmission',
  'SubnetOwnerHotkey',
  'TotalHotkeyAlpha',
] as const

describe('the payouts of the story', () => {
  const payouts = (): Json => results[0]
  const at = async (block: number) => {
    const reader = await client.at(await chain.blockAt(block))
    return async (item: (typeof ITEMS)[number], ...keys: unknown[]): Promise<bigint> =>
      BigInt((await reader.get(`SubtensorModule.${item}`, ...keys)) as bigint)
  }
  const gained = async (hotkey: string, block: number): Promise<bigint> => {
    const [before, after] = await Promise.all([at(block - 1), at(block)])
    return (await after('TotalHotkeyAlpha', hotkey, NETUID)) - (await before('TotalHotkeyAlpha', hotkey, NETUID))
  }
  const sum = async (values: readonly (bigint | Promise<bigint>)[]): Promise<bigint> =>
    (await Promise.all(values)).reduce((a, b) => a + b, 0n)
  const gainedInAll = (hotkey: string): Promise<bigint> =>
    sum(payouts().epochs.map((block: number) => gained(hotkey, block)))

  test('are of three epochs without a gap', () => {
    const { after, to, epochs } = payouts()
    expect(epochs).toHaveLength(3)
    expect([epochs[2], to - after]).toEqual([to, 1080])
  })

  test('were emitted block by block', async () => {
    const { after, to } = payouts()
    expect(payouts().emitted_rao).toBe(String(await addedUp('SubnetAlphaOutEmission', after, to)))
  })

  test('to miners are what the events of the epochs say, and what came to their stake', async () => {
    const paid = new Map<number, bigint>()
    for (const block of payouts().epochs) {
      const events = await eventsAt(client, (await chain.blockAt(block)).hash)
      const { data } = events.find(({ name }) => name === 'SubtensorModule.IncentiveAlphaEmittedToMiners')!
      const { emissions } = data as unknown as { readonly emissions: readonly bigint[] }
      for (const [uid, amount] of emissions.entries()) paid.set(uid, (paid.get(uid) ?? 0n) + amount)
    }
    const miners = new Map<string, string>(payouts().miners.map((each: Json) => [each.hotkey, each.amount_rao]))
    expect(miners.size).toBe(3)
    const reader = await client.at()
    for (const [uid, amount] of paid) {
      const hotkey = (await reader.get('SubtensorModule.Keys', NETUID, uid)) as string
      expect(miners.get(hotkey) ?? '0').toBe(String(amount))
      if (amount > 0n) expect(await gainedInAll(hotkey)).toBe(amount)
    }
  })

  test('to the owner came to the stake of the owner', async () => {
    const owner = (await client.get('SubtensorModule.SubnetOwnerHotkey', NETUID)) as string
    expect(payouts().owner_rao).toBe(String(await gainedInAll(owner)))
  })

  test('to validators and delegators came to their stakes, shared by stake', async () => {
    expect(payouts().validators).toHaveLength(2)
    for (const { hotkey, take_rao, stakers_rao } of payouts().validators as Json[]) {
      const total = BigInt(take_rao) + BigInt(stakers_rao)
      expect(await gainedInAll(hotkey)).toBe(total)
      // A hotkey takes 11796 of 65535 where nothing else was said, as a fixed-point number of 32 fractional bits.
      expect((total * 11_796n) / 65_535n - BigInt(take_rao)).toBeLessThan((total >> 32n) + 4n)
    }
    const [vera] = payouts().validators as Json[]
    const earned = new Map<string, bigint>()
    for (const block of payouts().epochs) await addEarnings(earned, vera.hotkey, block)
    expect(earned.size).toBe(2)
    const total = await sum([...earned.values()])
    // A share pool rounds each holder down: to the unit of each share and of each epoch.
    const dust = BigInt(vera.take_rao) + BigInt(vera.stakers_rao) - total
    expect([dust >= -6n, dust <= 6n]).toEqual([true, true])
    const dora = (await rows('stake list --wallet dora'))[0]!
    expect(earned.get(dora.coldkey)).toBeGreaterThan(0n)
  })

  test('and what was recycled, waits or is dust sum to what was emitted', async () => {
    const { after, to, ...paid } = payouts()
    const [start, end] = await Promise.all([at(after), at(to)])
    const grown = async (item: (typeof ITEMS)[number]): Promise<bigint> =>
      (await end(item, NETUID)) - (await start(item, NETUID))
    const emitted = BigInt(paid.emitted_rao)
    const injected = await addedUp('SubnetAlphaInEmission', after, to)
    // Purchases of the chain itself only move alpha out of the pool: recycling alone takes any away.
    const recycled = emitted + injected - (await grown('SubnetAlphaOut')) - (await grown('SubnetAlphaIn'))
    expect(paid.recycled_rao).toBe(String(recycled))
    const pending = async (read: Awaited<ReturnType<typeof at>>): Promise<bigint> =>
      sum([
        read('PendingServerEmission', NETUID),
        read('PendingValidatorEmission', NETUID),
        read('PendingRootAlphaDivs', NETUID),
        read('PendingOwnerCut', NETUID),
      ])
    expect([paid.pending_before_rao, paid.pending_after_rao]).toEqual([
      String(await pending(start)),
      String(await pending(end)),
    ])
    const keys = Array.from({ length: 6 }, (_, uid) => client.get('SubtensorModule.Keys', NETUID, uid))
    const stakes = await sum((await Promise.all(keys)).map(hotkey => gainedInAll(hotkey as string)))
    const rest = emitted + (await pending(start)) - (await pending(end)) - stakes - BigInt(paid.recycled_rao)
    expect([paid.root, paid.burned_rao, paid.rest_rao]).toEqual([[], '0', String(rest)])
    expect(rest).toBeGreaterThanOrEqual(0n)
  })

  /** The sum over blocks of an item that each block writes; only its changes are told. */
  async function addedUp(item: string, after: number, to: number): Promise<bigint> {
    const key = storageKey(client.lens, client.lens.storage[`SubtensorModule.${item}`]!, [NETUID])
    const [first, last] = await Promise.all([chain.blockAt(after + 1), chain.blockAt(to)])
    const told = await chain.rpc<Told[]>('state_queryStorage', [key], first.hash, last.hash)
    const values = new Map(told.map(({ block, changes }) => [block, leInteger(changes[0]![1])]))
    const numbers = Array.from({ length: to - after }, (_, i) => after + 1 + i)
    let [total, value] = [0n, 0n]
    for (const hash of await chain.rpc<Hex[]>('chain_getBlockHash', numbers)) {
      value = values.get(hash) ?? value
      total += value
    }
    return total
  }

  async function addEarnings(earned: Map<string, bigint>, hotkey: string, block: number): Promise<void> {
    for (const [number, sign] of [
      [block, 1n],
      [block - 1, -1n],
    ] as const) {
      const reader = await client.at(await chain.blockAt(number))
      const stakes = (await Promise.all(
        (
          await rows('wallet balance --all')
        ).map(({ address }) =>
          reader.ask('StakeInfoRuntimeApi.get_stake_info_for_hotkey_coldkey_netuid', hotkey, address, NETUID),
        ),
      )) as (Json | undefined)[]
      for (const info of stakes) {
        if (!info || BigInt(info.stake) === 0n) continue
        earned.set(info.coldkey, (earned.get(info.coldkey) ?? 0n) + sign * BigInt(info.stake))
      }
    }
  }

  async function rows(line: string): Promise<Json[]> {
    return JSON.parse((await stage.run([...line.split(' '), '--json'])).stdout)
  }
})

describe('through a served node', () => {
  let served: Stage
  let node: ChildProcess
  let url: string
  beforeAll(async () => {
    served = openTheStage()
    node = spawn(process.execPath, [BIN, 'chain', 'start', '--seal', 'instant', '--port', '0', '--json'], {
      env: { ...process.env, NODE_NO_WARNINGS: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    url = await addressIn(node)
  })
  afterAll(async () => {
    node.kill('SIGTERM')
    await once(node, 'exit')
    served.clear()
    process.env.TAOKIT_HOME = home
  })

  test('the same commands give the same results', { timeout: 120_000 }, async () => {
    await play(served, ['--network', url])
    const theirs = await resultsOf(served, ['--network', url])
    const withoutName = (all: readonly Json[]): Json[] =>
      all.map(each => (Array.isArray(each) ? each : { ...each, network: undefined }))
    expect(withoutName(theirs)).toEqual(withoutName(results))
  })
})

interface Told {
  readonly block: Hex
  readonly changes: readonly (readonly [key: Hex, value: Hex])[]
}

/** What the node prints first tells where it listens. All that it prints is read: a node that nobody hears stops. */
function addressIn(node: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    node.stdout!.on('data', part => {
      text += part
      const url = /ws:\/\/[\w.:]+/.exec(text)?.[0]
      if (url !== undefined) resolve(url)
    })
    node.stderr!.on('data', part => {
      text += part
    })
    node.once('exit', () => reject(new Error(`The node ended: ${text}`)))
  })
}

const leInteger = (hex: Hex): bigint =>
  Buffer.from(hex.slice(2), 'hex')
    .reverse()
    .reduce((n, byte) => (n << 8n) + BigInt(byte), 0n)
