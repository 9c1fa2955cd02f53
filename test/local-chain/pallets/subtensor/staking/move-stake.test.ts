import { describe, expect, test } from 'vitest'
import { addStake } from '../../../../../src/local-chain/pallets/subtensor/staking/add-stake.ts'
import { lockStake } from '../../../../../src/local-chain/pallets/subtensor/staking/lock/calls.ts'
import {
  getMaxAmountMove,
  moveStake,
  swapStake,
  swapStakeLimit,
  toggleTransfer,
  transferStake,
} from '../../../../../src/local-chain/pallets/subtensor/staking/move-stake.ts'
import { Delegates } from '../../../../../src/local-chain/pallets/subtensor/storage/keys.ts'
import { SubnetTAO, SubtokenEnabled } from '../../../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import { alpha, tao, U64_MAX } from '../../../../../src/primitives/amounts.ts'
import { author } from '../../../support/accounts.ts'
import { brokenSums, coldkeyOf, dump, hotkeyOf, TAO, World } from './world.ts'

const [hotkey, coldkey] = [hotkeyOf(1), coldkeyOf(1)]
const [otherHotkey, otherColdkey] = [hotkeyOf(2), coldkeyOf(2)]

/** The usual world, with 100 TAO staked on each subnet. */
function staked(): World {
  const world = World.inhabited()
  for (const netuid of [0, 1, 2]) {
    expect(world.call(coldkey, addStake.make({ hotkey, netuid, amount_staked: tao(100n * TAO) }))).toBe('ok')
  }
  return world
}

const move = (from: number, to: number, amount: bigint) =>
  moveStake.make({
    origin_hotkey: hotkey,
    destination_hotkey: otherHotkey,
    origin_netuid: from,
    destination_netuid: to,
    alpha_amount: alpha(amount),
  })
const transfer = (from: number, to: number, amount: bigint) =>
  transferStake.make({
    destination_coldkey: otherColdkey,
    hotkey,
    origin_netuid: from,
    destination_netuid: to,
    alpha_amount: alpha(amount),
  })
const swap = (from: number, to: number, amount: bigint) =>
  swapStake.make({ hotkey, origin_netuid: from, destination_netuid: to, alpha_amount: alpha(amount) })
const swapLimit = (from: number, to: number, amount: bigint, limit: bigint, allow_partial: boolean) =>
  swapStakeLimit.make({
    hotkey,
    origin_netuid: from,
    destination_netuid: to,
    alpha_amount: alpha(amount),
    limit_price: tao(limit),
    allow_partial,
  })

describe('within a subnet', () => {
  test('stake changes hands to the rao, past the pool and without a fee', () => {
    const world = staked()
    const { ctx } = world
    const [before, pool, mark] = [world.stake(hotkey, coldkey, 1), SubnetTAO.get(ctx, 1), ctx.events.length]
    expect(world.call(coldkey, transfer(1, 1, 10n * TAO))).toBe('ok')
    expect(before - world.stake(hotkey, coldkey, 1)).toBe(10n * TAO)
    expect(world.stake(hotkey, otherColdkey, 1)).toBe(10n * TAO)
    expect(SubnetTAO.get(ctx, 1)).toBe(pool)
    expect(world.events(mark).map(([name]) => name)).toEqual([
      'SubtensorModule.StakeRemoved',
      'SubtensorModule.StakeAdded',
      'SubtensorModule.StakeTransferred',
    ])
    expect(world.call(coldkey, move(1, 1, 10n * TAO))).toBe('ok')
    expect(world.stake(otherHotkey, coldkey, 1)).toBe(10n * TAO)
    expect(brokenSums(ctx, [0, 1, 2])).toEqual([])
  })

  test('what is worth less than the least stake does not', () => {
    const world = staked()
    const before = dump(world.ctx)
    expect(world.call(coldkey, transfer(1, 1, 1_000_000n))).toBe('SubtensorModule.AmountTooLow')
    expect(dump(world.ctx)).toEqual(before)
  })
})

describe('between subnets', () => {
  test('stake is sold and bought, with the fee of the sale only', () => {
    const world = staked()
    const [earned, mark] = [world.free(author), world.ctx.events.length]
    expect(world.call(coldkey, swap(1, 2, 10n * TAO))).toBe('ok')
    const [removed, added] = world
      .events(mark)
      .filter(([name]) => /StakeRemoved|StakeAdded/.test(name))
      .map(([, data]) => data as readonly bigint[])
    expect(removed![5]! > 0n).toBe(true)
    expect(added![5]).toBe(0n)
    expect(added![2]).toBe(removed![2])
    expect(world.free(author) > earned).toBe(true)
    expect(world.events(mark).at(-1)).toEqual(['SubtensorModule.StakeSwapped', [coldkey, hotkey, 1, 2, removed![2]]])
  })

  test('from root, where a sale has none, the fee is that of the purchase', () => {
    const world = staked()
    const mark = world.ctx.events.length
    expect(world.call(coldkey, swap(0, 2, 10n * TAO))).toBe('ok')
    const fees = world
      .events(mark)
      .flatMap(([name, data]) => (/StakeRemoved|StakeAdded/.test(name) ? [(data as readonly bigint[])[5]! > 0n] : []))
    expect(fees).toEqual([false, true])
  })

  test('the TAO goes along to another coldkey, whose hotkey becomes a delegate', () => {
    const world = staked()
    const free = world.free(coldkey)
    expect(world.call(coldkey, transfer(1, 2, 10n * TAO))).toBe('ok')
    expect(world.free(coldkey)).toBe(free)
    expect(world.stake(hotkey, otherColdkey, 2) > 0n).toBe(true)
    expect(Delegates.has(world.ctx, hotkey)).toBe(true)
    expect(brokenSums(world.ctx, [0, 1, 2])).toEqual([])
  })
})

describe('checks, in this order', () => {
  const cases: readonly (readonly [string, (w: World) => void, Parameters<World['call']>[1], string])[] = [
    ['a move to where it is', () => {}, swap(1, 1, TAO), 'SameNetuid'],
    ['an origin that does not exist', () => {}, swap(8, 1, TAO), 'SubnetNotExists'],
    ['a destination that does not exist', () => {}, swap(1, 8, TAO), 'SubnetNotExists'],
    ['an origin not open', w => SubtokenEnabled.put(w.ctx, 1, false), swap(1, 2, TAO), 'SubtokenDisabled'],
    ['a destination not open', w => SubtokenEnabled.put(w.ctx, 2, false), swap(1, 2, TAO), 'SubtokenDisabled'],
    [
      'a hotkey nobody owns',
      () => {},
      moveStake.make({
        origin_hotkey: hotkey,
        destination_hotkey: hotkeyOf(9),
        origin_netuid: 1,
        destination_netuid: 1,
        alpha_amount: alpha(TAO),
      }),
      'HotKeyAccountNotExists',
    ],
    ['next to nothing', () => {}, swap(1, 2, 1_000_000n), 'AmountTooLow'],
    ['a limit that permits less', () => {}, swapLimit(1, 2, 60n * TAO, 5_000_000_000n, false), 'SlippageTooHigh'],
    ['transfers switched off', w => toggleTransfer(w.ctx, 1, false), transfer(1, 1, 10n * TAO), 'TransferDisallowed'],
    [
      'transfers switched off there',
      w => toggleTransfer(w.ctx, 2, false),
      transfer(1, 2, 10n * TAO),
      'TransferDisallowed',
    ],
    [
      'locked stake',
      w => w.call(coldkey, lockStake.make({ hotkey, netuid: 1, amount: alpha(70n * TAO) })),
      swap(1, 2, 30n * TAO),
      'StakeUnavailable',
    ],
  ]
  test.each(cases)('%s', (_what, change, call, error) => {
    const world = staked()
    change(world)
    const before = dump(world.ctx)
    expect(world.call(coldkey, call)).toBe(`SubtensorModule.${error}`)
    expect(dump(world.ctx)).toEqual(before)
  })

  test('only a transfer asks whether transfers are on', () => {
    const world = staked()
    toggleTransfer(world.ctx, 1, false)
    expect(world.call(coldkey, move(1, 1, TAO))).toBe('ok')
    expect(world.call(coldkey, swap(1, 2, TAO))).toBe('ok')
  })
})

describe('the most that a limit permits to move', () => {
  const max = (from: number, to: number, limit: bigint) => getMaxAmountMove(staked().ctx, from, to, tao(limit))

  test('is all or nothing where there is no pool', () => {
    const world = World.inhabited()
    world.addSubnet(5, { mechanism: 0 })
    expect(getMaxAmountMove(world.ctx, 0, 5, tao(TAO))).toBe(U64_MAX)
    expect(getMaxAmountMove(world.ctx, 0, 5, tao(TAO + 1n))).toBe(0n)
  })

  test('is what a purchase or a sale would permit with one pool', () => {
    expect(max(0, 1, 0n)).toBe(U64_MAX)
    // One root TAO for at least 0.7 alpha: the price may rise to 1/0.7.
    expect(max(0, 1, 600_000_000n) > max(0, 1, 650_000_000n)).toBe(true)
    expect(max(1, 0, 1_200_000_000n) > max(1, 0, 1_400_000_000n)).toBe(true)
    expect(() => max(1, 0, 9_000_000_000n)).toThrow('Swap.PriceLimitExceeded')
  })

  test('is what a constant product gives with two', () => {
    expect(max(1, 2, 0n)).toBe(U64_MAX)
    expect(max(1, 2, 50_000_000_000n)).toBe(0n)
    const world = World.inhabited()
    // x = a2·t1/(t1 + t2)/limit - a1·t2/(t1 + t2), here at limit 5.
    const exact = (3_100n * TAO * 2_000n) / 2_700n / 5n - (1_500n * TAO * 700n) / 2_700n
    const got = getMaxAmountMove(world.ctx, 1, 2, tao(5n * TAO))
    expect(got - exact < 100n && exact - got < 100n).toBe(true)
    SubnetTAO.put(world.ctx, 2, tao(0n))
    expect(getMaxAmountMove(world.ctx, 1, 2, tao(5n * TAO))).toBe(0n)
  })

  test('limits what a partial move takes', () => {
    const world = staked()
    const most = getMaxAmountMove(world.ctx, 1, 2, tao(4_900_000_000n))
    const before = world.stake(hotkey, coldkey, 1)
    expect(most > TAO && most < before).toBe(true)
    expect(world.call(coldkey, swapLimit(1, 2, before, 4_900_000_000n, true))).toBe('ok')
    expect(before - world.stake(hotkey, coldkey, 1)).toBe(most)
  })
})

test('what a limit leaves nothing of is moved as nothing, as on the reference', () => {
  const world = staked()
  const [here, there, free] = [world.stake(hotkey, coldkey, 1), world.stake(hotkey, coldkey, 2), world.free(coldkey)]
  const mark = world.ctx.events.length
  expect(world.call(coldkey, swapLimit(1, 2, 40n * TAO, 20_000_000_000n, true))).toBe('ok')
  expect([world.stake(hotkey, coldkey, 1), world.stake(hotkey, coldkey, 2), world.free(coldkey)]).toEqual([
    here,
    there,
    free,
  ])
  expect(world.events(mark).filter(([name]) => name.startsWith('SubtensorModule'))).toEqual([
    ['SubtensorModule.StakeRemoved', [coldkey, hotkey, 0n, 0n, 1, 0n]],
    ['SubtensorModule.StakeSwapped', [coldkey, hotkey, 1, 2, 0n]],
  ])
})
