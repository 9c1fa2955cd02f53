import { describe, expect, test } from 'vitest'
import { U64F64 } from '../../../../../src/consensus/fixed/types.ts'
import { errors } from '../../../../../src/local-chain/pallets/subtensor/errors.ts'
import { addStake } from '../../../../../src/local-chain/pallets/subtensor/staking/add-stake.ts'
import {
  buyAlpha,
  palletHotkeyRegistered,
  registerPalletHotkey,
  sellAlpha,
  transferStakedAlpha,
} from '../../../../../src/local-chain/pallets/subtensor/staking/order-swap.ts'
import { SubtokenEnabled } from '../../../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import { SwapErrors } from '../../../../../src/local-chain/pallets/swap/errors.ts'
import { currentAlphaPrice } from '../../../../../src/local-chain/pallets/swap/impls.ts'
import { alpha, tao, U64_MAX } from '../../../../../src/primitives/amounts.ts'
import { brokenSums, coldkeyOf, dump, hotkeyOf, TAO, World } from './world.ts'

const [hotkey, coldkey] = [hotkeyOf(1), coldkeyOf(1)]
const [otherHotkey, otherColdkey] = [hotkeyOf(2), coldkeyOf(2)]

function staked(): World {
  const world = World.inhabited()
  expect(world.call(coldkey, addStake.make({ hotkey, netuid: 1, amount_staked: tao(100n * TAO) }))).toBe('ok')
  return world
}

/** Refused without a trace. */
function expectRefusal(world: World, run: () => void, error: Error): void {
  const before = dump(world.ctx)
  expect(run).toThrow(error)
  expect(dump(world.ctx)).toEqual(before)
}

describe('buying', () => {
  test('spends all within the limit, or nothing', () => {
    const world = World.inhabited()
    const buy = (limit: bigint) => buyAlpha(world.ctx, coldkey, hotkey, 1, tao(100n * TAO), tao(limit), true)
    expectRefusal(world, () => buy(1_350_000_000n), errors.SlippageTooHigh)
    expectRefusal(world, () => buy(1_300_000_000n), SwapErrors.PriceLimitExceeded)
    expect(buy(U64_MAX)).toBe(world.stake(hotkey, coldkey, 1))
    expect(world.free(coldkey)).toBe(9_900n * TAO)
  })

  test('asks of users what it does not ask of an exchange', () => {
    const world = World.inhabited()
    const buy = (amount: bigint, validate: boolean, key = hotkey) =>
      buyAlpha(world.ctx, coldkey, key, 1, tao(amount), tao(U64_MAX), validate)
    expectRefusal(world, () => buy(TAO, true, hotkeyOf(9)), errors.HotKeyAccountNotExists)
    expectRefusal(world, () => buy(1_999_999n, true), errors.AmountTooLow)
    expectRefusal(world, () => buy(20_000n * TAO, true), errors.NotEnoughBalanceToStake)
    expect(buy(1_999_999n, false) > 0n).toBe(true)
    SubtokenEnabled.put(world.ctx, 1, false)
    expectRefusal(world, () => buy(TAO, false), errors.SubtokenDisabled)
  })
})

describe('selling', () => {
  test('sells all within the limit, or nothing', () => {
    const world = staked()
    const sell = (limit: bigint) => sellAlpha(world.ctx, coldkey, hotkey, 1, alpha(50n * TAO), tao(limit), true)
    expectRefusal(world, () => sell(1_450_000_000n), errors.SlippageTooHigh)
    const free = world.free(coldkey)
    expect(sell(0n)).toBe(world.free(coldkey) - free)
  })

  test('asks of users what remove_stake asks', () => {
    const world = staked()
    const sell = () => sellAlpha(world.ctx, coldkey, hotkey, 1, alpha(500n * TAO), tao(0n), true)
    expectRefusal(world, sell, errors.NotEnoughStakeToWithdraw)
  })
})

describe('handing over', () => {
  const hand = (world: World, amount: bigint, sender: boolean, receiver: boolean, to = otherHotkey) =>
    transferStakedAlpha(world.ctx, coldkey, hotkey, otherColdkey, to, 1, alpha(amount), sender, receiver)

  test('moves stake past the pool', () => {
    const world = staked()
    const [price, before] = [currentAlphaPrice(world.ctx, 1), world.stake(hotkey, coldkey, 1)]
    hand(world, 10n * TAO, true, true)
    expect(before - world.stake(hotkey, coldkey, 1)).toBe(10n * TAO)
    expect(world.stake(otherHotkey, otherColdkey, 1)).toBe(10n * TAO)
    expect(currentAlphaPrice(world.ctx, 1)).toBe(price)
    expect(brokenSums(world.ctx, [0, 1, 2])).toEqual([])
  })

  test('asks of sender and receiver what it is told to', () => {
    const world = staked()
    const least = U64F64.toU64(U64F64.safeDiv(U64F64.satFromInt(2_000_000n), currentAlphaPrice(world.ctx, 1)))
    expectRefusal(world, () => hand(world, 0n, true, true), errors.AmountTooLow)
    expectRefusal(world, () => hand(world, least, true, true), errors.AmountTooLow)
    expectRefusal(world, () => hand(world, 500n * TAO, true, true), errors.StakeUnavailable)
    expectRefusal(world, () => hand(world, 500n * TAO, false, true), errors.NotEnoughStakeToWithdraw)
    expectRefusal(world, () => hand(world, TAO, true, true, hotkeyOf(9)), errors.HotKeyAccountNotExists)
    hand(world, least, false, false, hotkeyOf(9))
    expect(world.stake(hotkeyOf(9), otherColdkey, 1)).toBe(least)
  })
})

test('an exchange claims its hotkey once', () => {
  const world = World.inhabited()
  registerPalletHotkey(world.ctx, coldkeyOf(8), hotkeyOf(8))
  registerPalletHotkey(world.ctx, coldkeyOf(9), hotkeyOf(8))
  expect([8, 9].map(n => palletHotkeyRegistered(world.ctx, coldkeyOf(n), hotkeyOf(8)))).toEqual([true, false])
})
