/** Who a node says it is: one of another network is refused, and one that lies gets signatures that count for nothing. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Chain } from '../../src/client/chain.ts'
import { mergeNeeds } from '../../src/client/metadata/needs.ts'
import { type Network, networkOf } from '../../src/client/networks.ts'
import { readPayload } from '../../src/client/signing/reading.ts'
import { build } from '../../src/client/transactions/build.ts'
import { call, callNeeds } from '../../src/client/transactions/call.ts'
import { prepare, renewed, signPrepared } from '../../src/client/transactions/sign.ts'
import { submit } from '../../src/client/transactions/submit.ts'
import { LocalProvider } from '../../src/local-chain/node/provider.ts'
import { keyFromUri } from '../../src/wallet/key-sources.ts'
import { addressOf, openSandbox, type Sandbox } from '../support/sandbox.ts'
import { openWorld, type World } from '../support/world.ts'

const FINNEY = networkOf('finney')
const NOWHERE: Network = { name: 'ws://localhost', urls: ['ws://localhost'], isReal: false }
const TRANSFER = call('Balances.transfer_keep_alive', { dest: addressOf('//Bob'), value: 1n })

let sandbox: Sandbox
let world: World
beforeAll(async () => {
  sandbox = await openSandbox()
  world = await openWorld()
})
afterAll(async () => {
  await sandbox.close()
  await world.close()
})

/** A node of the sandbox that answers some questions as it likes. */
function node(lies: Readonly<Record<string, (params: unknown[]) => unknown>> = {}, { inside } = sandbox) {
  const provider = new LocalProvider({ chain: inside, version: '0.0.0-test', instance: 'lying' })
  const [honest, leave] = [provider.send.bind(provider), provider.disconnect.bind(provider)]
  const seen = { isClosed: false, asked: [] as string[] }
  Object.assign(provider, {
    send: async (method: string, params: unknown[]) => {
      seen.asked.push(method)
      return lies[method]?.(params) ?? honest(method, params)
    },
    disconnect: async () => {
      seen.isClosed = true
      await leave()
    },
  })
  return { provider, seen }
}

const beginsWith = (genesis: string) => ({
  chain_getBlockHash: ([number]: unknown[]) => (number === 0 ? genesis : undefined),
})

describe('another genesis', () => {
  test('is refused before anything else is asked, and the connection is closed', async () => {
    const { provider, seen } = node()
    await expect(Chain.open({ network: FINNEY, provider })).rejects.toMatchObject({
      code: 'wrong_chain',
      data: { genesis: sandbox.chain.genesisHash, expected: FINNEY.genesis },
    })
    expect(seen.isClosed).toBe(true)
    expect(seen.asked).not.toContain('state_call')
  })

  test('of a known network is called by its name', async () => {
    const { provider } = node(beginsWith(networkOf('test').genesis!))
    const refused = await Chain.open({ network: FINNEY, provider }).catch(error => error)
    expect(refused.why.join(' ')).toContain('that of test')
  })

  test('ends a command before a key is unlocked', async () => {
    const { provider } = node({}, world.sandbox)
    const line = `wallet transfer ${addressOf('//Eve')} 1 --wallet owner --network finney --yes --json`
    const before = await world.head()
    const { code, stdout, error, asked } = await world.run(line, {
      openChain: () => Chain.open({ network: FINNEY, provider }),
    })
    expect([code, stdout, error().code, asked]).toEqual([1, '', 'wrong_chain', []])
    expect(await world.head()).toBe(before)
  })
})

describe('a node that claims the genesis of finney', () => {
  test('gets a signature that its own chain does not take', async () => {
    const { provider } = node(beginsWith(FINNEY.genesis!))
    const chain = await Chain.open({ network: FINNEY, provider })
    const client = await chain.with(callNeeds('Balances.transfer_keep_alive'))
    const order = await prepare(client, build(client, TRANSFER), addressOf('//Alice'))
    expect(order.payload.genesisHash).toBe(FINNEY.genesis)
    const before = await sandbox.chain.head()
    const signed = await signPrepared(order, keyFromUri('//Alice'))
    await expect(submit(client, signed)).rejects.toMatchObject({ code: 'invalid_transaction' })
    expect(await sandbox.chain.head()).toEqual(before)
    await chain.close()
  })
})

test('what is no Subtensor is refused', async () => {
  const version = { specName: 'polkadot', specVersion: 1 }
  const other = node({ state_getRuntimeVersion: () => version })
  await expect(Chain.open({ network: NOWHERE, provider: other.provider })).rejects.toMatchObject({
    code: 'wrong_chain',
  })
  expect(other.seen.isClosed).toBe(true)
})

test('a signature over the digest of other metadata counts for nothing', async () => {
  const { provider } = node({})
  const honest = await Chain.open({ network: NOWHERE, provider })
  const client = await honest.with(callNeeds('Balances.transfer_keep_alive'))
  const order = await prepare(client, build(client, TRANSFER), addressOf('//Alice'))
  const { payload } = order
  // The digest stands at the end of what is signed.
  const extensions = Uint8Array.from(payload.extensions)
  extensions[extensions.length - 1]! ^= 1
  const tampered = { ...order, payload: { ...payload, extensions } }
  const signed = await signPrepared(tampered, keyFromUri('//Alice'))
  await expect(submit(client, signed)).rejects.toMatchObject({ code: 'invalid_transaction' })
  expect((await submit(client, await signPrepared(order, keyFromUri('//Alice')))).index).toBeGreaterThan(0)
  await honest.close()
})

describe('a chain that does not check by which metadata a transaction was made', () => {
  const REAL = networkOf('wss://node.example.org')
  const noSuch = (params: unknown[]) => {
    if (params[0] === 'Metadata_metadata_at_version') {
      throw new Error('4003: Client error: Exported method Metadata_metadata_at_version is not found')
    }
  }
  const opened = async (network: Network, lies: Parameters<typeof node>[0]) => {
    const chain = await Chain.open({ network, provider: node(lies).provider })
    return chain.with(callNeeds('Balances.transfer_keep_alive'))
  }
  const from = addressOf('//Alice')

  test('is refused where it counts, and taken if that is allowed', async () => {
    const client = await opened(REAL, { state_call: noSuch })
    expect(client.lens.hash).toBeUndefined()
    const encoded = build(client, TRANSFER)
    await expect(prepare(client, encoded, from)).rejects.toMatchObject({
      code: 'not_permitted',
      remedy: expect.stringContaining('--allow-unchecked-metadata'),
    })
    const order = await prepare(client, encoded, from, { allowUncheckedMetadata: true })
    expect(readPayload(client, order.payload, order.start).metadataHash).toBeUndefined()
    expect((await submit(client, await signPrepared(order, keyFromUri('//Alice')))).index).toBeGreaterThan(0)
    await client.chain.close()
  })

  test('is refused on a known chain, by whatever address it is reached', async () => {
    const client = await opened(NOWHERE, { ...beginsWith(FINNEY.genesis!), state_call: noSuch })
    await expect(prepare(client, build(client, TRANSFER), from)).rejects.toMatchObject({ code: 'not_permitted' })
    expect(await client.chain.isDevelopment()).toBe(false)
  })

  test('is taken as it is on a machine of ones own', async () => {
    const client = await opened(NOWHERE, { state_call: noSuch })
    expect((await prepare(client, build(client, TRANSFER), from)).nonce).toBeGreaterThan(0)
  })

  test('is not what a node becomes by failing to answer', async () => {
    const fails = (params: unknown[]) => {
      if (params[0] === 'Metadata_metadata_at_version') throw new Error('-32999: Too many requests')
    }
    await expect(opened(REAL, { state_call: fails })).rejects.toMatchObject({ code: 'chain_refused' })
  })
})

describe('a runtime that changes while a client is open', () => {
  const current = { specName: 'node-subtensor', specVersion: 425, transactionVersion: 1 }
  const API = 'SwapRuntimeApi_current_alpha_price'
  const upgrading = async (lies: Parameters<typeof node>[0] = {}) => {
    let version = current
    const { provider, seen } = node({ ...lies, state_getRuntimeVersion: () => version })
    const chain = await Chain.open({ network: NOWHERE, provider })
    const needs = mergeNeeds(callNeeds('Balances.transfer_keep_alive'), { apis: [API.replace('_', '.')] })
    const client = await chain.with(needs)
    return { client, seen, upgrade: (next: Partial<typeof current>) => (version = { ...current, ...next }) }
  }
  const told = { code: 'wrong_chain', message: expect.stringContaining('was upgraded meanwhile') }

  test.each([{ specVersion: 426 }, { transactionVersion: 2 }])('ends in words before a signature: %o', async next => {
    const { client, upgrade } = await upgrading()
    const encoded = build(client, TRANSFER)
    const order = await prepare(client, encoded, addressOf('//Alice'))
    upgrade(next)
    await expect(prepare(client, encoded, addressOf('//Alice'))).rejects.toMatchObject(told)
    await expect(renewed(client, TRANSFER, addressOf('//Alice'), order)).rejects.toMatchObject(told)
    upgrade(current)
    expect(await renewed(client, TRANSFER, addressOf('//Alice'), order)).toBe(order)
  })

  test('reads its own blocks by its own metadata', async () => {
    const { client, upgrade } = await upgrading()
    upgrade({ specVersion: 426 })
    expect((await client.at(await client.chain.head())).specVersion).toBe(426)
  })

  test('is told where a value no longer fits, and a value that does not fit without one as that', async () => {
    const lies = {
      state_getStorage: () => '0x01',
      state_call: ([method]: unknown[]) => (method === API ? '0x01' : undefined),
    }
    const { client, upgrade } = await upgrading(lies)
    const reads = [() => client.get('System.Account', addressOf('//Alice')), () => client.ask(API.replace('_', '.'), 1)]
    for (const read of reads)
      await expect(read()).rejects.toMatchObject({ message: expect.stringContaining('not match') })
    upgrade({ specVersion: 426 })
    for (const read of reads) await expect(read()).rejects.toMatchObject(told)
  })
})

describe('what one node says of a chain', () => {
  let dir: string
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'taokit-identity-'))
  })
  afterAll(() => rmSync(dir, { recursive: true, force: true }))

  /** A node that has a call under another name. */
  const liar = async () => {
    const honest = await sandbox.chain.rpc<string>('state_call', 'Metadata_metadata_at_version', '0x0f000000')
    return {
      state_call: ([method]: unknown[]) => (method === 'Metadata_metadata_at_version' ? renamed(honest) : undefined),
    }
  }
  const renamed = (answer: string): string => {
    const bytes = Buffer.from(answer.slice(2), 'hex')
    const at = bytes.indexOf(Buffer.from('transfer_keep_alive'))
    expect(at).toBeGreaterThan(0)
    bytes.write('transfer_keep_alivE', at)
    return `0x${bytes.toString('hex')}`
  }
  const open = async (source: string, lies: Parameters<typeof node>[0] = {}) => {
    const { provider, seen } = node(lies)
    const chain = await Chain.open({ network: NOWHERE, provider, cache: dir, source })
    const client = await chain.with(callNeeds('Balances.transfer_keep_alive'))
    return { chain, client, seen }
  }

  test('is believed of itself only, whatever it calls itself', async () => {
    const { client: deceived } = await open('wss://liar', await liar())
    expect(() => build(deceived, TRANSFER)).toThrow('does not have the call')
    const { client } = await open('wss://honest')
    expect(build(client, TRANSFER)).toEqual(build(await sandboxClient(), TRANSFER))
    expect((await open('wss://honest')).seen.asked).not.toContain('state_call')
    expect(() => build(deceived, TRANSFER)).toThrow('does not have the call')
  })

  test('is forgotten once a signature made by it is void', async () => {
    const { client, chain } = await open('wss://honest')
    const order = await prepare(client, build(client, TRANSFER), addressOf('//Alice'))
    const signed = await signPrepared(order, keyFromUri('//Bob'))
    await expect(submit(client, signed)).rejects.toMatchObject({ code: 'invalid_transaction' })
    await chain.close()
    expect((await open('wss://honest')).seen.asked).toContain('state_call')
  })

  test('is not kept where it does not tell its runtimes of one version apart', async () => {
    const lacking = () => {
      throw new Error('-32601: Method not found')
    }
    for (let i = 0; i < 2; i++) {
      const { client, seen } = await open('ws://chopsticks', { state_getStorageHash: lacking })
      expect(build(client, TRANSFER)).toEqual(build(await sandboxClient(), TRANSFER))
      expect(seen.asked).toContain('state_call')
    }
    const busy = () => {
      throw new Error('-32999: Too many requests')
    }
    await expect(open('ws://busy', { state_getStorageHash: busy })).rejects.toMatchObject({ code: 'chain_refused' })
  })

  const sandboxClient = () => sandbox.chain.with(callNeeds('Balances.transfer_keep_alive'))
})

test('a block whose state a node no longer has is told as that', async () => {
  const pruned = ([block]: unknown[]) => {
    if (block !== undefined) throw new Error(`4003: Client error: UnknownBlock: State already discarded for ${block}`)
  }
  const { provider } = node({ state_getRuntimeVersion: pruned })
  const chain = await Chain.open({ network: NOWHERE, provider })
  const client = await chain.with({ storage: ['System.Number'] })
  await expect(client.at(await chain.blockAt(0))).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringContaining('no longer has the state'),
  })
  expect((await client.at()).block.number).toBeGreaterThanOrEqual(0)
})
