/** What is told of crowdloans: to people, to programs, and to scripts that were written for btcli v9. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressOf } from '../../support/sandbox.ts'
import { openWorld, type World } from '../../support/world.ts'
import { passAway } from './support.ts'

type Json = Readonly<Record<string, unknown>>

const [OWNER, MINER, VAL] = [addressOf('//Bob'), addressOf('//Charlie'), addressOf('//Dave')]
const TERMS = '--deposit 10 --min-contribution 1'

let world: World
beforeAll(async () => {
  world = await openWorld()
  const owner = (line: string): Promise<Json> => world.json(`${line} --wallet owner`)
  await owner('subnets create')
  await owner('wallet set-identity --id-name Founder')
  await owner(`crowd create ${TERMS} --cap 40 --duration 60000 --target miner`)
  await owner(`crowd create ${TERMS} --cap 80 --duration 90000 --subnet-lease --emissions-share 30 --lease-end 123456`)
  await owner(`crowd create ${TERMS} --cap 20 --duration 70000 --target val`)
  await world.json(
    `crowd create --deposit 15 --min-contribution 1 --cap 30 --duration 60000 --target other --wallet miner`,
  )
  await world.json('crowd contribute 1 50 --wallet val')
  await world.json('crowd contribute 2 10 --wallet val')
  await passAway(world, 3)
})
afterAll(() => world.close())

const v9 = async (line: string): Promise<{ readonly data: Json } & Json> => {
  const { code, stdout, stderr } = await world.run(`${line} --json-output`)
  expect([line, code, code === 0 ? '' : stderr]).toEqual([line, 0, ''])
  return JSON.parse(stdout)
}

describe('crowd list', () => {
  const ids = async (more: string): Promise<unknown[]> =>
    (await world.json<readonly Json[]>(`crowd list ${more}`)).map(({ crowdloan_id }) => crowdloan_id)

  test('has those first that take something, and of them those that have most', async () => {
    expect(await ids('')).toEqual([1, 0, 2, 3])
    expect(await ids('--sort-order asc')).toEqual([3, 2, 0, 1])
  })

  test.each([
    ['--status active', [1, 0]],
    ['--status funded', [2]],
    ['--status closed', [3]],
    ['--status finalized', []],
    ['--type fundraising', [0, 2, 3]],
    ['--type subnet', [1]],
    ['--type call', []],
    ['--sort-by id', [0, 1, 2, 3]],
    ['--sort-by id --sort-order desc', [3, 2, 1, 0]],
    ['--sort-by raised', [1, 2, 3, 0]],
    ['--sort-by end', [1, 2, 0, 3]],
    ['--sort-by contributors --sort-order asc', [0, 3, 1, 2]],
    ['--search-creator found', [1, 0, 2]],
    [`--search-creator ${MINER.slice(3, 12).toUpperCase()}`, [3]],
  ])('%s', async (more, expected) => {
    expect(await ids(more)).toEqual(expected)
  })

  test('shows a person how far each is, to when, and what for', async () => {
    const { stdout } = await world.run('crowd list', { terminal: { stdout: true }, columns: 260 })
    expect(stdout).toMatch(/τ105 of τ170 raised: 61.76 %/)
    expect(stdout).toMatch(/active +τ60 +τ80 +██████░░ 75 % +\d+ +\d+ \(12 d \d+ h\)/)
    expect(stdout).toMatch(/a subnet to lease, 30 % for contributors/)
    expect(stdout).toMatch(new RegExp(`Founder +TAO for ${MINER}`))
    const none = await world.run('crowd list --status finalized', { terminal: { stdout: true } })
    expect(none.stdout).toMatch(/No such crowdloans/)
  })

  test('is found where btcli has it', async () => {
    for (const path of ['cr list', 'crowdloan list', 'misc crowd list', 'utils crowd list']) {
      expect((await world.run(`${path} --json`)).stdout).toBe((await world.run('crowd list --json')).stdout)
    }
  })
})

describe('crowd info', () => {
  test('tells all of it', async () => {
    const head = await world.head()
    const told = await world.json('crowd info 1 --wallet val')
    const { block } = told.end as { block: number }
    expect(told).toMatchObject({
      status: 'active',
      creator_name: 'Founder',
      missing_rao: '20000000000',
      progress: 0.75,
      blocks_left: block - head,
      seconds_left: (block - head) * 12,
      block: head,
      kind: 'subnet',
      lease: { emissions_share: 0.3, end: { block: 123_456 } },
      contributor_list: null,
      mine: { coldkey: VAL, contribution_rao: '50000000000', withdrawable_rao: '50000000000' },
    })
    expect((await world.json('crowd info 1 --wallet owner')).mine).toMatchObject({ withdrawable_rao: '0' })
  })

  test('does not need a wallet, unless one is asked for', async () => {
    expect((await world.json('crowd info 0')).mine).toBeNull()
    expect(await world.refused('crowd info 0 --wallet nobody')).toMatchObject({ code: 'not_found' })
  })

  test('says to a person what comes next', async () => {
    const shown = async (id: number): Promise<string> =>
      (await world.run(`crowd show ${id}`, { terminal: { stdout: true }, columns: 200 })).stdout
    expect(await shown(0)).toMatch(/60\d\d\d|59\d\d\d blocks to go: 8 d/)
    expect(await shown(0)).toMatch(/tao crowd contribute 0 AMOUNT/)
    expect(await shown(1)).toMatch(
      /Contributors get +30 % of the owner's cut\n +?Lease ends +block 123456|Lease ends +block 123456/,
    )
    expect(await shown(2)).toMatch(/tao crowd finalize 2/)
    expect(await shown(3)).toMatch(/tao crowd refund 3/)
  })
})

test('crowd contributors ranks them, with names', async () => {
  const expected = [
    {
      crowdloan_id: 1,
      rank: 1,
      address: VAL,
      wallet: 'val',
      name: null,
      contribution_rao: '50000000000',
      is_creator: false,
    },
    { rank: 2, address: OWNER, wallet: 'owner', name: 'Founder', share: 0.166666666, is_creator: true },
  ]
  expect(await world.json('crowd contributors 1')).toMatchObject(expected)
  expect((await world.json('crowd info 1 --show-contributors')).contributor_list).toMatchObject(expected)
  expect(await world.refused('crowd contributors 9')).toMatchObject({ code: 'not_found', why: ['The last one was 3.'] })
})

describe('as btcli v9 writes it', () => {
  test('the list', async () => {
    const { data, ...rest } = await v9('crowd list')
    expect(rest).toEqual({ success: true, error: null })
    expect(data).toMatchObject({
      total_count: 4,
      total_raised: 105,
      total_cap: 170,
      total_contributors: 6,
      current_block: await world.head(),
      network: 'local',
    })
    const [first, second] = data.crowdloans as Json[]
    expect(first).toEqual({
      id: 1,
      status: 'Active',
      raised: 60,
      cap: 80,
      deposit: 10,
      min_contribution: 1,
      end_block: expect.any(Number),
      time_remaining: expect.stringMatching(/^12d \d+h$/),
      contributors_count: 2,
      creator: OWNER,
      creator_identity: 'Founder',
      target_address: null,
      target_identity: null,
      funds_account: expect.stringMatching(/^5/),
      call: 'Subnet Leasing',
      finalized: false,
    })
    expect(second).toMatchObject({ call: null, target_address: MINER })
    expect((await v9('crowd list --status finalized')).data).toEqual({
      crowdloans: [],
      total_count: 0,
      total_raised: 0,
      total_cap: 0,
      total_contributors: 0,
    })
  })

  test('one, and who has contributed', async () => {
    const { data } = await v9('crowd info 1 --wallet val --show-contributors')
    expect(data).toMatchObject({
      crowdloan_id: 1,
      raised_percentage: 75,
      average_contribution: 50,
      has_call: true,
      call_details: {
        type: 'Subnet Leasing',
        pallet: 'SubtensorModule',
        method: 'register_leased_network',
        emissions_share: 30,
        end_block: 123_456,
      },
      user_contribution: { amount: 50, is_creator: false, withdrawable: 50, refundable: false },
      contributors: [{ rank: 1, address: VAL, contribution_tao: 50, contribution_rao: 50_000_000_000 }, { rank: 2 }],
    })
    expect((await v9('crowd info 2')).data).toMatchObject({ call_details: null, user_contribution: null })
    const { data: list } = await v9('crowd contributors 1')
    expect(list).toMatchObject({
      crowdloan_id: 1,
      total_count: 2,
      total_contributed_rao: 60_000_000_000,
      network: 'local',
    })
  })

  test('transactions', async () => {
    const sent = async (line: string): Promise<Json> => {
      const { data, ...rest } = await v9(line)
      expect(rest).toEqual({ success: true, error: null, extrinsic_identifier: `${await world.head()}-1` })
      return data
    }
    const made = await v9(
      `crowd create ${TERMS} --cap 30 --duration 60000 --subnet-lease --emissions-share 7 --wallet owner`,
    )
    expect(made).toMatchObject({
      success: true,
      data: { type: 'subnet', deposit: 10, duration: 60_000, emissions_share: 7, perpetual_lease: true },
    })
    const before = Number((await world.json<readonly Json[]>('wallet balance val'))[0]!.free_tao)
    const contributed = await sent('crowd contribute 4 5 --wallet val')
    const { balance } = contributed as { balance: { before: number; after: number; fee: number } }
    expect(contributed).toMatchObject({
      contributor: VAL,
      contribution_amount: 5,
      previous_contribution: 0,
      total_contribution: 5,
      crowdloan: { raised_before: 10, raised_after: 15, cap: 30, percentage: 50 },
      adjusted: false,
      cap_reached: false,
    })
    expect(balance.before).toBe(before)
    expect(balance.before - balance.after).toBeCloseTo(5 + balance.fee, 6)
    expect(await sent('crowd contribute 4 100 --wallet val')).toMatchObject({ adjusted: true, cap_reached: true })
    expect(await sent('crowd withdraw 4 --wallet val')).toMatchObject({
      is_creator: false,
      withdrawal_amount: 20,
      deposit_locked: null,
      crowdloan: { raised_before: 30, raised_after: 10 },
    })
    expect(await sent('crowd update 4 --cap 12 --wallet owner')).toEqual({ crowdloan_id: 4, update_type: 'Cap' })
    await world.json('crowd contribute 4 2 --wallet val')
    expect(await sent('crowd refund 4 --wallet owner')).toEqual({
      crowdloan_id: 4,
      refund_limit_per_call: 50,
      total_contributors: 2,
      estimated_calls_remaining: 0,
      amount_refunded: 2,
    })
    expect(await sent('crowd dissolve 4 --wallet owner')).toEqual({
      crowdloan_id: 4,
      creator: OWNER,
      total_dissolved: 10,
    })
    expect(await sent('crowd finalize 2 --wallet owner')).toEqual({
      crowdloan_id: 2,
      total_raised: 20,
      contributors_count: 2,
      target_address: VAL,
      has_call: false,
      call_executed: false,
    })
  })
})

test('another call is told with its arguments', async () => {
  await world.json(
    `crowd create ${TERMS} --cap 20 --duration 70000 --call System.remark --call-args {"remark":"0x01"} --wallet owner`,
  )
  const [listed] = await world.json<readonly Json[]>('crowd list --type call')
  expect(listed).toMatchObject({ kind: 'call', call: 'System.remark', call_arguments: { remark: '0x01' }, lease: null })
  const { stdout } = await world.run(`crowd info ${listed!.crowdloan_id}`, { terminal: { stdout: true }, columns: 200 })
  expect(stdout).toMatch(/Call +System.remark\nArguments +\{"remark":"0x01"\}/)
  expect((await v9(`crowd info ${listed!.crowdloan_id}`)).data).toMatchObject({
    call_details: { pallet: 'System', method: 'remark', args: { remark: '0x01' } },
  })
})

describe('under the names of btcli v11', () => {
  test.each([
    [
      'tx create-crowdloan --deposit-tao 10 --min-contribution-tao 1 --cap-tao 40 --end 70000 --target val --wallet owner',
      'create',
    ],
    ['tx contribute-crowdloan --crowdloan-id 0 --amount-tao 2 --wallet val', 'contribute'],
    ['tx withdraw_crowdloan --crowdloan-id 1 --wallet val', 'withdraw'],
    ['tx update-crowdloan-cap --crowdloan-id 0 --new-cap-tao 50 --wallet owner', 'update_cap'],
    ['tx update-crowdloan-end --crowdloan-id 0 --new-end 80000 --wallet owner', 'update_end'],
    [
      'tx update-crowdloan-min-contribution --crowdloan-id 0 --new-min-contribution-tao 2 --wallet owner',
      'update_min_contribution',
    ],
    [
      'tx set-crowdloan-max-contribution --crowdloan-id 0 --new-max-contribution-tao 30 --wallet owner',
      'set_max_contribution',
    ],
    ['tx refund-crowdloan --crowdloan-id 1 --wallet owner', 'refund'],
    ['tx dissolve-crowdloan --crowdloan-id 0 --wallet owner', 'dissolve'],
  ])('%s', async (line, expected) => {
    expect((await world.dryRun(line)).signs).toMatchObject({ call: `Crowdloan.${expected}` })
  })

  test('a crowdloan is not finalized before it has raised its cap there either', async () => {
    expect(await world.refused('tx finalize-crowdloan --crowdloan-id 0 --wallet owner')).toMatchObject({
      chain_error: 'Crowdloan.CapNotRaised',
    })
  })
})
