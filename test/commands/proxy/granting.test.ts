/** Letting others act for an account, and ending that. */
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
})
afterAll(() => world.close())

const balanceOf = async (address: string) => getBalance(await world.sandbox.chain.with(BALANCES), address)
type Listed = readonly { readonly account: string; readonly proxies: readonly Record<string, unknown>[] }[]

describe('a proxy', () => {
  test('is added for a deposit that is told to the rao before', async () => {
    const line = 'proxy add val --proxy-type staking --wallet owner'
    const planned = await world.dryRun(line)
    expect(planned).toMatchObject({ deposit_rao: '93000000', proxy_type: 'Staking', delay: 0, warnings: [] })
    expect(planned.effects).toEqual([
      `${VAL} may stake, unstake, and move stake between hotkeys and subnets; what it unstakes stays in the account, for ${OWNER}.`,
      expect.stringContaining(`tao proxy remove ${VAL} --proxy-type Staking`),
    ])
    const before = await balanceOf(OWNER)
    const done = await world.json<Record<string, string>>(line)
    const after = await balanceOf(OWNER)
    expect(done).toMatchObject({
      real: OWNER,
      delegate: VAL,
      deposit_rao: planned.deposit_rao,
      fee_rao: planned.fee_rao,
    })
    expect(after.reserved - before.reserved).toBe(93_000_000n)
    expect(before.total - after.total).toBe(BigInt(done.fee_rao!))
  })

  test('that may take everything is warned of, with a delay in other words', async () => {
    const any = await world.dryRun('proxy add val --proxy-type Any --wallet owner')
    expect(any.warnings).toEqual(
      expect.arrayContaining([
        expect.stringContaining('Whoever has its key has the account'),
        expect.stringContaining('With --delay'),
      ]),
    )
    const delayed = await world.dryRun('proxy add val --proxy-type NonCritical --delay 10 --wallet owner')
    expect(delayed.warnings).toEqual(
      expect.arrayContaining([
        expect.stringContaining('in spite of its name'),
        expect.stringContaining('must announce each call 10 blocks before'),
      ]),
    )
    const idle = await world.dryRun('proxy add val --proxy-type Senate --wallet owner')
    expect(idle.warnings).toContainEqual(expect.stringContaining('may do nothing any more'))
  })

  test('is listed from both sides, with what it may do', async () => {
    const [own] = await world.json<Listed>('proxy list owner')
    expect(own).toMatchObject({
      account: OWNER,
      name: 'owner',
      deposit_rao: '93000000',
      proxies: [
        { delegate: VAL, name: 'val', proxy_type: 'Staking', delay: 0, may: expect.stringContaining('unstake') },
      ],
    })
    expect(await world.json('proxy list --acting --wallet val')).toEqual([own])
    expect(await world.json('proxy list miner')).toMatchObject([{ account: MINER, proxies: [] }])
    const { stdout } = await world.run('proxy list owner')
    expect(stdout).toBe(`${OWNER}\t${VAL}\tStaking\t0\t0.093\t${own!.proxies[0]!.may}\n`)
  })

  test('may do what its type permits', async () => {
    const stake = call('SubtensorModule.add_stake', { hotkey: addressOf('//hot'), netuid: 0, amount_staked: 1n })
    const wrapped = call('Proxy.proxy', { real: OWNER, force_proxy_type: undefined, call: stake })
    // Let through by the filter: the refusal is about the stake.
    await expect(world.sandbox.send('//Dave', wrapped)).rejects.toMatchObject({
      data: { chain_error: expect.stringMatching(/^SubtensorModule\./) },
    })
  })

  test('is refused before the fee where the chain would refuse it', async () => {
    const again = await world.refused('proxy add val --proxy-type Staking --wallet owner --yes')
    expect([again.chain_error, again.why]).toEqual([
      'Proxy.Duplicate',
      expect.arrayContaining([expect.stringContaining(VAL)]),
    ])
    const self = await world.refused('proxy add owner --proxy-type Any --wallet owner --yes')
    expect(self.chain_error).toBe('Proxy.NoSelfProxy')
    const unknown = await world.refused('proxy add val --proxy-type Stacking --wallet owner --yes')
    expect([unknown.code, unknown.remedy]).toEqual(['invalid_argument', expect.stringContaining('Staking')])
    expect((await world.refused('proxy add val --wallet owner --yes')).missing).toEqual(['--proxy-type'])
    const late = await world.refused('proxy add val --proxy-type Any --delay 4294967296 --wallet owner --yes')
    expect(late.code).toBe('invalid_argument')
  })

  test('is refused to whom cannot pay the deposit, with the numbers', async () => {
    const { free } = await balanceOf(addressOf('//Eve'))
    await world.sandbox.send('//Eve', call('Balances.transfer_keep_alive', { dest: OWNER, value: free - 93_000_000n }))
    const told = await world.refused('proxy add val --proxy-type Any --wallet other --yes')
    expect(told).toMatchObject({ code: 'insufficient_balance', deposit_rao: '93000000' })
    expect(told.why).toContainEqual(expect.stringMatching(/Asked for: τ0\.093 as a deposit\. Free: τ0\.09/))
  })

  test('is refused where there are as many as there may be', async () => {
    for (let i = 0; i < 20; i++) {
      await world.sandbox.send('//Charlie', call('Proxy.add_proxy', { delegate: VAL, proxy_type: 'Any', delay: i }))
    }
    const told = await world.refused('proxy add val --proxy-type Owner --wallet miner --yes')
    expect([told.chain_error, told.proxies, told.most]).toEqual(['Proxy.TooMany', 20, 20])
    const which = await world.refused('proxy remove val --wallet miner --yes')
    expect([which.code, which.remedy]).toEqual(['usage', expect.stringContaining('--delay')])
    expect(await world.json('proxy remove val --delay 3 --wallet miner')).toMatchObject({
      removed: [{ delegate: VAL, proxy_type: 'Any', delay: 3 }],
      returned_rao: '33000000',
    })
    const planned = await world.dryRun('proxy remove --all --wallet miner')
    const done = await world.json<{ removed: unknown[] }>('proxy remove --all --wallet miner')
    expect(done).toMatchObject({ returned_rao: planned.returned_rao })
    expect([planned.returned_rao, done.removed.length]).toEqual([String(60_000_000 + 19 * 33_000_000), 19])
    expect((await balanceOf(MINER)).reserved).toBe(0n)
  })

  test('is removed by its key alone, where that is one proxy; the deposit comes back', async () => {
    const other = await world.refused('proxy remove miner --wallet owner --yes')
    expect([other.chain_error, other.why]).toEqual([
      'Proxy.NotFound',
      expect.arrayContaining([expect.stringContaining(MINER)]),
    ])
    const typed = await world.refused('proxy remove val --proxy-type Any --wallet owner --yes')
    expect(typed.why).toContainEqual(expect.stringContaining('Staking with a delay of 0 blocks'))
    const before = await balanceOf(OWNER)
    const done = await world.json<Record<string, string>>('proxy remove val --wallet owner')
    const after = await balanceOf(OWNER)
    expect(after.free - before.free).toBe(93_000_000n - BigInt(done.fee_rao!))
    expect(done).toMatchObject({ returned_rao: '93000000', real: OWNER })
    expect((await world.refused('proxy remove val --wallet owner --yes')).code).toBe('not_found')
    expect((await world.refused('proxy remove --all --wallet owner --yes')).code).toBe('not_found')
  })

  test('is asked for on a terminal: who, as what, and with which delay', async () => {
    const { code, asked, stderr } = await world.run('proxy add --wallet owner', {
      terminal: TERMINAL,
      answers: ['val', 'Transfer', '5', false],
    })
    expect(asked.map(({ message }) => message)).toEqual([
      'Who may act for the account?',
      'Which type of proxy?',
      'How many blocks before a call must it be announced? 0: not at all',
      'Continue?',
    ])
    expect([code, stderr]).toEqual([3, expect.stringContaining('It can send away all TAO and stake.')])
    await world.json('proxy add val --proxy-type Owner --wallet owner')
    const removed = await world.run('proxy remove --wallet owner', { terminal: TERMINAL, answers: [VAL, true] })
    expect([removed.code, removed.asked[0]!.message]).toEqual([0, 'Which proxy?'])
  })

  test('neither named nor all of them is refused as btcli does', async () => {
    const told = await world.refused('proxy remove --wallet owner --yes')
    expect(told.error).toBe('Either --delegate must be provided or --all flag must be used')
    expect((await world.refused('proxy remove val --all --wallet owner --yes')).code).toBe('usage')
  })

  test('is told in the shape of btcli v9', async () => {
    const { stdout } = await world.run('proxy add val --proxy-type Any --delay 2 --wallet owner --yes --json-output')
    expect(JSON.parse(stdout)).toEqual({
      success: true,
      message: `Added proxy delegatee '${VAL}' from delegator '${OWNER}' with proxy type 'Any' with delay 2.`,
      data: { delegatee: VAL, delegator: OWNER, proxy_type: 'Any', delay: 2 },
      extrinsic_identifier: expect.stringMatching(/^\d+-\d+$/),
    })
    const removed = await world.run('proxy remove --delegate val --wallet owner --yes --json-output')
    expect(JSON.parse(removed.stdout)).toEqual({
      success: true,
      message: 'Removed the proxy',
      extrinsic_identifier: expect.any(String),
    })
  })
})

describe('the types of proxies', () => {
  test('are told in words and by their calls', async () => {
    const all =
      await world.json<{ type: string; may: string; risk: string | null; deprecated: boolean }[]>('proxy types')
    expect(all).toHaveLength(18)
    expect(all.filter(({ may }) => may.includes('does not know'))).toEqual([])
    expect(all.find(({ type }) => type === 'Senate')).toMatchObject({ deprecated: true, permits: 'no call' })
    expect(await world.json('proxy types small-transfer')).toMatchObject([
      {
        type: 'SmallTransfer',
        permits: 'only these calls',
        calls: expect.arrayContaining([expect.stringMatching(/value below 0\.5$/)]),
      },
    ])
    expect(await world.json('proxy types Owner')).toMatchObject([
      { except: ['AdminUtils.sudo_set_sn_owner_hotkey', 'AdminUtils.sudo_set_subnet_owner_hotkey'] },
    ])
    const able = await world.json<{ type: string }[]>('proxy types --call SubtensorModule.claim_root')
    expect(able.map(({ type }) => type)).toContain('RootClaim')
    expect(able.map(({ type }) => type)).not.toContain('Staking')
    const { stdout } = await world.run('proxy types', { terminal: { stdout: true }, columns: 160 })
    expect(stdout).toContain('Whoever has its key has the account')
    expect(stdout).not.toContain('Senate')
    const piped = await world.run('proxy types')
    expect(piped.stdout).toMatch(/^Type\tStaking\nMay\tstake/m)
    const unknown = await world.refused('proxy types --call Balances.transfer_keep_aliv')
    expect([unknown.code, unknown.error]).toEqual(['unsupported', expect.stringContaining('transfer_keep_aliv')])
    const typo = await world.refused('proxy types Stakng')
    expect(typo.remedy).toBe('Did you mean Staking?')
  })
})
