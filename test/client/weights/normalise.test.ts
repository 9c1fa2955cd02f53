import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseWeight, upscale } from '../../../src/client/weights/normalise.ts'
import { maxUpscale } from '../../../src/consensus/weights.ts'

describe('weights', () => {
  test.each([
    ['3', 3n * 10n ** 18n],
    ['0.25', 25n * 10n ** 16n],
    ['25%', 25n * 10n ** 16n],
    ['12.5%', 125n * 10n ** 15n],
    ['1e-3', 10n ** 15n],
    ['2.5E+1', 25n * 10n ** 18n],
    ['0', 0n],
    ['1e-30', 0n],
  ])('are read digit by digit: %s', (text, value) => {
    expect(parseWeight(text)).toBe(value)
  })

  test.each(['', '-1', '.5', '1.', 'NaN', '0x5', '1,5', '1e9999', '%', 'Infinity'])('are refused: %j', text => {
    expect(() => parseWeight(text)).toThrow('Not a weight')
  })

  test('are scaled so that the greatest is 65535, to the nearest', () => {
    expect(upscale([7n, 3n])).toEqual([65535, 28086])
    expect(upscale([1n, 1n, 1n])).toEqual([65535, 65535, 65535])
    expect(upscale([0n, 0n])).toEqual([0, 0])
    expect(upscale([])).toEqual([])
    expect(upscale([10n ** 18n, 1n])).toEqual([65535, 0])
  })

  test('are left by the chain as they are sent', () => {
    const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 30n }), { minLength: 1, maxLength: 64 })
    fc.assert(
      fc.property(weights, given => {
        const sent = Uint16Array.from(upscale(given))
        expect(maxUpscale(sent)).toEqual(sent)
      }),
    )
  })
})
