/** What keys may do only every so often: told with block and time, and true to the block. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addressOf } from '../support/sandbox.ts'
import { openWorld, type World } from '../support/world.ts'

interface Limit {
  readonly of: string
  readonly netuid: number | null
  readonly what: string
  readonly blocks: number
  readonly last: number | null
  readonly possible: boolean
  readonly free: { readonly block: number; readonly time: string | null }
  readonly seconds: number
}
interface Told {
  readonly block: number
  readonly limits: readonly Limit[]
}

let world: World
beforeAll(async () => {
  world = await openWorld()
  await world.json('subnets create --wallet owner')
  await world.json('subnets start 2 --wallet owner')
  await world.json('subnets register 2 --wallet miner')
})
afterAll(() => world.close())

const limits = async (line: string): Promise<readonly Limit[]> => (await world.json<Told>(`limits ${line}`)).limits
const find = (all: readonly Limit[], what: string, netuid: number | null): Limit =>
  all.find(limit => limit.what === what && limit.netuid === netuid)!

test('every limit of a coldkey, its hotkey and its subnets', async () => {
  const all = await limits('--wallet owner')
  expect(new Set(all.map(({ of }) => of))).toEqual(new Set(['coldkey', 'hotkey', 'subnet', 'network']))
  const whats = all.map(({ what, netuid }) => `${netuid ?? ''} ${what}`.trim())
  for (const what of ['swap a hotkey', 'raise the take', '2 set weights', '2 announce an axon', '2 set children']) {
    expect(whats).toContain(what)
  }
  expect(whats).toContain('2 trigger an epoch')
  expect(new Set(whats).size).toBe(whats.length)
  const [{ block }, only] = [await world.json<Told>('limits --wallet owner'), await limits('--wallet owner --netuid 1')]
  expect(block).toBe(await world.head())
  expect(only.filter(({ netuid }) => netuid !== null)).toEqual([])
})

test('an axon that was announced may be announced again when it says so, not a block sooner', async () => {
  const line = '--wallet miner --netuid 2'
  expect(find(await limits(line), 'announce an axon', 2)).toMatchObject({ last: null, possible: true, seconds: 0 })
  await world.json('axon set 2 203.0.113.7 8091 --wallet miner')
  const said = await world.head()
  const limit = find(await limits(line), 'announce an axon', 2)
  expect(limit).toMatchObject({ last: said, possible: false, free: { block: said + limit.blocks } })
  expect(limit.seconds).toBe(limit.blocks * 12)
  expect(Date.parse(limit.free.time!)).toBeGreaterThan(0)
  await world.advance(limit.free.block - 2 - (await world.head()))
  const refused = await world.refused('axon set 2 203.0.113.8 8091 --wallet miner')
  expect(refused).toMatchObject({ free_at_block: limit.free.block })
  await world.advance(1)
  expect(find(await limits(line), 'announce an axon', 2).possible).toBe(true)
  await world.json('axon set 2 203.0.113.8 8091 --wallet miner')
})

test('what an owner has set lately waits, and --waiting shows it alone', async () => {
  await world.advance(1)
  await world.json('sudo set 2 immunity_period 100 --wallet owner --wait')
  const waiting = await limits('--wallet owner --waiting')
  const set = find(waiting, 'set immunity_period', 2)
  expect(set).toMatchObject({ of: 'subnet', last: await world.head(), possible: false })
  expect(waiting.every(({ possible }) => !possible)).toBe(true)
  const { stdout } = await world.run('limits --wallet owner', { terminal: { stdout: true }, columns: 120 })
  expect(stdout).toContain('set immunity_period')
  expect(stdout).not.toContain('set rho')
  const all = await world.run('limits --wallet owner --all', { terminal: { stdout: true }, columns: 120 })
  expect(all.stdout).toContain('set rho')
  expect(stdout.split('\n').every(row => [...row].length <= 120)).toBe(true)
})

test('a hotkey that was swapped can be swapped again a day later, and --wait waits for it', async () => {
  const [NEW, NEXT] = [addressOf('//limits-new'), addressOf('//limits-next')]
  await world.json(`wallet swap-hotkey ${NEW} --all-netuids --wallet miner`)
  const swapped = await world.head()
  const told = await world.refused(`wallet swap-hotkey ${NEXT} --all-netuids --hotkey ${NEW} --wallet miner`)
  const limit = find(await limits(`--wallet miner --hotkey ${NEW}`), 'swap a hotkey on it', 2)
  expect(limit).toMatchObject({ last: swapped, possible: false })
  expect(told).toMatchObject({ free_at_block: limit.free.block, exit: 6 })
  const plan = await world.dryRun(`wallet swap-hotkey ${NEXT} --all-netuids --hotkey ${NEW} --wallet miner --wait`)
  expect(plan.facts).toMatchObject({ waits_for: String(limit.free.block) })
})

test('without a key there is nothing to tell', async () => {
  expect(await world.refused('limits --wallet ghost')).toMatchObject({ code: 'not_found' })
})
