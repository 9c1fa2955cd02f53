import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  add,
  fromU64,
  gt,
  SAFE_FLOAT_ZERO,
  type SafeFloat,
  safeFloat,
  sub,
  toU64,
} from '../../src/consensus/safe-float.ts'
import {
  canUpdateForOne,
  type SharePool,
  shareValue,
  updateForAll,
  updateForOne,
} from '../../src/consensus/share-pool.ts'

const EMPTY: SharePool = { value: 0n, denominator: SAFE_FLOAT_ZERO }
const U64_MAX = 0xffff_ffff_ffff_ffffn

describe('SafeFloat', () => {
  test('is normal, and whole numbers survive', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: U64_MAX }), n => {
        const x = fromU64(n)
        expect(x.mantissa > 10n ** 20n && x.mantissa <= 10n ** 21n).toBe(true)
        expect(toU64(x)).toBe(n)
      }),
      { seed: 1, numRuns: 200 },
    )
  })

  test('takes as many digits as it lacks, whatever it has', () => {
    const naively = (mantissa: bigint): SafeFloat => {
      let [m, e] = [mantissa, 0n]
      for (; m <= 10n ** 20n; e--) m *= 10n
      return { mantissa: m, exponent: e }
    }
    for (let digits = 0n; digits <= 20n; digits++) {
      for (const first of [1n, 2n, 9n]) {
        for (const off of [-1n, 0n, 1n]) {
          const mantissa = first * 10n ** digits + off
          if (mantissa > 0n) expect(safeFloat(mantissa, 0n)).toEqual(naively(mantissa))
        }
      }
    }
  })

  test('keeps its exponent within i64 on every way there', () => {
    const max = (1n << 63n) - 1n
    expect(safeFloat(10n ** 21n, max)).toEqual({ mantissa: 10n ** 21n, exponent: max })
    expect(add({ mantissa: 10n ** 21n, exponent: max }, { mantissa: 10n ** 21n, exponent: max })).toBe(undefined)
    // Cutting a digit off and taking it back would end inside, but has been outside.
    expect(add({ mantissa: 10n ** 21n, exponent: max }, { mantissa: 3n, exponent: max })).toBe(undefined)
    expect(safeFloat(1n, -max)).toBe(undefined)
    expect(safeFloat(10n ** 21n + 1n, 0n)).toBe(undefined)
    expect(safeFloat(0n, 5n)).toEqual(SAFE_FLOAT_ZERO)
  })

  test('orders, and takes away down to nothing', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: U64_MAX }), fc.bigInt({ min: 1n, max: U64_MAX }), (a, b) => {
        expect(gt(fromU64(a), fromU64(b))).toBe(a > b)
        expect(toU64(sub(fromU64(a), fromU64(b))!)).toBe(a > b ? a - b : 0n)
      }),
      { seed: 2, numRuns: 200 },
    )
    expect(sub(SAFE_FLOAT_ZERO, fromU64(1n))).toBe(undefined)
    expect(sub(SAFE_FLOAT_ZERO, SAFE_FLOAT_ZERO)).toEqual(SAFE_FLOAT_ZERO)
  })
})

describe('share pool', () => {
  /** Lets holders come, earn and leave; the pool and their shares. */
  function play(moves: readonly (readonly [holder: number, amount: bigint])[]) {
    let pool = EMPTY
    const shares: SafeFloat[] = [SAFE_FLOAT_ZERO, SAFE_FLOAT_ZERO, SAFE_FLOAT_ZERO]
    for (const [holder, amount] of moves) {
      if (holder === 3) {
        pool = updateForAll(pool, amount)
      } else {
        const worth = shareValue(pool, shares[holder]!)
        const updated = updateForOne(pool, shares[holder]!, amount < 0n && -amount > worth ? -worth : amount)
        pool = updated.pool
        shares[holder] = updated.share
      }
    }
    return { pool, shares }
  }

  const amounts = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n })

  test('holders never own more than the pool, nor lose more than a rao each', () => {
    const stakes = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.bigInt({ min: 10n ** 6n, max: 10n ** 15n })), {
      minLength: 1,
      maxLength: 12,
    })
    const rewards = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { maxLength: 5 })
    fc.assert(
      fc.property(stakes, rewards, (moves, rewards) => {
        const { pool, shares } = play([...moves, ...rewards.map(amount => [3, amount] as const)])
        const owned = shares.map(share => shareValue(pool, share)).reduce((a, b) => a + b)
        expect(owned <= pool.value).toBe(true)
        expect(pool.value - owned <= BigInt(shares.length)).toBe(true)
      }),
      { seed: 3, numRuns: 200 },
    )
  })

  test('what one puts in or takes out leaves the others as they were', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 10n ** 9n, max: 10n ** 15n }),
        fc.bigInt({ min: 0n, max: 10n ** 12n }),
        amounts,
        (first, reward, second) => {
          const before = play([
            [0, first],
            [1, first],
            [3, reward],
          ])
          const worth = shareValue(before.pool, before.shares[1]!)
          const { pool } = updateForOne(before.pool, before.shares[1]!, -second > worth ? -worth : second)
          const [was, is] = [shareValue(before.pool, before.shares[0]!), shareValue(pool, before.shares[0]!)]
          expect(was - is <= 1n && is - was <= 1n).toBe(true)
        },
      ),
      { seed: 4, numRuns: 200 },
    )
  })

  test('the first holder gets all, what was already there included', () => {
    const pool = updateForAll(EMPTY, 500n)
    expect(canUpdateForOne(pool, 0n)).toBe(true)
    const first = updateForOne(pool, SAFE_FLOAT_ZERO, 100n)
    expect(first.pool.value).toBe(600n)
    expect(shareValue(first.pool, first.share)).toBe(600n)
  })

  test('an amount too small to move a share is told', () => {
    const { pool } = updateForOne(EMPTY, SAFE_FLOAT_ZERO, 1_000n)
    expect(canUpdateForOne(pool, 1n)).toBe(true)
    expect(canUpdateForOne(pool, 0n)).toBe(false)
  })

  test('the value stays within u64', () => {
    expect(updateForAll({ ...EMPTY, value: 5n }, -6n).value).toBe(0n)
    expect(updateForAll({ ...EMPTY, value: U64_MAX }, 1n).value).toBe(U64_MAX)
  })

  test('a share without a pool is worth nothing', () => {
    expect(shareValue(EMPTY, fromU64(5n))).toBe(0n)
    expect(shareValue({ value: 5n, denominator: SAFE_FLOAT_ZERO }, fromU64(5n))).toBe(0n)
  })
})
