/** What is said to become of a lock is what becomes of it on the chain, to the rao. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mergeNeeds } from '../../../src/client/metadata/needs.ts'
import { afterAdding, afterMode, afterMoving, lockAfter, lockAt } from '../../../src/client/reads/lock-outlook.ts'
import {
  acceptsLocked,
  CONVICTION,
  getConviction,
  getLockScene,
  getLockScenes,
  getLocksOn,
  LOCK_ACCEPTANCE,
  LOCKS_ON,
  OWNERSHIP_AGE,
  takeoverOf,
} from '../../../src/client/reads/locks.ts'
import { bits, record } from '../../../src/client/reads/values.ts'
import { call } from '../../../src/client/transactions/call.ts'
import { ONE_YEAR_BLOCKS } from '../../../src/local-chain/pallets/subtensor/limits.ts'
import { alpha } from '../../../src/primitives/amounts.ts'
import { addressOf, openSandbox, type Sandbox } from '../../support/sandbox.ts'

const TAO = 1_000_000_000n
const OWNER_HOT = addressOf('//Bob//hot')
const MINER_HOT = addressOf('//Charlie//hot')
const SECOND_HOT = addressOf('//Charlie//second')
const [OWNER, MINER] = [addressOf('//Bob'), addressOf('//Charlie')]
const NETUID = 2

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox()
  await sandbox.send('//Bob', call('SubtensorModule.register_network', { hotkey: OWNER_HOT }))
  await sandbox.send('//Bob', call('SubtensorModule.start_call', { netuid: NETUID }))
  for (const hotkey of [MINER_HOT, SECOND_HOT]) {
    await sandbox.send('//Charlie', call('SubtensorModule.burned_register', { netuid: NETUID, hotkey }))
  }
  for (const [uri, hotkey] of [
    ['//Bob', OWNER_HOT],
    ['//Charlie', MINER_HOT],
  ] as const) {
    await sandbox.send(uri, call('SubtensorModule.add_stake', { hotkey, netuid: NETUID, amount_staked: 20n * TAO }))
  }
})
afterAll(() => sandbox.close())

const lock = (hotkey: string, amount: bigint) => call('SubtensorModule.lock_stake', { hotkey, netuid: NETUID, amount })
const perpetual = (enabled: boolean) => call('SubtensorModule.set_perpetual_lock', { netuid: NETUID, enabled })
const move = (to: string) => call('SubtensorModule.move_lock', { destination_hotkey: to, netuid: NETUID })

async function read(coldkey: string) {
  const chain = await sandbox.connect()
  const needs = mergeNeeds(LOCKS_ON, CONVICTION, LOCK_ACCEPTANCE, { apis: ['StakeInfoRuntimeApi.get_coldkey_lock'] })
  const at = await (await chain.with(needs)).at()
  const scene = await getLockScene(at, coldkey, NETUID)
  const told = await at.ask('StakeInfoRuntimeApi.get_coldkey_lock', coldkey, NETUID)
  return { at, scene, told, block: BigInt(at.block.number) }
}

/** What the runtime itself says of the lock in the newest block. */
async function runtimeSays(coldkey: string) {
  const { told, block } = await read(coldkey)
  const { lockedMass, conviction } = record(told)
  return { block, locked: lockedMass, conviction: bits(conviction) >> 64n }
}

describe('a lock', () => {
  test('is told as the runtime tells it, then and later', async () => {
    for (const [uri, coldkey, hotkey] of [
      ['//Charlie', MINER, MINER_HOT],
      ['//Bob', OWNER, OWNER_HOT],
    ] as const) {
      await sandbox.send(uri, lock(hotkey, 7n * TAO))
      const { scene, block } = await read(coldkey)
      expect(lockAt(scene, block)).toEqual(await runtimeSays(coldkey))
      await sandbox.advance(500)
      const later = await runtimeSays(coldkey)
      expect(later.block).toBe(block + 500n)
      // Foretold from what was read 500 blocks before.
      expect(lockAt(scene, later.block)).toEqual(later)
      expect(later.locked).toBeLessThan(7n * TAO)
    }
    const { scene } = await read(OWNER)
    const { locked, conviction } = lockAt(scene, 5_000n)
    expect(conviction).toBe(locked)
  })

  test('is after each call what was foretold of it', async () => {
    const steps = [
      [lock(MINER_HOT, 2n * TAO), (s, b) => afterAdding(s, MINER_HOT, alpha(2n * TAO), b)],
      [perpetual(true), (s, b) => afterMode(s, true, b)],
      [lock(MINER_HOT, 1n), (s, b) => afterAdding(s, MINER_HOT, alpha(1n), b)],
      // Of the same owner, then to somebody else, whose hotkey is that of the owner of the subnet.
      [move(SECOND_HOT), (s, b) => afterMoving(s, SECOND_HOT, true, b)],
      [move(OWNER_HOT), (s, b) => afterMoving(s, OWNER_HOT, false, b)],
      [perpetual(false), (s, b) => afterMode(s, false, b)],
      [move(MINER_HOT), (s, b) => afterMoving(s, MINER_HOT, false, b)],
    ] as const satisfies readonly (readonly [
      ReturnType<typeof call>,
      (scene: Awaited<ReturnType<typeof getLockScene>>, block: bigint) => Awaited<ReturnType<typeof getLockScene>>,
    ])[]
    for (const [order, foretell] of steps) {
      await sandbox.advance(30)
      const before = await read(MINER)
      const foretold = foretell(before.scene, before.block + 1n)
      await sandbox.send('//Charlie', order)
      const { scene, block } = await read(MINER)
      expect([order.name, block, scene]).toEqual([order.name, before.block + 1n, foretold])
    }
    const { scene, block } = await read(MINER)
    expect(lockAt(scene, block)).toMatchObject({ conviction: 0n })
  })

  test('becomes free bit by bit, unless it stays', async () => {
    const { scene, block } = await read(MINER)
    const days = lockAfter(scene, block, 7200n, [0, 30, 365])
    expect(days.map(({ freed }) => freed)).toEqual([0n, expect.any(BigInt), expect.any(BigInt)])
    for (const { locked, freed } of days) expect(locked + freed).toBe(days[0]!.locked)
    expect(days[1]!.freed).toBeGreaterThan(0n)
    expect(days[2]!.freed).toBeGreaterThan(days[1]!.freed)
    const kept = lockAfter({ ...scene, isPerpetual: true }, block, 7200n, [365])[0]!
    expect(kept).toMatchObject({ freed: 0n, locked: days[0]!.locked })
    expect(kept.conviction).toBeGreaterThan((kept.locked * 9n) / 10n)
  })
})

test('all locks of a coldkey, and all on a hotkey', async () => {
  const { at } = await read(MINER)
  expect((await getLockScenes(at, MINER)).map(({ netuid, held }) => [netuid, held?.hotkey])).toEqual([[2, MINER_HOT]])
  expect((await getLocksOn(at, NETUID, OWNER_HOT)).map(({ coldkey }) => coldkey)).toEqual([OWNER])
  expect(await getLocksOn(at, NETUID, SECOND_HOT)).toEqual([])
  expect(await getLockScene(at, addressOf('//Eve'), NETUID)).toMatchObject({ held: undefined, isPerpetual: false })
})

test('nobody takes locked alpha who has not said so', async () => {
  expect(await acceptsLocked((await read(MINER)).at, MINER)).toBe(false)
  await sandbox.send('//Charlie', call('SubtensorModule.set_reject_locked_alpha', { enabled: false }))
  expect(await acceptsLocked((await read(MINER)).at, MINER)).toBe(true)
})

test('a takeover takes a year and a tenth of the alpha outside, rounded up', async () => {
  expect(OWNERSHIP_AGE).toBe(ONE_YEAR_BLOCKS)
  const conviction = await getConviction((await read(OWNER)).at, NETUID)
  const sum = conviction.hotkeys.reduce((all, each) => all + each.conviction, 0n)
  expect(sum).toBeGreaterThan(0n)
  expect(takeoverOf({ registeredAt: 5n, alphaOut: alpha(101n) }, conviction)).toEqual({
    from: 5n + ONE_YEAR_BLOCKS,
    conviction: sum,
    needed: 11n,
  })
})
