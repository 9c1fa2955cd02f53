import { afterAll, beforeAll, expect, test } from 'vitest'
import { blocksToEpoch, EPOCHS, getNextEpoch } from '../../../src/client/reads/epochs.ts'
import { ROOT } from '../../../src/primitives/netuid.ts'
import { openSandbox, type Sandbox } from '../../support/sandbox.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox()
})
afterAll(() => sandbox.close())

test('an epoch is as many blocks away as it takes to run it', async () => {
  const client = await sandbox.chain.with(EPOCHS)
  const away = await blocksToEpoch(client, 1)
  expect(Number(await getNextEpoch(client, 1))).toBe((await sandbox.chain.head()).number + away)
  await sandbox.advance(away - 1)
  const before = await getNextEpoch(client, 1)
  await sandbox.advance(1)
  expect(await getNextEpoch(client, 1)).toBeGreaterThan(before!)
})

test('root has none, though the runtime names a block', async () => {
  const client = await sandbox.chain.with(EPOCHS)
  expect(await client.ask('SubnetInfoRuntimeApi.get_next_epoch_start_block', ROOT)).toBeTypeOf('bigint')
  expect(await getNextEpoch(client, ROOT)).toBeUndefined()
  await expect(blocksToEpoch(client, ROOT)).rejects.toMatchObject({ code: 'unsupported', why: ['Root has none.'] })
})

test('a subnet that is not there has none', async () => {
  const client = await sandbox.chain.with(EPOCHS)
  await expect(blocksToEpoch(client, 99)).rejects.toMatchObject({ code: 'unsupported' })
})
