import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '../../../src/client/client.ts'
import { call, callNeeds } from '../../../src/client/transactions/call.ts'
import { decodeEvents, eventsAt } from '../../../src/client/transactions/events.ts'
import { fromHex, type Hex, toHex } from '../../../src/primitives/bytes.ts'
import { TaoError } from '../../../src/primitives/errors.ts'
import { addressOf, openSandbox, type Sandbox } from '../../support/sandbox.ts'

const EVENTS = '0x26aa394eea5630e07c48ae0c9558cef780d41e5e16056765bc8461851072c9d7'
const TRANSFER = call('Balances.transfer_keep_alive', { dest: addressOf('//Bob'), value: 5n })

let sandbox: Sandbox
let client: Client
let block: Hex
let bytes: Hex
beforeAll(async () => {
  sandbox = await openSandbox()
  client = await sandbox.chain.with(callNeeds(TRANSFER))
  block = (await sandbox.send('//Alice', TRANSFER)).block.hash
  bytes = await sandbox.chain.rpc<Hex>('state_getStorage', EVENTS, block)
})
afterAll(() => sandbox.close())

test('events have the names of their fields, and the transaction that caused them', async () => {
  const events = await eventsAt(client, block)
  expect(events.find(({ name }) => name === 'Balances.Transfer')).toEqual({
    name: 'Balances.Transfer',
    data: { from: addressOf('//Alice'), to: addressOf('//Bob'), amount: 5n },
    extrinsic: 1,
  })
  expect(events.at(-1)).toMatchObject({ name: 'System.ExtrinsicSuccess', extrinsic: 1 })
  expect(events[0]!.extrinsic).toBeUndefined()
})

test('events whose fields have no names give them in their order', async () => {
  const order = call('SubtensorModule.register_network', { hotkey: addressOf('//hot') })
  const { block: at } = await sandbox.send('//Alice', order)
  const events = await eventsAt(await sandbox.chain.with(callNeeds(order)), at.hash)
  expect(events.find(({ name }) => name === 'SubtensorModule.NetworkAdded')?.data).toEqual([2, 1])
})

test('an event outside the lens widens it', async () => {
  const narrow = await (await sandbox.connect()).with({ events: ['System'] })
  expect(narrow.needs.events).toEqual(['System'])
  expect(await decodeEvents(narrow, bytes)).toEqual(await decodeEvents(client, bytes))
})

describe('what are no events', () => {
  test('is refused, whatever the lens', async () => {
    const whole = fromHex(bytes)
    for (const wrong of [whole.subarray(0, -1), Uint8Array.of(...whole, 0), new Uint8Array(0), Uint8Array.of(4)]) {
      await expect(decodeEvents(client, toHex(wrong))).rejects.toMatchObject({ code: 'wrong_chain' })
    }
  })

  test('comes to an end without a fault', async () => {
    const whole = fromHex(bytes)
    const wide = await sandbox.chain.with({ events: 'all' })
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.nat(whole.length - 1),
        fc.nat(255),
        async (noise, at, byte) => {
          for (const wrong of [noise, whole.with(at, byte), Uint8Array.of(254, 255, 255, 255, ...noise)]) {
            await decodeEvents(wide, toHex(wrong)).catch(error => expect(error).toBeInstanceOf(TaoError))
          }
        },
      ),
    )
  })
})
