import { describe, expect, test } from 'vitest'
import { I64F64, I96F32, U64F64, U96F32 } from '../../../../../src/consensus/fixed/types.ts'
import {
  getAlphaIssuance,
  getCkBurn,
  getMedianSubnetAlphaPrice,
  getMovingAlphaPrice,
  getTaoWeight,
  setCkBurn,
  setTaoWeight,
  updateMovingPrice,
} from '../../../../../src/local-chain/pallets/subtensor/staking/stake-utils/prices.ts'
import { increaseStakeForHotkeyOnSubnet } from '../../../../../src/local-chain/pallets/subtensor/staking/stake-utils/shares.ts'
import {
  getInheritedForHotkeyOnSubnet,
  getStakeWeightsForHotkeyOnSubnet,
  getStakeWeightsForNetwork,
  getTaoInheritedForHotkeyOnSubnet,
} from '../../../../../src/local-chain/pallets/subtensor/staking/stake-utils/stake-weights.ts'
import { SubnetMovingAlpha } from '../../../../../src/local-chain/pallets/subtensor/storage/global.ts'
import { ChildKeys, ParentKeys } from '../../../../../src/local-chain/pallets/subtensor/storage/keys.ts'
import { Keys } from '../../../../../src/local-chain/pallets/subtensor/storage/neurons.ts'
import {
  EMAPriceHalvingBlocks,
  SubnetAlphaOut,
  SubnetMovingPrice,
} from '../../../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import {
  FirstEmissionBlockNumber,
  NetworksAdded,
  SubnetworkN,
} from '../../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import { alpha, U64_MAX } from '../../../../../src/primitives/amounts.ts'
import { hotkeyOf, TAO, World } from './world.ts'

describe('the moving price', () => {
  test('moves by the block, faster with age, towards the price or one', () => {
    const world = World.inhabited()
    const { ctx } = world
    FirstEmissionBlockNumber.put(ctx, 2, ctx.block + 1n)
    EMAPriceHalvingBlocks.put(ctx, 2, 100n)
    SubnetMovingAlpha.put(ctx, I96F32.literal('0.5'))
    updateMovingPrice(ctx, 2)
    expect(SubnetMovingPrice.get(ctx, 2)).toBe(0n)
    world.skip(100)
    updateMovingPrice(ctx, 2)
    // Half of one half of the way from 0 to 700/3100.
    const price = (700n << 64n) / 3_100n
    expect(getMovingAlphaPrice(ctx, 2) >> 32n).toBe(price >> 34n)
    world.skip(200)
    updateMovingPrice(ctx, 2)
    // Three quarters of one half of the rest.
    const expected = ((price / 4n) * 5n) / 8n + (price * 3n) / 8n
    const difference = getMovingAlphaPrice(ctx, 2) - expected
    expect(difference < 1n << 34n && difference > -(1n << 34n)).toBe(true)
  })

  test('takes any price above one for one', () => {
    const world = World.inhabited()
    const { ctx } = world
    SubnetMovingAlpha.put(ctx, I96F32.ONE)
    EMAPriceHalvingBlocks.put(ctx, 1, 0n)
    world.skip(10)
    updateMovingPrice(ctx, 1)
    expect(getMovingAlphaPrice(ctx, 1)).toBe(U64F64.ONE)
  })

  test('is one where there is no pool', () => {
    const { ctx } = World.inhabited()
    expect(getMovingAlphaPrice(ctx, 0)).toBe(U64F64.ONE)
    expect(getMovingAlphaPrice(ctx, 7)).toBe(U64F64.ONE)
  })
})

test('the median price leaves out root and subnets without one', () => {
  const world = new World()
  const { ctx } = world
  expect(getMedianSubnetAlphaPrice(ctx)).toBe(U64F64.ONE)
  world.addSubnet(0, { mechanism: 0 })
  world.addSubnet(1, { tao: 8n * TAO, alpha: TAO })
  expect(getMedianSubnetAlphaPrice(ctx)).toBe(U64F64.satFromInt(8n))
  world.addSubnet(2, { tao: 2n * TAO, alpha: TAO })
  expect(getMedianSubnetAlphaPrice(ctx)).toBe(U64F64.satFromInt(5n))
  world.addSubnet(3, { tao: 2n * TAO, alpha: 0n })
  world.addSubnet(4, { tao: 3n * TAO, alpha: TAO })
  expect(getMedianSubnetAlphaPrice(ctx)).toBe(U64F64.satFromInt(3n))
  NetworksAdded.put(ctx, 4, false)
  expect(getMedianSubnetAlphaPrice(ctx)).toBe(U64F64.satFromInt(5n))
})

test('issuance of alpha is what is in the pool and what is out of it', () => {
  const { ctx } = World.inhabited()
  SubnetAlphaOut.put(ctx, 1, alpha(7n))
  expect(getAlphaIssuance(ctx, 1)).toBe(1_500n * TAO + 7n)
})

describe('stake weights', () => {
  const [one, two] = [hotkeyOf(1), hotkeyOf(2)]

  /** 100 alpha and 40 root TAO behind one, 30 alpha and 10 behind another, which is a child of the first by a quarter. */
  function related(): World {
    const world = World.inhabited()
    const { ctx } = world
    for (const [key, netuid, amount] of [
      [one, 1, 100n],
      [two, 1, 30n],
      [one, 0, 40n],
      [two, 0, 10n],
    ] as const) {
      increaseStakeForHotkeyOnSubnet(ctx, key, netuid, alpha(amount * TAO))
    }
    ChildKeys.put(ctx, one, 1, [[U64_MAX / 4n, two]])
    ParentKeys.put(ctx, two, 1, [[U64_MAX / 4n, one]])
    return world
  }

  const near = (value: bigint, amount: bigint) => value <= amount && amount - value < 1_000n

  test('give a part of what a parent has to its child, alpha and TAO alike', () => {
    const { ctx } = related()
    const alphas = [one, two].map(key => getInheritedForHotkeyOnSubnet(ctx, key, 1))
    expect(near(alphas[1]!, 55n * TAO)).toBe(true)
    expect(alphas[0]! + alphas[1]! - 130n * TAO <= 1n).toBe(true)
    expect(near(getTaoInheritedForHotkeyOnSubnet(ctx, two, 1), 20n * TAO)).toBe(true)
    // Family is a matter of each subnet, and not of root.
    expect(getInheritedForHotkeyOnSubnet(ctx, one, 0)).toBe(40n * TAO)
    expect(getInheritedForHotkeyOnSubnet(ctx, one, 2)).toBe(0n)
    expect(getTaoInheritedForHotkeyOnSubnet(ctx, one, 2)).toBe(40n * TAO)
  })

  test('count TAO by its weight, for each UID in order', () => {
    const { ctx } = related()
    setTaoWeight(ctx, U64_MAX / 2n)
    expect(getTaoWeight(ctx)).toBe(U96F32.ONE / 2n - 1n)
    SubnetworkN.put(ctx, 1, 3)
    Keys.put(ctx, 1, 0, two)
    Keys.put(ctx, 1, 2, one)
    const weights = getStakeWeightsForNetwork(ctx, 1)
    expect(weights.total[1]).toBe(0n)
    const first = getStakeWeightsForHotkeyOnSubnet(ctx, two, 1)
    expect([weights.total[0], weights.alpha[0], weights.tao[0]]).toEqual([first.total, first.alpha, first.tao])
    expect(near(I64F64.toInt(first.total), 65n * TAO)).toBe(true)
    expect(weights.total).toHaveLength(3)
  })

  test('know what is burned of what a child earns', () => {
    const { ctx } = related()
    expect(getCkBurn(ctx)).toBe(0n)
    setCkBurn(ctx, U64_MAX)
    expect(getCkBurn(ctx)).toBe(U96F32.ONE)
  })
})
