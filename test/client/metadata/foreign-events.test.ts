import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { firstForeignEvent } from '../../../src/client/metadata/foreign-events.ts'
import { lensOf } from '../../../src/client/metadata/lens.ts'
import type { Needs } from '../../../src/client/metadata/needs.ts'
import { valueEnd } from '../../../src/client/metadata/skip.ts'
import type { Pallet } from '../../../src/client/metadata/wanted.ts'
import { transferKeepAlive } from '../../../src/local-chain/pallets/balances/calls.ts'
import { SystemEvents } from '../../../src/local-chain/pallets/system/storage.ts'
import { encode } from '../../../src/local-chain/scale/codec.ts'
import { tao } from '../../../src/primitives/amounts.ts'
import { fromHex } from '../../../src/primitives/bytes.ts'
import { TaoError } from '../../../src/primitives/errors.ts'
import { decodeMetadata, typesById } from '../../../src/primitives/metadata/format.ts'
import { bob } from '../../local-chain/support/accounts.ts'
import { TAO, TestChain } from '../../local-chain/support/chain.ts'
import { everyMetadata, ownMetadata, registryOf } from './samples.ts'

const BALANCES = 5
const throughLens = (needs: Needs) => decodeMetadata(lensOf(ownMetadata.v15, needs).bytes)

/** The events of a block with a transfer, as storage holds them. */
function blockEvents(): Uint8Array {
  const chain = new TestChain()
  chain.block()
  chain.block(chain.sign('Alice', transferKeepAlive.make({ dest: { type: 'Id', value: bob }, value: tao(TAO) })))
  return encode(SystemEvents.value, SystemEvents.get(chain.ctx), chain.runtime.outer)
}

const events = blockEvents()

describe('events that a lens does not cover', () => {
  test('are found, the first of them', () => {
    const foreign = firstForeignEvent(throughLens({ events: ['System'] }), events)
    expect(foreign?.pallet).toBe(BALANCES)
    expect(registryOf(ownMetadata.v15).findMetaEvent(new Uint8Array([foreign!.pallet, foreign!.event]))).toBeDefined()
    expect(firstForeignEvent(throughLens({ events: ['Balances'] }), events)).toEqual({ pallet: 0, event: 0 })
  })

  test('are those that a client cannot decode', () => {
    const decode = (needs: Needs) =>
      registryOf(lensOf(ownMetadata.v15, needs).bytes).createType('Vec<FrameSystemEventRecord>', events)
    expect(() => decode({ events: ['System'] })).toThrow('Unable to find Event')
    expect(decode({ events: ['System', 'Balances', 'TransactionPayment'] })).toHaveLength(
      registryOf(ownMetadata.v15).createType('Vec<FrameSystemEventRecord>', events).length,
    )
  })

  test('are not there where all are covered', () => {
    for (const needs of [{ events: 'all' }, { events: ['System', 'Balances', 'TransactionPayment'] }] as const) {
      expect(firstForeignEvent(throughLens(needs), events)).toBeUndefined()
    }
    expect(firstForeignEvent(decodeMetadata(ownMetadata.v14), events)).toBeUndefined()
    expect(firstForeignEvent(throughLens({}), Uint8Array.of(0))).toBeUndefined()
  })

  test('are an event of a known pallet that the metadata does not know, too', () => {
    const whole = decodeMetadata(ownMetadata.v15)
    const balances = whole.value.lookup.find(({ path }) => path.join('::') === 'pallet_balances::pallet::Event')!
    if (balances.def.tag === 'variant') {
      balances.def.value = balances.def.value.filter(({ name }) => name !== 'Transfer')
    }
    expect(firstForeignEvent(whole, events)).toEqual({ pallet: BALANCES, event: 2 })
  })

  test('are told from bytes that are no events', () => {
    const whole = throughLens({ events: 'all' })
    for (const bytes of [events.subarray(0, -1), Uint8Array.of(...events, 0), new Uint8Array(0), Uint8Array.of(4)]) {
      expect(() => firstForeignEvent(whole, bytes)).toThrow(TaoError)
    }
  })

  test('are looked for in any bytes without an end or a fault', () => {
    const whole = throughLens({ events: ['System'] })
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(events.length - 1), fc.nat(255), (noise, at, byte) => {
        for (const bytes of [noise, events.with(at, byte), Uint8Array.of(254, 255, 255, 255, ...noise)]) {
          try {
            firstForeignEvent(whole, bytes)
          } catch (error) {
            expect(error).toBeInstanceOf(TaoError)
          }
        }
      }),
    )
  })
})

describe.each(everyMetadata)('the end of a value, by %s', (_, bytes) => {
  test('is where its encoding ends', () => {
    const { value } = decodeMetadata(bytes)
    const types = typesById(value.lookup)
    let checked = 0
    const pallets: readonly Pallet[] = value.pallets
    for (const { storage } of pallets) {
      for (const { type, fallback, modifier } of storage?.items ?? []) {
        if (modifier === 0) continue
        const encoded = fromHex(fallback)
        const id = type.tag === 'plain' ? type.value : type.value.value
        expect(valueEnd(types, id, encoded, 0)).toBe(encoded.length)
        expect(valueEnd(types, id, Uint8Array.of(7, ...encoded, 9), 1)).toBe(encoded.length + 1)
        if (encoded.length > 0) expect(() => valueEnd(types, id, encoded.subarray(0, -1), 0)).toThrow(TaoError)
        checked++
      }
      for (const constant of pallets[0]!.constants) {
        expect(valueEnd(types, constant.type, fromHex(constant.value), 0)).toBe(fromHex(constant.value).length)
      }
    }
    expect(checked).toBeGreaterThan(10)
  })
})
