import { describe, expect, test } from 'vitest'
import { U64F64 } from '../../../../../../src/consensus/fixed/types.ts'
import { addStake } from '../../../../../../src/local-chain/pallets/subtensor/staking/add-stake.ts'
import {
  lockStake,
  moveLock,
  setPerpetualLock,
  setRejectLockedAlpha,
} from '../../../../../../src/local-chain/pallets/subtensor/staking/lock/calls.ts'
import {
  accountRejectsLockedAlpha,
  autoLockOwnerCut,
  forceReduceLock,
  getColdkeyLock,
  getConviction,
  stakeAvailability,
} from '../../../../../../src/local-chain/pallets/subtensor/staking/lock/locks.ts'
import { moveStake, transferStake } from '../../../../../../src/local-chain/pallets/subtensor/staking/move-stake.ts'
import { burnAlpha, recycleAlpha } from '../../../../../../src/local-chain/pallets/subtensor/staking/recycle-alpha.ts'
import { removeStake } from '../../../../../../src/local-chain/pallets/subtensor/staking/remove-stake.ts'
import { AccountFlags } from '../../../../../../src/local-chain/pallets/subtensor/storage/keys.ts'
import { OwnerCutAutoLockEnabled } from '../../../../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import {
  DecayingHotkeyLock,
  DecayingOwnerLock,
  HotkeyLock,
  Lock,
  LockingColdkeys,
  OwnerLock,
} from '../../../../../../src/local-chain/pallets/subtensor/storage/stake.ts'
import { SubnetOwner, SubnetOwnerHotkey } from '../../../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import { alpha, tao } from '../../../../../../src/primitives/amounts.ts'
import { coldkeyOf, dump, hotkeyOf, TAO, World } from '../world.ts'

const [hotkey, otherHotkey] = [hotkeyOf(1), hotkeyOf(2)]
const [coldkey, otherColdkey] = [coldkeyOf(1), coldkeyOf(2)]

const lock = (amount: bigint, key = hotkey, netuid = 1) =>
  lockStake.make({ hotkey: key, netuid, amount: alpha(amount) })

/** The usual world; the first coldkey has some 70 alpha behind each of two hotkeys on subnet 1. */
function staked(): World {
  const world = World.inhabited()
  for (const key of [hotkey, otherHotkey]) {
    expect(world.call(coldkey, addStake.make({ hotkey: key, netuid: 1, amount_staked: tao(100n * TAO) }))).toBe('ok')
  }
  return world
}

const mass = (world: World, who = coldkey) => getColdkeyLock(world.ctx, who, 1)?.locked_mass

describe('locking', () => {
  test('ties stake to the subnet, whichever hotkey it is behind', () => {
    const world = staked()
    const { total } = stakeAvailability(world.ctx, coldkey, 1)
    const mark = world.ctx.events.length
    expect(world.call(coldkey, lock(total - 20n * TAO))).toBe('ok')
    expect(world.events(mark)).toEqual([
      ['SubtensorModule.StakeLocked', { coldkey, hotkey, netuid: 1, amount: total - 20n * TAO }],
    ])
    expect(stakeAvailability(world.ctx, coldkey, 1)).toEqual({
      total,
      locked: total - 20n * TAO,
      available: 20n * TAO,
    })
    const sell = (key: typeof hotkey, amount: bigint) =>
      world.call(coldkey, removeStake.make({ hotkey: key, netuid: 1, amount_unstaked: alpha(amount) }))
    expect(sell(otherHotkey, 20n * TAO + 1n)).toBe('SubtensorModule.StakeUnavailable')
    expect(sell(otherHotkey, 20n * TAO)).toBe('ok')
    for (const give of [recycleAlpha, burnAlpha]) {
      expect(world.call(coldkey, give.make({ hotkey, netuid: 1, amount: alpha(TAO) }))).toBe(
        'SubtensorModule.StakeUnavailable',
      )
    }
    const move = { origin_hotkey: hotkey, destination_hotkey: otherHotkey, alpha_amount: alpha(TAO) }
    expect(world.call(coldkey, moveStake.make({ ...move, origin_netuid: 1, destination_netuid: 2 }))).toBe(
      'SubtensorModule.StakeUnavailable',
    )
    expect(world.call(coldkey, moveStake.make({ ...move, origin_netuid: 1, destination_netuid: 1 }))).toBe('ok')
  })

  test('adds to the lock there is, on its hotkey only, up to what is staked', () => {
    const world = staked()
    const { total } = stakeAvailability(world.ctx, coldkey, 1)
    expect(world.call(coldkey, lock(0n))).toBe('SubtensorModule.AmountTooLow')
    expect(world.call(coldkey, lock(TAO, hotkeyOf(9)))).toBe('SubtensorModule.HotKeyAccountNotExists')
    expect(world.call(coldkey, lock(total + 1n))).toBe('SubtensorModule.InsufficientStakeForLock')
    expect(world.call(coldkey, lock(30n * TAO))).toBe('ok')
    expect(world.call(coldkey, lock(TAO, otherHotkey))).toBe('SubtensorModule.LockHotkeyMismatch')
    expect(world.call(coldkey, lock(total - 30n * TAO + 1n))).toBe('SubtensorModule.InsufficientStakeForLock')
    expect(world.call(coldkey, lock(10n * TAO))).toBe('ok')
    expect(mass(world)).toBe(40n * TAO)
    expect(DecayingHotkeyLock.get(world.ctx, 1, hotkey)!.locked_mass).toBe(40n * TAO)
    expect(LockingColdkeys.has(world.ctx, 1, hotkey, coldkey)).toBe(true)
  })

  test('decays with time, and any stake operation writes down how far', () => {
    const world = staked()
    expect(world.call(coldkey, lock(100n * TAO))).toBe('ok')
    world.skip(934_866)
    expect(mass(world)! / TAO).toBe(36n)
    expect(Lock.get(world.ctx, coldkey, 1, hotkey)!.locked_mass).toBe(100n * TAO)
    expect(world.call(coldkey, addStake.make({ hotkey, netuid: 1, amount_staked: tao(TAO) }))).toBe('ok')
    expect(Lock.get(world.ctx, coldkey, 1, hotkey)!.locked_mass / TAO).toBe(36n)
    world.skip(934_866 * 40)
    expect(world.call(coldkey, addStake.make({ hotkey, netuid: 1, amount_staked: tao(TAO) }))).toBe('ok')
    expect([Lock.has(world.ctx, coldkey, 1, hotkey), LockingColdkeys.has(world.ctx, 1, hotkey, coldkey)]).toEqual([
      false,
      false,
    ])
  })
})

describe('a perpetual lock', () => {
  test('keeps its mass and moves to the other aggregate, and back', () => {
    const world = staked()
    const { ctx } = world
    const perpetual = (enabled: boolean) => setPerpetualLock.make({ netuid: 1, enabled })
    expect(world.call(coldkey, lock(50n * TAO))).toBe('ok')
    expect(world.call(coldkey, perpetual(true))).toBe('ok')
    expect([DecayingHotkeyLock.has(ctx, 1, hotkey), HotkeyLock.get(ctx, 1, hotkey)!.locked_mass]).toEqual([
      false,
      50n * TAO,
    ])
    world.skip(900_000)
    expect(mass(world)).toBe(50n * TAO)
    const grown = getConviction(ctx, coldkey, 1)
    expect(U64F64.toU64(grown) > 30n * TAO).toBe(true)
    const mark = ctx.events.length
    expect(world.call(coldkey, perpetual(false))).toBe('ok')
    expect(world.events(mark)).toEqual([
      ['SubtensorModule.PerpetualLockUpdated', { coldkey, netuid: 1, enabled: false }],
    ])
    expect(HotkeyLock.has(ctx, 1, hotkey)).toBe(false)
    expect(DecayingHotkeyLock.get(ctx, 1, hotkey)).toEqual(Lock.get(ctx, coldkey, 1, hotkey))
    world.skip(900_000)
    expect(mass(world)! < 20n * TAO).toBe(true)
  })

  test('can be asked for before there is a lock', () => {
    const world = staked()
    expect(world.call(coldkey, setPerpetualLock.make({ netuid: 1, enabled: true }))).toBe('ok')
    expect(world.call(coldkey, lock(5n * TAO))).toBe('ok')
    expect(HotkeyLock.get(world.ctx, 1, hotkey)!.locked_mass).toBe(5n * TAO)
  })
})

describe('moving a lock', () => {
  const move = (key: typeof hotkey) => moveLock.make({ destination_hotkey: key, netuid: 1 })

  test("loses conviction on another owner's hotkey, keeps it on one of the same owner", () => {
    const world = staked()
    const { ctx } = world
    world.hotkeyFor(coldkey, hotkeyOf(7))
    expect(world.call(coldkey, move(otherHotkey))).toBe('SubtensorModule.NoExistingLock')
    expect(world.call(coldkey, lock(50n * TAO))).toBe('ok')
    expect(world.call(coldkey, move(hotkeyOf(9)))).toBe('SubtensorModule.HotKeyAccountNotExists')
    world.skip(400_000)
    const grown = getConviction(ctx, coldkey, 1)
    expect(grown > 0n).toBe(true)
    expect(world.call(coldkey, move(hotkeyOf(7)))).toBe('ok')
    expect(getConviction(ctx, coldkey, 1)).toBe(grown)
    const mark = ctx.events.length
    expect(world.call(coldkey, move(otherHotkey))).toBe('ok')
    expect(getConviction(ctx, coldkey, 1)).toBe(0n)
    expect(world.events(mark)).toEqual([
      [
        'SubtensorModule.LockMoved',
        { coldkey, origin_hotkey: hotkeyOf(7), destination_hotkey: otherHotkey, netuid: 1 },
      ],
    ])
    expect(DecayingHotkeyLock.has(ctx, 1, hotkeyOf(7))).toBe(false)
    expect(DecayingHotkeyLock.get(ctx, 1, otherHotkey)).toEqual(Lock.get(ctx, coldkey, 1, otherHotkey))
  })

  test("to the hotkey of the subnet's owner makes conviction of all mass", () => {
    const world = staked()
    SubnetOwnerHotkey.put(world.ctx, 1, otherHotkey)
    expect(world.call(coldkey, lock(50n * TAO))).toBe('ok')
    expect(world.call(coldkey, move(otherHotkey))).toBe('ok')
    expect(getConviction(world.ctx, coldkey, 1)).toBe(U64F64.satFromInt(50n * TAO))
    expect(DecayingOwnerLock.get(world.ctx, 1)!.conviction).toBe(U64F64.satFromInt(50n * TAO))
    expect(OwnerLock.has(world.ctx, 1)).toBe(false)
  })
})

describe('giving stake away', () => {
  const give = (amount: bigint) =>
    transferStake.make({
      destination_coldkey: otherColdkey,
      hotkey,
      origin_netuid: 1,
      destination_netuid: 1,
      alpha_amount: alpha(amount),
    })

  /** 20 alpha more are staked than locked. */
  function mostlyLocked(): World {
    const world = staked()
    const { total } = stakeAvailability(world.ctx, coldkey, 1)
    expect(world.call(coldkey, lock(total - 20n * TAO))).toBe('ok')
    return world
  }

  test('takes free stake first; the rest takes its lock along to who accepts that', () => {
    const world = mostlyLocked()
    const before = mass(world)!
    expect(world.call(coldkey, give(20n * TAO))).toBe('ok')
    expect([mass(world), mass(world, otherColdkey)]).toEqual([before, undefined])
    const state = dump(world.ctx)
    expect(world.call(coldkey, give(5n * TAO))).toBe('SubtensorModule.AccountRejectsLockedAlpha')
    expect(dump(world.ctx)).toEqual(state)
    expect(world.call(otherColdkey, setRejectLockedAlpha.make({ enabled: false }))).toBe('ok')
    world.skip(100_000)
    // Time has unlocked some: as much as that is free again.
    const { locked, available } = stakeAvailability(world.ctx, coldkey, 1)
    const conviction = getConviction(world.ctx, coldkey, 1)
    expect(world.call(coldkey, give(available + locked / 4n))).toBe('ok')
    expect([mass(world), mass(world, otherColdkey)]).toEqual([locked - locked / 4n, locked / 4n])
    const part = getConviction(world.ctx, otherColdkey, 1)
    expect(getConviction(world.ctx, coldkey, 1) + part).toBe(conviction)
    expect(part - conviction / 4n < 1n << 64n && conviction / 4n - part < 1n << 64n).toBe(true)
  })

  test('is refused where the receiver has locked behind another hotkey', () => {
    const world = mostlyLocked()
    expect(world.call(otherColdkey, addStake.make({ hotkey, netuid: 1, amount_staked: tao(10n * TAO) }))).toBe('ok')
    expect(world.call(otherColdkey, setRejectLockedAlpha.make({ enabled: false }))).toBe('ok')
    expect(world.call(otherColdkey, lock(TAO, otherHotkey))).toBe('ok')
    expect(world.call(coldkey, give(20n * TAO))).toBe('ok')
    expect(world.call(coldkey, give(TAO))).toBe('SubtensorModule.LockHotkeyMismatch')
  })
})

test('accounts reject locked alpha until they say otherwise', () => {
  const world = staked()
  const reject = (enabled: boolean) => world.call(coldkey, setRejectLockedAlpha.make({ enabled }))
  expect(accountRejectsLockedAlpha(world.ctx, coldkey)).toBe(true)
  expect(reject(false)).toBe('ok')
  expect([accountRejectsLockedAlpha(world.ctx, coldkey), AccountFlags.get(world.ctx, coldkey)]).toEqual([false, 1n])
  const mark = world.ctx.events.length
  expect(reject(true)).toBe('ok')
  expect(world.events(mark)).toEqual([['SubtensorModule.RejectLockedAlphaUpdated', { coldkey, enabled: true }]])
  expect([accountRejectsLockedAlpha(world.ctx, coldkey), AccountFlags.has(world.ctx, coldkey)]).toEqual([true, false])
})

test('a lock is cut by force, conviction in proportion', () => {
  const world = staked()
  const { ctx } = world
  expect(world.call(coldkey, lock(50n * TAO))).toBe('ok')
  world.skip(100_000)
  const before = getColdkeyLock(ctx, coldkey, 1)!
  forceReduceLock(ctx, coldkey, 1, alpha(before.locked_mass / 2n))
  const after = getColdkeyLock(ctx, coldkey, 1)!
  expect(after.locked_mass).toBe(before.locked_mass - before.locked_mass / 2n)
  expect(after.conviction - before.conviction / 2n < 1n << 64n && after.conviction <= before.conviction).toBe(true)
  forceReduceLock(ctx, coldkey, 1, alpha(100n * TAO))
  expect(Lock.has(ctx, coldkey, 1, hotkey)).toBe(false)
  expect(getColdkeyLock(ctx, coldkey, 1)).toBe(undefined)
  const untouched = dump(ctx)
  forceReduceLock(ctx, coldkey, 1, alpha(TAO))
  expect(dump(ctx)).toEqual(untouched)
})

test("the owner's cut is locked where the subnet says so: on the lock there is, else on the owner's hotkey", () => {
  const world = staked()
  const { ctx } = world
  SubnetOwner.put(ctx, 1, coldkey)
  SubnetOwnerHotkey.put(ctx, 1, otherHotkey)
  autoLockOwnerCut(ctx, 1, alpha(TAO))
  expect(mass(world)).toBe(undefined)
  OwnerCutAutoLockEnabled.put(ctx, 1, true)
  autoLockOwnerCut(ctx, 1, alpha(0n))
  expect(mass(world)).toBe(undefined)
  autoLockOwnerCut(ctx, 1, alpha(TAO))
  expect(Lock.has(ctx, coldkey, 1, otherHotkey)).toBe(true)
  expect(world.call(coldkey, moveLock.make({ destination_hotkey: hotkey, netuid: 1 }))).toBe('ok')
  autoLockOwnerCut(ctx, 1, alpha(TAO))
  expect(mass(world)).toBe(2n * TAO)
  expect(Lock.has(ctx, coldkey, 1, hotkey)).toBe(true)
})
