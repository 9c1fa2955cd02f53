import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareBytes, concatBytes, equalBytes, fromHex, toHex, utf8 } from '../../src/primitives/bytes.ts'
import { expectCode, failureOf } from '../wallet/support/errors.ts'

const bytes = fc.uint8Array({ maxLength: 80 })

describe('hex', () => {
  test('there and back', () => {
    fc.assert(
      fc.property(bytes, value => {
        const hex = toHex(value)
        expect(hex).toMatch(/^0x([0-9a-f]{2})*$/)
        expect(fromHex(hex)).toEqual(value)
        expect(fromHex(hex.slice(2).toUpperCase())).toEqual(value)
      }),
      { seed: 1 },
    )
  })

  test('a view into a larger buffer gives its own bytes', () => {
    expect(toHex(Uint8Array.of(1, 2, 3, 4).subarray(1, 3))).toBe('0x0203')
  })

  test.each(['0', '0x0', 'zz', '0xzz', '0x00 ', '0X00', '00\n', '0x0x00'])('refuses %j', text => {
    const error = expectCode(
      failureOf(() => fromHex(text)),
      'invalid_argument',
    )
    expect(error.message).not.toContain(text)
  })

  test('the result owns its memory', () => {
    expect(fromHex('0x0102').buffer.byteLength).toBe(2)
  })
})

test('concatBytes puts parts in a row', () => {
  fc.assert(
    fc.property(fc.array(bytes), parts => {
      expect([...concatBytes(...parts)]).toEqual(parts.flatMap(part => [...part]))
    }),
    { seed: 2 },
  )
})

test('compareBytes and equalBytes agree', () => {
  fc.assert(
    fc.property(bytes, bytes, (a, b) => {
      expect(equalBytes(a, b)).toBe(compareBytes(a, b) === 0)
      expect(Math.sign(compareBytes(a, b)) + Math.sign(compareBytes(b, a))).toBe(0)
      expect(equalBytes(a, Uint8Array.from(a))).toBe(true)
    }),
    { seed: 3 },
  )
  expect(compareBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBeLessThan(0)
  expect(compareBytes(Uint8Array.of(2), Uint8Array.of(1, 9))).toBeGreaterThan(0)
})

test('utf8 encodes', () => {
  expect([...utf8('é✓')]).toEqual([0xc3, 0xa9, 0xe2, 0x9c, 0x93])
})
