/** Random sequences of calls on stake: whatever happens, nothing is made or lost, and a refusal leaves no trace. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AlphaRecycled, TotalAlphaIssuance } from '../../../../../src/local-chain/pallets/alpha-assets/alpha-assets.ts'
import { TotalIssuance as BalancesIssuance } from '../../../../../src/local-chain/pallets/balances/storage.ts'
import { addStake, addStakeLimit } from '../../../../../src/local-chain/pallets/subtensor/staking/add-stake.ts'
import { lockStake, setRejectLockedAlpha } from '../../../../../src/local-chain/pallets/subtensor/staking/lock/calls.ts'
import {
  moveStake,
  swapStake,
  swapStakeLimit,
  transferStake,
} from '../../../../../src/local-chain/pallets/subtensor/staking/move-stake.ts'
import {
  addStakeBurn,
  burnAlpha,
  recycleAlpha,
} from '../../../../../src/local-chain/pallets/subtensor/staking/recycle-alpha.ts'
import {
  removeStake,
  removeStakeFullLimit,
  removeStakeLimit,
  unstakeAll,
  unstakeAllAlpha,
} from '../../../../../src/local-chain/pallets/subtensor/staking/remove-stake.ts'
import { TotalIssuance, TotalStake } from '../../../../../src/local-chain/pallets/subtensor/storage/global.ts'
import {
  SubnetAlphaIn,
  SubnetAlphaOut,
  SubnetTAO,
} from '../../../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import type { RuntimeCall } from '../../../../../src/local-chain/runtime/call.ts'
import { alpha, tao } from '../../../../../src/primitives/amounts.ts'
import { brokenSums, coldkeyOf, dump, hotkeyOf, TAO, World } from './world.ts'

const NETUIDS = [0, 1, 2]

const person = fc.integer({ min: 1, max: 3 })
const subnet = fc.integer({ min: 0, max: 2 })
/** Mostly sensible, sometimes nothing, too much, or next to nothing. */
const amount = fc.oneof(
  { weight: 8, arbitrary: fc.bigInt({ min: TAO / 100n, max: 400n * TAO }) },
  { weight: 1, arbitrary: fc.bigInt({ min: 0n, max: 3_000_000n }) },
  { weight: 1, arbitrary: fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }) },
)
const limit = fc.oneof(fc.bigInt({ min: TAO / 10n, max: 2n * TAO }), fc.constantFrom(0n, (1n << 64n) - 1n))

interface Act {
  readonly who: number
  readonly call: RuntimeCall
}

const act: fc.Arbitrary<Act> = fc
  .record({
    who: person,
    a: person,
    b: person,
    n: subnet,
    m: subnet,
    amount,
    limit,
    partial: fc.boolean(),
    kind: fc.nat(14),
  })
  .map(({ who, a, b, n, m, amount, limit, partial, kind }) => {
    const hotkey = hotkeyOf(a)
    const other = hotkeyOf(b)
    const t = tao(amount)
    const x = alpha(amount)
    const limit_price = tao(limit)
    const between = { origin_netuid: n, destination_netuid: m, alpha_amount: x }
    const calls: (() => RuntimeCall)[] = [
      () => addStake.make({ hotkey, netuid: n, amount_staked: t }),
      () => addStake.make({ hotkey, netuid: n, amount_staked: t }),
      () => addStakeLimit.make({ hotkey, netuid: n, amount_staked: t, limit_price, allow_partial: partial }),
      () => removeStake.make({ hotkey, netuid: n, amount_unstaked: x }),
      () => removeStakeLimit.make({ hotkey, netuid: n, amount_unstaked: x, limit_price, allow_partial: partial }),
      () => removeStakeFullLimit.make({ hotkey, netuid: n, limit_price: partial ? limit_price : undefined }),
      () => unstakeAll.make({ hotkey }),
      () => unstakeAllAlpha.make({ hotkey }),
      () => moveStake.make({ origin_hotkey: hotkey, destination_hotkey: other, ...between }),
      () => transferStake.make({ destination_coldkey: coldkeyOf(b), hotkey, ...between }),
      () => swapStake.make({ hotkey, ...between }),
      () => swapStakeLimit.make({ hotkey, ...between, limit_price, allow_partial: partial }),
      () => (partial ? recycleAlpha : burnAlpha).make({ hotkey, amount: x, netuid: n }),
      () => addStakeBurn.make({ hotkey, netuid: n, amount: t, limit: partial ? limit_price : undefined }),
      () =>
        partial ? lockStake.make({ hotkey, netuid: n, amount: x }) : setRejectLockedAlpha.make({ enabled: false }),
    ]
    return { who, call: calls[kind]!() }
  })

const POOLS_AT_FIRST = 2_700n * TAO

const feesOnPurchases = (world: World): bigint =>
  world
    .events()
    .filter(([name]) => name === 'SubtensorModule.StakeAdded')
    .reduce((sum, [, data]) => sum + (data as readonly bigint[])[5]!, 0n)

test('conserve TAO and alpha, call by call', () => {
  let succeeded = 0
  fc.assert(
    fc.property(fc.array(act, { minLength: 12, maxLength: 24 }), acts => {
      const world = World.inhabited()
      const { ctx } = world
      const issued = TotalIssuance.get(ctx)
      const existing = BalancesIssuance.get(ctx)
      const issuance = NETUIDS.map(n => SubnetAlphaIn.get(ctx, n) + SubnetAlphaOut.get(ctx, n))
      for (const { who, call } of acts) {
        const before = dump(ctx)
        const events = ctx.events.length
        const result = world.call(coldkeyOf(who), call)
        if (result === 'ok') {
          succeeded++
        } else {
          expect(dump(ctx)).toEqual(before)
          expect(ctx.events.length).toBe(events)
        }
        expect(brokenSums(ctx, NETUIDS)).toEqual([])
      }
      // What dies as dust leaves both counters.
      expect(TotalIssuance.get(ctx) - issued).toBe(BalancesIssuance.get(ctx) - existing)
      for (const n of [1, 2]) {
        const now = SubnetAlphaIn.get(ctx, n) + SubnetAlphaOut.get(ctx, n)
        expect(now + AlphaRecycled.get(ctx, n)).toBe(issuance[n])
        expect(TotalAlphaIssuance.get(ctx, n)).toBe(0n)
      }
      // Total stake counts what was paid for stake with its fee, which no pool gets, and what limits left by rounding.
      const pools = NETUIDS.reduce((sum, n) => sum + SubnetTAO.get(ctx, n), 0n)
      const beyond = TotalStake.get(ctx) + POOLS_AT_FIRST - pools - feesOnPurchases(world)
      expect(beyond >= 0n && beyond < 100n).toBe(true)
    }),
    { seed: 20_240_601, numRuns: 25 },
  )
  expect(succeeded).toBeGreaterThan(100)
})
