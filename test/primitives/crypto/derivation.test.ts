import { describe, expect, test } from 'vitest'
import { toHex } from '../../../src/primitives/bytes.ts'
import { DEV_PHRASE, DEV_SEED, parsePath } from '../../../src/primitives/crypto/derivation.ts'
import { mnemonicToSeed } from '../../../src/primitives/crypto/mnemonic.ts'
import { allText, expectCode, failureOf } from '../../wallet/support/errors.ts'

describe('parsePath', () => {
  test('the empty path has no steps', () => expect(parsePath('')).toEqual([]))

  test('tells hard from soft', () => {
    expect(parsePath('//a/b//c').map(step => step.hard)).toEqual([true, false, true])
  })

  test.each([
    ['//0', `0x${'00'.repeat(32)}`],
    ['//7', `0x07${'00'.repeat(31)}`],
    ['//007', `0x07${'00'.repeat(31)}`],
    ['//+7', `0x07${'00'.repeat(31)}`],
    ['//18446744073709551615', `0x${'ff'.repeat(8)}${'00'.repeat(24)}`],
    // 20 digits as text: compact length 80, then the characters.
    ['//18446744073709551616', `0x503138343436373434303733373039353531363136${'00'.repeat(11)}`],
    ['//-7', `0x082d37${'00'.repeat(29)}`],
    ['/Alice', `0x14416c696365${'00'.repeat(26)}`],
    ['//ü', `0x08c3bc${'00'.repeat(29)}`],
  ])('the chain code of %s', (path, chainCode) => expect(toHex(parsePath(path)[0]!.chainCode)).toBe(chainCode))

  test('a name above 31 bytes is hashed, whatever its length', () => {
    for (const length of [32, 63, 64, 16383, 16384, 20000]) {
      expect(parsePath(`//${'x'.repeat(length)}`)[0]!.chainCode).toHaveLength(32)
    }
    // The compact length takes one byte below 64, two below 16384, four above.
    const distinct = [63, 64, 16383, 16384].map(n => toHex(parsePath(`//${'x'.repeat(n)}`)[0]!.chainCode))
    expect(new Set(distinct).size).toBe(4)
  })

  test.each(['/', '//', '//a/', '//a//', 'a', 'a//b', '///a', '//a///b'])('refuses %j', path => {
    const error = expectCode(
      failureOf(() => parsePath(path)),
      'invalid_argument',
    )
    if (path.length > 2) expect(allText(error)).not.toContain(`"${path}"`)
  })
})

test('the development seed is that of the development phrase', () => {
  expect(toHex(mnemonicToSeed(DEV_PHRASE))).toBe(toHex(DEV_SEED))
})
