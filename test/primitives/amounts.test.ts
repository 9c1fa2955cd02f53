import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import {
  formatRao,
  maxAmount,
  minAmount,
  parseAlpha,
  parseRao,
  parseTao,
  satAdd,
  satMul,
  satSub,
  tao,
  U64_MAX,
} from '../../src/primitives/amounts.ts'
import { expectCode, failureOf } from '../wallet/support/errors.ts'

// Thousands of cases take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const amount = fc.bigInt({ min: 0n, max: U64_MAX })

describe('parseRao', () => {
  test.each([
    ['0', 0n],
    ['1', 1_000_000_000n],
    ['1.5', 1_500_000_000n],
    ['0.000000001', 1n],
    ['1.001', 1_001_000_000n],
    ['9007199.254740993', 9_007_199_254_740_993n],
    ['00012.50', 12_500_000_000n],
    ['18446744073.709551615', U64_MAX],
  ])('%s is %s rao', (text, rao) => {
    expect(parseRao(text)).toBe(rao)
    expect(parseTao(text)).toBe(rao)
    expect(parseAlpha(text)).toBe(rao)
  })

  test.each([
    '',
    ' ',
    '-1',
    '+1',
    '1e3',
    '1E3',
    '1_000',
    '1,5',
    '1,000',
    '.5',
    '5.',
    '1.',
    '0.0000000005',
    '0.0000000015',
    '1.0000000000',
    '0x10',
    '٣',
    '１',
    'NaN',
    'Infinity',
    'inf',
    'all',
    '1 ',
    ' 1',
    '1\n',
    '1.5.5',
    '18446744073.709551616',
    '99999999999',
    '123456789012',
  ])('refuses %j', text => {
    expectCode(
      failureOf(() => parseRao(text)),
      'invalid_amount',
    )
  })

  test('every decimal of three places is exact, where a float is not', () => {
    const wrong: string[] = []
    for (let thousandths = 1; thousandths < 100_000; thousandths++) {
      const text = `${Math.floor(thousandths / 1000)}.${String(thousandths % 1000).padStart(3, '0')}`
      if (parseRao(text) !== BigInt(thousandths) * 1_000_000n) wrong.push(text)
    }
    expect(wrong).toEqual([])
  })

  test('whatever is refused is a TaoError', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.double().map(String)), text => {
        try {
          expect(parseRao(text)).toBeLessThanOrEqual(U64_MAX)
          expect(text).toMatch(/^[0-9]{1,11}(\.[0-9]{1,9})?$/)
        } catch (error) {
          expectCode(
            failureOf(() => {
              throw error
            }),
            'invalid_amount',
          )
        }
      }),
      { seed: 1, numRuns: 2000 },
    )
  })

  test('long input is cut in the message', () => {
    expect(failureOf(() => parseRao('9'.repeat(500))).message.length).toBeLessThan(80)
  })
})

describe('formatRao', () => {
  test.each([
    [0n, '0'],
    [1n, '0.000000001'],
    [1_500_000_000n, '1.5'],
    [1_000_000_000n, '1'],
    [-1_500_000_000n, '-1.5'],
    [-1n, '-0.000000001'],
    [U64_MAX, '18446744073.709551615'],
  ])('%s is %s', (rao, text) => expect(formatRao(rao)).toBe(text))

  test('parsing what was formatted gives the same amount', () => {
    fc.assert(
      fc.property(amount, rao => {
        expect(parseRao(formatRao(rao))).toBe(rao)
      }),
      { seed: 2, numRuns: 2000 },
    )
  })
})

describe('saturating arithmetic', () => {
  test('stays within u64', () => {
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        const clamp = (n: bigint): bigint => (n < 0n ? 0n : n > U64_MAX ? U64_MAX : n)
        expect(satAdd(tao(a), tao(b))).toBe(clamp(a + b))
        expect(satSub(tao(a), tao(b))).toBe(clamp(a - b))
        expect(satMul(tao(a), b)).toBe(clamp(a * b))
        expect(minAmount(tao(a), tao(b))).toBe(a < b ? a : b)
        expect(maxAmount(tao(a), tao(b))).toBe(a > b ? a : b)
      }),
      { seed: 3, numRuns: 1000 },
    )
  })

  test('at the ends', () => {
    expect(satAdd(tao(U64_MAX), tao(1n))).toBe(U64_MAX)
    expect(satSub(tao(0n), tao(1n))).toBe(0n)
    expect(satMul(tao(U64_MAX), 2n)).toBe(U64_MAX)
  })
})
