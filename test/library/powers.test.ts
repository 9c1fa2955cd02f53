/** What the owner of a development chain can do with it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call } from '../../src/client/transactions/call.ts'
import { openChain } from '../../src/library/open.ts'
import { powersOf } from '../../src/library/powers.ts'
import { openSandbox, type Sandbox } from '../../src/library/sandbox.ts'
import { parseTao } from '../../src/primitives/amounts.ts'
import { keyFromUri } from '../../src/wallet/key-sources.ts'

const OWNER = keyFromUri('//owner').address
const HOT = keyFromUri('//owner//hot').address
const register = call('SubtensorModule.register_network', { hotkey: HOT })

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox()
})
afterAll(() => sandbox.close())

const free = async (address: string): Promise<bigint> =>
  (await sandbox.get<{ data: { free: bigint } }>('System.Account', address)).data.free

test('a stranger gets TAO, and a block that is taken back takes it back', async () => {
  const before = await sandbox.snapshot()
  const { events, block } = await sandbox.fund(OWNER, parseTao('5000'))
  expect(block.number).toBe(before.number + 1)
  expect(events.map(({ name }) => name)).toContain('Balances.Transfer')
  expect(await free(OWNER)).toBe(parseTao('5000'))
  await sandbox.revert(before)
  expect([await sandbox.chain.head(), await free(OWNER)]).toEqual([before, 0n])
})

test('blocks are made up to the next epoch, in which it runs', async () => {
  const start = await sandbox.snapshot()
  expect(await sandbox.advance(3)).toEqual({ number: start.number + 3, hash: expect.stringMatching(/^0x/) })
  const end = await sandbox.advanceToEpoch(1)
  expect(await sandbox.get('SubtensorModule.LastEpochBlock', 1)).toBe(BigInt(end.number))
  const { epochs } = await sandbox.payouts(1, start, end)
  expect(epochs).toEqual([end.number])
  await expect(sandbox.advanceToEpoch(0)).rejects.toMatchObject({ code: 'unsupported', why: ['Root has none.'] })
})

test('time goes where it is told to, forward only', async () => {
  const noon = new Date('2031-05-01T12:00:05Z')
  expect(await sandbox.setTime(noon)).toEqual(new Date('2031-05-01T12:00:00Z'))
  await sandbox.advance(1)
  expect(await sandbox.get('Timestamp.Now')).toBe(BigInt(Date.parse('2031-05-01T12:00:00Z')))
  for (const time of [noon, 0, new Date('never')]) {
    await expect(sandbox.setTime(time)).rejects.toMatchObject({
      code: 'invalid_argument',
      why: ['The next block can bear 2031-05-01T12:00:12.000Z at the earliest.'],
    })
  }
  const until = Date.parse('2031-05-01T12:00:12Z')
  expect(await sandbox.setTime(until)).toEqual(new Date(until))
})

describe('a call', () => {
  test('is made as somebody whose key is not known, and costs him no fee', async () => {
    await sandbox.fund(OWNER, parseTao('2000'))
    const before = await free(OWNER)
    const { block, events, hash, index } = await sandbox.sendAs(OWNER, register)
    expect(events.map(({ name }) => name)).toContain('SubtensorModule.NetworkAdded')
    expect(await sandbox.get('SubtensorModule.SubnetOwner', 2)).toBe(OWNER)
    const price = events.find(({ name }) => name === 'Balances.Transfer')?.data as { amount: bigint }
    expect(before - (await free(OWNER))).toBe(price.amount)
    const { block: made } = await sandbox.chain.rpc<{ block: { extrinsics: string[] } }>('chain_getBlock', block.hash)
    expect([made.extrinsics[index], hash]).toEqual([expect.stringContaining(HEX_OF_HOT), expect.stringMatching(/^0x/)])
  })

  test('is made as root', async () => {
    await sandbox.sendAsRoot(call('AdminUtils.sudo_set_tempo', { netuid: 2, tempo: 10 }))
    expect(await sandbox.get('SubtensorModule.Tempo', 2)).toBe(10)
  })

  test('that is refused within is told as a refusal', async () => {
    const order = call('AdminUtils.sudo_set_tempo', { netuid: 2, tempo: 11 })
    const head = await sandbox.chain.head()
    await expect(sandbox.sendAs(HOT, order)).rejects.toMatchObject({
      code: 'chain_refused',
      data: { chain_error: 'BadOrigin', block: head.number + 1, fee_rao: '0' },
    })
    await expect(sandbox.sendAsRoot(register)).rejects.toMatchObject({ data: { chain_error: 'BadOrigin' } })
    expect(await sandbox.get('SubtensorModule.Tempo', 2)).toBe(10)
  })

  test('is tried out without a trace', async () => {
    const head = await sandbox.chain.head()
    const sent = call('Balances.transfer_keep_alive', { dest: HOT, value: parseTao('1') })
    const fine = await sandbox.dryRun(keyFromUri('//Alice').address, sent)
    expect(fine).toMatchObject({ refusal: undefined, fee: expect.any(BigInt) })
    expect(fine.events.map(({ name }) => name)).toContain('Balances.Transfer')
    const poor = await sandbox.dryRun(keyFromUri('//nobody').address, sent)
    expect(poor).toMatchObject({ events: [], refusal: { code: 'insufficient_balance' } })
    expect(await sandbox.chain.head()).toEqual(head)
  })
})

const HEX_OF_HOT = Buffer.from(keyFromUri('//owner//hot').publicKey.slice(2), 'hex').toString('hex')

describe('the storage', () => {
  test('holds what is written, until it is taken away', async () => {
    const head = await sandbox.chain.head()
    expect(await sandbox.setStorage('SubtensorModule.Tempo', [7], 20)).toMatchObject({ number: head.number + 1 })
    expect(await sandbox.entries('SubtensorModule.Tempo')).toContainEqual({ keys: [7], value: 20 })
    await sandbox.setStorage('SubtensorModule.Tempo', [7], undefined)
    expect(await sandbox.entries('SubtensorModule.Tempo')).not.toContainEqual(expect.objectContaining({ keys: [7] }))
    await sandbox.setStorage('SubtensorModule.TotalNetworks', [], 9)
    expect(await sandbox.get('SubtensorModule.TotalNetworks')).toBe(9)
    await sandbox.revert(head)
  })

  test.each([
    ['SubtensorModule.Tempos', [7], 20, 'unsupported'],
    ['SubtensorModule.Tempo', [], 20, 'invalid_argument'],
    ['SubtensorModule.Tempo', [7], 'often', 'invalid_argument'],
    ['SubtensorModule.Tempo', [7], 65_536, 'invalid_argument'],
  ] as const)('takes nothing that does not fit: %s %j = %s', async (item, keys, value, code) => {
    const head = await sandbox.chain.head()
    await expect(sandbox.setStorage(item, keys, value)).rejects.toMatchObject({ code })
    expect(await sandbox.chain.head()).toEqual(head)
  })

  test('that no longer adds up is found', async () => {
    const head = await sandbox.snapshot()
    const broken = async (): Promise<number> =>
      (await sandbox.audit()).checks.reduce((sum, check) => sum + check.broken, 0)
    expect(await broken()).toBe(0)
    const issued = await sandbox.get<bigint>('Balances.TotalIssuance')
    await sandbox.setStorage('Balances.TotalIssuance', [], issued + 1n)
    expect(await broken()).toBeGreaterThan(0)
    await sandbox.revert(head)
  })
})

test('a served chain gives the same powers to others, and makes no block where it is told not to', async () => {
  const chain = await openChain({ network: await sandbox.serve() })
  try {
    const powers = await powersOf(chain)
    expect(await powers.setSealing('manual')).toBe('instant')
    expect((await powers.status()).sealing).toBe('manual')
    const head = await chain.head()
    const [alice] = await powers.accounts()
    expect(alice).toMatchObject({ uri: '//Alice', free: expect.any(BigInt) })
    expect(await powers.advance(2)).toEqual(await sandbox.chain.head())
    expect((await sandbox.chain.head()).number).toBe(head.number + 2)
    await powers.setSealing('instant')
  } finally {
    await chain.close()
  }
})
