/** Keys of the EVM are bound to neurons by their signatures. */

import { secp256k1 } from '@noble/curves/secp256k1.js'
import { keccak_256 } from '@noble/hashes/sha3.js'
import { beforeEach, describe, expect, test } from 'vitest'
import { AssociatedEvmAddress, Owner } from '../../../../../src/local-chain/pallets/subtensor/storage/keys.ts'
import {
  associateEvmKey,
  associationMessage,
  hashMessageEip191,
} from '../../../../../src/local-chain/pallets/subtensor/utils/evm.ts'
import { NO_ORIGIN } from '../../../../../src/local-chain/runtime/origin.ts'
import { concatBytes, fromHex, type Hex, toHex, utf8 } from '../../../../../src/primitives/bytes.ts'
import { hotkeyOf, SubnetWorld } from '../subnets/world.ts'

const NETUID = 2
const me = hotkeyOf(1)
/** The first of the well-known development keys of Ethereum tools, and its address. */
const SECRET = fromHex('0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80')
const ADDRESS = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'

let world: SubnetWorld
beforeEach(() => {
  world = new SubnetWorld()
  world.addSubnet(NETUID, { neurons: [1] })
  world.skip(100_000)
})

interface SignOptions {
  readonly message?: Uint8Array
  readonly v?: number
  readonly high?: boolean
}

/** Signs as wallets do: r, s, and 27 or 28. */
function sign({ message = associationMessage(me, 5n), v = 27, high = false }: SignOptions = {}): Hex {
  const recovered = secp256k1.sign(hashMessageEip191(message), SECRET, { prehash: false, format: 'recovered' })
  const [recovery, compact] = [recovered[0]!, recovered.slice(1)]
  if (!high) return toHex(concatBytes(compact, Uint8Array.of(recovery + v)))
  const { r, s } = secp256k1.Signature.fromBytes(compact, 'compact')
  const other = new secp256k1.Signature(r, secp256k1.Point.Fn.ORDER - s).toBytes('compact')
  return toHex(concatBytes(other, Uint8Array.of((recovery ^ 1) + v)))
}

const associate = (signature = sign(), { netuid = NETUID, evm_key = ADDRESS as Hex, block_number = 5n } = {}) =>
  associateEvmKey.make({ netuid, evm_key, block_number, signature })

describe('associate_evm_key', () => {
  test.each([27, 0])('binds the key that signed, counting recovery from %i', v => {
    const data = { netuid: NETUID, hotkey: me, evm_key: ADDRESS, block_associated: world.block }
    expect(world.accepted(me, associate(sign({ v })))).toEqual([['EvmKeyAssociated', data]])
    expect(AssociatedEvmAddress.get(world.ctx, NETUID, 0)).toEqual([ADDRESS, world.block])
  })

  test('hashes messages as wallets do, whatever the block was', () => {
    const hash = keccak_256(concatBytes(utf8('\x19Ethereum Signed Message:\n64'), associationMessage(me, 5n)))
    expect(hashMessageEip191(associationMessage(me, 5n))).toEqual(hash)
    expect(associationMessage(me, 5n).slice(32)).toEqual(keccak_256(Uint8Array.of(5, 0, 0, 0, 0, 0, 0, 0)))
  })

  test('waits between two times', () => {
    world.accepted(me, associate())
    world.skip(7_199)
    world.refused(me, associate(), 'EvmKeyAssociateRateLimitExceeded')
    world.skip(1)
    world.accepted(me, associate())
  })

  test('is refused: another key, another message, no signature', () => {
    world.refused(me, associate(sign(), { evm_key: `0x${'11'.repeat(20)}` }), 'InvalidRecoveredPublicKey')
    world.refused(me, associate(sign(), { block_number: 6n }), 'InvalidRecoveredPublicKey')
    world.refused(me, associate(`0x${'00'.repeat(65)}`), 'InvalidIdentity')
    world.refused(me, associate(`0x${'ff'.repeat(65)}`), 'InvalidIdentity')
  })

  test('is refused with a signature in its other form, of a high s', () => {
    world.refused(me, associate(sign({ high: true })), 'InvalidIdentity')
  })

  test('is refused to those who have no neuron', () => {
    world.refused(hotkeyOf(2), associate(), 'HotKeyNotRegisteredInSubNet')
    world.refused(NO_ORIGIN, associate(), 'BadOrigin')
  })

  test('is refused to hotkeys without an owner, where no guard has asked for a neuron before', () => {
    world = SubnetWorld.unguarded()
    world.addSubnet(NETUID, { neurons: [1] })
    world.refused(hotkeyOf(2), associate(), 'NonAssociatedColdKey')
    Owner.put(world.ctx, hotkeyOf(2), hotkeyOf(3))
    world.refused(hotkeyOf(2), associate(), 'HotKeyNotRegisteredInSubNet')
  })
})
