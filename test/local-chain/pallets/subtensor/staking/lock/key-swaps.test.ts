import { describe, expect, test } from 'vitest'
import { U64F64 } from '../../../../../../src/consensus/fixed/types.ts'
import { errors } from '../../../../../../src/local-chain/pallets/subtensor/errors.ts'
import { addStake } from '../../../../../../src/local-chain/pallets/subtensor/staking/add-stake.ts'
import { lockStake, setPerpetualLock } from '../../../../../../src/local-chain/pallets/subtensor/staking/lock/calls.ts'
import {
  destroyLockMaps,
  ensureNoActiveLocks,
  swapColdkeyLocks,
  swapHotkeyLocks,
  swapHotkeyLocksOnSubnet,
} from '../../../../../../src/local-chain/pallets/subtensor/staking/lock/key-swaps.ts'
import { setAcceptLockedAlpha } from '../../../../../../src/local-chain/pallets/subtensor/staking/lock/locks.ts'
import {
  changeSubnetOwnerIfNeeded,
  getTotalConviction,
  hotkeyConviction,
  subnetKing,
} from '../../../../../../src/local-chain/pallets/subtensor/staking/lock/ownership.ts'
import { AccountFlags } from '../../../../../../src/local-chain/pallets/subtensor/storage/keys.ts'
import { Uids } from '../../../../../../src/local-chain/pallets/subtensor/storage/neurons.ts'
import { SubnetAlphaOut } from '../../../../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import {
  DecayingHotkeyLock,
  DecayingLock,
  DecayingOwnerLock,
  HotkeyLock,
  Lock,
  LockingColdkeys,
  OwnerLock,
} from '../../../../../../src/local-chain/pallets/subtensor/storage/stake.ts'
import { SubnetOwner, SubnetOwnerHotkey } from '../../../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import { alpha, tao } from '../../../../../../src/primitives/amounts.ts'
import { coldkeyOf, hotkeyOf, TAO, World } from '../world.ts'

const [hotkey, otherHotkey, newHotkey] = [hotkeyOf(1), hotkeyOf(2), hotkeyOf(7)]
const [coldkey, otherColdkey, newColdkey] = [coldkeyOf(1), coldkeyOf(2), coldkeyOf(7)]

/** Two coldkeys lock 50 alpha on subnet 1 behind one hotkey: one decaying, one perpetual; and 5 more on subnet 2. */
function locked(): World {
  const world = World.inhabited()
  for (const who of [coldkey, otherColdkey]) {
    for (const netuid of [1, 2]) {
      expect(world.call(who, addStake.make({ hotkey, netuid, amount_staked: tao(100n * TAO) }))).toBe('ok')
    }
    expect(world.call(who, lockStake.make({ hotkey, netuid: 1, amount: alpha(50n * TAO) }))).toBe('ok')
  }
  expect(world.call(coldkey, lockStake.make({ hotkey, netuid: 2, amount: alpha(5n * TAO) }))).toBe('ok')
  expect(world.call(otherColdkey, setPerpetualLock.make({ netuid: 1, enabled: true }))).toBe('ok')
  return world
}

describe('a new coldkey', () => {
  test('takes over all locks, how they behave, and the flags', () => {
    const world = locked()
    const { ctx } = world
    world.skip(1_000)
    expect(() => swapColdkeyLocks(ctx, otherColdkey, newColdkey)).toThrow(errors.AccountRejectsLockedAlpha)
    setAcceptLockedAlpha(ctx, newColdkey, true)
    const before = [DecayingHotkeyLock.get(ctx, 1, hotkey), Lock.get(ctx, otherColdkey, 1, hotkey)]
    swapColdkeyLocks(ctx, otherColdkey, newColdkey)
    expect([Lock.has(ctx, otherColdkey, 1, hotkey), DecayingLock.has(ctx, otherColdkey, 1)]).toEqual([false, false])
    expect(
      LockingColdkeys.entries(ctx, 1, hotkey)
        .map(({ keys }) => keys[2])
        .sort(),
    ).toEqual([coldkey, newColdkey])
    expect(DecayingLock.get(ctx, newColdkey, 1)).toBe(false)
    expect(Lock.get(ctx, newColdkey, 1, hotkey)!.locked_mass).toBe(before[1]!.locked_mass)
    expect(HotkeyLock.get(ctx, 1, hotkey)!.locked_mass).toBe(50n * TAO)
    expect(DecayingHotkeyLock.get(ctx, 1, hotkey)).toEqual(before[0])
    // The flag of the new account gave way to those of the old one, which had none.
    expect(AccountFlags.has(ctx, newColdkey)).toBe(false)
  })

  test('must have no lock of its own', () => {
    const world = locked()
    setAcceptLockedAlpha(world.ctx, coldkey, true)
    expect(() => swapColdkeyLocks(world.ctx, otherColdkey, coldkey)).toThrow(errors.ActiveLockExists)
    expect(() => ensureNoActiveLocks(world.ctx, newColdkey)).not.toThrow()
    world.skip(934_866 * 45)
    expect(() => ensureNoActiveLocks(world.ctx, coldkey)).not.toThrow()
    expect(() => ensureNoActiveLocks(world.ctx, otherColdkey)).toThrow(errors.ActiveLockExists)
  })
})

describe('a new hotkey', () => {
  test('takes over the locks of all coldkeys and the aggregates, on one subnet or all', () => {
    const world = locked()
    const { ctx } = world
    world.skip(1_000)
    LockingColdkeys.put(ctx, 1, hotkey, coldkeyOf(9), null)
    const touched = swapHotkeyLocksOnSubnet(ctx, hotkey, newHotkey, 1)
    expect(touched).toEqual({ reads: 5 + 3, writes: 6 + 2 * 2 + 1 })
    expect(LockingColdkeys.entries(ctx, 1, hotkey)).toEqual([])
    expect([coldkey, otherColdkey].map(who => Lock.get(ctx, who, 1, newHotkey)!.locked_mass / TAO)).toEqual([49n, 50n])
    expect([HotkeyLock.has(ctx, 1, hotkey), DecayingHotkeyLock.has(ctx, 1, hotkey)]).toEqual([false, false])
    expect(HotkeyLock.get(ctx, 1, newHotkey)!.locked_mass).toBe(50n * TAO)
    expect(Lock.has(ctx, coldkey, 2, hotkey)).toBe(true)
    swapHotkeyLocks(ctx, hotkey, newHotkey)
    expect([Lock.has(ctx, coldkey, 2, hotkey), Lock.has(ctx, coldkey, 2, newHotkey)]).toEqual([false, true])
  })

  test("of the subnet's owner takes over the owner's aggregates", () => {
    const world = World.inhabited()
    const { ctx } = world
    SubnetOwnerHotkey.put(ctx, 1, hotkey)
    expect(world.call(coldkey, addStake.make({ hotkey, netuid: 1, amount_staked: tao(100n * TAO) }))).toBe('ok')
    expect(world.call(coldkey, lockStake.make({ hotkey, netuid: 1, amount: alpha(50n * TAO) }))).toBe('ok')
    expect(DecayingOwnerLock.get(ctx, 1)!.locked_mass).toBe(50n * TAO)
    swapHotkeyLocksOnSubnet(ctx, hotkey, newHotkey, 1)
    expect(DecayingOwnerLock.get(ctx, 1)!.locked_mass).toBe(50n * TAO)
    expect(Lock.get(ctx, coldkey, 1, newHotkey)!.conviction).toBe(U64F64.satFromInt(50n * TAO))
  })
})

test('a subnet that ends takes its locks along, and no others', () => {
  const world = locked()
  const { ctx } = world
  OwnerLock.put(ctx, 1, HotkeyLock.get(ctx, 1, hotkey)!)
  destroyLockMaps(ctx, 1)
  expect(Lock.entries(ctx).map(({ keys }) => keys)).toEqual([[coldkey, 2, hotkey]])
  expect(LockingColdkeys.entries(ctx).map(({ keys }) => keys)).toEqual([[2, hotkey, coldkey]])
  expect([HotkeyLock, DecayingHotkeyLock].flatMap(item => item.entries(ctx, 1))).toEqual([])
  expect([OwnerLock.has(ctx, 1), DecayingLock.has(ctx, otherColdkey, 1)]).toEqual([false, false])
  expect(DecayingHotkeyLock.has(ctx, 2, hotkey)).toBe(true)
})

describe('ownership by conviction', () => {
  const YEAR = 2_629_800

  /** Subnet 1 belongs to the third coldkey; the first locked 50 alpha behind each of two hotkeys' owners. */
  function contested(): World {
    const world = World.inhabited()
    const { ctx } = world
    SubnetOwner.put(ctx, 1, coldkeyOf(3))
    SubnetOwnerHotkey.put(ctx, 1, hotkeyOf(3))
    for (const [who, key, amount] of [
      [coldkey, hotkey, 60n],
      [otherColdkey, otherHotkey, 50n],
      [coldkeyOf(3), hotkeyOf(3), 40n],
    ] as const) {
      expect(world.call(who, addStake.make({ hotkey: key, netuid: 1, amount_staked: tao(100n * TAO) }))).toBe('ok')
      expect(world.call(who, lockStake.make({ hotkey: key, netuid: 1, amount: alpha(amount * TAO) }))).toBe('ok')
      expect(world.call(who, setPerpetualLock.make({ netuid: 1, enabled: true }))).toBe('ok')
    }
    // A neuron already, so that nobody has to make room for it.
    Uids.put(ctx, 1, hotkey, 0)
    return world
  }

  test('is the sum of all aggregates, and the one with the most is king', () => {
    const world = contested()
    const { ctx } = world
    expect(subnetKing(ctx, 1)).toBe(hotkeyOf(3))
    expect(hotkeyConviction(ctx, hotkeyOf(3), 1)).toBe(U64F64.satFromInt(40n * TAO))
    world.skip(YEAR)
    expect(subnetKing(ctx, 1)).toBe(hotkey)
    const sum = [hotkey, otherHotkey, hotkeyOf(3)].reduce((total, key) => total + hotkeyConviction(ctx, key, 1), 0n)
    expect(getTotalConviction(ctx, 1)).toBe(sum)
    expect(U64F64.toU64(hotkeyConviction(ctx, hotkey, 1)) > 55n * TAO).toBe(true)
    expect(subnetKing(ctx, 2)).toBe(undefined)
  })

  test('of equals the last in the order of accounts is king', () => {
    const { ctx } = World.inhabited()
    const lock = { locked_mass: alpha(TAO), conviction: U64F64.satFromInt(TAO), last_update: ctx.block }
    for (const n of [2, 3, 1]) HotkeyLock.put(ctx, 1, hotkeyOf(n), lock)
    expect(subnetKing(ctx, 1)).toBe(hotkeyOf(3))
  })

  test('changes hands after a year, once a tenth of the alpha is conviction', () => {
    const world = contested()
    const { ctx } = world
    const owner = () => [SubnetOwner.get(ctx, 1), SubnetOwnerHotkey.get(ctx, 1)]
    const old = owner()
    world.skip(YEAR - 1)
    changeSubnetOwnerIfNeeded(ctx, 1)
    expect(owner()).toEqual(old)
    world.skip(1)
    ctx.dry(() => {
      SubnetAlphaOut.put(ctx, 1, alpha(2_000n * TAO))
      changeSubnetOwnerIfNeeded(ctx, 1)
      expect(owner()).toEqual(old)
    })
    const mark = ctx.events.length
    changeSubnetOwnerIfNeeded(ctx, 1)
    expect(owner()).toEqual([coldkey, hotkey])
    expect(world.events(mark)).toEqual([
      ['SubtensorModule.SubnetOwnerChanged', { netuid: 1, old_coldkey: coldkeyOf(3), new_coldkey: coldkey }],
    ])
    // Each aggregate stands where its hotkey's new role puts it; the new owner's conviction is its mass.
    expect(HotkeyLock.has(ctx, 1, hotkey)).toBe(false)
    expect(OwnerLock.get(ctx, 1)).toEqual({
      locked_mass: 60n * TAO,
      conviction: U64F64.satFromInt(60n * TAO),
      last_update: ctx.block,
    })
    expect(HotkeyLock.get(ctx, 1, hotkeyOf(3))!.locked_mass).toBe(40n * TAO)
    changeSubnetOwnerIfNeeded(ctx, 1)
    expect(world.events(mark)).toHaveLength(1)
  })
})
