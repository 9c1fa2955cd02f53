import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { exp, ln, log2, sqrt } from '../../../src/consensus/fixed/transcendental.ts'
import { I32F32, I64F64, I96F32 } from '../../../src/consensus/fixed/types.ts'

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
