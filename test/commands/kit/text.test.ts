import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cells, duration } from '../../../src/commands/kit/cells.ts'
import { exactDecimal, stringify, toJson } from '../../../src/commands/kit/json.ts'
import { cutEnd, cutMiddle, nearest, plain, shellWord, uncamel, width, wrap } from '../../../src/commands/kit/text.ts'
import { RATIO } from '../../../src/commands/kit/values.ts'

const ESC = String.fromCharCode(27)

describe('plain', () => {
  test.each([
    ['nothing to do', 'nothing to do'],
    [`${ESC}[31mred${ESC}[0m`, 'red'],
    [`a${ESC}]0;title${String.fromCharCode(7)}b`, 'ab'],
    [`a${ESC}]8;;http://evil${ESC}\\link${ESC}]8;;${ESC}\\b`, 'alinkb'],
    [`a${ESC}P1$r0m${ESC}\\b`, 'ab'],
    ['\u009b31mred', 'red'],
    ['line\nbreak\r\n\ttab', 'line break tab'],
    ['a\u202eb\u2066c\u200fd\u061ce', 'abcde'],
    ['zero\u200bwidth\ufeff', 'zerowidth'],
    ['\ud800', ''],
    [`z${'\u0301'.repeat(50)}`, `z${'\u0301'.repeat(4)}`],
    ['日本 Ω ünï', '日本 Ω ünï'],
  ])('%j', (text, expected) => expect(plain(text)).toBe(expected))

  test('whatever comes in, nothing that acts comes out', () => {
    const nasty = fc.string({
      unit: fc.constantFrom(ESC, '[', ']', ';', 'm', '\u009b', '\u202e', '\n', 'x', '\u0007', '\\', '0'),
    })
    fc.assert(fc.property(nasty, text => !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(plain(text))))
    fc.assert(fc.property(fc.string({ unit: 'binary' }), text => !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(plain(text))))
  })
})

test('width counts columns', () => {
  expect(['', 'abc', '日本', 'e\u0301', 'τ1.5', '🚀x'].map(width)).toEqual([0, 3, 4, 1, 4, 3])
})

describe('cutting', () => {
  test('keeps both ends of an address, the beginning of a name', () => {
    expect(cutMiddle('5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY', 13)).toBe('5Grwva…GKutQY')
    expect(cutEnd('a long name indeed', 8)).toBe('a long …')
    expect(cutEnd('日本語日本語', 5)).toBe('日本…')
  })

  test('never exceeds the columns', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }).map(plain), fc.integer({ min: 1, max: 40 }), (text, columns) => {
        expect(width(cutEnd(text, columns))).toBeLessThanOrEqual(columns)
        expect(width(cutMiddle(text, columns))).toBeLessThanOrEqual(columns)
      }),
    )
  })
})

test('wrap breaks between words and keeps long ones whole', () => {
  expect(wrap('one two three four', 9)).toEqual(['one two', 'three', 'four'])
  expect(wrap('averyveryverylongword x', 5)).toEqual(['averyveryverylongword', 'x'])
  expect(wrap('  indented text here', 12)).toEqual(['  indented', '  text here'])
  expect(wrap('a\nb', 80)).toEqual(['a', 'b'])
})

test('nearest finds what was meant, and nothing where nothing is near', () => {
  const commands = ['list', 'create', 'new-coldkey', 'new-hotkey', 'sign', 'verify']
  expect(nearest('lsit', commands)).toEqual(['list'])
  expect(nearest('new', commands)).toEqual(['new-coldkey', 'new-hotkey'])
  expect(nearest('new_hotkey', commands)[0]).toBe('new-hotkey')
  expect(nearest('crate', commands)).toEqual(['create'])
  expect(nearest('xyzzy', commands)).toEqual([])
})

test('shellWord quotes what a shell would read otherwise', () => {
  expect(['main', "it's", 'a b', '', '$HOME', '5Grw'].map(shellWord)).toEqual([
    'main',
    `'it'\\''s'`,
    "'a b'",
    "''",
    "'$HOME'",
    '5Grw',
  ])
})

test('uncamel', () => {
  expect(['wallet', 'hotkeySs58', 'nWords'].map(name => uncamel(name, '_'))).toEqual([
    'wallet',
    'hotkey_ss58',
    'n_words',
  ])
})

describe('JSON', () => {
  test('reads back as what it was, and shows nothing that acts', () => {
    const values = fc.jsonValue({ stringUnit: 'binary' }) as fc.Arbitrary<never>
    fc.assert(
      fc.property(values, fc.boolean(), (value, compact) => {
        const text = stringify(value, compact)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text.replaceAll('\n', ''))).toBe(false)
      }),
    )
  })

  test('decimals are written digit by digit', () => {
    expect(stringify({ a: exactDecimal(9_007_199_254_740_993n, 9), b: exactDecimal(1n, 9) }, true)).toBe(
      '{"a":9007199.254740993,"b":0.000000001}',
    )
    expect(stringify(exactDecimal(2n ** 64n, 0))).toBe('18446744073709551616')
  })

  test('of anything at all', () => {
    expect(
      toJson({
        a: 1n,
        b: undefined,
        c: Number.NaN,
        d: new Uint8Array([1]),
        e: [null, { toJSON: () => 'x' }],
        f: () => 1,
      }),
    ).toEqual({
      a: '1',
      c: 'NaN',
      d: '0x01',
      e: [null, 'x'],
    })
  })
})

test('shares are exact', () => {
  expect(['0.05', '5%', '100%', '0.000000001', '1'].map(RATIO.parse)).toEqual([
    50_000_000n,
    50_000_000n,
    1_000_000_000n,
    1n,
    1_000_000_000n,
  ])
  for (const wrong of ['5 %', '0.0000000001', '0.00000001%', '-1', 'x', '%'])
    expect(() => RATIO.parse(wrong)).toThrow('Not a share')
})

test('cells', () => {
  expect(cells.percent(412_345_678n).text).toBe('41.23 %')
  expect(cells.percent(180_000_000n).text).toBe('18 %')
  expect(cells.moment(Date.UTC(2026, 0, 2, 3, 4, 5))).toMatchObject({
    text: '2026-01-02 03:04:05 UTC',
    bare: '2026-01-02T03:04:05.000Z',
  })
  expect([0, 999, 1000, 61_000, 3_600_000, 90_061_000].map(duration)).toEqual([
    '0 ms',
    '999 ms',
    '1 s',
    '1 min 1 s',
    '1 h',
    '1 d 1 h',
  ])
})
