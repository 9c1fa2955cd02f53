/** What is shown before a signature follows the bytes to be signed, whatever was meant. */
import { Metadata, TypeRegistry } from '@polkadot/types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '../../../src/client/client.ts'
import { destinationsOf, outflowOf } from '../../../src/client/signing/outflow.ts'
import { readPayload } from '../../../src/client/signing/reading.ts'
import { build } from '../../../src/client/transactions/build.ts'
import { type Call, call, callNeeds } from '../../../src/client/transactions/call.ts'
import { type Prepared, prepare } from '../../../src/client/transactions/sign.ts'
import type { Payload } from '../../../src/wallet/signer.ts'
import { addressOf, openSandbox, type Sandbox } from '../../support/sandbox.ts'
import { expectCode, failureOf } from '../../wallet/support/errors.ts'

const [ALICE, BOB] = [addressOf('//Alice'), addressOf('//Bob')]
const NEEDS = callNeeds(
  ...['Balances.transfer_keep_alive', 'Balances.transfer_allow_death', 'Balances.transfer_all', 'Utility.batch_all'],
  ...['SubtensorModule.add_stake', 'SubtensorModule.remove_stake', 'Proxy.proxy'],
)
const TRANSFER = call('Balances.transfer_keep_alive', { dest: BOB, value: 1_500_000_000n })
const STAKE = call('SubtensorModule.add_stake', { hotkey: BOB, netuid: 1, amount_staked: 7n })

let sandbox: Sandbox
let client: Client
beforeAll(async () => {
  sandbox = await openSandbox()
  client = await sandbox.chain.with(NEEDS)
})
afterAll(() => sandbox.close())

const prepared = (order: Call): Promise<Prepared> => prepare(client, build(client, order), ALICE)
const read = ({ payload, start }: Pick<Prepared, 'payload' | 'start'>) => readPayload(client, payload, start)

/** The same payload with another call index: pallet, then call. */
function withIndex({ call, ...rest }: Payload, index: Uint8Array): Payload {
  const changed = Uint8Array.from(call)
  changed.set(index.subarray(0, 2))
  return { call: changed, ...rest }
}

describe('a payload', () => {
  test('says which call it is, on which chain, until when', async () => {
    const { payload, start, nonce } = await prepared(TRANSFER)
    expect(read({ payload, start })).toMatchObject({
      call: {
        name: 'Balances.transfer_keep_alive',
        args: [
          { name: 'dest', kind: 'account', value: BOB },
          { name: 'value', kind: 'tao', value: 1_500_000_000n },
        ],
      },
      nonce,
      tip: 0n,
      lastBlock: start + 63,
      specVersion: 425,
      genesisHash: sandbox.chain.genesisHash,
      metadataHash: client.lens.hash,
    })
  })

  test('says what the calls within its call are', async () => {
    const inner = call('Proxy.proxy', { real: BOB, force_proxy_type: null, call: STAKE })
    const { call: told } = read(await prepared(call('Utility.batch_all', { calls: [TRANSFER, inner] })))
    expect(told.args).toMatchObject([
      {
        kind: 'calls',
        value: [
          { name: 'Balances.transfer_keep_alive' },
          {
            name: 'Proxy.proxy',
            args: [
              { name: 'real', kind: 'account', value: BOB },
              { name: 'force_proxy_type', kind: 'other', value: undefined },
              { name: 'call', kind: 'calls', value: [{ name: 'SubtensorModule.add_stake' }] },
            ],
          },
        ],
      },
    ])
    expect(destinationsOf(told)).toEqual([BOB])
  })
})

describe('with swapped call indices', () => {
  test.each([
    [TRANSFER, call('Balances.transfer_allow_death', { dest: BOB, value: 1n })],
    [call('Balances.transfer_allow_death', { dest: BOB, value: 5n }), TRANSFER],
    [STAKE, call('SubtensorModule.remove_stake', { hotkey: BOB, netuid: 1, amount_unstaked: 1n })],
  ])('a payload made for %o reads as the other call', async (meant, other) => {
    const { payload, start } = await prepared(meant)
    const index = (await prepared(other)).payload.call
    const told = read({ payload: withIndex(payload, index), start }).call
    expect(told.name).toBe(other.name)
    // The numbers stay those of the bytes, read in the units of the call that they really are.
    const amounts = told.args.filter(({ kind }) => kind === 'tao' || kind === 'alpha')
    expect(amounts.map(({ value }) => value)).toEqual([Object.values(meant.args).at(-1)])
    expect(amounts[0]!.kind).toBe(other.name.includes('remove_stake') ? 'alpha' : 'tao')
    expect(outflowOf(told)).not.toEqual(outflowOf(read({ payload, start }).call))
  })

  test('a payload whose bytes do not fit the other call is not read at all', async () => {
    const { payload, start } = await prepared(TRANSFER)
    const all = await prepared(call('Balances.transfer_all', { dest: BOB, keep_alive: false }))
    const told = failureOf(() => read({ payload: withIndex(payload, all.payload.call), start }))
    expectCode(told, 'not_permitted')
  })

  test('a node that lies about the indices gets a signature that counts for nothing', async () => {
    const { Chain } = await import('../../../src/client/chain.ts')
    const { LocalProvider } = await import('../../../src/local-chain/node/provider.ts')
    const { signPrepared } = await import('../../../src/client/transactions/sign.ts')
    const { submit } = await import('../../../src/client/transactions/submit.ts')
    const { keyFromUri } = await import('../../../src/wallet/key-sources.ts')
    const provider = new LocalProvider({ chain: sandbox.inside, version: '0.0.0-test', instance: 'lying' })
    const honest = provider.send.bind(provider)
    const lie = async (method: string, params: unknown[]): Promise<unknown> => {
      const answer = await honest(method, params)
      return method === 'state_call' && params[0] === 'Metadata_metadata_at_version'
        ? swapped(answer as string)
        : answer
    }
    Object.assign(provider, { send: lie })
    const chain = await Chain.open({ network: { name: 'local', urls: ['ws://localhost'], isReal: false }, provider })
    const deceived = await chain.with(NEEDS)
    const extrinsic = build(deceived, TRANSFER)
    const order = await prepare(deceived, extrinsic, ALICE)
    // By the metadata of the node it reads as it was meant; to the chain it is the call that may end the account.
    expect(readPayload(deceived, order.payload, order.start).call.name).toBe('Balances.transfer_keep_alive')
    const { payload, start } = await prepared(TRANSFER)
    expect(read({ payload: { ...payload, call: order.payload.call }, start }).call.name).toBe(
      'Balances.transfer_allow_death',
    )
    // Nor is anything read by metadata that the payload is not bound to.
    expectCode(
      failureOf(() => read(order)),
      'not_permitted',
    )
    const before = await sandbox.chain.head()
    const signed = await signPrepared(order, keyFromUri('//Alice'))
    await expect(submit(deceived, signed)).rejects.toMatchObject({ code: 'invalid_transaction' })
    expect(await sandbox.chain.head()).toEqual(before)
    await chain.close()
  })
})

/** The metadata with the numbers of two calls exchanged. */
function swapped(answer: string): string {
  const registry = new TypeRegistry()
  const bytes = Buffer.from(answer.slice(2), 'hex')
  // Some, and a length of four bytes.
  const metadata = new Metadata(registry, `0x${bytes.subarray(5).toString('hex')}`)
  const calls = metadata.asV15.lookup.types.find(
    ({ type }) => type.path.join('::') === 'pallet_balances::pallet::Call',
  )!
  const variants = calls.type.def.asVariant.variants
  const named = (name: string) => variants.find(variant => variant.name.eq(name))!
  const [first, second] = [named('transfer_keep_alive'), named('transfer_allow_death')]
  const index = first.index
  first.set('index', second.index)
  second.set('index', index)
  const changed = Buffer.from(metadata.toU8a())
  expect([changed.length, changed.equals(bytes.subarray(5))]).toEqual([bytes.length - 5, false])
  return `0x${Buffer.concat([bytes.subarray(0, 5), changed]).toString('hex')}`
}

describe('bytes that are no payload', () => {
  test.each([
    [
      'a call that the chain does not have',
      ({ call, ...rest }: Payload) => ({ call: call.map((b, i) => (i === 1 ? 255 : b)), ...rest }),
    ],
    ['more than a call', ({ call, ...rest }: Payload) => ({ call: Uint8Array.of(...call, 0), ...rest })],
    ['less than a call', ({ call, ...rest }: Payload) => ({ call: call.subarray(0, -1), ...rest })],
    [
      'more than the extensions',
      ({ extensions, ...rest }: Payload) => ({ extensions: Uint8Array.of(...extensions, 0), ...rest }),
    ],
    [
      'less than the extensions',
      ({ extensions, ...rest }: Payload) => ({ extensions: extensions.subarray(0, -1), ...rest }),
    ],
  ] as [string, (payload: Payload) => Payload][])('are refused: %s', async (_, change) => {
    const { payload, start } = await prepared(TRANSFER)
    expectCode(
      failureOf(() => read({ payload: change(payload), start })),
      'not_permitted',
    )
  })
})
