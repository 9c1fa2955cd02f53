/** A market with signed orders, for those who carry them out. */
import { ChainId } from '../../../../src/local-chain/pallets/evm-chain-id/pallet.ts'
import { limitOrdersGenesis } from '../../../../src/local-chain/pallets/limit-orders/genesis.ts'
import type { Order, SignedOrder } from '../../../../src/local-chain/pallets/limit-orders/types.ts'
import { versionedOrder } from '../../../../src/local-chain/pallets/limit-orders/types.ts'
import { createAccountIfNonExistent } from '../../../../src/local-chain/pallets/subtensor/staking/helpers.ts'
import { getStakeForHotkeyAndColdkeyOnSubnet } from '../../../../src/local-chain/pallets/subtensor/staking/stake-utils/shares.ts'
import { Now } from '../../../../src/local-chain/pallets/timestamp/storage.ts'
import { encode } from '../../../../src/local-chain/scale/codec.ts'
import type { AccountId } from '../../../../src/primitives/account.ts'
import { toHex } from '../../../../src/primitives/bytes.ts'
import { keyOf } from '../../support/accounts.ts'
import { hotkeyOf, SubnetWorld, TAO } from '../subtensor/subnets/world.ts'

export const NETUID = 1
export const CHAIN_ID = 964n
export const TRADERS = ['Alice', 'Bob', 'Charlie', 'Dave'] as const
export type Trader = (typeof TRADERS)[number]

export const coldkey = (name: Trader): AccountId => keyOf(name).publicKey
export const hotkey = (name: Trader): AccountId => hotkeyOf(TRADERS.indexOf(name) + 1)

/** Four traders with TAO and stake, on a subnet whose alpha costs one TAO. */
export function market(): SubnetWorld {
  const world = new SubnetWorld()
  ChainId.put(world.ctx, CHAIN_ID)
  limitOrdersGenesis(world.ctx)
  world.addSubnet(NETUID)
  for (const name of TRADERS) {
    world.fund(coldkey(name), 10_000n * TAO)
    createAccountIfNonExistent(world.ctx, coldkey(name), hotkey(name))
    world.stakeOf(NETUID, coldkey(name), hotkey(name), 500n * TAO)
  }
  return world
}

export const stakeOf = (world: SubnetWorld, name: Trader): bigint =>
  getStakeForHotkeyAndColdkeyOnSubnet(world.ctx, hotkey(name), coldkey(name), NETUID)

/** An order at any price, unless more is said. */
export function orderOf(world: SubnetWorld, name: Trader, terms: Partial<Order> = {}): Order {
  return {
    signer: coldkey(name),
    hotkey: hotkey(name),
    netuid: NETUID,
    order_type: 'LimitBuy',
    amount: 10n * TAO,
    limit_price: terms.order_type === 'TakeProfit' ? 0n : 1_000n * TAO,
    expiry: Now.get(world.ctx) + 60_000n,
    fee_rate: 0,
    fee_recipient: coldkey('Dave'),
    relayer: undefined,
    max_slippage: undefined,
    chain_id: CHAIN_ID,
    partial_fills_enabled: false,
    ...terms,
  }
}

export function sign(name: Trader, value: Order, partial_fill?: bigint): SignedOrder {
  const order = { type: 'V1', value } as const
  const signature = toHex(keyOf(name).sign(encode(versionedOrder, order)))
  return { order, signature: { type: 'Sr25519', value: signature }, partial_fill }
}

export const signed = (world: SubnetWorld, name: Trader, terms: Partial<Order> = {}, fill?: bigint): SignedOrder =>
  sign(name, orderOf(world, name, terms), fill)
