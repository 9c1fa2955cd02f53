/** Weights in the open: who may set which, how often, and what is kept. */

import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { StakeThreshold } from '../../../../../src/local-chain/pallets/subtensor/storage/global.ts'
import {
  CommitRevealWeightsEnabled,
  MinAllowedWeights,
  WeightsSetRateLimit,
  WeightsVersionKey,
} from '../../../../../src/local-chain/pallets/subtensor/storage/hyperparameters.ts'
import {
  LastUpdate,
  ValidatorPermit,
  Weights,
} from '../../../../../src/local-chain/pallets/subtensor/storage/neurons.ts'
import { MechanismCountCurrent } from '../../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import { getMechanismStorageIndex } from '../../../../../src/local-chain/pallets/subtensor/subnets/mechanism.ts'
import {
  batchSetWeights,
  setMechanismWeights,
  setWeights,
} from '../../../../../src/local-chain/pallets/subtensor/subnets/weights.ts'
import { setLastUpdateForUid } from '../../../../../src/local-chain/pallets/subtensor/utils/misc.ts'
import { NO_ORIGIN } from '../../../../../src/local-chain/runtime/origin.ts'
import { coldkeyOf, hotkeyOf, SubnetWorld } from './world.ts'

const NETUID = 2
const me = hotkeyOf(1)

let world: SubnetWorld
beforeEach(() => {
  world = new SubnetWorld()
  for (const netuid of [NETUID, 3]) {
    world.addSubnet(netuid, { owner: 4, neurons: [1, 2, 3, 4] })
    CommitRevealWeightsEnabled.put(world.ctx, netuid, false)
    ValidatorPermit.put(world.ctx, netuid, [true, false, false, false])
    WeightsSetRateLimit.put(world.ctx, netuid, 100n)
  }
  world.skip(1_000)
})

const uids = (...all: number[]) => Uint16Array.from(all)
const set = (dests = uids(1, 2), weights = uids(10, 30), { netuid = NETUID, version_key = 0n } = {}) =>
  setWeights.make({ netuid, dests, weights, version_key })

describe('set_weights', () => {
  test('keeps them scaled up to the greatest', () => {
    const { ctx } = world
    expect(world.accepted(me, set())).toEqual([['WeightsSet', [NETUID, 0]]])
    expect(Weights.get(ctx, NETUID, 0)).toEqual(uids(1, 21_845, 2, 65_535))
    expect(LastUpdate.get(ctx, NETUID)[0]).toBe(world.block)
  })

  test('scales any values to 65535, keeping their order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(65_535), { minLength: 1, maxLength: 4 }), values => {
        setLastUpdateForUid(world.ctx, NETUID, 0, 0n)
        world.accepted(me, set(uids(...values.keys()), uids(...values)))
        const row = Weights.get(world.ctx, NETUID, 0)
        const most = Math.max(...values)
        values.forEach((value, i) => {
          expect(row[2 * i]).toBe(i)
          const exact = most === 0 ? 0 : (value * 65_535) / most
          expect(Math.abs(row[2 * i + 1]! - exact)).toBeLessThanOrEqual(1)
        })
        if (most > 0) expect(row[2 * values.indexOf(most) + 1]).toBe(65_535)
      }),
      { seed: 9, numRuns: 60 },
    )
  })

  test('waits between two times', () => {
    world.accepted(me, set())
    world.skip(99)
    world.refused(me, set(), 'SettingWeightsTooFast')
    world.skip(1)
    world.accepted(me, set())
  })

  test('waits for nothing where nothing was set in any block', () => {
    WeightsSetRateLimit.put(world.ctx, NETUID, 1_000_000n)
    world.refused(me, set(), 'SettingWeightsTooFast')
    setLastUpdateForUid(world.ctx, NETUID, 0, 0n)
    world.accepted(me, set())
  })

  test('asks for no permit for oneself, nor of the owner', () => {
    world.refused(hotkeyOf(2), set(), 'NeuronNoValidatorPermit')
    world.accepted(hotkeyOf(2), set(uids(1), uids(1)))
    world.accepted(hotkeyOf(4), set())
  })

  test.each<[reason: string, change: (w: SubnetWorld) => void, call: () => ReturnType<typeof set>]>([
    ['CommitRevealEnabled', w => CommitRevealWeightsEnabled.put(w.ctx, NETUID, true), set],
    [
      'IncorrectWeightVersionKey',
      w => WeightsVersionKey.put(w.ctx, NETUID, 5n),
      () => set(undefined, undefined, { version_key: 4n }),
    ],
    ['WeightVecLengthIsLow', w => MinAllowedWeights.put(w.ctx, NETUID, 3), set],
    ['NotEnoughStakeToSetWeights', w => StakeThreshold.put(w.ctx, 1n), set],
    ['WeightVecNotEqualSize', () => undefined, () => set(uids(1, 2), uids(1))],
    ['UidsLengthExceedUidsInSubNet', () => undefined, () => set(uids(0, 1, 2, 3, 4), uids(1, 1, 1, 1, 1))],
    ['DuplicateUids', () => undefined, () => set(uids(1, 1), uids(1, 1))],
    ['UidVecContainInvalidOne', () => undefined, () => set(uids(1, 4), uids(1, 1))],
    ['CanNotSetRootNetworkWeights', () => undefined, () => set(undefined, undefined, { netuid: 0 })],
    ['MechanismDoesNotExist', () => undefined, () => set(undefined, undefined, { netuid: 77 })],
  ])('is refused: %s', (reason, change, call) => {
    if (reason === 'CanNotSetRootNetworkWeights') CommitRevealWeightsEnabled.put(world.ctx, 0, false)
    if (reason === 'MechanismDoesNotExist') CommitRevealWeightsEnabled.put(world.ctx, 77, false)
    change(world)
    world.refused(me, call(), reason)
  })

  test('is refused to strangers and to nobody', () => {
    world.refused(hotkeyOf(5), set(), 'HotKeyNotRegisteredInSubNet')
    world.refused(NO_ORIGIN, set(), 'BadOrigin')
  })

  test('accepts the version key asked for, or a later one', () => {
    WeightsVersionKey.put(world.ctx, NETUID, 5n)
    WeightsSetRateLimit.put(world.ctx, NETUID, 0n)
    world.accepted(me, set(undefined, undefined, { version_key: 5n }))
    world.accepted(me, set(undefined, undefined, { version_key: 6n }))
  })

  test('asks for stake: once there is enough, it goes', () => {
    StakeThreshold.put(world.ctx, 1_000n)
    world.stake(NETUID, 1, 999n)
    world.refused(me, set(), 'NotEnoughStakeToSetWeights')
    world.stake(NETUID, 1, 1n)
    world.accepted(me, set())
  })
})

describe('set_mechanism_weights', () => {
  const inMechanism = (mecid: number) =>
    setMechanismWeights.make({ netuid: NETUID, mecid, dests: uids(1), weights: uids(5), version_key: 0n })

  test('keeps a row of their own', () => {
    const { ctx } = world
    MechanismCountCurrent.put(ctx, NETUID, 2)
    const index = getMechanismStorageIndex(NETUID, 1)
    expect(world.accepted(me, inMechanism(1))).toEqual([['WeightsSet', [index, 0]]])
    expect(Weights.get(ctx, index, 0)).toEqual(uids(1, 65_535))
    expect(Weights.has(ctx, NETUID, 0)).toBe(false)
  })

  test('is refused for a mechanism that is not, for which no rate can be told', () => {
    world.refused(me, inMechanism(1), 'SettingWeightsTooFast')
    // Who has no neuron is not asked for a rate.
    world.refused(hotkeyOf(5), inMechanism(1), 'MechanismDoesNotExist')
    CommitRevealWeightsEnabled.put(world.ctx, NETUID, true)
    world.refused(me, inMechanism(0), 'CommitRevealEnabled')
  })
})

describe('batch_set_weights', () => {
  const batch = (netuids: number[], count = netuids.length) =>
    batchSetWeights.make({
      netuids,
      weights: Array.from({ length: count }, () => [[1, 7] as const]),
      version_keys: netuids.map(() => 0n),
    })

  test('does what can be done, and tells what failed in the order of the batch', () => {
    CommitRevealWeightsEnabled.put(world.ctx, 3, true)
    const events = world.accepted(me, batch([3, NETUID]))
    expect(events.map(([name]) => name)).toEqual([
      'WeightsSet',
      'BatchCompletedWithErrors',
      'BatchWeightItemFailed',
      'BatchWeightsCompleted',
    ])
    expect(events[3]![1]).toEqual([[3, NETUID], me])
    expect(Weights.has(world.ctx, 3, 0)).toBe(false)
    expect(Weights.get(world.ctx, NETUID, 0)).toEqual(uids(1, 65_535))
  })

  test('says nothing of errors when there are none', () => {
    const events = world.accepted(me, batch([NETUID, 3]))
    expect(events.map(([name]) => name)).toEqual(['WeightsSet', 'WeightsSet', 'BatchWeightsCompleted'])
  })

  test('is refused when the lists differ, or for a subnet without the stake', () => {
    world.refused(me, batch([NETUID, 3], 1), 'InputLengthsUnequal')
    StakeThreshold.put(world.ctx, 1n)
    world.stake(NETUID, 1, 1n)
    world.refused(me, batch([NETUID, 3]), 'NotEnoughStakeToSetWeights')
    world.refused(coldkeyOf(1), batch([NETUID], 2), 'InputLengthsUnequal')
  })
})
