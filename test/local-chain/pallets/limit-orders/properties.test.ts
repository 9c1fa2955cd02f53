/** Whatever orders are carried out: TAO and alpha only change hands, and nobody gives more than he signed for. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ExistentialDeposit, TotalIssuance } from '../../../../src/local-chain/pallets/balances/storage.ts'
import { executeBatchedOrders, executeOrders } from '../../../../src/local-chain/pallets/limit-orders/calls.ts'
import { getSubnetAccountId } from '../../../../src/local-chain/pallets/subtensor/coinbase/accounts.ts'
import { SubnetAlphaIn, SubnetAlphaOut, SubnetTAO } from '../../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import { TotalHotkeyAlpha } from '../../../../src/local-chain/pallets/subtensor/storage/stake.ts'
import { SystemAccount } from '../../../../src/local-chain/pallets/system/storage.ts'
import type { EventRecord } from '../../../../src/local-chain/runtime/event.ts'
import { signedBy } from '../../../../src/local-chain/runtime/origin.ts'
import { anAccount } from '../../support/accounts.ts'
import { readable } from '../../support/chain.ts'
import { type SubnetWorld, TAO } from '../subtensor/subnets/world.ts'
import { coldkey, market, NETUID, signed, stakeOf, TRADERS } from './orders.ts'

fc.configureGlobal({ seed: 425 })

const relayer = anAccount(77)
const order = fc.record({
  name: fc.constantFrom(...TRADERS),
  order_type: fc.constantFrom('LimitBuy' as const, 'TakeProfit' as const, 'StopLoss' as const),
  amount: fc.bigInt({ min: 1n, max: 200n * TAO }),
  fee_rate: fc.constantFrom(0, 1_000_000, 50_000_000),
  max_slippage: fc.constantFrom(undefined, 500_000_000),
})
const round = fc.record({ isBatch: fc.boolean(), orders: fc.array(order, { minLength: 1, maxLength: 5 }) })

/** TAO in all accounts; alpha in the pool, in stakes, and what the subnet says that is out. */
function sums({ ctx }: SubnetWorld) {
  const free = SystemAccount.entries(ctx).reduce((sum, { value }) => sum + value.data.free, 0n)
  const staked = TotalHotkeyAlpha.entries(ctx).reduce(
    (sum, { keys, value }) => (keys[1] === NETUID ? sum + value : sum),
    0n,
  )
  return { free, staked, alpha: SubnetAlphaIn.get(ctx, NETUID) + SubnetAlphaOut.get(ctx, NETUID) }
}

const dustOf = (events: readonly EventRecord[]): bigint =>
  events
    .map(readable)
    .filter(([name]) => name === 'Balances.DustLost')
    .reduce((sum, [, data]) => sum + (data as { readonly amount: bigint }).amount, 0n)

test('nothing comes or goes', () => {
  fc.assert(
    fc.property(fc.array(round, { minLength: 1, maxLength: 3 }), rounds => {
      const world = market()
      const { ctx } = world
      const pot = getSubnetAccountId(ctx, NETUID)!
      for (const { isBatch, orders } of rounds) {
        const before = sums(world)
        const issuance = TotalIssuance.get(ctx)
        const from = ctx.events.length
        const owned = TRADERS.map(name => ({ tao: world.free(coldkey(name)), stake: stakeOf(world, name) }))
        const given = orders.map(({ name, ...terms }, i) =>
          signed(world, name, {
            ...terms,
            limit_price: terms.order_type === 'TakeProfit' ? 0n : 1_000n * TAO - BigInt(i),
          }),
        )
        const call = isBatch
          ? executeBatchedOrders.make({ netuid: NETUID, orders: given })
          : executeOrders.make({ orders: given, should_fail: false })
        world.chain.dispatch(signedBy(relayer), call)
        const after = sums(world)
        // What rounding leaves to the pallet's account is too little to keep that alive.
        const dust = dustOf(ctx.events.slice(from))
        expect(after.free + dust).toBe(before.free)
        expect(TotalIssuance.get(ctx) + dust).toBe(issuance)
        expect(dust).toBeLessThan(ExistentialDeposit.of(ctx))
        expect(after.alpha).toBe(before.alpha)
        expect(after.staked).toBe(SubnetAlphaOut.get(ctx, NETUID))
        expect(world.free(pot)).toBeGreaterThanOrEqual(SubnetTAO.get(ctx, NETUID))
        TRADERS.forEach((name, i) => {
          const most = (isBuy: boolean) =>
            orders.reduce((sum, each) => {
              const counts = each.name === name && (each.order_type === 'LimitBuy') === isBuy
              return counts ? sum + each.amount : sum
            }, 0n)
          expect(owned[i]!.tao - world.free(coldkey(name))).toBeLessThanOrEqual(most(true))
          expect(owned[i]!.stake - stakeOf(world, name)).toBeLessThanOrEqual(most(false))
        })
      }
    }),
    { numRuns: 12 },
  )
})
