import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TotalIssuance as BalancesIssuance } from '../../../../../src/local-chain/pallets/balances/storage.ts'
import { getSubnetAccountId } from '../../../../../src/local-chain/pallets/subtensor/coinbase/accounts.ts'
import { errors } from '../../../../../src/local-chain/pallets/subtensor/errors.ts'
import { addStake } from '../../../../../src/local-chain/pallets/subtensor/staking/add-stake.ts'
import {
  destroyAlphaInOutStakes,
  sharesOf,
} from '../../../../../src/local-chain/pallets/subtensor/staking/destroy-stakes.ts'
import { lockStake } from '../../../../../src/local-chain/pallets/subtensor/staking/lock/calls.ts'
import {
  NetworkRegistrationStartBlock,
  TaoInRefundDeploymentBlock,
  TotalIssuance,
  TotalStake,
} from '../../../../../src/local-chain/pallets/subtensor/storage/global.ts'
import {
  RAORecycledForRegistration,
  SubnetAlphaIn,
  SubnetAlphaOut,
  SubnetLocked,
  SubnetProtocolAlpha,
  SubnetTAO,
} from '../../../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import {
  AlphaV2,
  Lock,
  TotalHotkeyAlpha,
  TotalHotkeySharesV2,
} from '../../../../../src/local-chain/pallets/subtensor/storage/stake.ts'
import { NetworkRegisteredAt, SubnetOwner } from '../../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import { alpha, tao } from '../../../../../src/primitives/amounts.ts'
import { coldkeyOf, hotkeyOf, TAO, World } from './world.ts'

const hotkey = hotkeyOf(1)

/** Three coldkeys have staked 100, 200 and 300 TAO on subnet 1, and 100 on subnet 2. */
function staked(): World {
  const world = World.inhabited()
  for (const n of [1, 2, 3]) {
    const add = (netuid: number, amount: bigint) =>
      world.call(coldkeyOf(n), addStake.make({ hotkey, netuid, amount_staked: tao(amount * TAO) }))
    expect([add(1, 100n * BigInt(n)), add(2, 100n)]).toEqual(['ok', 'ok'])
  }
  // All of the reserve counts as long as nothing else is said.
  TaoInRefundDeploymentBlock.put(world.ctx, world.ctx.block)
  return world
}

test('a pot is shared out to the last rao, in proportion to within one', () => {
  const values = fc.array(fc.bigInt({ min: 1n, max: 10n ** 15n }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 16n }), values, (pot, amounts) => {
      const total = amounts.reduce((sum, value) => sum + value, 0n)
      const holders = amounts.map((value, i) => ({ coldkey: coldkeyOf(i), value }))
      const shares = sharesOf(tao(pot), holders)
      expect(shares.reduce((sum, { share }) => sum + share, 0n)).toBe(pot)
      for (const { coldkey, share } of shares) {
        const { value } = holders.find(holder => holder.coldkey === coldkey)!
        const exact = (pot * value) / total
        expect(share === exact || share === exact + 1n).toBe(true)
      }
    }),
    { seed: 51, numRuns: 100 },
  )
})

test('the largest remainders get the rao left over, and are paid first', () => {
  const holders = [3n, 5n, 4n].map((value, i) => ({ coldkey: coldkeyOf(i), value }))
  // 100 in twelve parts: 25, 41.67, 33.33.
  expect(sharesOf(tao(100n), holders).map(({ coldkey, share }) => [coldkey, share])).toEqual([
    [coldkeyOf(1), 42n],
    [coldkeyOf(2), 33n],
    [coldkeyOf(0), 25n],
  ])
  // Where nothing is left over the order stays.
  expect(sharesOf(tao(24n), holders).map(({ share }) => share)).toEqual([6n, 10n, 8n])
})

describe('a subnet that ends', () => {
  test('pays all its TAO to those who staked, and leaves no stake behind', () => {
    const world = staked()
    const { ctx } = world
    const pot = SubnetTAO.get(ctx, 1)
    const before = [1, 2, 3].map(n => world.free(coldkeyOf(n)))
    const stakes = [1, 2, 3].map(n => world.stake(hotkey, coldkeyOf(n), 1))
    const elsewhere = world.stake(hotkey, coldkeyOf(1), 2)
    const [totalStake, issued, existing] = [TotalStake.get(ctx), TotalIssuance.get(ctx), BalancesIssuance.get(ctx)]
    expect(world.call(coldkeyOf(1), lockStake.make({ hotkey, netuid: 1, amount: alpha(TAO) }))).toBe('ok')
    destroyAlphaInOutStakes(ctx, 1)
    const paid = [1, 2, 3].map((n, i) => world.free(coldkeyOf(n)) - before[i]!)
    expect(paid.reduce((sum, amount) => sum + amount, 0n)).toBe(pot)
    const total = stakes.reduce((sum, stake) => sum + stake, 0n)
    paid.forEach((amount, i) => {
      const exact = (pot * stakes[i]!) / total
      expect(amount - exact <= 1n && amount >= exact).toBe(true)
    })
    expect(TotalStake.get(ctx)).toBe(totalStake > pot ? totalStake - pot : 0n)
    // What the account had beyond the pool is recycled but for the existential deposit.
    expect(RAORecycledForRegistration.get(ctx, 1)).toBe(TAO - 500n)
    expect([issued - TotalIssuance.get(ctx), existing - BalancesIssuance.get(ctx)]).toEqual([TAO - 500n, TAO - 500n])
    expect(world.free(getSubnetAccountId(ctx, 1)!)).toBe(500n)
    for (const item of [SubnetTAO, SubnetAlphaIn, SubnetAlphaOut, SubnetProtocolAlpha])
      expect(item.has(ctx, 1)).toBe(false)
    expect([TotalHotkeyAlpha.has(ctx, hotkey, 1), TotalHotkeySharesV2.has(ctx, hotkey, 1)]).toEqual([false, false])
    expect(AlphaV2.entries(ctx, hotkey).every(({ keys }) => keys[2] === 2)).toBe(true)
    expect(Lock.entries(ctx)).toEqual([])
    expect(world.stake(hotkey, coldkeyOf(1), 2)).toBe(elsewhere)
  })

  test('recycles the part of the alpha that the chain itself holds', () => {
    const world = staked()
    const { ctx } = world
    SubnetProtocolAlpha.put(ctx, 1, alpha(SubnetAlphaOut.get(ctx, 1)))
    const pot = SubnetTAO.get(ctx, 1)
    const before = world.free(coldkeyOf(3))
    destroyAlphaInOutStakes(ctx, 1)
    const recycled = RAORecycledForRegistration.get(ctx, 1)
    expect(recycled - (pot / 2n + TAO - 500n) <= 1n && pot / 2n + TAO - 500n - recycled <= 1n).toBe(true)
    expect(world.free(coldkeyOf(3)) > before).toBe(true)
  })

  test('counts the reserve as well if it is a newer one', () => {
    const world = staked()
    const { ctx } = world
    NetworkRegisteredAt.put(ctx, 1, ctx.block + 1n)
    const [pot, reserve, out] = [SubnetTAO.get(ctx, 1), SubnetAlphaIn.get(ctx, 1), SubnetAlphaOut.get(ctx, 1)]
    destroyAlphaInOutStakes(ctx, 1)
    const kept = RAORecycledForRegistration.get(ctx, 1) - (TAO - 500n)
    const exact = (pot * reserve) / (reserve + out)
    expect(kept - exact <= 2n && exact - kept <= 2n).toBe(true)
  })

  test('refunds the owner of one of old what its cut has not brought', () => {
    const world = staked()
    const { ctx } = world
    const owner = coldkeyOf(9)
    NetworkRegistrationStartBlock.put(ctx, ctx.block + 1n)
    SubnetOwner.put(ctx, 1, owner)
    SubnetLocked.put(ctx, 1, tao(5_000n * TAO))
    world.fund(getSubnetAccountId(ctx, 1)!, 5_000n * TAO)
    destroyAlphaInOutStakes(ctx, 1)
    // 18 percent of 1500 alpha, at 2600 TAO for some 1154 alpha.
    const refund = world.free(owner)
    expect(refund > 4_385n * TAO && refund < 4_400n * TAO).toBe(true)
    expect(SubnetLocked.get(ctx, 1)).toBe(0n)
    const newer = staked()
    SubnetOwner.put(newer.ctx, 1, owner)
    SubnetLocked.put(newer.ctx, 1, tao(5_000n * TAO))
    newer.fund(getSubnetAccountId(newer.ctx, 1)!, 5_000n * TAO)
    destroyAlphaInOutStakes(newer.ctx, 1)
    expect(newer.free(owner)).toBe(0n)
  })

  test('must exist', () => {
    expect(() => destroyAlphaInOutStakes(World.inhabited().ctx, 9)).toThrow(errors.SubnetNotExists)
  })
})
