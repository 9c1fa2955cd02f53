import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { powRatioScaled } from '../../../src/consensus/pool-curve/pow-ratio.ts'

const SCALE = 10n ** 18n
const u64 = fc.bigInt({ min: 1n, max: 0xffff_ffff_ffff_ffffn })

describe('small exponents', () => {
  test('give the exact floor', () => {
    const exponents = fc.bigInt({ min: 1n, max: 40n })
    fc.assert(
      fc.property(u64, u64, exponents, exponents, (num, den, p, q) => {
        const r = powRatioScaled({ num, den }, { num: p, den: q }, 256, SCALE)!
        // r ≤ scale · (num/den)^(p/q) < r + 1
        const target = num ** p * SCALE ** q
        expect(r ** q * den ** p <= target).toBe(true)
        expect((r + 1n) ** q * den ** p > target).toBe(true)
      }),
      { seed: 1, numRuns: 100 },
    )
  })

  test('are taken after reduction', () => {
    const half = powRatioScaled({ num: 2n, den: 1n }, { num: 10n ** 17n * 5n, den: 10n ** 18n }, 32, SCALE)
    expect(half).toBe(1_414_213_562_373_095_048n)
  })
})

describe('other exponents', () => {
  test('agree with exact ones nearby', () => {
    // An exponent a hair above 1/2 takes the series; the square root is the exact path.
    fc.assert(
      fc.property(
        fc.bigInt({ min: 10n ** 6n, max: 10n ** 16n }),
        fc.bigInt({ min: 10n ** 6n, max: 10n ** 16n }),
        (num, den) => {
          const base = { num, den }
          const exact = powRatioScaled(base, { num: 1n, den: 2n }, 256, SCALE)!
          const near = powRatioScaled(base, { num: 10n ** 30n + 1n, den: 2n * 10n ** 30n }, 256, SCALE)!
          const distance = exact > near ? exact - near : near - exact
          expect(distance <= 1n + exact / 10n ** 20n).toBe(true)
        },
      ),
      { seed: 2, numRuns: 40 },
    )
  })

  test('rise with the base', () => {
    const exponent = { num: 499_999_999_999_999_999n, den: 500_000_000_000_000_001n }
    fc.assert(
      fc.property(u64, u64, u64, (a, b, den) => {
        const [low, high] = a < b ? [a, b] : [b, a]
        const power = (num: bigint) => powRatioScaled({ num, den }, exponent, 256, SCALE)!
        expect(power(low) <= power(high)).toBe(true)
      }),
      { seed: 3, numRuns: 25 },
    )
  })
})

test('the ends', () => {
  expect(powRatioScaled({ num: 0n, den: 5n }, { num: 1n, den: 2n }, 32, SCALE)).toBe(0n)
  expect(powRatioScaled({ num: 7n, den: 5n }, { num: 0n, den: 2n }, 32, SCALE)).toBe(SCALE)
  expect(powRatioScaled({ num: 7n, den: 0n }, { num: 1n, den: 2n }, 32, SCALE)).toBe(undefined)
  expect(powRatioScaled({ num: 7n, den: 5n }, { num: 1n, den: 0n }, 32, SCALE)).toBe(undefined)
})
