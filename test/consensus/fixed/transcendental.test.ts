import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkedLn, checkedLog, checkedPow, checkedSqrt } from '../../../src/consensus/fixed/safe-math.ts'
import { exp, ln, log2, sqrt } from '../../../src/consensus/fixed/transcendental.ts'
import { I32F32, I64F64, I96F32, U64F64 } from '../../../src/consensus/fixed/types.ts'

const number = (x: I32F32 | I64F64, fracBits: number) => Number(x) / 2 ** fracBits
const i32 = (x: number) => I32F32.fromBits(BigInt(Math.round(x * 2 ** 32)))

describe('series of the reference', () => {
  test('are close to the functions they stand for', () => {
    const close = (found: I32F32 | undefined, wanted: number, digits: number) =>
      expect(number(found!, 32) / wanted).toBeCloseTo(1, digits)
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), thousandths => {
        const x = thousandths / 1_000
        close(exp(I32F32, i32(x)), Math.exp(x), 5)
        close(sqrt(I32F32, i32(x)), Math.sqrt(x), 5)
        if (thousandths !== 1_000) close(ln(I32F32, i32(x)), Math.log(x), 3)
        if (thousandths !== 1_000) close(log2(I32F32, i32(x)), Math.log2(x), 3)
      }),
      { seed: 1, numRuns: 200 },
    )
  })

  test('give exact values where the reference does', () => {
    expect(exp(I64F64, I64F64.ZERO)).toBe(I64F64.ONE)
    // e with the 23 fractional bits of the reference's constant.
    expect(exp(I32F32, I32F32.ONE)).toBe(22_802_600n << 9n)
    expect(log2(I96F32, I96F32.satFromInt(1n << 40n))).toBe(I96F32.satFromInt(40))
    expect(log2(I32F32, i32(0.125))).toBe(I32F32.satFromInt(-3))
    expect(ln(I32F32, I32F32.ONE)).toBe(0n)
    expect(sqrt(I32F32, I32F32.ZERO)).toBe(0n)
    expect(sqrt(I32F32, I32F32.ONE)).toBe(I32F32.ONE)
  })

  test('have no value outside their domain', () => {
    expect(exp(I32F32, I32F32.MIN)).toBe(undefined)
    expect(exp(I32F32, I32F32.satFromInt(100))).toBe(undefined)
    for (const x of [I32F32.ZERO, i32(-1), I32F32.MIN]) {
      expect(ln(I32F32, x)).toBe(undefined)
      expect(log2(I32F32, x)).toBe(undefined)
    }
    // The inverse of the smallest number does not fit.
    expect(log2(I32F32, I32F32.fromBits(1n))).toBe(undefined)
    expect(sqrt(I32F32, I32F32.fromBits(1n))).toBe(undefined)
    expect(sqrt(I32F32, i32(-1))).toBe(undefined)
  })
})

describe('safe maths of the reference', () => {
  const u64 = (x: number) => U64F64.literal(x.toFixed(9))

  test('raises to powers', () => {
    expect(checkedPow(U64F64, u64(2), 10)).toBe(U64F64.satFromInt(1_024))
    expect(checkedPow(U64F64, u64(2), -1)).toBe(1n << 63n)
    expect(checkedPow(U64F64, u64(2), 0)).toBe(U64F64.ONE)
    expect(checkedPow(U64F64, U64F64.ZERO, 3)).toBe(0n)
    expect(checkedPow(U64F64, U64F64.ZERO, -3)).toBe(undefined)
    expect(checkedPow(U64F64, u64(10), 100)).toBe(U64F64.MAX)
    expect(checkedPow(I32F32, i32(-2), 3)).toBe(i32(-8))
    // The exponent saturates at the ends of i32, far beyond what any power can reach.
    expect(checkedPow(U64F64, u64(0.5), 2 ** 40)).toBe(0n)
    expect(checkedPow(U64F64, u64(0.5), -(2 ** 40))).toBe(0n)
  })

  test('finds roots within epsilon', () => {
    const epsilon = U64F64.literal('0.0000001')
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1n << 96n }), bits => {
        const x = U64F64.fromBits(bits)
        const root = checkedSqrt(U64F64, x, epsilon)!
        // It stops when x / root and root are within epsilon; the root lies between the two.
        if (root > 0n) expect(U64F64.absDiff(U64F64.safeDiv(x, root), root) <= epsilon).toBe(true)
      }),
      { seed: 2, numRuns: 100 },
    )
    expect(checkedSqrt(I64F64, I64F64.satFromInt(-1), I64F64.ONE)).toBe(undefined)
  })

  test('takes logarithms roughly', () => {
    for (const x of [0.3, 1, 1.5, 7, 1_000]) {
      const found = number(checkedLn(I64F64, I64F64.literal(x.toFixed(3)))!, 64)
      expect(Math.abs(found - Math.log(x))).toBeLessThan(0.06)
    }
    expect(checkedLn(I64F64, I64F64.ZERO)).toBe(undefined)
    const hundred = I64F64.satFromInt(100)
    const ten = I64F64.satFromInt(10)
    expect(Math.abs(number(checkedLog(I64F64, hundred, ten)!, 64) - 2)).toBeLessThan(0.01)
    expect(checkedLog(I64F64, hundred, I64F64.ONE)).toBe(undefined)
    expect(checkedLog(I64F64, hundred, I64F64.ZERO)).toBe(undefined)
    expect(checkedLog(I64F64, I64F64.ZERO, ten)).toBe(undefined)
  })
})
