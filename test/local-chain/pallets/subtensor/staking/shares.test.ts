import fc from 'fast-check'
import { expect, test } from 'vitest'
import { U64F64 } from '../../../../../src/consensus/fixed/types.ts'
import { errors } from '../../../../../src/local-chain/pallets/subtensor/errors.ts'
import {
  calculateReducedStakeOnSubnet,
  decreaseStakeForHotkeyAndColdkeyOnSubnet,
  decreaseStakeForHotkeyOnSubnet,
  getStakeForHotkeyAndColdkeyOnSubnet,
  getStakeForHotkeyOnSubnet,
  HeldStake,
  increaseStakeForHotkeyAndColdkeyOnSubnet,
  increaseStakeForHotkeyOnSubnet,
  tryIncreaseStakeForHotkeyAndColdkeyOnSubnet,
} from '../../../../../src/local-chain/pallets/subtensor/staking/stake-utils/shares.ts'
import { StakingHotkeys } from '../../../../../src/local-chain/pallets/subtensor/storage/keys.ts'
import {
  Alpha,
  AlphaV2,
  TotalHotkeyAlpha,
  TotalHotkeyShares,
  TotalHotkeySharesV2,
} from '../../../../../src/local-chain/pallets/subtensor/storage/stake.ts'
import { alpha } from '../../../../../src/primitives/amounts.ts'
import { coldkeyOf, hotkeyOf, TAO, World } from './world.ts'

const [hotkey, one, two] = [hotkeyOf(1), coldkeyOf(1), coldkeyOf(2)]

test('rewards for all are shared in proportion, and those who come later have no part in them', () => {
  const world = new World()
  const { ctx } = world
  const stakeOf = (coldkey: typeof one) => world.stake(hotkey, coldkey, 1)
  increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, one, 1, alpha(3n * TAO))
  increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, two, 1, alpha(TAO))
  increaseStakeForHotkeyOnSubnet(ctx, hotkey, 1, alpha(2n * TAO))
  expect([stakeOf(one), stakeOf(two)]).toEqual([(9n * TAO) / 2n, (3n * TAO) / 2n])
  const late = coldkeyOf(3)
  increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, late, 1, alpha(6n * TAO))
  expect([stakeOf(one), stakeOf(late)]).toEqual([(9n * TAO) / 2n, 6n * TAO])
  decreaseStakeForHotkeyOnSubnet(ctx, hotkey, 1, 6n * TAO)
  expect([stakeOf(one), stakeOf(two), stakeOf(late)]).toEqual([(9n * TAO) / 4n, (3n * TAO) / 4n, 3n * TAO])
  expect(getStakeForHotkeyOnSubnet(ctx, hotkey, 1)).toBe(6n * TAO)
})

test('taking more than there is takes nothing; taking all leaves no keys', () => {
  const world = new World()
  const { ctx } = world
  increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, one, 1, alpha(TAO))
  decreaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, one, 1, alpha(TAO + 1n))
  decreaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, two, 1, alpha(0n))
  expect(world.stake(hotkey, one, 1)).toBe(TAO)
  expect(calculateReducedStakeOnSubnet(ctx, hotkey, one, 1, alpha(TAO))).toBe(0n)
  expect(() => calculateReducedStakeOnSubnet(ctx, hotkey, one, 1, alpha(TAO + 1n))).toThrow(
    errors.NotEnoughStakeToWithdraw,
  )
  decreaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, one, 1, alpha(TAO))
  expect([AlphaV2.has(ctx, hotkey, one, 1), TotalHotkeyAlpha.has(ctx, hotkey, 1)]).toEqual([false, false])
  expect([AlphaV2.has(ctx, hotkey, two, 1), TotalHotkeySharesV2.has(ctx, hotkey, 1)]).toEqual([false, false])
  // The list of hotkeys keeps those that were staked behind once; nothing staked is nothing listed.
  expect([StakingHotkeys.get(ctx, one), StakingHotkeys.get(ctx, two)]).toEqual([[hotkey], []])
})

test('shares of the older form count, and are rewritten by the first change', () => {
  const world = new World()
  const { ctx } = world
  Alpha.put(ctx, hotkey, one, 1, U64F64.satFromInt(30n))
  Alpha.put(ctx, hotkey, two, 1, U64F64.satFromInt(10n))
  TotalHotkeyShares.put(ctx, hotkey, 1, U64F64.satFromInt(40n))
  TotalHotkeyAlpha.put(ctx, hotkey, 1, alpha(4_000n))
  expect([world.stake(hotkey, one, 1), world.stake(hotkey, two, 1)]).toEqual([3_000n, 1_000n])
  increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, one, 1, alpha(1_000n))
  expect([world.stake(hotkey, one, 1), world.stake(hotkey, two, 1)]).toEqual([4_000n, 1_000n])
  expect([Alpha.has(ctx, hotkey, one, 1), AlphaV2.has(ctx, hotkey, one, 1)]).toEqual([false, true])
  expect([TotalHotkeyShares.has(ctx, hotkey, 1), TotalHotkeySharesV2.has(ctx, hotkey, 1)]).toEqual([false, true])
  expect(Alpha.has(ctx, hotkey, two, 1)).toBe(true)
})

test('a stake that is held while it grows comes to the same as one that is written each time', () => {
  const amount = fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 9n }), fc.bigInt({ min: 1n, max: 1n << 62n }))
  const beginnings = ['nothing', 'others', 'some', 'older form'] as const
  const property = fc.property(
    fc.constantFrom(...beginnings),
    fc.array(amount, { maxLength: 12 }),
    (begin, amounts) => {
      const prepared = () => {
        const { ctx } = new World()
        if (begin !== 'nothing') increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, two, 1, alpha(7n * TAO))
        if (begin === 'some') increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, one, 1, alpha(TAO + 1n))
        increaseStakeForHotkeyOnSubnet(ctx, hotkey, 1, alpha(TAO / 3n))
        if (begin !== 'older form') return ctx
        TotalHotkeyShares.put(ctx, hotkey, 1, U64F64.satFromInt(5n))
        Alpha.put(ctx, hotkey, one, 1, U64F64.satFromInt(2n))
        return ctx
      }
      const [held, written] = [prepared(), prepared()]
      const stake = new HeldStake(held, hotkey, one, 1)
      for (const each of amounts) {
        stake.increase(alpha(each))
        increaseStakeForHotkeyAndColdkeyOnSubnet(written, hotkey, one, 1, alpha(each))
        expect(stake.value).toBe(getStakeForHotkeyAndColdkeyOnSubnet(written, hotkey, one, 1))
      }
      stake.save(held)
      for (const item of [Alpha, AlphaV2, TotalHotkeyAlpha, TotalHotkeyShares, TotalHotkeySharesV2]) {
        expect(item.entries(held)).toEqual(item.entries(written))
      }
    },
  )
  fc.assert(property, { numRuns: 60, seed: 5 })
})

test('a pool with shares and no value is too coarse for anything, an empty one for nothing', () => {
  const { ctx } = new World()
  expect(tryIncreaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, 1, alpha(1n))).toBe(true)
  increaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, one, 1, alpha(TAO))
  expect(tryIncreaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, 1, alpha(1n))).toBe(true)
  expect(tryIncreaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, 1, alpha(0n))).toBe(false)
  decreaseStakeForHotkeyOnSubnet(ctx, hotkey, 1, TAO)
  expect(tryIncreaseStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, 1, alpha(TAO))).toBe(false)
})

test('an amount from 2^63 on counts as negative, as on the chain', () => {
  const world = new World()
  increaseStakeForHotkeyOnSubnet(world.ctx, hotkey, 1, alpha(5n * TAO))
  increaseStakeForHotkeyOnSubnet(world.ctx, hotkey, 1, alpha((1n << 64n) - TAO))
  expect(getStakeForHotkeyOnSubnet(world.ctx, hotkey, 1)).toBe(4n * TAO)
})
