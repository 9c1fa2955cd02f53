/** All TAO, part by part: what exists adds up to the balances, what was ever rewarded to what is issued and recycled. */
import { issuanceAfter, MAX_SUPPLY } from '../../consensus/emission.ts'
import { type Tao, tao } from '../../primitives/amounts.ts'
import { fromHex, type Hex, toHex, utf8 } from '../../primitives/bytes.ts'
import { twox128 } from '../../primitives/crypto/xxhash.ts'
import { type NetUid, ROOT } from '../../primitives/netuid.ts'
import { palletAccount, subnetAccount } from '../../primitives/pallet-account.ts'
import { encodeAddress } from '../../primitives/ss58.ts'
import type { Chain } from '../chain.ts'
import type { BlockRef, Client, Reader } from '../client.ts'
import { mergeNeeds, type Needs } from '../metadata/needs.ts'
import type { Plain } from '../plain.ts'
import { BALANCES, getBalances } from './balances.ts'
import { getIssuance, ISSUANCE } from './emission.ts'
import { asTao, number } from './values.ts'

export const SUPPLY: Needs = mergeNeeds(ISSUANCE, BALANCES, {
  storage: ['SubtensorModule.SubnetTAO'],
  constants: ['SubtensorModule.SubtensorPalletId', 'SubtensorModule.BurnAccountId'],
})

/** Parts may be negative where a chain was set up by hand. */
export interface Supply {
  /** What emission has made and recycling has not taken back: the reward of a block follows from it. */
  readonly issued: Tao
  /** More than this is never issued. */
  readonly limit: Tao
  /** What is still to be issued: `limit - issued`. */
  readonly unissued: Tao
  /**
   * What was taken back to be issued again: what existed at block 0 and the rewards of all blocks since, less `issued`.
   * Undefined where the node does not know block 0 any more.
   */
  readonly recycled: Tao | undefined
  /** All balances together: `staked + pools + reserves + burned + circulating`. */
  readonly existing: Tao
  /** What balances hold that emission has not made: `existing - issued`. On development chains the funds of genesis. */
  readonly unemitted: Tao
  /** Staked on root, one to one. */
  readonly staked: Tao
  /** In the pools of subnets, where it backs the price of their alpha. */
  readonly pools: Tao
  /** What the accounts of subnets hold beyond that: locked when they were registered, or left from trades. */
  readonly reserves: Tao
  /** In the account that nobody has the key of. */
  readonly burned: Tao
  /** In all other accounts, free or reserved. */
  readonly circulating: Tao
}

export async function getSupply(client: Client, at: Reader & { readonly block: BlockRef }): Promise<Supply> {
  const [{ issued, balances: existing }, pools, beginning] = await Promise.all([
    getIssuance(at),
    at.entries('SubtensorModule.SubnetTAO'),
    issuedAtGenesis(client.chain),
  ])
  const netuids = pools.map(({ keys }) => number(keys[0]))
  const [burned, ...subnets] = (await getBalances(at, keylessAccounts(client, netuids))).map(({ total }) => total)
  const staked = sum(pools.filter(({ keys }) => number(keys[0]) === ROOT).map(({ value }) => asTao(value)))
  const inPools = sum(pools.filter(({ keys }) => number(keys[0]) !== ROOT).map(({ value }) => asTao(value)))
  const held = sum(subnets)
  return {
    issued,
    limit: tao(MAX_SUPPLY),
    unissued: tao(MAX_SUPPLY - issued),
    recycled: beginning === undefined ? undefined : tao(issuanceAfter(beginning, BigInt(at.block.number)) - issued),
    existing,
    unemitted: tao(existing - issued),
    staked,
    pools: inPools,
    reserves: tao(held - staked - inPools),
    burned: burned!,
    circulating: tao(existing - held - burned!),
  }
}

/** The burn account and those of subnets. */
function keylessAccounts(client: Client, netuids: readonly NetUid[]): string[] {
  const palletId = (name: string): Hex => asHex(client.constant(`SubtensorModule.${name}`))
  const subnets = palletId('SubtensorPalletId')
  const accounts = [palletAccount(palletId('BurnAccountId')), ...netuids.map(netuid => subnetAccount(subnets, netuid))]
  return accounts.map(encodeAddress)
}

const asHex = (value: Plain): Hex => (value instanceof Uint8Array ? toHex(value) : (value as Hex))

/** The item has always been a u64, so that no metadata of that block is needed to read it. */
async function issuedAtGenesis(chain: Chain): Promise<bigint | undefined> {
  const key = toHex(Buffer.concat([twox128(utf8('SubtensorModule')), twox128(utf8('TotalIssuance'))]))
  try {
    const value = await chain.rpc<Hex | null>('state_getStorage', key, chain.genesisHash)
    return value === null ? 0n : Buffer.from(fromHex(value)).readBigUInt64LE()
  } catch {
    return undefined
  }
}

const sum = (amounts: readonly Tao[]): Tao => tao(amounts.reduce((a, b) => a + b, 0n))
