/** Coldkeys and subnets say who they are. */

import { beforeEach, describe, expect, test } from 'vitest'
import { IdentitiesV2 } from '../../../../../src/local-chain/pallets/subtensor/storage/keys.ts'
import { SubnetIdentitiesV3 } from '../../../../../src/local-chain/pallets/subtensor/storage/subnet.ts'
import { setIdentity, setSubnetIdentity } from '../../../../../src/local-chain/pallets/subtensor/utils/identity.ts'
import { ROOT_ORIGIN } from '../../../../../src/local-chain/runtime/origin.ts'
import { utf8 } from '../../../../../src/primitives/bytes.ts'
import { coldkeyOf, hotkeyOf, SubnetWorld } from '../subnets/world.ts'

const NETUID = 2

let world: SubnetWorld
beforeEach(() => {
  world = new SubnetWorld()
  world.addSubnet(NETUID, { owner: 1, neurons: [1] })
})

const filled = <K extends string>(fields: readonly K[], changes: { readonly [field in K]?: number } = {}) =>
  Object.fromEntries(fields.map(field => [field, new Uint8Array(changes[field] ?? 1).fill(65)])) as Record<
    K,
    Uint8Array
  >

const OF_COLDKEYS = {
  name: 256,
  url: 256,
  github_repo: 256,
  image: 1024,
  discord: 256,
  description: 1024,
  additional: 1024,
}
const OF_SUBNETS = {
  subnet_name: 256,
  github_repo: 1024,
  subnet_contact: 1024,
  subnet_url: 1024,
  discord: 256,
  description: 1024,
  logo_url: 1024,
  additional: 1024,
}
type ColdkeyField = keyof typeof OF_COLDKEYS
type SubnetField = keyof typeof OF_SUBNETS
const coldkeyFields = Object.keys(OF_COLDKEYS) as ColdkeyField[]
const subnetFields = Object.keys(OF_SUBNETS) as SubnetField[]

describe('set_identity', () => {
  test('of a coldkey with a neuron, every field at its limit', () => {
    const identity = filled(coldkeyFields, OF_COLDKEYS)
    expect(world.accepted(coldkeyOf(1), setIdentity.make(identity))).toEqual([['ChainIdentitySet', [coldkeyOf(1)]]])
    expect(IdentitiesV2.get(world.ctx, coldkeyOf(1))).toEqual(identity)
  })

  test.each(coldkeyFields)('is refused with a %s that is too long', field => {
    const identity = filled(coldkeyFields, { [field]: OF_COLDKEYS[field] + 1 })
    world.refused(coldkeyOf(1), setIdentity.make(identity), 'InvalidIdentity')
  })

  test('is refused to coldkeys without a neuron, and to hotkeys', () => {
    const identity = filled(coldkeyFields)
    world.refused(coldkeyOf(2), setIdentity.make(identity), 'HotKeyNotRegisteredInNetwork')
    world.refused(hotkeyOf(1), setIdentity.make(identity), 'HotKeyNotRegisteredInNetwork')
    world.refused(ROOT_ORIGIN, setIdentity.make(identity), 'BadOrigin')
  })
})

describe('set_subnet_identity', () => {
  test('by its owner, every field at its limit', () => {
    const identity = filled(subnetFields, OF_SUBNETS)
    const call = setSubnetIdentity.make({ netuid: NETUID, ...identity })
    expect(world.accepted(coldkeyOf(1), call)).toEqual([['SubnetIdentitySet', [NETUID]]])
    expect(SubnetIdentitiesV3.get(world.ctx, NETUID)).toEqual(identity)
  })

  test.each(subnetFields)('is refused with a %s that is too long', field => {
    const identity = filled(subnetFields, { [field]: OF_SUBNETS[field] + 1 })
    world.refused(coldkeyOf(1), setSubnetIdentity.make({ netuid: NETUID, ...identity }), 'InvalidIdentity')
  })

  test('is refused to everybody else', () => {
    const call = setSubnetIdentity.make({ netuid: NETUID, ...filled(subnetFields), subnet_name: utf8('Mine') })
    world.refused(coldkeyOf(2), call, 'NotSubnetOwner')
    world.refused(ROOT_ORIGIN, call, 'BadOrigin')
  })
})
