/** Pools put straight into storage, and what a swap on them gives. */
import { fromParts } from '../../../../src/consensus/pool-curve/perquintill.ts'
import { SubnetAlphaIn, SubnetTAO } from '../../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import { NetworksAdded, SubnetMechanism } from '../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import { swap as swapPallet } from '../../../../src/local-chain/pallets/swap/pallet.ts'
import { FeeRate, PalSwapInitialized, SwapBalancer } from '../../../../src/local-chain/pallets/swap/storage.ts'
import type { Ctx } from '../../../../src/local-chain/runtime/context.ts'
import { DispatchError } from '../../../../src/local-chain/runtime/dispatch-error.ts'
import { alpha, tao } from '../../../../src/primitives/amounts.ts'
import { TestChain } from '../../support/chain.ts'
import { baseProfile } from '../../support/profile.ts'

export interface PoolState {
  readonly tao: bigint
  readonly alpha: bigint
  /** The weight of TAO in parts of 10^18. A pool that has one has traded before. */
  readonly quote?: bigint
  readonly feeRate?: number
  readonly mechanism?: number
}

export const NETUID = 7

/** A chain in the midst of a block, with the pool on subnet 7. */
export function chainWithPool(pool: PoolState): TestChain {
  const chain = new TestChain({ profile: baseProfile({ more: [[28, swapPallet]] }) })
  chain.begin()
  setPool(chain.ctx, pool)
  return chain
}

export function setPool(ctx: Ctx, { tao: reserve, alpha: alphaIn, quote, feeRate, mechanism = 1 }: PoolState): void {
  NetworksAdded.put(ctx, NETUID, true)
  SubnetMechanism.put(ctx, NETUID, mechanism)
  SubnetTAO.put(ctx, NETUID, tao(reserve))
  SubnetAlphaIn.put(ctx, NETUID, alpha(alphaIn))
  if (feeRate !== undefined) FeeRate.put(ctx, NETUID, feeRate)
  if (quote === undefined) return
  SwapBalancer.put(ctx, NETUID, { quote: fromParts(quote) })
  PalSwapInitialized.put(ctx, NETUID, true)
}

/** What is thrown, by its label; `ok` when nothing is. */
export function labelOf(run: () => void): string {
  try {
    run()
    return 'ok'
  } catch (error) {
    if (error instanceof DispatchError) return error.label
    throw error
  }
}
