import { describe, expect, test } from 'vitest'
import type { ParameterType } from '../../../src/client/hyperparameters/parameter.ts'
import { canonicalName } from '../../../src/client/hyperparameters/parameter.ts'
import { display, parseValue, rawText, toArguments } from '../../../src/client/hyperparameters/values.ts'

const SHARE: ParameterType = { kind: 'share', whole: 65_535n, bits: 16 }
const SHARES: ParameterType = { kind: 'shares', whole: 65_535n }
const FIXED: ParameterType = { kind: 'fixed', fracBits: 64, bits: 128, signed: false }
const U16: ParameterType = { kind: 'integer', bits: 16, unit: 'blocks' }
const I16: ParameterType = { kind: 'signed', bits: 16, unit: '' }
const CHOICE: ParameterType = { kind: 'choice', choices: ['Burn', 'Recycle'] }

describe('values of parameters', () => {
  test.each([
    [SHARE, '0.5', 32768n],
    [SHARE, '50%', 32768n],
    [SHARE, '100%', 65535n],
    [SHARE, '1', 1n],
    [SHARE, '65535', 65535n],
    [SHARE, '1.0', 65535n],
    [SHARES, '0.7,0.9', [45875n, 58982n]],
    [SHARES, '45875 58982', [45875n, 58982n]],
    [FIXED, '1.5', 3n << 63n],
    [FIXED, '3', 3n << 64n],
    [U16, '360', 360n],
    [I16, '-5', -5n],
    [{ kind: 'tao' }, '0.0005', 500_000n],
    [{ kind: 'tao' }, '500000rao', 500_000n],
    [{ kind: 'flag' }, 'On', true],
    [{ kind: 'flag' }, '2', false],
    [CHOICE, 'recycle', 'Recycle'],
  ] as [ParameterType, string, unknown][])('are read (%#)', (type, text, value) => {
    expect(parseValue(type, text)).toEqual(value)
  })

  test('of shares may be given as such even if they are whole', () => {
    expect(parseValue(SHARE, '1', true)).toBe(65535n)
    expect(parseValue(SHARE, '0', true)).toBe(0n)
  })

  test.each([
    [SHARE, '1.5'],
    [SHARE, '101%'],
    [SHARE, '65536'],
    [SHARE, '-1'],
    [SHARES, '0.5'],
    [FIXED, '-1'],
    [FIXED, 'x'],
    [U16, '65536'],
    [U16, '1.5'],
    [U16, ''],
    [{ kind: 'flag' }, 'maybe'],
    [CHOICE, 'keep'],
    [{ kind: 'account' }, 'bob'],
  ] as [ParameterType, string][])('are refused (%#)', (type, text) => {
    expect(() => parseValue(type, text)).toThrow()
  })

  test('are shown for people and for programs', () => {
    expect(display(SHARE, 32767n)).toBe('0.49999237')
    expect(display(SHARES, [45875n, 58982n])).toBe('0.70000763, 0.90000763')
    expect(display(FIXED, 3n << 63n)).toBe('1.5')
    expect(display({ kind: 'tao' }, 500_000n)).toBe('τ0.0005')
    expect(display({ kind: 'alpha', fracBits: 32 }, 500_000n)).toBe('0.0005 α')
    expect(rawText([45875n, 58982n])).toBe('45875,58982')
    expect(rawText(true)).toBe('true')
  })

  test('become arguments by name', () => {
    expect(toArguments(SHARES, ['alpha_low', 'alpha_high'], [1n, 2n])).toEqual({ alpha_low: 1n, alpha_high: 2n })
    expect(toArguments(FIXED, ['exponent'], 7n)).toEqual({ exponent: { bits: 7n } })
  })

  test.each([
    ['Min-Burn', 'min_burn'],
    ['MinBurn', 'min_burn'],
    ['sudo_set_min_burn', 'min_burn'],
    [' tempo ', 'tempo'],
  ])('are named in several ways: %s', (given, name) => {
    expect(canonicalName(given)).toBe(name)
  })
})
