import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatEndpoint, formatIp, parseIp } from '../../src/primitives/ip.ts'

describe('IP addresses', () => {
  test.each([
    ['203.0.113.7', 4, 0xcb007107n],
    ['0.0.0.0', 4, 0n],
    ['255.255.255.255', 4, 0xffffffffn],
    ['::', 6, 0n],
    ['::1', 6, 1n],
    ['2001:db8::7', 6, 0x20010db8000000000000000000000007n],
    ['[2001:db8::7]', 6, 0x20010db8000000000000000000000007n],
    ['1:2:3:4:5:6:7:8', 6, 0x00010002000300040005000600070008n],
    ['fe80::', 6, 0xfe800000000000000000000000000000n],
  ])('are numbers: %s', (text, type, number) => {
    expect(parseIp(text)).toEqual({ type, number })
  })

  test.each([
    '',
    '1.2.3',
    '1.2.3.256',
    '1.2.3.4.5',
    '1::2::3',
    ':::',
    '1:2:3:4:5:6:7',
    '12345::',
    'g::',
    '1.2.3.4:80',
    ':1:2:3:4:5:6:7:8',
  ])('are refused: %j', text => {
    expect(() => parseIp(text)).toThrow('Not an IP address')
  })

  test('leave out the longest run of zeros', () => {
    const text = (number: bigint) => formatIp({ type: 6, number })
    expect(text(1n)).toBe('::1')
    expect(text(0n)).toBe('::')
    expect(text(0x00010000000000020000000000000003n)).toBe('1:0:0:2::3')
    expect(text(0x00010002000300040005000600070008n)).toBe('1:2:3:4:5:6:7:8')
    expect(text(0x00100000000000000000000000000000n)).toBe('10::')
  })

  test('come back as they went', () => {
    const v4 = fc.bigInt({ min: 0n, max: (1n << 32n) - 1n }).map(number => ({ type: 4 as const, number }))
    const sparse = fc
      .array(fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 0xffffn })), { minLength: 8, maxLength: 8 })
      .map(groups => ({ type: 6 as const, number: groups.reduce((all, group) => (all << 16n) | group, 0n) }))
    fc.assert(fc.property(fc.oneof(v4, sparse), ip => void expect(parseIp(formatIp(ip))).toEqual(ip)))
  })

  test('stand before their port', () => {
    expect(formatEndpoint(parseIp('203.0.113.7'), 80)).toBe('203.0.113.7:80')
    expect(formatEndpoint(parseIp('2001:db8::7'), 80)).toBe('[2001:db8::7]:80')
  })
})
