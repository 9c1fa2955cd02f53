/** Who a node says it is: one of another network is refused, and one that lies gets signatures that count for nothing. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Chain } from '../../src/client/chain.ts'
import { type Network, networkOf } from '../../src/client/networks.ts'
import { build } from '../../src/client/transactions/build.ts'
import { call, callNeeds } from '../../src/client/transactions/call.ts'
import { prepare, signPrepared } from '../../src/client/transactions/sign.ts'
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
