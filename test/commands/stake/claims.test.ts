import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call } from '../../../src/client/transactions/call.ts'
import { ALICE_HOT as A, BOB_HOT as B, type Json, openWorld, payRoot, type World } from './support.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await payRoot(world)
  await world.sandbox.send('//Alice', call('SubtensorModule.root_register', { hotkey: A }))
  await world.json(`stake add --netuid 0 --hotkey ${A} --amount 1000`)
  await world.json(`stake add --netuid 2 --hotkey ${A} --amount 20`)
  await world.sandbox.advance(730)
})
afterAll(() => world.close())

const claims = (): Promise<Json[]> => world.json<Json[]>('stake claims')

describe('root dividends', () => {
  test('are owed by subnet and hotkey', async () => {
    const [claim, ...others] = await claims()
    expect(others).toEqual([])
    expect(claim).toMatchObject({
      wallet: 'main',
      netuid: 2,
      hotkey: A,
      due: true,
      mode: 'swap',
      threshold_rao: '500000',
    })
    expect(BigInt(claim!.owed_rao)).toBeGreaterThan(10n ** 9n)
    expect(await world.json('root claims')).toEqual([claim])
    expect(await world.json('stake claims savings')).toEqual([])
  })

  test('are lost with root stake that goes, which is said before', async () => {
    const { warnings } = await world.json('stake remove --netuid 0 --amount 100 --dry-run')
    expect(warnings.join()).toMatch(
      /0\.\d+ α of subnet 2 that this root stake .* has coming would be lost\. Add --claim/,
    )
    const everything = await world.json(`stake unstake-all --hotkey ${A} --dry-run`)
    expect(everything.warnings.join()).toMatch(/has coming would be lost\. Claim it first with: tao stake claim/)
    const claimed = await world.json('stake remove --netuid 0 --all --claim --dry-run')
    expect(claimed.warnings).toEqual([])
    expect(claimed.sales[0].given_alpha).toBeGreaterThan(1000)
  })

  test('are claimed as the dry run said, to the rao', async () => {
    const [{ owed_rao: owed }] = (await claims()) as [Json]
    const { dry, done } = await world.twice('stake claim')
    expect(dry).toMatchObject({ exact: true, fee_rao: done.fee_rao, staked_rao: done.staked_rao })
    expect(done.claims).toEqual(dry.claims)
    expect(done.claims).toMatchObject([{ netuid: 2, hotkey: A, claimed_rao: owed, mode: 'swap' }])
    const root = (await world.json<Json[]>('stake list')).find(({ netuid }) => netuid === 0)
    expect(BigInt(root!.stake_rao)).toBe(1000n * 10n ** 9n + BigInt(done.staked_rao))
  })

  test('that are not due are refused, with what is owed', async () => {
    const most = { netuid: 2, new_value: 10_000_000 }
    await world.asRoot(call('SubtensorModule.sudo_set_root_claim_threshold', most))
    await world.json(`stake transfer savings --netuid 0 --hotkey ${A} --amount 1`)
    await world.sandbox.advance(360)
    const { code, error } = await world.refused('stake claim --wallet savings')
    expect([code, error.code]).toEqual([1, 'not_found'])
    expect(error.why).toEqual([expect.stringMatching(/^subnet 2: 0\.00\d+ α are owed, and paid from 0\.01 α on\.$/)])
    expect((await world.refused('stake claim --netuids 3-5')).error.why).toEqual([
      'Root stake has nothing coming there.',
    ])
  })

  test('can be kept, on some subnets or all', async () => {
    expect(await world.json('stake set-claim keep')).toMatchObject({ mode: 'keep', netuids: [] })
    expect(await world.json('stake set-claim keep --netuids 2')).toMatchObject({ mode: 'keep-subnets', netuids: [2] })
    // As btcli has it: these are sold, the others kept.
    expect(await world.json('st set-claim swap -n 2')).toMatchObject({ mode: 'keep-subnets', netuids: [1, 3] })
    expect(await world.json('stake unclaim swap')).toMatchObject({ mode: 'swap', netuids: [] })
    expect(await world.json('stake set-claim keep-subnets --netuids 1-2')).toMatchObject({ netuids: [1, 2] })
    expect((await world.refused('stake set-claim keep-subnets')).error.code).toBe('usage')
    expect((await world.refused('stake set-claim keep --netuids 9')).error.code).toBe('not_found')
    expect((await world.refused('stake claim keep')).error.remedy).toBe('Use: tao stake set-claim keep')
  })

  test('that are kept become stake on their subnet', async () => {
    await world.sandbox.advance(400)
    const [{ owed_rao: owed, mode }] = (await claims()) as [Json]
    expect(mode).toBe('keep')
    const stake = async (): Promise<bigint> =>
      BigInt((await world.json<Json[]>('stake list')).find(({ netuid }) => netuid === 2)!.stake_rao)
    const before = await stake()
    const { dry, done } = await world.twice('root claim --netuids 2')
    expect(done.claims).toEqual(dry.claims)
    expect(done).toMatchObject({ staked_rao: '0', claims: [{ claimed_rao: owed, mode: 'keep' }] })
    expect(await stake()).toBe(before + BigInt(owed))
  })

  test('come along when root stake moves', async () => {
    await world.json('stake set-claim swap')
    await world.sandbox.advance(400)
    const [{ stake_rao: held }] = await world.json<[Json]>('stake list --netuid 0')
    const { dry, done } = await world.twice(`root move --from ${A} --to ${B}`)
    expect(done).toMatchObject({ given_rao: dry.given_rao, fee_rao: dry.fee_rao, destination_hotkey: B })
    expect(BigInt(done.given_rao)).toBeGreaterThan(BigInt(held))
    expect(await world.json('stake list --netuid 0')).toMatchObject([{ hotkey: B, stake_rao: done.given_rao }])
  })
})

describe('stake list', () => {
  test('tells what each stake earned of the last epoch', async () => {
    const rows = await world.json<Json[]>('stake list')
    expect(rows.map(({ netuid }) => netuid)).toEqual([0, 2])
    expect(rows[1]).toMatchObject({ wallet: 'main', hotkey: A, registered: true, symbol: 'β' })
    expect(BigInt(rows[1]!.dividends_rao)).toBeGreaterThan(0n)
    const { stdout } = await world.run('stake list --full', { terminal: { stdout: true }, columns: 200 })
    expect(stdout).toMatch(/Wallet +Subnet +Hotkey +Stake +Price +Value +Last dividends +Registered/)
    expect(stdout).toMatch(/All +τ\d/)
    expect((await world.json<Json[]>(`stake list --all --hotkey ${A}`)).map(({ netuid }) => netuid)).toEqual([2, 0])
  })

  test('leaves dust out for people, and says so', async () => {
    await world.json(`stake remove --netuid 2 --hotkey ${A} --all --unsafe --claim`)
    await world.json(`stake add --netuid 2 --hotkey ${A} --amount 0.0021`)
    await world.asMain(call('SubtensorModule.recycle_alpha', { hotkey: A, netuid: 2, amount: await dustBut(100n) }))
    const { stdout, stderr } = await world.run('stake list')
    expect(stdout.split('\n')).toHaveLength(2)
    expect(stderr).toContain('1 stake is worth less than τ0.001; see --dust.')
    expect((await world.run('stake list --dust')).stdout.split('\n')).toHaveLength(3)
    expect(await world.json<Json[]>('stake list')).toHaveLength(2)
    expect((await world.refused('stake list --live')).error.remedy).toContain('watch')
  })
})

/** All that is left on subnet 2 but so much. */
async function dustBut(left: bigint): Promise<bigint> {
  const rows = await world.json<Json[]>('stake list --netuid 2')
  return BigInt(rows[0]!.stake_rao) - left
}

describe('alpha is given up', () => {
  beforeAll(async () => {
    await world.json(`stake add --netuid 2 --hotkey ${A} --amount 10`)
  })

  test.each([
    ['burned', `stake burn --netuid 2 --hotkey ${A} --amount-alpha 0.5`, null],
    ['bought and burned', `stake burn --netuid 2 --hotkey ${A} --amount-tao 2`, '2000000000'],
    ['recycled', `stake recycle --netuid 2 --hotkey ${A} --amount 0.5`, null],
  ])('%s as the dry run said', async (_, line, paid) => {
    const { dry, done } = await world.twice(line)
    expect(done).toMatchObject({ amount_rao: dry.amount_rao, paid_rao: paid, fee_rao: dry.fee_rao })
    expect(dry).toMatchObject({ exact: true, paid_rao: paid })
  })

  test.each([
    [`stake burn --netuid 2 --hotkey ${A} --amount 1`, 2, undefined],
    [`stake burn --netuid 2 --hotkey ${A}`, 2, undefined],
    [`stake burn --netuid 0 --hotkey ${B} --amount-alpha 1`, 6, 'CannotBurnOrRecycleOnRootSubnet'],
    [`stake burn --netuid 2 --hotkey ${A} --amount-tao 1 --limit-price 5000000000`, 2, undefined],
    [`stake burn --netuid 2 --hotkey ${A} --amount-tao 300`, 6, 'SlippageTooHigh'],
    [`stake recycle --netuid 2 --hotkey ${A} --amount 5000`, 6, 'NotEnoughStakeToWithdraw'],
  ])('but not: %s', async (line, exit, chainError) => {
    const { code, error } = await world.refused(line)
    expect(code).toBe(exit)
    if (chainError !== undefined) expect(error.chain_error).toBe(`SubtensorModule.${chainError}`)
  })
})

test('stake auto shows what set-auto sets', async () => {
  expect(await world.json('stake auto')).toEqual([])
  expect(await world.json(`stake set-auto --netuid 2 --hotkey ${A}`)).toMatchObject({ netuid: 2, hotkey: A })
  expect(await world.json('stake auto main')).toMatchObject([{ netuid: 2, hotkey: A }])
  expect((await world.refused(`stake set-auto --netuid 2 --hotkey ${A}`)).error.chain_error).toBe(
    'SubtensorModule.SameAutoStakeHotkeyAlreadySet',
  )
  expect((await world.refused(`stake set-auto --netuid 2 --hotkey ${B}`)).error.chain_error).toBe(
    'SubtensorModule.HotKeyNotRegisteredInSubNet',
  )
})

test('stake show tells what selling it would bring', async () => {
  const shown = await world.json(`stake show --netuid 2 --hotkey ${A}`)
  const sold = await world.json(`stake remove --netuid 2 --hotkey ${A} --all --unsafe --dry-run`)
  expect(shown).toMatchObject({ uid: 0, stake_rao: sold.sales[0].given_rao, tradable: true })
  // The block that would hold the sale begins with its own emission into the pool.
  expect(shown.proceeds_tao / sold.received_tao).toBeCloseTo(1, 2)
})
