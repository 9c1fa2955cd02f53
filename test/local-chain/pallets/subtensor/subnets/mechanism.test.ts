/** Several mechanisms in a subnet: their rows, their parts of the emission. */

import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { MaxMechanismCount } from '../../../../../src/local-chain/pallets/subtensor/storage/global.ts'
import { MaxAllowedUids } from '../../../../../src/local-chain/pallets/subtensor/storage/hyperparameters.ts'
import * as neurons from '../../../../../src/local-chain/pallets/subtensor/storage/neurons.ts'
import {
  MechanismCountCurrent,
  MechanismEmissionSplit,
  NetworksAdded,
} from '../../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import * as mechanism from '../../../../../src/local-chain/pallets/subtensor/subnets/mechanism.ts'
import { alpha } from '../../../../../src/primitives/amounts.ts'
import { SubnetWorld } from './world.ts'

const NETUID = 2

let world: SubnetWorld
beforeEach(() => {
  world = new SubnetWorld()
  world.addSubnet(NETUID, { neurons: [1, 2] })
  MaxAllowedUids.put(world.ctx, NETUID, 128)
})

test('every mechanism has an index of its own, from which it can be told', () => {
  const { ctx } = world
  MechanismCountCurrent.put(ctx, NETUID, 2)
  expect(mechanism.mechanismIndices(ctx, NETUID)).toEqual([2, 4096 + 2])
  expect(mechanism.getNetuidAndSubid(ctx, 4098)).toEqual({ netuid: NETUID, mechanism: 1 })
  expect(mechanism.getNetuidAndSubid(ctx, 8194)).toBeUndefined()
  expect(mechanism.getNetuidAndSubid(ctx, 4096 + 77)).toBeUndefined()
  fc.assert(
    fc.property(fc.nat(4095), fc.nat(14), (netuid, id) => {
      NetworksAdded.put(ctx, netuid, true)
      MechanismCountCurrent.put(ctx, netuid, id + 1)
      const index = mechanism.getMechanismStorageIndex(netuid, id)
      expect(mechanism.getNetuid(index)).toBe(netuid)
      expect(mechanism.getNetuidAndSubid(ctx, index)).toEqual({ netuid, mechanism: id })
    }),
    { seed: 2, numRuns: 50 },
  )
})

describe('the number of mechanisms', () => {
  test.each([
    ['MechanismDoesNotExist', 77, 1],
    ['InvalidValue', NETUID, 0],
    ['InvalidValue', NETUID, 9],
    ['TooManyUIDsPerMechanism', NETUID, 3],
  ])('is refused: %s', (reason, netuid, count) => {
    MaxMechanismCount.put(world.ctx, 8)
    expect(() => mechanism.doSetMechanismCount(world.ctx, netuid, count)).toThrow(reason)
    expect(MechanismCountCurrent.get(world.ctx, NETUID)).toBe(1)
  })

  test('forgets the rows of those that end, and the split', () => {
    const { ctx } = world
    const row = Uint16Array.of(1, 5)
    mechanism.doSetMechanismCount(ctx, NETUID, 2)
    MechanismEmissionSplit.put(ctx, NETUID, Uint16Array.of(65_535, 0))
    for (const index of mechanism.mechanismIndices(ctx, NETUID)) {
      neurons.Weights.put(ctx, index, 0, row)
      neurons.Bonds.put(ctx, index, 1, row)
      neurons.Incentive.put(ctx, index, row)
      neurons.LastUpdate.put(ctx, index, [1n, 2n])
    }
    mechanism.doSetMechanismCount(ctx, NETUID, 1)
    for (const item of [neurons.Weights, neurons.Bonds]) {
      expect(item.entries(ctx, 4098)).toEqual([])
      expect(item.entries(ctx, NETUID).length).toBe(1)
    }
    expect(neurons.Incentive.has(ctx, 4098)).toBe(false)
    expect(neurons.LastUpdate.has(ctx, 4098)).toBe(false)
    expect(neurons.LastUpdate.has(ctx, NETUID)).toBe(true)
    expect(MechanismEmissionSplit.has(ctx, NETUID)).toBe(false)
  })

  test('stays within what root allows, and root within the code’s bound', () => {
    const { ctx } = world
    mechanism.doSetMaxMechanismCount(ctx, 1)
    expect(() => mechanism.doSetMechanismCount(ctx, NETUID, 2)).toThrow('InvalidValue')
    expect(() => mechanism.doSetMaxMechanismCount(ctx, 0)).toThrow('InvalidValue')
    expect(() => mechanism.doSetMaxMechanismCount(ctx, 17)).toThrow('InvalidValue')
  })
})

describe('the split of the emission', () => {
  test('gives each mechanism its part, and nothing is lost', () => {
    const split = fc
      .array(fc.integer({ min: 0, max: 65_535 }), { minLength: 0, maxLength: 5 })
      .map(cuts => [0, ...cuts.sort((a, b) => a - b), 65_535])
      .map(cuts => cuts.slice(1).map((cut, i) => cut - cuts[i]!))
    fc.assert(
      fc.property(split, fc.bigInt({ min: 0n, max: 21_000_000n * 10n ** 9n }), fc.nat(2), (parts, amount, more) => {
        const { ctx } = world
        const count = parts.length + more
        MechanismCountCurrent.put(ctx, NETUID, count)
        mechanism.doSetEmissionSplit(ctx, NETUID, Uint16Array.from(parts))
        const got = mechanism.splitEmissions(ctx, NETUID, alpha(amount))
        expect(got.length).toBe(count)
        expect(got.reduce((sum, part) => sum + part, 0n)).toBe(amount)
        got.slice(1).forEach((part, i) => {
          expect(part).toBe((amount * BigInt(parts[i + 1] ?? 0)) / 65_535n)
        })
      }),
      { seed: 13, numRuns: 60 },
    )
  })

  test('is even where none is set; the rest is the first one’s', () => {
    MechanismCountCurrent.put(world.ctx, NETUID, 3)
    expect(mechanism.splitEmissions(world.ctx, NETUID, alpha(11n))).toEqual([5n, 3n, 3n])
    mechanism.doSetEmissionSplit(world.ctx, NETUID, Uint16Array.of(65_535, 0, 0))
    expect(mechanism.splitEmissions(world.ctx, NETUID, alpha(11n))).toEqual([11n, 0n, 0n])
    mechanism.doSetEmissionSplit(world.ctx, NETUID, undefined)
    expect(mechanism.splitEmissions(world.ctx, NETUID, alpha(11n))).toEqual([5n, 3n, 3n])
  })

  test.each([
    ['MechanismDoesNotExist', 77, [65_535]],
    ['InvalidValue', NETUID, []],
    ['InvalidValue', NETUID, [1, 65_534]],
    ['InvalidValue', NETUID, [65_534]],
  ])('is refused: %s', (reason, netuid, parts) => {
    expect(() => mechanism.doSetEmissionSplit(world.ctx, netuid, Uint16Array.from(parts))).toThrow(reason)
    expect(MechanismEmissionSplit.has(world.ctx, NETUID)).toBe(false)
  })
})
