import { describe, expect, test } from 'vitest'
import {
  AlphaBurned,
  AlphaRecycled,
  TotalAlphaIssuance,
} from '../../../../../src/local-chain/pallets/alpha-assets/alpha-assets.ts'
import { addStake } from '../../../../../src/local-chain/pallets/subtensor/staking/add-stake.ts'
import {
  addStakeBurn,
  burnAlpha,
  recycleAlpha,
} from '../../../../../src/local-chain/pallets/subtensor/staking/recycle-alpha.ts'
import { SubnetAlphaOut, SubtokenEnabled } from '../../../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import { alpha, tao } from '../../../../../src/primitives/amounts.ts'
import { coldkeyOf, dump, hotkeyOf, TAO, World } from './world.ts'

const [hotkey, coldkey] = [hotkeyOf(1), coldkeyOf(1)]

function staked(): World {
  const world = World.inhabited()
  expect(world.call(coldkey, addStake.make({ hotkey, netuid: 1, amount_staked: tao(100n * TAO) }))).toBe('ok')
  TotalAlphaIssuance.put(world.ctx, 1, alpha(1_000n * TAO))
  return world
}

const counters = ({ ctx }: World) =>
  [SubnetAlphaOut, TotalAlphaIssuance, AlphaRecycled, AlphaBurned].map(item => item.get(ctx, 1))

test('recycled alpha leaves what is outstanding and what was issued', () => {
  const world = staked()
  const [out] = counters(world)
  const before = world.stake(hotkey, coldkey, 1)
  const mark = world.ctx.events.length
  expect(world.call(coldkey, recycleAlpha.make({ hotkey, amount: alpha(10n * TAO), netuid: 1 }))).toBe('ok')
  expect(counters(world)).toEqual([out! - 10n * TAO, 990n * TAO, 10n * TAO, 0n])
  expect(before - world.stake(hotkey, coldkey, 1)).toBe(10n * TAO)
  expect(world.events(mark)).toEqual([['SubtensorModule.AlphaRecycled', [coldkey, hotkey, 10n * TAO, 1]]])
})

test('burned alpha stays outstanding, and more than there is means all there is', () => {
  const world = staked()
  const [out] = counters(world)
  const before = world.stake(hotkey, coldkey, 1)
  const mark = world.ctx.events.length
  expect(world.call(coldkey, burnAlpha.make({ hotkey, amount: alpha(10_000n * TAO), netuid: 1 }))).toBe('ok')
  expect(counters(world)).toEqual([out, 1_000n * TAO, 0n, before])
  expect(world.stake(hotkey, coldkey, 1)).toBe(0n)
  expect(world.events(mark)).toEqual([['SubtensorModule.AlphaBurned', [coldkey, hotkey, before, 1]]])
})

describe.each([
  ['recycle_alpha', recycleAlpha],
  ['burn_alpha', burnAlpha],
])('%s checks, in this order', (_name, call) => {
  test.each([
    ['a subnet that does not exist', () => {}, hotkey, 9, 'SubnetNotExists'],
    ['root', () => {}, hotkey, 0, 'CannotBurnOrRecycleOnRootSubnet'],
    ['a subnet not open', (w: World) => SubtokenEnabled.put(w.ctx, 1, false), hotkey, 1, 'SubtokenDisabled'],
    ['a hotkey nobody owns', () => {}, hotkeyOf(9), 1, 'HotKeyAccountNotExists'],
    [
      'more than is outstanding',
      (w: World) => SubnetAlphaOut.put(w.ctx, 1, alpha(1n)),
      hotkey,
      1,
      'InsufficientLiquidity',
    ],
  ] as const)('%s', (_what, change, key, netuid, error) => {
    const world = staked()
    change(world)
    const before = dump(world.ctx)
    expect(world.call(coldkey, call.make({ hotkey: key, amount: alpha(TAO), netuid }))).toBe(`SubtensorModule.${error}`)
    expect(dump(world.ctx)).toEqual(before)
  })
})

describe('add_stake_burn', () => {
  const buyAndBurn = (amount: bigint, limit: bigint | undefined) =>
    addStakeBurn.make({ hotkey, netuid: 1, amount: tao(amount), limit: limit === undefined ? undefined : tao(limit) })

  test('burns what it bought and nothing else', () => {
    const world = staked()
    const before = world.stake(hotkey, coldkey, 1)
    const mark = world.ctx.events.length
    expect(world.call(coldkey, buyAndBurn(10n * TAO, undefined))).toBe('ok')
    expect(world.stake(hotkey, coldkey, 1)).toBe(before)
    const burned = AlphaBurned.get(world.ctx, 1)
    expect(burned > 6n * TAO).toBe(true)
    expect(
      world
        .events(mark)
        .slice(-3)
        .map(([name]) => name),
    ).toEqual(['SubtensorModule.StakeAdded', 'SubtensorModule.AlphaBurned', 'SubtensorModule.AddStakeBurn'])
    expect(world.events(mark).at(-1)![1]).toEqual({ netuid: 1, hotkey, amount: 10n * TAO, alpha: burned })
  })

  test('does neither where it cannot do both', () => {
    const world = staked()
    const before = dump(world.ctx)
    expect(world.call(coldkey, buyAndBurn(500n * TAO, 1_500_000_000n))).toBe('SubtensorModule.SlippageTooHigh')
    // It may be staked on root, but not burned there.
    const onRoot = addStakeBurn.make({ hotkey, netuid: 0, amount: tao(TAO), limit: undefined })
    expect(world.call(coldkey, onRoot)).toBe('SubtensorModule.CannotBurnOrRecycleOnRootSubnet')
    expect(dump(world.ctx)).toEqual(before)
  })
})
