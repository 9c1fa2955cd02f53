/** Subnets that a crowdloan paid for, leased to the one who raised it. */

import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { U64F64 } from '../../../../../src/consensus/fixed/types.ts'
import * as crowdloan from '../../../../../src/local-chain/pallets/crowdloan/storage.ts'
import { getNetworkLockCost } from '../../../../../src/local-chain/pallets/subtensor/coinbase/network-lock.ts'
import { createAccountIfNonExistent } from '../../../../../src/local-chain/pallets/subtensor/staking/helpers.ts'
import { getStakeForHotkeyAndColdkeyOnSubnet } from '../../../../../src/local-chain/pallets/subtensor/staking/stake-utils/shares.ts'
import {
  NetworkRateLimit,
  NetworkRegistrationStartBlock,
} from '../../../../../src/local-chain/pallets/subtensor/storage/global.ts'
import { SubtokenEnabled } from '../../../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import * as storage from '../../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import {
  type LeaseProxies,
  ProxyInterface,
} from '../../../../../src/local-chain/pallets/subtensor/subnets/lease-proxies.ts'
import {
  distributeLeasedNetworkDividends,
  leaseColdkey,
  leaseHotkey,
  registerLeasedNetwork,
  terminateLease,
} from '../../../../../src/local-chain/pallets/subtensor/subnets/leasing.ts'
import { COMPOSITION } from '../../../../../src/local-chain/profiles/composition.ts'
import type { AccountId } from '../../../../../src/primitives/account.ts'
import { alpha, tao } from '../../../../../src/primitives/amounts.ts'
import { coldkeyOf, hotkeyOf, SubnetWorld, TAO } from './world.ts'

const LOAN = 3
const FUNDS = coldkeyOf(900)
const creator = coldkeyOf(1)

/** Who may act for which lease. */
let proxies: string[]
const known: LeaseProxies = {
  add: (_ctx, lease, beneficiary) => void proxies.push(`${lease} ${beneficiary}`),
  remove: (_ctx, lease, beneficiary) => {
    proxies = proxies.filter(entry => entry !== `${lease} ${beneficiary}`)
  },
}

let world: SubnetWorld
beforeEach(() => {
  proxies = []
  world = new SubnetWorld({ constants: { fast: false, overrides: new Map([ProxyInterface.is(known)]) } })
  NetworkRegistrationStartBlock.put(world.ctx, 0n)
  NetworkRateLimit.put(world.ctx, 0n)
})

/** A crowdloan that has raised what its contributors gave, in the midst of its last call. */
function raise(contributions: readonly bigint[]): void {
  const { ctx } = world
  const raised = contributions.reduce((sum, amount) => sum + amount, 0n)
  world.fund(FUNDS, raised)
  contributions.forEach((amount, i) => {
    crowdloan.Contributions.put(ctx, LOAN, coldkeyOf(i + 1), tao(amount))
  })
  crowdloan.CurrentCrowdloanId.put(ctx, LOAN)
  crowdloan.Crowdloans.put(ctx, LOAN, {
    creator,
    deposit: tao(10n * TAO),
    min_contribution: tao(TAO),
    end: world.block,
    cap: tao(raised),
    funds_account: FUNDS,
    raised: tao(raised),
    target_address: undefined,
    call: undefined,
    finalized: false,
    contributors_count: contributions.length,
  })
}

const lease = (end_block: bigint | undefined = undefined, emissions_share = 30) =>
  registerLeasedNetwork.make({ emissions_share, end_block })

describe('register_leased_network', () => {
  test('registers a subnet of the lease’s, and gives back what was not needed', () => {
    const { ctx } = world
    const cost = getNetworkLockCost(ctx)
    raise([cost / 2n, cost / 2n, cost / 4n])
    const events = world.accepted(creator, lease(world.block + 10n))
    expect(events.at(-1)).toEqual([
      'SubnetLeaseCreated',
      { beneficiary: creator, lease_id: 0, netuid: 2, end_block: world.block + 10n },
    ])
    expect(storage.SubnetOwner.get(ctx, 2)).toBe(leaseColdkey(0))
    expect(world.hotkeys(2)).toEqual([leaseHotkey(0)])
    expect(storage.SubnetLeases.get(ctx, 0)).toMatchObject({
      beneficiary: creator,
      netuid: 2,
      cost,
      emissions_share: 30,
    })
    expect(storage.SubnetUidToLeaseId.get(ctx, 2)).toBe(0)
    expect(proxies).toEqual([`${leaseColdkey(0)} ${creator}`])
    // A quarter was too much: the others get their parts of it, 2/5 and 1/5, the creator the rest.
    expect(storage.SubnetLeaseShares.entries(ctx, 0).length).toBe(2)
    expect(world.free(FUNDS)).toBe(0n)
    const back = [2, 3, 1].map(n => world.free(coldkeyOf(n)))
    expect(back[0]).toBe(cost / 10n - 1n)
    expect(back.reduce((sum, amount) => sum + amount, 0n)).toBe(cost / 4n)
    expect(world.free(leaseColdkey(0))).toBe(0n)
  })

  test('is refused without a crowdloan, to others than its creator, or with an end that has come', () => {
    world.refused(creator, lease(), 'Crowdloan.InvalidCrowdloanId')
    raise([TAO])
    world.refused(coldkeyOf(2), lease(), 'InvalidLeaseBeneficiary')
    world.refused(creator, lease(world.block), 'LeaseCannotEndInThePast')
    world.refused(creator, lease(), 'CannotAffordLockCost')
  })

  test('is disabled where there are no crowdloans, or no proxies', () => {
    for (const absent of ['Crowdloan', 'Proxy']) {
      world = new SubnetWorld({ pallets: COMPOSITION.pallets.filter(([, { name }]) => name !== absent) })
      NetworkRegistrationStartBlock.put(world.ctx, 0n)
      raise([getNetworkLockCost(world.ctx)])
      world.refused(creator, lease(), 'CallDisabled')
    }
  })
})

describe('terminate_lease', () => {
  const end = (hotkey = hotkeyOf(1), lease_id = 0) => terminateLease.make({ lease_id, hotkey })

  test('makes the subnet the beneficiary’s when the time is over', () => {
    const { ctx } = world
    const cost = getNetworkLockCost(ctx)
    raise([cost, cost])
    world.accepted(creator, lease(world.block + 10n))
    createAccountIfNonExistent(ctx, creator, hotkeyOf(1))
    world.skip(9)
    world.refused(creator, end(), 'LeaseHasNotEnded')
    world.skip(1)
    world.refused(coldkeyOf(2), end(), 'ExpectedBeneficiaryOrigin')
    world.refused(creator, end(hotkeyOf(2)), 'BeneficiaryDoesNotOwnHotkey')
    world.refused(creator, end(hotkeyOf(1), 5), 'LeaseDoesNotExist')
    const events = world.accepted(creator, end())
    expect(events.at(-1)).toEqual(['SubnetLeaseTerminated', { beneficiary: creator, netuid: 2 }])
    expect(storage.SubnetOwner.get(ctx, 2)).toBe(creator)
    expect(storage.SubnetOwnerHotkey.find(ctx, 2)).toBe(hotkeyOf(1))
    expect(storage.SubnetLeases.has(ctx, 0)).toBe(false)
    expect(storage.SubnetLeaseShares.entries(ctx, 0)).toEqual([])
    expect(proxies).toEqual([])
    world.refused(creator, end(), 'LeaseDoesNotExist')
  })

  test('is refused for a lease without an end', () => {
    raise([getNetworkLockCost(world.ctx)])
    world.accepted(creator, lease())
    world.refused(creator, end(), 'LeaseHasNoEndBlock')
  })
})

describe('the dividends of a lease', () => {
  const INTERVAL = 100n

  test('gather until a block for them comes; then every contributor has his part, the beneficiary the rest', () => {
    const cost = getNetworkLockCost(world.ctx)
    const cuts = fc.array(fc.bigInt({ min: TAO, max: 50n * TAO }), { minLength: 1, maxLength: 3 })
    raise([cost, cost / 3n, cost / 7n])
    world.accepted(creator, lease(undefined, 30))
    SubtokenEnabled.put(world.ctx, 2, true)
    const at = (n: number) => getStakeForHotkeyAndColdkeyOnSubnet(world.ctx, leaseHotkey(0), coldkeyOf(n), 2)
    fc.assert(
      fc.property(cuts, amounts => {
        const { ctx } = world
        const before = [1, 2, 3].map(at)
        const due = amounts.reduce((sum, cut) => sum + (cut * 30n + 99n) / 100n, 0n)
        world.skip(Number(INTERVAL - (world.block % INTERVAL)) + 1)
        amounts.slice(1).forEach(cut => {
          stakeCut(cut)
          distributeLeasedNetworkDividends(ctx, 0, alpha(cut))
        })
        expect([1, 2, 3].map(at)).toEqual(before)
        world.skip(Number(INTERVAL) - 1)
        stakeCut(amounts[0]!)
        const mark = ctx.events.length
        distributeLeasedNetworkDividends(ctx, 0, alpha(amounts[0]!))
        expectPaid(world.eventsFrom(mark), due)
        expect(storage.AccumulatedLeaseDividends.get(ctx, 0)).toBe(0n)
        const got = [1, 2, 3].map((n, i) => at(n) - before[i]!)
        for (const i of [1, 2]) {
          const share = storage.SubnetLeaseShares.get(ctx, 0, coldkeyOf(i + 1))
          const exact = (share * due) >> BigInt(U64F64.fracBits)
          expect(got[i]! - exact).toBeGreaterThanOrEqual(-2n)
          expect(got[i]! - exact).toBeLessThanOrEqual(2n)
        }
        const total = got.reduce((sum, amount) => sum + amount, 0n)
        expect(total - due).toBeGreaterThanOrEqual(-3n)
        expect(total - due).toBeLessThanOrEqual(3n)
      }),
      { seed: 17, numRuns: 6 },
    )
  })

  test('stay whole while a part is too small to be paid', () => {
    const { ctx } = world
    const cost = getNetworkLockCost(ctx)
    raise([cost, cost / 7n])
    world.accepted(creator, lease(undefined, 30))
    SubtokenEnabled.put(ctx, 2, true)
    world.skip(Number(INTERVAL - (world.block % INTERVAL)))
    stakeCut(1_000_001n)
    const mark = ctx.events.length
    distributeLeasedNetworkDividends(ctx, 0, alpha(1_000_001n))
    expect(storage.AccumulatedLeaseDividends.get(ctx, 0)).toBe(300_001n)
    expect(ctx.events.length).toBe(mark)
    expect(getStakeForHotkeyAndColdkeyOnSubnet(ctx, leaseHotkey(0), leaseColdkey(0), 2)).toBe(1_000_001n)
  })

  /** Every contributor's part is rounded up; the beneficiary comes last. */
  function expectPaid(events: readonly (readonly [string, unknown])[], due: bigint): void {
    const paid = events.flatMap(([name, data]) =>
      name === 'SubnetLeaseDividendsDistributed' ? [data as { contributor: AccountId; alpha: bigint }] : [],
    )
    let left = due
    for (const { contributor, alpha } of paid.slice(0, -1)) {
      const share = storage.SubnetLeaseShares.get(world.ctx, 0, contributor)
      const one = 1n << BigInt(U64F64.fracBits)
      expect(alpha).toBe((share * due + one - 1n) / one)
      left -= alpha
    }
    expect(paid.at(-1)).toMatchObject({ contributor: creator, alpha: left })
    expect(paid.length).toBe(3)
  }

  /** The owner's cut is staked on the lease's hotkey before it is shared. */
  function stakeCut(amount: bigint): void {
    world.stakeOf(2, leaseColdkey(0), leaseHotkey(0), amount)
  }
})
