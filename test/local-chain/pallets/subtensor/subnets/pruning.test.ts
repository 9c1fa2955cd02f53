/** Which neuron goes when a full subnet takes a new one: compared with the rule written as filters and a sort. */

import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  ImmuneOwnerUidsLimit,
  ImmunityPeriod,
  MinNonImmuneUids,
} from '../../../../../src/local-chain/pallets/subtensor/storage/hyperparameters.ts'
import { OwnedHotkeys } from '../../../../../src/local-chain/pallets/subtensor/storage/keys.ts'
import { BlockAtRegistration, Emission } from '../../../../../src/local-chain/pallets/subtensor/storage/neurons.ts'
import { SubnetOwner, SubnetOwnerHotkey } from '../../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import {
  getImmuneOwnerUids,
  getNeuronToPrune,
} from '../../../../../src/local-chain/pallets/subtensor/subnets/pruning.ts'
import { getNeuronIsImmune } from '../../../../../src/local-chain/pallets/subtensor/utils/misc.ts'
import { alpha } from '../../../../../src/primitives/amounts.ts'
import { coldkeyOf, hotkeyOf, SubnetWorld } from './world.ts'

const NETUID = 2
const NOW = 1_000

interface Neuron {
  readonly emission: bigint
  /** How long ago it was registered. */
  readonly age: number
  readonly owners: boolean
}

interface Subnet {
  readonly neurons: readonly Neuron[]
  readonly immunity: number
  readonly minNonImmune: number
  readonly ownerLimit: number
  readonly ownerHotkey: number
}

const subnet: fc.Arbitrary<Subnet> = fc.record({
  neurons: fc.array(
    fc.record({
      emission: fc.bigInt({ min: 0n, max: 3n }),
      age: fc.integer({ min: 0, max: 6 }).map(n => n * 10),
      owners: fc.boolean(),
    }),
    { minLength: 1, maxLength: 9 },
  ),
  immunity: fc.constantFrom(0, 15, 35, 200),
  minNonImmune: fc.integer({ min: 0, max: 3 }),
  ownerLimit: fc.integer({ min: 0, max: 4 }),
  ownerHotkey: fc.integer({ min: 0, max: 9 }),
})

function build({ neurons, immunity, minNonImmune, ownerLimit, ownerHotkey }: Subnet): SubnetWorld {
  const world = new SubnetWorld()
  const { ctx } = world
  world.skip(NOW - 1)
  world.addSubnet(NETUID)
  neurons.forEach(({ owners, age }, uid) => {
    world.enrol(NETUID, uid)
    if (owners) giveToOwner(world, uid)
    BlockAtRegistration.put(ctx, NETUID, uid, world.block - BigInt(age))
  })
  Emission.put(
    ctx,
    NETUID,
    neurons.map(({ emission }) => alpha(emission)),
  )
  SubnetOwner.put(ctx, NETUID, coldkeyOf(500))
  SubnetOwnerHotkey.put(ctx, NETUID, hotkeyOf(ownerHotkey))
  ImmunityPeriod.put(ctx, NETUID, immunity)
  MinNonImmuneUids.put(ctx, NETUID, minNonImmune)
  ImmuneOwnerUidsLimit.put(ctx, NETUID, ownerLimit)
  return world
}

/** What the chain lists as the owner's hotkeys is what counts. */
function giveToOwner(world: SubnetWorld, person: number): void {
  OwnedHotkeys.mutate(world.ctx, coldkeyOf(500), owned => [...owned, hotkeyOf(person)])
}

function immortal({ neurons, ownerLimit, ownerHotkey }: Subnet): number[] {
  const oldestOwned = neurons
    .flatMap(({ owners, age }, uid) => (owners ? [{ uid, age }] : []))
    .sort((a, b) => b.age - a.age || a.uid - b.uid)
    .slice(0, ownerLimit)
    .map(({ uid }) => uid)
  if (ownerHotkey >= neurons.length || oldestOwned.includes(ownerHotkey)) return oldestOwned
  return [ownerHotkey, ...oldestOwned].slice(0, ownerLimit)
}

function expectedPrune(subnet: Subnet): number | undefined {
  const safe = immortal(subnet)
  const rows = subnet.neurons.map((neuron, uid) => ({ uid, ...neuron })).filter(({ uid }) => !safe.includes(uid))
  rows.sort((a, b) => Number(a.emission - b.emission) || b.age - a.age || a.uid - b.uid)
  const isImmune = ({ age }: Neuron) => age < subnet.immunity
  const free = rows.filter(row => !isImmune(row))
  return free.length > subnet.minNonImmune ? free[0]?.uid : rows.find(isImmune)?.uid
}

test('the weakest goes: least emission, then the oldest, then the lowest uid; the owner’s stay', () => {
  fc.assert(
    fc.property(subnet, subnet => {
      const { ctx } = build(subnet)
      expect(getImmuneOwnerUids(ctx, NETUID, coldkeyOf(500))).toEqual(immortal(subnet))
      expect(getNeuronToPrune(ctx, NETUID)).toBe(expectedPrune(subnet))
    }),
    { seed: 3, numRuns: 120 },
  )
})

test('immunity ends a period after the registration', () => {
  const world = new SubnetWorld()
  world.addSubnet(NETUID, { neurons: [1] })
  ImmunityPeriod.put(world.ctx, NETUID, 5)
  expect(getNeuronIsImmune(world.ctx, NETUID, 0)).toBe(true)
  world.skip(4)
  expect(getNeuronIsImmune(world.ctx, NETUID, 0)).toBe(true)
  world.skip(1)
  expect(getNeuronIsImmune(world.ctx, NETUID, 0)).toBe(false)
})

test('nobody can go where nobody is', () => {
  const world = new SubnetWorld()
  world.addSubnet(NETUID)
  expect(getNeuronToPrune(world.ctx, NETUID)).toBeUndefined()
})
