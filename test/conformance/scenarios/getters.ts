/** What the checkpoints of a scenario ask besides storage: prices, costs, stakes, simulated swaps. */

import { calculateBlockEmission } from '../../../src/local-chain/pallets/subtensor/coinbase/block-emission.ts'
import { getNetworkLockCost } from '../../../src/local-chain/pallets/subtensor/coinbase/network-lock.ts'
import { getSubnetTao } from '../../../src/local-chain/pallets/subtensor/coinbase/tao.ts'
import { getRootOwedForHotkeyColdkey } from '../../../src/local-chain/pallets/subtensor/staking/claim-root.ts'
import {
  getTotalStakeForColdkey,
  getTotalStakeForHotkey,
} from '../../../src/local-chain/pallets/subtensor/staking/helpers.ts'
import {
  getAlphaIssuance,
  getMovingAlphaPrice,
} from '../../../src/local-chain/pallets/subtensor/staking/stake-utils/prices.ts'
import {
  getStakeForHotkeyAndColdkeyOnSubnet,
  getStakeForHotkeyOnSubnet,
} from '../../../src/local-chain/pallets/subtensor/staking/stake-utils/shares.ts'
import {
  getInheritedForHotkeyOnSubnet,
  getStakeWeightsForNetwork,
} from '../../../src/local-chain/pallets/subtensor/staking/stake-utils/stake-weights.ts'
import { Burn } from '../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import { currentAlphaPrice, simSwap } from '../../../src/local-chain/pallets/swap/impls.ts'
import { getAlphaForTao, getTaoForAlpha } from '../../../src/local-chain/pallets/swap/order.ts'
import type { Ctx } from '../../../src/local-chain/runtime/context.ts'
import { DispatchError } from '../../../src/local-chain/runtime/dispatch-error.ts'
import type { AccountId } from '../../../src/primitives/account.ts'
import { alpha, tao } from '../../../src/primitives/amounts.ts'
import type { Json } from '../kind.ts'
import { accountFromDecimal } from './json.ts'

type JsonObject = { readonly [key: string]: Json }

/** The getters that a checkpoint has, for the same subjects. */
export function readGetters(ctx: Ctx, expected: JsonObject): JsonObject {
  const perKey = (read: (parts: readonly string[]) => Json) => (wanted: Json) =>
    Object.fromEntries(Object.keys(wanted as JsonObject).map(key => [key, read(key.split(','))]))
  const account = (text: string | undefined): AccountId => accountFromDecimal(text!)
  const readers: Readonly<Record<string, (wanted: Json) => Json>> = {
    // Reading the emission may write `BlockEmission`; the reference reads within its own transaction.
    block_emission: () => String(ctx.dry(() => calculateBlockEmission(ctx))),
    network_lock_cost: () => String(ctx.dry(() => getNetworkLockCost(ctx))),
    subnets: perKey(([netuid]) => subnetGetters(ctx, Number(netuid))),
    stake: perKey(([hotkey, coldkey, netuid]) =>
      String(getStakeForHotkeyAndColdkeyOnSubnet(ctx, account(hotkey), account(coldkey), Number(netuid))),
    ),
    hotkey_subnet_stake_and_inherited: perKey(([hotkey, netuid]) => [
      String(getStakeForHotkeyOnSubnet(ctx, account(hotkey), Number(netuid))),
      String(getInheritedForHotkeyOnSubnet(ctx, account(hotkey), Number(netuid))),
    ]),
    coldkey_total_stake: perKey(([coldkey]) => String(getTotalStakeForColdkey(ctx, account(coldkey)))),
    hotkey_total_stake: perKey(([hotkey]) => String(getTotalStakeForHotkey(ctx, account(hotkey)))),
    root_owed: perKey(([hotkey, coldkey, netuid]) =>
      String(getRootOwedForHotkeyColdkey(ctx, account(hotkey), account(coldkey), Number(netuid))),
    ),
  }
  return Object.fromEntries(Object.entries(expected).map(([name, wanted]) => [name, readers[name]?.(wanted) ?? null]))
}

function subnetGetters(ctx: Ctx, netuid: number): Json {
  const { total, alpha: ofAlpha, tao: ofTao } = getStakeWeightsForNetwork(ctx, netuid)
  return {
    current_alpha_price_U64F64: String(currentAlphaPrice(ctx, netuid)),
    moving_alpha_price_U64F64: String(getMovingAlphaPrice(ctx, netuid)),
    alpha_issuance: String(getAlphaIssuance(ctx, netuid)),
    burn: String(Burn.get(ctx, netuid)),
    subnet_tao: String(getSubnetTao(ctx, netuid)),
    sim_swap_1e9: {
      tao_to_alpha: simulated(() => simSwap(ctx, netuid, getAlphaForTao(tao(1_000_000_000n)))),
      alpha_to_tao: simulated(() => simSwap(ctx, netuid, getTaoForAlpha(alpha(1_000_000_000n)))),
    },
    stake_weights: {
      total_I64F64: total.map(String),
      alpha_I64F64: ofAlpha.map(String),
      tao_I64F64: ofTao.map(String),
    },
  }
}

interface Simulated {
  readonly amountPaidIn: bigint
  readonly amountPaidOut: bigint
  readonly feePaid: bigint
  readonly feeToBlockAuthor: bigint
}

function simulated(swap: () => Simulated): Json {
  try {
    const { amountPaidIn, amountPaidOut, feePaid, feeToBlockAuthor } = swap()
    return [amountPaidIn, amountPaidOut, feePaid, feeToBlockAuthor].map(String)
  } catch (error) {
    if (error instanceof DispatchError) return error.label
    throw error
  }
}
