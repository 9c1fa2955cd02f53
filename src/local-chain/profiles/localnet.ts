/**
 * The reference's local network, in its two builds: `localnet` with the real times, `localnet-fast` with blocks of a quarter
 * of a second and short intervals. Reference: node/src/chain_spec/localnet.rs, scripts/localnet.sh.
 */

import type { AccountId } from '../../primitives/account.ts'
import type { Tao } from '../../primitives/amounts.ts'
import type { ChainSpec } from '../node/spec.ts'
import { Authorities } from '../pallets/aura/storage.ts'
import { balancesGenesis } from '../pallets/balances/genesis.ts'
import { ChainId } from '../pallets/evm-chain-id/pallet.ts'
import { GrandpaAuthorities } from '../pallets/grandpa/pallet.ts'
import { limitOrdersGenesis } from '../pallets/limit-orders/genesis.ts'
import { DefaultNetworkRateLimit } from '../pallets/subtensor/constants.ts'
import { subtensorGenesis } from '../pallets/subtensor/genesis.ts'
import { betaBasketRuntimeApi } from '../pallets/subtensor/rpc-info/beta-basket.ts'
import { SudoKey } from '../pallets/sudo/storage.ts'
import { systemGenesis } from '../pallets/system/genesis.ts'
import { transactionPaymentGenesis } from '../pallets/transaction-payment/genesis.ts'
import type { Ctx } from '../runtime/context.ts'
import type { Profile } from '../runtime/profile.ts'
import { type RuntimeChanges, withChanges } from '../runtime/successor.ts'
import { COMPOSITION } from './composition.ts'
import { ALICE, AUTHORS, DEVELOPMENT_ACCOUNTS, EVM_ACCOUNTS, FINALITY_VOTERS } from './development-accounts.ts'

/**
 * Local networks are built with a faucet, and with it subnets may be registered one right after the other. What wallets of a
 * later time ask for is there as well.
 */
const OF_LOCAL_NETWORKS: RuntimeChanges = {
  constants: [DefaultNetworkRateLimit.is(0n)],
  pallets: { SubtensorModule: { apis: [betaBasketRuntimeApi] } },
}

/** Made once: profiles that ship are known by it. */
const LOCAL = withChanges(
  { ...COMPOSITION, name: '', constants: { fast: false, overrides: new Map() } },
  OF_LOCAL_NETWORKS,
)

export const localnetProfile = (name: string, fast: boolean): Profile => ({
  ...LOCAL,
  name,
  constants: { ...LOCAL.constants, fast },
})

/** Writes the genesis block of a local network, with the development accounts and `others`. */
export function localnetGenesis(ctx: Ctx, others: readonly (readonly [who: AccountId, free: Tao])[] = []): void {
  systemGenesis(ctx)
  Authorities.put(ctx, AUTHORS)
  GrandpaAuthorities.put(
    ctx,
    FINALITY_VOTERS.map(voter => [voter, 1n] as const),
  )
  const endowed = [...DEVELOPMENT_ACCOUNTS, ...EVM_ACCOUNTS]
  balancesGenesis(ctx, [...endowed.map(({ account, free }) => [account, free] as const), ...others])
  transactionPaymentGenesis(ctx)
  subtensorGenesis(ctx)
  SudoKey.put(ctx, ALICE.account)
  ChainId.put(ctx, 42n)
  limitOrdersGenesis(ctx)
}

export const localnet = (fast: boolean): ChainSpec => ({
  profile: localnetProfile(fast ? 'localnet-fast' : 'localnet', fast),
  genesis: localnetGenesis,
  chainName: 'Bittensor',
  chainType: 'Local',
  accounts: DEVELOPMENT_ACCOUNTS,
  conveniences: [],
})
