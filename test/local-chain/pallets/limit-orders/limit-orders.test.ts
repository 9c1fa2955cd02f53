/** Orders that are signed beforehand and carried out by others. */
import { beforeEach, describe, expect, test } from 'vitest'
import { orderPalletAccount } from '../../../../src/local-chain/pallets/limit-orders/batch.ts'
import {
  cancelOrder,
  executeBatchedOrders,
  executeOrders,
  setPalletStatus,
} from '../../../../src/local-chain/pallets/limit-orders/calls.ts'
import { deriveOrderId } from '../../../../src/local-chain/pallets/limit-orders/orders.ts'
import { LimitOrdersEnabled, Orders, PalletHotkey } from '../../../../src/local-chain/pallets/limit-orders/storage.ts'
import type { Order, SignedOrder } from '../../../../src/local-chain/pallets/limit-orders/types.ts'
import { Owner } from '../../../../src/local-chain/pallets/subtensor/storage/keys.ts'
import { Now } from '../../../../src/local-chain/pallets/timestamp/storage.ts'
import { chainSpec } from '../../../../src/local-chain/profiles/specs.ts'
import { Ctx } from '../../../../src/local-chain/runtime/context.ts'
import { ROOT_ORIGIN } from '../../../../src/local-chain/runtime/origin.ts'
import { Runtime } from '../../../../src/local-chain/runtime/runtime.ts'
import { State } from '../../../../src/local-chain/state/state.ts'
import { EMPTY_STORE } from '../../../../src/local-chain/state/store.ts'
import { anAccount } from '../../support/accounts.ts'
import { SubnetWorld, TAO } from '../subtensor/subnets/world.ts'
import { coldkey, market, NETUID, orderOf, sign, signed, stakeOf } from './orders.ts'

const relayer = anAccount(77)
const BILLION = 1_000_000_000

let world: SubnetWorld
beforeEach(() => {
  world = market()
})

const one = (order: SignedOrder, should_fail = true) => executeOrders.make({ orders: [order], should_fail })
const all = (...orders: readonly SignedOrder[]) => executeBatchedOrders.make({ netuid: NETUID, orders })
const statusOf = ({ order }: SignedOrder) => Orders.get(world.ctx, deriveOrderId(order))

describe('the pallet', () => {
  test('is on from the beginning, with a hotkey of its own', () => {
    expect(LimitOrdersEnabled.get(world.ctx)).toBe(true)
    expect(Owner.get(world.ctx, PalletHotkey.of(world.ctx))).toBe(orderPalletAccount(world.ctx))
  })

  test.each(['localnet', 'sandbox'] as const)('stands in the genesis block of %s', name => {
    const { profile, genesis } = chainSpec(name)
    const runtime = new Runtime(profile)
    const ctx = new Ctx(new State(EMPTY_STORE, runtime.outer), runtime)
    genesis(ctx)
    expect(LimitOrdersEnabled.get(ctx)).toBe(true)
    expect(Owner.get(ctx, PalletHotkey.of(ctx))).toBe(orderPalletAccount(ctx))
  })

  test('is root’s to switch off and on', () => {
    world.refused(relayer, setPalletStatus.make({ enabled: false }), 'BadOrigin')
    world.accepted(ROOT_ORIGIN, setPalletStatus.make({ enabled: false }))
    const order = signed(world, 'Alice')
    world.refused(relayer, one(order), 'LimitOrders.LimitOrdersDisabled')
    world.refused(relayer, all(order), 'LimitOrders.LimitOrdersDisabled')
    world.accepted(ROOT_ORIGIN, setPalletStatus.make({ enabled: true }))
    world.accepted(relayer, one(order))
    const bare = new SubnetWorld()
    bare.refused(ROOT_ORIGIN, setPalletStatus.make({ enabled: true }), 'LimitOrders.PalletHotkeyNotRegistered')
  })
})

describe('a single order', () => {
  test('to buy spends its amount, the fee within', () => {
    const [tao, stake, fees] = [world.free(coldkey('Alice')), stakeOf(world, 'Alice'), world.free(coldkey('Dave'))]
    const order = signed(world, 'Alice', { fee_rate: BILLION / 100 })
    const [, data] = world.accepted(relayer, one(order)).at(-1) as [string, { amount_in: bigint; amount_out: bigint }]
    expect(tao - world.free(coldkey('Alice'))).toBe(10n * TAO)
    expect(world.free(coldkey('Dave')) - fees).toBe(TAO / 10n)
    expect([data.amount_in, stakeOf(world, 'Alice') - stake]).toEqual([9_900_000_000n, data.amount_out])
    expect(statusOf(order)).toEqual({ type: 'Fulfilled' })
    world.refused(relayer, one(order), 'LimitOrders.OrderAlreadyProcessed')
  })

  test('to sell gives the fee from what it brings', () => {
    const [tao, stake, fees] = [world.free(coldkey('Bob')), stakeOf(world, 'Bob'), world.free(coldkey('Dave'))]
    const order = signed(world, 'Bob', { order_type: 'TakeProfit', fee_rate: BILLION / 10 })
    const [, data] = world.accepted(relayer, one(order)).at(-1) as [string, { amount_out: bigint }]
    const fee = world.free(coldkey('Dave')) - fees
    expect([stake - stakeOf(world, 'Bob'), world.free(coldkey('Bob')) - tao]).toEqual([10n * TAO, data.amount_out])
    expect(fee).toBe((data.amount_out + fee) / 10n)
  })

  const now = () => Now.get(world.ctx)
  test.each<[string, () => Partial<Order>]>([
    ['RootNetUidNotAllowed', () => ({ netuid: 0 })],
    ['ChainIdMismatch', () => ({ chain_id: 1n })],
    ['OrderExpired', () => ({ expiry: now() - 1n })],
    ['PriceConditionNotMet', () => ({ limit_price: TAO - 1n })],
    ['PriceConditionNotMet', () => ({ order_type: 'StopLoss', limit_price: TAO - 1n })],
    ['PriceConditionNotMet', () => ({ order_type: 'TakeProfit', limit_price: TAO + 1n })],
    ['RelayerMissMatch', () => ({ relayer: [coldkey('Bob')] })],
  ])('%s', (reason, terms) => {
    world.refused(relayer, one(signed(world, 'Alice', terms())), `LimitOrders.${reason}`)
  })

  test('holds at its very price and time, for its relayer', () => {
    world.accepted(relayer, one(signed(world, 'Alice', { limit_price: TAO, expiry: now(), relayer: [relayer] })))
  })

  test('is the signer’s only under his own signature, with an sr25519 key', () => {
    const order = orderOf(world, 'Alice')
    world.refused(relayer, one(sign('Bob', order)), 'LimitOrders.InvalidSignature')
    const { signature, ...rest } = sign('Alice', order)
    const other = { ...rest, signature: { ...signature, type: 'Ed25519' } as const }
    world.refused(relayer, one(other), 'LimitOrders.InvalidSignature')
    const changed = sign('Alice', order)
    const more = { ...changed, order: { ...changed.order, value: { ...order, amount: 11n * TAO } } }
    world.refused(relayer, one(more), 'LimitOrders.InvalidSignature')
  })

  test('moves the price no further than it says', () => {
    const terms = { amount: 300n * TAO, limit_price: TAO, max_slippage: BILLION / 100 }
    world.refused(relayer, one(signed(world, 'Alice', terms)), 'SlippageTooHigh')
    world.accepted(relayer, one(signed(world, 'Alice', { ...terms, max_slippage: BILLION })))
  })

  test('that fails stops all, or is passed over', () => {
    const orders = [signed(world, 'Alice'), signed(world, 'Bob', { chain_id: 1n }), signed(world, 'Charlie')]
    world.refused(relayer, executeOrders.make({ orders, should_fail: true }), 'LimitOrders.ChainIdMismatch')
    const events = world.accepted(relayer, executeOrders.make({ orders, should_fail: false }))
    const told = events.filter(([name]) => name.startsWith('LimitOrders.'))
    expect(told.map(([name]) => name)).toEqual([
      'LimitOrders.OrderExecuted',
      'LimitOrders.OrderSkipped',
      'LimitOrders.OrderExecuted',
    ])
    expect(told[1]?.[1]).toEqual({
      order_id: deriveOrderId(orders[1]!.order),
      reason: { type: 'Module', value: { index: 32, error: '0x0e000000' } },
    })
  })

  test('is its signer’s to cancel, once', () => {
    const order = signed(world, 'Alice')
    world.refused(coldkey('Bob'), cancelOrder.make(order), 'LimitOrders.Unauthorized')
    world.accepted(coldkey('Alice'), cancelOrder.make(order))
    world.refused(coldkey('Alice'), cancelOrder.make(order), 'LimitOrders.OrderAlreadyProcessed')
    world.refused(relayer, one(order), 'LimitOrders.OrderCancelled')
  })
})

describe('an order filled in parts', () => {
  const terms = () => ({ relayer: [relayer], partial_fills_enabled: true })

  test('is filled to its amount and no further', () => {
    const order = orderOf(world, 'Alice', terms())
    const fill = (amount?: bigint) => one(sign('Alice', order, amount))
    world.accepted(relayer, fill(4n * TAO))
    expect(statusOf(sign('Alice', order))).toEqual({ type: 'PartiallyFilled', value: 4n * TAO })
    world.refused(relayer, fill(6n * TAO + 1n), 'LimitOrders.IncorrectPartialFillAmount')
    world.refused(relayer, fill(0n), 'LimitOrders.IncorrectPartialFillAmount')
    world.refused(relayer, fill(), 'LimitOrders.IncorrectPartialFillAmount')
    world.accepted(relayer, fill(6n * TAO))
    expect(statusOf(sign('Alice', order))).toEqual({ type: 'Fulfilled' })
  })

  test('must allow that, and name who may do it', () => {
    const part = (order: Partial<Order>) => one(signed(world, 'Alice', order, TAO))
    world.refused(relayer, part({ partial_fills_enabled: true }), 'LimitOrders.RelayerRequiredForPartialFill')
    world.refused(relayer, part({ relayer: [relayer] }), 'LimitOrders.PartialFillsNotEnabled')
  })
})

describe('a batch', () => {
  const sell = (name: 'Bob' | 'Charlie', amount: bigint, fee_rate = 0) =>
    signed(world, name, { order_type: 'TakeProfit', amount, fee_rate })

  test('lets buyers and sellers serve each other at the price before it', () => {
    const stake = stakeOf(world, 'Alice')
    const events = world.accepted(relayer, all(signed(world, 'Alice'), sell('Bob', 10n * TAO)))
    expect(stakeOf(world, 'Alice') - stake).toBe(10n * TAO)
    expect(events.at(-1)).toEqual([
      'LimitOrders.GroupExecutionSummary',
      { netuid: NETUID, net_side: 'Buy', net_amount: 0n, actual_out: 0n, executed_count: 2 },
    ])
  })

  test('settles with the pool what one side has too much of', () => {
    const buys = all(signed(world, 'Alice', { amount: 30n * TAO }), sell('Bob', 10n * TAO))
    expect(world.accepted(relayer, buys).at(-1)?.[1]).toMatchObject({ net_side: 'Buy', net_amount: 20n * TAO })
    const sells = all(signed(world, 'Alice', { amount: 5n * TAO }), sell('Bob', 20n * TAO), sell('Charlie', 20n * TAO))
    expect(world.accepted(relayer, sells).at(-1)?.[1]).toMatchObject({ net_side: 'Sell', executed_count: 3 })
  })

  test('pays each recipient once', () => {
    const fee_rate = BILLION / 100
    const order = all(signed(world, 'Alice', { fee_rate }), sell('Bob', 10n * TAO, fee_rate))
    const fees = world
      .accepted(relayer, order)
      .filter(([name, data]) => name === 'Balances.Transfer' && (data as { to: string }).to === coldkey('Dave'))
    expect(fees.length).toBe(1)
  })

  test('holds all of its orders, or none', () => {
    const order = signed(world, 'Alice')
    world.refused(relayer, all(order, order), 'LimitOrders.DuplicateOrderInBatch')
    const elsewhere = signed(world, 'Alice', { netuid: 2 })
    world.refused(relayer, all(order, elsewhere), 'LimitOrders.OrderNetUidMismatch')
    world.refused(relayer, all(order, signed(world, 'Bob', { chain_id: 1n })), 'LimitOrders.ChainIdMismatch')
    const root = executeBatchedOrders.make({ netuid: 0, orders: [] })
    world.refused(relayer, root, 'LimitOrders.RootNetUidNotAllowed')
    expect(world.accepted(relayer, all())).toEqual([])
  })

  test('takes nothing from anybody for nothing', () => {
    const tiny = signed(world, 'Charlie', { amount: 1n, fee_rate: BILLION })
    world.refused(relayer, all(signed(world, 'Alice'), tiny), 'LimitOrders.ZeroShareInBatch')
  })
})
