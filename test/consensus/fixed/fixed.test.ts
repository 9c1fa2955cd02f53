import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Fixed, FixedBits } from '../../../src/consensus/fixed/fixed.ts'
import { I32F32, I64F64, I96F32, U64F64, U96F32 } from '../../../src/consensus/fixed/types.ts'

const TYPES = [I32F32, I64F64, I96F32, U64F64, U96F32] as unknown as readonly Fixed<FixedBits>[]

/** Any number of a type, often near an end, near 0 or near 1. */
const numbers = (type: Fixed<FixedBits>) =>
  fc
    .oneof(
      fc.bigInt({ min: type.MIN, max: type.MAX }),
      fc.bigInt({ min: -4n, max: 4n }),
      fc.bigInt({ min: -4n, max: 4n }).map(n => type.ONE + n),
      fc.bigInt({ min: 0n, max: 4n }).map(n => type.MAX - n),
      fc.bigInt({ min: 0n, max: 4n }).map(n => type.MIN + n),
    )
    .filter(bits => bits >= type.MIN && bits <= type.MAX)
    .map(type.fromBits)

const width = (type: Fixed<FixedBits>) => type.intBits + type.fracBits
const wrapped = (type: Fixed<FixedBits>, n: bigint) =>
  type.signed ? BigInt.asIntN(width(type), n) : BigInt.asUintN(width(type), n)
const clamped = (type: Fixed<FixedBits>, n: bigint) => (n < type.MIN ? type.MIN : n > type.MAX ? type.MAX : n)
const within = (type: Fixed<FixedBits>, n: bigint) => (n === clamped(type, n) ? n : undefined)

describe.each(TYPES.map(type => [type.name, type] as const))('%s', (_, type) => {
  const scale = type.ONE as bigint
  const check = (property: (a: FixedBits, b: FixedBits) => void) =>
    fc.assert(fc.property(numbers(type), numbers(type), property), { seed: 1, numRuns: 300 })

  test('saturates, refuses or wraps what leaves the range', () => {
    check((a, b) => {
      const product = (a * b - ((((a * b) % scale) + scale) % scale)) / scale
      for (const [operation, exact] of [
        ['Add', a + b],
        ['Sub', a - b],
        ['Mul', product],
      ] as const) {
        expect(type[`sat${operation}`](a, b)).toBe(clamped(type, exact))
        expect(type[`checked${operation}`](a, b)).toBe(within(type, exact))
        expect(type[`wrap${operation}`](a, b)).toBe(wrapped(type, exact))
      }
    })
  })

  test('truncates quotients', () => {
    check((a, b) => {
      expect(type.safeDiv(a, type.ZERO)).toBe(0n)
      expect(type.checkedDiv(a, type.ZERO)).toBe(undefined)
      expect(type.safeDivOr(a, type.ZERO, b)).toBe(b)
      expect(() => type.satDiv(a, type.ZERO)).toThrow(RangeError)
      if (b === 0n) return
      const exact = (a * scale) / b
      expect(type.satDiv(a, b)).toBe(clamped(type, exact))
      expect(type.checkedDiv(a, b)).toBe(within(type, exact))
      expect(type.safeDiv(a, b)).toBe(within(type, exact) ?? 0n)
      expect(type.safeDivOr(a, b, a)).toBe(within(type, exact) ?? a)
      expect(type.wrapDiv(a, b)).toBe(wrapped(type, exact))
    })
  })

  test('negates and compares', () => {
    check((a, b) => {
      expect(type.satNeg(a)).toBe(clamped(type, -a))
      expect(type.checkedNeg(a)).toBe(within(type, -a))
      expect(type.wrapNeg(a)).toBe(wrapped(type, -a))
      expect(type.satAbs(a)).toBe(clamped(type, a < 0n ? -a : a))
      expect([type.min(a, b), type.max(a, b)]).toEqual(a < b ? [a, b] : [b, a])
      expect(type.sum([a, b, a])).toBe(wrapped(type, a + b + a))
    })
  })

  test('rounds to whole numbers', () => {
    check(a => {
      const floor = type.floor(a)
      expect(floor % scale).toBe(0n)
      expect(a - floor).toBe(type.frac(a) as bigint)
      expect(type.frac(a) >= 0n && type.frac(a) < scale).toBe(true)
      expect(type.toInt(a) * scale).toBe(floor)
      const up = type.frac(a) === 0n ? (a as bigint) : floor + scale
      expect(type.checkedCeil(a)).toBe(within(type, up))
      expect(type.wrapCeil(a)).toBe(wrapped(type, up))
      const twice = type.frac(a) * 2n
      const nearest = twice > scale || (twice === scale && a >= 0n) ? floor + scale : (floor as bigint)
      expect(type.checkedRound(a)).toBe(within(type, nearest))
      expect(type.wrapRound(a)).toBe(wrapped(type, nearest))
    })
  })

  test('goes to integers, saturating', () => {
    check(a => {
      const whole = type.toInt(a)
      const cut = (low: bigint, high: bigint) => (whole < low ? low : whole > high ? high : whole)
      expect(type.toU128(a)).toBe(cut(0n, (1n << 128n) - 1n))
      expect(type.toU64(a)).toBe(cut(0n, (1n << 64n) - 1n))
      expect(type.toI64(a)).toBe(cut(-(1n << 63n), (1n << 63n) - 1n))
      expect(type.toU32(a)).toBe(Number(cut(0n, 0xffff_ffffn)))
      expect(type.toU16(a)).toBe(Number(cut(0n, 0xffffn)))
    })
  })

  test('comes from integers and from other types', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(1n << 130n), max: 1n << 130n }), n => {
        expect(type.satFromInt(n)).toBe(clamped(type, n * scale))
        expect(type.checkedFromInt(n)).toBe(within(type, n * scale))
        expect(type.wrapFromInt(n)).toBe(wrapped(type, n * scale))
      }),
      { seed: 2, numRuns: 200 },
    )
    for (const source of TYPES) {
      fc.assert(
        fc.property(numbers(source), x => {
          const exact = (x << BigInt(type.fracBits)) >> BigInt(source.fracBits)
          expect(type.satFrom(source, x)).toBe(clamped(type, exact))
          expect(type.checkedFrom(source, x)).toBe(within(type, exact))
          expect(type.wrapFrom(source, x)).toBe(wrapped(type, exact))
        }),
        { seed: 3, numRuns: 60 },
      )
    }
  })
})

describe('literals', () => {
  test('are those of the reference', () => {
    expect(I96F32.literal('0.000003')).toBe(12_885n)
    expect(U64F64.literal('1.26')).toBe(23_242_897_532_874_035_200n)
    expect(I32F32.literal('-0.5')).toBe(-(1n << 31n))
    expect(I32F32.literal('3000000000')).toBe(I32F32.MAX)
    expect(I32F32.literal('0')).toBe(0n)
    expect(() => I32F32.literal('1e3')).toThrow()
  })

  test('round to the nearest double, then to the nearest number, ties to even', () => {
    const decimals = fc
      .tuple(fc.bigInt({ min: 0n, max: 10n ** 24n }), fc.integer({ min: 0, max: 30 }))
      .map(([digits, places]) => {
        const text = digits.toString().padStart(places + 1, '0')
        return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`
      })
    fc.assert(
      fc.property(decimals, text => {
        // The platform's own conversion of decimals, and its doubles, which are dyadic and hence exact in F64.
        const bits = exactBits(Number(text))
        expect(U64F64.literal(text)).toBe(clamped(U64F64 as unknown as Fixed<FixedBits>, roundToEven(bits, 1_074 - 64)))
        expect(I32F32.literal(text)).toBe(clamped(I32F32 as unknown as Fixed<FixedBits>, roundToEven(bits, 1_074 - 32)))
      }),
      { seed: 4, numRuns: 500 },
    )
  })

  /** A positive double times 2^1074, a whole number. */
  function exactBits(x: number): bigint {
    const bits = new BigUint64Array(Float64Array.of(x).buffer)[0]!
    const [exponent, fraction] = [bits >> 52n, bits & ((1n << 52n) - 1n)]
    return exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n)
  }

  function roundToEven(bits: bigint, shift: number): bigint {
    const unit = 1n << BigInt(shift)
    const [floor, twice] = [bits / unit, (bits % unit) * 2n]
    return twice > unit || (twice === unit && floor % 2n === 1n) ? floor + 1n : floor
  }
})
