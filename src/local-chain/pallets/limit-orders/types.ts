/** Types of the LimitOrders pallet, under the names and paths of the reference. */
import { accountId, multiSignature, netuid, perbill } from '../../runtime/types.ts'
import { named, type ValueOf } from '../../scale/codec.ts'
import { boundedVec, option } from '../../scale/collections.ts'
import { struct, unitEnum, variant } from '../../scale/composites.ts'
import { bool, u64 } from '../../scale/primitives.ts'

export const MAX_RELAYERS = 10

export const orderSide = unitEnum('pallet_limit_orders::OrderSide', { Buy: 0, Sell: 1 })
export type OrderSide = ValueOf<typeof orderSide>

/** What an order does, and when: it buys below a price, sells above one, or sells below one. */
export const orderType = unitEnum('pallet_limit_orders::OrderType', { LimitBuy: 0, TakeProfit: 1, StopLoss: 2 })
export type OrderType = ValueOf<typeof orderType>

const account = named(accountId, 'AccountId')
const params = [{ name: 'AccountId', type: accountId.type }]

/** What a customer signs, to be carried out by whoever likes, or by a relayer of his choice. */
const order = struct(
  'pallet_limit_orders::Order',
  {
    signer: account,
    hotkey: account,
    netuid,
    order_type: orderType,
    /** Rao of TAO to spend, or of alpha to sell. */
    amount: u64,
    /** Rao for one alpha. */
    limit_price: u64,
    /** Milliseconds of Unix time. */
    expiry: u64,
    fee_rate: perbill,
    fee_recipient: account,
    relayer: named(option(boundedVec(accountId, MAX_RELAYERS)), 'Option<BoundedVec<AccountId, ConstU32<10>>>'),
    max_slippage: option(perbill),
    chain_id: u64,
    partial_fills_enabled: bool,
  },
  params,
)
export type Order = ValueOf<typeof order>

export const versionedOrder = variant(
  'pallet_limit_orders::VersionedOrder',
  { V1: [0, named(order, 'Order<AccountId>')] },
  params,
)
export type VersionedOrder = ValueOf<typeof versionedOrder>

export const signedOrder = struct(
  'pallet_limit_orders::SignedOrder',
  {
    order: named(versionedOrder, 'VersionedOrder<AccountId>'),
    signature: multiSignature,
    /** How much of it shall be filled now; undefined for all. The relayer's choice, not the signer's. */
    partial_fill: option(u64),
  },
  params,
)
export type SignedOrder = ValueOf<typeof signedOrder>

export const orderStatus = variant('pallet_limit_orders::OrderStatus', {
  Fulfilled: [0, null],
  PartiallyFilled: [1, u64],
  Cancelled: [2, null],
})
export type OrderStatus = ValueOf<typeof orderStatus>
