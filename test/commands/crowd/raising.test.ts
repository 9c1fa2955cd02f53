/** A crowdloan comes into being and takes contributions, on a chain and by the commands alone. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressOf } from '../../support/sandbox.ts'
import { openWorld, type World } from '../../support/world.ts'

type Json = Readonly<Record<string, unknown>>

const TERMS = '--deposit 10 --min-contribution 1 --cap 40 --duration 60000'
const [OWNER, MINER, VAL] = [addressOf('//Bob'), addressOf('//Charlie'), addressOf('//Dave')]

let world: World
beforeAll(async () => {
  world = await openWorld()
  await world.json('wallet fund val 500')
})
afterAll(() => world.close())

/** The dry run, and the deed that has to agree with it. */
async function twice(line: string, same: readonly string[]): Promise<Json> {
  const planned = await world.dryRun(line)
  const done = await world.json(line)
  const of = (json: Json): Json => Object.fromEntries(['fee_rao', ...same].map(key => [key, json[key]]))
  expect(of(done)).toEqual(of(planned))
  return done
}

const free = async (wallet: string): Promise<bigint> =>
  BigInt(String((await world.json<readonly Json[]>(`wallet balance ${wallet}`))[0]!.free_rao))

describe('crowd create', () => {
  const terms = ['crowdloan_id', 'deposit_rao', 'cap_rao', 'min_contribution_rao', 'end', 'duration', 'kind', 'lease']

  test('for somebody: costs the deposit and runs for exactly as long as was said', async () => {
    const before = await free('owner')
    const done = await twice(`crowd create ${TERMS} --target miner --wallet owner`, terms)
    const head = await world.head()
    expect(done).toMatchObject({
      crowdloan_id: 0,
      creator: OWNER,
      kind: 'fundraising',
      target: MINER,
      call: null,
      lease: null,
      duration: 60_000,
      end: { block: head + 60_000 },
    })
    expect(before - (await free('owner'))).toBe(10_000_000_000n + BigInt(String(done.fee_rao)))
  })

  test('for a subnet to lease: with its share and its end', async () => {
    const line = `crowd create ${TERMS} --cap 9000000 --subnet-lease --emissions-share 30 --lease-end-block 99999 --wallet owner`
    expect(await twice(line.replace(' --cap 40', ''), terms)).toMatchObject({
      crowdloan_id: 1,
      kind: 'subnet',
      target: null,
      call: 'SubtensorModule.register_leased_network',
      lease: { emissions_share: 0.3, end: { block: 99_999 } },
    })
  })

  test('for another call, in any spelling, with what becomes of the money', async () => {
    const remark = `--wallet owner --call-args {"remark":"0x01"}`
    const planned = await world.dryRun(`crowd create ${TERMS} --call System.remark ${remark}`)
    expect(planned).toMatchObject({ kind: 'call', call: 'System.remark', call_arguments: { remark: '0x01' } })
    expect(planned.warnings).toEqual([expect.stringContaining('stays in an account whose key nobody has')])
    const other = `--custom-call-pallet System --custom-call-method remark ${remark.replace('call-args', 'custom-call-args')}`
    const same = await world.dryRun(`crowd create ${TERMS} ${other}`)
    expect(same.signs).toEqual(planned.signs)
    expect(planned.signs).toMatchObject({
      arguments: { call: [{ call: 'System.remark', arguments: { remark: '0x01' } }], target_address: null },
    })
  })

  test('shows before the signature whom the money or the call is for', async () => {
    const gift = `{"dest":"${VAL}","value":"1"}`
    const inner = await world.dryRun(
      `crowd create ${TERMS} --call Balances.transfer_keep_alive --call-args ${gift} --wallet owner`,
    )
    expect(inner.signs).toMatchObject({ destinations: [{ address: VAL, name: 'val' }] })
    const outer = await world.dryRun(`crowd create ${TERMS} --target val --wallet owner`)
    expect(outer.signs).toMatchObject({ destinations: [{ address: VAL, name: 'val' }] })
  })

  test('warns of a lease that cannot come about', async () => {
    const short = await world.dryRun(
      `crowd create ${TERMS} --subnet-lease --emissions-share 5 --lease-end 100 --wallet owner`,
    )
    expect(short.warnings).toEqual([
      expect.stringMatching(/A subnet costs τ1000 now: a cap of τ40 does not pay for it/),
      expect.stringMatching(/would end with block 100, no later than the crowdloan/),
    ])
  })

  test.each([
    ['--deposit 9.999999999', 'DepositTooLow', { given_rao: '9999999999', least_rao: '10000000000' }],
    ['--cap 10', 'CapTooLow', { given_rao: '10000000000' }],
    ['--min-contribution 0.05', 'MinimumContributionTooLow', { least_rao: '100000000' }],
    ['--end 1', 'CannotEndInPast', { end: 1 }],
    ['--duration 50399', 'BlockDurationTooShort', {}],
    ['--duration 432001', 'BlockDurationTooLong', {}],
    ['--deposit 9999999 --cap 10000000', 'InsufficientBalance', { needed_rao: '9999999000000000' }],
  ])('with %s is refused before a fee is paid', async (change, error, data) => {
    const [flag = ''] = change.split(' ')
    const given = TERMS.split(/ (?=--)/).filter(
      part => !change.includes(part.split(' ')[0]!) && !(flag === '--end' && part.startsWith('--duration')),
    )
    const refused = await world.refused(`crowd create ${given.join(' ')} ${change} --target miner --wallet owner`)
    expect(refused).toMatchObject({ chain_error: `Crowdloan.${error}`, exit: 6, ...data })
  })

  test.each([
    [`${TERMS}`, /What is the crowdloan for/],
    ['--deposit 10 --cap 20 --min-contribution 1 --target miner', /Until when/],
    [`${TERMS} --subnet-lease`, /Missing: --emissions-share/],
    [`${TERMS} --lease-end 999 --subnet-lease`, /Missing: --emissions-share/],
    [`${TERMS} --target miner --emissions-share 5`, /exclude each other/],
    [`${TERMS} --fundraising --subnet-lease`, /exclude each other/],
    [`${TERMS} --custom-call-pallet System`, /go together/],
    [`${TERMS} --call-args {}`, /goes with --call/],
    [`${TERMS} --target miner --end 70000`, /exclude each other/],
    ['--target miner', /Missing: --deposit, --min-contribution, --cap/],
  ])('%s says too little or too much', async (given, error) => {
    expect(await world.refused(`crowd create ${given} --wallet owner`)).toMatchObject({
      code: 'usage',
      error: expect.stringMatching(error),
    })
  })

  test('takes only what is a call of the chain, a share and an account', async () => {
    const why = (more: string) => world.refused(`crowd create ${TERMS} ${more} --wallet owner`).then(({ code }) => code)
    expect(await why('--call System.nothing')).toBe('unsupported')
    expect(await why('--call System.remark')).toBe('invalid_argument')
    expect(await why('--emissions-share 101')).toBe('invalid_argument')
    expect(await why('--target nobody')).toBe('invalid_address')
  })

  test('asks a person for what is missing, the target among it', async () => {
    const { code, stderr } = await world.run('crowd create --wallet owner --dry-run', {
      terminal: { stdin: true, stdout: true, stderr: true },
      answers: ['10', '1', '40', '60000', 'miner'],
    })
    expect([code, stderr]).toEqual([0, expect.anything()])
    const lease = await world.run('crowd create --wallet owner --subnet-lease --dry-run', {
      terminal: { stdin: true, stdout: true, stderr: true },
      answers: ['10', '1', '40', '60000', '30'],
    })
    expect([lease.code, lease.stdout]).toEqual([0, expect.stringContaining('30 %')])
  })
})

describe('crowd contribute', () => {
  const same = ['amount_rao', 'contribution_rao', 'raised_rao', 'balance_rao', 'funded']

  test('takes what is given, and tells what is there then', async () => {
    const done = await twice('crowd contribute 0 4 --wallet val', same)
    expect(done).toMatchObject({
      contributor: VAL,
      amount_rao: '4000000000',
      contribution_rao: '4000000000',
      raised_rao: '14000000000',
      funded: false,
    })
    expect(done.balance_rao).toBe(String(await free('val')))
    expect(await world.json('crowd contribute --crowdloan-id 0 --amount 1.5 --wallet val')).toMatchObject({
      contribution_rao: '5500000000',
    })
  })

  test('takes no more than one may give, nor than is missing', async () => {
    await world.json('crowd update 0 --max-contribution 12 --wallet owner')
    const planned = await world.dryRun('crowd contribute 0 20 --wallet val')
    expect(planned).toMatchObject({ offered_rao: '20000000000', amount_rao: '6500000000' })
    expect((planned.effects as string[])[0]).toMatch(/Of τ20 only τ6.5 are taken/)
    await twice('crowd contribute 0 --all --wallet val', same)
    expect(await world.refused('crowd contribute 0 1 --wallet val')).toMatchObject({
      chain_error: 'Crowdloan.MaxContributionReached',
      given_rao: '12000000000',
      most_rao: '12000000000',
    })
    await world.json('crowd update 0 --no-max-contribution --wallet owner')
    const done = await twice('crowd contribute 0 400 --wallet val', same)
    expect(done).toMatchObject({ amount_rao: '18000000000', raised_rao: '40000000000', funded: true })
    expect(await world.refused('crowd contribute 0 1 --wallet val')).toMatchObject({
      chain_error: 'Crowdloan.CapRaised',
      cap_rao: '40000000000',
    })
  })

  test('with all offers the least, where less than that is missing', async () => {
    await world.json(`crowd create ${TERMS} --target miner --wallet owner`)
    const { crowdloan_id: id } = (
      await world.json<readonly Json[]>('crowd list --status active --sort-by id --sort-order desc')
    )[0]!
    await world.json(`crowd contribute ${id} 29.5 --wallet val`)
    const done = await twice(`crowd contribute ${id} --all --wallet val`, same)
    expect(done).toMatchObject({ offered_rao: '1000000000', amount_rao: '500000000', funded: true })
  })

  test('with all leaves what the fee takes, and the account alive', async () => {
    const before = await free('val')
    const done = await twice('crowd contribute 1 --all --wallet val', same)
    expect(BigInt(String(done.amount_rao))).toBe(before - BigInt(String(done.fee_rao)) - 500n)
    expect(await free('val')).toBe(500n)
    await world.json('wallet fund val 500')
  })

  test('is refused with numbers: too little, too poor, nothing said, nothing there', async () => {
    expect(await world.refused('crowd contribute 1 0.5 --wallet val')).toMatchObject({
      chain_error: 'Crowdloan.ContributionTooLow',
      least_rao: '1000000000',
      why: expect.arrayContaining([expect.stringMatching(/Given: τ0.5. At least: τ1/)]),
    })
    expect(await world.refused('crowd contribute 1 900000 --wallet val')).toMatchObject({
      chain_error: 'Crowdloan.InsufficientBalance',
      code: 'insufficient_balance',
    })
    expect(await world.refused('crowd contribute 1 --wallet val')).toMatchObject({ code: 'usage' })
    expect(await world.refused('crowd contribute --wallet val --all')).toMatchObject({ missing: ['--crowdloan-id'] })
    expect(await world.refused('crowd contribute 77 1 --wallet val')).toMatchObject({
      code: 'not_found',
      crowdloan_id: 77,
    })
  })

  test('offers a person those that take something', async () => {
    const { code, asked } = await world.run('crowd contribute --wallet val --dry-run', {
      terminal: { stdin: true, stdout: true, stderr: true },
      answers: ['1', '2'],
    })
    expect(code).toBe(0)
    expect(asked).toMatchObject([{ message: 'Which crowdloan?', shown: ['1'] }, { message: 'How much TAO?' }])
  })
})

describe('crowd withdraw', () => {
  test('brings a contribution back, and of the creator what is above the deposit', async () => {
    const before = await free('val')
    const done = await twice('crowd withdraw 1 --wallet val', [
      'amount_rao',
      'contribution_rao',
      'raised_rao',
      'balance_rao',
    ])
    expect(done).toMatchObject({ contribution_rao: '0', raised_rao: '10000000000' })
    expect((await free('val')) - before).toBe(BigInt(String(done.amount_rao)) - BigInt(String(done.fee_rao)))
    expect(done.balance_rao).toBe(String(await free('val')))
    await world.json('crowd contribute 1 3 --wallet owner')
    expect(await twice('crowd withdraw 1 --wallet owner', ['amount_rao'])).toMatchObject({
      amount_rao: '3000000000',
      contribution_rao: '10000000000',
    })
  })

  test('is refused where nothing is to be had', async () => {
    expect(await world.refused('crowd withdraw 1 --wallet val')).toMatchObject({
      chain_error: 'Crowdloan.NoContribution',
    })
    expect(await world.refused('crowd withdraw 1 --wallet owner')).toMatchObject({
      chain_error: 'Crowdloan.DepositCannotBeWithdrawn',
      deposit_rao: '10000000000',
    })
  })
})

describe('crowd update', () => {
  const same = ['cap_rao', 'end', 'min_contribution_rao', 'max_contribution_rao', 'changed']

  test('changes several terms at once, in an order that the chain takes', async () => {
    const end = (await world.head()) + 100_000
    expect(await twice(`crowd update 1 --cap 2000 --end ${end} --min 2 --max 30 --wallet owner`, same)).toMatchObject({
      changed: ['cap', 'end', 'min_contribution', 'max_contribution'],
      end: { block: end },
    })
    for (const [min, max] of [
      [40, 50],
      [1, 11],
    ]) {
      await twice(`crowd update 1 --min-contribution ${min} --max-contribution ${max} --wallet owner`, same)
    }
    expect(await world.json('crowd info 1')).toMatchObject({
      cap_rao: '2000000000000',
      min_contribution_rao: '1000000000',
      max_contribution_rao: '11000000000',
    })
    expect(await twice('crowd update 1 --no-max-contribution --wallet owner', same)).toMatchObject({
      max_contribution: null,
    })
  })

  test('asks a person what, and to what', async () => {
    const line = 'crowd update --wallet owner --dry-run'
    const { code, stdout, asked } = await world.run(line, {
      terminal: { stdin: true, stdout: true, stderr: true },
      answers: ['1', 'max-contribution', '25'],
    })
    expect([code, stdout]).toEqual([0, expect.stringMatching(/Most of one: τ25 instead of no limit/)])
    expect(asked.map(({ message }) => message)).toEqual([
      'Which crowdloan?',
      'What is to be changed?',
      'To what? (TAO, or for the end a block)',
    ])
    for (const [given, code] of [
      ['--change cap', 'usage'],
      ['--change cap --to much', 'invalid_amount'],
      ['--change end --to 1.5', 'invalid_argument'],
      ['--change cap --to 50 --cap 60', 'usage'],
    ]) {
      expect([given, (await world.refused(`crowd update 1 ${given} --wallet owner`)).code]).toEqual([given, code])
    }
    expect(await world.dryRun('crowd update 1 --change cap --to 2500 --wallet owner')).toMatchObject({
      changed: ['cap'],
    })
  })

  test('tells what is that already', async () => {
    const planned = await world.dryRun('crowd update 1 --cap 2000 --wallet owner')
    expect(planned.warnings).toEqual(['Cap is that already.'])
  })

  test.each([
    ['--cap 9', 'CapTooLow'],
    ['--end 3', 'CannotEndInPast'],
    ['--end 40000', 'BlockDurationTooShort'],
    ['--end 900000', 'BlockDurationTooLong'],
    ['--min-contribution 0.01', 'MinimumContributionTooLow'],
    ['--max-contribution 9', 'MaximumContributionTooLow'],
    ['--min-contribution 20 --max-contribution 15', 'MaximumContributionTooLow'],
  ])('%s is refused before a fee is paid', async (change, error) => {
    expect(await world.refused(`crowd update 1 ${change} --wallet owner`)).toMatchObject({
      chain_error: `Crowdloan.${error}`,
    })
  })

  test('is for the creator, and for something', async () => {
    expect(await world.refused('crowd update 1 --cap 50 --wallet val')).toMatchObject({
      chain_error: 'Crowdloan.InvalidOrigin',
      creator: OWNER,
      signer: VAL,
    })
    expect(await world.refused('crowd update 1 --wallet owner')).toMatchObject({ code: 'usage' })
    await world.json('crowd update 1 --max-contribution 15 --wallet owner')
    expect(await world.refused('crowd update 1 --min-contribution 16 --wallet owner')).toMatchObject({
      chain_error: 'Crowdloan.MinimumContributionTooHigh',
      most_rao: '15000000000',
    })
  })
})
