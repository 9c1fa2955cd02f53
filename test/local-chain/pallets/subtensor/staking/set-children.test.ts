/** Children: hotkeys that work with a part of another's stake. */

import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import * as children from '../../../../../src/local-chain/pallets/subtensor/staking/set-children.ts'
import * as global from '../../../../../src/local-chain/pallets/subtensor/storage/global.ts'
import {
  AutoParentDelegationEnabled,
  ChildKeys,
  ChildkeyTake,
  Owner,
  ParentKeys,
  PendingChildKeys,
} from '../../../../../src/local-chain/pallets/subtensor/storage/keys.ts'
import { SubtokenEnabled } from '../../../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import { SubnetOwnerHotkey } from '../../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import { setMinChildkeyTakeForSubnet } from '../../../../../src/local-chain/pallets/subtensor/utils/misc.ts'
import { ROOT_ORIGIN } from '../../../../../src/local-chain/runtime/origin.ts'
import { U64_MAX } from '../../../../../src/primitives/amounts.ts'
import { coldkeyOf, hotkeyOf, SubnetWorld } from '../subnets/world.ts'

const NETUID = 2
const me = coldkeyOf(1)
const HALF = U64_MAX / 2n

type Share = readonly [proportion: bigint, person: number]

let world: SubnetWorld
beforeEach(() => {
  world = new SubnetWorld()
  world.skip(10_000)
  world.addSubnet(NETUID, { owner: 9, neurons: [1, 2, 3, 4, 5, 6, 7] })
})

const linkage = (shares: readonly Share[]) => shares.map(([part, person]) => [part, hotkeyOf(person)] as const)
const set = (shares: readonly Share[], { person = 1, netuid = NETUID } = {}) =>
  children.setChildren.make({ hotkey: hotkeyOf(person), netuid, children: linkage(shares) })
const childrenOf = (person: number) => children.getChildren(world.ctx, hotkeyOf(person), NETUID)
const parentsOf = (person: number) => children.getParents(world.ctx, hotkeyOf(person), NETUID)

describe('set_children', () => {
  test('waits for the cooldown, then binds both ends', () => {
    const { ctx } = world
    global.PendingChildKeyCooldown.put(ctx, 20n)
    const due = world.block + 20n
    expect(world.accepted(me, set([[HALF, 2]]))).toEqual([
      ['SetChildrenScheduled', [hotkeyOf(1), NETUID, due, linkage([[HALF, 2]])]],
    ])
    expect(PendingChildKeys.find(ctx, NETUID, hotkeyOf(1))).toEqual([linkage([[HALF, 2]]), due])
    world.skip(20)
    children.doSetPendingChildren(ctx, NETUID)
    expect(childrenOf(1)).toEqual([])
    world.skip(1)
    const mark = ctx.events.length
    children.doSetPendingChildren(ctx, NETUID)
    expect(world.eventsFrom(mark)).toEqual([['SetChildren', [hotkeyOf(1), NETUID, linkage([[HALF, 2]])]]])
    expect(childrenOf(1)).toEqual(linkage([[HALF, 2]]))
    expect(parentsOf(2)).toEqual(linkage([[HALF, 1]]))
    expect(PendingChildKeys.entries(ctx, NETUID)).toEqual([])
  })

  test('binds at once before the subnet has started', () => {
    SubtokenEnabled.put(world.ctx, NETUID, false)
    const five = [2, 3, 4, 5, 6].map(person => [1n, person] as const)
    world.accepted(me, set(five))
    expect(childrenOf(1)).toEqual(linkage(five))
    world.skip(150)
    const events = world.accepted(me, set([[HALF, 2]]))
    expect(events.map(([name]) => name)).toEqual(['SetChildren'])
    expect(childrenOf(1)).toEqual(linkage([[HALF, 2]]))
  })

  test.each<[reason: string, shares: readonly Share[]]>([
    [
      'DuplicateChild',
      [
        [1n, 2],
        [2n, 2],
      ],
    ],
    ['InvalidChild', [[1n, 1]]],
    ['TooManyChildren', [2, 3, 4, 5, 6, 7].map(person => [1n, person] as const)],
    [
      'ProportionOverflow',
      [
        [HALF, 2],
        [HALF, 3],
        [2n, 4],
      ],
    ],
  ])('is refused: %s', (reason, shares) => {
    world.refused(me, set(shares), reason)
  })

  test('is refused on root, nowhere, for another’s hotkey, for one’s parent, and twice in a short time', () => {
    const { ctx } = world
    world.refused(me, set([], { netuid: 0 }), 'RegistrationNotPermittedOnRootSubnet')
    world.refused(me, set([], { netuid: 77 }), 'SubnetNotExists')
    world.refused(me, set([], { person: 2 }), 'NonAssociatedColdKey')
    SubtokenEnabled.put(ctx, NETUID, false)
    world.accepted(coldkeyOf(2), set([[1n, 1]], { person: 2 }))
    world.refused(me, set([[1n, 2]]), 'ChildParentInconsistency')
    world.accepted(me, set([[1n, 3]]))
    world.skip(149)
    world.refused(me, set([]), 'TxRateLimitExceeded')
    world.skip(1)
    world.accepted(me, set([]))
    expect([childrenOf(1), parentsOf(3)]).toEqual([[], []])
  })

  test('asks for stake, but not of the owner hotkey, nor to have none', () => {
    const { ctx } = world
    global.StakeThreshold.put(ctx, 1_000n)
    world.refused(me, set([[1n, 2]]), 'NotEnoughStakeToSetChildkeys')
    SubnetOwnerHotkey.put(ctx, NETUID, hotkeyOf(1))
    world.accepted(me, set([[1n, 2]]))
    world.accepted(coldkeyOf(3), set([], { person: 3 }))
  })

  test('keeps both ends together, whatever is set', () => {
    SubtokenEnabled.put(world.ctx, NETUID, false)
    const person = fc.integer({ min: 1, max: 6 })
    const part = fc.oneof(fc.bigInt({ min: 1n, max: U64_MAX / 3n }), fc.constantFrom(1n, HALF, U64_MAX))
    const act = fc.record({ who: person, shares: fc.array(fc.tuple(part, person), { maxLength: 6 }) })
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 15 }), acts => {
        for (const { who, shares } of acts) {
          world.skip(150)
          const before = childrenOf(who)
          const result = world.chain.dispatch({ type: 'Signed', who: coldkeyOf(who) }, set(shares, { person: who }))
          if (result !== 'ok') expect(childrenOf(who)).toEqual(before)
          else
            expect(new Map(childrenOf(who).map(([n, key]) => [key, n]))).toEqual(
              new Map(linkage(shares).map(([n, key]) => [key, n])),
            )
          expectBonds()
        }
      }),
      { seed: 4, numRuns: 40 },
    )
  })
})

function expectBonds(): void {
  const { ctx } = world
  const down = ChildKeys.entries(ctx).flatMap(({ keys: [parent], value }) =>
    value.map(([n, child]) => `${parent} ${child} ${n}`),
  )
  const up = ParentKeys.entries(ctx).flatMap(({ keys: [child], value }) =>
    value.map(([n, parent]) => `${parent} ${child} ${n}`),
  )
  expect(down.sort()).toEqual(up.sort())
  expect(new Set(down).size).toBe(down.length)
  for (const { keys, value } of ChildKeys.entries(ctx)) {
    const own = value.map(([, child]) => child)
    expect(value.length).toBeGreaterThan(0)
    expect(value.length).toBeLessThanOrEqual(5)
    expect(value.reduce((sum, [n]) => sum + n, 0n)).toBeLessThanOrEqual(U64_MAX)
    expect(own).not.toContain(keys[0])
    for (const [, parent] of ParentKeys.get(ctx, ...keys)) expect(own).not.toContain(parent)
  }
}

describe('pending children', () => {
  test('that have become impossible are dropped without a word', () => {
    const { ctx } = world
    global.PendingChildKeyCooldown.put(ctx, 0n)
    world.accepted(me, set([[1n, 2]]))
    world.accepted(coldkeyOf(2), set([[1n, 1]], { person: 2 }))
    world.skip(1)
    children.doSetPendingChildren(ctx, NETUID)
    expect(PendingChildKeys.entries(ctx, NETUID)).toEqual([])
    const bonds = ChildKeys.entries(ctx).length
    expect(bonds).toBe(1)
    expectBonds()
  })

  test('of a subnet that has not started need no cooldown', () => {
    const { ctx } = world
    world.accepted(me, set([[1n, 2]]))
    SubtokenEnabled.put(ctx, NETUID, false)
    children.doSetPendingChildren(ctx, NETUID)
    expect(childrenOf(1)).toEqual(linkage([[1n, 2]]))
  })
})

describe('set_childkey_take', () => {
  const take = (value: number, hotkey = hotkeyOf(1)) =>
    children.setChildkeyTake.make({ hotkey, netuid: NETUID, take: value })

  test('may be lowered at any time, raised only after a while', () => {
    const { ctx } = world
    global.TxChildkeyTakeRateLimit.put(ctx, 100n)
    expect(world.accepted(me, take(5_000))).toEqual([['ChildKeyTakeSet', [hotkeyOf(1), 5_000]]])
    world.accepted(me, take(4_000))
    world.accepted(me, take(4_000))
    world.skip(99)
    world.refused(me, take(4_001), 'TxChildkeyTakeRateLimitExceeded')
    world.skip(1)
    world.accepted(me, take(4_001))
    expect(children.getChildkeyTake(ctx, hotkeyOf(1), NETUID)).toBe(4_001)
  })

  test('is refused out of bounds, and for another’s hotkey', () => {
    const { ctx } = world
    world.refused(me, take(global.MaxChildkeyTake.get(ctx) + 1), 'InvalidChildkeyTake')
    setMinChildkeyTakeForSubnet(ctx, NETUID, 300)
    world.refused(me, take(299), 'InvalidChildkeyTake')
    world.refused(me, take(500, hotkeyOf(2)), 'NonAssociatedColdKey')
    expect(ChildkeyTake.has(ctx, hotkeyOf(1), NETUID)).toBe(false)
    // Who has set none has the least.
    expect(children.getChildkeyTake(ctx, hotkeyOf(1), NETUID)).toBe(300)
  })
})

describe('root sets', () => {
  test.each([
    ['TxChildKeyTakeRateLimitSet', children.sudoSetTxChildkeyTakeRateLimit.make({ tx_rate_limit: 7n }), [7n]],
    ['MinChildKeyTakeSet', children.sudoSetMinChildkeyTake.make({ take: 8 }), [8]],
    ['MaxChildKeyTakeSet', children.sudoSetMaxChildkeyTake.make({ take: 9 }), [9]],
  ])('%s', (event, call, data) => {
    expect(world.accepted(ROOT_ORIGIN, call)).toEqual([[event, data]])
    world.refused(me, call, 'BadOrigin')
  })

  test('the cooldown', () => {
    const call = children.setPendingChildkeyCooldown.make({ cooldown: 11n })
    expect(world.accepted(ROOT_ORIGIN, call)).toEqual([])
    expect(global.PendingChildKeyCooldown.get(world.ctx)).toBe(11n)
    world.refused(me, call, 'BadOrigin')
  })
})

describe('set_auto_parent_delegation_enabled', () => {
  const enable = (enabled: boolean) => children.setAutoParentDelegationEnabled.make({ hotkey: hotkeyOf(1), enabled })

  test('decides whether a root validator backs new subnets', () => {
    const { ctx } = world
    SubtokenEnabled.put(ctx, NETUID, false)
    world.refused(me, enable(false), 'HotKeyNotRegisteredInSubNet')
    for (const person of [1, 2]) world.enrol(0, person)
    const data = { hotkey: hotkeyOf(1), enabled: false }
    expect(world.accepted(me, enable(false))).toEqual([['AutoParentDelegationEnabledSet', data]])
    world.refused(coldkeyOf(2), enable(false), 'NonAssociatedColdKey')
    expect(AutoParentDelegationEnabled.get(ctx, hotkeyOf(1))).toBe(false)
    Owner.put(ctx, hotkeyOf(9), coldkeyOf(9))
    children.doSetRootValidatorsForSubnet(ctx, NETUID)
    expect(childrenOf(1)).toEqual([])
    expect(childrenOf(2)).toEqual(linkage([[U64_MAX, 9]]))
    expect(parentsOf(9)).toEqual(linkage([[U64_MAX, 2]]))
  })

  test('has no meaning for root itself, or for nothing', () => {
    expect(() => children.doSetRootValidatorsForSubnet(world.ctx, 0)).toThrow('RegistrationNotPermittedOnRootSubnet')
    expect(() => children.doSetRootValidatorsForSubnet(world.ctx, 77)).toThrow('SubnetNotExists')
  })
})
