import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call } from '../../../src/client/transactions/call.ts'
import { ALICE_HOT, BOB_HOT, CHARLIE, type Json, openWorld, type World } from './support.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

const rao = (record: Json, name: string): bigint => BigInt(record[`${name}_rao`])

/** What somebody compares before and after. */
async function free(): Promise<bigint> {
  const [{ free_rao }] = await world.json<[{ free_rao: string }]>('wallet balance main')
  return BigInt(free_rao)
}

async function stakeOf(netuid: number, hotkey: string): Promise<bigint> {
  const rows = await world.json<Json[]>('stake list main')
  return BigInt(rows.find(row => row.netuid === netuid && row.hotkey === hotkey)?.stake_rao ?? 0)
}

describe('stake add', () => {
  test('does what the dry run said, to the rao, and the parts add up', async () => {
    const before = await free()
    const { dry, done } = await world.twice(`stake add --netuid 2 --hotkey ${ALICE_HOT} --amount 20`)
    expect(dry).toMatchObject({ dry_run: true, exact: true, fee_rao: done.fee_rao })
    expect(done.purchases).toEqual(dry.purchases)
    const [purchase] = done.purchases
    expect(purchase).toMatchObject({ netuid: 2, hotkey: ALICE_HOT, paid_rao: '20000000000' })
    expect(await stakeOf(2, ALICE_HOT)).toBe(rao(purchase, 'received'))
    expect(await free()).toBe(before - 20_000_000_000n - rao(done, 'fee'))
    // At a price of 1 before, what is swapped is what is received and what slipped.
    expect(purchase.price_tao_per_alpha).toBe(1)
    const swapped = rao(purchase, 'paid') - rao(purchase, 'swap_fee')
    expect(swapped).toBe(rao(purchase, 'received') + rao(purchase, 'slippage'))
  })

  test('says whose the hotkey is and what it keeps', async () => {
    const dry = await world.json(`stake add --netuid 2 --hotkey ${ALICE_HOT} --amount 1 --dry-run`)
    expect(dry.effects.join('\n')).toMatch(/belongs to 5Grwva.*, who keeps 18 % of its dividends; 82 % are shared/)
  })

  test('stakes on several subnets at once, and shares out all there is', async () => {
    const line = `stake add --netuids 0,2 --hotkey ${ALICE_HOT} --amount 3`
    const { dry, done } = await world.twice(line)
    expect(done.purchases).toEqual(dry.purchases)
    expect(done.purchases.map((each: Json) => [each.netuid, each.paid_rao])).toEqual([
      [0, '3000000000'],
      [2, '3000000000'],
    ])
    const all = await world.json(`stake add --netuid 0,2 --hotkey ${ALICE_HOT} --all --unsafe --dry-run`)
    const paid = all.purchases.map((each: Json) => rao(each, 'paid')) as bigint[]
    expect(paid[0]! - paid[1]!).toBeLessThanOrEqual(1n)
    // The existential deposit stays.
    expect((await free()) - rao(all, 'paid') - rao(all, 'fee')).toBe(500n)
  })

  test('keeps to the tolerance: the whole, a part, or any price', async () => {
    const line = `stake add --netuid 3 --hotkey ${BOB_HOT} --amount 400`
    const { code, error } = await world.refused(line)
    expect(code).toBe(6)
    expect(error).toMatchObject({ code: 'chain_refused', chain_error: 'SubtensorModule.SlippageTooHigh', netuid: 3 })
    expect(error.why.join(' ')).toMatch(/The price would go from τ1 to τ1\.\d+, by \+\d+\.\d+ %; you allow τ1\.05\./)
    const [enough] = /--tolerance \d+\.\d%/.exec(error.remedy)!
    expect(error.remedy).toBe(
      `Trade less, allow more with ${enough}, take what fits with --partial, or any price with --unsafe.`,
    )
    expect((await world.json(`${line} ${enough} --dry-run`)).warnings).toEqual([])
    const part = await world.json(`${line} --partial --dry-run`)
    expect(part.warnings).toEqual(['Not all of it fits within your tolerance of 5 % on subnet 3: a part is traded.'])
    expect(part.purchases[0].price_after_tao_per_alpha).toBeCloseTo(1.05, 8)
    const any = await world.json(`${line} --unsafe --dry-run`)
    expect(any.purchases[0]).toMatchObject({ paid_rao: '400000000000', limit_tao_per_alpha: null })
    expect(any.warnings.join()).toMatch(
      /This moves the price of subnet 3 by \+\d+\.\d+ %, beyond your tolerance of 5 %\./,
    )
  })

  test('says nothing of a tolerance that is configured, where there is no price to keep to', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tao-config-'))
    const config = join(folder, 'config.json')
    writeFileSync(config, '{"tolerance": "1%", "allow_partial_stake": true, "safe_staking": false}', { mode: 0o600 })
    const env = { TAO_CONFIG: config }
    const line = `stake add --netuid 0 --hotkey ${ALICE_HOT} --amount 1 --dry-run --json`
    const warningsOf = async (words: string): Promise<string[]> =>
      (await world.run(words, { env })).json<Json>().warnings
    expect(await warningsOf(line)).toEqual([])
    expect(await warningsOf(`${line} --tolerance 2%`)).toEqual([
      'No price moves here: --tolerance makes no difference.',
    ])
    // Somebody who types a tolerance wants to be kept to it, and must hear that the configuration says otherwise.
    const priced = await warningsOf(`${line.replace('--netuid 0', '--netuid 2')} --tolerance 2%`)
    expect(priced).toContain('Safe staking is off, so any price is taken: --tolerance bounds nothing.')
    rmSync(folder, { recursive: true })
  })

  test.each([
    ['--netuid 9 --hotkey A --amount 1', 1, 'not_found', undefined],
    ['--netuid 1 --hotkey A --amount 1', 6, 'chain_refused', 'SubtokenDisabled'],
    ['--netuid 2 --hotkey C --amount 1', 6, 'chain_refused', 'HotKeyAccountNotExists'],
    ['--netuid 2 --hotkey A --amount 0.001', 6, 'chain_refused', 'AmountTooLow'],
    ['--netuid 2 --hotkey A --amount 99999', 6, 'insufficient_balance', 'NotEnoughBalanceToStake'],
    ['--netuid 2 --hotkey nobody --amount 1', 2, 'invalid_address', undefined],
    ['--netuid 2 --hotkey A', 2, 'usage', undefined],
    ['--hotkey A --amount 1', 2, 'usage', undefined],
    ['--netuid 2 --hotkey A --amount 1 --all', 2, 'usage', undefined],
    ['--netuid 2 --hotkey A --amount 1e3', 2, 'invalid_amount', undefined],
    ['--netuid 2 --hotkey A --amount 1 --tolerance 1.5', 2, 'invalid_argument', undefined],
    ['--netuid 2 --hotkey A --amount 1 --wallet nowhere', 1, 'not_found', undefined],
  ])('refuses %s', async (args, exit, code, chainError) => {
    const { code: exited, error } = await world.refused(
      `stake add ${args.replace('--hotkey A', `--hotkey ${ALICE_HOT}`).replace('--hotkey C', `--hotkey ${CHARLIE}`)}`,
    )
    expect([exited, error.code]).toEqual([exit, code])
    if (chainError !== undefined) expect(error.chain_error).toBe(`SubtensorModule.${chainError}`)
    expect(error.error).not.toBe('')
  })

  test('takes btcli’s spellings for the same', async () => {
    const main = await world.json(
      `stake add --netuid 2 --hotkey ${ALICE_HOT} --amount 1 --partial --tolerance 0.02 --dry-run`,
    )
    for (const line of [
      `st add -n 2 -H ${ALICE_HOT} --amount 1 --allow-partial-stake --rate-tolerance 2%`,
      `stake add --netuids 2 -in ${ALICE_HOT} --amount-tao 1 --allow --limit 0.02 --safe`,
      `stake add --netuid 2 --hotkey-ss58-address ${ALICE_HOT} --amount 1 --allow-partial --rate_tolerance 0.02`,
    ]) {
      const other = await world.json(`${line} --dry-run`)
      expect(other.purchases).toEqual(main.purchases)
    }
    const unsafe = await world.json(
      `stake add --netuid 2 --hotkey ${ALICE_HOT} --amount 1 --no-slippage-protection --dry-run`,
    )
    expect(unsafe.purchases[0].limit_tao_per_alpha).toBeNull()
  })

  test('asks for what is missing on a terminal, and tells the line without questions', async () => {
    const { code, asked, stderr } = await world.run('stake add', {
      terminal: true,
      columns: 200,
      answers: ['2', ALICE_HOT, '1.5', true],
    })
    expect(code).toBe(0)
    expect(asked.map(({ message }) => message)).toEqual([
      'Which subnet?',
      'With which hotkey?',
      'How much TAO?',
      'Continue?',
    ])
    // Not subnet 1, which has not started; one's own hotkeys first.
    expect(asked[0]!.shown).toEqual(['0', '2', '3'])
    expect(asked[1]!.shown.at(-1)).toBe(ALICE_HOT)
    expect(stderr).toContain(`Without questions: tao stake add 1.5 --netuid 2 --hotkey ${ALICE_HOT}`)
  })
})

describe('stake remove', () => {
  test('does what the dry run said, to the rao', async () => {
    const [before, held] = [await free(), await stakeOf(2, ALICE_HOT)]
    const { dry, done } = await world.twice('stake remove --netuid 2 --amount 5')
    expect(done.sales).toEqual(dry.sales)
    expect(dry).toMatchObject({ exact: true, fee_rao: done.fee_rao })
    expect(done.sales[0]).toMatchObject({ netuid: 2, hotkey: ALICE_HOT, given_rao: '5000000000' })
    expect(await stakeOf(2, ALICE_HOT)).toBe(held - 5_000_000_000n)
    expect(await free()).toBe(before + rao(done, 'received') - rao(done, 'fee'))
  })

  test('takes root stake as TAO', async () => {
    const { dry, done } = await world.twice(`stake remove --position 0:${ALICE_HOT} --amount 1`)
    expect(done.sales).toEqual(dry.sales)
    expect(done).toMatchObject({ received_rao: '1000000000', message: 'Unstaked for τ1' })
  })

  test('sells all of what is meant, or refuses the whole', async () => {
    const { error } = await world.refused('stake remove --netuid 2 --all --tolerance 0.1%')
    expect(error.chain_error).toBe('SubtensorModule.SlippageTooHigh')
    const partial = await world.json('stake remove --netuid 2 --all --tolerance 0.1% --partial --dry-run')
    expect(rao(partial.sales[0], 'given')).toBeLessThan(await stakeOf(2, ALICE_HOT))
    const everything = await world.json('stake remove --all-netuids --all --dry-run')
    expect(everything.sales.map((sale: Json) => sale.netuid).sort()).toEqual([0, 2])
  })

  test.each([
    ['--netuid 2 --amount 5000', 6, 'insufficient_balance', 'NotEnoughStakeToWithdraw'],
    ['--netuid 3 --amount 1', 6, 'insufficient_balance', 'NotEnoughStakeToWithdraw'],
    ['--netuid 2 --hotkey main/validator --all', 6, 'insufficient_balance', 'NotEnoughStakeToWithdraw'],
    ['--netuid 2 --amount 0.0001', 6, 'chain_refused', 'AmountTooLow'],
    ['--amount 1', 2, 'usage', undefined],
    ['--all', 2, 'usage', undefined],
    ['--interactive --amount 1', 2, 'usage', undefined],
    ['--position 2-5F --amount 1', 2, 'invalid_argument', undefined],
  ])('refuses %s', async (args, exit, code, chainError) => {
    const { code: exited, error } = await world.refused(`stake remove ${args}`)
    expect([exited, error.code]).toEqual([exit, code])
    if (chainError !== undefined) expect(error.chain_error).toBe(`SubtensorModule.${chainError}`)
  })

  test('lets a person choose the stake from a list', async () => {
    const { code, asked } = await world.run('stake remove', {
      terminal: true,
      answers: [`2:${ALICE_HOT}`, '1', true],
    })
    expect(code).toBe(0)
    expect(asked.map(({ message }) => message)).toEqual(['Which stake?', 'How much?', 'Continue?'])
    expect([...asked[0]!.shown].sort()).toEqual([`0:${ALICE_HOT}`, `2:${ALICE_HOT}`])
  })

  test('takes btcli’s spellings for the same', async () => {
    const main = await world.json(`stake remove --netuid 2 --hotkey ${ALICE_HOT} --amount 1 --dry-run`)
    for (const line of [
      `st remove --netuid 2 -in ${ALICE_HOT} -a 1`,
      `stake remove --netuid 2 --hotkey ${ALICE_HOT} --amount-alpha 1 --no-claim`,
    ]) {
      expect((await world.json(`${line} --dry-run`)).sales).toEqual(main.sales)
    }
    const all = await world.json(`stake remove --hotkey ${ALICE_HOT} --unstake-all --unsafe --tolerance 0.1% --dry-run`)
    expect(all.sales).toHaveLength(2)
    expect(all.warnings).toEqual([
      expect.stringMatching(/^This moves the price of subnet 2 by -\d+\.\d+ %, beyond your tolerance of 0\.1 %\.$/),
      'Safe staking is off, so any price is taken: --tolerance bounds nothing.',
    ])
    const alpha = await world.json(`stake remove --hotkey ${ALICE_HOT} --unstake-all-alpha --dry-run`)
    expect(alpha.sales.map((sale: Json) => sale.netuid)).toEqual([2])
  })

  test('will not take what is locked', async () => {
    const amount = await stakeOf(2, ALICE_HOT)
    await world.asMain(call('SubtensorModule.lock_stake', { hotkey: ALICE_HOT, netuid: 2, amount }))
    const { code, error } = await world.refused('stake remove --netuid 2 --all --unsafe')
    expect(code).toBe(6)
    expect(error).toMatchObject({ code: 'insufficient_balance', chain_error: 'SubtensorModule.StakeUnavailable' })
    expect(error.locked_rao).toBe(String(amount))
    const rows = await world.json<Json[]>('stake list main')
    expect(rows.find(({ netuid }) => netuid === 2)).toMatchObject({ locked_rao: String(amount) })
  })
})
