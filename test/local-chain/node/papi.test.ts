/** An independent client, `polkadot-api`, at a served sandbox chain, by the JSON-RPC specification of 2023 and by the old methods. */
import { Keyring } from '@polkadot/keyring'
import { createClient, type PolkadotClient } from 'polkadot-api'
import { getPolkadotSigner } from 'polkadot-api/signer'
import { getWsProvider } from 'polkadot-api/ws'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { Chain } from '../../../src/local-chain/node/chain.ts'
import { Server } from '../../../src/local-chain/node/server.ts'
import { chainSpec } from '../../../src/local-chain/profiles/specs.ts'
import { MemoryStore } from '../../../src/local-chain/state/memory-store.ts'

const TAO = 1_000_000_000n
const NEW_METHODS = /"(chainHead|chainSpec|transaction|archive)_v1_/
interface Entry {
  readonly keyArgs: readonly unknown[]
  readonly value: unknown
}
interface Event {
  readonly type: string
  readonly value: { readonly type: string }
}
interface Watched {
  readonly value: { readonly data: { readonly free: bigint } }
}

const keyring = new Keyring({ type: 'sr25519' })

/** The provider's frames go through here: `heard` sees them, and the node's list of methods can be cut short. */
function meddlingSocket(heard: string[], legacy: boolean) {
  return class extends WebSocket {
    override send(data: never, ...rest: never[]): void {
      heard.push(String(data))
      super.send(data, ...rest)
    }
    override emit(event: string, ...parts: never[]): boolean {
      const text = event === 'message' && legacy ? String(parts[0]) : ''
      if (!text.includes('"methods":[')) return super.emit(event, ...parts)
      const message = JSON.parse(text)
      message.result.methods = message.result.methods.filter((name: string) => !/_v1_/.test(name))
      return super.emit(event, Buffer.from(JSON.stringify(message)), ...(parts.slice(1) as never[]))
    }
  } as never
}

describe.each(['new', 'old'] as const)('polkadot-api by the %s methods', methods => {
  let chain: Chain
  let server: Server
  let client: PolkadotClient
  const heard: string[] = []
  const faults: unknown[] = []
  const key = (uri: string) => {
    const pair = keyring.addFromUri(uri)
    return { address: pair.address, ...getPolkadotSigner(pair.publicKey, 'Sr25519', bytes => pair.sign(bytes)) }
  }
  const [alice, bob] = [key('//Alice'), key('//Bob')]
  // biome-ignore lint/suspicious/noExplicitAny: the client learns the types from the metadata, when it runs
  const api = (): any => client.getUnsafeApi()
  const free = async (address: string, at?: string): Promise<bigint> =>
    (await api().query.System.Account.getValue(address, ...(at === undefined ? [] : [{ at }]))).data.free

  beforeAll(async () => {
    const onFault = (error: unknown) => faults.push(error)
    chain = new Chain(chainSpec('sandbox'), new MemoryStore(), { sealing: 'instant', onFault })
    await chain.advance(20)
    server = await Server.listen({ chain, version: '0.0.0-test', instance: 'test' }, { port: 0, onFault })
    client = createClient(getWsProvider(server.url, { websocketClass: meddlingSocket(heard, methods === 'old') }))
  })

  afterAll(async () => {
    client.destroy()
    await server.close()
    chain.close()
    expect(faults).toEqual([])
  })

  test('connects and tells the chain apart', async () => {
    const spec = await client.getChainSpecData()
    expect(spec.genesisHash).toBe(chain.genesisHash)
    expect(spec.properties).toEqual({ ss58Format: 42, tokenDecimals: 9, tokenSymbol: 'TAO' })
    const { hash, number } = await client.getFinalizedBlock()
    expect({ hash, number }).toEqual(chain.head)
    expect((await api().constants.System.Version()).spec_version).toBe(425)
  })

  test('reads values, maps and runtime APIs, now and at an earlier block', async () => {
    const account = await api().query.System.Account.getValue(alice.address)
    expect(account.data.free).toBeGreaterThan(TAO)
    const networks = await api().query.SubtensorModule.NetworksAdded.getEntries()
    expect(networks.map(({ keyArgs: [netuid], value }: Entry) => [netuid, value])).toContainEqual([1, true])
    const several = await api().query.System.Account.getValues([[alice.address], [bob.address]])
    expect(several[0].data.free).toBe(account.data.free)
    expect(await api().query.System.Number.getValue({ at: chain.hashAt(15)! })).toBe(15)
    const info = await api().apis.SubnetInfoRuntimeApi.get_dynamic_info(1)
    expect(info.netuid).toBe(1)
  })

  test('signs, sends and follows a transfer, and what it costs was said before', async () => {
    const before = [await free(alice.address), await free(bob.address)] as const
    const call = api().tx.Balances.transfer_keep_alive({ dest: { type: 'Id', value: bob.address }, value: 5n * TAO })
    const fee = await call.getEstimatedFees(alice.address)
    const at = chain.head.number
    const { ok, block, events } = await call.signAndSubmit(alice)
    expect(ok).toBe(true)
    expect(block).toMatchObject({ number: at + 1, hash: chain.hashAt(at + 1) })
    expect(events.map(({ type, value }: Event) => `${type}.${value.type}`)).toContain('Balances.Transfer')
    expect(fee).toBeGreaterThan(0n)
    expect(await free(bob.address)).toBe(before[1] + 5n * TAO)
    expect(await free(alice.address)).toBe(before[0] - 5n * TAO - fee)
    expect(await free(bob.address, chain.hashAt(at))).toBe(before[1])
  })

  test('a refusal of the runtime comes by its name, one of the pool as an error', async () => {
    const transfer = (value: bigint) =>
      api().tx.Balances.transfer_keep_alive({ dest: { type: 'Id', value: bob.address }, value })
    const refused = await transfer(2_000_000n * TAO).signAndSubmit(alice)
    expect(refused.ok).toBe(false)
    expect(refused.dispatchError).toMatchObject({ type: 'Token', value: { type: 'FundsUnavailable' } })
    await expect(transfer(1n).signAndSubmit(key('//Nobody'))).rejects.toThrow(/Payment/)
    await expect(transfer(1n).signAndSubmit(alice, { nonce: 0 })).rejects.toThrow(/Stale/)
  })

  test('subscriptions hear of blocks and of changes', async () => {
    const blocks: number[] = []
    const balances: bigint[] = []
    const following = client.finalizedBlock$.subscribe(({ number }) => blocks.push(number))
    const { query } = api()
    const watching = query.System.Account.watchValue(bob.address, { at: 'best' }).subscribe(({ value }: Watched) =>
      balances.push(value.data.free),
    )
    await until(() => blocks.length > 0 && balances.length > 0)
    const call = api().tx.Balances.transfer_keep_alive({ dest: { type: 'Id', value: bob.address }, value: TAO })
    await call.signAndSubmit(alice)
    await chain.advance(3)
    await until(() => blocks.at(-1) === chain.head.number && balances.length > 1)
    expect(blocks).toEqual(Array.from({ length: 5 }, (_, i) => chain.head.number - 4 + i))
    expect(balances.at(-1)! - balances[0]!).toBe(TAO)
    following.unsubscribe()
    watching.unsubscribe()
  })

  // By the old methods the client wants proofs of a trie, which this chain does not have.
  test.runIf(methods === 'new')('a map is watched as it grows', async () => {
    const seen: unknown[] = []
    const { query } = api()
    const watching = query.Proxy.Proxies.watchEntries({ at: 'best' }).subscribe(
      ({ deltas }: { readonly deltas: unknown }) => seen.push(deltas),
    )
    await until(() => seen.length > 0)
    const proxy = {
      delegate: { type: 'Id', value: bob.address },
      proxy_type: { type: 'Any', value: undefined },
      delay: 0,
    }
    const { ok } = await api().tx.Proxy.add_proxy(proxy).signAndSubmit(alice)
    expect(ok).toBe(true)
    await until(() => seen.length > 1)
    expect(seen[1]).toMatchObject({ deleted: [], upserted: [{ args: [alice.address] }] })
    watching.unsubscribe()
  })

  test('keeps up with a chain that is wound forward', async () => {
    await chain.advance(600)
    await until(async () => (await client.getFinalizedBlock()).number === chain.head.number)
    expect(await api().query.System.Number.getValue()).toBe(chain.head.number)
  })

  test('these were the methods', () => {
    expect(heard.some(text => NEW_METHODS.test(text))).toBe(methods === 'new')
  })
})

async function until(done: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000
  while (!(await done())) {
    if (Date.now() > end) throw new Error('It did not come')
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}
