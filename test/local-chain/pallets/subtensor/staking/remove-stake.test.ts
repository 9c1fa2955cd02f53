import { describe, expect, test } from 'vitest'
import { addStake } from '../../../../../src/local-chain/pallets/subtensor/staking/add-stake.ts'
import { createAccountIfNonExistent } from '../../../../../src/local-chain/pallets/subtensor/staking/helpers.ts'
import { lockStake } from '../../../../../src/local-chain/pallets/subtensor/staking/lock/calls.ts'
import {
  getMaxAmountRemove,
  removeStake,
  removeStakeFullLimit,
  removeStakeLimit,
  unstakeAll,
  unstakeAllAlpha,
} from '../../../../../src/local-chain/pallets/subtensor/staking/remove-stake.ts'
import { increaseStakeForHotkeyAndColdkeyOnSubnet } from '../../../../../src/local-chain/pallets/subtensor/staking/stake-utils/shares.ts'
import {
  NominatorMinRequiredStake,
  StakeThreshold,
} from '../../../../../src/local-chain/pallets/subtensor/storage/global.ts'
import { PendingChildKeys } from '../../../../../src/local-chain/pallets/subtensor/storage/keys.ts'
import {
  SubnetAlphaOut,
  SubnetTAO,
  SubtokenEnabled,
} from '../../../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import { StakingColdkeys } from '../../../../../src/local-chain/pallets/subtensor/storage/stake.ts'
import { alpha, tao } from '../../../../../src/primitives/amounts.ts'
import { author } from '../../../support/accounts.ts'
import { brokenSums, coldkeyOf, dump, hotkeyOf, TAO, World } from './world.ts'

const [hotkey, coldkey] = [hotkeyOf(1), coldkeyOf(1)]

const remove = (amount: bigint, netuid = 1, key = hotkey) =>
  removeStake.make({ hotkey: key, netuid, amount_unstaked: alpha(amount) })
const removeLimit = (amount: bigint, limit: bigint, allow_partial: boolean) =>
  removeStakeLimit.make({ hotkey, netuid: 1, amount_unstaked: alpha(amount), limit_price: tao(limit), allow_partial })

/** The usual world, with 100 TAO staked by the first coldkey behind its hotkey on each subnet. */
function staked(): World {
  const world = World.inhabited()
  for (const netuid of [0, 1, 2]) {
    expect(world.call(coldkey, addStake.make({ hotkey, netuid, amount_staked: tao(100n * TAO) }))).toBe('ok')
  }
  return world
}

test('sells alpha, pays the TAO out, sells the fee for the author, and says so', () => {
  const world = staked()
  const { ctx } = world
  const before = {
    author: world.free(author),
    coldkey: world.free(coldkey),
    pool: SubnetTAO.get(ctx, 1),
    mark: ctx.events.length,
  }
  const amount = 10n * TAO
  expect(world.call(coldkey, remove(amount))).toBe('ok')
  const fee = (amount * ((33n << 64n) / 65_535n)) >> 64n
  const received = world.free(coldkey) - before.coldkey
  const earned = world.free(author) - before.author
  expect(before.pool - SubnetTAO.get(ctx, 1)).toBe(received + earned)
  expect(earned > 0n).toBe(true)
  expect(world.events(before.mark).map(([name]) => name)).toEqual([
    'Balances.Transfer',
    'Balances.Transfer',
    'SubtensorModule.StakeRemoved',
  ])
  expect(world.events(before.mark).at(-1)![1]).toEqual([coldkey, hotkey, received, amount - fee, 1, fee])
})

describe('checks, in this order', () => {
  const nothing = () => {}
  test.each([
    ['a subnet not open', (w: World) => SubtokenEnabled.put(w.ctx, 1, false), 5n * TAO, 1, hotkey, 'SubtokenDisabled'],
    ['nothing', nothing, 0n, 1, hotkey, 'AmountTooLow'],
    ['a hotkey without stake', nothing, 5n * TAO, 1, hotkeyOf(2), 'AmountTooLow'],
    ['a part worth less than the least stake', nothing, 1_000_000n, 1, hotkey, 'AmountTooLow'],
    [
      'locked stake',
      (w: World) => w.call(coldkey, lockStake.make({ hotkey, netuid: 1, amount: alpha(70n * TAO) })),
      30n * TAO,
      1,
      hotkey,
      'StakeUnavailable',
    ],
  ] as const)('%s', (_what, change, amount, netuid, key, error) => {
    const world = staked()
    change(world)
    const before = dump(world.ctx)
    expect(world.call(coldkey, remove(amount, netuid, key))).toBe(`SubtensorModule.${error}`)
    expect(dump(world.ctx)).toEqual(before)
  })

  test('a pool that does not trade', () => {
    const world = staked()
    SubnetTAO.put(world.ctx, 1, tao(10n))
    expect(world.call(coldkey, remove(5n * TAO))).toBe('SubtensorModule.InsufficientLiquidity')
  })
})

test('more than there is means all there is, however little that is worth', () => {
  const world = staked()
  expect(world.call(coldkey, remove((1n << 64n) - 1n))).toBe('ok')
  expect(world.stake(hotkey, coldkey, 1)).toBe(0n)
  increaseStakeForHotkeyAndColdkeyOnSubnet(world.ctx, hotkey, coldkey, 1, alpha(10_000n))
  SubnetAlphaOut.mutate(world.ctx, 1, out => alpha(out + 10_000n))
  expect(world.call(coldkey, remove(10_000n))).toBe('ok')
})

/** Sales down to a limit as the reference carried them out: pool before, order, result. */
const RECORDED = [
  {
    tao: 2_687_333_904_386n,
    alpha: 1_488_464_084_602n,
    amount: 50_801_128_473n,
    limit: 5_000_000_000n,
    error: 'Swap.PriceLimitExceeded',
  },
  {
    tao: 2_687_333_904_386n,
    alpha: 1_488_464_084_602n,
    amount: 18_563_047_289n,
    limit: 969_128_082n,
    gives: 33_085_201_335n,
    sold: 18_553_699_909n,
    fee: 9_347_380n,
  },
  {
    tao: 2_654_232_239_996n,
    alpha: 1_507_027_131_891n,
    amount: 34_662_711_736n,
    limit: 969_128_082n,
    gives: 59_647_276_432n,
    sold: 34_645_257_407n,
    fee: 17_454_329n,
  },
  {
    tao: 2_559_633_779_300n,
    alpha: 1_562_723_555_364n,
    amount: 59_723_537_771n,
    limit: 100_000_000n,
    gives: 94_176_407_995n,
    sold: 59_693_464_120n,
    fee: 30_073_651n,
  },
] as const

test.each(RECORDED)('limits as the reference: $amount rao down to $limit', row => {
  const world = new World()
  world.addSubnet(1, row)
  createAccountIfNonExistent(world.ctx, coldkey, hotkey)
  increaseStakeForHotkeyAndColdkeyOnSubnet(world.ctx, hotkey, coldkey, 1, alpha(500n * TAO))
  SubnetAlphaOut.put(world.ctx, 1, alpha(500n * TAO))
  const mark = world.ctx.events.length
  const result = world.call(coldkey, removeLimit(row.amount, row.limit, false))
  if ('error' in row) {
    expect(result).toBe(row.error)
    return
  }
  expect(result).toBe('ok')
  expect(world.events(mark).at(-1)![1]).toEqual([coldkey, hotkey, row.gives, row.sold, 1, row.fee])
})

describe('a limit', () => {
  test('is all or nothing unless a part will do; what is not sold stays staked', () => {
    const world = staked()
    const before = world.stake(hotkey, coldkey, 1)
    // The price is above 1.33 TAO: 60 alpha would push it below 1.4.
    expect(world.call(coldkey, removeLimit(60n * TAO, 1_400_000_000n, false))).toBe('SubtensorModule.SlippageTooHigh')
    const most = getMaxAmountRemove(world.ctx, 1, tao(1_400_000_000n))
    expect(world.call(coldkey, removeLimit(60n * TAO, 1_400_000_000n, true))).toBe('ok')
    const sold = before - world.stake(hotkey, coldkey, 1)
    expect(most - sold < 10n && sold <= most).toBe(true)
    expect(most > 10n * TAO && most < 60n * TAO).toBe(true)
    expect(brokenSums(world.ctx, [0, 1, 2])).toEqual([])
  })

  test('does not ask whether the subnet is open, and refuses more than there is', () => {
    const world = staked()
    SubtokenEnabled.put(world.ctx, 1, false)
    expect(world.call(coldkey, removeLimit(500n * TAO, 1n, true))).toBe('SubtensorModule.NotEnoughStakeToWithdraw')
    expect(world.call(coldkey, removeLimit(5n * TAO, 1_000n, true))).toBe('ok')
  })

  test('above par permits nothing where there is no pool, at par anything', () => {
    const { ctx } = World.inhabited()
    expect(getMaxAmountRemove(ctx, 0, tao(TAO + 1n))).toBe(0n)
    expect(getMaxAmountRemove(ctx, 0, tao(TAO))).toBe((1n << 64n) - 1n)
  })

  test('holds for the whole stake too', () => {
    const full = (limit: bigint | undefined) =>
      removeStakeFullLimit.make({ hotkey, netuid: 1, limit_price: limit === undefined ? undefined : tao(limit) })
    const world = staked()
    expect(world.call(coldkey, full(1_400_000_000n))).toBe('SubtensorModule.SlippageTooHigh')
    expect(world.call(coldkey, full(1_000_000_000n))).toBe('ok')
    expect(world.stake(hotkey, coldkey, 1)).toBe(0n)
    const other = staked()
    expect(other.call(coldkey, full(undefined))).toBe('ok')
    expect(other.stake(hotkey, coldkey, 1)).toBe(0n)
  })
})

test('unstake_all sells everywhere that is open, root too, and passes over the rest', () => {
  const world = staked()
  SubtokenEnabled.put(world.ctx, 2, false)
  expect(StakingColdkeys.has(world.ctx, coldkey)).toBe(true)
  expect(world.call(coldkey, unstakeAll.make({ hotkey }))).toBe('ok')
  expect([0, 1, 2].map(n => world.stake(hotkey, coldkey, n) > 0n)).toEqual([false, false, true])
  expect(StakingColdkeys.has(world.ctx, coldkey)).toBe(false)
  expect(world.call(coldkey, unstakeAll.make({ hotkey: hotkeyOf(9) }))).toBe('SubtensorModule.HotKeyAccountNotExists')
})

test('unstake_all_alpha stakes on root what the rest brought', () => {
  const world = staked()
  const free = world.free(coldkey)
  expect(world.call(coldkey, unstakeAllAlpha.make({ hotkey }))).toBe('ok')
  expect([1, 2].map(n => world.stake(hotkey, coldkey, n))).toEqual([0n, 0n])
  const onRoot = world.stake(hotkey, coldkey, 0)
  expect(onRoot > 295n * TAO && onRoot < 300n * TAO).toBe(true)
  expect(world.free(coldkey)).toBe(free)
  // Nothing is left to sell now.
  expect(world.call(coldkey, unstakeAllAlpha.make({ hotkey }))).toBe('SubtensorModule.AmountTooLow')
})

describe('what is too small afterwards', () => {
  test('is sold with the rest, if it is a nomination', () => {
    const world = staked()
    const { ctx } = world
    const nominator = coldkeyOf(2)
    expect(world.call(nominator, addStake.make({ hotkey, netuid: 1, amount_staked: tao(20n * TAO) }))).toBe('ok')
    NominatorMinRequiredStake.put(ctx, 10_000_000_000n) // Ten thousand times the least stake: 20 TAO.
    const held = world.stake(hotkey, nominator, 1)
    expect(world.call(nominator, remove(held / 2n))).toBe('ok')
    expect(world.stake(hotkey, nominator, 1)).toBe(0n)
    // The owner's own stake stays, however small.
    const own = world.stake(hotkey, coldkey, 1)
    expect(world.call(coldkey, remove(own - TAO))).toBe('ok')
    expect(world.stake(hotkey, coldkey, 1)).toBe(TAO)
    expect(brokenSums(ctx, [0, 1, 2])).toEqual([])
  })

  test('ends the children announced for a hotkey below the threshold', () => {
    const world = staked()
    const { ctx } = world
    PendingChildKeys.put(ctx, 1, hotkey, [[[1n, hotkeyOf(2)]], 9n])
    StakeThreshold.put(ctx, 250n * TAO)
    expect(world.call(coldkey, remove(5n * TAO))).toBe('ok')
    expect(PendingChildKeys.has(ctx, 1, hotkey)).toBe(true)
    expect(world.call(coldkey, remove(50n * TAO))).toBe('ok')
    expect(PendingChildKeys.has(ctx, 1, hotkey)).toBe(false)
  })
})
