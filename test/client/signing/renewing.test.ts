/** People take their time to read: what was prepared for them is signed as it is, or made anew with the same call. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '../../../src/client/client.ts'
import { build } from '../../../src/client/transactions/build.ts'
import { call, callNeeds } from '../../../src/client/transactions/call.ts'
import { outcomeOf } from '../../../src/client/transactions/outcome.ts'
import { prepare, renewed, signPrepared } from '../../../src/client/transactions/sign.ts'
import { submit } from '../../../src/client/transactions/submit.ts'
import { keyFromUri } from '../../../src/wallet/key-sources.ts'
import { addressOf, openSandbox, type Sandbox } from '../../support/sandbox.ts'

const ALICE = addressOf('//Alice')
const ORDER = call('Balances.transfer_keep_alive', { dest: addressOf('//Bob'), value: 1_000n })

let sandbox: Sandbox
let client: Client
beforeAll(async () => {
  sandbox = await openSandbox()
  client = await sandbox.chain.with(callNeeds(ORDER))
})
afterAll(() => sandbox.close())

test('transactions that are still good are signed as they were shown', async () => {
  const prepared = await prepare(client, build(client, ORDER), ALICE)
  await sandbox.advance(31)
  expect(await renewed(client, ORDER, ALICE, prepared)).toBe(prepared)
})

test('transactions whose place was taken meanwhile keep the call, and take the next nonce', async () => {
  const prepared = await prepare(client, build(client, ORDER), ALICE)
  await sandbox.send('//Alice', ORDER)
  const again = await renewed(client, ORDER, ALICE, prepared)
  expect(again.nonce).toBe(prepared.nonce + 1)
  expect(again.payload.call).toEqual(prepared.payload.call)
  expect(again.payload.extensions).not.toEqual(prepared.payload.extensions)
  const included = await submit(client, await signPrepared(again, keyFromUri('//Alice')))
  expect((await outcomeOf(client, included)).hash).toBe(included.hash)
})

test('transactions that would soon be too old live anew', async () => {
  const prepared = await prepare(client, build(client, ORDER), ALICE)
  await sandbox.advance(33)
  const again = await renewed(client, ORDER, ALICE, prepared)
  expect([again.start, again.lastBlock]).toEqual([prepared.start + 33, prepared.lastBlock + 33])
  expect(again.payload.call).toEqual(prepared.payload.call)
})
