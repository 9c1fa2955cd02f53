/** What a client asks of a node, and how. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Chain } from '../../src/client/chain.ts'
import { networkOf } from '../../src/client/networks.ts'
import { call } from '../../src/client/transactions/call.ts'
import { eventsAt } from '../../src/client/transactions/events.ts'
import { LocalProvider } from '../../src/local-chain/node/provider.ts'
import { addressOf, openSandbox, type Sandbox } from '../support/sandbox.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox()
  await sandbox.send('//Alice', call('SubtensorModule.register_network', { hotkey: addressOf('//hot') }))
})
afterAll(() => sandbox.close())

type Answer = (params: readonly unknown[]) => unknown

/** A connection that tells what is asked, and answers some of it in its own way. */
async function listening(answers: Readonly<Record<string, Answer>> = {}) {
  const asked: [method: string, ...params: unknown[]][] = []
  const provider = new LocalProvider({ chain: sandbox.inside, version: '0.0.0-test', instance: 'listening' })
  const send = provider.send.bind(provider)
  provider.send = async <T>(method: string, params: unknown[]) => {
    asked.push([method, ...params])
    return (answers[method]?.(params) ?? send(method, params)) as T
  }
  const chain = await Chain.open({ network: networkOf('ws://localhost'), provider: provider as never })
  const client = await chain.with(NEEDS)
  asked.length = 0
  return { chain, client, asked, methods: () => asked.map(([method]) => method) }
}

const NEEDS = {
  storage: ['SubtensorModule.Tempo', 'SubtensorModule.Keys', 'SubtensorModule.Owner', 'System.Account'],
  apis: ['SubnetInfoRuntimeApi.get_subnets_info', 'SwapRuntimeApi.current_alpha_price'],
}

describe('reads that are asked for in one go', () => {
  test('travel in one request, those of the same entry once', async () => {
    const { client, asked } = await listening()
    const tempos = await Promise.all([0, 1, 2, 1].map(netuid => client.get('SubtensorModule.Tempo', netuid)))
    const keys = asked[0]![1] as string[]
    expect([asked.length, asked[0]![0], keys.length]).toEqual([1, 'state_queryStorageAt', 3])
    expect(tempos[1]).toBe(tempos[3])
    expect(tempos[1]).toBe(await client.get('SubtensorModule.Tempo', 1))
    expect(asked[1]![0]).toBe('state_getStorage')
  })

  test('travel in pages where they are many', async () => {
    const { client, asked } = await listening()
    const all = await client.many(
      'SubtensorModule.Tempo',
      Array.from({ length: 600 }, (_, i) => i),
    )
    expect(all).toHaveLength(600)
    expect(asked.map(([, keys]) => (keys as string[]).length)).toEqual([250, 250, 100])
  })

  test('go out a few at a time, and all come back', async () => {
    let [open, most] = [0, 0]
    const provider = new LocalProvider({ chain: sandbox.inside, version: '0.0.0-test', instance: 'counting' })
    const send = provider.send.bind(provider)
    provider.send = async <T>(method: string, params: unknown[]) => {
      most = Math.max(most, ++open)
      await new Promise(resolve => setImmediate(resolve))
      return send<T>(method, params).finally(() => open--)
    }
    const chain = await Chain.open({ network: networkOf('ws://localhost'), provider: provider as never })
    const client = await chain.with(NEEDS)
    const netuids = Array.from({ length: 10_000 }, (_, i) => i)
    const tempos = await client.many('SubtensorModule.Tempo', netuids)
    expect([tempos.length, most]).toEqual([10_000, 16])
    expect(tempos[1]).toBe(await client.get('SubtensorModule.Tempo', 1))
  })

  test('that are answered by half are no entries that are not there', async () => {
    const { client } = await listening({
      state_queryStorageAt: ([keys]) => [{ changes: [[(keys as string[])[0], null]] }],
    })
    await expect(client.many('SubtensorModule.Tempo', [0, 1])).rejects.toMatchObject({ code: 'wrong_chain' })
  })

  test('fail together', async () => {
    const { client } = await listening({
      state_queryStorageAt: () => Promise.reject(new Error('-32000: no more')),
    })
    const reads = [0, 1].map(netuid => client.get('SubtensorModule.Tempo', netuid))
    for (const read of reads) await expect(read).rejects.toMatchObject({ code: 'chain_refused', why: ['no more'] })
  })
})

describe('maps', () => {
  test('are read by pages of keys, under the first parts of a key', async () => {
    const { client } = await listening()
    const accounts = await client.entries('System.Account')
    expect(accounts.map(({ keys }) => keys[0])).toContain(addressOf('//Alice'))
    const neurons = await client.entries('SubtensorModule.Keys', 2)
    expect(neurons).toEqual([{ keys: [2, 0], value: addressOf('//hot') }])
    expect(await client.entries('SubtensorModule.Keys', 77)).toEqual([])
  })

  test('have an end even if their pages are full', async () => {
    const { client: honest } = await listening()
    const keys = await honest.chain.rpc<string[]>(
      'state_getKeysPaged',
      '0x26aa394eea5630e07c48ae0c9558cef7b99d880e',
      3,
      null,
    )
    const key = keys[0]!
    const { client, asked } = await listening({ state_getKeysPaged: () => Array(1000).fill(key) })
    await expect(client.entries('System.Account')).rejects.toThrow('without an end')
    expect(asked.filter(([method]) => method === 'state_getKeysPaged')).toHaveLength(1)
  })

  test('leave out an entry that goes meanwhile', async () => {
    const { client } = await listening({
      state_queryStorageAt: ([keys]) => [{ changes: (keys as string[]).map(key => [key, null]) }],
    })
    expect(await client.entries('System.Account')).toEqual([])
  })
})

describe('a block', () => {
  test('is what all reads of one go are about', async () => {
    const { client, asked } = await listening()
    const at = await client.at()
    asked.length = 0
    await Promise.all([at.get('SubtensorModule.Tempo', 1), at.entries('SubtensorModule.Keys', 1)])
    await at.ask('SwapRuntimeApi.current_alpha_price', 1)
    expect(asked.map(each => each.at(-1))).toEqual(asked.map(() => at.block.hash))
  })

  test('made by another runtime is read by the metadata of that one', async () => {
    const old = await sandbox.chain.blockAt(0)
    const metadata = await sandbox.chain.rpc<string>('state_getMetadata')
    const { chain, client, asked } = await listening({
      state_getRuntimeVersion: ([block]) =>
        block === old.hash ? { specName: 'node-subtensor', specVersion: 299, transactionVersion: 1 } : undefined,
      state_getMetadata: ([block]) => (block === old.hash ? metadata : undefined),
    })
    const at = await client.at(old)
    expect(asked.filter(([, ...params]) => params.includes(old.hash)).map(([method]) => method)).toEqual([
      'state_getRuntimeVersion',
      'state_getStorageHash',
      'state_call',
    ])
    expect(at.lens).not.toBe(client.lens)
    expect(await at.get('SubtensorModule.Tempo', 1)).toBe(await client.get('SubtensorModule.Tempo', 1))
    expect((await client.at(await chain.head())).lens).toBe(client.lens)
  })
})

test('hashes of several blocks come in one answer', async () => {
  const { chain } = await listening({ chain_getBlockHash: ([number]) => (number === 1 ? [null] : undefined) })
  const [genesis, none] = await chain.rpc<(string | null)[]>('chain_getBlockHash', [0, 4_000_000])
  expect([genesis, none]).toEqual([chain.genesisHash, null])
  await expect(chain.blockAt(1)).rejects.toMatchObject({ code: 'wrong_chain' })
})

describe('events', () => {
  test('of a block of another runtime are read by its metadata, that of the block before where it came with the block', async () => {
    const head = await sandbox.chain.head()
    const parent = await sandbox.chain.parentOf(head.hash)
    const events = await eventsAt(await sandbox.chain.with({ events: 'all' }), head.hash)
    expect(events.length).toBeGreaterThan(0)
    const versions: Record<string, number> = { [head.hash]: 424, [parent]: 299 }
    const { client, asked } = await listening({
      state_getRuntimeVersion: ([block]) =>
        versions[block as string] && {
          ...{ specName: 'node-subtensor', specVersion: versions[block as string], transactionVersion: 1 },
        },
    })
    expect(await eventsAt(client, head.hash)).toEqual(events)
    const metadata = asked.filter(([, name]) => name === 'Metadata_metadata_at_version').map(each => each.at(-1))
    expect(metadata).toEqual([parent])
  })
})

describe('what is not there', () => {
  test('of a chain is told by its name and version', async () => {
    const { chain } = await listening()
    const client = await chain.with({
      storage: ['SubtensorModule.Mood'],
      apis: ['MoodApi.mood'],
      constants: ['System.Mood'],
    })
    const told = { code: 'unsupported', why: ['It runs version 425 of the Subtensor runtime.'] }
    await expect(client.get('SubtensorModule.Mood')).rejects.toMatchObject(told)
    await expect(client.ask('MoodApi.mood')).rejects.toMatchObject(told)
    expect(() => client.constant('System.Mood')).toThrow('ws://localhost does not have the constant System.Mood')
  })

  test('among what was said to be needed is a fault of ours', async () => {
    const { client } = await listening()
    await expect(client.get('SubtensorModule.Burn', 1)).rejects.toMatchObject({ code: 'internal' })
  })

  test('of a key, or too much of it, is a fault of ours', async () => {
    const { client } = await listening()
    await expect(client.get('SubtensorModule.Keys', 1)).rejects.toMatchObject({ code: 'internal' })
    await expect(client.ask('SwapRuntimeApi.current_alpha_price')).rejects.toMatchObject({ code: 'internal' })
  })
})

describe('@polkadot/api over the same connection', () => {
  test('knows the whole of the chain, once', async () => {
    const { chain, client } = await listening()
    const [api, again] = await Promise.all([chain.api(), chain.api()])
    expect(api).toBe(again)
    expect(api.genesisHash.toHex()).toBe(chain.genesisHash)
    const theirs = await api.query.system!.account!(addressOf('//Alice'))
    expect(theirs.toJSON()).toMatchObject({ nonce: 1 })
    await api.disconnect()
    expect(await client.get('SubtensorModule.Tempo', 1)).toBeTypeOf('number')
  })
})
