import fc from 'fast-check'
import { expect, test } from 'vitest'
import { powerBySeries } from '../../../src/consensus/pool-curve/pow-ratio.ts'
import { quickPower } from '../../../src/consensus/pool-curve/quick-power.ts'

const SCALE = 10n ** 18n

/** A reserve, what a trade brings to it, and a weight: as swaps have them, from a rao to a third of the reserve. */
const trades = fc
  .tuple(fc.bigInt(1n, 2n ** 63n), fc.bigInt(0n, 2n ** 64n), fc.integer({ min: 1, max: 62 }), fc.bigInt(1n, SCALE - 1n))
  .map(([reserve, part, shift, weight]) => ({
    base: { num: reserve, den: reserve + (reserve * part) / 2n ** BigInt(64 + shift) },
    exponent: { num: weight, den: SCALE - weight },
  }))

test('is the number of the series wherever it says one, which is nearly always for trades', () => {
  let all = 0
  let answered = 0
  fc.assert(
    fc.property(trades, fc.constantFrom(256, 1024), ({ base, exponent }, precision) => {
      const quick = quickPower(base, exponent, precision, SCALE)
      const isTrade = base.den > base.num && exponent.num <= 99n * exponent.den
      if (isTrade) all++
      if (quick === undefined) return
      if (isTrade) answered++
      expect(quick).toBe(powerBySeries(base, exponent, precision, SCALE))
    }),
    { numRuns: 1500, seed: 5 },
  )
  expect(all).toBeGreaterThan(800)
  expect(answered / all).toBeGreaterThan(0.85)
})

test('has no answer where the bound does not hold, or cannot decide', () => {
  const half = { num: 333n, den: 667n }
  expect(quickPower({ num: 99n, den: 100n }, half, 256, SCALE)).toBe(
    powerBySeries({ num: 99n, den: 100n }, half, 256, SCALE),
  )
  expect(quickPower({ num: 74n, den: 100n }, half, 256, SCALE)).toBe(undefined)
  expect(quickPower({ num: 101n, den: 100n }, half, 256, SCALE)).toBe(undefined)
  expect(quickPower({ num: 99n, den: 100n }, { num: 129n, den: 1n }, 256, SCALE)).toBe(undefined)
  expect(quickPower({ num: 99n, den: 100n }, { num: 127n, den: 1n }, 256, SCALE)).toBe(undefined)
  expect(quickPower({ num: 99n, den: 100n }, half, 255, SCALE)).toBe(undefined)
  expect(quickPower({ num: 99n, den: 100n }, half, 256, 2n ** 65n)).toBe(undefined)
  // 1, and 81/100 to the half: whole units, which a number with an error can be on either side of.
  expect(quickPower({ num: 5n, den: 5n }, half, 256, SCALE)).toBe(undefined)
  expect(quickPower({ num: 81n, den: 100n }, { num: 1n, den: 2n }, 256, SCALE)).toBe(undefined)
})
