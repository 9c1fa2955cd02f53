/** A subnet that becomes smaller: who stays keeps everything, under a new number. */

import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import {
  ImmunityPeriod,
  MaxAllowedUids,
  MinAllowedUids,
} from '../../../../../src/local-chain/pallets/subtensor/storage/hyperparameters.ts'
import { AssociatedEvmAddress } from '../../../../../src/local-chain/pallets/subtensor/storage/keys.ts'
import * as neurons from '../../../../../src/local-chain/pallets/subtensor/storage/neurons.ts'
import { MechanismCountCurrent, SubnetworkN } from '../../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import { getMechanismStorageIndex } from '../../../../../src/local-chain/pallets/subtensor/subnets/mechanism.ts'
import { trimToMaxAllowedUids } from '../../../../../src/local-chain/pallets/subtensor/subnets/trimming.ts'
import { DispatchError } from '../../../../../src/local-chain/runtime/dispatch-error.ts'
import type { AccountId } from '../../../../../src/primitives/account.ts'
import { alpha } from '../../../../../src/primitives/amounts.ts'
import { hotkeyOf, SubnetWorld } from './world.ts'

const NETUID = 2
const MECHANISMS = 2

interface Subnet {
  readonly emissions: readonly number[]
  readonly immune: readonly boolean[]
  readonly max: number
  /** Weights and bonds by mechanism, from, to. */
  readonly links: readonly (readonly [mechanism: number, from: number, to: number, value: number])[]
}

const subnet: fc.Arbitrary<Subnet> = fc.integer({ min: 4, max: 12 }).chain(n => {
  const uid = fc.nat(n - 1)
  return fc.record({
    emissions: fc.array(fc.nat(4), { minLength: n, maxLength: n }),
    immune: fc.array(fc.constantFrom(false, false, false, false, true), { minLength: n, maxLength: n }),
    max: fc.integer({ min: 2, max: n + 1 }),
    links: fc.array(fc.tuple(fc.nat(MECHANISMS - 1), uid, uid, fc.integer({ min: 1, max: 65_535 })), { maxLength: 30 }),
  })
})

function build({ emissions, immune, links }: Subnet): SubnetWorld {
  const world = new SubnetWorld()
  const { ctx } = world
  world.addSubnet(NETUID)
  MechanismCountCurrent.put(ctx, NETUID, MECHANISMS)
  for (const person of emissions.keys()) world.enrol(NETUID, person)
  ImmunityPeriod.put(ctx, NETUID, 50)
  world.skip(100)
  immune.forEach((isImmune, uid) => {
    if (isImmune) neurons.BlockAtRegistration.put(ctx, NETUID, uid, world.block)
    AssociatedEvmAddress.put(ctx, NETUID, uid, [`0x${String(uid).padStart(40, '0')}`, 5n])
  })
  MinAllowedUids.put(ctx, NETUID, 2)
  MaxAllowedUids.put(ctx, NETUID, 20)
  neurons.Emission.put(
    ctx,
    NETUID,
    emissions.map(n => alpha(BigInt(n))),
  )
  neurons.Consensus.put(
    ctx,
    NETUID,
    Uint16Array.from(emissions, (_, uid) => 100 + uid),
  )
  neurons.StakeWeight.put(
    ctx,
    NETUID,
    Uint16Array.from(emissions, (_, uid) => 200 + uid),
  )
  neurons.ValidatorPermit.put(
    ctx,
    NETUID,
    emissions.map((_, uid) => uid % 2 === 0),
  )
  for (const [mechanism, from, to, value] of links) {
    const index = getMechanismStorageIndex(NETUID, mechanism)
    for (const rows of [neurons.Weights, neurons.Bonds]) {
      rows.mutate(ctx, index, from, row => Uint16Array.from([...row, to, value]))
    }
  }
  return world
}

/** Everything kept of the neurons, by hotkey instead of by number. */
function byHotkey({ ctx }: SubnetWorld): Map<AccountId, unknown> {
  const keys = new Map(neurons.Keys.entries(ctx, NETUID).map(({ keys, value }) => [keys[1], value]))
  const links = (item: typeof neurons.Weights, uid: number, mechanism: number) => {
    const row = item.get(ctx, getMechanismStorageIndex(NETUID, mechanism), uid)
    const pairs = Array.from({ length: row.length / 2 }, (_, i) => [keys.get(row[2 * i]!), row[2 * i + 1]])
    return pairs
  }
  return new Map(
    [...keys].map(([uid, hotkey]) => [
      hotkey,
      {
        emission: neurons.Emission.get(ctx, NETUID)[uid],
        consensus: neurons.Consensus.get(ctx, NETUID)[uid],
        stakeWeight: neurons.StakeWeight.get(ctx, NETUID)[uid],
        permit: neurons.ValidatorPermit.get(ctx, NETUID)[uid],
        registered: neurons.BlockAtRegistration.get(ctx, NETUID, uid),
        evm: AssociatedEvmAddress.find(ctx, NETUID, uid),
        links: [0, 1].map(mechanism => [neurons.Weights, neurons.Bonds].map(item => links(item, uid, mechanism))),
      },
    ]),
  )
}

type Row = { readonly links: [AccountId | undefined, number][][][] }

/** The rows as they must be after the trim: of those who stay, without what pointed to those who went. */
function without(rows: Map<AccountId, unknown>, gone: ReadonlySet<AccountId>): Map<AccountId, unknown> {
  const left = [...rows].filter(([hotkey]) => !gone.has(hotkey)) as [AccountId, Row][]
  return new Map(
    left.map(([hotkey, row]) => [
      hotkey,
      {
        ...row,
        links: row.links.map(of => of.map(pairs => pairs.filter(([to]) => to === undefined || !gone.has(to)))),
      },
    ]),
  )
}

test('leaves those of most emission with everything that was theirs, numbered without gaps', () => {
  fc.assert(
    fc.property(subnet, subnet => {
      const world = build(subnet)
      const { ctx } = world
      const n = subnet.emissions.length
      const immune = subnet.immune.filter(Boolean).length
      if (n > subnet.max && Math.floor((100 * immune) / subnet.max) >= 80) return expectRefusal(world, subnet.max)
      const before = byHotkey(world)
      trimToMaxAllowedUids(ctx, NETUID, subnet.max)
      expect(MaxAllowedUids.get(ctx, NETUID)).toBe(subnet.max)
      const goners = subnet.emissions
        .map((emission, uid) => ({ emission, uid }))
        .filter(({ uid }) => !subnet.immune[uid])
        .sort((a, b) => a.emission - b.emission || b.uid - a.uid)
        .slice(0, Math.max(0, n - subnet.max))
      const gone = new Set(goners.map(({ uid }) => hotkeyOf(uid)))
      expect(world.hotkeys(NETUID)).toEqual(subnet.emissions.map((_, i) => hotkeyOf(i)).filter(key => !gone.has(key)))
      expect(byHotkey(world)).toEqual(without(before, gone))
      expectNumbered(world, Math.min(n, subnet.max))
      for (const hotkey of gone) expect(neurons.IsNetworkMember.has(ctx, hotkey, NETUID)).toBe(false)
    }),
    { seed: 5, numRuns: 80 },
  )
})

function expectNumbered({ ctx }: SubnetWorld, n: number): void {
  const uids = Array.from({ length: n }, (_, uid) => uid)
  expect(SubnetworkN.get(ctx, NETUID)).toBe(n)
  expect(
    neurons.Keys.entries(ctx, NETUID)
      .map(({ keys }) => keys[1])
      .sort((a, b) => a - b),
  ).toEqual(uids)
  for (const uid of uids) expect(neurons.Uids.get(ctx, NETUID, neurons.Keys.get(ctx, NETUID, uid))).toBe(uid)
  expect(neurons.Uids.entries(ctx, NETUID).length).toBe(n)
  for (const item of [
    neurons.Emission,
    neurons.Active,
    neurons.ValidatorPermit,
    neurons.Consensus,
    neurons.Dividends,
  ]) {
    expect(item.get(ctx, NETUID).length).toBe(n)
  }
  for (const mechanism of [0, 1]) {
    const index = getMechanismStorageIndex(NETUID, mechanism)
    expect(neurons.Incentive.get(ctx, index).length).toBe(n)
    expect(neurons.LastUpdate.get(ctx, index).length).toBe(n)
    for (const rows of [neurons.Weights, neurons.Bonds]) {
      for (const { keys, value } of rows.entries(ctx, index)) {
        expect(keys[1]).toBeLessThan(n)
        for (let i = 0; i < value.length; i += 2) expect(value[i]).toBeLessThan(n)
      }
    }
  }
}

const refusal = (run: () => void): string => {
  try {
    run()
  } catch (error) {
    if (error instanceof DispatchError) return error.label.replace('SubtensorModule.', '')
    throw error
  }
  return 'ok'
}

function expectRefusal({ ctx }: SubnetWorld, max: number): void {
  expect(refusal(() => trimToMaxAllowedUids(ctx, NETUID, max))).toBe('TrimmingWouldExceedMaxImmunePercentage')
}

let world: SubnetWorld
beforeEach(() => {
  world = new SubnetWorld()
  world.addSubnet(NETUID, { neurons: [1, 2, 3, 4] })
})

test('is refused out of bounds', () => {
  const { ctx } = world
  MinAllowedUids.put(ctx, NETUID, 2)
  MaxAllowedUids.put(ctx, NETUID, 8)
  expect(refusal(() => trimToMaxAllowedUids(ctx, 77, 3))).toBe('SubnetNotExists')
  expect(refusal(() => trimToMaxAllowedUids(ctx, NETUID, 1))).toBe('InvalidValue')
  expect(refusal(() => trimToMaxAllowedUids(ctx, NETUID, 9))).toBe('InvalidValue')
  expect(refusal(() => trimToMaxAllowedUids(ctx, NETUID, 8))).toBe('ok')
})

test('is refused where nearly all are immune', () => {
  MinAllowedUids.put(world.ctx, NETUID, 2)
  ImmunityPeriod.put(world.ctx, NETUID, 1_000)
  expectRefusal(world, 3)
})
