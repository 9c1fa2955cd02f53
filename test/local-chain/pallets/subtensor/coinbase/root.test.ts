/** Root validators, and the end of subnets. */

import { beforeEach, describe, expect, test } from 'vitest'
import { I96F32 } from '../../../../../src/consensus/fixed/types.ts'
import { CommitmentOf } from '../../../../../src/local-chain/pallets/commitments/storage.ts'
import { getSubnetAccountId } from '../../../../../src/local-chain/pallets/subtensor/coinbase/accounts.ts'
import * as root from '../../../../../src/local-chain/pallets/subtensor/coinbase/root.ts'
import { NetworkImmunityPeriod } from '../../../../../src/local-chain/pallets/subtensor/storage/global.ts'
import {
  MaxAllowedUids,
  MaxRegistrationsPerBlock,
  TargetRegistrationsPerInterval,
} from '../../../../../src/local-chain/pallets/subtensor/storage/hyperparameters.ts'
import { Delegates, TransactionKeyLastBlock } from '../../../../../src/local-chain/pallets/subtensor/storage/keys.ts'
import { SubnetMovingPrice } from '../../../../../src/local-chain/pallets/subtensor/storage/pool.ts'
import * as storage from '../../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import { ROOT_ORIGIN } from '../../../../../src/local-chain/runtime/origin.ts'
import { rawKey } from '../../../../../src/local-chain/state/cells.ts'
import { tao } from '../../../../../src/primitives/amounts.ts'
import { toHex } from '../../../../../src/primitives/bytes.ts'
import { dump } from '../staking/world.ts'
import { coldkeyOf, hotkeyOf, SubnetWorld, TAO } from '../subnets/world.ts'

let world: SubnetWorld
beforeEach(() => {
  world = new SubnetWorld()
  const { ctx } = world
  TargetRegistrationsPerInterval.put(ctx, 0, 100)
  MaxRegistrationsPerBlock.put(ctx, 0, 100)
})

const join = (person: number) => root.rootRegister.make({ hotkey: hotkeyOf(person) })

describe('root_register', () => {
  test('costs nothing, and makes the hotkey a delegate of 18 %', () => {
    const { ctx } = world
    const events = world.accepted(coldkeyOf(1), join(1))
    expect(events.map(([name]) => name)).toEqual(['NeuronRegistered'])
    expect(world.hotkeys(0)).toEqual([hotkeyOf(1)])
    expect(Delegates.get(ctx, hotkeyOf(1))).toBe(11_796)
    expect(storage.RegistrationsThisBlock.get(ctx, 0)).toBe(1)
    world.refused(coldkeyOf(1), join(1), 'HotKeyAlreadyRegisteredInSubNet')
  })

  test('when root is full takes the place of the validator with the least stake', () => {
    const { ctx } = world
    MaxAllowedUids.put(ctx, 0, 2)
    for (const [person, stake] of [
      [1, 20n],
      [2, 10n],
      [3, 10n],
    ] as const) {
      world.stake(0, person, stake * TAO)
    }
    world.accepted(coldkeyOf(1), join(1))
    world.accepted(coldkeyOf(2), join(2))
    world.refused(coldkeyOf(3), join(3), 'StakeTooLowForRoot')
    world.stake(0, 3, 1n)
    expect(world.accepted(coldkeyOf(3), join(3)).at(-1)).toEqual(['NeuronRegistered', [0, 1, hotkeyOf(3)]])
    expect(world.hotkeys(0)).toEqual([hotkeyOf(1), hotkeyOf(3)])
  })

  test('is refused beyond the limits of a block and an interval', () => {
    const { ctx } = world
    MaxRegistrationsPerBlock.put(ctx, 0, 2)
    world.accepted(coldkeyOf(1), join(1))
    world.accepted(coldkeyOf(1), join(2))
    world.refused(coldkeyOf(1), join(3), 'TooManyRegistrationsThisBlock')
    MaxRegistrationsPerBlock.put(ctx, 0, 10)
    TargetRegistrationsPerInterval.put(ctx, 0, 1)
    world.accepted(coldkeyOf(1), join(3))
    world.refused(coldkeyOf(1), join(4), 'TooManyRegistrationsThisInterval')
  })

  test('is refused to root’s own origin, for accounts of subnets, and where there is no root', () => {
    const { ctx } = world
    world.refused(ROOT_ORIGIN, join(1), 'BadOrigin')
    const hotkey = getSubnetAccountId(ctx, 1)!
    world.refused(coldkeyOf(1), root.rootRegister.make({ hotkey }), 'CannotUseSystemAccount')
    storage.NetworksAdded.remove(ctx, 0)
    world.refused(coldkeyOf(1), join(1), 'RootNetworkDoesNotExist')
  })
})

describe('a subnet that ends', () => {
  const dissolve = (netuid: number) => root.dissolveNetwork.make({ coldkey: coldkeyOf(9), netuid })

  test('leaves nothing under its number, and pays its stakers', () => {
    const { ctx } = world
    world.skip(10)
    const before = dump(ctx)
    world.addSubnet(5, { owner: 9, neurons: [1, 2] })
    world.stake(5, 1, 30n * TAO)
    TransactionKeyLastBlock.put(ctx, hotkeyOf(1), 5, 3, world.block)
    CommitmentOf.put(ctx, 5, hotkeyOf(1), { deposit: tao(0n), block: world.block, info: { fields: [] } })
    expect(world.accepted(ROOT_ORIGIN, dissolve(5)).at(-1)).toEqual(['NetworkRemoved', [5]])
    expect(world.free(coldkeyOf(1))).toBeGreaterThan(0n)
    expect(root.getNetworkToPrune(ctx)).not.toBe(5)
    expect(CommitmentOf.entries(ctx, 5)).toEqual([])
    const left = [...dump(ctx).keys()].filter(key => !before.has(key)).map(labelOf)
    const ofSubnets = new Set(left.filter(item => item.startsWith('SubtensorModule') && !OF_PEOPLE.has(item)))
    // The switch of its emission is what the chain forgets to take away.
    expect([...ofSubnets]).toEqual(['SubtensorModule.SubnetEmissionEnabled'])
  })

  test('is refused to others than root, for root itself, and for nothing', () => {
    world.addSubnet(5, { owner: 9 })
    world.refused(coldkeyOf(9), dissolve(5), 'BadOrigin')
    world.refused(coldkeyOf(9), root.rootDissolveNetwork.make({ netuid: 5 }), 'BadOrigin')
    world.refused(ROOT_ORIGIN, dissolve(0), 'SubnetNotExists')
    world.refused(ROOT_ORIGIN, root.rootDissolveNetwork.make({ netuid: 77 }), 'SubnetNotExists')
  })

  test('root_dissolve_network does the same', () => {
    world.addSubnet(5, { owner: 9 })
    world.accepted(ROOT_ORIGIN, root.rootDissolveNetwork.make({ netuid: 5 }))
    expect(storage.NetworksAdded.get(world.ctx, 5)).toBe(false)
  })

  const OF_PEOPLE = new Set(
    ['Owner', 'OwnedHotkeys', 'StakingHotkeys', 'TotalStake', 'Delegates'].map(name => `SubtensorModule.${name}`),
  )

  function labelOf(key: string): string {
    for (const { pallet } of world.ctx.runtime.pallets) {
      for (const item of pallet.storage ?? []) {
        if (world.ctx.state.cells(item, []).some(cell => toHex(rawKey(cell)) === key)) return item.label
      }
    }
    return 'unknown'
  }
})

test('the subnet to prune is beyond its immunity, of the least moving price, the oldest of equals', () => {
  const { ctx } = world
  const price = (netuid: number, tenths: bigint) =>
    SubnetMovingPrice.put(ctx, netuid, I96F32.satDiv(I96F32.satFromInt(tenths), I96F32.satFromInt(10n)))
  NetworkImmunityPeriod.put(ctx, 100n)
  for (const netuid of [5, 6, 7]) {
    world.addSubnet(netuid)
    storage.NetworkRegisteredAt.put(ctx, netuid, world.block)
    world.skip(1)
    price(netuid, 3n)
  }
  price(1, 9n)
  storage.NetworkRegisteredAt.put(ctx, 1, world.block)
  expect(root.getNetworkToPrune(ctx)).toBeUndefined()
  world.skip(97)
  expect(root.getNetworkToPrune(ctx)).toBe(5)
  world.skip(10)
  price(7, 2n)
  expect(root.getNetworkToPrune(ctx)).toBe(7)
  price(1, 1n)
  expect(root.getNetworkToPrune(ctx)).toBe(1)
})
