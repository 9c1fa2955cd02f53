/** Taking everything where a part of it cannot leave. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { call } from '../../../src/client/transactions/call.ts'
import { ALICE_HOT, BOB_HOT, type Json, openWorld, type World } from './support.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
  await world.json(`stake add 20 --netuid 2 --hotkey ${ALICE_HOT}`)
  await world.json(`stake add 5 --netuid 2 --hotkey ${BOB_HOT}`)
  await world.json(`stake add 3 --netuid 3 --hotkey ${BOB_HOT}`)
})
afterAll(() => world.close())

const lock = (netuid: number, tao: bigint): Promise<void> =>
  world.asMain(call('SubtensorModule.lock_stake', { hotkey: BOB_HOT, netuid, amount: tao * 10n ** 9n }))
const placesOf = (rows: readonly Json[]): unknown[] => rows.map(({ netuid, hotkey }) => [netuid, hotkey])
async function stakeOf(netuid: number, hotkey: string): Promise<string | undefined> {
  const rows = await world.json<Json[]>('stake list')
  return rows.find(row => row.netuid === netuid && row.hotkey === hotkey)?.stake_rao
}

test('stake stays where less of it is free, whichever hotkey the lock is to, and that is said before', async () => {
  await lock(2, 15n)
  const whole = await world.json(`stake unstake-all --hotkey ${BOB_HOT} --dry-run`)
  expect([placesOf(whole.sales), whole.staying]).toEqual([
    [
      [2, BOB_HOT],
      [3, BOB_HOT],
    ],
    [],
  ])
  const held = await stakeOf(2, ALICE_HOT)
  const line = `stake unstake-all --hotkey ${ALICE_HOT},${BOB_HOT}`
  const { dry, done } = await world.twice(line)
  expect(placesOf(dry.sales)).toEqual([
    [2, BOB_HOT],
    [3, BOB_HOT],
  ])
  expect(dry.staying).toEqual([
    expect.objectContaining({ netuid: 2, hotkey: ALICE_HOT, stake_rao: held, reason: 'locked' }),
  ])
  expect(Number(dry.staying[0].locked_rao)).toBeGreaterThan(14.9e9)
  expect(dry.warnings.join('\n')).toMatch(/with 5\w+ on subnet 2 stay: 1[45][.\d]* . of your stake there are locked/)
  expect([done.sales, placesOf(done.staying)]).toEqual([dry.sales, [[2, ALICE_HOT]]])
  expect([await stakeOf(2, ALICE_HOT), await stakeOf(2, BOB_HOT)]).toEqual([held, undefined])
})

test('a person reads it in the plan and after the deed', async () => {
  await world.json(`stake add 3 --netuid 3 --hotkey ${ALICE_HOT}`)
  const line = `stake unstake-all --hotkey ${ALICE_HOT}`
  const terminal = { terminal: { stdin: true, stdout: true, stderr: true } }
  const planned = await world.run(`${line} --dry-run`, terminal)
  expect(planned.stdout + planned.stderr).toMatch(/on subnet 2\s+stay:\s/)
  const asked = await world.run(line, { ...terminal, answers: [false] })
  expect(asked.stderr).toMatch(/on subnet 2\s+stay:\s/)
  const done = await world.run(`${line} --yes`, terminal)
  expect([done.code, done.stdout]).toEqual([0, expect.stringMatching(/on subnet 2\s+stay:\s/)])
})

test('what has gone with one hotkey is not there to be free for the next', async () => {
  await world.json(`stake add 4 --netuid 2 --hotkey ${BOB_HOT}`)
  // With 20 and 4 there and 15 locked, 4 can go first and nothing after it, or nothing of the 20.
  const first = await world.json(`stake unstake-all-alpha --hotkey ${BOB_HOT},${ALICE_HOT} --dry-run`)
  expect([placesOf(first.sales), placesOf(first.staying)]).toEqual([[[2, BOB_HOT]], [[2, ALICE_HOT]]])
  const other = await world.json(`stake remove --all-alpha --hotkey ${ALICE_HOT},${BOB_HOT} --dry-run`)
  expect(other.staying).toEqual(first.staying)
})

test('where nothing can leave it is refused, and no fee is paid for nothing', async () => {
  for (const line of ['stake unstake-all', 'stake unstake-all-alpha', 'stake remove --all-alpha']) {
    const { code, error } = await world.refused(`${line} --hotkey ${ALICE_HOT}`)
    expect([code, error.chain_error]).toEqual([6, 'SubtensorModule.StakeUnavailable'])
  }
})
