/** An independent client, `@polkadot/api`, at both doors of a sandbox chain: the same work, the same results. */
import { ApiPromise, Keyring, WsProvider } from '@polkadot/api'
import type { SubmittableExtrinsic } from '@polkadot/api/types'
import type { ISubmittableResult } from '@polkadot/types/types'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { Chain } from '../../../src/local-chain/node/chain.ts'
import { LocalProvider, type ProviderInterface } from '../../../src/local-chain/node/provider.ts'
import { Server } from '../../../src/local-chain/node/server.ts'
import { chainSpec } from '../../../src/local-chain/profiles/specs.ts'
import { MemoryStore } from '../../../src/local-chain/state/memory-store.ts'

const TAO = 1_000_000_000n

describe.each(['provider', 'websocket'] as const)('@polkadot/api by %s', door => {
  let chain: Chain
  let server: Server
  let api: ApiPromise
  const faults: unknown[] = []
  const keyring = new Keyring({ type: 'sr25519' })
  const alice = keyring.addFromUri('//Alice')
  const bob = keyring.addFromUri('//Bob')

  beforeAll(async () => {
    // The client also prints the errors that it throws.
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const onFault = (error: unknown) => faults.push(error)
    chain = new Chain(chainSpec('sandbox'), new MemoryStore(), { sealing: 'instant', onFault })
    const host = { chain, version: '0.0.0-test', instance: 'test' }
    server = await Server.listen(host, { port: 0, onFault })
    const provider =
      door === 'provider' ? new LocalProvider(host, { onFault }) : (new WsProvider(server.url) as ProviderInterface)
    api = await ApiPromise.create({ provider, noInitWarn: true, throwOnConnect: true })
  }, 30_000)

  afterAll(async () => {
    await api.disconnect()
    await server.close()
    chain.close()
    expect(faults).toEqual([])
    vi.restoreAllMocks()
  })

  const send = (call: SubmittableExtrinsic<'promise'>, signer = alice): Promise<ISubmittableResult> =>
    new Promise((resolve, reject) => {
      call
        .signAndSend(signer, result => {
          if (result.status.isFinalized || result.isError) resolve(result)
        })
        .catch(reject)
    })

  const free = async (address: string): Promise<bigint> => {
    const { data } = (await api.query.system!.account!(address)) as unknown as {
      data: { free: { toBigInt(): bigint } }
    }
    return data.free.toBigInt()
  }

  test('connects without custom types', async () => {
    expect(api.genesisHash.toHex()).toBe(chain.genesisHash)
    expect(api.runtimeVersion.specVersion.toNumber()).toBe(425)
    expect(api.registry.chainDecimals).toEqual([9])
    expect(api.registry.chainTokens).toEqual(['TAO'])
    expect((await api.rpc.system.chain()).toString()).toBe(chain.spec.chainName)
    expect(api.consts.aura!.slotDuration!.toString()).toBe(chain.slotDuration.toString())
  })

  test('reads storage, maps and keys, now and at a block', async () => {
    expect(await free(alice.address)).toBeGreaterThan(0n)
    const accounts = await api.query.system!.account!.entries()
    expect(accounts.length).toBeGreaterThanOrEqual(chain.spec.accounts.length)
    const keys = await api.query.system!.account!.keysPaged({ args: [], pageSize: 3 })
    expect(keys).toHaveLength(3)
    const at = await api.at(chain.genesisHash)
    expect((await at.query.system!.number!()).toString()).toBe('0')
    expect((await api.query.subtensorModule!.totalNetworks!()).toString()).toBe('2')
  })

  test('signs, sends and follows a transfer', async () => {
    const before = await free(bob.address)
    const result = await send(api.tx.balances!.transferKeepAlive!(bob.address, TAO))
    expect(result.dispatchError).toBeUndefined()
    const names = result.events.map(({ event }) => `${event.section}.${event.method}`)
    expect(names).toContain('balances.Transfer')
    expect(names).toContain('transactionPayment.TransactionFeePaid')
    expect(names.at(-1)).toBe('system.ExtrinsicSuccess')
    expect(await free(bob.address)).toBe(before + TAO)
    const block = await api.rpc.chain.getBlock(result.status.asFinalized)
    const found = block.block.extrinsics.find(extrinsic => extrinsic.hash.eq(result.txHash))
    expect(found?.signer.toString()).toBe(alice.address)
    // The hash that the client computes of the header is the one it was given.
    expect(block.block.header.hash.toHex()).toBe(result.status.asFinalized.toHex())
  })

  test('signs, sends and follows a stake', async () => {
    await send(api.tx.subtensorModule!.registerNetwork!(alice.address))
    const netuid =
      ((await api.query.subtensorModule!.totalNetworks!()) as unknown as { toNumber(): number }).toNumber() - 1
    await send(api.tx.subtensorModule!.startCall!(netuid))
    const result = await send(api.tx.subtensorModule!.addStake!(alice.address, netuid, 5n * TAO), bob)
    const added = result.events.find(({ event }) => event.method === 'StakeAdded')!
    const [coldkey, hotkey, paid, received] = added.event.data.map(each => each.toString())
    expect([coldkey, hotkey, paid]).toEqual([bob.address, alice.address, String(5n * TAO)])
    const stake = await api.call.stakeInfoRuntimeApi!.getStakeInfoForHotkeyColdkeyNetuid!(
      alice.address,
      bob.address,
      netuid,
    )
    expect((stake as unknown as { unwrap(): { stake: { toString(): string } } }).unwrap().stake.toString()).toBe(
      received,
    )
  })

  test('pays the fee that was announced', async () => {
    const call = api.tx.balances!.transferKeepAlive!(bob.address, TAO)
    const { partialFee } = await call.paymentInfo(alice)
    const before = await free(alice.address)
    await send(call)
    expect(before - (await free(alice.address))).toBe(TAO + partialFee.toBigInt())
  })

  test('sees typed errors', async () => {
    const poor = keyring.addFromUri('//Nobody')
    const all = await free(alice.address)
    const failed = await send(api.tx.balances!.transferAllowDeath!(bob.address, all + TAO))
    expect(failed.dispatchError?.isToken && failed.dispatchError.asToken.toString()).toBe('FundsUnavailable')
    const sudo = api.tx.sudo!.sudo!(api.tx.system!.remark!('0x00'))
    const refused = await send(api.tx.utility!.batchAll!([sudo]), bob)
    const module = refused.dispatchError!.asModule
    expect(api.registry.findMetaError(module)).toMatchObject({ section: 'sudo', name: 'RequireSudo' })
    await expect(send(api.tx.balances!.transferKeepAlive!(bob.address, TAO), poor)).rejects.toThrow(
      '1010: Invalid Transaction: Inability to pay some fees , e.g. account balance too low',
    )
    await expect(send(sudo, bob)).rejects.toThrow('1010: Invalid Transaction: Invalid signing address')
    const stake = await send(api.tx.subtensorModule!.addStake!(alice.address, 999, TAO))
    expect(api.registry.findMetaError(stake.dispatchError!.asModule).section).toBe('subtensorModule')
    const stale = api.tx.system!.remark!('0x00')
    await expect(stale.signAndSend(alice, { nonce: 0 })).rejects.toThrow(
      '1010: Invalid Transaction: Transaction is outdated',
    )
  })

  test('sends several at once, ordered by their nonces', async () => {
    const { nonce } = (await api.query.system!.account!(alice.address)) as unknown as { nonce: { toNumber(): number } }
    const before = await free(bob.address)
    const order = [3, 1, 0, 2]
    const sent = order.map(
      offset =>
        new Promise<void>((resolve, reject) => {
          api.tx.balances!.transferKeepAlive!(bob.address, TAO)
            .signAndSend(alice, { nonce: nonce.toNumber() + offset }, ({ status }) => {
              if (status.isFinalized) resolve()
            })
            .catch(reject)
        }),
    )
    await Promise.all(sent)
    expect(await free(bob.address)).toBe(before + 4n * TAO)
  })

  test('subscribes to heads, storage and nonces', async () => {
    const numbers: number[] = []
    const balances: bigint[] = []
    const stopHeads = await api.rpc.chain.subscribeNewHeads(header => {
      numbers.push(header.number.toNumber())
    })
    const stopStorage = await api.query.system!.account!(bob.address, (account: unknown) => {
      balances.push((account as { data: { free: { toBigInt(): bigint } } }).data.free.toBigInt())
    })
    const head = chain.head.number
    await send(api.tx.balances!.transferKeepAlive!(bob.address, TAO))
    chain.produceBlock()
    await until(() => numbers.at(-1) === head + 2 && balances.length >= 2)
    expect(numbers.slice(-3)).toEqual([head, head + 1, head + 2])
    expect(balances.at(-1)! - balances[0]!).toBe(TAO)
    stopHeads()
    ;(stopStorage as unknown as () => void)()
  })

  test('derives what it shows of blocks', async () => {
    const hash = await api.rpc.chain.getBlockHash(1)
    const { author } = (await api.derive.chain.getHeader(hash))!
    const [first] = await api.derive.chain.bestNumber().then(async number => [number.toNumber()])
    expect(first).toBe(chain.head.number)
    // Authors are derived from sessions, which this chain does not have; the slot stands in the header all the same.
    expect(author === undefined || chain.spec.accounts.some(({ account }) => author.toHex() === account)).toBe(true)
  })

  test('asks runtime APIs', async () => {
    const versions = await api.call.metadata!.metadataVersions!()
    expect(versions.toJSON()).toEqual([14, 15, 16])
    const nonce = await api.call.accountNonceApi!.accountNonce!(alice.address)
    expect(Number(nonce)).toBeGreaterThan(0)
  })

  test('dry-runs a transaction', async () => {
    const signed = await api.tx.balances!.transferKeepAlive!(bob.address, TAO).signAsync(alice)
    const outcome = await api.rpc.system.dryRun(signed.toHex())
    expect(outcome.isOk && outcome.asOk.isOk).toBe(true)
    const before = chain.head
    const all = await free(alice.address)
    const tooMuch = await api.tx.balances!.transferAllowDeath!(bob.address, all).signAsync(alice)
    const refused = await api.rpc.system.dryRun(tooMuch.toHex())
    expect(refused.asOk.asErr.isToken).toBe(true)
    expect(chain.head).toEqual(before)
  })

  test('commits to the metadata when it is asked to', async () => {
    const call = api.tx.system!.remark!('0x01')
    const metadataHash = chain.runtime.metadataHash()!
    const options = { withSignedTransaction: true, mode: 1, metadataHash } as const
    const result = await new Promise<ISubmittableResult>((resolve, reject) => {
      const follow = (each: ISubmittableResult) => {
        if (each.status.isFinalized) resolve(each)
      }
      call.signAndSend(alice, options, follow).catch(reject)
    })
    expect(result.dispatchError).toBeUndefined()
    const wrong = { ...options, metadataHash: `0x${'11'.repeat(32)}` as const }
    await expect(api.tx.system!.remark!('0x02').signAndSend(alice, wrong)).rejects.toThrow(
      'Transaction has a bad signature',
    )
  })
})

async function until(reached: () => boolean): Promise<void> {
  for (const end = Date.now() + 5000; !reached(); ) {
    if (Date.now() > end) throw new Error('it did not come to that')
    await new Promise(resolve => setTimeout(resolve, 5))
  }
}
