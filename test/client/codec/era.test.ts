import { GenericExtrinsicEra, TypeRegistry } from '@polkadot/types'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { birthOf, decodeEra, encodeEra, eraFrom, lastBlockOf } from '../../../src/client/codec/era.ts'
import { TaoError } from '../../../src/primitives/errors.ts'

const registry = new TypeRegistry()
const blocks = fc.nat(20_000_000)

test('an era from a block on is that of @polkadot/types, up to the length in which phases have no steps', () => {
  fc.assert(
    fc.property(blocks, fc.integer({ min: 1, max: 4096 }), (block, period) => {
      const era = eraFrom(block, period)
      const theirs = new GenericExtrinsicEra(registry, { current: block, period })
      expect([...encodeEra(era)]).toEqual([...theirs.asMortalEra.toU8a()])
      expect(birthOf(era, block)).toBe(block)
      expect(lastBlockOf(era, block)).toBe(theirs.asMortalEra.death(block) - 1)
      expect(lastBlockOf(era, block)).toBeGreaterThanOrEqual(block + period - 1)
    }),
  )
})

test('a long one begins at a step, near the block, which it holds', () => {
  fc.assert(
    fc.property(blocks, fc.integer({ min: 4097, max: 65_536 }), (block, period) => {
      const era = eraFrom(block, period)
      const [low, high] = encodeEra(era)
      expect(decodeEra(low!, high!).value).toEqual(era)
      expect(block - birthOf(era, block)).toBeGreaterThanOrEqual(0)
      expect(block - birthOf(era, block)).toBeLessThan(16)
    }),
  )
})

test('two bytes are an era or are refused, as by @polkadot/types', () => {
  let known = 0
  for (let encoded = 1; encoded < 65_536; encoded++) {
    const [low, high] = [encoded & 0xff, encoded >>> 8]
    if (low === 0) continue
    try {
      const { value } = decodeEra(low, high)
      expect([...encodeEra(value)]).toEqual([low, high])
      known++
    } catch (error) {
      expect(error).toBeInstanceOf(TaoError)
      expect(() => new GenericExtrinsicEra(registry, Uint8Array.of(low, high)).asMortalEra).toThrow()
    }
  }
  expect(known).toBeGreaterThan(20_000)
})
