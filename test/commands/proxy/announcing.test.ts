/** A proxy with a delay: what it is going to do is announced, seen, rejected, taken back or done. */
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { BALANCES, getBalance } from '../../../src/client/reads/balances.ts'
import { callHash } from '../../../src/client/reads/proxies.ts'
import { build } from '../../../src/client/transactions/build.ts'
import { call, callNeeds } from '../../../src/client/transactions/call.ts'
import { toHex } from '../../../src/primitives/bytes.ts'
import { addressOf } from '../../support/sandbox.ts'
import { openWorld, type World } from '../../support/world.ts'

const [OWNER, MINER, VAL] = [addressOf('//Bob'), addressOf('//Charlie'), addressOf('//Dave')]
const DELAY = 5
const sends = (value: bigint) => call('Balances.transfer_keep_alive', { dest: MINER, value })
const words = (value: string): string[] => [
  'Balances.transfer_keep_alive',
  '--args',
  JSON.stringify({ dest: MINER, value }),
]

const TERMINAL = { stdin: true, stderr: true } as const

let world: World
let start: number
beforeAll(async () => {
  world = await openWorld()
  await world.json(`proxy add val --proxy-type Transfer --delay ${DELAY} --wallet owner`)
  start = await world.head()
})
beforeEach(() => {
  if (world.sandbox.inside.head.number > start) world.sandbox.inside.revert(start)
  rmSync(join(world.folder, 'wallets', '.announced-calls.json'), { force: true })
})
afterAll(() => world.close())

const balanceOf = async (address: string) => getBalance(await world.sandbox.chain.with(BALANCES), address)
const bytesOf = async (value: bigint) => build(await world.sandbox.chain.with(callNeeds(sends(value))), sends(value))

/** As `world.json`, for words that hold spaces. */
async function announce(value: string, more: readonly string[] = []): Promise<Record<string, string>> {
  const line = ['proxy', 'announce', ...words(value), '--real', 'owner', '--wallet', 'val', '--yes', '--json', ...more]
  const outcome = await world.run(line)
  expect([outcome.code, outcome.code === 0 ? '' : outcome.stderr]).toEqual([0, ''])
  return outcome.json()
}
async function refusedToAnnounce(more: readonly string[]): Promise<Record<string, unknown>> {
  const outcome = await world.run(['proxy', 'announce', ...more, '--yes', '--json'])
  expect(outcome.code).not.toBe(0)
  return outcome.error() as unknown as Record<string, unknown>
}

describe('a call', () => {
  test('is announced for a deposit, with its hash, its bytes and from when on it can be made', async () => {
    const planned = await announce('1000000000', ['--dry-run'])
    expect(planned).toMatchObject({ deposit_rao: '104000000', call: 'Balances.transfer_keep_alive' })
    const before = await balanceOf(VAL)
    const done = await announce('1000000000')
    expect(done.call_hex).toBe(toHex(await bytesOf(1_000_000_000n)))
    expect(done).toMatchObject({
      delegate: VAL,
      real: OWNER,
      call_hash: callHash(await bytesOf(1_000_000_000n)),
      deposit_rao: '104000000',
      executable: { block: Number(done.block) + DELAY },
    })
    const after = await balanceOf(VAL)
    expect(before.free - after.free).toBe(104_000_000n + BigInt(done.fee_rao!))
  })

  test('is seen by whom it is for, by name where it was announced from here', async () => {
    const { call_hash } = await announce('1000000000')
    const told = await world.json('proxy announcements list owner')
    expect(told).toMatchObject([
      {
        delegate: VAL,
        real: OWNER,
        call_hash,
        call: 'Balances.transfer_keep_alive',
        proxy_type: 'Transfer',
        state: 'waiting',
        executable: { block: start + 1 + DELAY },
      },
    ])
    expect(await world.json('proxy announcements val')).toEqual(told)
    expect(await world.json('proxy announcements list --all')).toEqual(told)
    rmSync(join(world.folder, 'wallets', '.announced-calls.json'))
    await world.advance(DELAY - 1)
    expect(await world.json('proxy announcement list owner')).toMatchObject([{ call: null, state: 'executable' }])
    await world.json('proxy remove val --wallet owner')
    expect(await world.json('proxy announcements list val')).toMatchObject([
      { state: 'void', executable: null, proxy_type: null },
    ])
  })

  test('is made when its time has come, to the rao, and the deposit comes back', async () => {
    await announce('1000000000')
    const soon = await world.refused('proxy execute --wallet val --yes')
    expect(soon).toMatchObject({ chain_error: 'Proxy.Unannounced', free_at_block: start + 1 + DELAY })
    await world.advance(DELAY - 1)
    const planned = await world.dryRun('proxy execute --wallet val')
    // Naming who announced it sends nothing to it.
    expect(planned.warnings).toEqual([])
    const [real, miner, val] = [await balanceOf(OWNER), await balanceOf(MINER), await balanceOf(VAL)]
    const done = await world.json<Record<string, string>>('proxy execute --wallet val')
    expect(done).toMatchObject({ real: OWNER, delegate: VAL, call: 'Balances.transfer_keep_alive' })
    expect([done.returned_rao, done.fee_rao]).toEqual([planned.returned_rao, planned.fee_rao])
    expect((await balanceOf(OWNER)).free - real.free).toBe(-1_000_000_000n)
    expect((await balanceOf(MINER)).free - miner.free).toBe(1_000_000_000n)
    expect((await balanceOf(VAL)).free - val.free).toBe(104_000_000n - BigInt(done.fee_rao!))
    expect(readFileSync(join(world.folder, 'wallets', '.announced-calls.json'), 'utf8')).toBe('{}\n')
    expect((await world.refused('proxy execute --wallet val --yes')).chain_error).toBe('Proxy.NotFound')
  })

  test('is waited for, and made by anybody', async () => {
    const { call_hash } = await announce('7000000000')
    const line = `proxy execute --delegate val --real owner --call-hash ${call_hash} --wallet miner --wait`
    expect(await world.dryRun(line)).toMatchObject({ facts: { waits_for: String(start + 1 + DELAY) } })
    expect(await world.json(line)).toMatchObject({ delegate: VAL, real: OWNER, returned_rao: '104000000' })
  })

  test('that was announced elsewhere is given again, word for word', async () => {
    const bytes = await bytesOf(3n * 10n ** 9n)
    await world.sandbox.send('//Dave', call('Proxy.announce', { real: OWNER, call_hash: callHash(bytes) }))
    await world.advance(DELAY)
    const unknown = await world.refused('proxy execute --wallet val --yes')
    expect([unknown.code, unknown.call_hash]).toEqual(['not_found', callHash(bytes)])
    const run = async (...more: readonly string[]) =>
      world.run(['proxy', 'execute', '--wallet', 'val', '--json', '--yes', ...more])
    const other = await run(...words('4000000000'))
    expect([other.error().chain_error, other.error().why]).toEqual([
      'Proxy.Unannounced',
      expect.arrayContaining([expect.stringContaining(callHash(bytes))]),
    ])
    const clash = await run(...words('3000000000'), '--call-hash', `0x${'11'.repeat(32)}`)
    expect(clash.error().code).toBe('usage')
    expect((await run(...words('3000000000'), '--dry-run')).json()).toMatchObject({ real: OWNER })
    // btcli leaves the 0x away.
    expect((await run('--proxy', OWNER, '--call-hex', toHex(bytes).slice(2))).json()).toMatchObject({ real: OWNER })
  })

  test('that fails when it is made is told by its own refusal, with whose it is', async () => {
    const { free } = await balanceOf(OWNER)
    await announce(String(free + 1n))
    await world.advance(DELAY)
    const told = await world.refused('proxy execute --wallet val --yes')
    expect([told.code, told.chain_error]).toEqual(['insufficient_balance', 'Token.FundsUnavailable'])
    expect(told.error).toContain(OWNER)
  })

  test('is refused before the fee: for a stranger, of another type, as another type, without a call', async () => {
    const stranger = await refusedToAnnounce([...words('1'), '--real', 'miner', '--wallet', 'val'])
    expect([stranger.chain_error, stranger.real]).toEqual(['Proxy.NotProxy', MINER])
    const remark = ['System.remark', '--args', '{"remark":"0x01"}', '--real', 'owner', '--wallet', 'val']
    const filtered = await refusedToAnnounce(remark)
    expect(filtered).toMatchObject({ chain_error: 'System.CallFiltered', proxy_types: ['Transfer'] })
    expect(filtered.permitted_to).toEqual(expect.arrayContaining(['Any', 'NonTransfer']))
    const forced = await refusedToAnnounce([
      ...words('1'),
      '--real',
      'owner',
      '--wallet',
      'val',
      '--force-proxy-type',
      'Any',
    ])
    expect(forced.why).toContainEqual(expect.stringContaining('of type Transfer, not of Any'))
    expect((await refusedToAnnounce(['--real', 'owner', '--wallet', 'val'])).missing).toEqual(['--target'])
    const odd = await refusedToAnnounce(['--call-hex', '0xffff', '--real', 'owner', '--wallet', 'val'])
    expect([odd.code, odd.error]).toEqual(['invalid_argument', expect.stringContaining('no call of local')])
    const v11 = await refusedToAnnounce(['--inner-op', 'transfer', '--real', 'owner', '--wallet', 'val'])
    expect(v11.refused).toBe('--inner-op')
  })

  test('is refused where 75 wait already', async () => {
    for (let i = 0; i < 75; i++) {
      await world.sandbox.send(
        '//Dave',
        call('Proxy.announce', { real: OWNER, call_hash: `0x${i.toString(16).padStart(64, '0')}` }),
      )
    }
    const told = await refusedToAnnounce([...words('1'), '--real', 'owner', '--wallet', 'val'])
    expect([told.chain_error, told.why]).toEqual([
      'Proxy.TooMany',
      expect.arrayContaining([expect.stringContaining('At most: 75')]),
    ])
  })

  test('of a proxy that is several is made as the one that may', async () => {
    await world.json('proxy add val --proxy-type Any --delay 9 --wallet owner')
    await world.json('proxy add val --proxy-type Staking --wallet owner')
    const remark = [
      'proxy',
      'announce',
      'System.remark',
      '--args',
      '{"remark":"0x01"}',
      '--real',
      'owner',
      '--wallet',
      'val',
    ]
    const done = await world.run([...remark, '--yes', '--json'])
    const { executable, block } = done.json<{ executable: { block: number }; block: number }>()
    expect(executable.block - block).toBe(9)
    await announce('5')
    await world.advance(10)
    const which = await world.refused('proxy execute --wallet val --yes')
    expect([which.code, (which.why as string[]).length]).toEqual(['usage', 2])
    expect(which.remedy).toBe('Name one by its hash.')
    const line = `proxy execute --call-hash ${callHash(await bytesOf(5n))} --wallet val`
    expect(await world.dryRun(line)).toMatchObject({ returned_rao: '68000000' })
    const forced = await world.refused(`${line} --force-proxy-type Staking --yes`)
    expect(forced.chain_error).toBe('System.CallFiltered')
    expect(await world.json(line)).toMatchObject({ call: 'Balances.transfer_keep_alive' })
  })

  test('that is announced twice is made once for each time, when that has come', async () => {
    await announce('6')
    await world.advance(2)
    await announce('6')
    await world.advance(DELAY - 3)
    const planned = await world.dryRun('proxy execute --wallet val')
    expect(planned.returned_rao).toBe('68000000')
    expect(await world.json('proxy execute --wallet val')).toMatchObject({ returned_rao: '68000000' })
    expect(await world.json('proxy announcements list val')).toHaveLength(1)
  })
})

describe('an announcement', () => {
  test('is rejected by the account; the proxy gets its deposit back', async () => {
    const { call_hash } = await announce('1000000000')
    const line = 'proxy announcements reject --wallet owner'
    const planned = await world.dryRun(line)
    const before = await balanceOf(VAL)
    expect(await world.json(line)).toMatchObject({ delegate: VAL, call_hash, returned_rao: planned.returned_rao })
    expect((await balanceOf(VAL)).free - before.free).toBe(104_000_000n)
    const none = await world.refused(`${line} --yes`)
    expect([none.chain_error, none.why]).toEqual(['Proxy.NotFound', expect.arrayContaining(['Nothing is announced.'])])
  })

  test('is taken back by the proxy, the one that is meant', async () => {
    const { call_hash } = await announce('1')
    await announce('2')
    const which = await world.refused('proxy announcements remove --wallet val --yes')
    expect([which.code, (which.why as string[]).length]).toEqual(['usage', 2])
    const before = await balanceOf(VAL)
    const done = await world.json<Record<string, string>>(
      `proxy announcements remove ${call_hash} --real owner --wallet val`,
    )
    expect(done).toMatchObject({ returned_rao: '68000000' })
    expect((await balanceOf(VAL)).free - before.free).toBe(68_000_000n - BigInt(done.fee_rao!))
    const absent = await world.refused(`proxy announcements remove ${call_hash} --wallet val --yes`)
    expect(absent.why).toContainEqual(expect.stringContaining('What is announced:'))
    expect((await world.refused('proxy announcements remove 0x12 --wallet val --yes')).code).toBe('invalid_argument')
    expect((await world.refused('proxy announcements reject --delegate miner --wallet owner --yes')).code).toBe(
      'chain_refused',
    )
  })

  test('is chosen on a terminal', async () => {
    const { call_hash } = await announce('1')
    const { code, asked } = await world.run('proxy announcements reject --wallet owner', {
      terminal: TERMINAL,
      answers: [call_hash!, true],
    })
    expect([code, asked.map(({ message }) => message)]).toEqual([0, ['Which announcement?', 'Continue?']])
    const empty = await world.run('proxy announcements reject --wallet owner', { terminal: TERMINAL, answers: [] })
    expect([empty.code, empty.stderr]).toEqual([1, expect.stringContaining('Nothing is announced')])
  })
})
