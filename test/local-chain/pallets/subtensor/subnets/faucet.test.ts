/** TAO for work, where a network is built with a faucet. */

import { beforeEach, expect, test } from 'vitest'
import { UsedWork } from '../../../../../src/local-chain/pallets/subtensor/storage/keys.ts'
import {
  createSealHash,
  faucet,
  hashMeetsDifficulty,
} from '../../../../../src/local-chain/pallets/subtensor/subnets/faucet.ts'
import { BlockHash } from '../../../../../src/local-chain/pallets/system/storage.ts'
import { NO_ORIGIN } from '../../../../../src/local-chain/runtime/origin.ts'
import { fromHex } from '../../../../../src/primitives/bytes.ts'
import { coldkeyOf, SubnetWorld, TAO } from './world.ts'

const me = coldkeyOf(3)
/** Found by trying, for a block hash of bytes 0x77. */
const NONCE = 52_191n
const WORK = fromHex('0xafbc425562b53f93ecc364f2e77d0d12e237452822eae228b1b76398da0c0000')

let world: SubnetWorld
let block: bigint
beforeEach(() => {
  world = new SubnetWorld()
  world.skip(10)
  block = world.block
  BlockHash.put(world.ctx, Number(block), `0x${'77'.repeat(32)}`)
})

const ask = ({ block_number = block, nonce = NONCE, work = WORK } = {}) => faucet.make({ block_number, nonce, work })

test('gives a thousand TAO for work', () => {
  const { ctx } = world
  expect(createSealHash(ctx, block, NONCE, me)).toEqual(WORK)
  expect(world.accepted(me, ask()).at(-1)).toEqual(['Faucet', [me, 1_000n * TAO]])
  expect(world.free(me)).toBe(1_000n * TAO)
  expect(UsedWork.get(ctx, WORK)).toBe(block)
})

test('for work of the last three blocks', () => {
  world.skip(2)
  world.accepted(me, ask())
  world.skip(1)
  world.refused(me, ask(), 'InvalidWorkBlock')
  world.refused(me, ask({ block_number: world.block + 1n }), 'InvalidWorkBlock')
})

test('is refused: too easy, not of this nonce or account, nobody', () => {
  world.refused(me, ask({ work: new Uint8Array(32).fill(1) }), 'InvalidDifficulty')
  world.refused(me, ask({ work: new Uint8Array(31) }), 'InvalidDifficulty')
  world.refused(me, ask({ nonce: NONCE + 1n }), 'InvalidSeal')
  world.refused(coldkeyOf(4), ask(), 'InvalidSeal')
  world.refused(NO_ORIGIN, ask(), 'BadOrigin')
})

test('difficulty bounds the hash as a little-endian number', () => {
  const hash = (top: number) => new Uint8Array(32).fill(0xff, 0, 31).fill(top, 31)
  expect(hashMeetsDifficulty(hash(0x7f), 2n)).toBe(true)
  expect(hashMeetsDifficulty(hash(0x80), 2n)).toBe(false)
})
