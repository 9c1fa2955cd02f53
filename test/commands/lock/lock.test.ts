/** Locks by commands: what the dry run says is what is done, and what would be refused is told before the fee. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { call } from '../../../src/client/transactions/call.ts'
import { ALICE_HOT, BOB_HOT, CHARLIE, type Json, openWorld, type World } from '../stake/support.ts'

let world: World
/** A hotkey of `main`, which the chain knows. */
let own: string
beforeAll(async () => {
  world = await openWorld()
  const done = await world.json('subnets register 2 --hotkey validator')
  own = done.hotkey
  await world.json(`stake add 20 --netuid 2 --hotkey ${ALICE_HOT} --unsafe`)
  await world.json(`stake add 5 --netuid 3 --hotkey ${BOB_HOT} --unsafe`)
})
afterAll(() => world.close())

const SAME = ['locked', 'conviction', 'locked_before', 'conviction_before', 'available'].map(name => `${name}_rao`)
const pick = (json: Json, keys: readonly string[]): Json => Object.fromEntries(keys.map(key => [key, json[key]]))
const lockOn = async (netuid: number): Promise<Json | undefined> =>
  (await world.json('lock list')).locks.find((each: Json) => each.netuid === netuid)

describe('lock add', () => {
  test('does what the dry run said, to the rao, and says what comes of it', async () => {
    const { dry, done } = await world.twice('lock add 3 --netuid 2 --hotkey main/validator')
    expect(dry).toMatchObject({ dry_run: true, locked_rao: '3000000000', conviction_rao: '0', decaying: true })
    for (const key of [...SAME, 'outlook', 'as_of_block', 'fee_rao']) expect([key, done[key]]).toEqual([key, dry[key]])
    expect(dry.effects.join('\n')).toMatch(/3 \S+ are locked on subnet 2 then, and [\d.]+ \S+ can still leave\./)
    expect(dry.effects.join('\n')).toMatch(/After a month 0\.61\d+ \S+ of it are free, after a year 2\.8\d+/)
    expect(dry.warnings.join('\n')).toMatch(/can be neither unstaked nor moved to another subnet/)
    expect(await lockOn(2)).toMatchObject({ locked_rao: '3000000000', hotkey: own, hotkey_name: 'main/validator' })
  })

  test('adds to the lock that is there, whose hotkey need not be named', async () => {
    const { dry, done } = await world.twice('lock add 1 --netuid 2 --mode perpetual')
    expect(done).toMatchObject({ hotkey: own, decaying: false, decaying_before: true, ...pick(dry, SAME) })
    expect(dry.signs).toMatchObject({ call: 'Utility.batch_all' })
    expect(BigInt(done.locked_rao) - BigInt(done.locked_before_rao)).toBe(1_000_000_000n)
    expect(dry.effects.join('\n')).toContain('Nothing of it becomes free until you let it: tao lock mode decaying')
  })

  test('locks all that is left, and then nothing can leave', async () => {
    const { dry, done } = await world.twice('lock add --all --netuid 3 --hotkey main/validator')
    expect(done).toMatchObject({ available_rao: '0', locked_rao: dry.locked_rao })
    const { error } = await world.refused(`stake remove 1 --netuid 3 --hotkey ${BOB_HOT}`)
    expect(error).toMatchObject({ code: 'insufficient_balance', chain_error: 'SubtensorModule.StakeUnavailable' })
    expect(error.remedy).toContain('`tao lock show 3`')
  })

  test.each([
    [
      'lock add 1000 --netuid 2',
      'insufficient_balance',
      'SubtensorModule.InsufficientStakeForLock',
      /of which 4|3\.99/,
    ],
    [
      `lock add 1 --netuid 2 --hotkey ${ALICE_HOT}`,
      'chain_refused',
      'SubtensorModule.LockHotkeyMismatch',
      /are locked to 5/,
    ],
    [`lock add 1 --netuid 2 --hotkey ${CHARLIE}`, 'chain_refused', 'SubtensorModule.HotKeyAccountNotExists', /./],
    ['lock add 1 --netuid 0', 'chain_refused', 'SubtensorModule.HotKeyAccountNotExists', /./],
    ['lock add 0 --netuid 2', 'invalid_amount', undefined, /^$/],
    ['lock add 1 --netuid 9', 'not_found', undefined, /^$/],
    ['lock add 1 --netuid 2 --mode perpetual --decaying', 'usage', undefined, /^$/],
  ])('%s is refused before the fee', async (line, code, chainError, why) => {
    const given = line.endsWith('netuid 0') ? `${line} --hotkey ${CHARLIE}` : line
    const { error } = await world.refused(given)
    expect([error.code, error.chain_error]).toEqual([code, chainError])
    expect(error.why.join(' ')).toMatch(why)
  })

  test('asks for what is missing, and shows the year to come', async () => {
    const { code, stdout, stderr, asked } = await world.run('lock add', {
      terminal: { stdin: true, stdout: true, stderr: true },
      columns: 160,
      answers: ['2', own, '0.5', true],
    })
    expect([code, asked.length]).toEqual([0, 4])
    // Only the hotkey of the lock can be added to.
    expect(asked[1]).toMatchObject({ message: 'To which hotkey?', shown: [expect.stringContaining(own)] })
    expect(stderr + stdout).toMatch(/conviction\n[\s\S]*█[\s\S]*now, and each week of a year/)
    expect(stderr + stdout).toMatch(/1 month +\S+ \S+ +\S+ \S+ +\S+ \S+/)
  })
})

describe('lock mode and lock move', () => {
  test('do what their dry runs said', async () => {
    await world.sandbox.advance(20)
    const mode = await world.twice('lock mode decaying --netuid 2')
    expect(mode.done).toMatchObject({ decaying: true, decaying_before: false, ...pick(mode.dry, SAME) })
    expect(mode.done.outlook).toEqual(mode.dry.outlook)
    await world.json('subnets register 2 --hotkey second')
    await world.sandbox.advance(20)
    // To a hotkey of one's own conviction goes along.
    const kept = await world.twice('lock move main/second --netuid 2')
    expect(kept.dry.warnings.join()).not.toContain('conviction')
    expect(kept.done).toMatchObject(pick(kept.dry, [...SAME, 'hotkey', 'hotkey_owner']))
    expect(kept.done.conviction_rao).toBe(kept.done.conviction_before_rao)
    expect(BigInt(kept.done.conviction_rao)).toBeGreaterThan(0n)
    await world.sandbox.send('//Charlie', call('SubtensorModule.try_associate_hotkey', { hotkey: CHARLIE }))
    const lost = await world.twice(`lock move ${CHARLIE} --netuid 2`)
    expect(lost.dry.warnings.join()).toMatch(/The conviction of 0\.000\d+ \S+ is lost/)
    expect(lost.done).toMatchObject({ conviction_rao: '0', hotkey: CHARLIE, hotkey_owner: CHARLIE })
    await world.sandbox.advance(5)
    const owners = await world.twice(`lock move ${ALICE_HOT} --netuid 2`)
    expect(owners.done).toMatchObject({ owner_hotkey: true, ...pick(owners.dry, SAME) })
    expect(owners.done.conviction_rao).toBe(owners.done.locked_rao)
  })

  test.each([
    ['lock mode decaying --netuid 2', 'already_exists', /decaying already/],
    ['lock mode --perpetual --netuid 0', 'not_found', /Nothing of 5\w+ is locked on root/],
    [`lock move ${ALICE_HOT} --netuid 2`, 'already_exists', /is to 5\w+ already/],
    [`lock move ${ALICE_HOT} --netuid 0`, 'chain_refused', /has no lock/],
    ['lock mode --netuid 2', 'usage', /Missing: --mode/],
  ])('%s is refused', async (line, code, message) => {
    const { error } = await world.refused(line)
    expect(error).toMatchObject({ code, error: expect.stringMatching(message) })
    expect(`${error.remedy}`).not.toBe('')
  })
})

describe('lock list, show and targeting', () => {
  test('tell the same of a lock, and what it takes to take the subnet over', async () => {
    const [listed, shown] = [await lockOn(2), await world.json('lock show 2')]
    for (const key of ['locked_rao', 'conviction_rao', 'available_rao', 'outlook', 'hotkey']) {
      expect([key, shown[key]]).toEqual([key, listed![key]])
    }
    expect(shown).toMatchObject({
      leader: ALICE_HOT,
      leader_is_owner: true,
      owner_hotkey: true,
      weeks: [],
      unlock_rate_blocks: 934_866,
    })
    expect(shown.takeover.from.block).toBeGreaterThan(2_629_800)
    expect((await world.json('lock show 2 --graph')).weeks).toHaveLength(53)
    // What neither grows nor fades is not drawn: the table has said it.
    const drawn = async (mode: string): Promise<string> =>
      (
        await world.run(`lock add 1 --netuid 2 --mode ${mode} --dry-run`, {
          terminal: { stdout: true },
          columns: 120,
        })
      ).stdout
    expect(await drawn('decaying')).toContain('each week of a year')
    expect(await drawn('perpetual')).not.toContain('each week of a year')
    expect(await drawn('perpetual')).toContain('If nobody touches it')
    const { holders, conviction_rao, is_leader } = await world.json(`lock targeting 2 --hotkey ${ALICE_HOT}`)
    expect(holders).toMatchObject([{ coldkey: world.coldkey, name: 'main', locked_rao: shown.locked_rao }])
    expect([conviction_rao, is_leader]).toEqual([shown.hotkey_conviction_rao, true])
  })

  test('are the same under the names of btcli', async () => {
    const all = await world.json('lock list')
    expect(await world.json('conviction list')).toEqual(all)
    expect(await world.json('stake locks')).toEqual(all)
  })

  test('leave out what is worth next to nothing, and say so', async () => {
    const terminal = { stdin: true, stdout: true, stderr: true }
    await world.json(`stake add 0.003 --netuid 0 --hotkey ${ALICE_HOT}`)
    await world.json('lock add 0.0009 --netuid 0 --hotkey main/validator')
    const { stdout, stderr } = await world.run('lock list', { terminal, columns: 200 })
    expect(stdout).not.toContain('0 root')
    expect(stderr).toContain('1 of them: see all with --dust')
    expect((await world.run('lock list --dust', { terminal, columns: 200 })).stdout).toContain('0 root')
    expect((await lockOn(0))?.locked_rao).toBe('900000')
  })

  test('name what is missing where nothing is locked', async () => {
    const { error } = await world.refused('lock show 2 --coldkey savings')
    expect(error).toMatchObject({ code: 'not_found', remedy: expect.stringContaining('tao lock add --netuid 2') })
    const { locks, holders } = await world.json('lock list savings')
    expect([locks, holders]).toMatchObject([[], [{ wallet: 'savings', accepts_locked: false }]])
  })
})

test('locked alpha goes to those who accept it', async () => {
  await world.json('wallet fund savings 10')
  const give = `stake transfer --netuid 3 --hotkey ${BOB_HOT} --dest savings --amount 1`
  const { error } = await world.refused(give)
  expect(error).toMatchObject({ chain_error: 'SubtensorModule.AccountRejectsLockedAlpha' })
  expect(error.remedy).toContain('tao lock accept --allow')
  const { dry, done } = await world.twice('lock accept --allow --wallet savings')
  expect(dry.warnings.join()).toContain('one lock on a subnet')
  expect(done).toMatchObject({ accepts_locked: true, fee_rao: dry.fee_rao })
  expect((await world.refused('lock accept --allow --wallet savings')).error.code).toBe('already_exists')
  await world.json(give)
  expect((await world.json('lock list savings')).locks).toMatchObject([{ netuid: 3, hotkey: own }])
  await world.json('lock accept --reject --wallet savings')
  expect((await world.json('lock list savings')).holders).toMatchObject([{ accepts_locked: false }])
})

describe('in the shapes of btcli v9', () => {
  const v9 = async (line: string): Promise<Json> => JSON.parse((await world.run(`${line} --json-output`)).stdout)

  test('locks', async () => {
    const { locks } = await world.json('lock list')
    const told = await v9('lock list')
    expect(Object.keys(told).sort()).toEqual(['current_block', 'locks', 'maturity_rate', 'unlock_rate'])
    const on2 = told.locks.find((each: Json) => each.netuid === 2)
    const mine = locks.find((each: Json) => each.netuid === 2)
    expect(on2).toMatchObject({
      hotkey: ALICE_HOT,
      locked_alpha_rao: Number(mine.locked_rao),
      mode: 'decaying',
      conviction_pct_of_cap: null,
      available_to_unstake_rao: Number(mine.available_rao),
    })
    expect(Object.keys(on2.projections)).toEqual(['+30d', '+90d', '+365d'])
    expect((await v9('lock show 2')).locks).toEqual([on2])
    expect(await v9('stake locks')).toEqual(told)
  })

  test('changes', async () => {
    const added = await v9('lock add 0.25 --netuid 2')
    expect(added).toMatchObject({ adding_rao: 250_000_000, mode: 'decaying', mode_change_needed: false })
    expect(Object.keys(added.projected_locked_rao)).toHaveLength(56)
    expect(Object.keys(added.projected_freed_rao)).toEqual(['30', '90', '365'])
    const kept = await v9('lock mode perpetual --netuid 2')
    expect(kept).toMatchObject({ current_mode: 'decaying', target_mode: 'perpetual', active_lock: true })
    expect(kept.locked_rao).toBe(Number((await lockOn(2))!.locked_rao))
    expect(await v9('lock move main/second --netuid 2')).toMatchObject({
      origin_hotkey: ALICE_HOT,
      origin_targets_owner_hotkey: true,
      destination_owner: world.coldkey,
      conviction_after_rao: '0',
      conviction_resets: true,
    })
  })
})
