import { ApiPromise } from '@polkadot/api'
import type { TypeRegistry } from '@polkadot/types'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lensOf } from '../../../src/client/metadata/lens.ts'
import { mergeNeeds, type Needs, TRANSACTION_NEEDS } from '../../../src/client/metadata/needs.ts'
import { decodeMetadata } from '../../../src/primitives/metadata/format.ts'
import { chainOfBytes } from './chain-of-bytes.ts'
import { everyMetadata, ownMetadata, registryOf, someNeeds } from './samples.ts'

type Pallet = TypeRegistry['metadata']['pallets'][number]
type Variant = ReturnType<TypeRegistry['findMetaCall']>['meta']

/** The bytes of the plainest value of a type. */
const plainest = (registry: TypeRegistry, type: { toNumber(): number }): Uint8Array =>
  registry.createType(registry.createLookupType(type.toNumber()) as 'u8').toU8a()

/** The bytes of a call or an event whose fields all have their plainest values. */
function plainVariant(registry: TypeRegistry, pallet: Pallet, variant: Variant): Uint8Array {
  const fields = variant.fields.map(({ type }) => plainest(registry, type as never))
  return Buffer.concat([Uint8Array.of(pallet.index.toNumber(), variant.index.toNumber()), ...fields])
}

const variantsOf = (registry: TypeRegistry, type: number): readonly Variant[] =>
  registry.lookup.getSiType(type).def.asVariant.variants as unknown as Variant[]

/** Calls that hold calls are plainest with one that the lens does not know. */
const holdsCall = (registry: TypeRegistry, { fields }: Variant): boolean =>
  fields.some(({ type }) => /\bCall\b|RuntimeCall/.test(JSON.stringify(registry.lookup.getTypeDef(type as never))))

function compareDecoding(whole: TypeRegistry, narrow: TypeRegistry): number {
  let compared = 0
  const same = (read: (registry: TypeRegistry) => unknown) => {
    expect(read(narrow)).toEqual(read(whole))
    compared++
  }
  for (const pallet of narrow.metadata.pallets) {
    const original = whole.metadata.pallets.find(({ name }) => name.eq(pallet.name))!
    for (const item of pallet.storage.unwrapOrDefault().items) {
      const twin = original.storage.unwrap().items.find(({ name }) => name.eq(item.name))!
      const value = ({ type }: typeof item) => (type.isPlain ? type.asPlain : type.asMap.value).toNumber()
      const bytes = plainest(whole, (twin.type.isPlain ? twin.type.asPlain : twin.type.asMap.value) as never)
      same(registry => {
        const id = value(registry === whole ? twin : item)
        return registry.createType(registry.createLookupType(id) as 'u8', bytes).toHuman()
      })
    }
    if (pallet.events.isSome) {
      for (const event of variantsOf(narrow, pallet.events.unwrap().type.toNumber())) {
        const whatItIs = variantsOf(whole, original.events.unwrap().type.toNumber()).find(({ name }) =>
          name.eq(event.name),
        )!
        const bytes = plainVariant(whole, pallet, whatItIs)
        same(registry => registry.createType('Event', bytes).toHuman())
      }
    }
    if (pallet.calls.isSome) {
      for (const call of variantsOf(narrow, pallet.calls.unwrap().type.toNumber())) {
        const whatItIs = variantsOf(whole, original.calls.unwrap().type.toNumber()).find(({ name }) =>
          name.eq(call.name),
        )!
        if (holdsCall(whole, whatItIs)) continue
        const bytes = plainVariant(whole, pallet, whatItIs)
        same(registry => registry.createType('Call', bytes).toHuman())
      }
    }
  }
  return compared
}

const transfers: Needs = mergeNeeds(TRANSACTION_NEEDS, {
  calls: ['Balances.transfer_keep_alive', 'Sudo.set_key', 'Utility.batch'],
  events: ['Utility', 'Sudo'],
  errors: ['Utility'],
})

describe.each(everyMetadata)('through a lens on %s', (_, bytes) => {
  const whole = registryOf(bytes)
  const full = decodeMetadata(bytes)

  test('@polkadot/types decodes what a transaction needs as it does with the whole', () => {
    expect(compareDecoding(whole, registryOf(lensOf(full, transfers).bytes))).toBeGreaterThan(25)
  })

  test('@polkadot/types decodes whatever is needed as it does with the whole', () => {
    fc.assert(
      fc.property(someNeeds(full), needs => {
        compareDecoding(whole, registryOf(lensOf(full, needs).bytes))
      }),
      { numRuns: 3 },
    )
  })
})

describe('a client over a lens', () => {
  const connect = (metadata: Uint8Array) =>
    ApiPromise.create({ provider: chainOfBytes(metadata), noInitWarn: true, throwOnConnect: true, initWasm: false })
  const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'

  test('makes, signs and reads the same transactions', async () => {
    const [whole, narrow] = await Promise.all([
      connect(ownMetadata.v15),
      connect(lensOf(ownMetadata.v15, transfers).bytes),
    ])
    const signed = [whole, narrow].map(api => {
      const inner = api.tx.balances!.transferKeepAlive!(ALICE, 1_000_000_000n)
      const call = api.tx.utility!.batch!([inner, inner])
      const payload = {
        method: call.method.toHex(),
        era: api.registry.createType('ExtrinsicEra', { current: 100, period: 64 }).toHex(),
        nonce: 7,
        tip: 0,
        mode: 1,
        metadataHash: ownMetadata.hash,
        specVersion: 425,
        transactionVersion: 1,
        genesisHash: api.genesisHash.toHex(),
        blockHash: api.genesisHash.toHex(),
        address: ALICE,
        version: api.extrinsicVersion,
      }
      const toSign = api.registry.createType('ExtrinsicPayload', payload, { version: 4 })
      call.addSignature(ALICE, `0x01${'22'.repeat(64)}`, payload as never)
      const read = api.registry.createType('Extrinsic', call.toHex())
      return { toSign: toSign.toHex(), encoded: call.toHex(), version: api.extrinsicVersion, read: read.toHuman() }
    })
    expect(signed[1]).toEqual(signed[0])
    expect(signed[0]!.version).toBe(4)
    expect(signed[0]!.read).toMatchObject({ method: { method: 'batch' }, nonce: '7' })
    await Promise.all([whole.disconnect(), narrow.disconnect()])
  })

  test('has the constants, items and errors that were needed, under the same keys', async () => {
    const [whole, narrow] = await Promise.all([
      connect(ownMetadata.v15),
      connect(lensOf(ownMetadata.v15, transfers).bytes),
    ])
    expect(narrow.query.system!.account!.key(ALICE)).toBe(whole.query.system!.account!.key(ALICE))
    expect(narrow.consts.system!.blockHashCount!.toHex()).toBe(whole.consts.system!.blockHashCount!.toHex())
    expect(narrow.consts.system!.version!.toHuman()).toEqual(whole.consts.system!.version!.toHuman())
    expect(narrow.registry.findMetaError(new Uint8Array([5, 2])).name).toBe(
      whole.registry.findMetaError(new Uint8Array([5, 2])).name,
    )
    expect(Object.keys(narrow.tx.balances!)).toEqual(['transferKeepAlive'])
    expect(narrow.query.sudo).toBeUndefined()
    expect(narrow.registry.chainSS58).toBe(42)
    await Promise.all([whole.disconnect(), narrow.disconnect()])
  })

  test('gets ready with whatever was needed, without complaint', async () => {
    const complaints: unknown[] = []
    const { warn } = console
    console.warn = (...words: unknown[]) => complaints.push(words)
    try {
      for (const needs of [{}, { storage: ['System.Account'] }, { apis: ['AccountNonceApi.account_nonce'] }]) {
        const api = await connect(lensOf(ownMetadata.v16, needs).bytes)
        await api.disconnect()
      }
    } finally {
      console.warn = warn
    }
    expect(complaints).toEqual([])
  })
})
