/** The places of a subnet: taken, handed on, and asked for. */

import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { AssociatedEvmAddress } from '../../../../../src/local-chain/pallets/subtensor/storage/keys.ts'
import * as neurons from '../../../../../src/local-chain/pallets/subtensor/storage/neurons.ts'
import {
  MechanismCountCurrent,
  SubnetOwnerHotkey,
} from '../../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import { getMechanismStorageIndex } from '../../../../../src/local-chain/pallets/subtensor/subnets/mechanism.ts'
import { getNameForSubnet } from '../../../../../src/local-chain/pallets/subtensor/subnets/names.ts'
import * as uids from '../../../../../src/local-chain/pallets/subtensor/subnets/uids.ts'
import { alpha } from '../../../../../src/primitives/amounts.ts'
import { dump } from '../staking/world.ts'
import { hotkeyOf, SubnetWorld } from './world.ts'

const NETUID = 2
const N = 5
const MECHANISMS = [NETUID, getMechanismStorageIndex(NETUID, 1)]

let world: SubnetWorld
beforeEach(() => {
  world = new SubnetWorld()
  const { ctx } = world
  world.addSubnet(NETUID)
  MechanismCountCurrent.put(ctx, NETUID, 2)
  for (let person = 0; person < N; person++) world.enrol(NETUID, person)
  const scores = Uint16Array.from({ length: N }, (_, uid) => uid + 10)
  neurons.Emission.put(
    ctx,
    NETUID,
    Array.from({ length: N }, (_, uid) => alpha(BigInt(uid) + 10n)),
  )
  for (const item of [neurons.Consensus, neurons.Dividends, neurons.StakeWeight, neurons.ValidatorTrust]) {
    item.put(ctx, NETUID, scores)
  }
  neurons.ValidatorPermit.put(
    ctx,
    NETUID,
    Array.from({ length: N }, () => true),
  )
  neurons.Active.put(
    ctx,
    NETUID,
    Array.from({ length: N }, () => false),
  )
  for (const index of MECHANISMS) {
    neurons.Incentive.put(ctx, index, scores)
    neurons.LastUpdate.put(
      ctx,
      index,
      Array.from({ length: N }, () => 1n),
    )
    for (let uid = 0; uid < N; uid++) {
      for (const rows of [neurons.Weights, neurons.Bonds]) {
        rows.put(ctx, index, uid, Uint16Array.from([0, 1, 2, 3, 4].flatMap(to => [to, 100 + to])))
      }
    }
  }
  for (let uid = 0; uid < N; uid++) AssociatedEvmAddress.put(ctx, NETUID, uid, [`0x${'11'.repeat(20)}`, 1n])
  world.skip(50)
})

describe('a place that is handed on', () => {
  test('keeps nothing of the one who leaves, and all of the others', () => {
    fc.assert(
      fc.property(fc.nat(N - 1), uid => {
        const { ctx } = world
        ctx.dry(() => {
          const newcomer = hotkeyOf(50)
          uids.replaceNeuron(ctx, NETUID, uid, newcomer, world.block)
          expect(world.hotkeys(NETUID)).toEqual(
            [0, 1, 2, 3, 4].map(person => (person === uid ? newcomer : hotkeyOf(person))),
          )
          expect(uids.isHotkeyRegisteredOnNetwork(ctx, NETUID, hotkeyOf(uid))).toBe(false)
          expect(uids.isHotkeyRegisteredOnAnyNetwork(ctx, hotkeyOf(uid))).toBe(false)
          expect(uids.getRegisteredNetworksForHotkey(ctx, newcomer)).toEqual([NETUID])
          expect(neurons.BlockAtRegistration.get(ctx, NETUID, uid)).toBe(world.block)
          expect(AssociatedEvmAddress.has(ctx, NETUID, uid)).toBe(false)
          expect(neurons.Active.get(ctx, NETUID).map(Number)).toEqual(
            [0, 1, 2, 3, 4].map(place => (place === uid ? 1 : 0)),
          )
          for (let place = 0; place < N; place++) expectPlace(place, uid)
          return undefined
        })
      }),
      { seed: 1, numRuns: 10 },
    )
  })

  function expectPlace(place: number, replaced: number): void {
    const { ctx } = world
    const fresh = place === replaced
    const kept = fresh ? 0 : place + 10
    expect(neurons.Emission.get(ctx, NETUID)[place]).toBe(BigInt(kept))
    expect(neurons.ValidatorPermit.get(ctx, NETUID)[place]).toBe(!fresh)
    for (const item of [neurons.Consensus, neurons.Dividends, neurons.StakeWeight, neurons.ValidatorTrust]) {
      expect(item.get(ctx, NETUID)[place]).toBe(kept)
    }
    const full = [0, 1, 2, 3, 4].flatMap(to => [to, 100 + to])
    const without = [0, 1, 2, 3, 4].flatMap(to => [to, to === replaced ? 0 : 100 + to])
    for (const index of MECHANISMS) {
      expect(neurons.Incentive.get(ctx, index)[place]).toBe(kept)
      expect(neurons.LastUpdate.get(ctx, index)[place]).toBe(fresh ? world.block : 1n)
      expect([...neurons.Weights.get(ctx, index, place)]).toEqual(fresh ? [] : without)
      // Bonds towards the place stay: the next epoch finds them out of date.
      expect([...neurons.Bonds.get(ctx, index, place)]).toEqual(fresh ? [] : full)
    }
  }

  test('is not that of the owner hotkey', () => {
    const { ctx } = world
    SubnetOwnerHotkey.put(ctx, NETUID, hotkeyOf(3))
    const before = dump(ctx)
    uids.replaceNeuron(ctx, NETUID, 3, hotkeyOf(50), world.block)
    expect(dump(ctx)).toEqual(before)
  })
})

test('a new place makes every vector longer by nothing', () => {
  const { ctx } = world
  world.enrol(NETUID, 50)
  expect(neurons.Emission.get(ctx, NETUID).at(-1)).toBe(0n)
  expect(neurons.Active.get(ctx, NETUID).at(-1)).toBe(true)
  expect(neurons.ValidatorPermit.get(ctx, NETUID).at(-1)).toBe(false)
  for (const item of [neurons.Consensus, neurons.Dividends, neurons.ValidatorTrust]) {
    expect([...item.get(ctx, NETUID)].slice(N)).toEqual([0])
  }
  for (const index of MECHANISMS) {
    expect([...neurons.Incentive.get(ctx, index)].slice(N)).toEqual([0])
    expect(neurons.LastUpdate.get(ctx, index).slice(N)).toEqual([world.block])
  }
})

test('places and hotkeys are found by each other', () => {
  const { ctx } = world
  expect(uids.getUidForNetAndHotkey(ctx, NETUID, hotkeyOf(2))).toBe(2)
  expect(uids.getHotkeyForNetAndUid(ctx, NETUID, 2)).toBe(hotkeyOf(2))
  expect(uids.isUidExistOnNetwork(ctx, NETUID, N)).toBe(false)
  expect(() => uids.getUidForNetAndHotkey(ctx, NETUID, hotkeyOf(50))).toThrow('HotKeyNotRegisteredInSubNet')
  expect(() => uids.getHotkeyForNetAndUid(ctx, NETUID, N)).toThrow('HotKeyNotRegisteredInSubNet')
  // An entry that says no is an entry all the same.
  neurons.IsNetworkMember.put(ctx, hotkeyOf(50), NETUID, false)
  expect(uids.isHotkeyRegisteredOnSpecificNetwork(ctx, hotkeyOf(50), NETUID)).toBe(true)
  expect(uids.isHotkeyRegisteredOnAnyNetwork(ctx, hotkeyOf(50))).toBe(false)
})

test('subnets have names', () => {
  const names = [0, 1, 56, 9_999].map(netuid => new TextDecoder().decode(getNameForSubnet(world.ctx, netuid)))
  expect(names).toEqual(['root', 'apex', 'gradients', 'unknown'])
})
