/** Subnets are registered for a lock cost, opened by their owners, and make room for others. */

import { beforeEach, describe, expect, test } from 'vitest'
import { getSubnetAccountId } from '../../../../../src/local-chain/pallets/subtensor/coinbase/accounts.ts'
import {
  getLockReductionInterval,
  getNetworkLockCost,
  setLockReductionInterval,
  setNetworkImmunityPeriod,
  setNetworkMinLock,
  setStartCallDelay,
} from '../../../../../src/local-chain/pallets/subtensor/coinbase/network-lock.ts'
import {
  NetworkLastLockCost,
  NetworkMinLockCost,
  NetworkRateLimit,
  NetworkRegistrationStartBlock,
  StartCallDelay,
  SubnetLimit,
  TotalNetworks,
} from '../../../../../src/local-chain/pallets/subtensor/storage/global.ts'
import { Owner } from '../../../../../src/local-chain/pallets/subtensor/storage/keys.ts'
import {
  SubnetAlphaIn,
  SubnetEmissionEnabled,
  SubnetLocked,
  SubnetTAO,
  SubtokenEnabled,
} from '../../../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import * as storage from '../../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import {
  doSetSnOwnerHotkey,
  getAllSubnetNetuids,
  getNextNetuid,
  registerNetwork,
  registerNetworkWithIdentity,
  setNetworkRateLimit,
  startCall,
} from '../../../../../src/local-chain/pallets/subtensor/subnets/subnet.ts'
import { SYMBOLS, updateSymbol } from '../../../../../src/local-chain/pallets/subtensor/subnets/symbols.ts'
import { ROOT_ORIGIN, signedBy } from '../../../../../src/local-chain/runtime/origin.ts'
import { tao } from '../../../../../src/primitives/amounts.ts'
import { utf8 } from '../../../../../src/primitives/bytes.ts'
import { coldkeyOf, hotkeyOf, SubnetWorld, TAO } from './world.ts'

let world: SubnetWorld
beforeEach(() => {
  world = new SubnetWorld()
  world.fund(coldkeyOf(1), 100_000n * TAO)
  NetworkRegistrationStartBlock.put(world.ctx, 0n)
  NetworkRateLimit.put(world.ctx, 0n)
})

const byFirst = (hotkey = hotkeyOf(1)) => registerNetwork.make({ hotkey })

const identity = {
  subnet_name: utf8('Ground'),
  github_repo: utf8('https://example.org/ground'),
  subnet_contact: utf8(''),
  subnet_url: utf8(''),
  discord: utf8(''),
  description: utf8(''),
  logo_url: utf8(''),
  additional: utf8(''),
}

describe('register_network', () => {
  test('adds a subnet under the lowest free number, its pool made of the lock cost', () => {
    const { ctx } = world
    const cost = getNetworkLockCost(ctx)
    const networks = TotalNetworks.get(ctx)
    const events = world.accepted(coldkeyOf(1), byFirst())
    expect(events.at(-1)).toEqual(['NetworkAdded', [2, 1]])
    expect(events.map(([name]) => name)).toContain('SubnetOwnerHotkeySet')
    expect(world.free(coldkeyOf(1))).toBe(100_000n * TAO - cost)
    expect(world.free(getSubnetAccountId(ctx, 2)!)).toBe(cost)
    expect(SubnetTAO.get(ctx, 2)).toBe(cost)
    expect(SubnetAlphaIn.get(ctx, 2)).toBe(cost)
    expect(SubnetLocked.get(ctx, 2)).toBe(cost)
    expect(world.hotkeys(2)).toEqual([hotkeyOf(1)])
    expect(Owner.get(ctx, hotkeyOf(1))).toBe(coldkeyOf(1))
    expect(storage.SubnetOwner.get(ctx, 2)).toBe(coldkeyOf(1))
    expect(storage.SubnetOwnerHotkey.find(ctx, 2)).toBe(hotkeyOf(1))
    expect(storage.NetworkRegisteredAt.get(ctx, 2)).toBe(world.block)
    expect(storage.TokenSymbol.get(ctx, 2)).toEqual(SYMBOLS[2])
    expect(SubnetEmissionEnabled.get(ctx, 2)).toBe(false)
    expect(SubtokenEnabled.get(ctx, 2)).toBe(false)
    expect(TotalNetworks.get(ctx)).toBe(networks + 1)
    expect(getNextNetuid(ctx)).toBe(3)
    expect(getAllSubnetNetuids(ctx)).toEqual([0, 1, 2])
  })

  test('doubles the lock cost, which then falls with every block', () => {
    const { ctx } = world
    const cost = getNetworkLockCost(ctx)
    world.accepted(coldkeyOf(1), byFirst())
    expect(NetworkLastLockCost.get(ctx)).toBe(cost)
    expect(getNetworkLockCost(ctx)).toBe(2n * cost)
    const interval = getLockReductionInterval(ctx)
    world.skip(1_000)
    expect(getNetworkLockCost(ctx)).toBe(2n * cost - 1_000n * (cost / interval))
    world.skip(10_000_000)
    expect(getNetworkLockCost(ctx)).toBe(NetworkMinLockCost.get(ctx))
  })

  test.each<[reason: string, change: (w: SubnetWorld) => void]>([
    ['NonAssociatedColdKey', w => Owner.put(w.ctx, hotkeyOf(1), coldkeyOf(2))],
    ['SubNetRegistrationDisabled', w => NetworkRegistrationStartBlock.put(w.ctx, w.block + 1n)],
    ['CannotAffordLockCost', w => NetworkMinLockCost.put(w.ctx, tao(100_000n * TAO + 1n))],
  ])('is refused: %s', (reason, change) => {
    change(world)
    world.refused(coldkeyOf(1), byFirst(), reason)
  })

  test('is refused for the account of a subnet, and to root', () => {
    world.refused(coldkeyOf(1), byFirst(getSubnetAccountId(world.ctx, 1)), 'CannotUseSystemAccount')
    world.refused(ROOT_ORIGIN, byFirst(), 'BadOrigin')
  })

  test('is refused too soon after the last one', () => {
    setNetworkRateLimit(world.ctx, 100n)
    world.skip(1_000)
    world.accepted(coldkeyOf(1), byFirst())
    world.skip(99)
    world.refused(coldkeyOf(1), byFirst(hotkeyOf(2)), 'NetworkTxRateLimitExceeded')
    world.skip(1)
    world.accepted(coldkeyOf(1), byFirst(hotkeyOf(2)))
  })

  test('at the limit of subnets dissolves the weakest beyond its immunity, and takes its number', () => {
    const { ctx } = world
    setNetworkImmunityPeriod(ctx, 50n)
    SubnetLimit.put(ctx, 2)
    world.accepted(coldkeyOf(1), byFirst())
    world.refused(coldkeyOf(1), byFirst(hotkeyOf(2)), 'SubnetLimitReached')
    world.skip(60)
    const events = world.accepted(coldkeyOf(1), byFirst(hotkeyOf(2)))
    // Both prices are zero as yet: the older one goes.
    expect(events).toContainEqual(['NetworkRemoved', [1]])
    expect(events.at(-1)).toEqual(['NetworkAdded', [1, 1]])
    expect(world.hotkeys(1)).toEqual([hotkeyOf(2)])
  })
})

describe('register_network_with_identity', () => {
  const named = (subnet_name = identity.subnet_name, hotkey = hotkeyOf(1)) =>
    registerNetworkWithIdentity.make({ hotkey, identity: { ...identity, subnet_name } })

  test('introduces the subnet', () => {
    const events = world.accepted(coldkeyOf(1), named())
    expect(events).toContainEqual(['SubnetIdentitySet', [2]])
    expect(storage.SubnetIdentitiesV3.get(world.ctx, 2)).toEqual(identity)
  })

  test('is refused with a name that is too long, and nothing of the subnet stays', () => {
    world.refused(coldkeyOf(1), named(new Uint8Array(257)), 'InvalidIdentity')
    Owner.put(world.ctx, hotkeyOf(3), coldkeyOf(2))
    world.refused(coldkeyOf(1), named(identity.subnet_name, hotkeyOf(3)), 'NonAssociatedColdKey')
  })
})

describe('start_call', () => {
  const start = (netuid = 2) => startCall.make({ netuid })

  test('opens the subnet when the delay is over, once', () => {
    const { ctx } = world
    setStartCallDelay(ctx, 10n)
    world.accepted(coldkeyOf(1), byFirst())
    world.skip(9)
    world.refused(coldkeyOf(1), start(), 'NeedWaitingMoreBlocksToStarCall')
    world.skip(1)
    world.refused(coldkeyOf(2), start(), 'BadOrigin')
    expect(world.accepted(coldkeyOf(1), start())).toEqual([['FirstEmissionBlockNumberSet', [2, world.block + 1n]]])
    expect(SubtokenEnabled.get(ctx, 2)).toBe(true)
    world.refused(coldkeyOf(1), start(), 'FirstEmissionBlockNumberAlreadySet')
    world.refused(coldkeyOf(1), start(77), 'SubnetNotExists')
  })
})

describe('update_symbol', () => {
  const rename = (symbol: Uint8Array, netuid = 2) => updateSymbol.make({ netuid, symbol })

  test('gives the subnet a symbol that nobody has', () => {
    world.accepted(coldkeyOf(1), byFirst())
    const symbol = SYMBOLS[200]!
    expect(world.accepted(coldkeyOf(1), rename(symbol))).toEqual([['SymbolUpdated', { netuid: 2, symbol }]])
    expect(storage.TokenSymbol.get(world.ctx, 2)).toEqual(symbol)
    world.accepted(ROOT_ORIGIN, rename(SYMBOLS[201]!))
  })

  test('is refused for what is none, is root’s, or is taken; and to strangers', () => {
    world.accepted(coldkeyOf(1), byFirst())
    world.refused(coldkeyOf(1), rename(utf8('no')), 'SymbolDoesNotExist')
    world.refused(coldkeyOf(1), rename(SYMBOLS[0]!), 'SymbolDoesNotExist')
    world.refused(coldkeyOf(1), rename(SYMBOLS[1]!), 'SymbolAlreadyInUse')
    world.refused(coldkeyOf(2), rename(SYMBOLS[200]!), 'BadOrigin')
  })

  test('knows 439 symbols, all different; a new subnet gets the first free one when its own is taken', () => {
    expect(SYMBOLS.length).toBe(439)
    expect(new Set(SYMBOLS.map(symbol => new TextDecoder().decode(symbol))).size).toBe(439)
    world.accepted(coldkeyOf(1), byFirst())
    world.accepted(ROOT_ORIGIN, rename(SYMBOLS[3]!))
    world.accepted(coldkeyOf(1), byFirst(hotkeyOf(2)))
    expect(storage.TokenSymbol.get(world.ctx, 3)).toEqual(SYMBOLS[2])
  })
})

test('the owner sets the owner hotkey, once a week', () => {
  const { ctx } = world
  world.skip(100_000)
  world.accepted(coldkeyOf(1), byFirst())
  const set = (hotkey = hotkeyOf(5)) => doSetSnOwnerHotkey(ctx, signedBy(coldkeyOf(1)), 2, hotkey)
  set()
  expect(storage.SubnetOwnerHotkey.find(ctx, 2)).toBe(hotkeyOf(5))
  expect(() => set()).toThrow('TxRateLimitExceeded')
  expect(() => doSetSnOwnerHotkey(ctx, signedBy(coldkeyOf(2)), 2, hotkeyOf(5))).toThrow('BadOrigin')
  world.skip(50_400)
  set()
})

test('root sets the terms of networks', () => {
  const { ctx } = world
  const mark = ctx.events.length
  setNetworkMinLock(ctx, tao(5n))
  setLockReductionInterval(ctx, 7n)
  setStartCallDelay(ctx, 3n)
  expect([NetworkMinLockCost.get(ctx), StartCallDelay.get(ctx)]).toEqual([5n, 3n])
  expect(world.eventsFrom(mark)).toEqual([
    ['NetworkMinLockCostSet', [5n]],
    ['NetworkLockCostReductionIntervalSet', [7n]],
    ['StartCallDelaySet', [3n]],
  ])
})
