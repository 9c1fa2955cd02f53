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
import { AuthorKeys, CurrentKey, NextKey, PendingKey } from '../pallets/mev-shield/storage.ts'
import { DefaultNetworkRateLimit } from '../pallets/subtensor/constants.ts'
import { subtensorGenesis } from '../pallets/subtensor/genesis.ts'
import { betaBasketRuntimeApi } from '../pallets/subtensor/rpc-info/beta-basket.ts'
import { laterStorage } from '../pallets/subtensor/storage/later.ts'
import { SudoKey } from '../pallets/sudo/storage.ts'
import { systemGenesis } from '../pallets/system/genesis.ts'
import { transactionPaymentGenesis } from '../pallets/transaction-payment/genesis.ts'
import type { Ctx } from '../runtime/context.ts'
import type { Profile } from '../runtime/profile.ts'
import { type RuntimeChanges, withChanges } from '../runtime/successor.ts'
import { COMPOSITION } from './composition.ts'
import { ALICE, AUTHORS, DEVELOPMENT_ACCOUNTS, EVM_ACCOUNTS, FINALITY_VOTERS } from './development-accounts.ts'
import { SHIELD_KEY } from './shield-key.ts'

/** Local networks are built with a faucet, and with it subnets may be registered one right after the other. */
const OF_LOCAL_NETWORKS: RuntimeChanges = { constants: [DefaultNetworkRateLimit.is(0n)] }

/** What wallets of a later time ask for, with empty answers. */
const OF_LATER_SPECS: RuntimeChanges = {
  pallets: { SubtensorModule: { apis: [betaBasketRuntimeApi], storage: laterStorage } },
}

// Made once: profiles that ship are known by them.
const ONLY_425 = withChanges(
  { ...COMPOSITION, name: '', constants: { fast: false, overrides: new Map() } },
  OF_LOCAL_NETWORKS,
)
const SUPERSET = withChanges(ONLY_425, OF_LATER_SPECS)

/** @param only425 whether nothing of later specs is there; the name says so too */
export function localnetProfile(name: string, fast: boolean, only425 = false): Profile {
  const base = only425 ? ONLY_425 : SUPERSET
  return { ...base, name: only425 ? `${name}-425` : name, constants: { ...base.constants, fast } }
}

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
  for (const author of AUTHORS) AuthorKeys.put(ctx, author, SHIELD_KEY)
  for (const key of [CurrentKey, PendingKey, NextKey]) key.put(ctx, SHIELD_KEY)
}

export const localnet = (fast: boolean, only425 = false): ChainSpec => ({
  profile: localnetProfile(fast ? 'localnet-fast' : 'localnet', fast, only425),
  genesis: localnetGenesis,
  chainName: 'Bittensor',
  chainType: 'Local',
  accounts: DEVELOPMENT_ACCOUNTS,
  conveniences: [],
})
