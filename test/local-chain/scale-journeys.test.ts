/** What happens where everything is full, on chains as large as the network is; and that large chains forget nothing. */
import { describe, expect, test } from 'vitest'
import { runWorld } from '../../bench/scale/run.ts'
import { TEMPO, worldOf } from '../../bench/scale/world.ts'
import type { ChainSpec } from '../../src/local-chain/node/spec.ts'
import { ExistentialDeposit, TotalIssuance } from '../../src/local-chain/pallets/balances/storage.ts'
import { getNetworkLockCost } from '../../src/local-chain/pallets/subtensor/coinbase/network-lock.ts'
import { mintTao, spendTao } from '../../src/local-chain/pallets/subtensor/coinbase/tao.ts'
import { SubtensorPalletId } from '../../src/local-chain/pallets/subtensor/constants.ts'
import { getStakeForHotkeyAndColdkeyOnSubnet } from '../../src/local-chain/pallets/subtensor/staking/stake-utils/shares.ts'
import { NetworkImmunityPeriod, TotalNetworks } from '../../src/local-chain/pallets/subtensor/storage/global.ts'
import { ImmunityPeriod } from '../../src/local-chain/pallets/subtensor/storage/hyperparameters.ts'
import * as neurons from '../../src/local-chain/pallets/subtensor/storage/neurons.ts'
import {
  SubnetMovingPrice,
  SubnetProtocolAlpha,
  SubnetTAO,
} from '../../src/local-chain/pallets/subtensor/storage/pool.ts'
import { AlphaV2, TotalHotkeyAlpha } from '../../src/local-chain/pallets/subtensor/storage/stake.ts'
import {
  Burn,
  NetworkRegisteredAt,
  NetworksAdded,
  SubnetOwner,
  SubnetworkN,
} from '../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import { SystemAccount } from '../../src/local-chain/pallets/system/storage.ts'
import type { Ctx } from '../../src/local-chain/runtime/context.ts'
import { dispatch } from '../../src/local-chain/runtime/dispatch.ts'
import { signedBy } from '../../src/local-chain/runtime/origin.ts'
import type { AccountId } from '../../src/primitives/account.ts'
import { tao } from '../../src/primitives/amounts.ts'
import { ROOT } from '../../src/primitives/netuid.ts'
import { subnetAccount } from '../../src/primitives/pallet-account.ts'
import { alice, bob } from './support/accounts.ts'
import { Book } from './support/book.ts'

const RAO = 1_000_000_000n

/** A world in which Alice is rich and nothing is too young to go. */
function worldWith(size: Parameters<typeof worldOf>[0]): ChainSpec {
  const spec = worldOf(size)
  const genesis = (ctx: Ctx): void => {
    spec.genesis(ctx)
    const fortune = tao(100_000n * RAO)
    spendTao(ctx, alice, mintTao(ctx, fortune), fortune)
    NetworkImmunityPeriod.put(ctx, 0n)
    for (let netuid = 1; netuid <= size.subnets; netuid++) ImmunityPeriod.put(ctx, netuid, 0)
  }
  return { ...spec, genesis }
}

const free = (ctx: Ctx, who: AccountId): bigint => SystemAccount.get(ctx, who).data.free
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((total, amount) => total + amount, 0n)
const soundness = (book: Book) => book.ledger.audit(book.number).filter(({ findings }) => findings.length > 0)

describe('the 129th subnet', () => {
  const size = { subnets: 128, uids: 6, validators: 2, positions: 12, rootPositions: 8, nominators: 24 }
  const book = new Book(worldWith(size))
  book.blocks(20)

  /** The started subnet with the lowest moving price. */
  const weakest = book.look(ctx => {
    const prices = SubnetMovingPrice.entries(ctx).filter(({ keys }) => keys[0] !== ROOT)
    return prices.reduce((least, each) => (each.value < least.value ? each : least)).keys[0]
  })

  /** Who holds alpha there, in rao. */
  const holdings = (ctx: Ctx): Map<AccountId, bigint> => {
    const held = new Map<AccountId, bigint>()
    for (const { keys } of AlphaV2.entries(ctx)) {
      const [hotkey, coldkey, netuid] = keys
      if (netuid !== weakest) continue
      const value = getStakeForHotkeyAndColdkeyOnSubnet(ctx, hotkey, coldkey, netuid)
      held.set(coldkey, (held.get(coldkey) ?? 0n) + value)
    }
    return held
  }

  test('takes the place of the weakest, whose holders get its TAO by their alpha', () => {
    book.look(ctx => {
      const held = holdings(ctx)
      expect(held.size).toBeGreaterThan(5)
      const before = new Map([...held.keys()].map(who => [who, free(ctx, who)]))
      const pot = SubnetTAO.get(ctx, weakest)
      const account = subnetAccount(SubtensorPalletId.of(ctx), weakest)
      const [had, rich, issued] = [free(ctx, account), free(ctx, alice), TotalIssuance.get(ctx)]
      const whole = sum([...held.values()]) + SubnetProtocolAlpha.get(ctx, weakest)
      const call = book.call('SubtensorModule.register_network', { hotkey: bob })
      expect(dispatch(ctx, signedBy(alice), call).error?.label).toBe(undefined)
      const refunds = [...held].map(([who, value]) => {
        const refund = free(ctx, who) - before.get(who)!
        const fair = (pot * value) / whole
        // A coldkey with several positions may have a rao rounded up for each of them.
        expect(refund).toBeGreaterThanOrEqual(fair - 2n)
        expect(refund).toBeLessThanOrEqual(fair + 2n)
        return refund
      })
      // To the rao: what the account had and what Alice paid is refunded, recycled, or there for the new subnet.
      const recycled = issued - TotalIssuance.get(ctx)
      expect(had + rich - free(ctx, alice)).toBe(sum(refunds) + recycled + free(ctx, account))
      expect(sum(refunds)).toBeGreaterThan((pot * 9n) / 10n)
      expect(recycled).toBe(had - sum(refunds) - ExistentialDeposit.of(ctx))
    })
  })

  test('is registered by a transaction; nothing gets lost on the way', () => {
    const facts = (ctx: Ctx) => ({
      cost: getNetworkLockCost(ctx),
      rich: free(ctx, alice),
      networks: TotalNetworks.get(ctx),
    })
    const before = book.look(facts)
    const events = book.send(alice, 'SubtensorModule.register_network', { hotkey: bob })
    expect(events).toEqual(
      expect.arrayContaining([
        'SubtensorModule.NetworkRemoved',
        'SubtensorModule.NetworkAdded',
        'System.ExtrinsicSuccess',
      ]),
    )
    const after = book.look(facts)
    expect(after.networks).toBe(before.networks)
    expect(before.rich - after.rich).toBeGreaterThanOrEqual(before.cost)
    expect(before.rich - after.rich).toBeLessThan(before.cost + RAO)
    book.look(ctx => {
      expect(NetworksAdded.entries(ctx)).toHaveLength(129)
      expect(SubnetOwner.get(ctx, weakest)).toBe(alice)
      expect(NetworkRegisteredAt.get(ctx, weakest)).toBe(BigInt(book.number))
      expect(SubnetworkN.get(ctx, weakest)).toBe(1)
      expect(SubnetTAO.get(ctx, weakest)).toBe(before.cost)
      expect(TotalHotkeyAlpha.entries(ctx).filter(({ keys }) => keys[1] === weakest)).toEqual([])
      expect([...holdings(ctx)]).toEqual([])
    })
    expect(soundness(book)).toEqual([])
    book.blocks(5)
  })
})

describe('a full subnet', () => {
  const size = { subnets: 1, uids: 256, validators: 8, positions: 80, rootPositions: 8, nominators: 40 }

  test('gives the place of its weakest miner to a new one', () => {
    const book = new Book(worldWith(size))
    // The second epoch pays all who have earned something.
    book.blocks(TEMPO + 2)
    const before = book.look(ctx => {
      const emission = neurons.Emission.get(ctx, 1)
      const uids = [...emission.keys()].filter(uid => uid > 0)
      const uid = uids.reduce((least, each) => (emission[each]! < emission[least]! ? each : least))
      return { uid, hotkey: neurons.Keys.get(ctx, 1, uid), emission, burn: Burn.get(ctx, 1), rich: free(ctx, alice) }
    })
    expect(before.emission.filter(amount => amount > 0n).length).toBeGreaterThan(190)
    expect(before.uid).toBeGreaterThan(size.validators)
    const events = book.send(alice, 'SubtensorModule.burned_register', { netuid: 1, hotkey: bob })
    expect(events).toContain('SubtensorModule.NeuronRegistered')
    book.look(ctx => {
      expect(SubnetworkN.get(ctx, 1)).toBe(256)
      expect(neurons.Uids.get(ctx, 1, bob)).toBe(before.uid)
      expect(neurons.Keys.get(ctx, 1, before.uid)).toBe(bob)
      expect(neurons.Uids.has(ctx, 1, before.hotkey)).toBe(false)
      expect(neurons.IsNetworkMember.get(ctx, before.hotkey, 1)).toBe(false)
      expect(neurons.Emission.get(ctx, 1)[before.uid]).toBe(0n)
      const towards = neurons.Weights.entries(ctx, 1).map(({ value }) => {
        const place = value.findIndex((target, i) => i % 2 === 0 && target === before.uid)
        return place < 0 ? 0 : value[place + 1]
      })
      expect(towards).toHaveLength(8)
      expect(new Set(towards)).toEqual(new Set([0]))
      expect(Burn.get(ctx, 1)).toBeGreaterThan(before.burn)
      expect(before.rich - free(ctx, alice)).toBeGreaterThanOrEqual(before.burn - before.burn / 100n)
    })
    book.blocks(TEMPO)
    // Nobody gives weight to the new one yet; the others are paid.
    book.look(ctx => {
      const emission = neurons.Emission.get(ctx, 1)
      expect(emission[before.uid]).toBe(0n)
      expect(emission.filter(amount => amount > 0n).length).toBeGreaterThan(190)
    })
    expect(soundness(book)).toEqual([])
  })
})

describe('a large chain', () => {
  const size = { subnets: 4, uids: 12, validators: 4, positions: 20, rootPositions: 40, nominators: 30 }
  const blocks = 200

  test('has the same blocks when all that is in memory is forgotten after each', () => {
    const whole = runWorld(size, { warm: 0, timed: blocks })
    const forgetful = runWorld(size, { warm: 0, timed: blocks, forgetAfter: 1 })
    expect(forgetful.hash).toBe(whole.hash)
    expect(whole.epoch.length).toBe(3)
    expect(whole.quiet.length + whole.epoch.length).toBe(blocks)
    // Root dividends are claimed: a swap for each subnet, for five coldkeys a block.
    expect(whole.events / blocks).toBeGreaterThan(12)
  })

  test('is another one with another seed', () => {
    expect(new Book(worldOf(size, 1)).ledger.genesisHash).not.toBe(new Book(worldOf(size, 2)).ledger.genesisHash)
    expect(new Book(worldOf(size, 1)).ledger.genesisHash).toBe(new Book(worldOf(size, 1)).ledger.genesisHash)
  })
})
