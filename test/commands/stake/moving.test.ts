import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call } from '../../../src/client/transactions/call.ts'
import { ALICE_HOT as A, BOB_HOT as B, CHARLIE, type Json, openWorld, type World } from './support.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await world.json(`stake add --netuid 2 --hotkey ${A} --amount 20`)
  await world.json(`stake add --netuid 0 --hotkey ${A} --amount 100`)
})
afterAll(() => world.close())

async function stakeOf(netuid: number, hotkey: string, whose = 'main'): Promise<bigint> {
  const rows = await world.json<Json[]>(`stake list ${whose}`)
  return BigInt(rows.find(row => row.netuid === netuid && row.hotkey === hotkey)?.stake_rao ?? 0)
}

/** What both the plan and the deed say of a move. */
const facts = (json: Json): Json =>
  Object.fromEntries(
    Object.entries(json).filter(([key]) =>
      /^(origin|destination|given|sale_fee|through|purchase_fee|received|slippage|limit)_/.test(key),
    ),
  )

describe('does what the dry run said, to the rao:', () => {
  test.each([
    ['to another hotkey', `stake move --netuid 2 --hotkey ${A} --to ${B} --amount 5`, null],
    ['to another hotkey and subnet', `stake move --netuid 2 --hotkey ${A} --to ${B} --dest-netuid 3 --amount 3`, '3'],
    [
      'the same at any price',
      `stake move-swap --netuid 2 --hotkey ${A} --to ${B} --dest-netuid 3 --amount 1 --unsafe`,
      '1',
    ],
    ['to another subnet', `stake swap --netuid 2 --hotkey ${B} --dest-netuid 3 --amount 2`, '2'],
    ['all of it, to root', `stake swap --netuid 2 --hotkey ${B} --dest-netuid 0 --all`, '3'],
    ['from root', `stake swap --netuid 0 --hotkey ${A} --dest-netuid 3 --amount 10`, '10'],
    ['as much as the tolerance allows', `stake swap --netuid 0 --hotkey ${A} --dest-netuid 3 --all --partial`, null],
    ['to another coldkey', `stake transfer savings --netuid 2 --hotkey ${A} --amount 1`, null],
    [
      'to another coldkey, hotkey and subnet',
      `stake transfer ${CHARLIE} --netuid 2 --hotkey ${A} --dest-hotkey ${B} --dest-netuid 3 --amount 1`,
      '1',
    ],
  ])('%s', async (_, line, traded) => {
    const { dry, done } = await world.twice(line)
    expect(facts(done)).toEqual(facts(dry))
    expect(dry).toMatchObject({ exact: true, fee_rao: done.fee_rao })
    if (traded !== null) expect([done.given_alpha, done.through_rao]).toEqual([Number(traded), expect.any(String)])
  })

  test('and it is where it was to go', async () => {
    expect(await stakeOf(2, A, 'savings')).toBe(1_000_000_000n)
    const [before, there] = [await stakeOf(3, B), await stakeOf(2, A)]
    const done = await world.json(`stake move --netuid 2 --hotkey ${A} --to ${B} --dest-netuid 3 --amount 1`)
    expect(await stakeOf(3, B)).toBe(before + BigInt(done.received_rao))
    expect(await stakeOf(2, A)).toBe(there - 1_000_000_000n)
    expect(await stakeOf(2, B)).toBe(0n)
  })
})

test('a fee for which there is too little TAO is taken in alpha, and told', async () => {
  // An account must exist to sign at all: this is hardly more than that takes.
  await world.json('wallet fund savings 0.0000006')
  const { dry, done } = await world.twice(`stake remove --wallet savings --netuid 2 --hotkey ${A} --amount 0.5`)
  expect(dry.fee_in_alpha_rao).toBe(done.fee_in_alpha_rao)
  expect(BigInt(done.fee_in_alpha_rao)).toBeGreaterThan(0n)
  expect(done.fee).toBeNull()
  expect(dry.sales).toEqual(done.sales)
})

describe('refuses', () => {
  test.each([
    [`stake move --netuid 2 --hotkey ${A} --to ${A} --amount 1`, 6, 'chain_refused', 'SameNetuid'],
    [
      `stake move --netuid 2 --hotkey ${A} --to main/validator --amount 1`,
      6,
      'chain_refused',
      'HotKeyAccountNotExists',
    ],
    [
      `stake move --netuid 2 --hotkey ${A} --to ${B} --amount 500`,
      6,
      'insufficient_balance',
      'NotEnoughStakeToWithdraw',
    ],
    [`stake move --netuid 2 --hotkey ${A} --to ${B} --amount 0.0001`, 6, 'chain_refused', 'AmountTooLow'],
    [`stake swap --netuid 2 --hotkey ${A} --dest-netuid 1 --amount 1`, 6, 'chain_refused', 'SubtokenDisabled'],
    [`stake swap --netuid 2 --hotkey ${A} --dest-netuid 9 --amount 1`, 1, 'not_found', undefined],
    [
      `stake swap --netuid 2 --hotkey ${A} --dest-netuid 3 --all --tolerance 0.1%`,
      6,
      'chain_refused',
      'SlippageTooHigh',
    ],
    [
      `stake transfer ${CHARLIE} --netuid 2 --hotkey ${A} --dest-netuid 3 --all --tolerance 0.1%`,
      6,
      'chain_refused',
      'SlippageTooHigh',
    ],
    [`stake swap --netuid 2 --hotkey ${A} --amount 1`, 2, 'usage', undefined],
    [`stake transfer --netuid 2 --hotkey ${A} --amount 1`, 2, 'usage', undefined],
  ])('%s', async (line, exit, code, chainError) => {
    const { code: exited, error } = await world.refused(line)
    expect([exited, error.code]).toEqual([exit, code])
    if (chainError !== undefined) expect(error.chain_error).toBe(`SubtensorModule.${chainError}`)
  })

  test('what the owner of a subnet does not allow', async () => {
    await world.sandbox.send('//Alice', call('AdminUtils.sudo_set_toggle_transfer', { netuid: 2, toggle: false }))
    const { error } = await world.refused(`stake transfer ${CHARLIE} --netuid 2 --hotkey ${A} --amount 1`)
    expect(error).toMatchObject({ chain_error: 'SubtensorModule.TransferDisallowed', netuid: 2 })
  })
})

test('takes btcli’s spellings for the same', async () => {
  const lines = [
    [
      `stake move --netuid 2 --hotkey ${A} --to ${B} --amount 1`,
      `st move --origin-netuid 2 --from ${A} --dest ${B} --amount 1`,
      `stake move --origin-netuid 2 --origin-hotkey ${A} --dest-hotkey ${B} --dest-netuid 2 --amount-alpha 1`,
    ],
    [
      `stake swap --netuid 2 --hotkey ${A} --dest-netuid 3 --amount 1`,
      `stake swap -o 2 -H ${A} -d 3 -a 1`,
      `stake swap --origin 2 --wallet-hotkey ${A} --dest 3 --amount 1 --safe`,
    ],
    [
      `stake transfer ${CHARLIE} --netuid 0 --hotkey ${A} --amount 1`,
      `stake transfer --dest-ss58 ${CHARLIE} --origin-netuid 0 --hotkey-ss58 ${A} --dest-netuid 0 -a 1`,
    ],
  ]
  for (const [main, ...others] of lines) {
    const plan = facts(await world.json(`${main} --dry-run`))
    for (const other of others) expect(facts(await world.json(`${other} --dry-run`))).toEqual(plan)
  }
})

test('a wizard asks step by step and tells the line that does the same', async () => {
  const { code, stdout, asked } = await world.run('stake wizard', {
    terminal: true,
    columns: 200,
    answers: ['move', `0:${A}`, B, '1', true],
  })
  expect(code).toBe(0)
  expect(asked.map(({ message }) => message).slice(1)).toEqual([
    'Which stake?',
    'To which hotkey?',
    'How much? (or all)',
    'Continue?',
  ])
  expect(stdout).toContain(`tao stake move --position 0:${A} --to ${B} --amount 1`)
  expect((await world.refused('stake wizard add')).error.code).toBe('usage')
})

test('beyond the tolerance it is refused with the one that would do, and at any price that is told', async () => {
  await world.json(`stake add --netuid 2 --hotkey ${B} --amount 300 --unsafe`)
  const all = `--netuid 2 --hotkey ${B} --all`
  const swap = `stake swap ${all} --dest-netuid 3`
  const { error } = await world.refused(swap)
  const [enough] = /--tolerance \d+\.\d%/.exec(error.remedy)!
  expect(error.remedy).toMatch(/^Trade less, .*, take what fits with --partial, or any price with --unsafe\.$/)
  expect((await world.json(`${swap} ${enough} --dry-run`)).warnings).toEqual([])
  const { warnings } = await world.json(`${swap} --unsafe --dry-run`)
  expect(warnings.join()).toMatch(
    /moves what one alpha is worth of the other by -\d+\.\d+ %, beyond your tolerance of 5 %/,
  )
  // Made in full or not at all: --partial is no way on.
  const move = await world.refused(`stake move ${all} --to ${A} --dest-netuid 3`)
  expect(move.error.remedy).toMatch(/, or take any price with --unsafe\.$/)
})
