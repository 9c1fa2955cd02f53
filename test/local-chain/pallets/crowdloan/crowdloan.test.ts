/** Raising money together, for a call or for somebody. */
import { beforeEach, describe, expect, test } from 'vitest'
import { contribute, create, withdraw } from '../../../../src/local-chain/pallets/crowdloan/contributing.ts'
import { fundsAccount } from '../../../../src/local-chain/pallets/crowdloan/crowdloans.ts'
import { dissolve, finalize, refund } from '../../../../src/local-chain/pallets/crowdloan/ending.ts'
import {
  Contributions,
  Crowdloans,
  CurrentCrowdloanId,
  MaxContributions,
} from '../../../../src/local-chain/pallets/crowdloan/storage.ts'
import {
  setMaxContribution,
  updateCap,
  updateEnd,
  updateMinContribution,
} from '../../../../src/local-chain/pallets/crowdloan/terms.ts'
import * as weights from '../../../../src/local-chain/pallets/crowdloan/weights.ts'
import { PreimageFor } from '../../../../src/local-chain/pallets/preimage/storage.ts'
import { proxy } from '../../../../src/local-chain/pallets/proxy/proxy-calls.ts'
import { Proxies } from '../../../../src/local-chain/pallets/proxy/storage.ts'
import { getNetworkLockCost } from '../../../../src/local-chain/pallets/subtensor/coinbase/network-lock.ts'
import {
  NetworkRateLimit,
  NetworkRegistrationStartBlock,
} from '../../../../src/local-chain/pallets/subtensor/storage/global.ts'
import { FirstEmissionBlockNumber } from '../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import { leaseColdkey, registerLeasedNetwork } from '../../../../src/local-chain/pallets/subtensor/subnets/leasing.ts'
import { remark, remarkWithEvent } from '../../../../src/local-chain/pallets/system/calls.ts'
import type { RuntimeCall } from '../../../../src/local-chain/runtime/call.ts'
import { dispatch, dispatchInfo } from '../../../../src/local-chain/runtime/dispatch.ts'
import { addressId } from '../../../../src/local-chain/runtime/lookup.ts'
import { ROOT_ORIGIN, signedBy } from '../../../../src/local-chain/runtime/origin.ts'
import { addWeight } from '../../../../src/local-chain/runtime/weight.ts'
import type { AccountId } from '../../../../src/primitives/account.ts'
import { tao } from '../../../../src/primitives/amounts.ts'
import { coldkeyOf, SubnetWorld, TAO } from '../subtensor/subnets/world.ts'

const [creator, ann, ben, payee] = [coldkeyOf(1), coldkeyOf(2), coldkeyOf(3), coldkeyOf(9)]
const LOAN = 0
const MIN_DURATION = 50_400n
const note = remarkWithEvent.make({ remark: Uint8Array.of(1) })

let world: SubnetWorld
beforeEach(() => {
  world = new SubnetWorld()
  for (const who of [creator, ann, ben]) world.fund(who)
})

interface Terms {
  readonly deposit?: bigint
  readonly min?: bigint
  readonly cap?: bigint
  readonly duration?: bigint
  readonly call?: RuntimeCall | undefined
  readonly target?: AccountId | undefined
}

const make = ({
  deposit = 10n * TAO,
  min = TAO,
  cap = 100n * TAO,
  duration = MIN_DURATION,
  call,
  target,
}: Terms = {}) =>
  create.make({
    deposit: tao(deposit),
    min_contribution: tao(min),
    cap: tao(cap),
    end: world.block + duration,
    call,
    target_address: call === undefined ? (target ?? payee) : target,
  })

const give = (amount: bigint) => contribute.make({ crowdloan_id: LOAN, amount: tao(amount) })
const id = { crowdloan_id: LOAN }
const loan = () => Crowdloans.get(world.ctx, LOAN)!
const funds = () => world.free(fundsAccount(world.ctx, LOAN))
const given = (who: AccountId) => Contributions.get(world.ctx, LOAN, who)

describe('creating one', () => {
  test.each<[string, Terms]>([
    ['DepositTooLow', { deposit: 10n * TAO - 1n }],
    ['CapTooLow', { cap: 10n * TAO }],
    ['MinimumContributionTooLow', { min: 99_999_999n }],
    ['InvalidFinalizationConfig', { call: note, target: payee }],
    ['CannotEndInPast', { duration: 0n }],
    ['BlockDurationTooShort', { duration: MIN_DURATION - 1n }],
    ['BlockDurationTooLong', { duration: 432_001n }],
    ['InsufficientBalance', { deposit: 20_000n * TAO, cap: 30_000n * TAO }],
  ])('%s', (reason, terms) => {
    world.refused(creator, make(terms), `Crowdloan.${reason}`)
  })

  test('puts the deposit in an account of its own', () => {
    const before = world.free(creator)
    world.accepted(creator, make())
    expect([before - world.free(creator), funds(), given(creator)]).toEqual([10n * TAO, 10n * TAO, 10n * TAO])
    expect(loan()).toMatchObject({ creator, raised: 10n * TAO, contributors_count: 1, finalized: false })
  })

  test('weighs its call too', () => {
    const { weight } = dispatchInfo(world.ctx, make({ call: note }))
    expect(weight).toEqual(addWeight(weights.CREATE, dispatchInfo(world.ctx, note).weight))
    expect(dispatchInfo(world.ctx, make()).weight).toEqual(weights.CREATE)
  })
})

describe('a contribution', () => {
  beforeEach(() => void world.accepted(creator, make()))

  test('is taken as far as the cap, and no more', () => {
    world.refused(ann, give(TAO - 1n), 'Crowdloan.ContributionTooLow')
    world.accepted(ann, give(80n * TAO))
    world.accepted(ben, give(50n * TAO))
    expect([given(ann), given(ben), funds(), loan().raised]).toEqual([80n * TAO, 10n * TAO, 100n * TAO, 100n * TAO])
    expect(loan().contributors_count).toBe(3)
    world.refused(ann, give(TAO), 'Crowdloan.CapRaised')
  })

  test('is taken until the end', () => {
    world.skip(Number(MIN_DURATION))
    world.refused(ann, give(TAO), 'Crowdloan.ContributionPeriodEnded')
  })

  test('is limited where the creator says so', () => {
    const limit = (amount: bigint | undefined) =>
      setMaxContribution.make({ ...id, new_max_contribution: amount === undefined ? undefined : tao(amount) })
    world.refused(ann, limit(20n * TAO), 'Crowdloan.InvalidOrigin')
    world.refused(creator, limit(9n * TAO), 'Crowdloan.MaximumContributionTooLow')
    world.accepted(creator, limit(20n * TAO))
    world.accepted(ann, give(15n * TAO))
    world.accepted(ann, give(15n * TAO))
    expect(given(ann)).toBe(20n * TAO)
    world.refused(ann, give(TAO), 'Crowdloan.MaxContributionReached')
    const atLeast = (amount: bigint) => updateMinContribution.make({ ...id, new_min_contribution: tao(amount) })
    world.refused(creator, atLeast(21n * TAO), 'Crowdloan.MinimumContributionTooHigh')
    world.accepted(creator, limit(undefined))
    world.accepted(ann, give(TAO))
  })

  test('may be taken back; the creator’s deposit stays', () => {
    const before = world.free(ann)
    world.accepted(ann, give(5n * TAO))
    world.accepted(ann, withdraw.make(id))
    expect([world.free(ann), given(ann), loan().contributors_count]).toEqual([before, undefined, 1])
    world.refused(ann, withdraw.make(id), 'Crowdloan.NoContribution')
    world.refused(creator, withdraw.make(id), 'Crowdloan.DepositCannotBeWithdrawn')
    world.accepted(creator, give(5n * TAO))
    world.accepted(creator, withdraw.make(id))
    expect([given(creator), loan().raised]).toEqual([10n * TAO, 10n * TAO])
  })
})

describe('its terms', () => {
  beforeEach(() => void world.accepted(creator, make()))

  test('are the creator’s to change, within the rules', () => {
    world.accepted(creator, updateMinContribution.make({ ...id, new_min_contribution: tao(2n * TAO) }))
    world.refused(ann, give(TAO), 'Crowdloan.ContributionTooLow')
    world.accepted(creator, updateEnd.make({ ...id, new_end: world.block + 60_000n }))
    world.refused(creator, updateEnd.make({ ...id, new_end: world.block + 1n }), 'Crowdloan.BlockDurationTooShort')
    world.refused(creator, updateCap.make({ ...id, new_cap: tao(9n * TAO) }), 'Crowdloan.CapTooLow')
    world.accepted(creator, updateCap.make({ ...id, new_cap: tao(10n * TAO) }))
    expect(loan()).toMatchObject({ min_contribution: 2n * TAO, end: world.block + 60_000n, cap: 10n * TAO })
    for (const who of [ann, ROOT_ORIGIN] as const) {
      const reason = who === ann ? 'Crowdloan.InvalidOrigin' : 'BadOrigin'
      world.refused(who, updateCap.make({ ...id, new_cap: tao(11n * TAO) }), reason)
    }
    world.refused(creator, updateCap.make({ crowdloan_id: 7, new_cap: tao(TAO) }), 'Crowdloan.InvalidCrowdloanId')
  })
})

describe('a crowdloan that has raised its cap', () => {
  const raise = () => void world.accepted(ann, give(90n * TAO))

  test('pays the one it was for', () => {
    world.accepted(creator, make())
    world.refused(creator, finalize.make(id), 'Crowdloan.CapNotRaised')
    raise()
    world.refused(ann, finalize.make(id), 'Crowdloan.InvalidOrigin')
    world.accepted(creator, finalize.make(id))
    expect([world.free(payee), funds()]).toEqual([100n * TAO, 0n])
    world.refused(creator, finalize.make(id), 'Crowdloan.AlreadyFinalized')
    world.refused(ann, withdraw.make(id), 'Crowdloan.AlreadyFinalized')
    world.refused(creator, refund.make(id), 'Crowdloan.AlreadyFinalized')
  })

  test('makes its call in its creator’s name', () => {
    world.accepted(creator, make({ call: note }))
    raise()
    const events = world.accepted(creator, finalize.make(id))
    expect(events).toContainEqual(['System.Remarked', expect.objectContaining({ sender: creator })])
    expect([CurrentCrowdloanId.exists(world.ctx), loan().finalized]).toEqual([false, true])
  })

  test('is not over when its call is refused', () => {
    const refused = remark.make({ remark: new Uint8Array(0) })
    world.accepted(creator, make({ call: registerLeasedNetwork.make({ emissions_share: 30, end_block: 1n }) }))
    raise()
    world.refused(creator, finalize.make(id), 'LeaseCannotEndInThePast')
    expect(dispatch(world.ctx, signedBy(creator), refused).error).toBeUndefined()
    expect(loan().finalized).toBe(false)
  })

  test('cannot do without the bytes of its call', () => {
    world.accepted(creator, make({ call: remark.make({ remark: new Uint8Array(500) }) }))
    raise()
    PreimageFor.clear(world.ctx, [])
    world.refused(creator, finalize.make(id), 'Crowdloan.CallUnavailable')
  })

  test('leases a subnet to its creator, who acts for it as a proxy', () => {
    const { ctx } = world
    NetworkRegistrationStartBlock.put(ctx, 0n)
    NetworkRateLimit.put(ctx, 0n)
    const cap = getNetworkLockCost(ctx) + 10n * TAO
    world.accepted(
      creator,
      make({ cap, call: registerLeasedNetwork.make({ emissions_share: 30, end_block: undefined }) }),
    )
    world.accepted(ann, give(cap))
    world.accepted(creator, finalize.make(id))
    const [[beneficiary]] = Proxies.get(ctx, leaseColdkey(0))
    expect(beneficiary).toEqual({ delegate: creator, proxy_type: 'SubnetLeaseBeneficiary', delay: 0n })
    const calls = ctx.runtime.pallet('SubtensorModule')!.pallet.calls!
    const start: RuntimeCall = { call: calls.find(({ name }) => name === 'start_call')!, args: { netuid: 2 } }
    const act = (call: RuntimeCall) =>
      proxy.make({ real: addressId(leaseColdkey(0)), force_proxy_type: undefined, call })
    world.accepted(creator, act(start))
    expect(FirstEmissionBlockNumber.get(ctx, 2)).toBeDefined()
    const events = world.accepted(creator, act(note))
    expect(events.at(-1)?.[1]).toMatchObject({ result: { type: 'Module' } })
  })
})

describe('a crowdloan that is given up', () => {
  test('gives everybody’s money back, fifty at a time, then the creator’s', () => {
    world.accepted(creator, make())
    const people = Array.from({ length: 51 }, (_, i) => coldkeyOf(100 + i))
    for (const who of people) {
      world.fund(who, 10n * TAO)
      world.accepted(who, give(TAO))
    }
    world.refused(creator, dissolve.make(id), 'Crowdloan.NotReadyToDissolve')
    const run = () => dispatch(world.ctx, signedBy(creator), refund.make(id)).post
    expect(run()).toEqual({})
    expect(loan().contributors_count).toBe(2)
    expect(run()).toEqual({ actualWeight: weights.refund(1) })
    expect(people.map(who => world.free(who))).toEqual(people.map(() => 10n * TAO))
    const before = world.free(creator)
    world.accepted(creator, dissolve.make(id))
    expect(world.free(creator) - before).toBe(10n * TAO)
    expect([Crowdloans.has(world.ctx, LOAN), given(creator)]).toEqual([false, undefined])
    world.refused(creator, dissolve.make(id), 'Crowdloan.InvalidCrowdloanId')
  })

  test('forgets its call and its limit', () => {
    world.accepted(creator, make({ call: remark.make({ remark: new Uint8Array(500) }) }))
    world.accepted(creator, setMaxContribution.make({ ...id, new_max_contribution: tao(20n * TAO) }))
    world.accepted(creator, dissolve.make(id))
    expect([PreimageFor.entries(world.ctx), MaxContributions.has(world.ctx, LOAN)]).toEqual([[], false])
  })
})
