/** What the LimitOrders pallet writes in the genesis block. Reference: pallets/limit-orders/src/lib.rs BuildGenesisConfig. */
import type { Ctx } from '../../runtime/context.ts'
import { registerPalletHotkey } from '../subtensor/staking/order-swap.ts'
import { orderPalletAccount } from './batch.ts'
import { LimitOrdersEnabled, PalletHotkey } from './storage.ts'

export function limitOrdersGenesis(ctx: Ctx): void {
  registerPalletHotkey(ctx, orderPalletAccount(ctx), PalletHotkey.of(ctx))
  LimitOrdersEnabled.put(ctx, true)
}
