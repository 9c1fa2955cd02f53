import { expect, test } from 'vitest'
import { decreaseTake } from '../../../../../src/local-chain/pallets/subtensor/staking/decrease-take.ts'
import { getHotkeyTake } from '../../../../../src/local-chain/pallets/subtensor/staking/helpers.ts'
import { increaseTake } from '../../../../../src/local-chain/pallets/subtensor/staking/increase-take.ts'
import {
  MinDelegateTake,
  TxDelegateTakeRateLimit,
} from '../../../../../src/local-chain/pallets/subtensor/storage/global.ts'
import { ROOT_ORIGIN } from '../../../../../src/local-chain/runtime/origin.ts'
import { coldkeyOf, hotkeyOf, World } from './world.ts'

const [hotkey, coldkey] = [hotkeyOf(1), coldkeyOf(1)]
const raise = (take: number, key = hotkey) => increaseTake.make({ hotkey: key, take })
const lower = (take: number, key = hotkey) => decreaseTake.make({ hotkey: key, take })

function ready(): World {
  const world = World.inhabited()
  TxDelegateTakeRateLimit.put(world.ctx, 100n)
  world.skip(200)
  return world
}

test('only the owner of a hotkey sets its take', () => {
  const world = ready()
  for (const call of [raise(9_000), lower(9_000)]) {
    expect(world.chain.dispatch(ROOT_ORIGIN, call)).toBe('BadOrigin')
    expect(world.call(coldkeyOf(2), call)).toBe('SubtensorModule.NonAssociatedColdKey')
  }
  expect(world.call(coldkey, raise(9_000, hotkeyOf(9)))).toBe('SubtensorModule.HotKeyAccountNotExists')
})

test('a take that was never set may become anything within the bounds', () => {
  const world = ready()
  expect(getHotkeyTake(world.ctx, hotkey)).toBe(11_796)
  expect(world.call(coldkey, raise(11_797))).toBe('SubtensorModule.DelegateTakeTooHigh')
  const mark = world.ctx.events.length
  expect(world.call(coldkey, raise(5_000))).toBe('ok')
  expect(world.events(mark)).toEqual([['SubtensorModule.TakeIncreased', [coldkey, hotkey, 5_000]]])
  MinDelegateTake.put(world.ctx, 1_000)
  expect(world.call(coldkeyOf(2), lower(999, hotkeyOf(2)))).toBe('SubtensorModule.DelegateTakeTooLow')
  expect(world.call(coldkeyOf(2), lower(1_000, hotkeyOf(2)))).toBe('ok')
})

test('from then on each goes its own way, upwards at most once in a while', () => {
  const world = ready()
  expect(world.call(coldkey, lower(5_000))).toBe('ok')
  expect(world.call(coldkey, lower(5_000))).toBe('SubtensorModule.DelegateTakeTooLow')
  expect(world.call(coldkey, raise(5_000))).toBe('SubtensorModule.DelegateTakeTooLow')
  // Lowering is always possible, but counts against the next rise.
  expect(world.call(coldkey, raise(5_001))).toBe('SubtensorModule.DelegateTxRateLimitExceeded')
  expect(world.call(coldkey, lower(4_999))).toBe('ok')
  world.skip(100)
  expect(world.call(coldkey, raise(6_000))).toBe('SubtensorModule.DelegateTxRateLimitExceeded')
  world.skip(1)
  expect(world.call(coldkey, raise(6_000))).toBe('ok')
  expect(getHotkeyTake(world.ctx, hotkey)).toBe(6_000)
  const mark = world.ctx.events.length
  expect(world.call(coldkey, lower(0))).toBe('ok')
  expect(world.events(mark)).toEqual([['SubtensorModule.TakeDecreased', [coldkey, hotkey, 0]]])
})
