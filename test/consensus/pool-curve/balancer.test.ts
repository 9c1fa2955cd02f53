import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { U64F64 } from '../../../src/consensus/fixed/types.ts'
import {
  balancer,
  baseDeltaIn,
  baseNeededForQuote,
  baseWeight,
  calculatePrice,
  DEFAULT_BALANCER,
  expBaseQuote,
  expQuoteBase,
  MIN_WEIGHT,
  quoteDeltaIn,
  updateWeightsForAddedLiquidity,
} from '../../../src/consensus/pool-curve/balancer.ts'
import { complement, fromParts, fromRational, ONE } from '../../../src/consensus/pool-curve/perquintill.ts'

const reserves = fc.bigInt({ min: 10n ** 9n, max: 10n ** 16n })
/** Weights some way off their limits, where 18 decimals are worth less. */
const pools = fc.bigInt({ min: ONE / 5n, max: (ONE * 4n) / 5n }).map(parts => ({ quote: fromParts(parts) }))

const distance = (a: bigint, b: bigint): bigint => (a < b ? b - a : a - b)

describe('weights', () => {
  test('keep to their limits', () => {
    expect(balancer(MIN_WEIGHT)).toEqual({ quote: MIN_WEIGHT })
    expect(balancer(complement(MIN_WEIGHT))).toEqual({ quote: complement(MIN_WEIGHT) })
    expect(balancer(fromParts(MIN_WEIGHT - 1n))).toBe(undefined)
    expect(balancer(fromParts(complement(MIN_WEIGHT) + 1n))).toBe(undefined)
    expect(DEFAULT_BALANCER.quote * 2n).toBe(ONE as bigint)
    expect(fromRational(3n, 2n)).toBe(ONE)
    expect(fromRational(0n, 0n)).toBe(ONE)
  })

  test('of added liquidity keep the price', () => {
    fc.assert(
      fc.property(
        pools,
        reserves,
        reserves,
        fc.bigInt({ min: 0n, max: 10n ** 10n }),
        fc.bigInt({ min: 0n, max: 10n ** 10n }),
        (pool, tao, alpha, dTao, dAlpha) => {
          const updated = updateWeightsForAddedLiquidity(pool, tao, alpha, dTao, dAlpha)
          if (updated === undefined) return
          const before = calculatePrice(pool, alpha, tao)
          const after = calculatePrice(updated, alpha + dAlpha, tao + dTao)
          expect(distance(before, after) <= (before >> 40n) + 16n).toBe(true)
        },
      ),
      { seed: 1, numRuns: 200 },
    )
  })

  test('start equal where a reserve is empty, and refuse to run away', () => {
    expect(updateWeightsForAddedLiquidity(DEFAULT_BALANCER, 0n, 0n, 5n, 5n)).toEqual(DEFAULT_BALANCER)
    expect(updateWeightsForAddedLiquidity(DEFAULT_BALANCER, 10n ** 9n, 10n ** 9n, 10n ** 12n, 0n)).toBe(undefined)
  })
})

describe('with equal weights', () => {
  test('the product of the reserves stays', () => {
    fc.assert(
      fc.property(reserves, reserves, (x, dx) => {
        // e = x / (x + dx) to 18 decimals, cut off, then as U64F64.
        const decimals = (x * ONE) / (x + dx)
        expect(expBaseQuote(DEFAULT_BALANCER, x, dx)).toBe((decimals << 64n) / ONE)
        expect(expQuoteBase(DEFAULT_BALANCER, x, dx)).toBe((decimals << 64n) / ONE)
      }),
      { seed: 2, numRuns: 100 },
    )
  })

  test('the price is the ratio of the reserves', () => {
    expect(calculatePrice(DEFAULT_BALANCER, 4_000n, 1_000n)).toBe(1n << 62n)
    expect(calculatePrice(DEFAULT_BALANCER, 0n, 1_000n)).toBe(0n)
  })
})

describe('with any weights', () => {
  /** TAO paid out for dx alpha, and alpha for dy TAO, as the swap takes them from the curve. */
  const paid = (reserve: bigint, e: U64F64) =>
    U64F64.toU64(U64F64.satMul(U64F64.satFromInt(reserve), U64F64.satSub(U64F64.ONE, e)))

  test('a round trip gains nothing', () => {
    fc.assert(
      fc.property(pools, reserves, reserves, fc.bigInt({ min: 1n, max: 10n ** 9n }), (pool, alpha, tao, dx) => {
        const got = paid(tao, expBaseQuote(pool, alpha, dx))
        const back = paid(alpha + dx, expQuoteBase(pool, tao - got, got))
        // The exponent has 18 decimals: on the larger reserve that is worth some rao.
        expect(back <= dx + (alpha + dx) / 10n ** 15n + 1n).toBe(true)
      }),
      { seed: 3, numRuns: 30 },
    )
  })

  test('the amount to a price reaches about that price', () => {
    const pool = { quote: fromParts((ONE * 45n) / 100n) }
    const [alpha, tao] = [10n ** 15n, 10n ** 14n]
    const price = calculatePrice(pool, alpha, tao)
    const target = U64F64.fromBits((price * 110n) / 100n)
    const dy = quoteDeltaIn(pool, price, target, tao)
    const out = paid(alpha, expQuoteBase(pool, tao, dy))
    const reached = calculatePrice(pool, alpha - out, tao + dy)
    expect(distance(reached, target) < target / 10n ** 9n).toBe(true)

    const low = U64F64.fromBits((price * 90n) / 100n)
    const dx = baseDeltaIn(pool, price, low, alpha)
    const got = paid(tao, expBaseQuote(pool, alpha, dx))
    expect(distance(calculatePrice(pool, alpha + dx, tao - got), low) < low / 10n ** 9n).toBe(true)
  })

  test('the alpha needed for TAO buys about that TAO', () => {
    fc.assert(
      fc.property(
        pools,
        reserves,
        reserves,
        fc.bigInt({ min: 10n ** 6n, max: 10n ** 8n }),
        (pool, tao, alpha, wanted) => {
          const needed = baseNeededForQuote(pool, tao, alpha, wanted)
          if (needed < 10n ** 6n) return
          const got = paid(tao, expBaseQuote(pool, alpha, needed))
          const distance = got > wanted ? got - wanted : wanted - got
          expect(distance <= wanted / 10n ** 4n + tao / 10n ** 12n + 1n).toBe(true)
        },
      ),
      { seed: 4, numRuns: 30 },
    )
    expect(baseNeededForQuote(DEFAULT_BALANCER, 100n, 100n, 100n)).toBe(0n)
  })

  test('nothing comes of an empty pool, and no amount overflows', () => {
    expect(expBaseQuote(DEFAULT_BALANCER, 0n, 0n)).toBe(0n)
    expect(quoteDeltaIn(DEFAULT_BALANCER, U64F64.ZERO, U64F64.ONE, 5n)).toBe(0n)
    expect(baseDeltaIn(DEFAULT_BALANCER, U64F64.ONE, U64F64.fromBits(1n), 0xffff_ffff_ffff_ffffn)).toBeGreaterThan(0n)
    expect(expQuoteBase(DEFAULT_BALANCER, 0xffff_ffff_ffff_ffffn, 0xffff_ffff_ffff_ffffn)).toBe(U64F64.ONE)
    expect(baseWeight({ quote: fromParts(ONE / 4n) })).toBe((ONE * 3n) / 4n)
  })
})
