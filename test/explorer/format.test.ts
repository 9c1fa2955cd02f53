import { describe, expect, test } from 'vitest'
import {
  amountParts,
  amountText,
  durationText,
  harmless,
  numberText,
  plural,
  refTimeText,
  shareText,
  shortened,
  timeText,
  u16Text,
  wordsOf,
} from '../../src/explorer/format.ts'

describe('amounts', () => {
  test.each([
    ['0', '0', '0', '.000000000'],
    ['1', '0.000000001', '0', '.000000001'],
    ['1500000000', '1.5', '1', '.500000000'],
    ['-1500000000', '-1.5', '-1', '.500000000'],
    ['999999999', '0.999999999', '0', '.999999999'],
    ['1000000000000', '1,000', '1,000', '.000000000'],
    // More than a double holds.
    ['18446744073709551615', '18,446,744,073.709551615', '18,446,744,073', '.709551615'],
    ['9007199254740993', '9,007,199.254740993', '9,007,199', '.254740993'],
  ])('%s rao is %s', (rao, text, whole, fraction) => {
    expect(amountText(rao)).toBe(text)
    expect(amountParts(rao)).toEqual({ whole, fraction })
  })
})

test.each([
  ['0', '0.00 %'],
  ['1000000000', '100.00 %'],
  ['123456789', '12.34 %'],
  ['999999999', '99.99 %'],
])('a share of %s billionths is %s', (billionths, text) => {
  expect(shareText(billionths)).toBe(text)
})

test.each([
  [0, '0.00000'],
  [65_535, '1.00000'],
  [11_796, '0.17999'],
  [1, '0.00001'],
])('%s parts of 65535 are %s', (parts, text) => {
  expect(u16Text(parts)).toBe(text)
})

test.each([
  ['1260.500000000', '1,260.5'],
  ['1000.000000000', '1,000'],
  ['-0.25', '-0.25'],
  ['340282366920938463463374607431768211455', '340,282,366,920,938,463,463,374,607,431,768,211,455'],
])('the number %s is written %s', (text, written) => {
  expect(numberText(text)).toBe(written)
})

test('times and spans say their unit', () => {
  expect(timeText(1_735_689_612_000)).toBe('2025-01-01 00:00:12 UTC')
  expect([250, 12_000, 1500, 1999].map(durationText)).toEqual(['250 ms', '12 s', '1.5 s', '2 s'])
  expect(refTimeText('331201219000')).toBe('331.201 ms')
})

test('long texts keep their ends', () => {
  expect(shortened('0x1234567890abcdef1234567890abcdef')).toBe('0x123456…abcdef')
  expect(shortened('0x12')).toBe('0x12')
})

test('words agree with their number', () => {
  expect([0, 1, 2, 1234].map(count => plural(count, 'block'))).toEqual([
    '0 blocks',
    '1 block',
    '2 blocks',
    '1,234 blocks',
  ])
  expect(wordsOf('max_weights_limit')).toBe('max weights limit')
})

test('what could mislead a reader is made visible', () => {
  expect(harmless('a\u202eb\u0000c\u2066d\u200f')).toBe('a\ufffdb\ufffdc\ufffdd\ufffd')
  expect(harmless('two\nlines\tand  more')).toBe('two lines and more')
  expect(harmless('<b>τ é 漢</b>')).toBe('<b>τ é 漢</b>')
})
