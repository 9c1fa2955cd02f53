import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isMaxLimited, maxUpscale } from '../../src/consensus/weights.ts'

const weights = fc.uint16Array({ minLength: 1, maxLength: 20 })

test('the greatest weight becomes 65535, the others keep their proportion', () => {
  fc.assert(
    fc.property(weights, row => {
      const greatest = Math.max(...row)
      const scaled = maxUpscale(row)
      if (greatest === 0) return expect([...scaled]).toEqual([...row])
      expect(Math.max(...scaled)).toBe(65_535)
      for (const [i, weight] of row.entries()) {
        expect(Math.abs(scaled[i]! - (weight * 65_535) / greatest)).toBeLessThanOrEqual(0.5 + 2 ** -15)
      }
    }),
    { seed: 1, numRuns: 300 },
  )
  expect([...maxUpscale(Uint16Array.of(1, 2, 4))]).toEqual([16_384, 32_768, 65_535])
  expect(maxUpscale(new Uint16Array(0))).toHaveLength(0)
})

test('a limit on the greatest share', () => {
  expect(isMaxLimited(Uint16Array.of(1, 1), 32_768)).toBe(true)
  expect(isMaxLimited(Uint16Array.of(1, 1), 32_767)).toBe(false)
  expect(isMaxLimited(Uint16Array.of(9), 65_535)).toBe(true)
  expect(isMaxLimited(Uint16Array.of(9), 65_534)).toBe(false)
  expect(isMaxLimited(Uint16Array.of(0, 0), 0)).toBe(true)
  expect(isMaxLimited(new Uint16Array(0), 0)).toBe(true)
})
