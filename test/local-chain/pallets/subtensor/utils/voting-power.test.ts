/** Voting power: a moving average of the stake behind validators. */

import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { StakeThreshold } from '../../../../../src/local-chain/pallets/subtensor/storage/global.ts'
import {
  VotingPower,
  VotingPowerDisableAtBlock,
  VotingPowerEmaAlpha,
  VotingPowerTrackingEnabled,
} from '../../../../../src/local-chain/pallets/subtensor/storage/stake.ts'
import {
  disableVotingPowerTracking,
  enableVotingPowerTracking,
  sudoSetVotingPowerEmaAlpha,
  swapVotingPowerForHotkey,
  updateVotingPowerForSubnet,
} from '../../../../../src/local-chain/pallets/subtensor/utils/voting-power.ts'
import { ROOT_ORIGIN } from '../../../../../src/local-chain/runtime/origin.ts'
import { U64_MAX } from '../../../../../src/primitives/amounts.ts'
import { coldkeyOf, hotkeyOf, SubnetWorld } from '../subnets/world.ts'

const NETUID = 2
const ONE = 10n ** 18n

let world: SubnetWorld
beforeEach(() => {
  world = new SubnetWorld()
  world.addSubnet(NETUID, { owner: 1, neurons: [1, 2] })
})

const enable = enableVotingPowerTracking.make({ netuid: NETUID })
const disable = disableVotingPowerTracking.make({ netuid: NETUID })
const alphaOf = (alpha: bigint) => sudoSetVotingPowerEmaAlpha.make({ netuid: NETUID, alpha })
const power = (person: number) => VotingPower.get(world.ctx, NETUID, hotkeyOf(person))
const epoch = (...stakes: readonly (readonly [person: number, stake: bigint, permit?: boolean])[]) =>
  updateVotingPowerForSubnet(
    world.ctx,
    NETUID,
    stakes.map(([person, stake, permit = true]) => ({ hotkey: hotkeyOf(person), stake, permit })),
  )

describe('the calls', () => {
  test('switch tracking on, and off after two weeks', () => {
    const { ctx } = world
    expect(world.accepted(coldkeyOf(1), enable)).toEqual([['VotingPowerTrackingEnabled', { netuid: NETUID }]])
    const disable_at_block = world.block + 100_800n
    expect(world.accepted(coldkeyOf(1), disable)).toEqual([
      ['VotingPowerTrackingDisableScheduled', { netuid: NETUID, disable_at_block }],
    ])
    epoch([1, 500n])
    expect(power(1)).toBeGreaterThan(0n)
    world.skip(100_800)
    const mark = ctx.events.length
    epoch([1, 500n])
    expect(world.eventsFrom(mark)).toEqual([['VotingPowerTrackingDisabled', { netuid: NETUID }]])
    expect(VotingPower.entries(ctx, NETUID)).toEqual([])
    expect(VotingPowerTrackingEnabled.get(ctx, NETUID)).toBe(false)
  })

  test('switching on again calls off the end', () => {
    world.accepted(ROOT_ORIGIN, enable)
    world.accepted(ROOT_ORIGIN, disable)
    world.accepted(ROOT_ORIGIN, enable)
    expect(VotingPowerDisableAtBlock.get(world.ctx, NETUID)).toBe(0n)
  })

  test('are refused', () => {
    world.refused(coldkeyOf(2), enable, 'BadOrigin')
    world.refused(coldkeyOf(2), disable, 'BadOrigin')
    world.refused(coldkeyOf(1), disable, 'VotingPowerTrackingNotEnabled')
    world.refused(coldkeyOf(1), alphaOf(1n), 'BadOrigin')
    world.refused(ROOT_ORIGIN, alphaOf(ONE + 1n), 'InvalidVotingPowerEmaAlpha')
    expect(world.accepted(ROOT_ORIGIN, alphaOf(ONE))).toEqual([
      ['VotingPowerEmaAlphaSet', { netuid: NETUID, alpha: ONE }],
    ])
  })
})

describe('the average', () => {
  test('moves towards the stake by its part', () => {
    VotingPowerTrackingEnabled.put(world.ctx, NETUID, true)
    const stake = fc.bigInt({ min: 0n, max: U64_MAX })
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: ONE }), fc.array(stake, { minLength: 1, maxLength: 6 }), (part, stakes) => {
        VotingPower.remove(world.ctx, NETUID, hotkeyOf(1))
        VotingPowerEmaAlpha.put(world.ctx, NETUID, part)
        let expected = 0n
        for (const stake of stakes) {
          epoch([1, stake])
          expected = (part * stake + (ONE - part) * expected) / ONE
          expect(power(1)).toBe(expected)
        }
      }),
      { seed: 6, numRuns: 60 },
    )
  })

  test('ends below the threshold, without a permit, and with the neuron', () => {
    const { ctx } = world
    VotingPowerTrackingEnabled.put(ctx, NETUID, true)
    VotingPowerEmaAlpha.put(ctx, NETUID, ONE)
    epoch([1, 500n], [2, 300n], [3, 300n])
    // The third has no neuron.
    expect([power(1), power(2), power(3)]).toEqual([500n, 300n, 0n])
    StakeThreshold.put(ctx, 400n)
    epoch([1, 399n], [2, 350n])
    // Who was never above it stays.
    expect([power(1), power(2)]).toEqual([0n, 350n])
    epoch([2, 350n, false])
    expect(power(2)).toBe(0n)
  })

  test('stands still while tracking is off', () => {
    epoch([1, 500n])
    expect(power(1)).toBe(0n)
  })

  test('goes with a hotkey that is swapped', () => {
    const { ctx } = world
    VotingPower.put(ctx, NETUID, hotkeyOf(1), 70n)
    VotingPower.put(ctx, NETUID, hotkeyOf(2), 5n)
    swapVotingPowerForHotkey(ctx, hotkeyOf(1), hotkeyOf(2), NETUID)
    expect([power(1), power(2)]).toEqual([0n, 75n])
    swapVotingPowerForHotkey(ctx, hotkeyOf(1), hotkeyOf(3), NETUID)
    expect(VotingPower.has(ctx, NETUID, hotkeyOf(3))).toBe(false)
  })
})
