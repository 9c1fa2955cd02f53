/** A small economy in the midst of a block: subnets with pools, funded people, hotkeys; and what must always add up. */

import { AlphaBurned } from '../../../../../src/local-chain/pallets/alpha-assets/alpha-assets.ts'
import { alphaAssets } from '../../../../../src/local-chain/pallets/alpha-assets/pallet.ts'
import { dropCredit, withdraw } from '../../../../../src/local-chain/pallets/balances/imbalances.ts'
import { TotalIssuance as BalancesIssuance } from '../../../../../src/local-chain/pallets/balances/storage.ts'
import { getSubnetAccountId } from '../../../../../src/local-chain/pallets/subtensor/coinbase/accounts.ts'
import { mintTao, spendTao } from '../../../../../src/local-chain/pallets/subtensor/coinbase/tao.ts'
import { subtensorConstants } from '../../../../../src/local-chain/pallets/subtensor/constants.ts'
import { errors } from '../../../../../src/local-chain/pallets/subtensor/errors.ts'
import { events } from '../../../../../src/local-chain/pallets/subtensor/events.ts'
import { alphaFees } from '../../../../../src/local-chain/pallets/subtensor/staking/alpha-fees.ts'
import { stakingCalls } from '../../../../../src/local-chain/pallets/subtensor/staking/calls.ts'
import { createAccountIfNonExistent } from '../../../../../src/local-chain/pallets/subtensor/staking/helpers.ts'
import { getStakeForHotkeyAndColdkeyOnSubnet } from '../../../../../src/local-chain/pallets/subtensor/staking/stake-utils/shares.ts'
import { subtensorStorage } from '../../../../../src/local-chain/pallets/subtensor/storage/all.ts'
import {
  SubnetAlphaIn,
  SubnetAlphaOut,
  SubnetTAO,
  SubtokenEnabled,
} from '../../../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import { AlphaV2, TotalHotkeyAlpha } from '../../../../../src/local-chain/pallets/subtensor/storage/stake.ts'
import {
  NetworkRegisteredAt,
  NetworksAdded,
  SubnetMechanism,
} from '../../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import { swap } from '../../../../../src/local-chain/pallets/swap/pallet.ts'
import { SystemAccount, SystemNumber } from '../../../../../src/local-chain/pallets/system/storage.ts'
import type { RuntimeCall } from '../../../../../src/local-chain/runtime/call.ts'
import type { Ctx } from '../../../../../src/local-chain/runtime/context.ts'
import { signedBy } from '../../../../../src/local-chain/runtime/origin.ts'
import { type Pallet, pallet } from '../../../../../src/local-chain/runtime/pallet.ts'
import { encode } from '../../../../../src/local-chain/scale/codec.ts'
import { rawKey } from '../../../../../src/local-chain/state/cells.ts'
import type { AccountId } from '../../../../../src/primitives/account.ts'
import { type Alpha, alpha, type Tao, tao } from '../../../../../src/primitives/amounts.ts'
import { toHex } from '../../../../../src/primitives/bytes.ts'
import { anAccount } from '../../../support/accounts.ts'
import { TestChain } from '../../../support/chain.ts'
import { baseProfile, type ProfileOptions } from '../../../support/profile.ts'

export const TAO = 1_000_000_000n

/** The SubtensorModule as far as staking goes: no block step, no guards. */
const stakingModule: Pallet = pallet({
  name: 'SubtensorModule',
  path: 'pallet_subtensor::pallet',
  storage: subtensorStorage,
  calls: stakingCalls,
  events,
  errors,
  constants: subtensorConstants,
})

export interface PoolOptions {
  readonly tao?: bigint
  readonly alpha?: bigint
  readonly mechanism?: number
}

/** Coldkeys are numbered from 1, hotkeys from 101. */
export const coldkeyOf = (n: number): AccountId => anAccount(n)
export const hotkeyOf = (n: number): AccountId => anAccount(100 + n)

export class World {
  readonly chain: TestChain
  readonly ctx: Ctx

  constructor(options: ProfileOptions = {}) {
    const more = [
      [7, stakingModule],
      [28, swap],
      [31, alphaAssets],
    ] as const
    this.chain = new TestChain({ profile: baseProfile({ more, payers: { alpha: alphaFees }, ...options }) })
    this.chain.begin()
    this.ctx = this.chain.ctx
  }

  /** Root, which takes stake here, and subnets 1 and 2 with pools; three coldkeys with a hotkey and 10,000 TAO each. */
  static inhabited(options: ProfileOptions = {}): World {
    const world = new World(options)
    world.addSubnet(0, { mechanism: 0, tao: 0n, alpha: 0n })
    world.addSubnet(1, { tao: 2_000n * TAO, alpha: 1_500n * TAO })
    world.addSubnet(2, { tao: 700n * TAO, alpha: 3_100n * TAO })
    for (const n of [1, 2, 3]) {
      world.fund(coldkeyOf(n), 10_000n * TAO)
      world.hotkeyFor(coldkeyOf(n), hotkeyOf(n))
    }
    return world
  }

  fund(who: AccountId, amount: bigint): void {
    if (amount === 0n) return
    if (!spendTao(this.ctx, who, mintTao(this.ctx, tao(amount)), tao(amount)).ok) throw new Error(`cannot fund ${who}`)
  }

  hotkeyFor(coldkey: AccountId, hotkey: AccountId): void {
    createAccountIfNonExistent(this.ctx, coldkey, hotkey)
  }

  /** A subnet that is open for staking, the TAO of its pool in its account. */
  addSubnet(netuid: number, pool: PoolOptions = {}): void {
    const { tao: reserve = 1_000n * TAO, alpha: alphaIn = 1_000n * TAO, mechanism = 1 } = pool
    NetworksAdded.put(this.ctx, netuid, true)
    NetworkRegisteredAt.put(this.ctx, netuid, this.ctx.block)
    SubnetMechanism.put(this.ctx, netuid, mechanism)
    SubtokenEnabled.put(this.ctx, netuid, true)
    SubnetTAO.put(this.ctx, netuid, tao(reserve))
    SubnetAlphaIn.put(this.ctx, netuid, alpha(alphaIn))
    this.fund(getSubnetAccountId(this.ctx, netuid)!, reserve + TAO)
  }

  /** Dispatches a call of a coldkey's. @returns the label of the refusal, or `ok` */
  call(who: AccountId, call: RuntimeCall): string {
    return this.chain.dispatch(signedBy(who), call)
  }

  stake(hotkey: AccountId, coldkey: AccountId, netuid: number): Alpha {
    return getStakeForHotkeyAndColdkeyOnSubnet(this.ctx, hotkey, coldkey, netuid)
  }

  /** Takes all TAO of an account out of existence. */
  drain(who: AccountId): void {
    const credit = withdraw(this.ctx, who, this.free(who), 'Exact', 'Expendable', 'Force')
    dropCredit(this.ctx, credit)
  }

  free(who: AccountId): Tao {
    return SystemAccount.get(this.ctx, who).data.free
  }

  /** Lets time pass without anything else. */
  skip(blocks: number): void {
    SystemNumber.put(this.ctx, SystemNumber.get(this.ctx) + blocks)
  }

  /** Events since a mark, as `Pallet.Event` with their data. */
  events(from = 0): [name: string, data: unknown][] {
    return this.chain.events(from)
  }
}

/** All storage as raw keys and values. */
export function dump(ctx: Ctx): ReadonlyMap<string, string> {
  const all = new Map<string, string>()
  for (const { pallet: each } of ctx.runtime.pallets) {
    for (const item of each.storage ?? []) {
      for (const cell of ctx.state.cells(item, [])) {
        all.set(toHex(rawKey(cell)), toHex(encode(item.value, cell.value, ctx.runtime.outer)))
      }
    }
  }
  return all
}

/** What is wrong with the sums that hold between any two calls on stake; nothing if all is well. */
export function brokenSums(ctx: Ctx, netuids: readonly number[]): string[] {
  const wrong: string[] = []
  const check = (what: string, holds: boolean) => {
    if (!holds) wrong.push(what)
  }
  const accounts = SystemAccount.entries(ctx).reduce(
    (sum, { value }) => sum + value.data.free + value.data.reserved,
    0n,
  )
  check(
    `issuance ${BalancesIssuance.get(ctx)} is not what accounts hold, ${accounts}`,
    BalancesIssuance.get(ctx) === accounts,
  )
  for (const netuid of netuids) {
    const held = TotalHotkeyAlpha.entries(ctx).reduce(
      (sum, { keys, value }) => sum + (keys[1] === netuid ? value : 0n),
      0n,
    )
    const out = SubnetAlphaOut.get(ctx, netuid)
    check(`${netuid}: outstanding ${out}, staked ${held}`, out === held + AlphaBurned.get(ctx, netuid))
    const balance = SystemAccount.get(ctx, getSubnetAccountId(ctx, netuid)!).data.free
    // The one TAO that a subnet began with, and what limit orders left by rounding.
    const beyond = balance - SubnetTAO.get(ctx, netuid) - TAO
    check(`${netuid}: the account holds ${beyond} beyond its pool`, beyond >= 0n && beyond < 100n)
  }
  for (const { keys, value } of TotalHotkeyAlpha.entries(ctx)) {
    const holders = AlphaV2.entries(ctx, keys[0]).filter(entry => entry.keys[2] === keys[1])
    const sum = holders.reduce(
      (total, entry) => total + getStakeForHotkeyAndColdkeyOnSubnet(ctx, keys[0], entry.keys[1], keys[1]),
      0n,
    )
    check(`${keys}: ${value} shared out as ${sum}`, sum <= value && value - sum <= BigInt(holders.length))
  }
  return wrong
}
