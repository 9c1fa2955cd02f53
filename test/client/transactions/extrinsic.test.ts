/** Transactions, byte by byte those of `@polkadot/api`. */
import type { ApiPromise } from '@polkadot/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '../../../src/client/client.ts'
import { storageKey } from '../../../src/client/codec/storage-keys.ts'
import type { Lens } from '../../../src/client/metadata/lens.ts'
import { build } from '../../../src/client/transactions/build.ts'
import { allOf, asRoot, type Call, call, callNeeds } from '../../../src/client/transactions/call.ts'
import { encodeExtensions } from '../../../src/client/transactions/extrinsic.ts'
import { estimateFee } from '../../../src/client/transactions/fee.ts'
import { prepare, signPrepared } from '../../../src/client/transactions/sign.ts'
import { toHex } from '../../../src/primitives/bytes.ts'
import { keyFromUri } from '../../../src/wallet/key-sources.ts'
import { payloadBytes } from '../../../src/wallet/payload.ts'
import { addressOf, openSandbox, type Sandbox } from '../../support/sandbox.ts'

const [ALICE, BOB] = [addressOf('//Alice'), addressOf('//Bob')]
const TRANSFER = call('Balances.transfer_keep_alive', { dest: BOB, value: 10n ** 9n })
const TEMPO = call('AdminUtils.sudo_set_tempo', { netuid: 1, tempo: 99 })

let sandbox: Sandbox
let api: ApiPromise
beforeAll(async () => {
  sandbox = await openSandbox()
  api = await sandbox.chain.api()
})
afterAll(() => sandbox.close())

type Theirs = (api: ApiPromise) => { readonly method: { toHex(): string } }

describe('calls', () => {
  test.each<[Call, Theirs]>([
    [TRANSFER, ({ tx }) => tx.balances!.transferKeepAlive!(BOB, 10n ** 9n)],
    [asRoot(TEMPO), ({ tx }) => tx.sudo!.sudo!(tx.adminUtils!.sudoSetTempo!(1, 99))],
    [
      allOf([TRANSFER, TEMPO]),
      ({ tx }) =>
        tx.utility!.batchAll!([tx.balances!.transferKeepAlive!(BOB, 10n ** 9n), tx.adminUtils!.sudoSetTempo!(1, 99)]),
    ],
    [
      call('SubtensorModule.set_weights', { netuid: 1, dests: [0, 1], weights: [1, 65_535], version_key: 2n ** 63n }),
      ({ tx }) => tx.subtensorModule!.setWeights!(1, [0, 1], [1, 65_535], 2n ** 63n),
    ],
    [
      call('SubtensorModule.set_children', { hotkey: ALICE, netuid: 1, children: [[2n ** 64n - 1n, BOB]] }),
      ({ tx }) => tx.subtensorModule!.setChildren!(ALICE, 1, [[2n ** 64n - 1n, BOB]]),
    ],
    [
      call('SubtensorModule.set_root_claim_type', { new_root_claim_type: { KeepSubnets: { subnets: [1, 2] } } }),
      ({ tx }) => tx.subtensorModule!.setRootClaimType!({ KeepSubnets: { subnets: [1, 2] } }),
    ],
    [
      call('SubtensorModule.serve_axon_tls', {
        ...{
          netuid: 1,
          version: 1,
          ip: 2n ** 127n,
          port: 80,
          ip_type: 6,
          protocol: 4,
          placeholder1: 0,
          placeholder2: 0,
        },
        certificate: '0x0102',
      }),
      ({ tx }) => tx.subtensorModule!.serveAxonTls!(1, 1, 2n ** 127n, 80, 6, 4, 0, 0, '0x0102'),
    ],
  ])('$name', async (order, theirs) => {
    const client = await sandbox.chain.with(callNeeds(order))
    expect(toHex(build(client, order))).toBe(theirs(api).method.toHex())
  })
})

describe('a signed transaction', () => {
  let client: Client
  beforeAll(async () => {
    client = await sandbox.chain.with(callNeeds(TRANSFER))
  })

  test('is read as what it was meant to be, and its signature is over what it says', async () => {
    const prepared = await prepare(client, build(client, TRANSFER), ALICE, { tip: 7n as never, period: 64 })
    const { bytes, hash, nonce } = await signPrepared(prepared, keyFromUri('//Alice'))
    const read = api.registry.createType('Extrinsic', bytes)
    expect(read.hash.toHex()).toBe(hash)
    expect(read.signer.toString()).toBe(ALICE)
    expect([read.nonce.toNumber(), read.tip.toNumber()]).toEqual([nonce, 7])
    expect(read.method.toHex()).toBe(toHex(build(client, TRANSFER)))
    const head = await sandbox.chain.finalized()
    const payload = {
      ...{ method: read.method.toHex(), era: read.era.toHex(), nonce, tip: 7, mode: 1, metadataHash: client.lens.hash },
      ...{ specVersion: sandbox.chain.specVersion, transactionVersion: sandbox.chain.transactionVersion },
      ...{ genesisHash: sandbox.chain.genesisHash, blockHash: head.hash, address: ALICE, version: 4 },
    }
    const theirs = api.registry.createType('ExtrinsicPayload', payload, { version: 4 })
    expect(toHex(payloadBytes(prepared.payload))).toBe(toHex(theirs.toU8a({ method: true })))
    expect(read.era.asMortalEra.death(head.number) - 1).toBe(prepared.lastBlock)
  })

  test('may have a life longer than eras have single blocks for: it begins a little earlier', async () => {
    await sandbox.advance(5)
    const prepared = await prepare(client, build(client, TRANSFER), ALICE, { period: 10_000 })
    const signed = await signPrepared(prepared, keyFromUri('//Alice'))
    expect(prepared.lastBlock - prepared.start).toBeGreaterThan(10_000)
    const check = await sandbox.chain.rpc<string>('system_dryRun', toHex(signed.bytes))
    expect(check).toBe('0x0000')
  })

  test('costs what @polkadot/api says', async () => {
    const theirs = await api.tx.balances!.transferKeepAlive!(BOB, 10n ** 9n).paymentInfo(ALICE)
    expect(await estimateFee(client, build(client, TRANSFER), ALICE)).toBe(theirs.partialFee.toBigInt())
  })

  test('of a chain with parts that are not known is refused, unless they hold nothing', () => {
    const values = {
      ...({ era: { type: 'Mortal', value: [64, 0] }, nonce: 1, tip: 0n, metadataHash: undefined } as const),
      ...{ specVersion: 1, transactionVersion: 1, genesisHash: sandbox.chain.genesisHash },
      birthHash: sandbox.chain.genesisHash,
    }
    const withOne = (kind: 'unit' | 'bool' | 'option'): Lens => ({
      ...client.lens,
      shapes: [kind === 'option' ? { kind, of: 1 } : { kind }, { kind: 'unit' }],
      extensions: [{ name: 'CheckMood', type: 0, additional: 1 }],
    })
    expect(encodeExtensions(withOne('unit'), values).extra).toEqual(new Uint8Array(0))
    expect(encodeExtensions(withOne('option'), values).extra).toEqual(Uint8Array.of(0))
    expect(() => encodeExtensions(withOne('bool'), values)).toThrow('a part CheckMood')
  })
})

test('keys of storage are those of @polkadot/api', async () => {
  const items = [
    ['System.Account', [ALICE], api.query.system!.account],
    ['System.Number', [], api.query.system!.number],
    ['SubtensorModule.Tempo', [1], api.query.subtensorModule!.tempo],
    ['SubtensorModule.Keys', [1, 7], api.query.subtensorModule!.keys],
    ['SubtensorModule.Alpha', [ALICE, BOB, 1], api.query.subtensorModule!.alpha],
  ] as const
  const { lens } = await sandbox.chain.with({ storage: items.map(([name]) => name) })
  for (const [name, keys, theirs] of items) {
    expect(storageKey(lens, lens.storage[name]!, keys)).toBe(theirs!.key(...keys))
  }
})
