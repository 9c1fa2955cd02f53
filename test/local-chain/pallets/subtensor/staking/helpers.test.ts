import { describe, expect, test } from 'vitest'
import { U64F64 } from '../../../../../src/consensus/fixed/types.ts'
import { getSubnetAccountId } from '../../../../../src/local-chain/pallets/subtensor/coinbase/accounts.ts'
import { errors } from '../../../../../src/local-chain/pallets/subtensor/errors.ts'
import { tryAssociateHotkey } from '../../../../../src/local-chain/pallets/subtensor/staking/account.ts'
import { addStake } from '../../../../../src/local-chain/pallets/subtensor/staking/add-stake.ts'
import { setColdkeyAutoStakeHotkey } from '../../../../../src/local-chain/pallets/subtensor/staking/auto-stake.ts'
import {
  alphaIter,
  alphaIterPrefix,
  clearSmallNominations,
  coldkeyOwnsHotkey,
  getTotalStakeForColdkey,
  getTotalStakeForColdkeyOnSubnet,
  getTotalStakeForHotkey,
  populateRootColdkeyStakingMaps,
  populateRootColdkeyStakingMapsV2,
  setHotkeyOwner,
} from '../../../../../src/local-chain/pallets/subtensor/staking/helpers.ts'
import { lockStake } from '../../../../../src/local-chain/pallets/subtensor/staking/lock/calls.ts'
import { getCurrentLocked } from '../../../../../src/local-chain/pallets/subtensor/staking/lock/locks.ts'
import { increaseStakeForHotkeyAndColdkeyOnSubnet } from '../../../../../src/local-chain/pallets/subtensor/staking/stake-utils/shares.ts'
import {
  AlphaMapLastKey,
  AlphaV2MapLastKey,
  NominatorMinRequiredStake,
  NumStakingColdkeys,
} from '../../../../../src/local-chain/pallets/subtensor/storage/global.ts'
import {
  AutoStakeDestination,
  AutoStakeDestinationColdkeys,
  OwnedHotkeys,
  Owner,
  StakingHotkeys,
} from '../../../../../src/local-chain/pallets/subtensor/storage/keys.ts'
import { Uids } from '../../../../../src/local-chain/pallets/subtensor/storage/neurons.ts'
import { SubnetTAO } from '../../../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import { Alpha, AlphaV2, StakingColdkeys } from '../../../../../src/local-chain/pallets/subtensor/storage/stake.ts'
import { ROOT_ORIGIN } from '../../../../../src/local-chain/runtime/origin.ts'
import { rawKey } from '../../../../../src/local-chain/state/cells.ts'
import { alpha, tao } from '../../../../../src/primitives/amounts.ts'
import { brokenSums, coldkeyOf, dump, hotkeyOf, TAO, World } from './world.ts'

const [hotkey, coldkey] = [hotkeyOf(1), coldkeyOf(1)]

describe('a hotkey', () => {
  const associate = (key: typeof hotkey) => tryAssociateHotkey.make({ hotkey: key })

  test('belongs to the coldkey that first asks for it', () => {
    const world = new World()
    const { ctx } = world
    expect(world.call(coldkey, associate(hotkey))).toBe('ok')
    expect(world.call(coldkeyOf(2), associate(hotkey))).toBe('ok')
    expect([Owner.get(ctx, hotkey), OwnedHotkeys.get(ctx, coldkey), StakingHotkeys.get(ctx, coldkey)]).toEqual([
      coldkey,
      [hotkey],
      [hotkey],
    ])
    expect([coldkeyOwnsHotkey(ctx, coldkey, hotkey), coldkeyOwnsHotkey(ctx, coldkeyOf(2), hotkey)]).toEqual([
      true,
      false,
    ])
    expect(OwnedHotkeys.has(ctx, coldkeyOf(2))).toBe(false)
    expect(world.chain.dispatch(ROOT_ORIGIN, associate(hotkey))).toBe('BadOrigin')
  })

  test('is never the account of a subnet, be there such a subnet or not', () => {
    const world = World.inhabited()
    const pot = getSubnetAccountId(world.ctx, 1)!
    expect(world.call(coldkey, associate(pot))).toBe('SubtensorModule.CannotUseSystemAccount')
    expect(() => setHotkeyOwner(world.ctx, coldkey, pot)).toThrow(errors.CannotUseSystemAccount)
    expect(Owner.has(world.ctx, pot)).toBe(false)
  })
})

describe('the worth of stake', () => {
  function staked(): World {
    const world = World.inhabited()
    for (const netuid of [0, 1, 2]) {
      expect(world.call(coldkey, addStake.make({ hotkey, netuid, amount_staked: tao(100n * TAO) }))).toBe('ok')
    }
    return world
  }

  test('of a hotkey is at present prices, of a coldkey what a sale would bring', () => {
    const { ctx } = staked()
    const ofHotkey = getTotalStakeForHotkey(ctx, hotkey)
    const ofColdkey = getTotalStakeForColdkey(ctx, coldkey)
    expect(ofHotkey > 310n * TAO).toBe(true)
    expect(ofColdkey > 299n * TAO && ofColdkey < 300n * TAO).toBe(true)
    const each = [0, 1, 2].map(netuid => getTotalStakeForColdkeyOnSubnet(ctx, coldkey, netuid))
    expect(each[0]).toBe(100n * TAO)
    expect(each.reduce((sum, amount) => sum + amount, 0n)).toBe(ofColdkey)
  })

  test('that no pool would buy is nothing', () => {
    const { ctx } = staked()
    SubnetTAO.put(ctx, 1, tao(10n))
    expect(getTotalStakeForColdkeyOnSubnet(ctx, coldkey, 1)).toBe(0n)
  })
})

describe('small nominations', () => {
  function nominated(): World {
    const world = World.inhabited()
    for (const [n, amount] of [
      [1, 10n],
      [2, 10n],
      [3, 200n],
    ] as const) {
      expect(world.call(coldkeyOf(n), addStake.make({ hotkey, netuid: 1, amount_staked: tao(amount * TAO) }))).toBe(
        'ok',
      )
    }
    NominatorMinRequiredStake.put(world.ctx, 10_000_000_000n)
    return world
  }

  test('are sold wherever they are, with their lock', () => {
    const world = nominated()
    expect(world.call(coldkeyOf(2), lockStake.make({ hotkey, netuid: 1, amount: alpha(2n * TAO) }))).toBe('ok')
    clearSmallNominations(world.ctx)
    expect([1, 2, 3].map(n => world.stake(hotkey, coldkeyOf(n), 1) > 0n)).toEqual([true, false, true])
    expect(getCurrentLocked(world.ctx, coldkeyOf(2), 1)).toBe(0n)
    expect(brokenSums(world.ctx, [0, 1, 2])).toEqual([])
  })

  test('are forfeited where the pool does not buy them', () => {
    const world = nominated()
    SubnetTAO.put(world.ctx, 1, tao(900_000n))
    const free = world.free(coldkeyOf(2))
    // Prices are next to nothing, so every nomination is small now.
    clearSmallNominations(world.ctx)
    expect([1, 2, 3].map(n => world.stake(hotkey, coldkeyOf(n), 1) > 0n)).toEqual([true, false, false])
    expect(world.free(coldkeyOf(2))).toBe(free)
  })
})

describe('positions of both forms', () => {
  test('are one map, in the order of accounts and subnets; the present form counts', () => {
    const { ctx } = new World()
    Alpha.put(ctx, hotkeyOf(2), coldkeyOf(1), 300, U64F64.satFromInt(4n))
    Alpha.put(ctx, hotkeyOf(2), coldkeyOf(1), 1, U64F64.satFromInt(5n))
    Alpha.put(ctx, hotkeyOf(1), coldkeyOf(2), 1, U64F64.satFromInt(6n))
    for (const netuid of [2, 1])
      increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkeyOf(1), coldkeyOf(1), netuid, alpha(7n))
    AlphaV2.put(ctx, hotkeyOf(1), coldkeyOf(2), 1, { mantissa: 0n, exponent: 0n })
    expect(alphaIter(ctx).map(([h, c, n]) => [h, c, n])).toEqual([
      [hotkeyOf(1), coldkeyOf(1), 1],
      [hotkeyOf(1), coldkeyOf(1), 2],
      [hotkeyOf(1), coldkeyOf(2), 1],
      [hotkeyOf(2), coldkeyOf(1), 1],
      [hotkeyOf(2), coldkeyOf(1), 300],
    ])
    expect(alphaIterPrefix(ctx, hotkeyOf(1), coldkeyOf(2))).toEqual([])
    expect(alphaIterPrefix(ctx, hotkeyOf(2), coldkeyOf(1)).map(([netuid]) => netuid)).toEqual([1, 300])
  })
})

describe('the walk over all positions', () => {
  test('takes thirty keys a block in the order of raw keys, indexes who stakes on root, and begins again', () => {
    const { ctx } = new World()
    const people = Array.from({ length: 70 }, (_, i) => coldkeyOf(1_000 + i))
    people.forEach((who, i) => {
      increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, who, i % 2, alpha(TAO))
    })
    const order = ctx.state
      .cells(AlphaV2, [])
      .map(cell => ({ key: rawKey(cell), who: cell.keys[1], netuid: cell.keys[2] }))
    const seen: number[] = []
    for (const end of [order[29]!.key, order[59]!.key, null, order[29]!.key]) {
      populateRootColdkeyStakingMapsV2(ctx)
      expect(AlphaV2MapLastKey.get(ctx)).toEqual(end)
      seen.push(Number(NumStakingColdkeys.get(ctx)))
    }
    const onRoot = order.filter(({ netuid }) => netuid === 0)
    expect(seen).toEqual([
      order.slice(0, 30).filter(({ netuid }) => netuid === 0).length,
      order.slice(0, 60).filter(({ netuid }) => netuid === 0).length,
      35,
      35,
    ])
    expect(onRoot.map(({ who }) => StakingColdkeys.get(ctx, who as typeof hotkey))).toEqual(
      onRoot.map((_, i) => BigInt(i)),
    )
  })

  test('goes on behind a key that is gone, and leaves nothing where there is nothing', () => {
    const { ctx } = new World()
    populateRootColdkeyStakingMaps(ctx)
    populateRootColdkeyStakingMapsV2(ctx)
    expect([AlphaMapLastKey.exists(ctx), AlphaV2MapLastKey.exists(ctx)]).toEqual([false, false])
    for (let i = 0; i < 31; i++) increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkeyOf(i), 0, alpha(TAO))
    const cells = ctx.state.cells(AlphaV2, [])
    populateRootColdkeyStakingMapsV2(ctx)
    ctx.state.write(cells[29]!, undefined)
    populateRootColdkeyStakingMapsV2(ctx)
    expect(StakingColdkeys.has(ctx, cells[30]!.keys[1] as typeof hotkey)).toBe(true)
    // A None that stands in storage is not an absent key.
    expect([AlphaV2MapLastKey.exists(ctx), AlphaV2MapLastKey.get(ctx)]).toEqual([true, null])
  })
})

test('a miner chooses where its coldkey stakes what it earns', () => {
  const world = World.inhabited()
  const { ctx } = world
  const choose = (key: typeof hotkey, netuid = 1) => setColdkeyAutoStakeHotkey.make({ netuid, hotkey: key })
  Uids.put(ctx, 1, hotkey, 0)
  Uids.put(ctx, 1, hotkeyOf(2), 1)
  expect(world.call(coldkey, choose(hotkey, 9))).toBe('SubtensorModule.SubnetNotExists')
  expect(world.call(coldkey, choose(hotkeyOf(3)))).toBe('SubtensorModule.HotKeyNotRegisteredInSubNet')
  const mark = ctx.events.length
  expect(world.call(coldkey, choose(hotkey))).toBe('ok')
  expect(world.events(mark)).toEqual([['SubtensorModule.AutoStakeDestinationSet', { coldkey, netuid: 1, hotkey }]])
  const before = dump(ctx)
  expect(world.call(coldkey, choose(hotkey))).toBe('SubtensorModule.SameAutoStakeHotkeyAlreadySet')
  expect(dump(ctx)).toEqual(before)
  expect(world.call(coldkeyOf(2), choose(hotkey))).toBe('ok')
  expect(world.call(coldkey, choose(hotkeyOf(2)))).toBe('ok')
  expect(AutoStakeDestination.get(ctx, coldkey, 1)).toBe(hotkeyOf(2))
  expect([hotkey, hotkeyOf(2)].map(key => AutoStakeDestinationColdkeys.get(ctx, key, 1))).toEqual([
    [coldkeyOf(2)],
    [coldkey],
  ])
})
