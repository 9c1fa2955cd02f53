/** The whole runtime with root and some subnets, in the midst of a block, for those who register, weigh and own. */

import { expect } from 'vitest'
import { getSubnetAccountId } from '../../../../../src/local-chain/pallets/subtensor/coinbase/accounts.ts'
import { mintTao, spendTao } from '../../../../../src/local-chain/pallets/subtensor/coinbase/tao.ts'
import { subtensorGenesis } from '../../../../../src/local-chain/pallets/subtensor/genesis.ts'
import { createAccountIfNonExistent } from '../../../../../src/local-chain/pallets/subtensor/staking/helpers.ts'
import { increaseStakeForHotkeyAndColdkeyOnSubnet } from '../../../../../src/local-chain/pallets/subtensor/staking/stake-utils/shares.ts'
import { Keys } from '../../../../../src/local-chain/pallets/subtensor/storage/neurons.ts'
import {
  SubnetAlphaIn,
  SubnetAlphaOut,
  SubnetTAO,
  SubtokenEnabled,
} from '../../../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import {
  Burn,
  NetworkRegistrationAllowed,
  SubnetMechanism,
  SubnetOwner,
  SubnetOwnerHotkey,
} from '../../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import { initNewNetwork } from '../../../../../src/local-chain/pallets/subtensor/subnets/subnet.ts'
import { appendNeuron } from '../../../../../src/local-chain/pallets/subtensor/subnets/uids.ts'
import { SystemAccount, SystemNumber } from '../../../../../src/local-chain/pallets/system/storage.ts'
import { COMPOSITION } from '../../../../../src/local-chain/profiles/composition.ts'
import type { RuntimeCall } from '../../../../../src/local-chain/runtime/call.ts'
import type { Ctx } from '../../../../../src/local-chain/runtime/context.ts'
import { type Origin, signedBy } from '../../../../../src/local-chain/runtime/origin.ts'
import type { Profile } from '../../../../../src/local-chain/runtime/profile.ts'
import type { AccountId } from '../../../../../src/primitives/account.ts'
import { alpha, type Tao, tao } from '../../../../../src/primitives/amounts.ts'
import { anAccount } from '../../../support/accounts.ts'
import { readable, TestChain } from '../../../support/chain.ts'
import { dump } from '../staking/world.ts'

export const TAO = 1_000_000_000n

/** People are numbered: coldkeys from 1, hotkeys from 1001. */
export const coldkeyOf = (n: number): AccountId => anAccount(n)
export const hotkeyOf = (n: number): AccountId => anAccount(1000 + n)

export interface SubnetOptions {
  readonly tempo?: number
  /** The person who owns the subnet, and whose hotkey is its owner hotkey. */
  readonly owner?: number
  /** Persons who have a neuron, in the order of their uids. */
  readonly neurons?: readonly number[]
  readonly burn?: bigint
}

export class SubnetWorld {
  readonly chain: TestChain
  readonly ctx: Ctx

  constructor(changes: Partial<Profile> = {}) {
    const constants = { fast: false, overrides: new Map() }
    this.chain = new TestChain({ profile: { ...COMPOSITION, name: 'world', constants, ...changes }, balances: [] })
    this.ctx = this.chain.ctx
    subtensorGenesis(this.ctx)
    this.chain.begin()
  }

  /** Without guards, to reach what they would have stopped. */
  static unguarded(): SubnetWorld {
    const pallets = COMPOSITION.pallets.map(([index, pallet]) => [index, { ...pallet, guards: [] }] as const)
    return new SubnetWorld({ pallets })
  }

  get block(): bigint {
    return this.ctx.block
  }

  fund(who: AccountId, amount = 10_000n * TAO): void {
    expect(spendTao(this.ctx, who, mintTao(this.ctx, tao(amount)), tao(amount)).ok).toBe(true)
  }

  free(who: AccountId): Tao {
    return SystemAccount.get(this.ctx, who).data.free
  }

  /** A subnet that is open for neurons and stake, with a pool of 1000 TAO and as much alpha. */
  addSubnet(netuid: number, { tempo = 100, owner, neurons = [], burn = TAO }: SubnetOptions = {}): void {
    const { ctx } = this
    initNewNetwork(ctx, netuid, tempo)
    NetworkRegistrationAllowed.put(ctx, netuid, true)
    SubtokenEnabled.put(ctx, netuid, true)
    SubnetMechanism.put(ctx, netuid, 1)
    Burn.put(ctx, netuid, tao(burn))
    SubnetTAO.put(ctx, netuid, tao(1_000n * TAO))
    SubnetAlphaIn.put(ctx, netuid, alpha(1_000n * TAO))
    this.fund(getSubnetAccountId(ctx, netuid)!, 1_000n * TAO)
    if (owner !== undefined) {
      SubnetOwner.put(ctx, netuid, coldkeyOf(owner))
      SubnetOwnerHotkey.put(ctx, netuid, hotkeyOf(owner))
    }
    for (const person of neurons) this.enrol(netuid, person)
  }

  /** Gives a person's hotkey a place, without cost. */
  enrol(netuid: number, person: number): void {
    createAccountIfNonExistent(this.ctx, coldkeyOf(person), hotkeyOf(person))
    appendNeuron(this.ctx, netuid, hotkeyOf(person), this.block)
  }

  /** Stake out of nothing, as emission is. */
  stake(netuid: number, person: number, amount: bigint): void {
    createAccountIfNonExistent(this.ctx, coldkeyOf(person), hotkeyOf(person))
    this.stakeOf(netuid, coldkeyOf(person), hotkeyOf(person), amount)
  }

  stakeOf(netuid: number, coldkey: AccountId, hotkey: AccountId, amount: bigint): void {
    increaseStakeForHotkeyAndColdkeyOnSubnet(this.ctx, hotkey, coldkey, netuid, alpha(amount))
    SubnetAlphaOut.mutate(this.ctx, netuid, out => alpha(out + amount))
  }

  /** The hotkeys of a subnet in the order of their uids. */
  hotkeys(netuid: number): AccountId[] {
    return hotkeyRows(this.ctx, netuid)
  }

  /** The next block begins; everything that a block does is done. */
  nextBlocks(count = 1): void {
    for (let i = 0; i < count; i++) {
      this.chain.end()
      this.chain.begin()
    }
  }

  /** Lets time pass without anything else. */
  skip(blocks: number): void {
    SystemNumber.put(this.ctx, SystemNumber.get(this.ctx) + blocks)
  }

  /** Dispatches a call that is accepted. @returns its events, as `Event` of this pallet or `Pallet.Event` */
  accepted(by: AccountId | Origin, call: RuntimeCall): [name: string, data: unknown][] {
    const mark = this.ctx.events.length
    expect(this.chain.dispatch(originOf(by), call)).toBe('ok')
    return this.eventsFrom(mark)
  }

  eventsFrom(mark: number): [name: string, data: unknown][] {
    return this.ctx.events.slice(mark).map(record => {
      const [name, data] = readable(record)
      return [name.replace('SubtensorModule.', ''), data]
    })
  }

  /** Dispatches a call that is refused for a reason, and leaves no trace. */
  refused(by: AccountId | Origin, call: RuntimeCall, reason: string): void {
    const before = dump(this.ctx)
    const events = this.ctx.events.length
    const expected = /[.]/.test(reason) || reason === 'BadOrigin' ? reason : `SubtensorModule.${reason}`
    expect(this.chain.dispatch(originOf(by), call)).toBe(expected)
    expect(this.ctx.events.length).toBe(events)
    expect(dump(this.ctx)).toEqual(before)
  }
}

export function hotkeyRows(ctx: Ctx, netuid: number): AccountId[] {
  const rows = Keys.entries(ctx, netuid).map(({ keys, value }) => [keys[1], value] as const)
  return rows.sort(([a], [b]) => a - b).map(([, hotkey]) => hotkey)
}

const originOf = (by: AccountId | Origin): Origin => (typeof by === 'string' ? signedBy(by) : by)
