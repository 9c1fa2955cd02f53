/** Owners, freeze windows, rate limits, setters. */

import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { getSubnetAccountId } from '../../../../../src/local-chain/pallets/subtensor/coinbase/accounts.ts'
import * as global from '../../../../../src/local-chain/pallets/subtensor/storage/global.ts'
import * as hyperparameters from '../../../../../src/local-chain/pallets/subtensor/storage/hyperparameters.ts'
import { LastRateLimitedBlock } from '../../../../../src/local-chain/pallets/subtensor/storage/keys.ts'
import {
  LastEpochBlock,
  PendingEpochAt,
  SubnetOwnerHotkey,
  Tempo,
} from '../../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import * as misc from '../../../../../src/local-chain/pallets/subtensor/utils/misc.ts'
import * as limits from '../../../../../src/local-chain/pallets/subtensor/utils/rate-limiting.ts'
import type { Ctx } from '../../../../../src/local-chain/runtime/context.ts'
import { NO_ORIGIN, ROOT_ORIGIN, signedBy } from '../../../../../src/local-chain/runtime/origin.ts'
import { tao } from '../../../../../src/primitives/amounts.ts'
import { coldkeyOf, hotkeyOf, SubnetWorld } from '../subnets/world.ts'

const NETUID = 2
const TEMPO = 100

let world: SubnetWorld
let ctx: Ctx
beforeEach(() => {
  world = new SubnetWorld()
  ctx = world.ctx
  world.addSubnet(NETUID, { owner: 1, neurons: [1, 2], tempo: TEMPO })
})

describe('who may change a subnet', () => {
  test('its owner, or root', () => {
    expect(misc.ensureSubnetOwnerOrRoot(ctx, signedBy(coldkeyOf(1)), NETUID)).toBe(coldkeyOf(1))
    expect(misc.ensureSubnetOwnerOrRoot(ctx, ROOT_ORIGIN, NETUID)).toBeUndefined()
    expect(() => misc.ensureSubnetOwnerOrRoot(ctx, signedBy(coldkeyOf(2)), NETUID)).toThrow('BadOrigin')
    expect(() => misc.ensureSubnetOwnerOrRoot(ctx, NO_ORIGIN, NETUID)).toThrow('BadOrigin')
    expect(() => misc.ensureSubnetOwner(ctx, ROOT_ORIGIN, NETUID)).toThrow('BadOrigin')
  })

  test('the owner within rate limits, of which root knows nothing', () => {
    const actions = [{ type: 'OwnerHyperparamUpdate', hyperparameter: 'Kappa' }] as const
    const owner = signedBy(coldkeyOf(1))
    global.OwnerHyperparamRateLimit.put(ctx, 2)
    const change = (origin: typeof owner | typeof ROOT_ORIGIN) => {
      const who = misc.ensureSnOwnerOrRootWithLimits(ctx, origin, NETUID, actions)
      misc.recordOwnerRl(ctx, who, NETUID, actions)
    }
    change(ROOT_ORIGIN)
    change(owner)
    expect(() => change(owner)).toThrow('TxRateLimitExceeded')
    change(ROOT_ORIGIN)
    world.skip(2 * TEMPO - 1)
    expect(() => change(owner)).toThrow('TxRateLimitExceeded')
    world.skip(1)
    change(owner)
  })

  test('take checks ask for the hotkey and its coldkey', () => {
    misc.doTakeChecks(ctx, coldkeyOf(1), hotkeyOf(1))
    expect(() => misc.doTakeChecks(ctx, coldkeyOf(1), hotkeyOf(9))).toThrow('HotKeyAccountNotExists')
    expect(() => misc.doTakeChecks(ctx, coldkeyOf(1), hotkeyOf(2))).toThrow('NonAssociatedColdKey')
  })
})

test('the window before an epoch is closed, and while one is triggered', () => {
  const terms = fc.record({
    tempo: fc.integer({ min: 1, max: 200 }),
    window: fc.integer({ min: 0, max: 50 }),
    passed: fc.integer({ min: 0, max: 260 }),
  })
  fc.assert(
    fc.property(terms, ({ tempo, window, passed }) => {
      Tempo.put(ctx, NETUID, tempo)
      global.AdminFreezeWindow.put(ctx, window)
      LastEpochBlock.put(ctx, NETUID, world.block)
      const block = world.block + BigInt(passed)
      const left = Math.max(0, tempo - passed)
      expect(misc.isInAdminFreezeWindow(ctx, NETUID, block)).toBe(left < window)
    }),
    { seed: 8, numRuns: 100 },
  )
  Tempo.put(ctx, NETUID, 0)
  expect(misc.isInAdminFreezeWindow(ctx, NETUID, world.block)).toBe(false)
  Tempo.put(ctx, NETUID, TEMPO)
  LastEpochBlock.put(ctx, NETUID, world.block)
  misc.ensureAdminWindowOpen(ctx, NETUID)
  PendingEpochAt.put(ctx, NETUID, world.block + 1n)
  expect(() => misc.ensureAdminWindowOpen(ctx, NETUID)).toThrow('AdminActionProhibitedDuringWeightsWindow')
})

describe('rate limits', () => {
  test.each<[limits.TransactionType, limit: bigint]>([
    [{ type: 'SetChildren' }, 150n],
    [{ type: 'SetChildkeyTake' }, 11n],
    [{ type: 'RegisterNetwork' }, 13n],
    [{ type: 'SetWeightsVersionKey' }, 5n * 100n],
    [{ type: 'OwnerHyperparamUpdate', hyperparameter: 'Rho' }, 3n * 100n],
    [{ type: 'SetSNOwnerHotkey' }, 50_400n],
    [{ type: 'AddStakeBurn' }, 100n],
    [{ type: 'MechanismCountUpdate' }, 7_200n],
    [{ type: 'MechanismEmission' }, 7_200n],
    [{ type: 'MaxUidsTrimming' }, 216_000n],
    [{ type: 'TempoUpdate' }, 360n],
  ])('%o passes the first time, and again after its blocks', (action, limit) => {
    global.TxChildkeyTakeRateLimit.put(ctx, 11n)
    global.NetworkRateLimit.put(ctx, 13n)
    global.WeightsVersionKeyRateLimit.put(ctx, 5n)
    global.OwnerHyperparamRateLimit.put(ctx, 3)
    const passes = () => limits.passesRateLimitOnSubnet(ctx, action, hotkeyOf(1), NETUID)
    expect(passes()).toBe(true)
    limits.setLastBlockOnSubnet(ctx, action, hotkeyOf(1), NETUID, world.block)
    expect(limits.lastBlockOnSubnet(ctx, action, hotkeyOf(1), NETUID)).toBe(world.block)
    world.skip(Number(limit) - 1)
    expect(passes()).toBe(false)
    world.skip(1)
    expect(passes()).toBe(true)
  })

  test('of hotkey swaps ask for a block more', () => {
    global.TxRateLimit.put(ctx, 5n)
    expect(limits.exceedsTxRateLimit(ctx, 0n, 3n)).toBe(false)
    expect(limits.exceedsTxRateLimit(ctx, 10n, 15n)).toBe(true)
    expect(limits.exceedsTxRateLimit(ctx, 10n, 16n)).toBe(false)
    global.TxRateLimit.put(ctx, 0n)
    expect(limits.exceedsTxRateLimit(ctx, 10n, 10n)).toBe(false)
  })

  test('remember three kinds of last blocks of a key, apart', () => {
    limits.setLastTxBlock(ctx, hotkeyOf(1), 1n)
    limits.setLastTxBlockDelegateTake(ctx, hotkeyOf(1), 2n)
    limits.setLastTxBlockChildkey(ctx, hotkeyOf(1), 3n)
    const blocks = [limits.getLastTxBlock, limits.getLastTxBlockDelegateTake, limits.getLastTxBlockChildkeyTake]
    expect(blocks.map(get => get(ctx, hotkeyOf(1)))).toEqual([1n, 2n, 3n])
    limits.removeLastTxBlock(ctx, hotkeyOf(1))
    limits.removeLastTxBlockDelegateTake(ctx, hotkeyOf(1))
    limits.removeLastTxBlockChildkey(ctx, hotkeyOf(1))
    expect(LastRateLimitedBlock.entries(ctx)).toEqual([])
  })
})

describe('setters', () => {
  test('tell of themselves, even when nothing changes', () => {
    const mark = ctx.events.length
    misc.setTxRateLimit(ctx, 9n)
    misc.setTxRateLimit(ctx, 9n)
    misc.setKappa(ctx, NETUID, 7)
    misc.setActivityCutoffFactorMilli(ctx, NETUID, 2_500)
    misc.increaseRaoRecycled(ctx, NETUID, tao(5n))
    misc.increaseRaoRecycled(ctx, NETUID, tao(6n))
    expect(world.eventsFrom(mark)).toEqual([
      ['TxRateLimitSet', [9n]],
      ['TxRateLimitSet', [9n]],
      ['KappaSet', [NETUID, 7]],
      ['ActivityCutoffFactorMilliSet', { netuid: NETUID, factor_milli: 2_500 }],
      ['RAORecycledForRegistrationSet', [NETUID, 5n]],
      ['RAORecycledForRegistrationSet', [NETUID, 11n]],
    ])
    expect(misc.getActivityCutoffBlocks(ctx, NETUID)).toBe(250n)
  })

  test('know their bounds', () => {
    misc.setOwnerImmuneNeuronLimit(ctx, NETUID, 10)
    expect(hyperparameters.ImmuneOwnerUidsLimit.get(ctx, NETUID)).toBe(10)
    for (const limit of [0, 11]) {
      expect(() => misc.setOwnerImmuneNeuronLimit(ctx, NETUID, limit)).toThrow('InvalidValue')
    }
    const account = getSubnetAccountId(ctx, NETUID)!
    expect(() => misc.setSubnetOwnerHotkey(ctx, NETUID, account)).toThrow('CannotUseSystemAccount')
    expect(SubnetOwnerHotkey.find(ctx, NETUID)).toBe(hotkeyOf(1))
  })

  test('of a tempo may begin an epoch', () => {
    LastEpochBlock.put(ctx, NETUID, 0n)
    misc.setTempoUnchecked(ctx, NETUID, 55)
    expect([Tempo.get(ctx, NETUID), LastEpochBlock.get(ctx, NETUID)]).toEqual([55, 0n])
    misc.applyTempoWithCycleReset(ctx, NETUID, 66)
    expect([Tempo.get(ctx, NETUID), LastEpochBlock.get(ctx, NETUID)]).toEqual([66, world.block])
  })
})

test('getters of a uid give nothing for places that are not', () => {
  expect(misc.getOwnerUid(ctx, NETUID)).toBe(0)
  expect(misc.getActiveForUid(ctx, NETUID, 1)).toBe(true)
  const absent = [
    misc.getEmissionForUid(ctx, NETUID, 9),
    misc.getActiveForUid(ctx, NETUID, 9),
    misc.getConsensusForUid(ctx, NETUID, 9),
    misc.getIncentiveForUid(ctx, NETUID, 9),
    misc.getDividendsForUid(ctx, NETUID, 9),
    misc.getLastUpdateForUid(ctx, NETUID, 9),
    misc.getValidatorTrustForUid(ctx, NETUID, 9),
    misc.getValidatorPermitForUid(ctx, NETUID, 9),
  ]
  expect(absent).toEqual([0n, false, 0, 0, 0, 0n, 0, false])
  misc.setLastUpdateForUid(ctx, NETUID, 1, 77n)
  expect(misc.getLastUpdate(ctx, NETUID)).toEqual([world.block, 77n])
})
