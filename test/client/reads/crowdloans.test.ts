/** Crowdloans as they are read: what they are for, whatever kind of call they keep, and how they stand. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  CROWDLOAN_RULES,
  CROWDLOANS,
  type Crowdloan,
  getContribution,
  getContributions,
  getCrowdloan,
  getCrowdloanRules,
  getCrowdloans,
  kindOf,
  missingOf,
  statusOf,
  withdrawableOf,
} from '../../../src/client/reads/crowdloans.ts'
import { call } from '../../../src/client/transactions/call.ts'
import { tao } from '../../../src/primitives/amounts.ts'
import { addressOf, openSandbox, type Sandbox } from '../../support/sandbox.ts'

const TAO = 1_000_000_000n
const END = 60_000
const [ALICE, BOB, EVE] = [addressOf('//Alice'), addressOf('//Bob'), addressOf('//Eve')]
const LONG = `0x${'ab'.repeat(200)}`

let sandbox: Sandbox
const create = (inner?: ReturnType<typeof call>) =>
  sandbox.send(
    '//Bob',
    call('Crowdloan.create', {
      deposit: 10n * TAO,
      min_contribution: TAO,
      cap: 20n * TAO,
      end: END,
      call: inner,
      target_address: inner === undefined ? EVE : undefined,
    }),
  )
const lease = (end?: number) => call('SubtensorModule.register_leased_network', { emissions_share: 30, end_block: end })
const batch = call('Utility.batch', {
  calls: [call('System.remark', { remark: '0x01' }), call('Balances.transfer_all', { dest: EVE, keep_alive: true })],
})

beforeAll(async () => {
  sandbox = await openSandbox()
  await sandbox.send('//Alice', call('Balances.transfer_keep_alive', { dest: BOB, value: 1000n * TAO }))
  await create()
  await create(lease())
  await create(lease(123_456))
  await create(batch)
  await create(call('System.remark', { remark: LONG }))
  await sandbox.send('//Alice', call('Crowdloan.contribute', { crowdloan_id: 0, amount: 4n * TAO }))
  await sandbox.send(
    '//Bob',
    call('Crowdloan.set_max_contribution', { crowdloan_id: 0, new_max_contribution: 15n * TAO }),
  )
})
afterAll(() => sandbox.close())

async function loan(id: number): Promise<Crowdloan> {
  const client = await sandbox.chain.with(CROWDLOANS)
  return getCrowdloan(client, await client.at(), id)
}

test('one for somebody is read whole', async () => {
  expect(await loan(0)).toMatchObject({
    id: 0,
    creator: BOB,
    deposit: 10n * TAO,
    minContribution: TAO,
    maxContribution: 15n * TAO,
    end: END,
    cap: 20n * TAO,
    raised: 14n * TAO,
    target: EVE,
    hasCall: false,
    call: undefined,
    lease: undefined,
    isFinalized: false,
    contributors: 2,
  })
  expect((await loan(0)).fundsAccount).toMatch(/^5/)
  expect(kindOf(await loan(0))).toBe('fundraising')
})

describe('the call', () => {
  test('of a lease is understood, with and without an end', async () => {
    expect(await loan(1)).toMatchObject({ lease: { emissionsShare: 30, endBlock: undefined }, target: undefined })
    expect(await loan(2)).toMatchObject({ lease: { emissionsShare: 30, endBlock: 123_456 } })
    expect(kindOf(await loan(2))).toBe('subnet')
  })

  test('of another kind is read with those within it', async () => {
    const found = await loan(3)
    expect(found.call?.name).toBe('Utility.batch')
    expect(
      JSON.stringify(found.call?.args, (_, value) => (value instanceof Uint8Array ? [...value] : value)),
    ).toContain(EVE)
    expect([kindOf(found), found.lease]).toEqual(['call', undefined])
  })

  test('that is long is found among the preimages', async () => {
    const remark = Uint8Array.from({ length: 200 }, () => 0xab)
    expect((await loan(4)).call).toEqual({ name: 'System.remark', args: { remark } })
  })
})

test('all of them come by their numbers', async () => {
  const client = await sandbox.chain.with(CROWDLOANS)
  const all = await getCrowdloans(client, await client.at())
  expect(all.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4])
})

test('one that is not there says whether it ever was', async () => {
  await expect(loan(9)).rejects.toMatchObject({ code: 'not_found', why: ['The last one was 4.'] })
  await sandbox.send('//Bob', call('Crowdloan.dissolve', { crowdloan_id: 4 }))
  await expect(loan(4)).rejects.toMatchObject({ why: ['It has been dissolved.'], data: { crowdloan_id: 4 } })
})

test('contributions come with the largest first', async () => {
  const client = await sandbox.chain.with(CROWDLOANS)
  const at = await client.at()
  expect(await getContributions(at, 0)).toEqual([
    { contributor: BOB, amount: 10n * TAO },
    { contributor: ALICE, amount: 4n * TAO },
  ])
  expect([await getContribution(at, 0, ALICE), await getContribution(at, 0, EVE)]).toEqual([4n * TAO, undefined])
})

test('the rules are those of the chain', async () => {
  expect(getCrowdloanRules(await sandbox.chain.with(CROWDLOAN_RULES))).toEqual({
    minDeposit: 10n * TAO,
    minContribution: TAO / 10n,
    minDuration: 50_400,
    maxDuration: 432_000,
    refundLimit: 50,
    maxContributors: 500,
  })
})

test('how it stands is told for the block in which a transaction of now would be', async () => {
  const open = await loan(0)
  const full = { ...open, raised: open.cap }
  expect(statusOf(open, END - 2)).toBe('active')
  expect(statusOf(open, END - 1)).toBe('closed')
  expect([statusOf(full, END - 2), statusOf(full, END + 5)]).toEqual(['funded', 'funded'])
  expect(statusOf({ ...full, isFinalized: true }, END)).toBe('finalized')
  expect([missingOf(open), missingOf(full)]).toEqual([6n * TAO, 0n])
  expect(withdrawableOf(open, BOB, tao(12n * TAO))).toBe(2n * TAO)
  expect(withdrawableOf(open, ALICE, tao(12n * TAO))).toBe(12n * TAO)
})
