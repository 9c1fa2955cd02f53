import { describe, expect, test } from 'vitest'
import { ExistentialDeposit } from '../../../../../src/local-chain/pallets/balances/storage.ts'
import {
  addStake,
  addStakeLimit,
  getMaxAmountAdd,
} from '../../../../../src/local-chain/pallets/subtensor/staking/add-stake.ts'
import { TotalStake } from '../../../../../src/local-chain/pallets/subtensor/storage/global.ts'
import { Delegates } from '../../../../../src/local-chain/pallets/subtensor/storage/keys.ts'
import {
  SubnetTaoFlow,
  SubnetVolume,
  SubtokenEnabled,
} from '../../../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import {
  LastColdkeyHotkeyStakeBlock,
  StakingColdkeys,
} from '../../../../../src/local-chain/pallets/subtensor/storage/stake.ts'
import { ROOT_ORIGIN } from '../../../../../src/local-chain/runtime/origin.ts'
import { tao } from '../../../../../src/primitives/amounts.ts'
import { author } from '../../../support/accounts.ts'
import { coldkeyOf, dump, hotkeyOf, TAO, World } from './world.ts'

const [hotkey, coldkey] = [hotkeyOf(1), coldkeyOf(1)]

const add = (amount: bigint, netuid = 1, key = hotkey) =>
  addStake.make({ hotkey: key, netuid, amount_staked: tao(amount) })
const addLimit = (amount: bigint, limit: bigint, allow_partial: boolean, netuid = 1) =>
  addStakeLimit.make({ hotkey, netuid, amount_staked: tao(amount), limit_price: tao(limit), allow_partial })

describe('checks, in this order', () => {
  const refusal = (change: (world: World) => void, amount = 10n * TAO, netuid = 1, key = hotkey): string => {
    const world = World.inhabited()
    change(world)
    const before = dump(world.ctx)
    const result = world.call(coldkey, add(amount, netuid, key))
    if (result !== 'ok') expect(dump(world.ctx)).toEqual(before)
    return result
  }
  const nothing = () => {}

  test('who signs', () => {
    expect(World.inhabited().chain.dispatch(ROOT_ORIGIN, add(TAO))).toBe('BadOrigin')
  })

  test.each([
    ['more than a thousand pools', nothing, 2_000_001n * TAO, 1, hotkey, 'InsufficientLiquidity'],
    ['a subnet that does not exist', nothing, TAO, 9, hotkey, 'SubnetNotExists'],
    ['a subnet not yet open', (w: World) => SubtokenEnabled.put(w.ctx, 1, false), TAO, 1, hotkey, 'SubtokenDisabled'],
    ['less than the least stake and its fee', nothing, 2_000_000n + 1_006n, 1, hotkey, 'AmountTooLow'],
    ['more than the balance', nothing, 10_001n * TAO, 1, hotkey, 'NotEnoughBalanceToStake'],
    ['a hotkey nobody owns', nothing, TAO, 1, hotkeyOf(9), 'HotKeyAccountNotExists'],
  ] as const)('%s', (_what, change, amount, netuid, key, error) => {
    expect(refusal(change, amount, netuid, key)).toBe(`SubtensorModule.${error}`)
  })

  test('the least stake is two million rao beside its fee', () => {
    expect(refusal(nothing, 2_000_000n + 1_007n)).toBe('ok')
  })
})

test('moves TAO into the pool, alpha out of it, the fee to the author, and says so', () => {
  const world = World.inhabited()
  const { ctx } = world
  const before = { author: world.free(author), coldkey: world.free(coldkey), mark: ctx.events.length }
  expect(world.call(coldkey, add(100n * TAO))).toBe('ok')
  const fee = (100n * TAO * ((33n << 64n) / 65_535n)) >> 64n
  const staked = world.stake(hotkey, coldkey, 1)
  // x·(1 - y/(y + dy)), with equal weights exact to the eighteenth digit.
  const expected = (1_500n * TAO * (100n * TAO - fee)) / (2_100n * TAO - fee)
  expect(staked <= expected && expected - staked < 10n).toBe(true)
  expect(world.free(author) - before.author).toBe(fee)
  expect(before.coldkey - world.free(coldkey)).toBe(100n * TAO)
  expect([TotalStake.get(ctx), SubnetVolume.get(ctx, 1), SubnetTaoFlow.get(ctx, 1)]).toEqual([
    100n * TAO,
    100n * TAO,
    100n * TAO - fee,
  ])
  expect(LastColdkeyHotkeyStakeBlock.get(ctx, coldkey, hotkey)).toBe(ctx.block)
  expect(world.events(before.mark).at(-1)).toEqual([
    'SubtensorModule.StakeAdded',
    [coldkey, hotkey, 100n * TAO, staked, 1, fee],
  ])
})

test('a coldkey that stakes all it has keeps its existential deposit', () => {
  const world = World.inhabited()
  expect(world.call(coldkey, add(10_000n * TAO))).toBe('ok')
  expect(world.free(coldkey)).toBe(ExistentialDeposit.of(world.ctx))
})

test('stakes on root one to one, without a fee, and is indexed for claims', () => {
  const world = World.inhabited()
  expect(StakingColdkeys.has(world.ctx, coldkey)).toBe(false)
  expect(world.call(coldkey, add(50n * TAO, 0))).toBe('ok')
  expect(world.stake(hotkey, coldkey, 0)).toBe(50n * TAO)
  expect(StakingColdkeys.get(world.ctx, coldkey)).toBe(0n)
})

/** Purchases with a limit as the reference carried them out: pool before, order, what was staked. */
const RECORDED = [
  {
    tao: 2_024_463_585_723n,
    alpha: 1_975_832_031_859n,
    amount: 6_207_564_157n,
    limit: 1_000_000_000n,
    error: 'Swap.PriceLimitExceeded',
  },
  {
    tao: 2_024_463_585_723n,
    alpha: 1_975_832_031_859n,
    amount: 6_207_564_157n,
    limit: 1_097_719_347n,
    staked: 6_207_564_157n,
    gives: 6_036_894_210n,
    fee: 3_125_804n,
  },
  {
    tao: 2_049_281_339_135n,
    alpha: 1_951_903_783_839n,
    amount: 266_107_774_432n,
    limit: 1_161_422_581n,
    staked: 106_158_468_167n,
    gives: 96_088_005_233n,
    fee: 53_455_854n,
  },
  {
    tao: 2_155_386_351_448n,
    alpha: 1_855_815_778_606n,
    amount: 266_107_774_432n,
    limit: 5_000_000_000n,
    staked: 266_107_774_432n,
    gives: 203_851_680_456n,
    fee: 133_997_963n,
  },
] as const

test.each(RECORDED)('limits as the reference: $amount rao up to $limit', row => {
  const world = new World()
  world.addSubnet(1, row)
  world.fund(coldkey, 1_000n * TAO)
  world.hotkeyFor(coldkey, hotkey)
  const mark = world.ctx.events.length
  const result = world.call(coldkey, addLimit(row.amount, row.limit, true))
  if ('error' in row) {
    expect(result).toBe(row.error)
    return
  }
  expect(result).toBe('ok')
  expect(world.events(mark).at(-1)![1]).toEqual([coldkey, hotkey, row.staked, row.gives, 1, row.fee])
})

describe('a limit', () => {
  test('is all or nothing unless a part will do', () => {
    const world = World.inhabited()
    // The price is 4/3 TAO; the limit is met before all is spent.
    expect(world.call(coldkey, addLimit(500n * TAO, 1_400_000_000n, false))).toBe('SubtensorModule.SlippageTooHigh')
    expect(world.call(coldkey, addLimit(500n * TAO, 1_400_000_000n, true))).toBe('ok')
    const spent = 10_000n * TAO - world.free(coldkey)
    expect(spent).toBe(getMaxAmountAdd(World.inhabited().ctx, 1, tao(1_400_000_000n)))
    expect(spent > 40n * TAO && spent < 60n * TAO).toBe(true)
  })

  test('below par permits nothing where there is no pool, at par anything', () => {
    const world = World.inhabited()
    expect(getMaxAmountAdd(world.ctx, 0, tao(TAO - 1n))).toBe(0n)
    expect(getMaxAmountAdd(world.ctx, 0, tao(TAO))).toBe((1n << 64n) - 1n)
    expect(world.call(coldkey, addLimit(TAO, TAO - 1n, false, 0))).toBe('SubtensorModule.SlippageTooHigh')
    expect(world.call(coldkey, addLimit(TAO, TAO, false, 0))).toBe('ok')
  })

  test("makes someone else's hotkey a delegate, one's own not", () => {
    const world = World.inhabited()
    expect(world.call(coldkey, addLimit(TAO, 2n * TAO, false))).toBe('ok')
    expect(Delegates.has(world.ctx, hotkey)).toBe(false)
    expect(world.call(coldkeyOf(2), addLimit(TAO, 2n * TAO, false))).toBe('ok')
    expect(Delegates.find(world.ctx, hotkey)).toBe(11_796)
  })
})
