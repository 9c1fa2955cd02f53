import { describe, expect, test } from 'vitest'
import { encode } from '../../../src/client/codec/encode.ts'
import type { Shape } from '../../../src/client/metadata/lens.ts'
import { toHex } from '../../../src/primitives/bytes.ts'

const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
const ALICE_KEY = '0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d'

const U8: Shape = { kind: 'uint', size: 1 }
const U16: Shape = { kind: 'uint', size: 2 }
const ACCOUNT: Shape = { kind: 'account' }
const ADDRESS: Shape = {
  kind: 'enum',
  isAddress: true,
  variants: [
    { index: 0, name: 'Id', of: [1] },
    { index: 2, name: 'Raw', of: [2] },
  ],
}
const RECORD: Shape = {
  kind: 'struct',
  fields: [
    { name: 'hot_key', key: 'hotKey', type: 1 },
    { name: 'uids', key: 'uids', type: 2 },
  ],
}

const write = (shape: Shape, value: unknown, ...others: Shape[]) => toHex(encode([shape, ...others], 0, value, 'it'))

describe('a value may be written in more ways than one', () => {
  test.each<[what: string, shape: Shape, ways: readonly unknown[], hex: string, others?: readonly Shape[]]>([
    ['a number', U16, [258, 258n, '258', '0x102'], '0x0201'],
    ['a compact one', { kind: 'compact', size: 8 }, [64, 64n, '64'], '0x0101'],
    ['one with a sign', { kind: 'int', size: 1 }, [-2, -2n, '-2'], '0xfe'],
    ['an account', ACCOUNT, [ALICE, ALICE_KEY, Buffer.from(ALICE_KEY.slice(2), 'hex')], ALICE_KEY],
    ['bytes', { kind: 'bytes' }, ['τ', '0xcf84', [0xcf, 0x84], Uint8Array.of(0xcf, 0x84)], '0x08cf84'],
    ['bytes of one length', { kind: 'fixed', length: 2 }, ['0x0102', [1, 2], Uint8Array.of(1, 2)], '0x0102'],
    ['nothing', { kind: 'option', of: 1 }, [undefined, null], '0x00', [U8]],
    ['something', { kind: 'option', of: 1 }, [7, '7'], '0x0107', [U8]],
    ['a list', { kind: 'list', of: 1 }, [[1, 2], Uint16Array.of(1, 2)], '0x0801000200', [U16]],
    [
      'an address',
      ADDRESS,
      [ALICE, ALICE_KEY, { Id: ALICE }, { type: 'Id', value: ALICE }],
      `0x00${ALICE_KEY.slice(2)}`,
      [ACCOUNT, { kind: 'bytes' }],
    ],
    [
      'another address',
      ADDRESS,
      [{ Raw: '0x01' }, { type: 'Raw', value: [1] }],
      '0x020401',
      [ACCOUNT, { kind: 'bytes' }],
    ],
    [
      'a variant without data',
      { kind: 'enum', variants: [{ index: 3, name: 'Yes' }] },
      ['Yes', { Yes: null }, { type: 'Yes' }],
      '0x03',
    ],
    [
      'a record',
      RECORD,
      [
        { hot_key: 1, uids: 2 },
        { hotKey: 1, uids: 2 },
      ],
      '0x010200',
      [U8, U16],
    ],
    [
      'a record of what need not be',
      { kind: 'struct', fields: [{ name: 'a', key: 'a', type: 1 }] },
      [{}, { a: null }],
      '0x00',
      [{ kind: 'option', of: 2 }, U8],
    ],
  ])('%s', (_, shape, ways, hex, others = []) => {
    for (const way of ways) expect(write(shape, way, ...others)).toBe(hex)
  })
})

describe('what does not fit is told by its place and by what it was given', () => {
  test.each<[shape: Shape, value: unknown, message: string, why: string, others?: readonly Shape[]]>([
    [U16, 70_000, 'it takes a whole number from 0 to 65535', '70000'],
    [U16, -1, 'it takes a whole number from 0 to 65535', '-1'],
    [U16, 1.5, 'it takes a whole number from 0 to 65535', '1.5'],
    [U16, '1e3', 'it takes a whole number', '"1e3"'],
    [U16, undefined, 'it takes a whole number', 'nothing'],
    [{ kind: 'uint', size: 8 }, 2 ** 60, 'it takes a whole number', '1152921504606847000'],
    [{ kind: 'int', size: 1 }, 128, 'from -128 to 127', '128'],
    [{ kind: 'compact', size: 1 }, 256, 'from 0 to 255', '256'],
    [{ kind: 'bool' }, 'true', 'it takes true or false', '"true"'],
    [{ kind: 'text' }, 7, 'it takes a text', '7'],
    [{ kind: 'bytes' }, [256], 'it takes bytes', '[256]'],
    [{ kind: 'fixed', length: 32 }, '0x01', 'it takes exactly 32 bytes', '"0x01"'],
    [{ kind: 'unit' }, 1, 'it takes nothing', '1'],
    [{ kind: 'compact', size: 0 }, ALICE, 'it takes nothing', `"${ALICE}"`],
    [{ kind: 'list', of: 1 }, [1, 300], 'it[1] takes a whole number from 0 to 255', '300', [U8]],
    [{ kind: 'list', of: 1 }, 5, 'it takes a list', '5', [U8]],
    [{ kind: 'array', of: 1, length: 2 }, [1], 'it takes a list of 2', '[1]', [U8]],
    [{ kind: 'tuple', of: [1, 1] }, [1], 'it takes a list of 2', '[1]', [U8]],
    [RECORD, { hot_key: 1, uids: 'x' }, 'it.uids takes a whole number', '"x"', [U8, U16]],
    [RECORD, { hot_key: 1, uids: 2, more: 3 }, 'it takes a record of hot_key, uids', '{"more":3}', [U8, U16]],
    [RECORD, { hot_key: 1 }, 'it.uids takes a whole number', 'nothing', [U8, U16]],
    [ADDRESS, { Nobody: 1 }, 'it takes one of Id, Raw', '{"Nobody":1}', [ACCOUNT, U8]],
    [{ kind: 'enum', variants: [{ index: 0, name: 'Yes' }] }, { Yes: 1 }, 'it takes no data', '1'],
  ])('%j %j', (shape, value, message, why, others = []) => {
    try {
      write(shape, value, ...others)
    } catch (error) {
      expect(error).toMatchObject({ code: 'invalid_argument' })
      expect((error as Error).message).toContain(message)
      expect((error as { why: string[] }).why.join()).toContain(`It was given ${why}`)
      return
    }
    expect.unreachable()
  })

  test('an address with a slip of the pen', () => {
    expect(() => write(ACCOUNT, ALICE.replace('G', 'H'))).toThrow('Not a Bittensor address')
  })

  test('a type that holds itself without an end', () => {
    const endless: Shape = { kind: 'enum', isAddress: true, variants: [{ index: 0, name: 'Id', of: [0] }] }
    for (const shape of [endless, { kind: 'option', of: 0 } as const]) {
      expect(() => write(shape, ALICE)).toThrow('has a type without an end')
    }
  })

  test('what no chain of ours has', () => {
    expect(() => write({ kind: 'unknown', what: 'a sequence of bits' }, [])).toThrow('a sequence of bits')
  })
})
