/** Calls that a proxy makes for an account at once. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BALANCES, getBalance } from '../../../src/client/reads/balances.ts'
import { call } from '../../../src/client/transactions/call.ts'
import { addressOf } from '../../support/sandbox.ts'
import { openWorld, type World } from '../../support/world.ts'

const [OWNER, MINER, VAL] = [addressOf('//Bob'), addressOf('//Charlie'), addressOf('//Dave')]

const TERMINAL = { stdin: true, stderr: true } as const

let world: World
beforeAll(async () => {
  world = await openWorld()
  await world.json('proxy add val --proxy-type Any --delay 9 --wallet owner')
  await world.json('proxy add val --proxy-type Transfer --wallet owner')
})
afterAll(() => world.close())

const freeOf = async (address: string) => (await getBalance(await world.sandbox.chain.with(BALANCES), address)).free
const send = (value: string, more: readonly string[] = []) =>
  world.run([
    ...['proxy', 'call', 'Balances.transfer_keep_alive', '--args', JSON.stringify({ dest: MINER, value })],
    ...['--real', 'owner', '--wallet', 'val', '--yes', '--json', ...more],
  ])

describe('a call for an account', () => {
  test('takes from it, and the fee from who signs; the dry run says so to the rao', async () => {
    const planned = (await send('2000000000', ['--dry-run'])).json<Record<string, string>>()
    const before = [await freeOf(OWNER), await freeOf(MINER), await freeOf(VAL)]
    const done = (await send('2000000000')).json<Record<string, string>>()
    expect(done).toMatchObject({ real: OWNER, delegate: VAL, proxy_type: 'Transfer', fee_rao: planned.fee_rao })
    const after = [await freeOf(OWNER), await freeOf(MINER), await freeOf(VAL)]
    expect(after.map((free, i) => free - before[i]!)).toEqual([-2_000_000_000n, 2_000_000_000n, -BigInt(done.fee_rao!)])
  })

  test('is made as the proxy that may make it at once, not as the first one', async () => {
    const { signs } = (await send('1', ['--dry-run'])).json<{ signs: { arguments: Record<string, unknown> } }>()
    expect(signs.arguments).toMatchObject({ real: OWNER, force_proxy_type: 'Transfer' })
    const forced = (await send('1', ['--force-proxy-type', 'Any'])).error()
    expect([forced.chain_error, forced.why]).toEqual([
      'Proxy.Unannounced',
      expect.arrayContaining([expect.stringContaining('must announce it 9 blocks before')]),
    ])
  })

  test('that fails within is told as the refusal it is, about the account, and nothing is sent', async () => {
    const height = await world.head()
    const free = await freeOf(OWNER)
    const told = (await send(String(free + 1n))).error()
    expect([told.code, told.chain_error]).toEqual(['insufficient_balance', 'Token.FundsUnavailable'])
    expect(told.error).toContain(OWNER)
    expect(await world.head()).toBe(height)
  })

  test('is refused where no proxy may make it, with the types that may', async () => {
    await world.json('proxy remove val --proxy-type Any --wallet owner')
    const told = (
      await world.run([
        ...['proxy', 'call', 'SubtensorModule.burned_register', '--args', JSON.stringify({ netuid: 1, hotkey: VAL })],
        ...['--real', 'owner', '--wallet', 'val', '--yes', '--json'],
      ])
    ).error()
    expect([told.chain_error, told.proxy_types]).toEqual(['System.CallFiltered', ['Transfer']])
    expect(told.permitted_to).toEqual(expect.arrayContaining(['Any', 'Registration']))
    expect(told.permitted_to).not.toContain('NonCritical')
    expect(told.remedy).toContain('Registration')
  })

  test('is free of a fee for who signs where the account pays it', async () => {
    await world.sandbox.send('//Bob', call('Proxy.set_real_pays_fee', { delegate: VAL, pays_fee: true }))
    const before = [await freeOf(OWNER), await freeOf(VAL)]
    const done = (await send('5')).json<Record<string, string>>()
    const [owner, val] = [await freeOf(OWNER), await freeOf(VAL)]
    expect([val - before[1]!, before[0]! - owner]).toEqual([0n, 5n + BigInt(done.fee_rao!)])
  })

  test('is asked for on a terminal', async () => {
    const line = ['proxy', 'call', '--wallet', 'val', '--args', JSON.stringify({ dest: MINER, value: '5' })]
    const { code, asked } = await world.run(line, {
      terminal: TERMINAL,
      answers: ['Balances.transfer_keep_alive', 'owner', true],
    })
    expect([code, asked.map(({ message }) => message)]).toEqual([
      0,
      ['Which call? Pallet.name', 'For which account?', 'Continue?'],
    ])
  })
})
